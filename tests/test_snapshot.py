"""A reader sees one whole snapshot at any moment, whatever happens to a run."""

import contextlib
import json
import multiprocessing
import os
import shutil
import signal
import threading
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from extract import snapshot
from extract.holder import Locked
from extract.inputs import BadFolder
from extract.snapshot import current, locked, rollback, snapshots
from normalize.rows import Rows, empty_rows
from normalize.schema import arrow_schema
from normalize.tables import TABLE, Drug, Patent
from tests import checking
from tests.checking import publish_rows

FILES = (*(f"{name}.parquet" for name in TABLE), "datapackage.json")
SPAWN = multiprocessing.get_context("spawn")


def tables(mark: str, rows: int = 1) -> Rows:
    """Tables that carry one mark in two places, to see that they fit together."""
    made = empty_rows()
    blank = {cls: dict.fromkeys(arrow_schema(cls).names) for cls in (Drug, Patent)}
    made["drugs"] = [blank[Drug] | {"generic_name": mark} for _ in range(rows)]
    made["patents"] = [blank[Patent] | {"title": mark} for _ in range(rows)]
    return made


def publish_locked(mark: str, out: Path, keep: int = 3) -> Path:
    with locked(out):
        return publish_rows(tables(mark), out, keep)


def marks(out: Path) -> tuple[str, str]:
    """What a reader sees who resolves `current` once."""
    folder = current(out)
    drugs = pq.read_table(folder / "drugs.parquet")["generic_name"]
    patents = pq.read_table(folder / "patents.parquet")["title"]
    return drugs[0].as_py(), patents[0].as_py()


def content(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in FILES}


def test_every_table_is_read_at_its_place(tmp_path: Path) -> None:
    publish_locked("甲", tmp_path / "a" / "tables")
    out = tmp_path / "a" / "tables"
    assert {path.stem for path in out.glob("*.parquet")} == set(TABLE)
    assert pd.read_parquet(out / "drugs.parquet")["generic_name"].tolist() == ["甲"]
    assert pd.read_parquet(out / "events.parquet").empty
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    assert [r["path"] for r in package["resources"]] == [f"{t}.parquet" for t in TABLE]


def test_links_are_relative_so_the_folder_can_be_moved(tmp_path: Path) -> None:
    publish_locked("甲", tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / "there")
    assert marks(tmp_path / "there") == ("甲", "甲")
    assert (tmp_path / "there" / "drugs.parquet").exists()


def test_the_same_tables_are_the_same_bytes(tmp_path: Path) -> None:
    publish_locked("甲", tmp_path / "a")
    publish_locked("乙", tmp_path / "b")
    publish_locked("甲", tmp_path / "b")
    assert content(tmp_path / "a") == content(tmp_path / "b")


def test_the_last_snapshots_are_kept(tmp_path: Path) -> None:
    published = [publish_locked(str(n), tmp_path, keep=3) for n in range(6)]
    kept = sorted((tmp_path / ".snapshots").iterdir())
    assert kept == published[3:]
    assert marks(tmp_path) == ("5", "5")


def test_the_published_snapshot_is_never_removed(tmp_path: Path) -> None:
    for n in range(3):
        publish_locked(str(n), tmp_path, keep=1)
    assert marks(tmp_path) == ("2", "2")


STEPS = {
    "_clear": snapshot, "write": checking, "_describe": snapshot,
    "bring_to_disk": snapshot, "_link": snapshot,
}  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("calls", [0, 1, 5, len(FILES)])
@pytest.mark.parametrize("first", [True, False])
def test_a_run_that_breaks_changes_nothing(
    step: str, calls: int, first: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Break the n-th call of a step; readers see the old tables, the next run heals."""
    if not first:
        publish_locked("旧", tmp_path)
    real, left = getattr(STEPS[step], step), iter(range(calls))

    def breaks(*args: Any, **named: Any) -> Any:
        if next(left, None) is None:
            raise OSError("no space left on device")
        return real(*args, **named)

    with monkeypatch.context() as patch:
        patch.setattr(STEPS[step], step, breaks)
        with contextlib.suppress(OSError):
            publish_locked("新", tmp_path)
    if (tmp_path / "current").exists():
        assert marks(tmp_path) in [("旧", "旧"), ("新", "新")]
    else:
        assert first
        assert not (tmp_path / "drugs.parquet").exists()
    publish_locked("末", tmp_path)
    assert marks(tmp_path) == ("末", "末")
    assert sorted(p.name for p in tmp_path.glob(".*")) == [".lock", ".snapshots"]
    assert all(p.name.isdecimal() for p in (tmp_path / ".snapshots").iterdir())


def killed_while_staging(out: Path) -> None:
    """Publish, and be killed at the tenth table."""
    real, left = checking.write, iter(range(9))

    def kill(*args: Any) -> Any:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args)

    checking.write = kill  # type: ignore[assignment]
    publish_locked("新", out)


def test_a_killed_run_leaves_the_last_snapshot_and_no_lock(tmp_path: Path) -> None:
    publish_locked("旧", tmp_path)
    run = SPAWN.Process(target=killed_while_staging, args=(tmp_path,))
    run.start()
    run.join(60)
    assert run.exitcode == -signal.SIGKILL
    assert marks(tmp_path) == ("旧", "旧")
    publish_locked("新", tmp_path)
    fresh = tmp_path / "fresh"
    publish_locked("新", fresh)
    assert content(tmp_path) == content(fresh)


def test_a_reader_never_sees_two_snapshots_at_once(tmp_path: Path) -> None:
    publish_locked("0", tmp_path)
    seen: list[tuple[str, str]] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.append(marks(tmp_path))
            assert (tmp_path / "drugs.parquet").exists()

    reader = threading.Thread(target=look)
    reader.start()
    for n in range(1, 15):
        publish_locked(str(n), tmp_path, keep=20)
    done.set()
    reader.join()
    assert len(seen) > 1
    assert all(one == other for one, other in seen)
    assert [int(one) for one, _ in seen] == sorted(int(one) for one, _ in seen)


def broken_at(step: str, number: int, out: Path, patch: pytest.MonkeyPatch) -> None:
    """Publish, and break before a step is done for the so-many-th time."""
    real, left = getattr(snapshot, step), iter(range(number))

    def breaks(*args: Any) -> Any:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return real(*args)

    with patch.context() as own, pytest.raises(KeyboardInterrupt):
        own.setattr(snapshot, step, breaks)
        publish_locked("新", out)


def numbers(out: Path) -> list[str]:
    return [path.name for path in snapshots(out)]


def test_a_snapshot_that_nobody_has_read_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has its number, and its run was killed before `current` led there."""
    for mark in ("甲", "乙"):
        publish_locked(mark, tmp_path)
    # One link is of the number that is coming; those to tables are there already.
    broken_at("_link", 1 + len(FILES), tmp_path, monkeypatch)
    assert (tmp_path / ".snapshots" / "3").is_dir()
    assert (numbers(tmp_path), current(tmp_path).name) == (["2", "1"], "2")
    with locked(tmp_path), pytest.raises(BadFolder, match="kept are 1, 2, and 2 is"):
        rollback(tmp_path, 3)
    assert not (tmp_path / ".snapshots" / "3").exists()
    publish_locked("末", tmp_path, keep=3)
    assert (numbers(tmp_path), marks(tmp_path)) == (["3", "2", "1"], ("末", "末"))


def test_a_snapshot_that_was_read_stays_one_whenever_its_run_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for mark in ("甲", "乙"):
        publish_locked(mark, tmp_path)
    broken_at("_settle", 1, tmp_path, monkeypatch)
    assert numbers(tmp_path) == ["3", "2", "1"]
    with locked(tmp_path):
        assert rollback(tmp_path).name == "2"
    assert numbers(tmp_path) == ["3", "2", "1"]
    with locked(tmp_path):
        assert rollback(tmp_path, 3).name == "3"
    assert marks(tmp_path) == ("新", "新")


def test_two_runs_do_not_write_at_once(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(Locked, match="Another run"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


def test_tables_of_somebody_else_are_not_touched(tmp_path: Path) -> None:
    (tmp_path / "sales.parquet").write_bytes(b"theirs")
    with pytest.raises(BadFolder, match=r"holds sales\.parquet"), locked(tmp_path):
        pass
    assert (tmp_path / "sales.parquet").read_bytes() == b"theirs"


@pytest.mark.parametrize("name", ["drugs.parquet", "datapackage.json", "current"])
def test_what_stands_in_the_way_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / name).symlink_to("/elsewhere")
    with pytest.raises(BadFolder, match=name), locked(tmp_path):
        pass


def test_other_files_may_stay(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("ours")
    publish_locked("甲", tmp_path)
    assert (tmp_path / "README.md").read_text() == "ours"


def test_a_file_is_no_folder_for_tables(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    for out in (tmp_path / "out", tmp_path / "out" / "tables"):
        with pytest.raises(BadFolder, match="can not hold the tables"), locked(out):
            pass


def test_a_table_that_is_declared_no_more_goes(tmp_path: Path) -> None:
    publish_locked("甲", tmp_path)
    (tmp_path / "old.parquet").symlink_to("current/old.parquet")
    publish_locked("乙", tmp_path)
    assert not (tmp_path / "old.parquet").is_symlink()


def test_without_a_snapshot_there_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(BadFolder, match="no tables yet"):
        current(tmp_path)


def test_lost_snapshots_are_no_hindrance(tmp_path: Path) -> None:
    publish_locked("甲", tmp_path)
    shutil.rmtree(tmp_path / ".snapshots")
    publish_locked("乙", tmp_path)
    assert marks(tmp_path) == ("乙", "乙")
