"""Merging on disk, a few rows at a time, gives what merging in memory gives."""

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.inputs import Input
from extract.one import extract_file
from normalize.corrected import Correction
from normalize.decisions import Ruling
from normalize.entities import shingles
from normalize.entities.named import written
from normalize.entities.shingles import pairs, sketch
from normalize.merge import merge
from normalize.parquet import as_arrow
from normalize.rows import Rows
from normalize.tables import TABLE
from normalize.warehouse import copies, details, duck, likely, names, state, things
from normalize.warehouse.components import Links
from normalize.warehouse.duck import Warehouse
from normalize.warehouse.likely import Sketches
from normalize.warehouse.merge import merge_parts
from normalize.warehouse.parts import Live, write_part
from tests.expected import documents
from tests.test_decisions import ruled

GOLD = Path(__file__).parent / "gold"


@pytest.fixture(scope="module")
def results() -> list[Rows]:
    """The rows of samples and annotated documents, some of them twice."""
    paths = [*documents(), *sorted(GOLD.glob("facts_[ab]/*.*"))]
    paths = [path for path in paths if path.suffix != ".json"]
    read = [extract_file(Input(path, path.name)) for path in paths]
    again = [extract_file(Input(path, f"copy/{path.name}")) for path in paths[::7]]
    return [*read, *again]


def copied(results: list[Rows]) -> list[Rows]:
    """The same rows, for who merges them in memory changes them."""
    return [
        {name: [dict(row) for row in rows] for name, rows in tables.items()}
        for tables in results
    ]


def on_disk(
    results: list[Rows], folder: Path, decisions: Sequence[Ruling] = ()
) -> Path:
    """Publish the rows from parts of ten documents."""
    readings = {f"{at}": rows for at, rows in enumerate(results)}
    parts = []
    for at in range(0, len(results), 10):
        some = list(readings)[at : at + 10]
        write_part({name: readings[name] for name in some}, folder / f"part{at}")
        parts.append(folder / f"part{at}")
    found = [(name, rows["documents"][0]) for name, rows in readings.items()]
    live = [Live(name, row["path"], row["doc_id"]) for name, row in found]
    (folder / "out").mkdir()
    (folder / "work").mkdir()
    merge_parts(parts, live, folder / "out", folder / "work", decisions)
    return folder / "out"


def test_disk_and_memory_agree(results: list[Rows], tmp_path: Path) -> None:
    out = on_disk(results, tmp_path)
    assert differing(merge(copied(results)), out) == []


def test_rows_without_a_common_link_may_be_looked_at_apart(
    results: list[Rows], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chunks of one component each: what needs others would be seen here."""
    monkeypatch.setattr(copies, "TOGETHER", 1)
    monkeypatch.setattr(copies, "HELD", 2)
    monkeypatch.setattr(state, "DOCUMENTS", 1)
    monkeypatch.setattr(things, "TOGETHER", 1)
    for name in ("COPIES", "FILINGS", "OUTCOMES"):
        monkeypatch.setattr(details, name, 1)
    monkeypatch.setattr(names, "NAMES", 1)
    monkeypatch.setattr(duck, "SLICE", 7)
    shuffled = random.Random(5).sample(results, len(results))
    out = on_disk(shuffled, tmp_path)
    assert differing(merge(copied(results)), out) == []


def differing(tables: Rows, out: Path) -> list[str]:
    """The tables that a folder holds otherwise."""
    return [
        name
        for name, cls in TABLE.items()
        if name != "runs"
        and not pq.read_table(out / f"{name}.parquet").equals(
            as_arrow(cls, tables[name]).cast(pq.read_schema(out / f"{name}.parquet"))
        )
    ]


def test_an_empty_run_has_all_tables(tmp_path: Path) -> None:
    out = on_disk([], tmp_path)
    assert differing(merge([]), out) == []


@given(st.lists(st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=3), max_size=12))
def test_components_are_those_of_a_walk(keys: list[list[str]]) -> None:
    links = Links()
    for at, own in enumerate(keys):
        links.add(at, own)
    _, labels = links.components()
    for at, own in enumerate(keys):
        reached = {at}
        while True:
            known = {key for other in reached for key in keys[other]}
            more = {i for i, other in enumerate(keys) if known.intersection(other)}
            if more <= reached:
                break
            reached |= more
        assert labels[at] == min(reached), own


def test_a_join_keeps_its_right_side_however_many_rows_are_guessed(
    tmp_path: Path,
) -> None:
    """Otherwise 213,000 wide rows were kept, which were thought to be 8,528."""
    with Warehouse(tmp_path) as house:
        house.run(
            "CREATE TABLE wide AS SELECT i AS id, 'x' AS kind FROM range(50) r(i)"
        )
        house.run("CREATE TABLE renamed AS SELECT i AS old FROM range(5000) r(i)")
        joined = "FROM wide LEFT JOIN renamed ON old = id WHERE kind = 'x' AND id < 40"
        [(_, plan)] = house.ask(f"EXPLAIN {joined}")
        assert "LEFT" in plan and "RIGHT" not in plan


@pytest.mark.parametrize("seed", range(20))
def test_sql_finds_the_texts_that_numpy_finds(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likely, "HELD", 1 + 5 * seed)
    monkeypatch.setattr(shingles, "READ", 1 + seed % 40)
    chance = random.Random(seed)
    words = ["".join(chance.choices("药品监管公告通知某省市", k=12)) for _ in range(12)]
    texts = [chance.sample(words, chance.randint(0, 8)) for _ in range(14)]
    sketches = [sketch(text) for text in texts]
    with Warehouse(tmp_path) as house:
        found = Sketches(house, "seen")
        for each in sketches:
            found.add(each)
        assert sorted(found.pairs()) == pairs(sketches)


def test_a_paper_that_all_cite_comes_with_the_documents_of_a_chunk(
    tmp_path: Path,
) -> None:
    """With all of them in each chunk, 100,000 documents ran out of memory."""
    with Warehouse(tmp_path) as house:
        house.run(
            "CREATE TABLE chunk_ids AS "
            "SELECT 'd' || i AS doc_id, i AS _at, i // 2 AS _chunk FROM range(5) t(i)"
        )
        house.run(
            "CREATE TABLE now_policies AS "
            "SELECT 'p' AS policy_id, list('d' || i) AS doc_ids FROM range(5) t(i)"
        )
        asked = {"policies": names._asked()["policies"]}
        cited = [rows["policies"] for rows in house.chunks(asked, 3)]
    assert [sorted(row["doc_ids"]) for [row] in cited] == [
        ["d0", "d1"],
        ["d2", "d3"],
        ["d4"],
    ]


def test_decisions_are_met_on_disk_too(results: list[Rows], tmp_path: Path) -> None:
    merged = merge(copied(results))
    one, other, third, fourth = sorted({written(r) for r in merged["drugs"]})[:4]
    offices = [r["name"] for r in merged["entities"] if r["entity_type"] == "agency"]
    firms = [r["name"] for r in merged["entities"] if r["entity_type"] == "company"]
    decisions = ruled(
        f"same,drug,{one},{other}",
        f"different,drug,{third},{fourth}",
        f"same,agency,{offices[0]},{offices[1]}",
        f"same,company,{firms[0]},{firms[1]}",
        "same,drug,没有的片,也没有的片",
    )
    want = merge(copied(results), decisions)
    out = on_disk(results, tmp_path, decisions)
    assert differing(want, out) == []
    codes = [row["code"] for row in want["problems"]]
    assert codes.count("merged_by_decision") == 3
    assert codes.count("kept_apart_by_decision") == 1


def correction(
    results: list[Rows], table: str, column: str, becomes: str
) -> Correction:
    """Put the first cell right that only one row of its document has."""
    key = f"{table.removesuffix('s')}_id"
    row, document = next(
        (row, rows["documents"][0])
        for rows in results
        for row in rows[table]
        if row[column] is not None and row[column] != becomes
    )
    return Correction(
        document["path"], table, column, f"{key}={row[key]}", str(row[column]), becomes,
        "misprint", "zhang", date(2030, 5, 1), "values.csv:2",
    )  # fmt: skip


def test_corrections_are_met_on_disk_too(results: list[Rows], tmp_path: Path) -> None:
    told = [
        correction(results, "drugs", "generic_name", "改正片"),
        correction(results, "events", "description", ""),
        correction(results, "outcomes", "value", "12.5"),
        correction(results, "comparators", "name", "改正对照片"),
        correction(results, "trials", "stage", "上市后"),
    ]
    want = merge(copied(results), told)
    assert differing(want, on_disk(results, tmp_path, told)) == []
    codes = [row["code"] for row in want["problems"]]
    assert codes.count("corrected_by_decision") == len(told)
    assert {"改正片"} <= {row["generic_name"] for row in want["drugs"]}
