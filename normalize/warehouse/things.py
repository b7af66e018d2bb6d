"""Drugs, policies and events of any number of documents, some at a time (归并)."""

from collections.abc import Callable, Hashable, Iterable, Mapping

import pyarrow as pa

from normalize.column import table_of
from normalize.entities.drugs import drug_links
from normalize.entities.events import event_links
from normalize.entities.named import drug_calls, policy_calls
from normalize.entities.policies import policy_links
from normalize.entities.retold import told_as_event, told_as_paper
from normalize.entities.rulings import Rulings
from normalize.merge import renamed_problems
from normalize.rows import Row
from normalize.schema import arrow_schema
from normalize.things import Believed, Kind, merge_rows
from normalize.warehouse.components import Links
from normalize.warehouse.duck import AT, CHUNK, PLACE, Spill, Warehouse
from normalize.warehouse.state import note_renamed, now

TOGETHER = 1000  # rows
_BELIEVED = pa.schema([(name, pa.string()) for name in Believed._fields])
Link = Callable[[Row], Iterable[Hashable]]


def links_of(rulings: Rulings, led: Mapping[str, str]) -> dict[str, Link]:
    """Return, by table, what a row shares with all rows that it may be one thing with.

    The two that a decision names are looked at together, whatever it says of them.
    """
    ruled: dict[str, dict[str, set[int]]] = {"drug": {}, "policy": {}}
    for at, each in enumerate(rulings.decisions):
        for name in (each.one, each.other):
            ruled.get(each.entity_type, {}).setdefault(name, set()).add(at)
    copied = {*led, *led.values()}

    def decided(kind: str, names: set[str]) -> set[Hashable]:
        return {at for name in names for at in ruled[kind].get(name, ())}

    def of_drug(row: Row) -> set[Hashable]:
        return drug_links(row) | decided("drug", drug_calls(row))

    def of_policy(row: Row) -> set[Hashable]:
        told = told_as_paper(row, led) if row["doc_id"] in copied else ()
        return {*policy_links(row), *told} | decided("policy", policy_calls(row))

    def of_event(row: Row) -> set[Hashable]:
        told = told_as_event(row, led) if row["doc_id"] in copied else ()
        return {*event_links(row), *told}

    return {"drugs": of_drug, "policies": of_policy, "events": of_event}


def merge_kind(
    house: Warehouse, kind: Kind, link: Link, rulings: Rulings, problems: Spill
) -> None:
    """Make the views `merged_*` of a table and `proofs_*` of what proves it.

    Note the new ids of its rows.
    """
    table = table_of(kind.cls).name
    links = Links()
    for row in house.rows(table, f"SELECT * FROM ({now(table)}) ORDER BY {AT}"):
        links.add(row[AT], link(row))
    chunks, count = links.chunks(TOGETHER)
    house.take(f"chunk_{table}", chunks)
    with (
        house.spill(f"merged_{table}", arrow_schema(kind.cls)) as rows,
        house.spill(f"believed_{table}", _BELIEVED) as believed,
    ):
        for tables in house.chunks({table: _asked(table)}, count):
            merged = merge_rows(tables[table], kind)
            rows.add(merged.rows.values())
            believed.add(each._asdict() for each in merged.believed)
            problems.add(merged.problems)
            problems.add(renamed_problems(rulings, merged.renamed))
            note_renamed(house, table, merged.renamed)
    house.keep(f"proofs_{table}", _proofs(table))


def _asked(table: str) -> str:
    return f"""
        SELECT t.* EXCLUDE ({AT}), {CHUNK}, t.{AT} AS {PLACE}
        FROM ({now(table)}) t JOIN chunk_{table} USING ({AT})
    """


def _proofs(table: str) -> str:
    """The SQL of what proves the cells that are believed: see `normalize.things`."""
    column = "split_part(column_name, '.', 1)"
    return f"""
        SELECT e.* REPLACE (
            new AS row_id, coalesce(named, column_name) AS column_name
        )
        FROM raw_evidence e JOIN believed_{table} b ON b.old = e.row_id AND b.cell =
            CASE {column} WHEN 'aliases' THEN column_name ELSE {column} END
        WHERE table_name = '{table}'
    """
