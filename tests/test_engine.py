"""A document that hangs, crashes or eats memory costs itself and nothing else."""

import multiprocessing
import os
import re
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from extract.engines.local import process
from extract.inputs import Input, find_inputs
from normalize.document import doc_id
from normalize.rows import Rows, empty_rows

MEMORY = 2 << 30
SPAWN = multiprocessing.get_context("spawn")


class Stubborn(Exception):
    """Can be pickled but not unpickled, like the errors of some libraries."""

    def __init__(self, page: int, reason: str) -> None:
        super().__init__(f"page {page}: {reason}")


def read(one: Input) -> Rows:
    """Do what the file says; stands in for the real reader."""
    match one.path.read_text("utf-8"):
        case "hang":
            time.sleep(60)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "vanish":
            os._exit(0)
        case "memory":
            bytearray(MEMORY * 2)
        case "raise":
            raise Stubborn(3, "坏页")
        case "deep":
            read(one)
        case "broken":
            import extract.gone  # type: ignore[import-not-found]  # noqa: F401
        case "slow":
            time.sleep(0.3)
    rows = empty_rows()
    rows["documents"].append({"path": one.relative, "pid": os.getpid()})
    return rows


def inputs(raw: Path, *contents: str) -> list[Input]:
    for i, content in enumerate(contents):
        (raw / f"{i}.txt").write_text(content, "utf-8")
    return find_inputs(raw)


def outcomes(results: list[tuple[Input, Rows]]) -> list[str]:
    return [
        rows["problems"][0]["code"] if rows["problems"] else "ok" for _, rows in results
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_document_costs_only_itself(workers: int, tmp_path: Path) -> None:
    given = inputs(
        tmp_path, "a", "hang", "b", "crash", "memory", "c", "raise", "deep", "d"
    )
    results = list(process(given, workers, timeout=2, memory=MEMORY, read=read))
    assert [one for one, _ in results] == given
    assert outcomes(results) == [
        "ok", "timeout", "ok", "crashed", "out_of_memory",
        "ok", "failed", "failed", "ok",
    ]  # fmt: skip


def test_a_worker_that_ends_quietly_is_noticed(tmp_path: Path) -> None:
    given = inputs(tmp_path, "vanish", "a")
    results = list(process(given, 1, timeout=2, read=read))
    assert outcomes(results) == ["timeout", "ok"]


def test_results_come_in_input_order_whoever_is_first(tmp_path: Path) -> None:
    given = inputs(tmp_path, "slow", "a", "slow", "b", "c")
    results = list(process(given, 2, read=read))
    assert [rows["documents"][0]["path"] for _, rows in results] == [
        "0.txt", "1.txt", "2.txt", "3.txt", "4.txt",
    ]  # fmt: skip


def test_one_worker_is_another_process_too(tmp_path: Path) -> None:
    [(_, rows)] = process(inputs(tmp_path, "a"), 1, read=read)
    assert rows["documents"][0]["pid"] != os.getpid()


def test_a_failure_leaves_the_document_and_the_reason(tmp_path: Path) -> None:
    [(_, rows)] = process(inputs(tmp_path, "raise"), 1, read=read)
    [document], [problem] = rows["documents"], rows["problems"]
    assert document["status"] == "quarantined"
    assert document["path"] == "0.txt"
    assert document["doc_id"] == doc_id(b"raise") == problem["doc_id"]
    assert document["bytes"] == 5
    assert problem["severity"] == "error"
    assert re.fullmatch(
        r"Stubborn at extract\.engines\.local:\d+: page 3: 坏页", problem["message"]
    )


def test_a_broken_program_is_no_fault_of_a_document(tmp_path: Path) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"extract\.gone"):
        list(process(inputs(tmp_path, "a", "broken"), 1, read=read))


def test_the_time_it_took_is_written_down(tmp_path: Path) -> None:
    [(_, rows)] = process(inputs(tmp_path, "slow"), 1, read=read)
    assert 0.3 <= rows["documents"][0]["seconds"] < 10


def test_what_was_refused_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "lost.txt").symlink_to("nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    results = list(process(find_inputs(tmp_path), 1, timeout=5, read=read))
    assert outcomes(results) == ["not_opened", "not_opened"]
    ids = [rows["documents"][0]["doc_id"] for _, rows in results]
    assert len(set(ids)) == 2


def test_a_file_that_goes_away_is_quarantined(tmp_path: Path) -> None:
    given = inputs(tmp_path, "a", "b")
    given[0].path.unlink()
    results = list(process(given, 1, read=read))
    assert outcomes(results) == ["failed", "ok"]


def killed(raw: Path, told: Connection) -> None:
    """Begin a run in which one document hangs, and tell who reads it."""
    for _, rows in process(inputs(raw, "a", "hang"), 1, read=read):
        told.send(rows["documents"][0]["pid"])


def test_a_killed_run_leaves_no_worker(tmp_path: Path) -> None:
    ours, theirs = SPAWN.Pipe()
    run = SPAWN.Process(target=killed, args=(tmp_path, theirs))
    run.start()
    worker = ours.recv()
    run.kill()
    run.join()
    assert _is_gone(worker)


def _is_gone(pid: int) -> bool:
    """Wait up to ten seconds for a process of somebody else to end."""
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.1)
    return False


def test_leaving_early_ends_the_workers(tmp_path: Path) -> None:
    results = process(inputs(tmp_path, "a", "hang", "hang"), 2, read=read)
    _, rows = next(results)
    began = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 20
    with pytest.raises(ProcessLookupError):
        os.kill(rows["documents"][0]["pid"], 0)
