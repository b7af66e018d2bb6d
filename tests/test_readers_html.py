"""HTML: what a browser shows, the content of it, tables with spans, values of the head."""

import pytest

from extract.readers import Unreadable, html
from normalize.document import Grid
from normalize.text import restore
from tests.html_pages import OTHER, PROSE, read, rules
from tests.test_readers_plain import outline


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<p>甲\n  乙</p>", "甲乙"),
        ("<p>GMP\n  audit</p>", "GMP audit"),
        ("<p>甲 <b> 乙</b>\t丙</p>", "甲 乙 丙"),
        ("<p>甲<b>乙</b><i>丙</i></p>", "甲乙丙"),
        ("<p>&#x56FD;&#33647;&amp;&lt;5&nbsp;mg&copy2031</p>", "国药&<5\xa0mg©2031"),
        ("<p>A\u200b&#8203;B</p>", "AB"),
        ("<p>甲<p>乙<div>丙</div>丁", "甲\n乙\n丙\n丁"),
        ("甲</p>乙<br/>丙<br></br>丁", "甲\n乙\n丙\n丁"),
        ("<ul><li>甲<li>乙</ul><dl><dt>丙<dd>丁</dl>", "甲\n乙\n丙\n丁"),
        ("<pre>甲\n乙  丙</pre>", "甲\n乙 丙"),
        ("<p>P<0.05，A<5%，CR< 3</p>", "P<0.05，A<5%，CR< 3"),
        ("<p title='a>b' data=\"c>d\" e=f>甲</p>", "甲"),
        ('<p title="没有结尾>甲</p>', "甲"),
        ("<!-- <p>注</p> --><p>甲</p><!-->乙<!DOCTYPE x>", "甲\n乙"),
        ("<p>甲</p><!-- 没有结尾 <p>乙</p>", "甲"),
        ("<script>if (a < b) { '</p>' }</script><STYLE>p{}</Style>甲", "甲"),
        ("<p>甲</p><noscript>请启用脚本</noscript><template>模板</template>", "甲"),
        ("<p>甲<a name=x>乙<a href=y>丙</p>", "甲乙丙"),
        ("<p><b>甲</p><p>乙</b>丙</p>", "甲\n乙丙"),
        ("<div><td>甲</td></div></div></span>乙", "甲\n乙"),
        ("<h1>关于甲药的<br>公告</h1><p>乙</p>", "关于甲药的公告\n乙"),
        ("<body>甲</div> <b>乙</b><body> <b>丙</b></p> 丁", "甲 乙 丙\n丁"),
        ("<div> <b>甲</b> <p> </p> <b>乙</b></div> <b>丙</b>", "甲\n乙\n丙"),
        ("<p>甲<b hidden> </b>乙<b hidden><p> </b>丙</p>", "甲乙\n丙"),
    ],
)
def test_text_is_what_a_browser_shows(page: str, seen: str) -> None:
    assert str(read(page).text) == seen


ARTICLE = f"""
<html><head><title>甲乙替尼片获批上市_健康频道_某网</title>
<meta name="PubDate" content="2031-06-20 08:00"><meta property='og:title' content="甲乙替尼片获批上市">
<link rel="canonical" href="http://a.example/1?x=1&amp;y=2"></head><body>
<div class="top-nav"><a href="/">首页</a><a href="/n">新闻</a></div>
<ul><li><a href="/1">药品目录调整</a></li><li><a href="/2">集采结果</a></li></ul>
<div class="w"><h1>甲乙替尼片获批上市</h1>
<div class="info">2031-06-20 08:00　来源：<a href="http://b.example">某报</a></div>
<div>字体：大 中 小 【打印】 【关闭】</div>
<div class="text"><p>　　{PROSE}</p><p>&nbsp;&nbsp;{OTHER}<br><br>　　一、背景<br>{PROSE}</p>
<p>附件：<a href="/f/1.pdf">申报指南.pdf</a></p><p><a href="/n/9">上一篇：乙药获批</a></p></div>
<p class="editor">责任编辑：某人</p></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/3">丙药获批</a></li></ul></div>
<form><input name=q><button>搜索</button></form>
<div id="footer">版权所有 某网 京ICP备00000000号。未经许可，不得转载，违者必究。</div></body></html>
"""


def test_the_content_of_a_page_and_nothing_else() -> None:
    document = read(ARTICLE)
    assert outline(document) == [
        (1, "甲乙替尼片获批上市"),
        "2031-06-20 08:00　来源：某报",
        PROSE,
        OTHER,
        (1, "一、背景"),
        PROSE,
        "附件：申报指南.pdf",
        "责任编辑：某人",
    ]
    taken = rules(document)
    assert list(taken) == ["page_furniture"]
    assert all(
        words in taken["page_furniture"]
        for words in ("首页", "打印", "丙药获批", "版权所有")
    )


def test_values_of_the_head_and_links_of_the_content() -> None:
    document = read(ARTICLE)
    assert [(m.name, str(m.text)) for m in document.meta] == [
        ("title", "甲乙替尼片获批上市_健康频道_某网"),
        ("PubDate", "2031-06-20 08:00"),
        ("og:title", "甲乙替尼片获批上市"),
        ("canonical", "http://a.example/1?x=1&y=2"),
    ]
    [name] = [m.text for m in document.meta if m.name == "PubDate"]
    assert ARTICLE[name.span.start : name.span.end] == "2031-06-20 08:00"
    assert [(str(link.text), link.address) for link in document.links] == [
        ("某报", "http://b.example"),
        ("申报指南.pdf", "/f/1.pdf"),
    ]


@pytest.mark.parametrize(
    "page",
    ["<h1>示例药品公示</h1><iframe src=/main.htm></iframe>", "<iframe src=/main.htm></iframe>",
     "<div><a href=/>首页</a><a href=/2>要闻</a></div><iframe src=/main.htm></iframe><p>京ICP备00000000号"],
)  # fmt: skip
def test_an_article_in_a_frame_is_named(page: str) -> None:
    with pytest.raises(Unreadable, match=r"/main\.htm") as refused:
        html.read(page, "a.htm")
    assert refused.value.code == "frames"


@pytest.mark.parametrize(
    "body",
    [f"<p>{PROSE}</p>", "<h1>公示</h1><p>2031-06-20</p>", "<p>附件：<a href=1.pdf>名单</a>",
     "<table><tr><td>药品<td>企业<tr><td>甲<td>乙</table>", "<h1>公示</h1><p>详见附件。</p>"],
)  # fmt: skip
def test_a_page_with_words_of_its_own_may_have_frames(body: str) -> None:
    assert len(read(f"{body}<iframe src=/counter.htm></iframe>").text)


def test_values_of_the_head_survive_a_repair_of_the_text() -> None:
    document = read(ARTICLE)
    repaired = document.repaired(document.text.replace("获批", "批准", "x"))
    assert repaired.meta == document.meta
    assert str(repaired.lines().__next__()) == "甲乙替尼片批准上市"


def test_a_title_hijacked_by_spam_does_not_hide_the_headline() -> None:
    page = ARTICLE.replace(
        "<title>甲乙替尼片获批上市_健康频道_某网", "<title>彩票_开户"
    )
    page = page.replace(
        "og:title' content=\"甲乙替尼片获批上市", "og:title' content=\"彩票开户"
    )
    assert outline(read(page))[0] == (1, "甲乙替尼片获批上市")


def test_repeated_spam_does_not_outweigh_a_short_notice() -> None:
    spam = "<p>" + "彩票平台官方网站，开户送彩金，真人视讯。" * 40 + "</p>"
    page = f"<body><div id=main><h1>关于甲药的通知</h1><p>{PROSE}</p><p>{OTHER}</p></div>{spam}</body>"
    assert outline(read(page)) == [(1, "关于甲药的通知"), PROSE, OTHER]


def test_a_short_notice_keeps_its_index_table_its_grid_and_its_signature() -> None:
    page = (
        "<body><div class=nav><a href=/>首页</a></div>"
        "<table><tr><td>索引号：</td><td>000-2031-1</td><td>发布机构：</td><td>甲省药监局</td></tr></table>"
        "<h2>关于公布中选结果的通知</h2><div>甲药监〔2031〕5号</div>"
        f"<div class=c><p>各有关单位：</p><p>{PROSE}</p>"
        "<table><tr><th>名称<th>价格（元）<tr><td>甲乙替尼片<td>12.5</table>"
        "<p>甲省药品监督管理局</p><p>2031年6月20日</p></div>"
        "<div class=footer><p>主办：甲省药监局，地址：甲市乙路1号，邮编：000000。</p></div>"
    )
    assert outline(read(page)) == [
        [["索引号：", "000-2031-1", "发布机构：", "甲省药监局"]],
        (2, "关于公布中选结果的通知"),
        "甲药监〔2031〕5号",
        "各有关单位：",
        PROSE,
        [["名称", "价格（元）"], ["甲乙替尼片", "12.5"]],
        "甲省药品监督管理局",
        "2031年6月20日",
    ]


def test_a_page_of_links_is_kept_as_it_is() -> None:
    page = (
        "<ul>"
        + "".join(f"<li><a href=/{i}>第{i}号公告</a></li>" for i in range(3))
        + "</ul>"
    )
    assert outline(read(page)) == ["第0号公告", "第1号公告", "第2号公告"]


def grid(table: str) -> Grid:
    """Read the one table of a page."""
    [found] = read(f"<p>{PROSE}</p>{table}").grids()
    return found


def words(found: Grid) -> list[list[str]]:
    """Write a grid as rows of words."""
    return [[str(cell.text) for cell in row] for row in found.rows]


def test_a_cell_over_rows_stands_in_each_of_them() -> None:
    found = grid(
        "<table><tr><td rowspan=2>评价<td>合理<td>10<tr><td>安全<td>5<tr><td>合计<td colspan=2>15</table>"
    )
    assert words(found) == [
        ["评价", "合理", "10"],
        ["评价", "安全", "5"],
        ["合计", "15"],
    ]
    first, again = found.rows[0][0], found.rows[1][0]
    assert (first.rowspan, again.rowspan) == (2, 1)
    assert first.text.spans() == again.text.spans()
    assert found.rows[2][1].colspan == 2


def test_columns_stay_in_line_behind_a_wide_cell() -> None:
    found = grid(
        "<table><thead><tr><th colspan=2>药品<th rowspan=2>价</tr><tr><th>名<th>规格</thead>"
        "<tr><td>甲<td>5mg<td>3</table>"
    )
    assert words(found) == [
        ["药品", "", "价"],
        ["名", "规格", "价"],
        ["甲", "5mg", "3"],
    ]


def test_a_form_with_a_wide_value_reads_like_its_transcription() -> None:
    found = grid(
        "<table><tr><td>药品类别</td><td>西药</td><td>是否为独家</td><td>是</td></tr>"
        "<tr><td>用法用量</td><td colspan=3><p>口服，每日一次。</p><p>空腹。</p></td></tr>"
        "<tr><td>备注</td><td></td><td>价格</td><td>&nbsp;</td></tr></table>"
    )
    assert words(found) == [
        ["药品类别", "西药", "是否为独家", "是"],
        ["用法用量", "口服，每日一次。\n空腹。"],
        ["备注", "", "价格"],
    ]


def test_cells_are_parted_by_tabs_in_the_visible_text() -> None:
    document = read(f"<p>{PROSE}</p><table><tr><td>甲<td><td>丙<tr><td>丁</table>")
    assert str(document.text).splitlines()[1:] == ["甲\t\t丙", "丁"]


def test_spans_beyond_the_limit_are_not_followed_and_told() -> None:
    rows = "<tr><td rowspan=65534 colspan=1000>药" * 3 + "<tr><td>甲<td>乙" * 40
    document = read(f"<p>{PROSE}</p><table>{rows}</table>")
    assert [code for code, _ in document.notes] == ["spans_capped"]
    assert sum(len(row) for row in document.grids()[0].rows) < 30_000


@pytest.mark.parametrize(
    "page",
    [
        f"<table><tr><td><h1>公告</h1><p>{PROSE}</p></td></tr></table>",
        f"<table><tr><td>栏目</td><td><p>{PROSE * 6}</p></td></tr></table>",
        f"<table><tr><td><table><tr><td>{PROSE}</td></tr></table></td><td>广告</td></tr></table>",
    ],
)
def test_a_table_that_lays_out_the_page_is_no_grid(page: str) -> None:
    assert read(page).grids() == []


def test_a_page_without_words_is_empty_and_says_what_to_do() -> None:
    with pytest.raises(Unreadable, match="browser") as refused:
        html.read("<title>甲</title><div id=app></div><script>x</script>", "a.html")
    assert refused.value.code == "empty"


def test_attachments_are_content_though_they_are_links() -> None:
    page = (
        f"<div class=c><p>{PROSE}</p><p><a href='/art/1.html'>附件1：中选结果表</a></p>"
        "<p><a href='/down?id=2'>2.申报指南.docx</a></p><p><a href='/n/3'>丙药获批上市</a></p></div>"
    )
    assert outline(read(page)) == [PROSE, "附件1：中选结果表", "2.申报指南.docx"]


def test_the_name_of_a_part_never_costs_the_prose_of_a_short_notice() -> None:
    menu = "".join(f"<li><a href=/{i}>栏目名称{i}</a></li>" for i in range(60))
    page = f"<ul class=menu>{menu}</ul><div class='reply content'><p>{PROSE}</p></div>"
    assert outline(read(page)) == [PROSE]


def test_raised_figures_keep_their_height() -> None:
    page = "<p>含0.25×10<sup>8</sup>个细胞，75mg/m<sup>2</sup>，CD3<SUP class=a>+</SUP>，注<sup>[1]</sup></p>"
    document = html.read(page, "a.html")
    assert str(document.text) == "含0.25×10^8个细胞，75mg/m²，CD3^+，注[1]"
    raised = [r for r in document.text.repairs(document.raw) if r.rule == "superscript"]
    assert [(r.before, r.after) for r in raised] == [
        ("8", "^8"),
        ("2", "²"),
        ("+", "^+"),
    ]
    assert restore(str(document.text), document.text.repairs(page)) == page


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>共0.25×<i>10</i><sup>8</sup>个</p>", "共0.25×10^8个"),
        ("<p>售价<b>128.50</b><sup>2</sup>元</p>", "售价128.50[2]元"),
        ("<p>售价128.50<sup>2</sup>元</p>", "售价128.50[2]元"),
        ("<p>共10</p><p><sup>1</sup>注</p>", "共10\n1注"),
    ],
)
def test_a_raised_figure_stands_behind_the_words_before_it(
    page: str, said: str
) -> None:
    assert str(html.read(page, "a.html").text).strip() == said
