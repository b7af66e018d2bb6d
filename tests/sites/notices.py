"""Short official notices (公文) in the layouts of `notices.txt`, a template on each line.

What a hole shows is either of the notice, and must be read, or of the site, and must
not be.

>>> notice = NOTICES["flat"]
>>> notice.wanted[0], notice.unwanted[0]
('2031-06-20', '机构概况')
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from string import Template

TITLE = "关于公布2031年度示例药品补充申请受理情况的通知"
SAID = (
    "各市医疗保障局，有关企业：",
    "根据工作安排，现将受理情况予以公布，请各单位登录平台查询。",
    "特此通知。",
)
SIGNED = ("示例省医疗保障局", "2031年6月20日")
NAMES = ("1.示例药品补充申请受理名单", "2.企业操作手册")
FILES = ("/u/1.xlsx", "/u/2.pdf")
GETS = ("/download?id=1", "/download?id=2")
MENU = ("首页", "机构概况", "政务公开", "政务服务", "互动交流", "专题专栏")
OTHERS = (
    "关于开展2031年示例耗材集中采购的公告",
    "关于调整部分医疗服务价格的通知",
    "示例省医保局召开工作会议",
    "关于印发定点零售药店管理细则的通知",
    "2031年医保基金飞行检查情况通报",
)
EXPLAINED = ("《受理情况的通知》政策解读", "一图读懂补充申请")
SPAM = tuple(f"真人彩票平台{n}" for n in range(30))
NUMBER = "示医保函〔2031〕8号"
INDEX = ("索引号：", "000-2031-1", "发文字号：", NUMBER, "成文日期：", "2031-06-20")
DRUGS = tuple(f"示药{n}片" for n in range(1, 5))
FOOT = "主办单位：示例省医疗保障局　备案号：示ICP备00000000号-1　网站标识码：0000000001"


@dataclass(frozen=True)
class Notice:
    """A page, what must be read of it, and what must not."""

    page: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    addresses: tuple[str, ...]


def _links(words: Iterable[str], addresses: Iterable[str]) -> list[str]:
    pairs = zip(words, addresses, strict=False)
    return [f'<a href="{to}">{word}</a>' for word, to in pairs]


def _each(make: str, pieces: Iterable[str]) -> str:
    return "".join(make.format(piece) for piece in pieces)


def _pages(name: str) -> list[str]:
    return [f"/{name}/{n}.html" for n in range(40)]


LINKS, GOT = _links(NAMES, FILES), _links(NAMES, GETS)
ATTACHED = (f"附件：{LINKS[0]}", LINKS[1])
ALL = (*SAID, *ATTACHED, *SIGNED)
OTHER_LINKS = _links(OTHERS, _pages("n"))
# What each hole shows of the notice, and the words of it.
OWN: dict[str, tuple[str, tuple[str, ...]]] = {
    "title": (TITLE, ()),
    "dated": ("<div>发布时间：2031-06-20　来源：示例省医疗保障局</div>", ("2031-06-20",)),
    "all_p": (_each("<p>{}</p>", ALL), (*SAID, *NAMES, *SIGNED)),
    "all_open": (_each("<p>{}", ALL), (*SAID, *NAMES, *SIGNED)),
    "all_br": ("<br>\n".join(f"　　{line}" for line in ALL), (*SAID, *NAMES, *SIGNED)),
    "all_pre": ("\n".join(f"　　{line}" for line in ALL), (*SAID, *NAMES, *SIGNED)),
    "all_div": (_each("<div>{}</div>", ALL), (*SAID, *NAMES, *SIGNED)),
    "all_li": (_each("<li>{}</li>", ALL), (*SAID, *NAMES, *SIGNED)),
    "all_dd": (_each("<dd>{}</dd>", ALL), (*SAID, *NAMES, *SIGNED)),
    "all_rows": (_each("<tr><td>{}</td></tr>", ALL), (*SAID, *NAMES, *SIGNED)),
    "all_nested": (_each("<div><div><span>{}</span></div></div>", ALL), (*SAID, *NAMES, *SIGNED)),
    "all_sections": (_each("<section><p><span>{}</span></p></section>", ALL), (*SAID, *NAMES, *SIGNED)),
    "said": (_each("<p>{}</p>", SAID), SAID),
    "salutation": (SAID[0], SAID[:1]),
    "brief": ("名单已公布，请查收。", ("名单已公布，请查收。",)),
    "sentence": ("经审核，示例制药厂符合条件，现予公布。", ("经审核，示例制药厂符合条件，现予公布。",)),
    "see": ("详见附件。", ("详见附件。",)),
    "files_p": (_each("<p>{}</p>", ATTACHED), NAMES),
    "files_li": (_each("<li>{}</li>", LINKS), NAMES),
    "files_icons": (_each('<p><img src="/i/x.gif">{}</p>', LINKS), NAMES),
    "files_br": ("<br>".join(LINKS), NAMES),
    "got_p": (_each("<p>{}</p>", GOT), NAMES),
    "got_labeled": (f"<p>附件：{GOT[0]}</p><p>{GOT[1]}</p>", NAMES),
    "signed": (_each('<p style="text-align:right">{}</p>', SIGNED), SIGNED),
    "signed_in_one": (f"<p align=right>{SIGNED[0]}　　{SIGNED[1]}</p>", (f"{SIGNED[0]}　　{SIGNED[1]}",)),
    "signed_by_two": (_each("<p>{}</p>", [SIGNED[0], "示例省卫生健康委员会", SIGNED[1]]), ("示例省卫生健康委员会", *SIGNED)),
    "signed_in_two": (_each("<p>{}</p>", [SIGNED[0], "办公室", SIGNED[1]]), ("办公室", *SIGNED)),
    "signed_in_numerals": (f"<div>{SIGNED[0]}</div><div>二○三一年六月二十日</div>", (SIGNED[0], "二○三一年六月二十日")),
    "print": ("<p>（此件公开发布）</p><p>抄送：国家医疗保障局。</p>", ("（此件公开发布）", "抄送：国家医疗保障局。")),
    "printed": ("<p>示例省医疗保障局办公室　　2031年6月21日印发</p>", ("2031年6月21日印发",)),
    "contact": ("<p>联系人：段一</p><p>联系电话：000-00000000</p>", ("联系人：段一", "000-00000000")),
    "number": (f"<p align=center>{NUMBER}</p>", (NUMBER,)),
    "index": ("<table>" + "".join(
        f"<tr><td>{INDEX[n]}</td><td>{INDEX[n + 1]}</td></tr>" for n in (0, 2, 4)) + "</table>", INDEX),
    "index4": ("<table><tr><td>索引号</td><td>000-2031-1</td><td>主题分类</td><td>医保</td></tr><tr><td>发文机关</td>"
               f"<td>示例省医疗保障局</td><td>发文字号</td><td>{NUMBER}</td></tr><tr><td>标题</td><td colspan=3>{TITLE}</td></tr>"
               "<tr><td>成文日期</td><td>2031-06-20</td><td>发布日期</td><td>2031-06-21</td></tr></table>",
               ("000-2031-1", "医保", NUMBER, "2031-06-21")),
    "drugs": ("<table border=1><tr><th>序号</th><th>药品名称</th><th>企业</th></tr>" + "".join(
        f"<tr><td>{n}</td><td>{drug}</td><td>示例制药{n}厂</td></tr>" for n, drug in enumerate(DRUGS)) + "</table>",
        ("药品名称", *DRUGS)),
}  # fmt: skip
# And of the site.
SITE: dict[str, tuple[str, tuple[str, ...]]] = {
    "menu": (f"<div>{''.join(_links(MENU, _pages('c')))}</div>", MENU[1:]),
    "items": (f"<ul>{_each('<li>{}</li>', _links(MENU, _pages('c')))}</ul>", MENU[1:]),
    "row": (f"<table><tr>{_each('<td>{}</td>', _links(MENU, _pages('c')))}</tr></table>", MENU[1:]),
    "logo": ("<div>示例省医疗保障局</div><div>今天是2031年7月1日 星期二</div>", ("今天是",)),
    "related": (f"<ul>{_each('<li>{}</li>', OTHER_LINKS)}</ul>", OTHERS),
    "listed": (f"<h3>相关链接</h3><ul>{_each('<li>{}<span>2031-06-11</span></li>', OTHER_LINKS)}</ul>", ("相关链接", *OTHERS)),
    "table": (f"<table><tr><td>政策解读</td></tr>{_each('<tr><td>·{}</td><td>06-11</td></tr>', OTHER_LINKS)}</table>", ("政策解读", *OTHERS)),
    "cards": (_each("<div><h4>{}</h4><p>近日，有关部门在会议上介绍了情况。</p></div>", OTHER_LINKS), ("近日，有关部门", *OTHERS)),
    "explained": (f"<div>政策解读</div><ul>{_each('<li>{} [2031-06-21]</li>', _links(EXPLAINED, _pages('e')))}</ul>", ("政策解读",)),
    "tools": ('<div>【<a href="javascript:window.print()">打印</a>】【<a href="javascript:window.close()">关闭</a>】</div>', ("打印", "关闭")),
    "font": ('<div>字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a></div>', ("字体",)),
    "neighbors": ('<p>上一篇：<a href="/1">示例甲</a></p><p>下一篇：<a href="/2">示例乙</a></p>', ("示例甲", "示例乙")),
    "share": ("<div>分享到：</div><div>扫一扫在手机打开当前页</div>", ("分享到", "扫一扫")),
    "crumbs": ('<div>您现在的位置：<a href="/">首页</a> > <a href="/z">政务公开</a> > 正文</div>', ("您现在的位置",)),
    "spam": (f'<div style="display:none">{"".join(_links(SPAM, _pages("s")))}</div>', SPAM),
    "foot": (f"<div><p>{FOOT}</p></div>", ("备案号",)),
    "address": ("<p>联系电话：000-12345678　地址：示例市示例路1号</p><p>技术支持：示例科技有限公司</p>", ("000-12345678", "技术支持")),
}  # fmt: skip


def _notice(template: str) -> Notice:
    holes = Template(template).get_identifiers()
    own = [word for hole in holes if hole in OWN for word in OWN[hole][1]]
    site = [word for hole in holes if hole in SITE for word in SITE[hole][1]]
    title = "彩票平台_开户送彩金" if "spam" in holes else f"{TITLE}_示例省医疗保障局"
    shown = {hole: html for hole, (html, _) in (OWN | SITE).items()}
    body = Template(template).substitute(shown)
    return Notice(
        page=f"<!DOCTYPE html><title>{title}</title><body>{body}</body>",
        wanted=tuple(own),
        unwanted=tuple(site),
        addresses=tuple(to for to in (*FILES, *GETS) if f'"{to}"' in body),
    )


def _notices(path: Path) -> dict[str, Notice]:
    pairs = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return {name: _notice(template) for name, template in pairs}


NOTICES = _notices(Path(__file__).with_name("notices.txt"))
