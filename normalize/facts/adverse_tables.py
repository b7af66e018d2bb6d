"""Tables of adverse events printed as lines (不良反应表): a term, then a count a group.

A cell of a form holds them flattened: one line a row, blanks between its cells.

>>> text = Text.raw("安全性见下表\\n不良反应 试验组（n=60） 对照组（n=58）\\n"
...                 "恶心 24（40.0%） 18（31.0%）\\n呕吐 12（20.0%） 9（15.5%）\\n完毕")
>>> for part in tables(text):
...     if isinstance(part, Row):
...         for item in part.items:
...             print(item.term, item.n, item.rate, item.population, item.total)
...     else:
...         print(str(part).strip())
安全性见下表
不良反应 试验组（n=60） 对照组（n=58）
恶心 24 40.0 试验组 60
恶心 18 31.0 对照组 58
呕吐 12 20.0 试验组 60
呕吐 9 15.5 对照组 58
完毕
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalize.facts.adverse_items import Item
from normalize.facts.adverse_tokens import GRADE, GROUP
from normalize.text import Found, Text
from normalize.values.measures import NUMBER

_CELL = (
    rf"(?:(?P<n>{NUMBER})(?:\s*[/／]\s*(?P<total>{NUMBER}))?\s*例?\s*"
    rf"[（(]\s*(?P<rate>{NUMBER})\s*[%％]?\s*[)）]|(?P<rate2>{NUMBER})\s*[%％]"
    rf"|(?P<n2>{NUMBER})\s*例次?)"
)
_CELLS = re.compile(_CELL)
_BARE = re.sub(r"[(][?]P<\w+>", "(?:", _CELL)
_ROW = re.compile(
    r"[ \t　|]*(?P<term>[^\d\s|，,。；;：:%％（）()][^\d\s|，,。；;：:%％]{1,24}?)"
    r"[ \t　|]+"
    rf"(?P<cells>{_BARE}(?:[ \t　|]+{_BARE}){{0,5}})[ \t　|]*"
)
# A table of adverse events says so in its head; one of outcomes does not.
_HEAD = re.compile(
    r"不良(?:反应|事件)|AEs?|系统器官|首选术语|(?<![A-Za-z])PT(?![A-Za-z])"
)
_GROUP = re.compile(
    rf"(?P<name>{GROUP}|{GRADE})\s*(?:[（(]?\s*[nN]\s*[=＝]\s*(?P<n>{NUMBER})\s*(?:例)?[)）]?)?"
)
_HEADING = 60  # characters of a head, at most


class Row(NamedTuple):
    """A line of a table, and what its cells count."""

    line: Text
    items: list[Item]


def tables(text: Text) -> Iterator[Row | Text]:
    """Yield the rows of tables, and the text between them."""
    lines = list(text.finditer(r"[^\n]+"))
    rows = [line[0].fullmatch(_ROW) for line in lines]
    start = 0
    for first, stop in _blocks(lines, rows):
        groups = list(lines[first - 1][0].finditer(_GROUP))
        yield text[start : lines[first].match.start()]
        for line, row in zip(lines[first:stop], rows[first:stop], strict=True):
            if row:
                yield Row(line[0], list(_items(row, groups)))
        start = lines[stop - 1].match.end()
    yield text[start:]


def _blocks(
    lines: Sequence[Found], rows: Sequence[Found | None]
) -> Iterator[tuple[int, int]]:
    """Yield where the rows of a table begin and end, behind the line that heads it."""
    at = 1
    while at < len(rows):
        stop = at
        while stop < len(rows) and rows[stop]:
            stop += 1
        heading = lines[at - 1][0]
        if stop > at and len(heading) <= _HEADING and heading.search(_HEAD):
            yield at, stop
        at = max(stop, at) + 1


def _items(row: Found, groups: Sequence[Found]) -> Iterator[Item]:
    """Yield the cells of a row; the groups name them where they are as many."""
    cells = list(row["cells"].finditer(_CELLS))
    named = groups if len(groups) == len(cells) else [None] * len(cells)
    for cell, group in zip(cells, named, strict=True):
        name = group["name"] if group else None
        is_grade = name is not None and name.fullmatch(GRADE) is not None
        yield Item(
            term=row["term"],
            n=_part(cell, "n") or _part(cell, "n2"),
            rate=_part(cell, "rate") or _part(cell, "rate2"),
            total=_part(cell, "total") or (_part(group, "n") if group else None),
            grade=name if is_grade else None,
            population=None if is_grade else name,
        )


def _part(found: Found, name: str) -> Text | None:
    return found[name] if found.match.groupdict().get(name) else None
