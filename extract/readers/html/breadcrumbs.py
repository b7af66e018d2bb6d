"""Where a page says it stands among others (面包屑): 当前位置：首页 > 政策 > 正文.

It is furniture and leaves the text; the channel of an article is read from it.

>>> from extract.readers.html.flow import lines
>>> tree = Tree.of("<div>您的位置：<a href=/>首页</a> &gt; 政策</div><p>正文。")
>>> [tree.raw[start:end][:5] for start, end in breadcrumbs(lines(tree, {}, set()), {1})]
['您的位置：']
"""

import re
from collections.abc import Collection, Iterator, Sequence

from extract.readers.html.flow import Line
from extract.readers.html.tree import Tree

__all__ = ["Tree", "breadcrumbs"]

LONGEST = 120  # Characters.
JOINTS = frozenset(">＞»›→")
BREADCRUMB = re.compile(
    r"\W*(?:您?[现現当當目]?[在前]?的?(?:所在)?的?(?:位置|栏目|欄目)\s*[:：]?|.{0,8}(?:首页|首頁|主页))"
    r".*[>＞»›→]"
)


def breadcrumbs(
    lines: Sequence[Line], kept: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Yield the raw range of the first breadcrumb that is not kept."""
    for i, line in enumerate(lines):
        apart = len(line.words) <= LONGEST and not JOINTS.isdisjoint(line.words)
        if apart and i not in kept and BREADCRUMB.match(line.words):
            yield line.start, line.end
            return
