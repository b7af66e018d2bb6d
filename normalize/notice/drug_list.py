"""Lists of drugs in a notice (中选品种表, 挂网目录): a drug to a row, with its price.

The head says which column is the name; a list without a company, a number or a price
beside it is none.  A price without its unit has that of its head (中选价（元）), and
what it buys may have a column of its own (单位: 支).  What differs among the rows of
one drug (its strengths, their prices) is left out.  Words in a column of prices that
are no amount (面议, two prices in one cell) are a problem.

>>> from normalize.document import Cell
>>> page = "序号 药品名称 规格 中选价（元） 生产企业"
>>> page += "\\n1 示例片 10mg 19.60 示例甲制药有限公司"
>>> rows = [line.split(" ") for line in Text.raw(page).lines()]
>>> for drug in listed_drugs(Grid(tuple(tuple(map(Cell, row)) for row in rows))):
...     print(drug["generic_name"], drug["company"], drug["price"].value)
示例片 示例甲制药有限公司 19.60元
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from normalize import vocab
from normalize.document import Grid
from normalize.draft import Doubt, Implied
from normalize.notice.table_heads import Label, head_at
from normalize.text import Text
from normalize.values import Rejected
from normalize.values.amounts import money
from normalize.values.codes import approval_numbers
from normalize.values.plain import plain, squash

_ROLES = tuple(
    (re.compile(row["pattern"]), row["role"]) for row in vocab.load("drug_list_headers")
)
_BESIDE = {"company", "holder", "approval_number", "price"}
_COLUMNS = ("trade_name", "specification", "company", "holder")
_VARYING = ("specification", "price", "price_text", "price_unit", "approval_number")
_LONGEST_UNIT = 5  # characters: 支, 元/盒; a firm has more
_HEAD_ROWS = 4  # a list may have its unit and its date above its head
_OF_PRICES = re.compile("[价元]|支付")  # a bare 标准 may be one of quality
_HAN = re.compile("[\u4e00-\u9fff]{2}")
# What the rows of an empty form show in place of a drug.
_NO_DRUG = re.compile(
    r"(?:例|示例|样例|如|注|备\s*注|说明|填[表写报]\S{0,4})\s*[:：].*|.*[计共][:：]?"
    r"|.*(?:[×✕＿_…]{2,}|[xX]{3,}|\*{2,}).*|[（(].*[）)]|.*(?:签字|盖章|签章).*"
    r"|(?:抄|主)\s*[送报].*|.*印发"  # 版记, in a table that ends the page
)

Cells = Mapping[str, Text | Implied]
Row = Sequence[Text]


class _List(NamedTuple):
    """A list of drugs: which column holds what, what each is called, the rows."""

    columns: Mapping[str, int]
    labels: Sequence[Text]
    rows: Sequence[Row]


def listed_drugs(grid: Grid) -> list[Cells]:
    """List the drugs of a table, one to a name and company; none of another table."""
    listed = _list(grid)
    rows = listed.rows if listed else []
    return list(_once(drug for row in rows if listed and (drug := _drug(row, listed))))


def price_doubts(grid: Grid) -> Iterator[Doubt]:
    """Yield a problem for each cell of a price that is no amount of money."""
    listed = _list(grid)
    at = listed.columns.get("price") if listed else None
    if listed is None or at is None or not listed.labels[at].search(_OF_PRICES):
        return
    for row in listed.rows:
        drug = _drug(row, listed)
        if drug and "price" not in drug and at < len(row) and plain(row[at].chars):
            message = f"price: not an amount of money: {str(row[at])!r}"
            yield Doubt("unparsed", message, row[at], severity="error")


def has_drug_head(grid: Grid) -> bool:
    """Say whether a table has the head of a list of drugs, be it empty or not."""
    return _list(grid) is not None


def _list(grid: Grid) -> _List | None:
    """Read the head of a list of drugs; None for any other table."""
    rows = [[cell.text.strip() for cell in row] for row in grid.rows]
    for at in range(min(_HEAD_ROWS, len(rows))):
        labels, first = head_at(rows, at)
        if columns := _columns(labels, rows[first:]):
            return _List(columns, [label.whole for label in labels], rows[first:])
    return None


def _role(label: Label) -> str | None:
    """What a column holds by its words: 现价, 价格 over 调整后."""
    over, own = ("".join(str(words or "").split()) for words in label)
    named = (
        role
        for words in (own, over + own, own + over)
        for pattern, role in _ROLES
        if pattern.fullmatch(words)
    )
    return next(named, None)


def _columns(labels: Sequence[Label], rows: Sequence[Row]) -> dict[str, int]:
    """Which column holds what; empty for a table that is no list of drugs."""
    columns: dict[str, int] = {}
    for at, label in enumerate(labels):
        role = _role(label)
        if role == "price_unit" and not _has_units(rows, at):
            role = "company"
        if role is not None:
            columns.setdefault(role, at)
    return columns if "name" in columns and _BESIDE & columns.keys() else {}


def _has_units(rows: Sequence[Row], at: int) -> bool:
    """Whether a column 单位 holds what a price buys (支, 元/盒), and not firms."""
    return all(len(row[at]) <= _LONGEST_UNIT for row in rows if at < len(row))


def _drug(row: Row, listed: _List) -> dict[str, Text | Implied]:
    """The cells of a drug; empty for a row that names none."""
    columns, head = listed.columns, listed.labels
    said = {role: row[at] for role, at in columns.items() if at < len(row)}
    name = said.get("name")
    if name is None or not name.search(_HAN) or name.fullmatch(_NO_DRUG):
        return {}
    if squash(name.chars) == squash(head[columns["name"]].chars):
        return {}  # the head again, on top of the next page
    cells: dict[str, Text | Implied] = {"generic_name": name}
    cells |= {r: said[r] for r in _COLUMNS if r in said and plain(said[r].chars)}
    if "approval_number" in said and _reads(approval_numbers, said["approval_number"]):
        cells["approval_number"] = said["approval_number"]
    if "price" in said:
        cells |= _price(said["price"], head[columns["price"]])
    if "price" in cells and (unit := said.get("price_unit")):
        cells["price_unit"] = unit.split("[/／]")[-1]  # 元/支
    return cells


def _price(cell: Text, head: Text) -> dict[str, Text | Implied]:
    """A price with the unit it is printed with, or that of the head."""
    if _reads(money, cell):
        return {"price": cell, "price_text": cell}
    if not (head.search("元") and cell.fullmatch(r"[\d,，]+(?:\.\d+)?")):
        return {}
    price = Implied(f"{cell}元", "the head of the column says 元", cell)
    said: dict[str, Text | Implied] = {"price": price, "price_text": cell}
    if unit := head.search(r"元\s*[/／每]\s*([\u4e00-\u9fff]{1,3})"):
        said["price_unit"] = unit[1]
    return said


def _reads(parse: Callable[[str], object], cell: Text) -> bool:
    try:
        return parse(cell.chars) is not None
    except Rejected:
        return False


def _once(drugs: Iterator[dict[str, Text | Implied]]) -> Iterator[Cells]:
    """Yield each drug of a company once; what varies among its rows is left out."""
    same: dict[tuple[str, str, str], list[dict[str, Text | Implied]]] = {}
    for drug in drugs:
        names = ("generic_name", "company", "holder")
        key = tuple(squash(str(drug.get(name, ""))) for name in names)
        same.setdefault((key[0], key[1], key[2]), []).append(drug)
    for rows in same.values():
        alone = len(rows) == 1
        yield {k: v for k, v in rows[0].items() if alone or k not in _VARYING}
