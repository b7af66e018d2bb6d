"""What stands behind the content and belongs to it: signature, attachments, credit.

>>> from extract.readers.html.flow import lines
>>> page = "<p>现予公布。<p>示例省医保局<p>2031年6月20日<p>联系我们<p>责编：普三"
>>> tree = Tree.of(page)
>>> sorted(foot(tree, lines(tree, {}, set()), 0))
[1, 2, 4]
"""

from collections.abc import Sequence

from extract.readers.html.attachments import attached
from extract.readers.html.closings import closing
from extract.readers.html.flow import Line
from extract.readers.html.margins import NEAR, is_credit
from extract.readers.html.tree import Tree


def foot(tree: Tree, lines: Sequence[Line], last: int) -> set[int]:
    """Return the numbers of the lines behind the content that belong to it.

    Those are its signature, right behind, and attachments and a credit close by.
    """
    behind = range(last + 1, min(last + 1 + NEAR, len(lines)))
    credits = (i for i in behind if is_credit(lines[i].words))
    files = attached(tree, lines, behind)
    return {*closing(lines, behind, files), *credits, *files}
