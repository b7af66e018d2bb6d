"""The whole merge on one screen, for any number of documents: see the package.

>>> import tempfile
>>> from normalize.rows import empty_rows
>>> page = empty_rows() | {"documents": [
...     {"doc_id": "d", "path": "a.txt", "source_type": "news", "status": "ok"}
... ]}
>>> with tempfile.TemporaryDirectory() as folder:
...     part, out, work = (Path(folder) / name for name in ("part", "out", "work"))
...     write_part({"1": page}, part)
...     work.mkdir(), out.mkdir()
...     merge_parts([part], [Live("1", "a.txt", "d")], out, work)
...     pq.read_table(out / "documents.parquet")["path"].to_pylist()
(None, None)
[]
['a.txt']
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.column import table_of
from normalize.decisions import Ruling, of_entities, of_values
from normalize.entities.decided import Decision
from normalize.entities.numbers import shared_numbers
from normalize.entities.rulings import Rulings, unmet_decisions
from normalize.entities.suggestions import company_suggestions, drug_suggestions
from normalize.form.aliases import CODE, Alias
from normalize.merge import days_of, kinds_of_things, trust
from normalize.rows import Row, Rows
from normalize.schema import arrow_schema
from normalize.tables import Evidence, Problem
from normalize.warehouse.assembly import write_tables
from normalize.warehouse.copies import find_copies, leaders
from normalize.warehouse.corrected import correct_parts
from normalize.warehouse.details import (
    attach_files,
    compare_filings,
    name_disagreements,
    tell_details_once,
)
from normalize.warehouse.duck import AT, CHUNK, PLACE, Spill, Warehouse
from normalize.warehouse.names import identify, list_entities
from normalize.warehouse.parts import Live, open_parts, write_part
from normalize.warehouse.state import in_chunks, now, prepare
from normalize.warehouse.things import links_of, merge_kind

__all__ = ["merge_parts", "pq", "write_part"]


def merge_parts(
    parts: list[Path],
    live: Sequence[Live],
    folder: Path,
    work: Path,
    rulings: Sequence[Ruling] = (),
) -> list[Ruling]:
    """Write the tables of a run into a folder; return the decisions that met nothing.

    `live` are the readings that count among those in `parts`; `work` is an empty folder
    for what does not fit in memory.  Raises Contradiction where decisions contradict
    one another, or name several rows.
    """
    decisions, corrections = of_entities(rulings), of_values(rulings)
    parts, live, met = correct_parts(parts, live, work, corrections)
    with Warehouse(work) as house:
        open_parts(house, parts, live)
        prepare(house)
        placed = arrow_schema(Evidence).append(pa.field(AT, pa.int64()))
        with (
            house.spill("problems", arrow_schema(Problem)) as problems,
            house.spill("evidence", placed) as evidence,
        ):
            _merge(house, decisions, problems, evidence)
        write_tables(house, parts, folder, days_of(_slim(house, now("filings"))))
        unmet: set[Ruling] = {*corrections}
        unmet -= {*met}
        if decisions:
            unmet |= {*unmet_decisions(_raw(house), decisions)}
        unmet |= _unread(house, rulings)
        return [each for each in rulings if each in unmet]


def _unread(house: Warehouse, rulings: Sequence[Ruling]) -> set[Ruling]:
    """The decisions on labels that no form has."""
    aliases = [each for each in rulings if isinstance(each, Alias)]
    if not aliases:
        return set()
    query = f"SELECT DISTINCT message FROM raw_problems WHERE code = '{CODE}'"
    told = {message for (message,) in house.ask(query)}
    return {each for each in aliases if each.told() not in told}


def _merge(
    house: Warehouse, decisions: Sequence[Decision], problems: Spill, evidence: Spill
) -> None:
    find_copies(house, problems)
    rulings = Rulings(_firm_names(house), decisions)
    problems.add(rulings.taken())
    _merge_things(house, rulings, problems)
    attach_files(house, problems)
    tell_details_once(house, evidence)
    compare_filings(house)
    identify(house, rulings.firms)
    list_entities(house, rulings, decisions)
    problems.add(rulings.taken())
    _doubt(house, decisions, problems)
    name_disagreements(house, problems)


def _merge_things(house: Warehouse, rulings: Rulings, problems: Spill) -> None:
    led = leaders(house)
    order = trust(_slim(house, "FROM raw_filings"))
    links = links_of(rulings, led)
    for kind in kinds_of_things(rulings, order, led):
        link = links[table_of(kind.cls).name]
        merge_kind(house, kind, link, rulings, problems)
    house.run("CREATE VIEW now_drugs AS FROM merged_drugs")


def _firm_names(house: Warehouse) -> list[Row]:
    """The printed names of companies, each with its first document."""
    query = """
        SELECT name, min(doc_id) AS doc_id FROM (
            SELECT text AS name, doc_id FROM raw_mentions WHERE entity_type = 'company'
            UNION ALL SELECT holder, doc_id FROM raw_drugs
            UNION ALL SELECT company, doc_id FROM raw_drugs
        ) WHERE name <> '' GROUP BY name ORDER BY name
    """
    return list(house.rows("", query))


def _slim(house: Warehouse, filings: str) -> Rows:
    """What tells when and where a document speaks, of all documents."""
    documents = """
        SELECT doc_id, source_type, published_at, copy_of
        FROM raw_documents LEFT JOIN copies USING (doc_id)
    """.replace("copy_of", "copies.copy_of")
    filed = f"SELECT doc_id, applied_at FROM ({filings}) ORDER BY {AT}"
    return {
        "documents": list(house.rows("documents", documents)),
        "filings": list(house.rows("filings", filed)),
    }


def _doubt(house: Warehouse, decisions: Sequence[Decision], problems: Spill) -> None:
    """Tell which drugs, and which companies, may be one."""
    drugs = list(
        house.rows(
            "drugs",
            """
            SELECT drug_id, doc_id, generic_name, trade_name, english_name, company,
                holder, approval_number, catalog_code
            FROM now_drugs ORDER BY drug_id
            """,
        )
    )
    problems.add(shared_numbers(drugs))
    problems.add(drug_suggestions(drugs, decisions))
    firms = "SELECT entity_id, doc_id, entity_type, name FROM now_entities"
    query = f"{firms} WHERE entity_type = 'company' ORDER BY name, entity_id"
    problems.add(company_suggestions(list(house.rows("entities", query)), decisions))


def _raw(house: Warehouse) -> Iterator[Rows]:
    """The rows that name something, some documents at a time."""
    asked = {
        name: f"""
            SELECT t.*, {CHUNK}, t.{AT} AS {PLACE}
            FROM raw_{name} t JOIN chunk_ids USING (doc_id)
        """
        for name in ("drugs", "policies", "mentions")
    }
    return house.chunks(asked, in_chunks(house))
