"""A file that is an attachment (附件) and nothing else: a list, a guide, an empty form.

Offices publish a notice with the files that belong to it.  Such a file has no number
and no signature; it begins with its label (附件2), or is named by it, or is a bare list
of drugs.  Several attachments in one file follow one another, each under its label.

>>> from normalize.document import Paragraph
>>> text = Text.raw("附件2\\n示例制剂申报\\n指南\\n一、申报材料\\n（一）申报表。")
>>> page = Document(name="b.docx", media_type="text/plain", raw=text.chars, text=text,
...                 blocks=tuple(map(Paragraph, text.lines())))
>>> [piece] = attached(page)
>>> piece.label.value, str(piece.title), len(piece.items)
('附件2', '示例制剂申报指南', 4)
>>> named(Document(name="通知/附件3：示例目录.xlsx", media_type="text/plain", raw="",
...                text=text[:0], blocks=()))
('附件3', '示例目录')
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from normalize.document import Document, Grid
from normalize.draft import Implied
from normalize.notice.drug_list import has_drug_head
from normalize.notice.flow import Item, flow
from normalize.notice.head import TYPE
from normalize.notice.layout import Part, openings, parts
from normalize.notice.numbering import marker
from normalize.text import Text

_NAMED = re.compile(
    r"(附\s*[件表录])\s*(\d{1,2}|[一二三四五六七八九十]{1,3}(?=[^\u4e00-\u9fff]|$))?"
    r"(?!\s*(?:下载|列表|目录|清单))[\s\-_—.．、:：)）]*"
)
_NUMBERED = re.compile(r"附\s*件\s*\d{1,2}\s*(?:$|[\-_—.．、:：)）])")
_NO_TITLE = re.compile(r"[。；;：:]|^[（(].*[）)]$|^\d")
_TITLE_LINES = 3
_LONGEST_LINE = 60  # characters of a line of a title
_WHOLE = re.compile(
    rf"(?:{TYPE}|表|单|书|样本|样式|模板|清单|名单|目录|台账|说明|要点|流程图?)"
    r"(?:[（(][^（）()]{1,30}[）)])*$"
)
BY_NAME = "the name of the file"
_MOST_LOOSE = 300  # characters around a bare list: a title, a unit, notes


class Piece(NamedTuple):
    """One attachment of the file; only a bare list has no label."""

    label: Implied | None
    title: Text | Implied
    items: Sequence[Item]


def attached(document: Document) -> list[Piece]:
    """Cut a file into the attachments it holds; none of a file that is none."""
    items = flow(document)
    starts = openings(items)
    if starts and starts[0] <= 1 and all(map(_is_name, items[: starts[0]])):
        return [_printed(part, items, document) for part in parts(items, starts)]
    label, name = named(document)
    if label or is_list(items):
        said = Implied(label, BY_NAME) if label else None
        return [Piece(said, _title(items) or _by_name(name, items), items)]
    return []


def _by_name(name: str, items: Sequence[Item]) -> Implied:
    """A title that only the name of the file says, with the first words under it."""
    return Implied(name, BY_NAME, next(_words(items), None))


def _words(items: Sequence[Item]) -> Iterator[Text]:
    for item in items:
        rows = item.rows if isinstance(item, Grid) else ()
        cells = [cell.text for row in rows for cell in row]
        yield from (each for each in cells if each.strip())
        if isinstance(item, Text):
            yield item


def named(document: Document) -> tuple[str | None, str]:
    """Return the label that the name of the file bears, if any, and the name's rest."""
    stem = PurePosixPath(document.name).stem.strip()
    if found := _NAMED.match(stem):
        label = re.sub(r"\s", "", found[1] + (found[2] or ""))
        return label, stem[found.end() :].strip() or stem
    numbered = _NUMBERED.search(stem)
    return (re.sub(r"[^\w]|_", "", numbered[0]) if numbered else None), stem


def _printed(part: Part, items: Sequence[Item], document: Document) -> Piece:
    label = Implied(part.label, "it stands under this heading", part.quote)
    title = _title(part.items) or _sheet(items, part)
    return Piece(label, title or _by_name(named(document)[1], part.items), part.items)


def _sheet(items: Sequence[Item], part: Part) -> Text | None:
    """The name of the sheet, where one stands above the first label."""
    first = items[0]
    return first if isinstance(first, Text) and first is not part.quote else None


def _is_name(item: Item) -> bool:
    """Whether a line above a label is the name of a sheet."""
    return isinstance(item, Text) and len(item) <= 31 and not item.search(_NO_TITLE)


def _title(items: Sequence[Item]) -> Text | None:
    """The title at the top: one line, or several up to one that ends as titles do."""
    lines = list(_title_lines(items))
    for n in range(1, len(lines) + 1):
        if lines[n - 1].search(_WHOLE):
            return Text.join(lines[:n])
    return lines[0] if lines else None


def _title_lines(items: Sequence[Item]) -> Iterator[Text]:
    for item in items[:_TITLE_LINES]:
        if not isinstance(item, Text) or marker(item) or item.search(_NO_TITLE):
            return
        if len(item) > _LONGEST_LINE:
            return
        yield item


def is_list(items: Sequence[Item]) -> bool:
    """Say whether lines and tables are a list of drugs with little around it."""
    grids = [item for item in items if isinstance(item, Grid)]
    listed = sum(_size(grid) for grid in grids if has_drug_head(grid))
    loose = sum(len(item) for item in items if isinstance(item, Text))
    whole = loose + sum(map(_size, grids))
    return loose <= _MOST_LOOSE and 2 * listed > whole


def _size(grid: Grid) -> int:
    return sum(len(cell.text) for row in grid.rows for cell in row)
