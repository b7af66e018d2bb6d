"""Drugs, policies and events of any number of documents, some at a time (归并)."""

from collections.abc import Callable, Hashable, Iterable, Mapping

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
from normalize.things import Kind, id_column, merge_things
from normalize.warehouse.components import Links
from normalize.warehouse.duck import AT, CHUNK, PLACE, Spill, Warehouse
from normalize.warehouse.state import note_renamed, now

TOGETHER = 1000  # rows
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
    house: Warehouse, kind: Kind, link: Link, rulings: Rulings,
    problems: Spill, evidence: Spill,
) -> None:  # fmt: skip
    """Make the view `merged_*` of a table; note the new ids of its rows."""
    table = table_of(kind.cls).name
    links = Links()
    for row in house.rows(table, f"SELECT * FROM ({now(table)}) ORDER BY {AT}"):
        links.add(row[AT], link(row))
    chunks, count = links.chunks(TOGETHER)
    house.take(f"chunk_{table}", chunks)
    with house.spill(f"merged_{table}", arrow_schema(kind.cls)) as merged:
        for tables in house.chunks(_asked(kind.cls), count):
            renamed = merge_things(tables, kind)
            merged.add(tables[table])
            evidence.add(tables["evidence"])
            problems.add(tables["problems"])
            problems.add(renamed_problems(rulings, renamed))
            note_renamed(house, table, renamed)


def _asked(cls: type) -> dict[str, str]:
    table, key = table_of(cls).name, id_column(cls)
    return {
        table: f"""
            SELECT t.* EXCLUDE ({AT}), {CHUNK}, t.{AT} AS {PLACE}
            FROM ({now(table)}) t JOIN chunk_{table} USING ({AT})
        """,
        "evidence": f"""
            SELECT e.*, {CHUNK}, e.{AT} AS {PLACE} FROM raw_evidence e
            JOIN raw_{table} t ON t.{key} = e.row_id
            JOIN chunk_{table} c ON c.{AT} = t.{AT}
            WHERE e.table_name = '{table}'
        """,
    }
