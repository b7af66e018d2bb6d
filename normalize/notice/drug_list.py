"""Lists of drugs in a notice (中选品种表, 挂网目录): a drug to a row, with its price.

The head says which column is the name; a list without a company, a number or a price
beside it is none.  A price without its unit has that of its head (中选价（元）).  What
differs among the rows of one drug (its strengths, their prices) is left out.

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

from normalize import vocab
from normalize.document import Grid
from normalize.draft import Implied
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
_HEAD_ROWS = 2
_HAN = re.compile("[\u4e00-\u9fff]{2}")

Cells = Mapping[str, Text | Implied]


def listed_drugs(grid: Grid) -> list[Cells]:
    """List the drugs of a table, one to a name and company; none of another table."""
    rows = [[cell.text.strip() for cell in row] for row in grid.rows]
    for at, row in enumerate(rows[:_HEAD_ROWS]):
        if columns := _columns(row):
            drugs = (_drug(each, columns, row) for each in rows[at + 1 :])
            return list(_once(drug for drug in drugs if drug))
    return []


def _columns(head: Sequence[Text]) -> dict[str, int]:
    """Which column holds what; empty for a table that is no list of drugs."""
    columns: dict[str, int] = {}
    for at, cell in enumerate(head):
        words = "".join(cell.chars.split())
        role = next((r for pattern, r in _ROLES if pattern.fullmatch(words)), None)
        if role is not None:
            columns.setdefault(role, at)
    return columns if "name" in columns and _BESIDE & columns.keys() else {}


def _drug(
    row: Sequence[Text], columns: Mapping[str, int], head: Sequence[Text]
) -> dict[str, Text | Implied]:
    """The cells of a drug; empty for a row that names none."""
    said = {role: row[at] for role, at in columns.items() if at < len(row)}
    name = said.get("name")
    if name is None or not name.search(_HAN) or squash(name.chars).endswith("计"):
        return {}
    cells: dict[str, Text | Implied] = {"generic_name": name}
    cells |= {r: said[r] for r in _COLUMNS if r in said and plain(said[r].chars)}
    if "approval_number" in said and _reads(approval_numbers, said["approval_number"]):
        cells["approval_number"] = said["approval_number"]
    if "price" in said:
        cells |= _price(said["price"], head[columns["price"]])
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
