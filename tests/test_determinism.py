"""The same documents give the same bytes, however they are named, ordered and run."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from extract import store
from extract.storage import snapshots
from normalize.parquet import read_table
from normalize.rows import Row
from normalize.tables import TABLE, DocumentRow
from tests import buckets
from tests.expected import documents
from tests.hashes import OF_THE_RUN, differing, hashes, hashes_of
from tests.nights import Nights, write_corpus

endpoint, keys, s3 = buckets.endpoint, buckets.keys, buckets.s3
ROOT = Path(__file__).resolve().parent.parent
OF_THE_PATH = ("path", "duplicate_of")


class Run(NamedTuple):
    """How one run differs from another: nothing of it may be seen in the tables."""

    workers: int
    seed: str
    locale: str
    zone: str
    renamed: bool = False


RUNS = {
    "plain": Run(1, "0", "C.UTF-8", "UTC"),
    "other": Run(4, "1", "C", "America/St_Johns"),
    "renamed": Run(2, "2", "POSIX", "Pacific/Apia", renamed=True),
}


@pytest.fixture(scope="module")
def outs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The tables of every run."""
    folder = tmp_path_factory.mktemp("runs")
    return {name: published(folder / name, how) for name, how in RUNS.items()}


def published(folder: Path, how: Run) -> Path:
    """Copy all samples into a folder of their own, and publish their tables."""
    raw, out = folder / "raw", folder / "out"
    for path, name in zip(documents(), names(how.renamed), strict=True):
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_bytes(path.read_bytes())
        (raw / name).with_suffix(".copy").write_bytes(path.read_bytes())
    environment = os.environ | {
        "PYTHONHASHSEED": how.seed,
        "LC_ALL": how.locale,
        "TZ": how.zone,
    }
    command = [sys.executable, "-m", "extract", str(raw), "--out", str(out), "--quiet"]
    subprocess.run(
        [*command, "--workers", str(how.workers)], cwd=ROOT, env=environment, check=True
    )
    return out


def names(renamed: bool) -> list[str]:
    """The names of the samples, or others in another order, in other folders."""
    if not renamed:
        return [path.name for path in documents()]
    order = list(range(len(documents())))
    random.Random(3).shuffle(order)
    return [f"文件夹{i % 3}/{i}.bin" for i in order]


@pytest.mark.parametrize("name", [name for name in RUNS if name != "plain"])
@pytest.mark.parametrize("table", [t for t in TABLE if t not in ("documents", "runs")])
def test_tables_are_the_same_to_the_byte(
    table: str, name: str, outs: dict[str, Path]
) -> None:
    assert hashes(outs["plain"])[table] == hashes(outs[name])[table]


def told(out: Path, *without: str) -> list[Row]:
    """The rows of `documents` but for some columns, in the order of the table."""
    return [
        {name: value for name, value in row.items() if name not in without}
        for row in read_table(DocumentRow, out)
    ]


def test_documents_differ_in_columns_of_the_run_only(outs: dict[str, Path]) -> None:
    assert differing(outs["plain"], outs["other"]) == []


def test_renamed_documents_differ_in_their_paths_only(outs: dict[str, Path]) -> None:
    def by_bytes(row: Row) -> tuple[str, str]:
        return row["doc_id"], row["status"]

    without = (*OF_THE_RUN, *OF_THE_PATH)
    plain, renamed = (
        sorted(told(outs[name], *without), key=by_bytes)
        for name in ("plain", "renamed")
    )
    assert plain == renamed


def test_of_two_copies_the_first_path_is_the_document(outs: dict[str, Path]) -> None:
    for out in outs.values():
        rows = read_table(DocumentRow, out)
        paths = [row["path"] for row in rows]
        assert paths == sorted(paths)
        assert [row["duplicate_of"] for row in rows[::2]] == [None] * len(documents())
        assert [row["duplicate_of"] for row in rows[1::2]] == paths[::2]


@pytest.mark.parametrize("size", [1, 4])
def test_the_parts_that_readings_wait_in_are_not_seen(
    size: int, small: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "READINGS", size)
    assert small.differing() == []


def test_the_order_of_reading_is_not_seen(
    small: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last documents were read on the first night, and the first on the last."""
    late = Nights(small.raw.parent / "late")
    late.raw.mkdir(parents=True)
    monkeypatch.setattr(store, "READINGS", 2)
    files = sorted(small.raw.iterdir(), reverse=True)
    for some in (files[:3], files[3:]):
        for path in some:
            shutil.copy(path, late.raw)
        late.night()
    assert differing(small.out, late.out) == []


# --- from the command line, on a cluster and in object storage

ELSEWHERE = {"PYTHONHASHSEED": "3", "LC_ALL": "C", "TZ": "Asia/Kathmandu"}


def program(*arguments: object, cwd: Path, **variables: str) -> None:
    """Call the command line, in another zone and with other hashes."""
    environment = os.environ | ELSEWHERE | {"PYTHONPATH": str(ROOT)} | variables
    command = [sys.executable, "-m", "extract", "--quiet", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    # One document is of no kind that is known, and is set aside.
    assert done.returncode == 1, done.stderr


def test_a_cluster_publishes_the_same(small: Nights, tmp_path: Path) -> None:
    pytest.importorskip(
        "ray.data", reason="Ray is not installed; pip install 'pharmatables[cluster]'"
    )
    arguments = (small.raw, "--out", "out", "--engine", "ray", "--workers", 2)
    program(*arguments, cwd=tmp_path, RAY_ADDRESS="")
    assert differing(small.out, tmp_path / "out") == []


@pytest.mark.filterwarnings("ignore")
def test_object_storage_holds_the_same(s3: Any, small: Nights, tmp_path: Path) -> None:
    for path in small.raw.iterdir():
        buckets.put(s3, **{f"raw/{path.name}": path.read_bytes()})
    out = "s3://bucket/tables"
    program("s3://bucket/raw", "--out", out, "--workers", 4, cwd=tmp_path)
    name = snapshots.pointed(out)
    assert name == "1"
    there = snapshots.download(out, name, tmp_path / "seen")
    assert hashes_of(there) == hashes(small.out)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    """A few documents, read into one part."""
    folder = tmp_path_factory.mktemp("small")
    write_corpus(folder / "raw")
    nights = Nights(folder)
    nights.night()
    return nights
