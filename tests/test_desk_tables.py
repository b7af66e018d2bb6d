"""The tables as data frames: one snapshot, whole, typed, and no way out of it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

import extract
from extract.desk.tables import NotThere, Tables, id_column
from extract.inputs import BadFolder
from extract.snapshot import locked
from normalize.column import columns_of
from normalize.rows import Rows, empty_rows
from normalize.tables import TABLE, Trial
from tests.checking import publish_rows, write

ROOT = Path(__file__).resolve().parent.parent


def published(out: Path, *enrolled: int | None, keep: int = 3) -> Path:
    """A snapshot with a trial for each number of patients."""
    with locked(out):
        return publish_rows(rows(*enrolled), out, keep)


def rows(*enrolled: int | None) -> Rows:
    blank = dict.fromkeys(column.name for column in columns_of(Trial))
    tables = empty_rows()
    tables["trials"] = [
        blank | {"trial_id": f"t{i}", "stage": "上市前", "enrolled": n}
        for i, n in enumerate(enrolled)
    ]
    return tables


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[Tables]:
    published(tmp_path / "out", 86, None)
    with extract.open(tmp_path / "out") as opened:
        yield opened


# --- data frames


def test_every_table_is_an_attribute_that_says_what_it_is() -> None:
    declared = [
        name
        for name, it in vars(Tables).items()
        if hasattr(it, "__get__") and name in TABLE
    ]
    assert declared == list(TABLE)
    assert (
        Tables.trials.__doc__
        == "试验: One row per clinical trial or study that a document reports."
    )


def test_an_empty_table_has_the_columns_and_types_of_a_full_one(tmp_path: Path) -> None:
    published(tmp_path / "full", 86)
    published(tmp_path / "empty")
    with (
        extract.open(tmp_path / "full") as full,
        extract.open(tmp_path / "empty") as empty,
    ):
        assert (len(full.trials), len(empty.trials)) == (1, 0)
        for name, cls in TABLE.items():
            frame = empty.table(name)
            assert list(frame.columns) == [column.name for column in columns_of(cls)]
            assert all(isinstance(kind, pd.ArrowDtype) for kind in frame.dtypes), name
            assert frame.dtypes.equals(full.table(name).dtypes)


def test_what_is_missing_stays_missing(tables: Tables) -> None:
    assert str(tables.trials.dtypes["enrolled"]) == "int64[pyarrow]"
    assert tables.trials["enrolled"].tolist() == [86, pd.NA]
    assert (
        str(tables.documents.dtypes["published_at"])
        == "timestamp[s, tz=Asia/Shanghai][pyarrow]"
    )


def test_a_table_is_read_once(tables: Tables) -> None:
    assert tables.trials is tables.trials is tables.table("trials")


def test_an_unknown_table_names_what_is_like_it(tables: Tables) -> None:
    with pytest.raises(
        NotThere, match=r"There is no table trial; did you mean trials or"
    ):
        tables.table("trial")
    with pytest.raises(AttributeError):
        _ = tables.trial  # type: ignore[attr-defined]


def test_it_says_what_it_holds(tables: Tables, tmp_path: Path) -> None:
    folder = (tmp_path / "out" / ".snapshots" / "1").resolve()
    assert repr(tables) == (
        f"Tables of 1 in {folder}: 0 documents, 0 drugs, 2 trials, 0 policies, 0 events"
    )


@pytest.mark.parametrize("name", TABLE)
def test_the_id_of_a_row_is_one_of_its_columns(name: str) -> None:
    assert id_column(name) in {column.name for column in columns_of(TABLE[name])} | {
        "doc_id"
    }


# --- one snapshot


def test_what_is_open_stays_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out"
    published(out, 1)
    with extract.open(out) as before:
        published(out, 2)
        with extract.open(out) as after:
            assert before.trials["enrolled"].tolist() == [1]
            assert before.sql("SELECT enrolled FROM trials").values.tolist() == [[1]]
            assert after.trials["enrolled"].tolist() == [2]


def test_an_older_snapshot_is_opened_by_its_folder(tmp_path: Path) -> None:
    first = published(tmp_path / "out", 1)
    published(tmp_path / "out", 2)
    with extract.open(first) as tables:
        assert tables.folder == first.resolve()
        assert tables.trials["enrolled"].tolist() == [1]


def test_a_snapshot_that_is_no_longer_kept_says_so(tmp_path: Path) -> None:
    first = published(tmp_path / "out", 1)
    with extract.open(tmp_path / "out") as tables:
        shutil.rmtree(first)
        with pytest.raises(BadFolder, match="open the tables again"):
            _ = tables.trials


@pytest.mark.parametrize(
    "where", ["nothing", "s3://bucket/tables", "gs://bucket/tables"]
)
def test_where_no_tables_are_is_told(where: str, tmp_path: Path) -> None:
    folder = where if "://" in where else tmp_path / where
    with pytest.raises(BadFolder, match="copy it" if "s3:" in where else "no"):
        extract.open(folder)


def test_tables_of_another_version_are_not_guessed_at(tmp_path: Path) -> None:
    snapshot = published(tmp_path / "out", 1)
    path = snapshot / "drugs.parquet"
    pq.write_table(pq.read_table(path).drop(["price"]), path)
    with pytest.raises(
        BadFolder, match=r"drugs.parquet has other columns .* run .* again"
    ):
        extract.open(tmp_path / "out")
    path.unlink()
    with pytest.raises(BadFolder, match=r"has no drugs.parquet"):
        extract.open(tmp_path / "out")


def test_a_link_to_the_tables_is_followed(tmp_path: Path) -> None:
    published(tmp_path / "out", 3)
    (tmp_path / "here").symlink_to(tmp_path / "out")
    with extract.open(str(tmp_path / "here"), raw="data/raw") as tables:
        assert tables.trials["enrolled"].tolist() == [3]
        assert tables.raw == Path("data/raw")


# --- SQL


def test_words_are_never_part_of_the_query(tables: Tables) -> None:
    words = "'; DROP VIEW trials; --"
    found = tables.sql(
        "SELECT ? AS words, count(*) AS n FROM trials WHERE stage <> ?", words, words
    )
    assert found.values.tolist() == [[words, 2]]
    assert len(tables.sql("FROM trials")) == 2


def test_answers_have_arrow_types_also_without_rows(tables: Tables) -> None:
    found = tables.sql("SELECT * FROM drugs WHERE false")
    assert len(found) == 0
    assert found.dtypes.equals(tables.drugs.dtypes)


def test_times_are_of_the_zone_that_the_tables_have(tables: Tables) -> None:
    asked = "SELECT TIMESTAMPTZ '2025-06-20 16:30:00+00' AS at"
    assert tables.rows(asked)[0]["at"].isoformat() == "2025-06-21T00:30:00+08:00"


def test_rows_are_plain_values(tables: Tables) -> None:
    assert tables.rows("SELECT enrolled FROM trials ORDER BY trial_id") == [
        {"enrolled": 86}, {"enrolled": None},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        "COPY trials TO '{file}'",
        "COPY (SELECT 1 AS x) TO '{snapshot}/trials.parquet'",
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_parquet('{snapshot}/trials.parquet')",
        "SELECT * FROM '{file}'",
        "ATTACH '{file}.db'",
        "EXPORT DATABASE '{file}'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SELECT * FROM here",
        "SELECT getenv('HOME')",
    ],
)
def test_a_query_reads_the_tables_and_nothing_else(
    query: str, tables: Tables, tmp_path: Path
) -> None:
    here = pd.DataFrame({"secret": [1]})
    (tmp_path / "a.csv").write_text("secret\n1\n", "utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(duckdb.Error):
        tables.sql(query.format(file=tmp_path / "a.csv", snapshot=tables.folder))
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert before == after
    assert len(here) == 1


def test_a_statement_without_an_answer_gives_no_rows(tables: Tables) -> None:
    assert len(tables.sql("")) == 0
    tables.sql("CREATE TEMP TABLE mine AS SELECT 7 AS seven")
    assert tables.sql("FROM mine")["seven"].tolist() == [7]


def test_several_threads_ask_at_once(tables: Tables) -> None:
    with ThreadPoolExecutor(8) as pool:
        asked = [
            pool.submit(tables.rows, "SELECT ? AS n FROM trials LIMIT 1", n)
            for n in range(40)
        ]
    assert [each.result()[0]["n"] for each in asked] == list(range(40))


def test_closed_tables_answer_no_more(tmp_path: Path) -> None:
    published(tmp_path / "out", 1)
    tables = extract.open(tmp_path / "out")
    tables.close()
    with pytest.raises(duckdb.Error):
        tables.sql("FROM trials")


# --- the package


def test_to_import_the_package_takes_no_time() -> None:
    code = "import extract, sys; print(*sys.modules); extract.open"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert {"pandas", "pyarrow", "duckdb", "numpy", "extract.desk"}.isdisjoint(
        done.stdout.split()
    )


def test_other_rows_written_into_a_snapshot_are_read_as_they_are(
    tmp_path: Path,
) -> None:
    snapshot = published(tmp_path / "out")
    write("trials", rows(5)["trials"], snapshot)
    with extract.open(snapshot) as tables:
        assert tables.trials["enrolled"].tolist() == [5]
