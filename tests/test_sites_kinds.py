"""Threads, lists, parts of articles, frames, attachments: pages of more than prose."""

import pytest

from extract.readers import Unreadable, html
from normalize.document import Document
from tests.sites import ANSWERS
from tests.sites.bodies import written
from tests.sites.furniture import COMMENTS, PARTS, TEASERS

BODY = written(ANSWERS["news"], "paragraphs")
TITLE = ANSWERS["news"].title
TOP = f"<title>{TITLE}</title><body><div>{PARTS['menu']}</div><h1>{TITLE}</h1>"
TOP += "<div>2031-06-20 08:15　来源：示例健康报</div>"


def read(page: str) -> Document:
    return html.read(page, "a.html")


def notes(body: str) -> dict[str, str]:
    return dict(read(f"{TOP}<div>{body}</div><div>{PARTS['foot']}</div>").notes)


# --- posts


def post(n: int, words: str, name: str = "div") -> str:
    return (
        f'<{name} class="p-{name}"><div class="who"><a href="/u{n}">药师{n}</a> <span>2031-06-2{n} 10:0{n}'
        f"</span></div><div class=says>{words}</div><div><a href=#>回复</a></div></{name}>"
    )


def test_a_thread_keeps_all_posts() -> None:
    posts = "".join(post(n, words) for n, words in enumerate(COMMENTS))
    text = str(read(f"<title>{TITLE}</title><h1>{TITLE}</h1>{posts}").text)
    assert all(words in text for words in COMMENTS)
    assert "药师3" in text


def test_a_question_keeps_its_answers() -> None:
    asked = (
        "示诺替尼混悬液开瓶之后可以放多久？说明书上写的是冷藏，但是孩子要带到学校去用。"
    )
    answers = "".join(post(n, words, "li") for n, words in enumerate(COMMENTS))
    page = (
        f"<title>示诺替尼开瓶后能放多久</title><h1>示诺替尼开瓶后能放多久</h1><p>提问者：段一 2031-06-20</p>"
        f"<div>{asked}</div><h3>6个回答</h3><ul>{answers}</ul>"
    )
    text = str(read(page).text)
    assert asked in text
    assert all(words in text for words in COMMENTS)


@pytest.mark.parametrize("name", ["li", "div"])
def test_comments_below_an_article_are_left_out(name: str) -> None:
    posts = "".join(post(n, words, name) for n, words in enumerate(COMMENTS * 4))
    text = str(read(f"{TOP}<div>{BODY}</div><div>{posts}</div>").text)
    assert not any(words in text for words in COMMENTS)
    assert "数据保护等政策相继出台" in text


# --- lists


def entries(make: str) -> str:
    return "".join(
        make.format(n=n, words=words, day=f"2031-06-1{n}")
        for n, words in enumerate(TEASERS)
    )


@pytest.mark.parametrize(
    "make",
    [
        "<li><a href=/{n}>{words}</a><span>{day}</span></li>",
        "<tr><td><a href=/{n}>{words}</a></td><td>{day}</td></tr>",
        "<div class=it><h3><a href=/{n}>{words}</a></h3><p>近日，{words}详情请见全文。</p><i>{day}</i></div>",
        "<dl><dt><a href=/{n}>{words}</a></dt><dd>近日，{words}</dd></dl>",
    ],
)
def test_a_list_keeps_its_entries(make: str) -> None:
    listed = entries(make)
    page = f"<title>通知公告_示省药监局</title><div>{PARTS['menu']}</div><div class=list>{listed}</div><div>{PARTS['foot']}</div>"
    text = str(read(page).text)
    assert [words for words in TEASERS if words not in text] == []


@pytest.mark.parametrize("times", [1, 4])
def test_an_article_with_long_lists_of_others_is_no_list(times: int) -> None:
    page = f"{TOP}<div>{BODY}</div><ul>{PARTS['teasers'] * times}</ul><div>{PARTS['cards'] * times}</div>"
    document = read(page)
    assert "link_entries" not in dict(document.notes)
    assert not any(words in str(document.text) for words in TEASERS)


# --- parts of articles


@pytest.mark.parametrize(
    ("pager", "pages"),
    [
        ("<p>[1] <a href=2.htm>[2]</a> <a href=3.htm>[3]</a> <a href=2.htm>下一页</a></p>", 3),
        ('<div class="pages"><span>1</span><a href="2">2</a><a href="2">下一页</a></div>', 2),
        ("<div><a>上一页</a> <b>1</b> <a href=a_2>2</a> <a href=a_3>3</a> <a href=a_4>4</a> <a href=a_2>下页</a></div>", 4),
        ("<p>第1页 共5页 <a href=2>下一页</a> <a href=5>尾页</a></p>", 5),
        ("<div>共 3 页</div><div>1 <a href=2>2</a> <a href=3>3</a> <a href=2>后一页</a></div>", 3),
        ("<ul><li>1</li><li><a href=2>2</a></li><li><a href=2>余下全文</a></li></ul>", 2),
        ("<div>共2頁：上一頁1<a href=2>2</a><a href=2>下一頁</a></div>", 2),
    ],
)  # fmt: skip
def test_an_article_in_several_pages_says_so(pager: str, pages: int) -> None:
    told = f"The article goes on: this is one page of {pages}; add the others too."
    assert notes(BODY + pager) == {"more_pages": told}


@pytest.mark.parametrize(
    "more",
    [
        "<p>上一篇：<a href=1>示药年会召开</a></p><p>下一篇：<a href=3>示省公布名单</a></p>",
        "<p><a href=3>下一篇</a></p>",
        "<div>上一页 <b>1</b> 下一页</div>",
        "<p><a href=/list>下一页</a></p>",
        "<p>1</p><p>2</p>",
        "<p>[1] 示某等. 示药学报, 2031. [2] 示某等. 示医学报, 2030.</p>",
        "<div><a href=/m>更多</a> <a href=/p>打印</a></div>",
        "<p>阅读全文请关注微信</p>",
        "<button>展开全文</button>",
        '<a href="javascript:void(0)">点击展开全文</a>',
        "",
    ],
)
def test_a_whole_article_says_nothing(more: str) -> None:
    assert notes(BODY + more) == {}


TORN = "<p>示省医疗保障局有关负责人说，企业已经提交挂网申请，价格有待协商，符合条件的"


@pytest.mark.parametrize(
    "offer",
    ["<div>展开全文</div>", "<a href=/full.htm>阅读全文</a>", "<div><a href=#>点击查看更多</a></div>",
     "<div>打开示例新闻APP查看全文</div>", "<span>展开剩余60%</span>", "<div>登录后阅读全文</div>", "<p>……（未完待续）</p>"],
)  # fmt: skip
def test_a_text_that_breaks_off_says_so(offer: str) -> None:
    found = notes(f"{BODY}{TORN}…</p>{offer}")
    assert list(found) == ["truncated"]
    assert "the rest (" in found["truncated"]


def test_a_link_to_the_full_text_says_so() -> None:
    assert list(notes(f"{BODY}<p><a href=/full.htm>阅读全文</a></p>")) == ["truncated"]


# --- frames


def test_a_page_of_frames_names_them() -> None:
    page = '<html><frameset cols="20%,*"><frame src="menu.htm"><frame src="main.htm"></frameset></html>'
    with pytest.raises(Unreadable, match=r"menu\.htm, main\.htm") as refused:
        read(page)
    assert refused.value.code == "frames"


# --- attachments, pictures, tables


@pytest.mark.parametrize(
    "box",
    [
        '<div class=fj>附件：<a href="/f/1.pdf">示例目录</a></div>',
        '<div>打印 关闭</div><div><b>附件下载</b><ul><li><a href="/f/1.pdf">示例目录</a></li></ul></div>',
        '<p><img src="doc.gif"><a href="/f/1.PDF?x=1">1.示例目录</a>（12KB）</p>',
        '<table><tr><td>附件</td><td><a href="/f/1.pdf">示例目录.pdf</a></td></tr></table>',
    ],
)
def test_attachments_in_a_box_below_stay_with_their_links(box: str) -> None:
    document = read(f"{TOP}<div>{BODY}</div>{box}<div>{PARTS['foot']}</div>")
    [link] = [
        link for link in document.links if link.address.lower().startswith("/f/1.pdf")
    ]
    assert "示例目录" in str(link.text)


def test_pictures_with_captions_and_no_words_made_up() -> None:
    figures = "".join(
        f'<p><img src="{n}.jpg" alt="示例替代文字"></p><p>图{n}：示城市药师在社区义诊现场，普十三摄</p>'
        for n in range(5)
    )
    text = str(read(f"{TOP}<div>{figures}</div><ul>{PARTS['teasers']}</ul>").text)
    assert [f"图{n}" in text for n in range(5)] == [True] * 5
    assert "替代" not in text


def test_a_notice_that_is_a_table_only() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>示胃康片{n}号</td><td>示康药业有限公司</td><td>通过</td></tr>"
        for n in range(9)
    )
    page = f"<title>{TITLE}</title><div>{PARTS['menu']}</div><h2>{TITLE}</h2><p>发布时间：2031-06-20</p><table>{rows}</table><div>{PARTS['foot']}</div>"
    document = read(page)
    text = str(document.text)
    assert text.startswith(TITLE)
    assert all(f"示胃康片{n}号" in text for n in range(9))
    assert "备案号" not in text
