"""Posts (跟帖): elements of one make, each with prose and the marks of a post.

Such marks are who and when, 回复 and 赞.  The comments below an article are made like
that, and so are the teasers of a list (推荐阅读) and the posts of a forum.

>>> from extract.readers.html.flow import lines
>>> post = "<li><a href=/u>网友{0}</a><p>第{0}张处方开出，我看很好。<i>回复</i></li>"
>>> page = Tree.of("<p>正文。</p><ul>" + "".join(map(post.format, range(3))) + "</ul>")
>>> shown = lines(page, {}, set())
>>> sorted(posts(page, shown, [9.0] * len(shown)))
[1, 2, 3, 4, 5, 6]
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from extract.readers.html.flow import Line
from extract.readers.html.tree import Tree

POSTS = 3
LONGEST = 40  # Characters of a mark.
MARK = re.compile(
    r"回[复覆復帖]|[顶顶踩赞贊讚](?:\s|\W|\d|$)|举报|舉報|引用|楼|樓|沙发|板凳|网友|網友|游客"
    r"|(?:秒|分钟|分鐘|小时|小時|天|个月|個月)前|发表于|發表於|\d{4}.\d\d?.\d\d?.?\s\d\d?:\d\d"
)
# What a mark begins with: most lines have none of it, and are told so much faster.
BEGINS = re.compile(r"[回顶顶踩赞贊讚举舉引楼樓沙板网網游秒分小天个個月发發\d]")
# What only pages say that are made of posts.
THREAD = re.compile(
    r"楼主|樓主|最佳(?:答案|回[复答])|[个個条條]回答|提[问問]者|提问于|被?[采採][纳納]|[发發]帖|主[题題]帖"
)
THREADS = 2  # Lines.

Make = tuple[int | str, ...]


def posts(tree: Tree, lines: Sequence[Line], weights: Sequence[float]) -> set[int]:
    """Return the numbers of the lines that stand in posts; `weights` tell the prose."""
    marked = [line.block for line in lines if _is_marked(line)]
    if len(marked) < POSTS:
        return set()
    prose = (
        line.block
        for line, weight in zip(lines, weights, strict=True)
        if weight > 0 and not line.cell
    )
    found: dict[Make, list[int]] = defaultdict(list)
    for at in sorted(_around(tree, marked) & _around(tree, prose)):
        found[_make(tree, at)].append(at)
    starts = [line.start for line in lines]
    numbers: set[int] = set()
    for places in found.values():
        if len(places) >= POSTS and tree.nodes[places[0]].name != "p":
            for node in map(tree.nodes.__getitem__, places):
                ends = (bisect_left(starts, end) for end in (node.start, node.end))
                numbers.update(range(*ends))
    return numbers


def is_thread(lines: Sequence[Line]) -> bool:
    """Tell whether the page says that it is made of posts."""
    short = (line for line in lines if len(line.words) <= LONGEST)
    told = (line for line in short if THREAD.search(line.words))
    return len(list(islice(told, THREADS))) == THREADS


def _is_marked(line: Line) -> bool:
    words = line.words
    if len(words) > LONGEST or not BEGINS.search(words):
        return False
    return MARK.search(words) is not None


def _around(tree: Tree, places: Iterable[int]) -> set[int]:
    """The elements around some places, the root left out."""
    found: set[int] = set()
    for at in places:
        while at > 0 and at not in found:
            found.add(at)
            at = tree.nodes[at].parent
    return found


def _make(tree: Tree, at: int) -> Make:
    """Parent, name and first class of an element, and what its first parts are."""
    node = tree.nodes[at]
    names = tree.get(node, "class").split()[:1]
    inner = (tree.nodes[i] for i in tree.inside(at))
    parts = [n.name for n in islice(inner, 4) if n.parent == at and n.name != "#text"]
    return (node.parent, node.name, *names, *parts[:1])
