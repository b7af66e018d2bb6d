"""One fact once (一事一行): what a copy repeats of its leader is no second fact.

A row of a copy that says what a row of the same group says already, and nothing more,
goes; its evidence stays, as that of the row that is left, so that every document which
tells a fact is seen there.  What only the copy says stays a row of its own.

>>> from normalize.rows import empty_rows
>>> told = dict.fromkeys(column.name for column in columns_of(Outcome))
>>> told |= {"drug_id": "d", "endpoint": "ORR", "statistic": "rate", "value": 80.0}
>>> rows = [told | {"doc_id": doc_id, "outcome_id": doc_id + "1"} for doc_id in "ab"]
>>> documents = [{"doc_id": "a", "copy_of": None}, {"doc_id": "b", "copy_of": "a"}]
>>> tables = empty_rows() | {"documents": documents, "outcomes": rows}
>>> tell_once(tables)["outcomes"]
{'b1': 'a1'}
>>> [row["doc_id"] for row in tables["outcomes"]]
['a']
"""

from collections.abc import Callable
from typing import Any

from normalize.column import Column, columns_of, table_of
from normalize.entities.copies import leaders
from normalize.ids import digest
from normalize.rows import Row, Rows
from normalize.tables import (
    AdverseEvent,
    Citation,
    Comparator,
    Criterion,
    Filing,
    Outcome,
    Patent,
    Provision,
    Quantity,
    Recommendation,
    Trial,
    Window,
)
from normalize.things import id_column, rename
from normalize.values.bodies import folded, without_offers
from normalize.values.likeness import alike
from normalize.values.plain import squash

# What others refer to comes before them.
DETAILS: tuple[type, ...] = (
    Filing, Trial, Outcome, Patent, Comparator, Recommendation, AdverseEvent, Quantity,
    Provision, Criterion, Window, Citation,
)  # fmt: skip
# A print has its blocks in its own order, a mirror its own files.
NOT_SAID = frozenset({"ordinal", "attachments", "evidence_file"})


def tell_once(tables: Rows) -> dict[str, dict[str, str]]:
    """Take out the rows by which copies repeat their leaders; drugs are merged.

    Returns, by table, the row that is left of each row that went.
    """
    led = leaders(tables)
    gone: dict[str, dict[str, str]] = {}
    for cls in DETAILS if led else ():
        repeats = _repeats(cls, tables, led)
        _move_evidence(cls, tables, repeats)
        name, key = table_of(cls).name, id_column(cls)
        tables[name] = [row for row in tables[name] if row[key] not in repeats]
        gone[name] = {old: kept[key] for old, (_, kept) in repeats.items()}
        rename(tables, cls, gone[name])
    return gone


# --- which rows repeat one


def _repeats(
    cls: type, tables: Rows, led: dict[str, str]
) -> dict[str, tuple[Row, Row]]:
    """Each row that repeats another, by its id, with that one; leaders tell first."""
    groups = {*led, *led.values()}
    told: dict[str, _Told] = {}
    repeats: dict[str, tuple[Row, Row]] = {}
    rows = (row for row in tables[table_of(cls).name] if row["doc_id"] in groups)
    for row in sorted(rows, key=lambda row: (row["doc_id"] in led, row["doc_id"])):
        leader = str(led.get(row["doc_id"], row["doc_id"]))
        group = told.setdefault(leader, _Told(cls))
        kept = group.telling(row)
        if kept is not None and kept["doc_id"] != row["doc_id"]:
            repeats[row[id_column(cls)]] = row, kept
        else:
            group.add(row)
    return repeats


class _Told:
    """The rows of a group of copies so far."""

    def __init__(self, cls: type) -> None:
        self.columns = [column for column in columns_of(cls) if _is_said(column)]
        self.exact: dict[str, Row] = {}
        self.like: dict[str, list[Row]] = {}

    def telling(self, row: Row) -> Row | None:
        """Return the row that says what this one does."""
        same = self.exact.get(self._key(row, _is_any))
        if same is not None:
            return same
        near = self.like.get(self._key(row, _is_firm), ())
        return next((kept for kept in near if self._says(kept, row)), None)

    def add(self, row: Row) -> None:
        """Remember what a row says."""
        self.exact.setdefault(self._key(row, _is_any), row)
        self.like.setdefault(self._key(row, _is_firm), []).append(row)

    def _key(self, row: Row, of: Callable[[Column], bool]) -> str:
        return digest(*(_comparable(row[c.name]) for c in self.columns if of(c)))

    def _says(self, kept: Row, row: Row) -> bool:
        return all(_covers(kept[c.name], row[c.name]) for c in self.columns)


def _is_said(column: Column) -> bool:
    return not column.role and column.name not in NOT_SAID


def _is_any(column: Column) -> bool:
    return True


def _is_firm(column: Column) -> bool:
    """What two rows of one fact have to agree in for being compared at all."""
    return bool(column.ref)


def _comparable(value: Any) -> Any:
    return folded(without_offers(value)) if isinstance(value, str) else value


def _covers(kept: Any, value: Any) -> bool:
    """Whether a cell says what another does; words that damage has changed do."""
    if value is None or kept == value:
        return True
    words = isinstance(kept, str) and isinstance(value, str)
    return words and alike(without_offers(kept), without_offers(value))


# --- who tells it


def _move_evidence(
    cls: type, tables: Rows, repeats: dict[str, tuple[Row, Row]]
) -> None:
    """Let the words of a repeat prove the row that is left, where they say the same."""
    kept_rows = []
    name, key = table_of(cls).name, id_column(cls)
    for proof in tables["evidence"]:
        if proof["table_name"] != name or proof["row_id"] not in repeats:
            kept_rows.append(proof)
            continue
        row, kept = repeats[proof["row_id"]]
        if _equal(row, kept, proof["column_name"].partition(".")[0]):
            kept_rows.append(proof | {"row_id": kept[key]})
    tables["evidence"] = kept_rows


def _equal(row: Row, kept: Row, column: str) -> bool:
    one, other = row[column], kept[column]
    if isinstance(one, str) and isinstance(other, str):
        return squash(one) == squash(other)
    return bool(one == other)
