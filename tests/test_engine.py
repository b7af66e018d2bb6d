"""A document that hangs, crashes or eats memory costs itself and nothing else."""

import multiprocessing
import os
import re
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from extract.engines import lane, local
from extract.engines.attempt import Failure
from extract.engines.limits import GROWN, LARGEST
from extract.engines.local import process
from extract.inputs import Input, find_inputs
from extract.storage.objects import Stamp
from normalize.document import doc_id
from normalize.rows import Rows, empty_rows

MEMORY = 2 << 30
SPAWN = multiprocessing.get_context("spawn")


HELD: list[bytes] = []


class Stubborn(Exception):
    """Can be pickled but not unpickled, like the errors of some libraries."""

    def __init__(self, page: int, reason: str) -> None:
        super().__init__(f"page {page}: {reason}")


def read(one: Input) -> Rows:
    """Do what the file says; stands in for the real reader."""
    assert isinstance(one.path, Path)
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
        case "large":
            HELD.append(b"x" * (GROWN + (1 << 27)))  # Zeros take none.
        case "lost":
            raise FileNotFoundError(one.relative)
        case once if once.startswith("once "):
            first_time(one.path, once.removeprefix("once "))
    rows = empty_rows()
    document = {"doc_id": "0" * 16, "path": one.relative, "pid": os.getpid()}
    rows["documents"].append(document)
    return rows


def first_time(path: Path, fault: str) -> None:
    """Fail in some way, and let the next reading of the file succeed."""
    path.write_text("a", "utf-8")
    match fault:
        case "hang":
            time.sleep(60)
        case "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        case "memory":
            bytearray(MEMORY * 2)


def inputs(raw: Path, *contents: str) -> list[Input]:
    for i, content in enumerate(contents):
        (raw / f"{i:02}.txt").write_text(content, "utf-8")
    return list(find_inputs(raw))


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
        "00.txt", "01.txt", "02.txt", "03.txt", "04.txt",
    ]  # fmt: skip


def test_one_worker_is_another_process_too(tmp_path: Path) -> None:
    [(_, rows)] = process(inputs(tmp_path, "a"), 1, read=read)
    assert rows["documents"][0]["pid"] != os.getpid()


def test_a_failure_leaves_the_document_and_the_reason(tmp_path: Path) -> None:
    [(_, rows)] = process(inputs(tmp_path, "raise"), 1, read=read)
    [document], [problem] = rows["documents"], rows["problems"]
    assert document["status"] == "quarantined"
    assert document["path"] == "00.txt"
    assert document["doc_id"] == doc_id(b"raise") == problem["doc_id"]
    assert document["bytes"] == 5
    assert problem["severity"] == "error"
    assert re.fullmatch(
        r"Stubborn at extract\.engines\.attempt:\d+: page 3: 坏页", problem["message"]
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
    (tmp_path / given[0].relative).unlink()
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


# --- once more, alone


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("hang", "The document took longer than 2 s."),
        ("crash", "The reader crashed (exit code -9)."),
        ("memory", "The document needs more memory than allowed."),
    ],
)
def test_what_fails_once_is_read_and_says_so(
    fault: str, said: str, tmp_path: Path
) -> None:
    given = inputs(tmp_path, "slow", f"once {fault}", "b", "slow", "c")
    results = list(process(given, 2, timeout=2, memory=MEMORY, read=read))
    assert [rows["documents"][0]["path"] for _, rows in results] == [
        one.relative for one in given
    ]
    assert outcomes(results) == ["ok", "retried", "ok", "ok", "ok"]
    [problem] = results[1][1]["problems"]
    assert problem["severity"] == "info"
    assert problem["message"] == f"The first time: {said} It was read again, alone."


def test_what_fails_twice_says_that_it_was_read_twice(tmp_path: Path) -> None:
    [(_, rows)] = process(inputs(tmp_path, "crash"), 1, read=read)
    [document], [problem] = rows["documents"], rows["problems"]
    assert (document["status"], document["doc_id"]) == ("quarantined", doc_id(b"crash"))
    assert (document["bytes"], problem["severity"]) == (5, "error")
    assert problem["message"] == (
        "The reader crashed (exit code -11). It was read twice, the second time alone."
    )


def test_both_faults_are_told_where_they_differ(tmp_path: Path) -> None:
    [one] = inputs(tmp_path, "memory")
    failures = Failure("crashed", "A."), Failure("timeout", "B.")
    line = local.Line(1, local.Reading(read, 2, MEMORY))
    try:
        rows = local._given_up(line._lanes[0], one, *failures)
    finally:
        line.end()
    assert rows["problems"][0]["code"] == "timeout"
    assert rows["problems"][0]["message"] == (
        "B. It was read twice, the second time alone. The first time: A."
    )


def alone(one: Input) -> Rows:
    """Tell when a document was read, in a file beside the folder."""
    assert isinstance(one.path, Path)
    log = one.path.parent.parent / "log"
    began = time.monotonic()
    try:
        return read(one)
    finally:
        with log.open("a") as file:
            file.write(f"{one.relative} {began} {time.monotonic()}\n")


def test_the_second_time_nothing_else_is_read(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    given = inputs(raw, "slow", "once memory", *["slow"] * 12)
    results = list(process(given, 2, timeout=9, memory=MEMORY, read=alone))
    assert outcomes(results) == ["ok", "retried", *["ok"] * 12]
    times = [line.split() for line in (tmp_path / "log").read_text().splitlines()]
    second = [entry for entry in times if entry[0] == "01.txt"][1]
    others = [entry for entry in times if entry[0] != "01.txt"]
    assert all(
        float(began) > float(second[2]) or float(ended) < float(second[1])
        for _, began, ended in others
    )


def test_many_that_crash_cost_only_themselves(tmp_path: Path) -> None:
    given = inputs(tmp_path, *["crash", "a", "crash"] * 3)
    results = list(process(given, 2, timeout=5, read=read))
    assert outcomes(results) == ["crashed", "ok", "crashed"] * 3


# --- any number of them


def test_inputs_are_taken_as_they_are_needed(tmp_path: Path) -> None:
    [one] = inputs(tmp_path, "a")
    taken = 0

    def endless() -> Iterator[Input]:
        nonlocal taken
        while True:
            taken += 1
            yield one

    results = process(endless(), 2, read=read)
    ahead = 2 * local.AHEAD
    for i in range(3 * ahead):
        next(results)
        assert taken <= i + 1 + ahead
    results.close()  # type: ignore[attr-defined]


def test_few_heavy_documents_are_under_way_at_once(tmp_path: Path) -> None:
    [one] = inputs(tmp_path, "a")
    heavy = one._replace(stamp=Stamp(local.HEAVY, 0))
    line = local.Line(2, local.Reading(read, 60, MEMORY))
    try:
        while not line.is_full:
            line.join(heavy)
        assert len(line.jobs) == 2 * local.LEAST
    finally:
        line.end()


def test_no_input_starts_no_worker(tmp_path: Path) -> None:
    assert list(process(iter(()), 2, read=read)) == []


def test_workers_retire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "RETIRED", 5)
    results = list(process(inputs(tmp_path, *["a"] * 23), 1, read=read))
    pids = [rows["documents"][0]["pid"] for _, rows in results]
    assert len(set(pids)) == 5
    assert pids == sorted(pids, key=pids.index)


def test_a_worker_that_holds_too_much_goes(tmp_path: Path) -> None:
    given = inputs(tmp_path, "a", "large", *["slow"] * 6)
    results = list(process(given, 1, read=read))
    assert outcomes(results) == ["ok"] * 8
    pids = [rows["documents"][0]["pid"] for _, rows in results]
    assert pids[0] == pids[1] != pids[-1]


def test_what_a_worker_holds_is_not_taken_from_a_document(tmp_path: Path) -> None:
    given = inputs(tmp_path, *["large"] * 3)
    results = list(process(given, 1, memory=MEMORY, read=read))
    assert outcomes(results) == ["ok"] * 3


# --- files that change


def test_a_file_too_large_for_any_reader_is_not_read(tmp_path: Path) -> None:
    [one] = inputs(tmp_path, "a")
    os.truncate(tmp_path / one.relative, LARGEST + 1)
    [(_, rows)] = process([one], 1, read=read)
    [document], [problem] = rows["documents"], rows["problems"]
    assert (document["status"], document["bytes"]) == ("quarantined", LARGEST + 1)
    assert problem["code"] == "too_large"


def test_what_takes_the_place_of_a_file_is_not_opened(tmp_path: Path) -> None:
    given = inputs(tmp_path, "a", "b", "c")
    for one in given[:2]:
        (tmp_path / one.relative).unlink()
    os.mkfifo(tmp_path / given[0].relative)
    (tmp_path / given[1].relative).mkdir()
    results = list(process(given, 1, timeout=5, read=read))
    assert outcomes(results) == ["not_opened", "not_opened", "ok"]


def test_a_folder_that_vanishes_costs_its_files(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    given = inputs(tmp_path / "a", "slow", *["a"] * 20)
    results = process(given, 1)
    shutil.rmtree(tmp_path / "a")
    codes = [rows["problems"][0]["code"] for _, rows in results]
    assert codes == ["not_opened"] * 21


def test_a_file_that_grows_and_shrinks_has_one_row(tmp_path: Path) -> None:
    given = inputs(tmp_path, *["药品获批。" * 10_000] * 4)
    ended = threading.Event()

    def change() -> None:
        while not ended.is_set():
            for one in given:
                with Path(tmp_path, one.relative).open("a", encoding="utf-8") as file:
                    file.write("药品获批。")
                os.truncate(tmp_path / one.relative, 9_000)

    changing = threading.Thread(target=change)
    changing.start()
    try:
        results = list(process(given, 2))
    finally:
        ended.set()
        changing.join()
    assert [one for one, _ in results] == given
    assert all(len(rows["documents"]) == 1 for _, rows in results)
