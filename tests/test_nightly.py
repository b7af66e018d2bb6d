"""A run as a scheduler sees it: codes, logs, alerts, a bad disk; and docs/nightly.md."""

import errno
import json
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner, Result

import extract.pipeline
from extract.cli import app
from extract.drift import NAMES, THRESHOLDS
from extract.history import read_runs
from extract.logs import FIELDS
from extract.snapshot import current, locked
from extract.trouble import trouble
from tests.running import inline

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "nightly.md").read_text("utf-8")
NOTICE = (
    "示例市医疗保障局关于示例的通知\n示医保发〔2025〕3号\n各有关单位：\n"
    "一、请遵照执行。\n示例市医疗保障局\n2025年6月20日\n"
)


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a notice; documents are read in this process."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.txt").write_text(NOTICE, "utf-8")
    monkeypatch.setattr("extract.engines.local.process", lambda some, *_: inline(some))
    return folder


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def night(raw: Path, *more: object) -> Result:
    return call(raw, "--out", raw.parent / "out", *more)


def events(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


# --- the log


def test_the_log_tells_a_night(raw: Path, tmp_path: Path) -> None:
    (raw / "b.txt").write_text("未知", "utf-8")
    log = tmp_path / "log.jsonl"
    assert night(raw, "--quiet", "--log-json", log).exit_code == 1
    told = events(log)
    assert [each["event"] for each in told] == [
        "run_started", "recalled", "document_done", "document_failed", "merged",
        "checked", "published", "run_ended",
    ]  # fmt: skip
    for each in told:
        assert tuple(each) == ("at", "event", "run_id", *FIELDS[each["event"]])
    assert len({each["run_id"] for each in told}) == 1
    _, recalled, done, failed, merged, checked, published, ended = told
    assert recalled["inputs_read"] == 2
    assert (done["path"], done["status"], done["parser"]) == ("a.txt", "ok", "notice")
    assert (failed["path"], failed["code"]) == ("b.txt", "unknown_document")
    assert (merged["inputs_new"], merged["rows"]["policies"]) == (2, 1)
    assert (checked["broken"], published["snapshot"]) == ([], "1")
    assert (ended["exit_code"], ended["outcome"]) == (1, "published")
    assert ended["inputs_quarantined"] == 1


def test_nights_follow_one_another_in_the_log(raw: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    for _ in range(2):
        assert night(raw, "--quiet", "--log-json", log).exit_code == 0
    assert [each["event"] for each in events(log)[6:]] == [
        "published", "run_ended", "run_started", "recalled", "unchanged", "run_ended",
    ][1:]  # fmt: skip
    assert events(log)[-1]["outcome"] == "unchanged"


def test_a_log_on_standard_output_stands_alone(raw: Path) -> None:
    result = night(raw, "--log-json", "-")
    lines = [json.loads(line)["event"] for line in result.stdout.splitlines()]
    assert (lines[0], lines[-1]) == ("run_started", "run_ended")
    assert result.stderr == ""


def test_a_run_that_never_began_is_logged(raw: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    with locked(tmp_path / "out"):
        assert night(raw, "--log-json", log).exit_code == 4
    [ended] = events(log)
    assert (ended["event"], ended["exit_code"]) == ("run_ended", 4)
    assert (ended["run_id"], ended["outcome"]) == (None, "failed")
    assert f"process {os.getpid()} on" in ended["message"]


def test_a_log_that_can_not_be_opened_is_bad_usage(raw: Path, tmp_path: Path) -> None:
    result = night(raw, "--log-json", tmp_path / "none" / "log")
    assert result.exit_code == 2
    assert "name another file with --log-json" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_log_on_a_full_disk_stops_no_run(
    raw: Path, caplog: pytest.LogCaptureFixture
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    assert night(raw, "--log-json", "/dev/full").exit_code == 0
    assert caplog.messages == ["The JSON log ends here: No space left on device."]
    assert len(read_runs(raw.parent / "out" / ".store")) == 1


# --- on failure


def teller(path: Path) -> str:
    """A command that writes what it was told."""
    code = (
        "import json, os, sys; told = {k: v for k, v in os.environ.items() "
        "if k.startswith('EXTRACT_')}; json.dump(told, open(sys.argv[1], 'w'))"
    )
    return shlex.join([sys.executable, "-c", code, str(path)])


def test_a_command_is_told_of_a_failure(raw: Path, tmp_path: Path) -> None:
    (raw / "b.txt").write_text("未知", "utf-8")
    result = night(raw, "--quiet", "--on-failure", teller(tmp_path / "told"))
    assert (result.exit_code, result.output) == (1, "")
    told = json.loads((tmp_path / "told").read_text())
    assert told["EXTRACT_EXIT_CODE"] == "1"
    assert told["EXTRACT_OUTCOME"] == "published"
    assert told["EXTRACT_OUT"] == str(tmp_path / "out")
    assert told["EXTRACT_INPUTS_QUARANTINED"] == "1"
    assert told["EXTRACT_MESSAGE"] == ""
    assert told["EXTRACT_RUN_ID"]


def test_a_command_is_told_of_wrong_usage(tmp_path: Path) -> None:
    told = tmp_path / "told"
    assert night(tmp_path / "none", "--on-failure", teller(told)).exit_code == 2
    assert "does not exist" in json.loads(told.read_text())["EXTRACT_MESSAGE"]


def test_no_command_is_run_where_all_is_well(raw: Path, tmp_path: Path) -> None:
    assert night(raw, "--on-failure", teller(tmp_path / "told")).exit_code == 0
    assert not (tmp_path / "told").exists()


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        ("false", "has failed itself, with 1"),
        ("/no/such/thing", "can not be run: [Errno 2]"),
        ("'", "can not be run: No closing quotation"),
        ("echo $HOME; rm x", ""),
    ],
)
def test_what_a_command_does_changes_nothing(
    command: str, complaint: str, raw: Path
) -> None:
    """There is no shell: the last one echoes its words."""
    (raw / "a.txt").write_text("未知", "utf-8")
    result = night(raw, "--quiet", "--on-failure", command)
    assert result.exit_code == 1
    assert complaint in result.stderr
    assert bool(complaint) == bool(result.stderr)


# --- the disk


FULL = "out is full; free some space"


@pytest.mark.parametrize(
    ("kind", "told", "said"),
    [
        (OSError, (errno.ENOSPC, "No space left on device"), FULL),
        (OSError, (errno.EDQUOT, "Disk quota exceeded"), FULL),
        (sqlite3.OperationalError, ("database or disk is full",), FULL),
        (duckdb.IOException, ("Could not write: No space left on device",), FULL),
        (OSError, (errno.EROFS, "Read-only file system"), "out can only be read"),
        (OSError, (errno.EIO, "Input/output error"), "out fails; look at its health"),
    ],
)
def test_what_a_disk_does_is_one_sentence(
    kind: type[Exception],
    told: tuple[object, ...],
    said: str,
    raw: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    night(raw)
    before = current(raw.parent / "out")
    (raw / "b.txt").write_text(NOTICE.replace("3号", "4号"), "utf-8")

    def fail(*_: object, **__: object) -> None:
        raise kind(*told)

    with monkeypatch.context() as patch:
        patch.setattr("normalize.warehouse.merge.merge_parts", fail)
        result = night(raw)
    assert result.exit_code == 3
    last = result.stderr.splitlines()[-1]
    assert said in last
    assert last.endswith("The tables published last stay as they are.")
    assert "Traceback" not in result.output
    assert current(raw.parent / "out") == before
    assert [row["outcome"] for row in read_runs(raw.parent / "out" / ".store")] == [
        "published", "failed",
    ]  # fmt: skip
    assert night(raw).exit_code == 0
    assert current(raw.parent / "out").name == "2"


def test_a_folder_that_goes_is_told(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def moved(*_: object) -> None:
        shutil.move(raw.parent / "out", raw.parent / "moved")

    monkeypatch.setattr("extract.store.Store.write", moved)
    result = night(raw)
    assert result.exit_code == 3
    assert "out is gone, or was moved while the run was under way" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_log_of_runs_that_can_not_be_written_stops_nothing(
    raw: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("extract.history._append", full)
    assert night(raw).exit_code == 0
    assert "The run is not in runs.jsonl: No space left on device." in caplog.messages


def test_a_fault_is_no_trouble_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / ".snapshots").mkdir()
    assert trouble(FileNotFoundError(2, "No such file", "a.tsv"), str(tmp_path)) is None
    assert trouble(KeyError("disk is full"), str(tmp_path)) is None


def test_an_error_on_the_way_out_hides_no_full_disk(tmp_path: Path) -> None:
    (tmp_path / ".snapshots").mkdir()
    try:
        try:
            raise OSError(errno.ENOSPC, "No space left on device")
        finally:
            raise RuntimeError("while closing")
    except RuntimeError as error:
        assert "is full" in str(trouble(error, str(tmp_path)))


# --- going back, and options


def test_rollback_and_the_next_run(raw: Path) -> None:
    out = raw.parent / "out"
    night(raw)
    (raw / "a.txt").write_text(NOTICE.replace("3号", "4号"), "utf-8")
    night(raw)
    result = call("rollback", "--out", out)
    assert result.stdout.startswith("Snapshot 1 is read now. The next run publishes")
    assert current(out).name == "1"
    assert call("rollback", "--out", out, "--to", 2).exit_code == 0
    assert current(out).name == "2"
    again = call("rollback", "--out", out, "--to", 9)
    assert again.exit_code == 2
    assert "kept are 1, 2, and 2 is read now" in again.stderr
    call("rollback", "--out", out)
    night(raw)
    assert current(out).name == "3"


def test_rollback_waits_for_no_run(raw: Path) -> None:
    night(raw)
    with locked(raw.parent / "out"):
        assert call("rollback", "--out", raw.parent / "out").exit_code == 4


@pytest.mark.parametrize("command", ["status", "runs", "rollback"])
def test_without_tables_there_is_nothing_to_look_at(
    command: str, tmp_path: Path
) -> None:
    result = call(command, "--out", tmp_path / "none")
    assert result.exit_code == 2
    assert "holds no tables yet" in result.stderr
    assert not (tmp_path / "none").exists()


def test_status_and_runs_after_a_night(raw: Path) -> None:
    night(raw)
    (raw / "b.txt").write_text("未知", "utf-8")
    second = night(raw)
    assert "Newly quarantined: 1" in second.stdout
    status = call("status", "--out", raw.parent / "out").stdout
    assert "snapshot 2 is read now" in status
    assert "  files: 1 new, 0 changed, 0 removed" in status
    listed = call("runs", "--out", raw.parent / "out", "-n", 1).stdout
    assert len(listed.splitlines()) == 3


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ("--accept-drift", "rows"),
            f"There is no threshold rows; there are {NAMES[0]}",
        ),
        (("--address", "10.0.0.1:6379"), "write --engine ray with it"),
        (("--engine", "spark"), "'spark' is not one of"),
    ],
)
def test_wrong_options_are_told(
    options: tuple[str, ...], message: str, raw: Path
) -> None:
    result = night(raw, *options)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_cluster_is_asked_for_by_its_address(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def process(inputs: Any, workers: Any, *_: Any, address: Any) -> Any:
        asked.append((workers, address))
        return inline(inputs)

    monkeypatch.setattr("extract.engines.ray.process", process)
    there = ("--engine", "ray", "--address", "10.0.0.1:6379", "--workers", 3)
    assert night(raw, *there).exit_code == 0
    assert asked == [(3, "10.0.0.1:6379")]


def test_an_address_of_a_store_is_no_folder(
    raw: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = []

    def remotely(run: Callable[[Path], Any], out: str, keep: int) -> Any:
        told.append((out, keep))
        return run(tmp_path / "work")

    monkeypatch.setattr("extract.remote.run_remotely", remotely)
    assert call(raw, "--out", "s3://bucket/tables", "--keep", 5).exit_code == 0
    assert told == [("s3://bucket/tables", 5)]


def test_sigterm_ends_a_run_as_ctrl_c_does(raw: Path) -> None:
    """The conducting process alone is told, as `kill` and `timeout` do it."""
    for i in range(3000):
        (raw / f"{i}.txt").write_text(f"文件 {i}", "utf-8")
    out, log = raw.parent / "out", raw.parent / "log.jsonl"
    more = ["--out", str(out), "--log-json", str(log)]
    command = [sys.executable, "-m", "extract", str(raw), *more]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stderr
        run.stderr.readline()
        run.send_signal(signal.SIGTERM)
        _, stderr = run.communicate(timeout=60)
    assert run.returncode == 130, stderr
    assert not re.search(r"^(\d+)/\1 ", stderr, re.MULTILINE)  # some were left
    assert "Interrupted; the tables published last stay as they are." in stderr
    assert events(log)[-1]["exit_code"] == 130


# --- the page


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


UNITS = ("pharmatables.service", "pharmatables.timer", "pharmatables-alert.service")


def test_the_units_are_sound(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if not verify:
        pytest.skip("systemd-analyze is not installed")
    for name, text in zip(UNITS, blocks("ini"), strict=True):
        # The program itself stands elsewhere here, and there is no such user.
        text = text.replace("/srv/pharmatables/.venv/bin/python", sys.executable)
        (tmp_path / name).write_text(text)
    done = subprocess.run(
        [verify, "verify", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = [line for line in done.stderr.splitlines() if "pharmatables" in line]
    assert (done.returncode, told) == (0, [])


def project(folder: Path) -> Path:
    """A folder as /srv/pharmatables is: the program, documents, and a place for logs."""
    for name in ("extract", "parsers", "normalize"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "logs").mkdir()
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (folder / "data" / "raw").mkdir(parents=True)
    (folder / "data" / "raw" / "a.txt").write_text("未知", "utf-8")
    return folder


def in_shell(line: str, folder: Path) -> int:
    line = line.replace("/srv/pharmatables", str(folder))
    line = line.replace(".venv/bin/python", shlex.quote(sys.executable))
    line = line.replace(str(folder) + "/" + sys.executable, sys.executable)
    return subprocess.run(line, shell=True, cwd=folder, check=False).returncode


def test_the_command_of_the_unit_runs(tmp_path: Path) -> None:
    [line] = re.findall(r"^ExecStart=(.*)", blocks("ini")[0], re.MULTILINE)
    assert in_shell(line, project(tmp_path)) == 1
    assert events(tmp_path / "logs" / "nightly.jsonl")[-1]["exit_code"] == 1
    [line] = re.findall(r"^ExecStart=(.*)", blocks("ini")[2], re.MULTILINE)
    assert in_shell(line, tmp_path) == 0


def test_the_line_for_cron_runs(tmp_path: Path) -> None:
    [table] = blocks("crontab")
    *_, job = table.splitlines()
    *when, user, command = job.split(maxsplit=6)
    assert (when, user) == (["0", "2", "*", "*", "*"], "pharma")
    assert "%" not in command
    assert in_shell(command, project(tmp_path)) == 1
    assert (tmp_path / "logs" / "failed").read_text() == "1\n"


def test_the_page_names_every_threshold_and_limit() -> None:
    for each in THRESHOLDS:
        [line] = [line for line in PAGE.splitlines() if f"| `{each.name}` |" in line]
        assert each.compared in line
        assert f"{each.limit:.0%}".replace("%", " %") in line.rpartition("|")[0]


def test_the_page_names_every_event_and_field() -> None:
    _, _, table = PAGE.partition("| event | fields |")
    known = set(re.findall(r"`(\w+)`", table.partition("\n\n")[0]))
    counted = {"inputs_seen", "inputs_reused", "inputs_read"}
    assert {*FIELDS, *(name for own in FIELDS.values() for name in own)} == (
        known | counted
    )


def test_the_page_says_what_to_do_on_every_code() -> None:
    codes = re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)
    assert codes == ["0", "1", "2", "3", "4", "130"]
    assert extract.pipeline
