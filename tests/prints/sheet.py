"""A form as lines and ruled tables, before a printer has set it.

>>> from tests import forms
>>> from tests.prints.options import Options
>>> items = sheet(forms.CHEMICAL, Options(columns=4))
>>> table = next(item for item in items if isinstance(item, Table))
>>> [(cell.words, cell.span) for cell in table.rows[0]][:2]
[('申报时间', 1), ('2024-07-12 10:31:45', 1)]
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from tests import forms
from tests.prints.options import Options
from tests.prints.wording import worded

UNTICKED = "2.2019年1月1日后经批准，适应症或者功能主治发生重大变化的药品。"
CONDITIONS = "药品申报条件："
FILE = "↓ 下载文件 "
SECTION = re.compile(r"[一二三四五六]、|申报信息$|参照药品信息$")
COMPARATOR_WIDTHS = (0.16, 0.1, 0.12, 0.1, 0.18, 0.1, 0.13, 0.11)

Role = Literal["label", "value", "section"]


class Cell(NamedTuple):
    """A cell; `span` columns wide."""

    words: str
    role: Role
    span: int = 1


class Line(NamedTuple):
    """A line between tables; a title is large and centered."""

    words: str
    title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns of these shares of the width; `head` rows are repeated."""

    widths: tuple[float, ...]
    rows: list[list[Cell]]
    head: int = 0


Item = Line | Table


def sheet(answer: forms.Answer, options: Options) -> list[Item]:
    """The form of an answer, in order."""
    laid = forms.laid_out(content(answer, options), options.columns)
    items = list(_conditions(laid, answer, options))
    return list(_tables(items, options))


def content(answer: forms.Answer, options: Options) -> list[forms.Part]:
    """What is written in the form, with the labels of its wording."""
    return worded(forms.parts(answer, options.form), options.words)


# --- conditions of filing


def _conditions(
    laid: list[forms.Item], answer: forms.Answer, options: Options
) -> Iterator[forms.Item]:
    """Tick the conditions, and set them as lines or as one row."""
    wanted = [f"{i}.{words}" for i, words in enumerate(answer.eligibility, 1)]
    for item in laid:
        if item == CONDITIONS:
            marked = list(_ticked(wanted, options.tick))
            yield from (
                [[CONDITIONS.strip("："), "\n".join(marked)]]
                if options.eligibility == "row"
                else [CONDITIONS, *marked]
            )
        elif not (isinstance(item, str) and item in wanted):
            yield item


def _ticked(wanted: list[str], tick: str | None) -> Iterator[str]:
    if tick is None:
        yield from wanted
        return
    yield f"{tick} {wanted[0]}"
    yield f"□ {UNTICKED}"
    yield from (f"{tick} {i}{words[1:]}" for i, words in enumerate(wanted[1:], 3))


# --- rows and tables


def _tables(laid: list[forms.Item], options: Options) -> Iterator[Item]:
    for kind, group in groupby(laid, lambda item: _kind(item, options)):
        if kind == "line":
            yield from (_line(str(item)) for item in group)
        elif kind == "pairs":
            yield _pairs(list(group), options)
        else:
            yield from _records(list(group))


def _kind(item: forms.Item, options: Options) -> str:
    if isinstance(item, forms.TableRow | forms.HeadRow):
        return "records"
    in_table = options.sections == "row" and SECTION.match(str(item))
    return "pairs" if isinstance(item, list) or in_table else "line"


def _line(words: str) -> Line:
    title = "目录调整" in words or words.startswith("申报材料")
    return Line(words, title)


def _pairs(rows: list[forms.Item], options: Options) -> Table:
    pairs = options.columns // 2
    widths = (options.label_width, 1 / pairs - options.label_width) * pairs
    head = [["项目", "内容"] * pairs] if options.thead else []
    cells = [_pair_row(row, options.columns) for row in [*head, *rows]]
    return Table(widths=widths, rows=cells, head=len(head))


def _pair_row(row: object, columns: int) -> list[Cell]:
    if not isinstance(row, list):
        return [Cell(str(row), "section", columns)]
    roles: tuple[Role, Role] = ("label", "value")
    cells = [Cell(words, roles[i % 2]) for i, words in enumerate(row)]
    last = cells[-1]._replace(span=columns - len(row) + 1)
    return [*cells[:-1], last]


def _records(rows: Iterable[forms.Item]) -> Iterator[Table]:
    """A table for each row of labels."""
    tables: list[list[list[Cell]]] = []
    for row in rows:
        is_head = isinstance(row, forms.HeadRow)
        cells = [Cell(words, "label" if is_head else "value") for words in row]
        if is_head:
            tables.append([])
        tables[-1].append(cells)
    for table in tables:
        count = len(table[0])
        even = (1 / count,) * count
        widths = COMPARATOR_WIDTHS if count == len(COMPARATOR_WIDTHS) else even
        yield Table(widths=widths, rows=table, head=1)
