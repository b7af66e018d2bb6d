"""A run that can not tell its end: the next one tells it."""

import json
import logging
import shutil
from pathlib import Path

import pytest

from extract import history, under_way
from extract.history import RunLog, read_runs
from extract.snapshot import current
from normalize.parquet import read_table
from normalize.tables import Run
from tests.nights import Nights, texts


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder after its first night."""
    nights = Nights(tmp_path_factory.mktemp("first"))
    nights.raw.mkdir()
    write(nights, 0)
    nights.night()
    return nights.raw.parent


@pytest.fixture
def nights(first: Path, tmp_path: Path) -> Nights:
    shutil.copytree(first, tmp_path / "copy", symlinks=True)
    return Nights(tmp_path / "copy")


def write(nights: Nights, at: int) -> None:
    (nights.raw / "a.txt").write_text(texts()["news"][at], "utf-8")


def killed(nights: Nights, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a night end at a step of its record, and say nothing."""

    def kill(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(RunLog, step, kill)
        patch.setattr(RunLog, "__exit__", lambda *_: None)
        nights.night()


def test_a_run_that_was_killed_when_it_had_published(
    nights: Nights, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    write(nights, 1)
    killed(nights, "published", monkeypatch)
    assert current(nights.out).name == "2"
    assert len(read_runs(nights.out / ".store")) == 1
    with caplog.at_level(logging.WARNING):
        assert nights.night().run["outcome"] == "unchanged"
    [said] = [each for each in caplog.messages if under_way.BEHIND in each]
    assert said.startswith("The run that began 20")
    first, lost, last = read_runs(nights.out / ".store")
    own = read_table(Run, current(nights.out))[-1]
    assert lost == own | {"message": under_way.BEHIND}
    assert (lost["outcome"], lost["inputs_changed"]) == ("published", 1)
    assert first["run_id"] < lost["run_id"] < last["run_id"]
    caplog.clear()
    nights.night()
    assert len(read_runs(nights.out / ".store")) == 4
    assert caplog.messages == []


@pytest.mark.parametrize("step", ["recalled", "checked"])
def test_a_run_that_was_killed_before_it_published(
    step: str, nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(nights, 1)
    killed(nights, step, monkeypatch)
    result = nights.night()
    first, lost, last = read_table(Run, current(nights.out))
    assert [row["outcome"] for row in (first, lost, last)] == [
        "published", "failed", "published",
    ]  # fmt: skip
    assert lost["message"] == under_way.BEFORE
    assert first["ended_at"] <= lost["started_at"] <= last["started_at"]
    assert (lost["ended_at"], lost["seconds"], lost["inputs_seen"]) == (None,) * 3
    assert lost["versions"] == last["versions"]
    assert last["run_id"] == result.run["run_id"]


def test_a_run_that_was_killed_when_its_line_was_written(nights: Nights) -> None:
    store = nights.out / ".store"
    [row] = read_runs(store)
    under_way.begin({"run_id": row["run_id"], "started_at": "then"}, store)
    nights.night()
    assert len(read_runs(store)) == 2


def test_of_a_note_that_a_power_cut_damaged_nothing_is_known(nights: Nights) -> None:
    store = nights.out / ".store"
    for n, words in enumerate(["", "{", "[]", '{"run_id": "'], 2):
        (store / under_way.FILE).write_text(words)
        nights.night()
        assert len(read_runs(store)) == n
        assert not (store / under_way.FILE).exists()


def test_a_run_whose_line_could_not_be_written_is_told_by_the_next(
    nights: Nights, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(line: str, path: Path) -> None:
        raise OSError(28, "No space left on device")

    write(nights, 1)
    with monkeypatch.context() as patch:
        patch.setattr(history, "_append", full)
        nights.night()
    assert "The run is not in runs.jsonl: No space left on device." in caplog.messages
    nights.night()
    assert [row["outcome"] for row in read_runs(nights.out / ".store")] == [
        "published", "published", "unchanged",
    ]  # fmt: skip


def test_the_note_is_gone_when_the_end_is_told(nights: Nights) -> None:
    store = nights.out / ".store"
    assert not (store / under_way.FILE).exists()
    assert "run_id" in json.loads((store / "runs.jsonl").read_text("utf-8"))
