"""Copies among any number of documents (同文): `normalize.entities.copies` by chunks.

Texts that may be one, papers of one number and forms of one filing are looked at
together; a document that shares nothing is not looked at again.
"""

from collections.abc import Iterator, Sequence

import pyarrow as pa

from normalize.entities.copies import COMPARED, copied, mark_copies
from normalize.entities.pages import NAMED, READ, kind_of, pages_of
from normalize.entities.policies import own_key
from normalize.entities.shingles import sketch
from normalize.values.bodies import body, folded
from normalize.warehouse.components import Links
from normalize.warehouse.duck import AT, CHUNK, Spill, Warehouse
from normalize.warehouse.likely import Sketches

TOGETHER = 200  # documents
PAIRS = 2_000  # pairs of documents that are compared at a time
_COPIES = pa.schema(
    [
        ("doc_id", pa.string()),
        ("copy_of", pa.string()),
        ("copy_likeness", pa.float64()),
    ]
)
_READ = f"text <> '' AND status IN {tuple(sorted(READ))}"


def find_copies(house: Warehouse, problems: Spill) -> None:
    """Make the table `copies`, and tell what disagrees."""
    near = [pair for kind in COMPARED for pair in _near(house, kind)]
    same = list(_copied(house, near))
    links = _links(house, same)
    chunks, count = links.chunks(TOGETHER, least=2)
    house.take("chunk_copies", chunks)
    _take_pairs(house, "same", same)
    with house.spill("copies", _COPIES) as copies:
        asked = _asked("chunk_copies") | {"same": _SAME}
        for tables in house.chunks(asked, count):
            pairs = tables.pop("same")
            mark_copies(tables, [(pair["one"], pair["other"]) for pair in pairs])
            copies.add(row for row in tables["documents"] if row["copy_of"])
            problems.add(tables["problems"])


def _copied(
    house: Warehouse, near: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield the pairs that are copies, some pairs at a time.

    The papers of one template are all near one another, and hardly one is a copy.
    """
    for at in range(0, len(near), PAIRS):
        some = near[at : at + PAIRS]
        doc_ids = sorted({doc_id for pair in some for doc_id in pair})
        house.take("wanted", pa.table({"doc_id": pa.array(doc_ids, pa.string())}))
        house.run(f"""
            CREATE OR REPLACE TABLE chunk_near AS
            SELECT {AT}, 0 AS {CHUNK} FROM raw_documents JOIN wanted USING (doc_id)
        """)
        [tables] = house.chunks(_asked("chunk_near"), 1)
        pages = {page.doc_id: page for page in pages_of(tables)}
        for one, other in some:
            if copied(pages[one], pages[other]) is not None:
                yield one, other


def _near(house: Warehouse, kind: str) -> list[tuple[str, str]]:
    """List the documents of a kind whose texts may be one.

    Those that have much in common with one another stand side by side.
    """
    sketches = Sketches(house, "sketches")
    doc_ids = []
    query = f"SELECT doc_id, source_type, parser, text FROM raw_documents WHERE {_READ}"
    for row in house.rows("documents", f"{query} ORDER BY doc_id"):
        if kind_of(row) == kind:
            doc_ids.append(row["doc_id"])
            sketches.add(sketch(body(row["text"]).sentences))
    return [(doc_ids[one], doc_ids[other]) for one, other in sketches.pairs()]


def _take_pairs(house: Warehouse, name: str, pairs: list[tuple[str, str]]) -> None:
    schema = pa.schema([("one", pa.string()), ("other", pa.string())])
    columns = {"one": [one for one, _ in pairs], "other": [other for _, other in pairs]}
    house.take(name, pa.table(columns, schema=schema))


def _links(house: Warehouse, same: list[tuple[str, str]]) -> Links:
    """Link the documents of which one may lead the other."""
    keys: dict[str, list[object]] = {}
    for pair in same:
        for doc_id in pair:
            keys.setdefault(doc_id, []).append(pair)
    for doc_id, key in [*_numbers(house), *_filed(house)]:
        keys.setdefault(doc_id, []).append(key)
    links = Links()
    query = f"SELECT doc_id, _at FROM raw_documents WHERE {_READ} ORDER BY _at"
    for row in house.rows("documents", query):
        if row["doc_id"] in keys:
            links.add(row["_at"], keys[row["doc_id"]])
    return links


def _numbers(house: Warehouse) -> Iterator[tuple[str, object]]:
    """Yield the number of the policy that each document is, its first."""
    query = """
        SELECT doc_id, doc_number, title FROM raw_policies WHERE is_full_text
        QUALIFY row_number() OVER (PARTITION BY doc_id ORDER BY _at) = 1
    """
    for row in house.rows("policies", query):
        if number := own_key(row):
            yield row["doc_id"], ("number", number)


def _filed(house: Warehouse) -> Iterator[tuple[str, object]]:
    """Yield when and for what each form was filed."""
    query = """
        SELECT f.doc_id, f.applied_at, d.generic_name
        FROM raw_filings f JOIN raw_drugs d USING (drug_id)
        WHERE f.applied_at IS NOT NULL AND d.generic_name <> ''
    """
    for row in house.rows("filings", query):
        yield row["doc_id"], ("filed", row["applied_at"], folded(row["generic_name"]))


def _asked(chunks: str) -> dict[str, str]:
    """What is known of the documents of some chunks."""
    columns = {
        "documents": "t.* EXCLUDE (_at)",
        "policies": "t.* EXCLUDE (_at)",
        "mentions": "t.doc_id, t.entity_type, t.text",
        "fields": "t.doc_id, t.label, t.value",
        "repairs": "t.doc_id, t.rule",
        "filings": "t.doc_id, t.drug_id, t.applied_at",
        "drugs": "t.drug_id, t.generic_name",
    }
    only = {"mentions": f"WHERE t.entity_type IN {tuple(sorted(NAMED))}"}
    return {
        name: f"""
            SELECT {listed}, {CHUNK} FROM raw_{name} t
            JOIN raw_documents d USING (doc_id)
            JOIN {chunks} c ON c._at = d._at {only.get(name, "")}
            ORDER BY {CHUNK}, t._at
        """
        for name, listed in columns.items()
    }


_SAME = f"""
    SELECT one, other, {CHUNK} FROM same JOIN raw_documents d ON d.doc_id = one
    JOIN chunk_copies c ON c._at = d._at ORDER BY {CHUNK}, one, other
"""


def leaders(house: Warehouse) -> dict[str, str]:
    """Return the leader of each document that is a copy, by `doc_id`."""
    return dict(house.ask("SELECT doc_id, copy_of FROM copies"))
