"""An article of which a page holds only a part: 1 2 3 下一页, 余下全文, 展开全文.

A pager has the number of another page, linked, and a word for the next; 下一篇 is
another article.  Words that offer the rest are believed where the text breaks off, or
where they lead elsewhere: many pages only fold a long text away.

>>> from extract.readers.html.flow import lines
>>> page = Tree.of("<p>正文。</p><p>[1] <a href=2>[2]</a> <a href=2>下一页</a></p>")
>>> dict(going_on(page, lines(page, {}, set()), {0}))
{'more_pages': 'The article goes on: this is one page of 2; add the others too.'}
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from extract.readers.html.flow import Line
from extract.readers.html.margins import is_link
from extract.readers.html.tree import Tree

BEHIND = 12  # Lines behind the content that may hold a pager, or offer the rest.
PAGER = re.compile(
    r"(?:[\W\d]|第|页|頁|共|分页|分頁|上一?|下一?|一|前|后|後|首|尾|末|到|本文|当前|跳转|阅读|更多"
    r"|全文|在本页|余下|餘下|显示|顯示|next|prev)+",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"下一?[页頁]|[后後][一]?[页頁]|[尾末][页頁]|[余餘]下全文|本[页頁].{0,2}全文|next|[>›»]",
    re.I,
)
NUMBER = re.compile(r"^\W*(\d{1,2})\W*$")
MARKUP = re.compile(r"<[^<>]*>")
PAGES = re.compile(r"共\s*(\d{1,3})\s*[页頁]")
MOST_PAGES = 60  # A pager with higher numbers is one of a list, or a calendar.
REST = re.compile(
    r"\W*(?:(?:点[击此]|點[擊此]|请|登录|登錄|注册|付费|会员|會員|打开|下载|前往|进入|展开|展開|继续"
    r"|繼續|查看|显示|閱讀|阅读|余下|餘下|剩余|剩下|完整|更多|后|後|可|即可|此处|这里|客户端|APP|微信"
    r"|[^\W\d_]{0,6}(?:客户端|APP))\s*)*"
    r"(?:全文|全部(?:内容|正文)?|更多内容|查看更多|阅读更多|閱讀更多|展开剩余.{0,6}|[余餘]下.{0,8}|剩余\d+%.{0,6}"
    r"|未完待续)\W*",
    re.IGNORECASE,
)
LONGEST = 24  # Characters of such an offer.
WHOLE = re.compile(
    r"[。！？!?.”」』）)】\]〕]\s*$|(?:日|局|会|委|部|厅|院|司|中心)\s*$"
)
TORN = re.compile(r"(?:…|\.{3})\W*$")


def going_on(
    tree: Tree, lines: Sequence[Line], kept: Collection[int]
) -> Iterator[tuple[str, str]]:
    """Yield code and message of what tells that the article goes on elsewhere."""
    if not kept:
        return
    last = _last(lines, kept)
    near = range(last + 1, min(last + 1 + BEHIND, len(lines)))
    pages = _pages(tree, lines, near)
    if pages:
        yield (
            "more_pages",
            f"The article goes on: this is one page of {pages}; add the others too.",
        )
    elif offer := _offer(tree, lines, range(last, near.stop)):
        yield (
            "truncated",
            "The page holds only the beginning of the article: "
            f"it offers the rest ({offer}).",
        )


def _last(lines: Sequence[Line], kept: Collection[int]) -> int:
    """The last line of the article that is not itself such an offer."""
    told = [i for i in kept if not _is_offer(lines[i]) and not _is_pager(lines[i])]
    return max(told, default=max(kept))


def _pages(tree: Tree, lines: Sequence[Line], near: range) -> int:
    """How many pages a pager right behind the article leads to; 0 without one."""
    for first in near:
        pager = list(takewhile(_is_pager, (lines[i] for i in range(first, near.stop))))
        words = " ".join(line.words for line in pager)
        if any(line.linked for line in pager) and NEXT.search(words):
            return _highest(tree, pager, words)
    return 0


def _is_pager(line: Line) -> bool:
    return not line.cell and PAGER.fullmatch(line.words) is not None


def _highest(tree: Tree, pager: Sequence[Line], words: str) -> int:
    """The highest number that a pager tells, or links to: 12 are two links."""
    told = PAGES.search(words)
    links = (
        tree.raw[node.start : node.end]
        for _, node in tree.elements("a")
        if pager[0].start <= node.end and node.start < pager[-1].end
    )
    numbers = (NUMBER.search(MARKUP.sub("", link)) for link in links)
    found = [int(told[1])] if told else [int(n[1]) for n in numbers if n]
    highest = max(found, default=0)
    return highest if 2 <= highest <= MOST_PAGES else 0


def _offer(tree: Tree, lines: Sequence[Line], near: range) -> str:
    """The words that offer the rest of a text that breaks off; empty without any."""
    torn = not WHOLE.search(lines[near[0]].words) or TORN.search(lines[near[0]].words)
    for i in near[1:]:
        if _is_offer(lines[i]):
            leads = is_link(lines[i]) and _leads_away(tree, lines[i])
            return lines[i].words.strip() if torn or leads else ""
        if not is_link(lines[i]) and len(lines[i].words) > LONGEST:
            break
    return ""


def _is_offer(line: Line) -> bool:
    return len(line.words) <= LONGEST and REST.fullmatch(line.words) is not None


def _leads_away(tree: Tree, line: Line) -> bool:
    """Whether the link of a line leads to another page."""
    for _, node in tree.elements("a"):
        if node.start <= line.start < node.end:
            return not tree.get(node, "href").lower().startswith(("#", "javascript:"))
    return False
