"""Lists of policies (文件目录): repealed, amended, still in force, by the words above.

The items of a list say a title and a number; what is done with them stands in the line
over the list, in the title of the attachment, or over the table (废止文件目录).

>>> page = "经研究，决定废止下列文件：|1.关于示例的通知（示发〔2013〕7号）|特此通知。"
>>> lines = [Text.raw(line) for line in page.split("|")]
>>> [(str(each.doc_number), each.relation) for each in cited_in(lines)]
[('示发〔2013〕7号', 'repeals')]
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from normalize.document import Grid
from normalize.facts.citations import CitedPolicy, citations
from normalize.facts.relations import relation_of_list
from normalize.notice.flow import Item
from normalize.notice.numbering import marker
from normalize.text import Text
from normalize.values.doc_numbers import find_doc_numbers

_HEADING = 40  # characters; a longer line leads a list only where it ends in a colon
_HEAD_ROWS = 3
_TITLE = re.compile(
    r"(?:行政)?(?:规范性)?(?:文件|法规|规章|政策|制度)?(?:名称|标题|题目|目录)"
)
_NUMBER = re.compile("(?:发文|文件|公文)?(?:字号|文号|编号|文件号)")


def cited_in(items: Iterable[Item], title: Text | None = None) -> Iterator[CitedPolicy]:
    """Yield the policies that lines and tables cite; `title` stands above them all."""
    above = relation_of_list(title.chars) if title is not None else None
    for item in items:
        if isinstance(item, Grid):
            yield from _rows(item, above)
            continue
        cited = list(citations(item))
        if leads := item.search("[:：]$") or (not cited and len(item) <= _HEADING):
            said = relation_of_list(item.chars)
            above = said or (None if marker(item) else above)
        in_list = above is not None and not leads and marker(item) is not None
        yield from (_listed(each, above) if in_list else each for each in cited)
        if marker(item) is None and item.search("。$"):
            above = None


def _listed(cited: CitedPolicy, relation: str | None) -> CitedPolicy:
    """A policy of a list, if nothing of its own line says what is done with it."""
    said = cited.relation if cited.relation != "refers" else relation
    return cited._replace(relation=said or cited.relation)


def _rows(grid: Grid, relation: str | None) -> Iterator[CitedPolicy]:
    """Yield the policies of a table with a column of titles and one of numbers."""
    rows = [[cell.text.strip() for cell in row] for row in grid.rows]
    for at, head in enumerate(rows[:_HEAD_ROWS]):
        named, numbered = _column(head, _TITLE), _column(head, _NUMBER)
        if named is not None and numbered is not None:
            listed = [_row(row, named, numbered, relation) for row in rows[at + 1 :]]
            if any(each and each.doc_number for each in listed):
                yield from filter(None, listed)
            return


def _column(head: Sequence[Text], words: re.Pattern[str]) -> int | None:
    bare = ("".join(cell.chars.split()) for cell in head)
    return next((at for at, cell in enumerate(bare) if words.fullmatch(cell)), None)


def _row(
    row: Sequence[Text], named: int, numbered: int, relation: str | None
) -> CitedPolicy | None:
    if len(row) <= max(named, numbered) or not row[named]:
        return None
    title = row[named].strip("《》")
    number = next(find_doc_numbers(row[numbered]), None)
    return CitedPolicy(title, number, row[named], None, relation or "refers")
