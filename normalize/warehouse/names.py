"""Mentions and entities of any number of documents: who is meant, and how often."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

import pyarrow as pa

from normalize.entities.decided import Decision
from normalize.entities.described import (
    THINGS,
    Called,
    describe,
    entity_key,
    entity_row,
    is_decided_late,
    tell_apart,
)
from normalize.entities.mentions import Called as Name
from normalize.entities.mentions import identify_mentions, names_of
from normalize.entities.offices import spell_out
from normalize.entities.rulings import Rulings
from normalize.rows import Row, Rows, empty_rows
from normalize.schema import arrow_schema
from normalize.tables import Entity, Mention
from normalize.warehouse.duck import AT, CHUNK, PLACE, Warehouse
from normalize.warehouse.state import in_chunks

NAMES = 20_000  # of entities, of which one may have many
KEY = "key"


def identify(house: Warehouse, firms: Mapping[str, str]) -> None:
    """Make the view `identified`: mentions, with what those of one entity share."""
    _list_names(house)
    keyed = arrow_schema(Mention).append(pa.field(KEY, pa.string()))
    with house.spill("identified", keyed) as identified:
        for tables in house.chunks(_asked(), in_chunks(house)):
            spell_out(tables)
            identify_mentions(tables, _anywhere(house))
            identified.add(
                row | {KEY: entity_key(row, firms)} for row in tables["mentions"]
            )


def _list_names(house: Warehouse) -> None:
    """Make the view `named`: what each drug and policy is called."""
    schema = pa.schema([(name, pa.string()) for name in ("kind", "name", "id")])
    with house.spill("named", schema) as named:
        for kind, (table, key) in THINGS.items():
            for row in house.rows(table, f"FROM now_{table}"):
                named.add(
                    {"kind": kind, "name": name, "id": row[key]}
                    for _, name in names_of(kind, row)
                )


def _anywhere(house: Warehouse) -> Callable[[Collection[Name]], Mapping[Name, str]]:
    """Return what finds the only drug or policy of a name among all of them."""

    def meant(asked: Collection[Name]) -> Mapping[Name, str]:
        kinds, names = zip(*sorted(asked), strict=True) if asked else ((), ())
        schema = pa.schema([("kind", pa.string()), ("name", pa.string())])
        wanted = pa.table({"kind": list(kinds), "name": list(names)}, schema=schema)
        house.take("wanted", wanted)
        found = house.ask("""
            SELECT kind, name, min(id) FROM named JOIN wanted USING (kind, name)
            GROUP BY kind, name HAVING count(DISTINCT id) = 1
        """)
        return {(kind, name): only for kind, name, only in found}

    return meant


def _asked() -> dict[str, str]:
    """The SQL of what a chunk of documents names, and of what its documents are of.

    Of the documents of a thing only those of the chunk: a paper that thousands cite
    comes with each chunk.
    """
    asked = {
        "mentions": f"""
            SELECT t.* EXCLUDE ({AT}), {CHUNK}, t.{AT} AS {PLACE}
            FROM raw_mentions t JOIN chunk_ids USING (doc_id)
        """,
    }
    for table, key in THINGS.values():
        asked[table] = f"""
            SELECT t.* REPLACE (here.doc_ids AS doc_ids), {CHUNK}, {key} AS {PLACE}
            FROM now_{table} t JOIN (
                SELECT {key}, {CHUNK}, list(doc_id) AS doc_ids FROM (
                    SELECT {key}, unnest(doc_ids) AS doc_id FROM now_{table}
                ) JOIN chunk_ids USING (doc_id) GROUP BY {key}, {CHUNK}
            ) here USING ({key})
        """
    return asked


# --- entities


def list_entities(
    house: Warehouse, rulings: Rulings, decisions: Sequence[Decision]
) -> None:
    """Make the views `now_entities` and `now_mentions`.

    Kinds that people decided on (offices, places) are described in memory.
    """
    late = sorted({d.entity_type for d in decisions if is_decided_late(d.entity_type)})
    with (
        house.spill("now_entities", arrow_schema(Entity)) as entities,
        house.spill("decided_mentions", arrow_schema(Mention)) as mentions,
        house.spill("entity_ids", _IDS) as ids,
    ):
        for kind in late:
            tables = _decided(house, kind, rulings, decisions)
            entities.add(tables["entities"])
            mentions.add(tables["mentions"])
        for key, row in _entities(house, late):
            entities.add([row])
            ids.add([{"kind": row["entity_type"], KEY: key, "id": row["entity_id"]}])
    house.run(f"""
        CREATE VIEW now_mentions AS
        SELECT t.* EXCLUDE ({KEY}) REPLACE (id AS entity_id)
        FROM identified t JOIN entity_ids i
            ON i.kind = t.entity_type AND i.{KEY} = t.{KEY}
        UNION ALL BY NAME SELECT * FROM decided_mentions
    """)


_IDS = pa.schema([(name, pa.string()) for name in ("kind", KEY, "id")])


def _decided(
    house: Warehouse, kind: str, rulings: Rulings, decisions: Sequence[Decision]
) -> Rows:
    query = f"SELECT * EXCLUDE ({KEY}) FROM identified WHERE entity_type = '{kind}'"
    own = house.rows("mentions", f"{query} ORDER BY doc_id, start, mention_id")
    tables = empty_rows() | {"mentions": list(own)}
    rulings.tell(describe(tables, rulings.firms, decisions))
    return tables


def _entities(house: Warehouse, late: Sequence[str]) -> Iterator[tuple[str, Row]]:
    """Yield the other entities, each with what its mentions share."""
    count = _chunk_called(house, late)
    known: set[str] = set()
    for tables in house.chunks(_called(), count):
        things = {
            row[key]: row for table, key in THINGS.values() for row in tables[table]
        }
        for (kind, key), rows in groupby(tables["called"], itemgetter("kind", KEY)):
            called = Called()
            for row in rows:
                called.add(row, row["n"])
            entity = entity_row(kind, called, things.get(str(called.entity_id)))
            tell_apart(entity, called, known)
            yield key, entity


def _chunk_called(house: Warehouse, late: Sequence[str]) -> int:
    """Make the tables `called` and `chunk_called`; return how many chunks there are."""
    decided = ", ".join(f"'{kind}'" for kind in ("", *late))
    house.run(f"""
        CREATE TABLE called AS
        SELECT entity_type AS kind, {KEY}, entity_id, name, text, doc_id, count(*) AS n
        FROM identified WHERE entity_type NOT IN ({decided}) GROUP BY ALL
    """)
    house.run(f"""
        CREATE TABLE chunk_called AS
        SELECT kind, {KEY}, dense_rank() OVER (ORDER BY before) - 1 AS {CHUNK} FROM (
            SELECT kind, {KEY}, (sum(count(*)) OVER (ORDER BY kind, {KEY}) - count(*))
                // {NAMES} AS before
            FROM called GROUP BY kind, {KEY}
        )
    """)
    return int(
        house.ask(f"SELECT coalesce(max({CHUNK}), -1) + 1 FROM chunk_called")[0][0]
    )


def _called() -> dict[str, str]:
    asked = {
        "called": f"""
            SELECT t.*, {CHUNK}, row(kind, {KEY}, name, text, doc_id) AS {PLACE}
            FROM called t JOIN chunk_called USING (kind, {KEY})
        """
    }
    for kind, (table, key) in THINGS.items():
        asked[table] = f"""
            SELECT t.*, {CHUNK}, {key} AS {PLACE} FROM now_{table} t
            JOIN chunk_called c ON c.kind = '{kind}' AND c.{KEY} = t.{key}
        """
    return asked
