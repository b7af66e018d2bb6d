"""What came out of a print against what went in: typed cells, and cells of the page."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from normalize.document import Document
from normalize.rows import Rows
from normalize.values.plain import squash
from tests import forms
from tests.prints.answers import stated
from tests.test_form_layouts import same

TABLES = (*forms.said(forms.CHEMICAL), "problems")


class Score(NamedTuple):
    """How many cells are right, of how many, and which are not."""

    right: int
    cells: int
    wrong: list[str]

    @property
    def share(self) -> float:
        """The share of cells that are right."""
        return self.right / self.cells if self.cells else 1.0


def compare(found: Document | Rows, answer: forms.Answer) -> Score:
    """Score the typed rows of a print, or the label/value cells of a document."""
    if isinstance(found, Document):
        return _score(_missing_pairs(found, answer))
    return _score([*_rows(found, answer), *_lost(found)])


def _score(checks: Iterator[str | None] | list[str | None]) -> Score:
    """A check is None where it holds, else what is wrong."""
    listed = list(checks)
    wrong = [each for each in listed if each]
    return Score(len(listed) - len(wrong), len(listed), wrong)


# --- typed rows


def said(answer: forms.Answer) -> dict[str, list[dict[str, Any]]]:
    """The rows that the form states, with the money and dates of its blocks."""
    rows = forms.said(stated(answer))
    for row, (_, _, expires) in zip(rows["patents"], answer.patents, strict=True):
        row["expires_on"] = _first_day(expires)
    for row, cells in zip(rows["comparators"], answer.comparators, strict=True):
        row["in_catalog"] = cells[1] == "是"
        row["unit_price"] = Decimal(cells[3])
        row["amount"] = Decimal(cells[6])
    return rows


def _first_day(words: str) -> date:
    return date.fromisoformat(words if len(words) == 10 else words + "-01")


def _rows(rows: Rows, answer: forms.Answer) -> Iterator[str | None]:
    for table, facts in said(answer).items():
        spare = len(rows[table]) - len(facts)
        yield f"{table}: {spare} rows too many" if spare > 0 else None
        for i, fact in enumerate(facts):
            row = rows[table][i] if i < len(rows[table]) else dict.fromkeys(fact)
            for column, value in fact.items():
                holds = same(value, row[column])
                where = f"{table}[{i}].{column}"
                yield None if holds else f"{where}: {row[column]!r}, not {value!r}"


def _lost(rows: Rows) -> list[str | None]:
    return [
        f"lost {problem['quote']}"
        for problem in rows["problems"]
        if problem["code"] == "lost_words"
    ]


# --- cells of the page


def _missing_pairs(document: Document, answer: forms.Answer) -> Iterator[str | None]:
    """The values of the answer, each beside some label in the row of a table."""
    values = Counter(
        squash(str(cell.text)).removeprefix("下载文件")
        for grid in document.grids()
        for row in grid.rows
        for cell in row[1:]
    )
    stated_in = [v for name, v in answer.cells.items() if name in forms.LABELS]
    for value in stated_in:
        key = squash(value.removeprefix("↓ "))
        yield None if _known(key, values) else f"no cell holds {value!r}"


def _known(key: str, values: Counter[str]) -> bool:
    return any(key == value.removeprefix("↓") for value in values) or (
        key.removeprefix("下载文件") in values
    )
