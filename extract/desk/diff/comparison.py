"""Two snapshots compared table by table (两快照相较), every difference with its cause.

    changes   a row that was added, removed or changed, and why
    cells     a cell that differs within a changed row, and why

Both are tables of a database that spills to disk.  A row has the first cause of the
documents it comes from, on either side; else that of a row it refers to; else what is
left.  A cell has that of the documents whose words prove it, if they are one.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from extract.asking import asking, rows_of
from extract.desk.diff.causes import Cause, find_sources, otherwise
from extract.desk.diff.rows import Shape, differing_cells, pair, shape
from extract.tonight import NAMED
from normalize.column import columns_of, table_of
from normalize.tables import TABLE

MEMORY = "512MB"
SIDES = ("was", "now")
NAMES = {**NAMED, "entities": "name", "documents": "title"}
# The log of the program itself, with a clock in it.
LEFT_OUT = ("runs",)


class Comparison:
    """A database of what differs; `notes` says what could not be compared."""

    def __init__(
        self, sql: duckdb.DuckDBPyConnection, was: Path, now: Path, only: str = ""
    ) -> None:
        self.sql = sql
        self.folder = {"was": was, "now": now}
        self.notes: list[str] = []
        find_sources(sql, rows_of(was, "documents"), rows_of(now, "documents"))
        self.rest = _why(str(otherwise(sql, was, now).rank), self._only_path())
        sql.execute(_TABLES)
        for at, name in enumerate(TABLE):
            if name not in LEFT_OUT and name in _needed(only):
                self._compare(at, name)
        for kept in ("changes", "cells") if only else ():
            sql.execute(f"DELETE FROM {kept} WHERE ordinal <> {[*TABLE].index(only)}")

    def _only_path(self) -> str:
        """The SQL of the file that is the cause of all, if there is but one."""
        found = self.sql.execute("SELECT path FROM sources LIMIT 2").fetchall()
        return _text(found[0][0]) if len(found) == 1 else "NULL::VARCHAR"

    def _compare(self, at: int, name: str) -> None:
        shaped = shape(name, **self.folder)
        if shaped is None:
            self.notes.append(f"{name} is in one of them only; it is not compared.")
            return
        self.notes += shaped.notes
        if not pair(self.sql, shaped, **self.folder):
            return
        self._explain(shaped)
        self._take_cells(at, shaped)
        self._take_rows(at, shaped)

    def _explain(self, shaped: Shape) -> None:
        """Fill `explained`: the cause of each pair, by its documents or its parents."""
        self.sql.execute(f"""
            CREATE OR REPLACE TABLE explained AS
            SELECT pair, coalesce(own.why, parents.why, {self.rest}) AS why
            FROM differing LEFT JOIN ({_by_documents(shaped)}) own USING (pair)
            LEFT JOIN ({_by_parents(shaped)}) parents USING (pair)
        """)

    def _take_cells(self, at: int, shaped: Shape) -> None:
        self.sql.execute(f"""
            CREATE OR REPLACE TABLE proved AS {self._by_proofs(shaped)}
        """)
        for query in differing_cells(shaped):
            self.sql.execute(f"""
                INSERT INTO cells
                SELECT {at}, pair, "column", was, now, coalesce(p.why, e.why)
                FROM ({query}) c JOIN explained e USING (pair)
                LEFT JOIN proved p USING (pair, "column")
            """)

    def _by_proofs(self, shaped: Shape) -> str:
        """The cause of a cell by the documents whose words prove it."""
        declared = table_of(TABLE[shaped.name])
        both = "was IS NOT NULL AND now IS NOT NULL"
        [(changed,)] = self.sql.execute(
            f"SELECT count(*) FROM differing WHERE {both}"
        ).fetchall()
        if not (declared.evidence and changed):
            return "SELECT NULL::BIGINT AS pair, '' AS \"column\", NULL AS why LIMIT 0"
        told = " UNION ALL ".join(
            f"""SELECT row_id, doc_id, split_part(column_name, '.', 1) AS main
            FROM {rows_of(self.folder[side], "evidence")}
            WHERE table_name = '{shaped.name}'"""
            for side in SIDES
        )
        return f"""
            SELECT pair, "column", min({_why("cause", "path")}) AS why
            FROM ({told}) JOIN sources USING (doc_id)
            JOIN (SELECT pair, now.{shaped.row_id} AS row_id FROM differing
                WHERE {both}) USING (row_id)
            JOIN ({_siblings(shaped.name)}) USING (main)
            GROUP BY pair, "column"
        """

    def _take_rows(self, at: int, shaped: Shape) -> None:
        named = NAMES.get(shaped.name, "NULL")
        self.sql.execute(f"""
            INSERT INTO changes
            SELECT {at}, pair, whole.{shaped.row_id}, name,
                CASE WHEN was IS NULL THEN 'added' WHEN now IS NULL THEN 'removed'
                    ELSE 'changed' END,
                coalesce(c.why, e.why)
            FROM (SELECT pair, was, now, coalesce(now, was) AS whole FROM differing)
            JOIN explained e USING (pair)
            JOIN (SELECT pair, {named} AS name
                FROM (SELECT pair, unnest(coalesce(now, was)) FROM differing)
            ) USING (pair)
            LEFT JOIN (SELECT pair, min(why) AS why FROM cells WHERE ordinal = {at}
                GROUP BY pair) c USING (pair)
        """)

    def rows(self, query: str, *params: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of an answer, some at a time."""
        cursor = self.sql.cursor().execute(query, params)
        while some := cursor.fetchmany(1000):
            yield from some

    def save(self, file: Path) -> None:
        """Write all that differs to a file, as JSON if it is named so, else as CSV.

        A row that was added or removed is a line without a column; one that changed
        has a line for each of its cells.  Raises OSError where it can not be written.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        kind = "json, ARRAY true" if file.suffix == ".json" else "csv, HEADER"
        path = _text(str(file))
        self.sql.execute(f"COPY ({_all()}) TO {path} (FORMAT {kind})")


_TABLES = """
    CREATE TABLE changes (ordinal INTEGER, pair BIGINT, row_id VARCHAR, name VARCHAR,
        change VARCHAR, why STRUCT(cause INTEGER, path VARCHAR));
    CREATE TABLE cells (ordinal INTEGER, pair BIGINT, "column" VARCHAR, was VARCHAR,
        now VARCHAR, why STRUCT(cause INTEGER, path VARCHAR));
"""


def _needed(only: str) -> set[str]:
    """The tables to compare for one: those that its rows may have a cause from."""
    if not only or only in ("evidence", "problems"):
        return {*TABLE}
    parents = {column.ref for column in columns_of(TABLE[only]) if column.ref}
    return {only}.union(*map(_needed, parents))


@contextmanager
def compared(was: Path, now: Path, only: str = "") -> Iterator[Comparison]:
    """Compare two snapshots, or `only` a table; the answer ends with the context."""
    with (
        tempfile.TemporaryDirectory(prefix="diff-") as spill,
        asking(Path(spill), MEMORY) as sql,
    ):
        yield Comparison(sql, was, now, only)


def _all() -> str:
    """The SQL of every row and cell that differs, in words."""
    tables, causes = [*TABLE], [*map(str, Cause)]
    return f"""
        SELECT {tables}[ordinal + 1] AS "table", row_id AS "row", name, change,
            "column", c.was, c.now, {causes}[coalesce(c.why, r.why).cause + 1] AS cause,
            coalesce(c.why, r.why).path AS "file"
        FROM changes r LEFT JOIN cells c USING (ordinal, pair)
        ORDER BY ordinal, row_id, pair, "column"
    """


def _why(cause: str, path: str) -> str:
    """The SQL of a cause and its file; the least of several is the first cause."""
    return f"{{'cause': {cause}, 'path': {path}}}"


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _by_documents(shaped: Shape) -> str:
    """The SQL of the cause of a pair by the documents that its rows come from."""
    one = [f"[{s}.{c}]" for s in SIDES for c in shaped.has("doc_id", "copy_of")]
    many = [f"coalesce({s}.{c}, [])" for s in SIDES for c in shaped.has("doc_ids")]
    return f"""
        SELECT pair, min({_why("cause", "path")}) AS why
        FROM (SELECT pair, unnest(list_distinct({" || ".join(one + many)})) AS doc_id
            FROM differing) JOIN sources USING (doc_id)
        GROUP BY pair
    """


def _by_parents(shaped: Shape) -> str:
    """The SQL of the cause of a pair by rows it refers to that differ as well."""
    at = {name: i for i, name in enumerate(TABLE)}
    parents = [
        f"SELECT pair, {at[column.ref]} AS ordinal, {side}.{column.name} AS row_id "
        "FROM differing"
        for column in columns_of(TABLE[shaped.name]) if column.ref
        for side in SIDES
    ]  # fmt: skip
    if {"table_name", "row_id"} <= {*shaped.columns}:
        parents += [
            f"SELECT pair, list_position({list(at)}, {side}.table_name) - 1 "
            f"AS ordinal, {side}.row_id AS row_id FROM differing" for side in SIDES
        ]  # fmt: skip
    if not parents:
        return "SELECT NULL::BIGINT AS pair, NULL AS why LIMIT 0"
    return f"""
        SELECT p.pair, min(changes.why) AS why FROM ({" UNION ALL ".join(parents)}) p
        JOIN changes ON changes.ordinal = p.ordinal AND changes.row_id = p.row_id
        GROUP BY p.pair
    """


def _siblings(name: str) -> str:
    """The SQL of which column's words prove which: a date's those of its precision."""
    main = {column.name: column.of or column.name for column in columns_of(TABLE[name])}
    for column in columns_of(TABLE[name]):
        main |= dict.fromkeys(column.also, column.name)
    pairs = ", ".join(f"('{mine}', '{its}')" for mine, its in main.items())
    return f"""SELECT * FROM (VALUES {pairs}) siblings("column", main)"""
