"""Tables that no typed table takes, as labels and values (申报表, 汇总表, 交接单).

A table whose first full row names its columns gives a value per cell below it; any
other one is read as a form, label and value side by side.  An empty form has labels
without values.

>>> from normalize.document import Cell
>>> def grid(words):
...     rows = [line.split("[|]") for line in Text.raw(words).lines()]
...     return Grid(tuple(tuple(map(Cell, row)) for row in rows))
>>> [(str(p.label), str(p.value), p.row) for p in pairs(grid("批号|甲1|数量|2盒"))]
[('批号', '甲1', 1), ('数量', '2盒', 1)]
>>> listed = grid("序号|单位|数量\\n1|示例局|3\\n2|示范局|4")
>>> [(str(p.label), str(p.value), p.row) for p in pairs(listed)][1::2]
[('单位', '示例局', 1), ('序号', '2', 2), ('数量', '4', 2)]
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalize.document import Grid
from normalize.notice.table_heads import head_at
from normalize.text import Text

_FEWEST_COLUMNS = 3
_LONGEST_HEAD = 30  # characters of the head of a column
_HEAD_ROWS = 3
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# How the labels of a form end; what stands below the heads of a list does not.
_LABEL = re.compile(
    "(?:名称|姓名|地址|电话|手机|联系人|负责人|代表人|经办人|邮箱|邮编|传真|日期|时间|编号|号码|代码"
    "|性别|年龄|职务|职称|学历|单位|类别|范围|意见|情况|规格|剂型|批号|数量|效期|文号)[：:]?$"
)
_BLANK = re.compile(r"年\s*月\s*日|□.*")  # what an empty form prints for a value

Row = Sequence[Text]


class Pair(NamedTuple):
    """A label and its value, if any; `row` counts the rows below a head, from 1."""

    label: Text
    value: Text | None
    row: int


def pairs(grid: Grid) -> Iterator[Pair]:
    """Yield the labels and values of a table, from the top."""
    rows = [[cell.text.strip() for cell in row] for row in grid.rows]
    head = _head(rows)
    if head is None:
        for row in rows:
            yield from _beside(row)
        return
    labels, first = head
    for number, row in enumerate(rows[first:], start=1):
        for label, value in zip(labels, row, strict=False):
            if label and value:
                yield Pair(label, value, number)


def _head(rows: Sequence[Row]) -> tuple[Row, int] | None:
    """Find what names the columns, full, short, and with rows as wide below it.

    Returns the names, and the first row below them.
    """
    for at in range(min(_HEAD_ROWS, len(rows))):
        labels, first = head_at(rows, at)
        row, below = [label.whole for label in labels], rows[first:]
        if _has_gap(row):
            return None
        if len(row) >= _FEWEST_COLUMNS and all(map(_is_head, row)) and below:
            wide = [each for each in below if len(each) == len(row)]
            is_form = _is_form(wide) or _alternates([row, *wide])
            if 2 * len(wide) >= len(below) and not is_form:
                return row, first
    return None


def _is_head(cell: Text) -> bool:
    if cell.fullmatch(_NUMBER) or cell.fullmatch(_BLANK):
        return False
    return 0 < len(cell) <= _LONGEST_HEAD


def _has_gap(row: Row) -> bool:
    """Whether a row leaves a value out between its labels, as only a form does."""
    filled = [at for at, cell in enumerate(row) if cell]
    return len(filled) > 1 and filled[-1] >= len(filled)


def _is_form(rows: Sequence[Row]) -> bool:
    """Whether what is blank stands where values do: 批号 | | 数量 | ."""
    odd = [bool(cell) for row in rows for cell in row[0::2]]
    even = [bool(cell) for row in rows for cell in row[1::2]]
    return bool(odd) and all(odd) and bool(even) and not any(even)


def _alternates(rows: Sequence[Row]) -> bool:
    """Whether every other column holds labels all the way down: 地址 |…| 电话 |…."""
    labels = [cell for row in rows for cell in row[0::2] if cell]
    values = [cell for row in rows for cell in row[1::2] if cell]
    is_even = all(len(row) % 2 == 0 for row in rows)
    return is_even and all(map(_is_label, labels)) and not all(map(_is_label, values))


def _is_label(cell: Text) -> bool:
    return cell.search(_LABEL) is not None


def _beside(row: Row) -> Iterator[Pair]:
    """Pair label and value; the last cell of an odd row is a label without one."""
    for at in range(0, len(row), 2):
        label, value = row[at], row[at + 1] if at + 1 < len(row) else None
        if label:
            filled = value if value and not value.fullmatch(_BLANK) else None
            yield Pair(label, filled, 1)
