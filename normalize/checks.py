"""What has to hold before tables are published; whatever does not, is told in words.

Columns are those declared; ids are unique and references lead somewhere; closed
vocabularies are kept; every quoted cell shows its source, and every piece of evidence a
cell; each input is accounted for.  The tables are looked at where they are staged, by
SQL, so that their size does not matter.

>>> import tempfile
>>> from normalize.parquet import write_table
>>> from normalize.tables import TABLES
>>> with tempfile.TemporaryDirectory() as folder:
...     for cls in TABLES:
...         _ = write_table(cls, [], Path(folder))
...     check(Path(folder), inputs=2)
['documents: 0 rows for 2 inputs', 'runs: no row of this run']
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import duckdb
import pyarrow.parquet as pq

from normalize.column import Column, columns_of, table_of
from normalize.rows import Row
from normalize.schema import ARROW, arrow_schema
from normalize.tables import TABLE

MEMORY = "128MB"
STATUSES = ("ok", "partial", "quarantined", "duplicate")


def check(folder: Path, inputs: int) -> list[str]:
    """List what is wrong with staged tables of a run over `inputs` files."""
    if misshapen := [*_shape(folder)]:
        return misshapen  # every other check reads columns by name
    with duckdb.connect() as sql:
        sql.execute(f"SET memory_limit = '{MEMORY}'")
        sql.execute("SET preserve_insertion_order = false")
        sql.execute("SET threads = 1")  # each would have memory of its own
        sql.execute(f"SET temp_directory = '{_quoted(folder.parent / 'checked')}'")
        for name in TABLE:
            path = _quoted(folder / f"{name}.parquet")
            sql.execute(f"CREATE VIEW {name} AS FROM read_parquet('{path}')")
        faults = _Faults(sql)
        for look in (_ids, _references, _vocabularies, _evidence, _problems):
            look(faults)
        _accounts(faults, inputs)
        return faults.found


def is_quoted(cls: type, column: Column) -> bool:
    """Say whether the values of a column have to show the words they come from."""
    siblings = {name for other in columns_of(cls) for name in other.also}
    return not (column.role or column.ref or column.name in siblings)


def row_id_of(cls: type, row: Row) -> str:
    """Return the id by which evidence names a row: its own, or that of its document."""
    return str(row[_id_column(cls)])


class _Faults:
    """What is wrong so far, and the tables to ask."""

    def __init__(self, sql: duckdb.DuckDBPyConnection) -> None:
        self.sql = sql
        self.found: list[str] = []

    def tell(self, where: str, what: str, query: str) -> None:
        """Say once what is wrong with many: how many, and the first."""
        asked = f"SELECT count(*), min(wrong) FROM (SELECT {query})"
        count, first = self.sql.execute(asked).fetchall()[0]
        if count:
            more = f" and {count - 1} more" if count > 1 else ""
            self.found.append(f"{where}: {what}: {first}{more}")

    def one(self, query: str) -> Any:
        """Return the one value of an answer."""
        return self.sql.execute(query).fetchall()[0][0]


def _shape(folder: Path) -> Iterator[str]:
    for name, cls in TABLE.items():
        path = folder / f"{name}.parquet"
        if not path.exists():
            yield f"{name}: the table is missing"
            continue
        # Parquet counts milliseconds where the schema says seconds.
        found, declared = pq.read_schema(path), arrow_schema(cls)
        odd = {
            field
            for field in {*found.names, *declared.names}
            if field not in found.names
            or field not in declared.names
            or _kind(found.field(field).type) != _kind(declared.field(field).type)
        }
        if odd:
            yield f"{name}: columns not as declared: {', '.join(sorted(odd))}"


def _kind(declared: Any) -> str:
    return str(declared).replace("[ms", "[s").replace("list<element", "list<item")


def _ids(faults: _Faults) -> None:
    for name, column in _columns():
        if column.role == "id" or (name, column.name) == ("documents", "path"):
            where = f"{name}.{column.name}"
            query = f"count(*) AS wrong FROM {name} WHERE {column.name} IS NULL"
            if count := faults.one(f"SELECT {query}"):
                more = f" and {count - 1} more" if count > 1 else ""
                faults.found.append(f"{where}: without a value: None{more}")
            repeated = f"{column.name} AS wrong FROM {name} "
            repeated += "WHERE wrong IS NOT NULL GROUP BY wrong HAVING count(*) > 1"
            faults.tell(where, "not unique", repeated)


def _references(faults: _Faults) -> None:
    for name, column in _columns():
        where, told = f"{name}.{column.name}", f"coalesce({column.name}, 'None')"
        known = "SELECT doc_id FROM documents WHERE doc_id IS NOT NULL"
        if column.role == "doc":
            query = f"{told} AS wrong FROM {name} WHERE wrong NOT IN ({known})"
            faults.tell(where, "no such document", query)
        elif column.name == "doc_ids":
            listed = f"SELECT unnest(coalesce(doc_ids, ['None'])) AS wrong FROM {name}"
            query = f"wrong FROM ({listed}) WHERE wrong NOT IN ({known})"
            faults.tell(where, "no such document", query)
        elif column.ref:
            ids = f"{column.ref} known ON known.{_id_column(TABLE[column.ref])} = wrong"
            listed = f"SELECT {column.name} AS wrong FROM {name}"
            query = f"wrong FROM ({listed} WHERE wrong IS NOT NULL) ANTI JOIN {ids}"
            faults.tell(where, f"not in {column.ref}", query)


def _vocabularies(faults: _Faults) -> None:
    for name, column in _columns():
        if column.values:
            known = ", ".join(f"'{value}'" for value in column.values)
            query = f"{column.name} AS wrong FROM {name} WHERE wrong NOT IN ({known})"
            faults.tell(f"{name}.{column.name}", "not in its vocabulary", query)


def _evidence(faults: _Faults) -> None:
    """Compare the cells that have a value with those of which evidence tells."""
    faults.sql.execute("""
        CREATE TABLE told AS
        SELECT DISTINCT table_name, row_id, column_name FROM evidence
    """)
    sourced = [(name, cls) for name, cls in TABLE.items() if table_of(cls).evidence]
    place = "table_name || '.' || column_name || ' of row ' || row_id AS wrong"
    same = "USING (row_id, column_name)"
    gone = "of a cell that is not there"
    for name, cls in sourced:
        stated = " UNION ALL ".join(_cells(name, cls))
        faults.sql.execute(f"CREATE OR REPLACE TABLE stated AS {stated}")
        own = f"(FROM told WHERE table_name = '{name}')"
        nowhere = f"{place} FROM {own} ANTI JOIN stated {same}"
        faults.tell("evidence", gone, nowhere)
        quoted = "', '".join(c.name for c in columns_of(cls) if is_quoted(cls, c))
        silent = f"""
            {place} FROM (SELECT '{name}' AS table_name, * FROM stated)
            ANTI JOIN {own} {same}
            WHERE split_part(column_name, '.', 1) IN ('{quoted}')
        """
        faults.tell(name, "without evidence", silent)
    names = "', '".join(name for name, _ in sourced)
    faults.tell(
        "evidence", gone, f"{place} FROM told WHERE table_name NOT IN ('{names}')"
    )
    misplaced = f"""
        {place} FROM evidence WHERE CASE
            WHEN "start" IS NULL AND "end" IS NULL AND quote IS NULL THEN false
            WHEN "start" IS NULL OR "end" IS NULL OR quote IS NULL THEN true
            ELSE NOT (0 <= "start" AND "start" < "end"
                AND "end" - "start" = length(quote)) END
    """
    faults.tell("evidence", "quote and place differ", misplaced)


def _cells(name: str, cls: type) -> Iterator[str]:
    """Yield the SQL of the cells that have a value, as evidence names them:
    `title`, `agencies.0`, `files.0.label`."""
    key = _id_column(cls)
    plain = [c.name for c in columns_of(cls) if get_origin(c.type) is not list]
    cases = (f"CASE WHEN \"{each}\" IS NOT NULL THEN '{each}' END" for each in plain)
    yield f"""
        SELECT row_id, column_name FROM (
            SELECT {key} AS row_id, unnest([{", ".join(cases)}]) AS column_name
            FROM {name}
        ) WHERE column_name IS NOT NULL
    """
    for column in columns_of(cls):
        if get_origin(column.type) is list:
            yield from _items(name, key, column)


def _items(name: str, key: str, column: Column) -> Iterator[str]:
    listed = f"""
        SELECT {key} AS row_id, unnest("{column.name}") AS item,
            generate_subscripts("{column.name}", 1) - 1 AS nth FROM {name}
    """
    item = get_args(column.type)[0]
    for part in [""] if item in ARROW else [c.name for c in columns_of(item)]:
        value, step = (f'item."{part}"', f".{part}") if part else ("item", "")
        yield f"""
            SELECT row_id, '{column.name}.' || nth || '{step}' AS column_name
            FROM ({listed}) WHERE {value} IS NOT NULL
        """


def _problems(faults: _Faults) -> None:
    """A document that was set aside has to say why, and a copy of what it is one."""
    silent = """
        path AS wrong FROM documents WHERE status = 'quarantined' AND doc_id NOT IN (
            SELECT doc_id FROM problems WHERE severity = 'error')
    """
    faults.tell("documents", "quarantined without a reason", silent)
    lost = """
        path AS wrong FROM documents copy WHERE status = 'duplicate' AND NOT EXISTS (
            FROM documents first WHERE first.status <> 'duplicate'
            AND first.path = copy.duplicate_of AND first.doc_id = copy.doc_id)
    """
    faults.tell("documents", "duplicate of nothing", lost)


def _accounts(faults: _Faults, inputs: int) -> None:
    """Inputs = ok + partial + quarantined + duplicate, in `documents` and in `runs`."""
    counted = dict(
        faults.sql.execute(
            "SELECT status, count(*) FROM documents GROUP BY 1"
        ).fetchall()
    )
    total = sum(counted.values())
    if total != inputs:
        faults.found.append(f"documents: {total} rows for {inputs} inputs")
    if None in counted:
        faults.found.append(f"documents: {counted[None]} rows without a status")
    told = ("seen", *STATUSES)
    columns = ", ".join(f"inputs_{name}" for name in told)
    last = f"SELECT {columns} FROM runs ORDER BY run_id DESC NULLS LAST LIMIT 1"
    rows = faults.sql.execute(last).fetchall()
    if not rows:
        faults.found.append("runs: no row of this run")
        return
    counts = {"seen": total, **{name: counted.get(name, 0) for name in STATUSES}}
    for name, value in zip(told, rows[0], strict=True):
        if value != counts[name]:
            faults.found.append(
                f"runs.inputs_{name}: {value}, but documents have {counts[name]}"
            )


def _columns() -> Iterator[tuple[str, Column]]:
    return ((name, column) for name, cls in TABLE.items() for column in columns_of(cls))


def _id_column(cls: type) -> str:
    own = [column.name for column in columns_of(cls) if column.role == "id"]
    return own[0] if own else "doc_id"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
