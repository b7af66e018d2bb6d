"""`kill -9` at any moment: readers see a whole snapshot, and the next run goes on."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.history import read_runs
from extract.inputs import find_inputs
from extract.snapshot import current_or_none
from extract.store import Store
from extract.under_way import BEFORE
from normalize.checks import check
from normalize.parquet import read_table
from normalize.tables import TABLE
from tests.hashes import differing
from tests.nights import Nights, texts, write_corpus

ROOT = Path(__file__).resolve().parent.parent
AT_RANDOM = 16
AT_STEPS = [
    ("rename", 1), ("rename", 2), ("replace", 1), ("mkdir", 4),
    ("commit", 1), ("commit", 2), ("commit", 3), ("fsync", 2), ("fsync", 30),
    ("fsync", 10), ("fsync", 45), ("remove", 2),
]  # fmt: skip


class Killer:
    """A folder whose runs are killed; see `tests.killing`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.raw, self.out = folder, folder / "raw", folder / "out"
        self.log = folder / "read.txt"
        self.log.touch()
        self.edits = 0
        self.checked: Path | None = None
        folders = map(str, (self.raw, self.out, self.log))
        command = [sys.executable, "-m", "tests.killing", *folders]
        self.runs = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, how: str) -> str:
        """Let a run end in a way; nothing that was entered before is read again."""
        known, at = self.entered(), len(self.read())
        told = self._ask(how)
        again = self.read()[at:]
        assert known.isdisjoint(again), how
        assert len(set(again)) == len(again), how
        self.look()
        return told

    def timed(self, how: str) -> float:
        """Let a run end in a way, and return the seconds that it took."""
        began = time.monotonic()
        self._ask(how)
        return time.monotonic() - began

    def _ask(self, how: str) -> str:
        stdin, stdout = self.runs.stdin, self.runs.stdout
        assert stdin
        assert stdout
        stdin.write(f"{how}\n")
        stdin.flush()
        return str(stdout.readline().strip())

    def read(self) -> list[str]:
        return self.log.read_text().split("\n")[:-1]

    def entered(self) -> set[str]:
        """The files whose readings the index has, of the bytes that they have now."""
        index = self.out / ".store" / "index.sqlite"
        if not index.exists():
            return set()
        with Store(self.out / ".store") as store:
            known = list(store.recall(find_inputs(self.raw)))
        return {each.one.relative for each in known if each.live}

    def look(self) -> None:
        """A reader finds no tables, or all of them, whole."""
        folder = current_or_none(self.out)
        if folder is None:
            assert not (self.out / "drugs.parquet").exists()
        elif folder != self.checked:
            n_inputs = read_table(TABLE["runs"], folder)[-1]["inputs_seen"]
            assert check(folder, n_inputs) == []
            self.checked = folder

    def edit(self) -> None:
        """Change two documents, so that there is something to do."""
        for name, kind in (("news0.txt", "news"), ("notice1.txt", "notice")):
            self.edits += 1
            text = texts()[kind][self.edits % 8]
            (self.raw / name).write_text(f"{text}第{self.edits}版\n", "utf-8")

    def end(self) -> None:
        assert self.runs.stdin
        assert self.runs.stdout
        self.runs.stdin.close()
        self.runs.stdout.close()
        self.runs.wait()


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killer]:
    folder = tmp_path_factory.mktemp("killed")
    write_corpus(folder / "raw")
    killer = Killer(folder)
    yield killer
    killer.end()


def test_a_run_may_be_killed_at_any_moment(killer: Killer) -> None:
    """Each time there is something to do, and what it takes is known from the last."""
    chance = random.Random(9)
    took = killer.timed("never")
    shutil.rmtree(killer.out)
    killer.checked = None
    killed = 0
    for _ in range(2 * AT_RANDOM):
        if killed == AT_RANDOM:
            break
        moment = took * chance.random()
        told = killer.run(f"after {moment:.3f}")
        assert told in ("killed", "ended")
        killed += told == "killed"
        if told == "ended":
            took = min(took, moment)
            killer.edit()
    assert killed == AT_RANDOM
    healed(killer)


def test_a_run_may_be_killed_after_any_step(killer: Killer) -> None:
    killed = 0
    for step, number in AT_STEPS:
        killer.edit()
        told = killer.run(f"at {step} {number}")
        assert told in ("killed", "ended"), step
        killed += told == "killed"
    assert killed >= len(AT_STEPS) - 2
    healed(killer)


def healed(killer: Killer) -> None:
    """The next run publishes what a run in a fresh folder does, and leaves nothing."""
    assert killer.run("never") == "ended"
    fresh = Nights(killer.folder)
    fresh.out = killer.folder / "fresh"
    shutil.rmtree(fresh.out, ignore_errors=True)
    fresh.night()
    assert differing(killer.out, fresh.out) == []
    store = killer.out / ".store"
    assert {path.name for path in store.iterdir()} <= {
        "index.sqlite", "parts", "runs.jsonl",
    }  # fmt: skip
    assert all(path.name.isdecimal() for path in (store / "parts").iterdir())
    with sqlite3.connect(store / "index.sqlite") as index:
        parts = {str(part) for (part,) in index.execute("SELECT part FROM parts")}
    index.close()
    assert parts == {path.name for path in (store / "parts").iterdir()}
    killer.run("never")
    runs = read_runs(store)
    assert runs[-1]["outcome"] == "unchanged"
    assert len({row["run_id"] for row in runs}) == len(runs)
    assert any(row["message"] == BEFORE for row in runs)


# --- with workers


def processes_of(group: int) -> list[int]:
    """The processes of a session that are alive."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = path.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue  # It has just ended.
        if int(session) == group and state != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_workers_do_not_outlive_their_run(tmp_path: Path) -> None:
    """Only the process that conducts is killed: its workers see to themselves."""
    write_corpus(tmp_path / "raw")
    for at, text in enumerate(texts()["news"]):
        (tmp_path / "raw" / f"more{at}.txt").write_text(text, "utf-8")
    command = [sys.executable, "-m", "extract", "raw", "--out", "out", "--workers", "2"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.Popen(
        command, cwd=tmp_path, env=environment, start_new_session=True,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert run.stderr
    assert run.stderr.readline().startswith("1/")
    assert len(processes_of(run.pid)) > 1
    run.kill()
    run.wait()
    run.stderr.close()
    until = time.monotonic() + 20
    while processes_of(run.pid) and time.monotonic() < until:
        time.sleep(0.05)
    left = processes_of(run.pid)
    for process in left:
        os.kill(process, signal.SIGKILL)
    assert left == []
    assert current_or_none(tmp_path / "out") is None
    nights = Nights(tmp_path)
    nights.night()
    assert nights.differing() == []


# --- the record of runs


def test_a_record_cut_in_the_middle_loses_that_line_only(tmp_path: Path) -> None:
    """Also where the cut is within a character, and whatever is written after it."""
    write_corpus(tmp_path / "raw")
    nights = Nights(tmp_path)
    nights.night()
    nights.night()
    record = tmp_path / "out" / ".store" / "runs.jsonl"
    whole = record.read_bytes()
    first = whole.splitlines(keepends=True)[0]
    line = json.loads(first) | {"message": "甲"}
    cut = json.dumps(line, ensure_ascii=False).encode()
    record.write_bytes(first + cut[: cut.index("甲".encode()) + 1])
    assert nights.night().run["outcome"] == "unchanged"
    runs = read_runs(record.parent)
    assert [row["outcome"] for row in runs] == ["published", "unchanged"]
    (nights.raw / "news0.txt").unlink()
    nights.night()
    assert len(read_runs(record.parent)) == 3
