"""Whether tonight's tables are still those of last night (漂移检查).

A program that reads worse than yesterday breaks no key and no vocabulary: there are
only fewer rows, emptier columns, fewer drugs.  So what the same documents told is
compared with what they told in the snapshot before, and where that differs by more than
a threshold, nothing is published until a person has accepted it by its name.

Documents count that are in both snapshots with the same bytes, and that are a copy of
the same other one: files that come or go change nothing here.  Few rows never matter.

>>> [each.name for each in THRESHOLDS]  # doctest: +NORMALIZE_WHITESPACE
['rows_lost', 'rows_gained', 'filled', 'collapsed', 'copies', 'quarantined', 'spam']
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from extract.asking import asking, rows_of
from normalize.column import columns_of, table_of
from normalize.tables import TABLE

FEW = 20  # rows, documents: of fewer one can not tell
LEAST = 3  # of them that differ: fewer are chance
NOW, LAST = SIDES = "now", "last"


class Threshold(NamedTuple):
    """How much may differ: `limit` is a share, 0 to 1."""

    name: str
    compared: str
    limit: float
    why: str


THRESHOLDS = (
    Threshold(
        "rows_lost", "rows of a table that the same documents tell", 0.05,
        "A pattern or a layout is not recognized any more.",
    ),
    Threshold(
        "rows_gained", "rows of a table that the same documents tell", 0.50,
        "Noise is taken for facts, or one fact is told many times.",
    ),
    Threshold(
        "filled", "share of the rows of a table in which a column has a value", 0.10,
        "A label is not found any more, or a value is not understood.",
    ),
    Threshold(
        "collapsed", "drugs, policies, events, entities that the same documents name",
        0.05, "A name or number that many share has made one thing of many.",
    ),
    Threshold(
        "copies", "share of documents that have become copies of another", 0.02,
        "A template is taken for the text, so that facts are dropped as repeated.",
    ),
    Threshold(
        "quarantined", "share of files that were read last time and are set aside now",
        0.02, "A reader breaks, a library is missing, or files were overwritten.",
    ),
    Threshold(
        "spam", "share of the words of documents that is removed as spam", 0.01,
        "What removes spam has begun to remove text.",
    ),
)  # fmt: skip
NAMES = tuple(each.name for each in THRESHOLDS)
LIMIT: Mapping[str, float] = MappingProxyType(
    {each.name: each.limit for each in THRESHOLDS}
)
# Tables of which fewer rows are no loss, or that say the same of other tables.
UNCOUNTED = ("runs", "documents", "problems", "repairs")


class Breach(NamedTuple):
    """A threshold that was passed, and by what."""

    name: str
    words: str

    def __str__(self) -> str:
        return f"drift: {self.name}: {self.words}"


def drift(staged: Path, last: Path | None) -> list[Breach]:
    """List where staged tables differ too much from the last snapshot."""
    if last is None:
        return []
    with asking(staged.parent / "drift") as sql:
        both = _Both(sql, staged, last)
        looks = (_tables, _copies, _set_aside, _spam)
        return [breach for look in looks for breach in look(both)]


def unknown(names: Collection[str]) -> list[str]:
    """List the names that are those of no threshold."""
    return [name for name in names if name not in NAMES]


class _Both:
    """The two snapshots to ask; of the documents in both, the table `steady`."""

    def __init__(self, sql: duckdb.DuckDBPyConnection, now: Path, last: Path) -> None:
        self.sql = sql
        self.folder = {NOW: now, LAST: last}
        own = "SELECT DISTINCT doc_id, copy_of FROM {} WHERE status <> 'duplicate'"
        now_own, last_own = (own.format(self.table("documents", s)) for s in SIDES)
        sql.execute(f"""
            CREATE TABLE shared AS
            SELECT n.doc_id, n.copy_of, l.copy_of AS copied
            FROM ({now_own}) n JOIN ({last_own}) l USING (doc_id)
        """)
        sql.execute("""
            CREATE TABLE steady AS
            SELECT doc_id FROM shared WHERE copy_of IS NOT DISTINCT FROM copied
        """)

    def table(self, name: str, side: str) -> str:
        return rows_of(self.folder[side], name)

    def fields(self, name: str) -> list[pa.Field]:
        """The columns that both have; none of a table that one of them lacks."""
        paths = [folder / f"{name}.parquet" for folder in self.folder.values()]
        if not all(path.exists() for path in paths):
            return []
        now, last = map(pq.read_schema, paths)
        return [field for field in now if field.name in last.names]

    def row(self, query: str) -> tuple[Any, ...]:
        return self.sql.execute(query).fetchall()[0]


# --- rows, and what they say


def _tables(both: _Both) -> Iterator[Breach]:
    for name in TABLE:
        fields = both.fields(name)
        if name not in UNCOUNTED and "doc_id" in [field.name for field in fields]:
            yield from _counted(both, name, fields)


def _counted(both: _Both, name: str, fields: list[pa.Field]) -> Iterator[Breach]:
    # What evidence and mentions say is said by other tables too; it is only counted.
    told = fields if table_of(TABLE[name]).evidence else []
    counts = ", ".join(["count(*)", *map(_values, told)])
    was, now = (
        both.row(f"SELECT {counts} FROM {_steady(both, name, fields, side)}")
        for side in (LAST, NOW)
    )
    is_thing = "doc_ids" in [field.name for field in fields]
    yield from _fewer(name, "collapsed" if is_thing else "rows_lost", was[0], now[0])
    yield from _more(name, was[0], now[0])
    if min(was[0], now[0]) >= FEW:
        for field, before, after in zip(told, was[1:], now[1:], strict=True):
            place = f"{name}.{field.name}"
            yield from _emptier(place, before / was[0], after / now[0], was[0])


def _values(field: pa.Field) -> str:
    column = f'"{field.name}"'
    is_list = pa.types.is_list(field.type)
    return f"count(nullif(len({column}), 0))" if is_list else f"count({column})"


def _steady(both: _Both, name: str, fields: list[pa.Field], side: str) -> str:
    """The SQL of the rows that documents of both snapshots tell."""
    table = both.table(name, side)
    if "doc_ids" not in [field.name for field in fields]:
        return f"(FROM {table} SEMI JOIN steady USING (doc_id))"
    [key] = [each.name for each in columns_of(TABLE[name]) if each.role == "id"]
    return f"""(
        FROM {table} SEMI JOIN (
            FROM (SELECT {key}, unnest(coalesce(doc_ids, [doc_id])) AS doc_id
                FROM {table})
            SEMI JOIN steady USING (doc_id)
        ) USING ({key})
    )"""


def _fewer(table: str, name: str, was: int, now: int) -> Iterator[Breach]:
    lost = was - now
    if was >= FEW and lost >= LEAST and lost / was > LIMIT[name]:
        yield _changed(name, table, was, now)


def _more(table: str, was: int, now: int) -> Iterator[Breach]:
    gained = now - was
    if was >= FEW and gained >= LEAST and gained / was > LIMIT["rows_gained"]:
        yield _changed("rows_gained", table, was, now)


def _changed(name: str, table: str, was: int, now: int) -> Breach:
    change = f"{(now - was) / was:+.0%} where {LIMIT[name]:.0%} is the limit"
    return Breach(name, f"{table}: {was} rows are now {now}, {change}")


def _emptier(place: str, was: float, now: float, rows: int) -> Iterator[Breach]:
    lost = was - now
    if lost > LIMIT["filled"] and lost * rows >= LEAST:
        limit = f"{LIMIT['filled']:.0%} of the rows are the limit"
        yield Breach("filled", f"{place}: {was:.0%} filled, now {now:.0%}; {limit}")


# --- documents


def _copies(both: _Both) -> Iterator[Breach]:
    """Of documents in both: those that are led by another of both since tonight."""
    total, new = both.row("""
        SELECT count(*), count(*) FILTER (
            copied IS NULL AND copy_of IN (SELECT doc_id FROM shared)
        ) FROM shared
    """)
    yield from _share("copies", "documents have become copies", total, new)


def _set_aside(both: _Both) -> Iterator[Breach]:
    """Of files in both, whatever their bytes: a bad download changes them."""
    total, new = both.row(f"""
        SELECT count(*), count(*) FILTER (n.status = 'quarantined')
        FROM {both.table("documents", NOW)} n
        JOIN {both.table("documents", LAST)} l USING (path)
        WHERE l.status <> 'quarantined'
    """)
    yield from _share("quarantined", "files read before are set aside", total, new)


def _share(name: str, words: str, total: int, some: int) -> Iterator[Breach]:
    if total >= FEW and some >= LEAST and some / total > LIMIT[name]:
        limit = f"{some / total:.0%} where {LIMIT[name]:.0%} is the limit"
        yield Breach(name, f"{some} of {total} {words}, {limit}")


def _spam(both: _Both) -> Iterator[Breach]:
    documents, _, was = _removed(both, LAST)
    _, cut, now = _removed(both, NOW)
    if documents >= FEW and cut >= LEAST and now - was > LIMIT["spam"]:
        limit = f"{LIMIT['spam']:.0%} more is the limit"
        words = f"{was:.1%} of the words were removed, now {now:.1%}; {limit}"
        yield Breach("spam", words)


def _removed(both: _Both, side: str) -> tuple[int, int, float]:
    """Of steady documents: how many, how often spam was cut, which share of words."""
    documents, kept = both.row(f"""
        SELECT count(*), coalesce(sum(length(text)), 0)
        FROM {both.table("documents", side)} SEMI JOIN steady USING (doc_id)
        WHERE status <> 'duplicate'
    """)
    cut, spam = both.row(f"""
        SELECT count(*),
            coalesce(sum(length("before") - length(coalesce("after", ''))), 0)
        FROM {both.table("repairs", side)} SEMI JOIN steady USING (doc_id)
        WHERE 'spam' IN (SELECT unnest(string_split(rule, '+')))
    """)
    return documents, cut, spam / (kept + spam) if kept + spam else 0.0
