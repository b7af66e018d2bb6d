"""Copies among any number of documents (同文): `normalize.entities.copies` by chunks.

Texts that may be one, papers of one number and forms of one filing are looked at
together; a document that shares nothing is not looked at again.
"""

import pickle
import sqlite3
from array import array
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Self

import pyarrow as pa

from normalize.entities.copies import (
    COMPARED,
    are_other_figures,
    copied,
    mark_copies,
)
from normalize.entities.pages import NAMED, READ, Page, pages_of
from normalize.entities.policies import own_key
from normalize.entities.shingles import sketch
from normalize.values.bodies import folded
from normalize.warehouse.components import Links
from normalize.warehouse.duck import AT, CHUNK, PLACE, Spill, Warehouse
from normalize.warehouse.likely import Sketches
from normalize.warehouse.state import in_chunks

TOGETHER = 200  # documents
HELD = 1_000  # pages that stay in memory while they are compared
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
    with Pages(house.folder / "pages.sqlite") as pages:
        same = [pair for pair in _near(house, pages) if pages.are_copies(*pair)]
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


def _near(house: Warehouse, pages: "Pages") -> Iterator[tuple[str, str]]:
    """Yield the documents whose texts may be one, when all that are compared are kept.

    Those that have much in common with one another stand side by side.
    """
    sketches = {kind: Sketches(house, f"sketches_{kind}") for kind in COMPARED}
    doc_ids: dict[str, list[str]] = {kind: [] for kind in COMPARED}
    figures = {kind: Figures() for kind in COMPARED}
    for tables in house.chunks(_asked("chunk_documents"), in_chunks(house)):
        for page in pages_of(tables):
            if page.kind in COMPARED:
                doc_ids[page.kind].append(page.doc_id)
                sketches[page.kind].add(sketch(page.body.sentences))
                figures[page.kind].add(page)
                pages.keep(page)
    for kind in COMPARED:
        for one, other in sketches[kind].pairs():
            if not figures[kind].differ(one, other):
                yield doc_ids[kind][one], doc_ids[kind][other]


class Figures:
    """What tells texts apart at a glance, in the order of their coming, in few bytes.

    Where two collide, the texts are compared word by word.
    """

    def __init__(self) -> None:
        self.papers = array("q")  # The number of the paper, 0 for none.
        self.days = array("q")  # The day of its issue, 0 for none.
        self.ends = array("q", [0])
        self.told = array("q")
        self.of = lru_cache(maxsize=HELD)(self._of)

    def add(self, page: Page) -> None:
        """Take in the number, the day and the figures of the next text."""
        self.days.append(page.issued_on.toordinal() if page.issued_on else 0)
        self.papers.append(hash(page.number) if page.number else 0)
        self.told.extend(map(hash, page.figures))
        self.ends.append(len(self.told))

    def differ(self, one: int, other: int) -> bool:
        """Whether two texts are of two papers, or tell other figures: see `copied`."""
        paper, another = self.papers[one], self.papers[other]
        if paper and paper == another:
            return False
        day, other_day = self.days[one], self.days[other]
        if paper and another and (not day or day != other_day):
            return True
        return are_other_figures(self.of(one), self.of(other))

    def _of(self, at: int) -> frozenset[int]:
        return frozenset(self.told[self.ends[at] : self.ends[at + 1]])


class Pages:
    """Pages on disk, for being compared two by two; the last ones stay in memory."""

    def __init__(self, path: Path) -> None:
        self.sql = sqlite3.connect(path, isolation_level=None)
        self.sql.execute("PRAGMA journal_mode = OFF")
        self.sql.execute("CREATE TABLE pages (doc_id TEXT PRIMARY KEY, page BLOB)")
        self.sql.execute("BEGIN")
        self.get = lru_cache(maxsize=HELD)(self._get)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.sql.close()

    def keep(self, page: Page) -> None:
        """Take in a page."""
        _ = page.body, page.figures  # which are kept with it
        told = page.doc_id, pickle.dumps(page, pickle.HIGHEST_PROTOCOL)
        self.sql.execute("INSERT INTO pages VALUES (?, ?)", told)

    def _get(self, doc_id: str) -> Page:
        query = "SELECT page FROM pages WHERE doc_id = ?"
        [(told,)] = self.sql.execute(query, (doc_id,))
        page: Page = pickle.loads(told)
        return page

    def are_copies(self, one: str, other: str) -> bool:
        """Whether a page is a copy of another one."""
        return copied(self.get(one), self.get(other)) is not None


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
            SELECT {listed}, {CHUNK}, t.{AT} AS {PLACE} FROM raw_{name} t
            JOIN raw_documents d USING (doc_id)
            JOIN {chunks} c ON c._at = d._at {only.get(name, "")}
        """
        for name, listed in columns.items()
    }


_SAME = f"""
    SELECT one, other, {CHUNK}, [one, other] AS {PLACE}
    FROM same JOIN raw_documents d ON d.doc_id = one
    JOIN chunk_copies c ON c._at = d._at
"""


def leaders(house: Warehouse) -> dict[str, str]:
    """Return the leader of each document that is a copy, by `doc_id`."""
    return dict(house.ask("SELECT doc_id, copy_of FROM copies"))
