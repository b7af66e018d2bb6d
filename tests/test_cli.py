"""The command line: what it answers, and with which exit code."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import extract.pipeline
from extract import version
from extract.cli import app
from extract.holder import Locked
from extract.inputs import BadFolder, Input, find_inputs
from extract.pipeline import CheckFailed
from extract.pipeline import Result as Published
from extract.snapshot import locked
from normalize.rows import Rows, empty_rows
from normalize.schema import described, dictionary
from normalize.tables import TABLE
from tests.checking import staged

ROOT = Path(__file__).resolve().parent.parent
SLOW_TO_IMPORT = {"pandas", "numpy", "pyarrow", "jieba", "rich.table", "pebble"}


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def program(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "extract", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, **options,
    )  # fmt: skip


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder with two documents."""
    (tmp_path / "raw").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "raw" / name).write_text(f"{name} 无人认识的文件", "utf-8")
    return tmp_path / "raw"


def rows_of(one: Input, status: str, severity: str) -> Rows:
    rows = empty_rows()
    rows["documents"] = [{"doc_id": "d", "path": one.relative, "status": status}]
    if severity:
        problem = {"doc_id": "d", "code": "test", "message": "a reason"}
        rows["problems"] = [problem | {"severity": severity}]
    return rows


Stand = Callable[..., None]


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Put a run in place of the pipeline: what it publishes, or what it raises."""

    def put(
        status: str = "ok", severity: str = "", error: BaseException | None = None
    ) -> None:
        def run(
            raw: Path, out: Path, engine: Any, watch: Any, **more: object
        ) -> Published:
            if error:
                raise error
            rows = [rows_of(one, status, severity) for one in find_inputs(raw)]
            with watch(len(rows)) as report:
                for one, row in zip(find_inputs(raw), rows, strict=True):
                    report(one, row)
            out.mkdir(exist_ok=True)
            told = {"outcome": "published", "inputs_read": 1, "inputs_reused": 0}
            told |= {"inputs_quarantined": int(status == "quarantined")}
            return Published(told, staged(rows[0], out))

        monkeypatch.setattr(extract.pipeline, "run", run)

    return put


@pytest.mark.parametrize(
    ("status", "severity", "strict", "code"),
    [
        ("ok", "", False, 0),
        ("ok", "", True, 0),
        ("ok", "info", True, 0),
        ("ok", "warning", False, 0),
        ("ok", "warning", True, 1),
        ("partial", "", False, 0),
        ("partial", "", True, 1),
        ("quarantined", "error", False, 1),
        ("quarantined", "error", True, 1),
        ("duplicate", "", True, 0),
    ],
)
def test_the_exit_code_tells_how_it_went(
    status: str, severity: str, strict: bool, code: int, raw: Path, stand_in: Stand
) -> None:
    stand_in(status, severity)
    result = call(raw, "--out", raw.parent / "out", *["--strict"] * strict)
    assert result.exit_code == code
    assert f"  {status}" in result.stdout


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (BadFolder("It is full."), 2, "It is full.\n"),
        (CheckFailed("drugs: wrong"), 3, "because a check failed:\ndrugs: wrong\n"),
        (Locked("Another run."), 4, "Another run.\n"),
        (KeyboardInterrupt(), 130, "Interrupted; the tables published last stay"),
        (OSError(28, "No space left"), 3, "out is full; free some space, and run"),
        (ValueError("It is odd."), 3, "a fault of this program"),
    ],
)
def test_what_stops_a_run_has_its_code_and_sentence(
    error: BaseException, code: int, message: str, raw: Path, stand_in: Stand
) -> None:
    stand_in(error=error)
    result = call(raw, "--out", raw.parent / "out")
    assert result.exit_code == code
    assert message in result.stderr
    assert result.stdout == ""
    assert ("Traceback" in result.stderr) == (str(error) == "It is odd.")


def test_progress_is_told_on_standard_error(raw: Path, stand_in: Stand) -> None:
    stand_in("ok")
    result = call(raw, "--out", raw.parent / "out")
    assert result.stderr == "1/2 ok a.txt\n2/2 ok b.txt\n"


def test_quiet_is_quiet(raw: Path, stand_in: Stand) -> None:
    stand_in("ok")
    assert call(raw, "--out", raw.parent / "out", "--quiet").output == ""


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing", "does not exist"),
        ("raw/a.txt", "is a file"),
        ("empty", "holds no files"),
    ],
)
def test_a_bad_folder_is_bad_usage(name: str, message: str, raw: Path) -> None:
    (raw.parent / "empty").mkdir()
    result = call(raw.parent / name, "--out", raw.parent / "out")
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (raw.parent / "out").exists()


def test_tables_among_the_documents_are_bad_usage(raw: Path) -> None:
    result = call(raw, "--out", raw / "tables")
    assert result.exit_code == 2
    assert "lies within" in result.stderr


def test_a_bad_decision_is_bad_usage(raw: Path, tmp_path: Path) -> None:
    result = call(raw, "--out", tmp_path / "out", "--decisions", tmp_path / "none")
    assert result.exit_code == 2
    assert "entities.csv: there is no such file" in result.output


def test_foreign_tables_are_bad_usage(raw: Path) -> None:
    out = raw.parent / "out"
    out.mkdir()
    (out / "sales.parquet").write_text("theirs")
    result = call(raw, "--out", out)
    assert result.exit_code == 2
    assert "sales.parquet" in result.stderr


def test_a_second_run_at_once_is_refused(raw: Path) -> None:
    with locked(raw.parent / "out"):
        result = call(raw, "--out", raw.parent / "out")
    assert result.exit_code == 4
    assert (
        f"Another run is writing to {raw.parent / 'out'} (process {os.getpid()} on"
        in (result.stderr)
    )


@pytest.mark.parametrize(
    "arguments", [("--workers", "0", "data"), ("a", "b"), ("--nonsense",), ()]
)
def test_wrong_usage_is_told(arguments: tuple[str, ...]) -> None:
    assert call(*arguments).exit_code == 2


def test_run_may_be_written_or_left_out(
    raw: Path, stand_in: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(raw.parent)
    (raw.parent / "data").mkdir()
    stand_in("ok")
    for arguments in (["run", raw], [raw], ["--quiet", raw], ["--out", "x", raw]):
        assert call(*arguments).exit_code == 0
    assert {path.name for path in raw.parent.iterdir()} == {"raw", "data", "x"}
    assert [path.name for path in Path("data").iterdir()] == ["tables"]


def test_the_version_is_told() -> None:
    assert call("--version").stdout == f"{version.VERSION}\n"


@pytest.mark.parametrize("table", TABLE)
def test_every_table_has_its_schema_told(table: str) -> None:
    plain, markdown = call("schema", table), call("schema", table, "--markdown")
    assert plain.exit_code == markdown.exit_code == 0
    assert markdown.stdout == described(TABLE[table])
    assert plain.stdout.startswith(f"{table} · ")


def test_the_whole_schema_is_told() -> None:
    assert call("schema", "--markdown").stdout == dictionary()
    listed = call("schema").stdout.splitlines()[2:]
    assert [line.split()[0] for line in listed] == list(TABLE)


def test_an_unknown_table_is_bad_usage() -> None:
    result = call("schema", "drug")
    assert result.exit_code == 2
    assert result.stderr.startswith("There is no table drug; there are drugs, trials")


def test_verify_without_tables_is_bad_usage(raw: Path) -> None:
    result = call("verify", raw, "--out", raw.parent / "out")
    assert result.exit_code == 2
    assert "no tables yet" in result.stderr


def test_help_imports_nothing_that_takes_time() -> None:
    code = (
        "import sys; sys.argv = ['extract', '--help']\n"
        "from extract.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert "python -m extract data/raw" in done.stdout
    assert SLOW_TO_IMPORT.isdisjoint(done.stderr.split())


def test_a_run_from_end_to_end(raw: Path) -> None:
    """Two files that no parser knows: set aside, published as such, and proved."""
    out = raw.parent / "out"
    done = program(raw, "--out", out, "--workers", 1)
    assert done.returncode == 1, done.stderr
    assert done.stderr == "1/2 quarantined a.txt\n2/2 quarantined b.txt\n"
    assert "  a.txt  unknown_document: " in done.stdout
    assert done.stdout.endswith(f"The tables are in {out}.\n")
    assert (out / "drugs.parquet").exists()
    proved = program("verify", raw, "--out", out)
    assert (proved.returncode, proved.stdout) == (
        0,
        "0 of 0 quoted cells of 2 documents proved (100 %).\n",
    )


def test_ctrl_c_ends_a_run_at_once(raw: Path) -> None:
    """The whole process group is interrupted, as a terminal does it."""
    for i in range(3000):
        (raw / f"{i}.txt").write_text(f"文件 {i}", "utf-8")
    out = raw.parent / "out"
    # Who was started in the background ignores it, and so would the program.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [sys.executable, "-m", "extract", str(raw), "--out", str(out)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    ) as run:  # fmt: skip
        assert run.stderr
        first = run.stderr.readline()
        os.killpg(run.pid, signal.SIGINT)
        stdout, stderr = run.communicate(timeout=60)
    assert first.startswith("1/3002 ")
    assert run.returncode == 130, stderr
    assert "3002/3002" not in stderr  # it did not wait for those that were left
    assert stderr.splitlines()[-1].startswith("Interrupted; ")
    assert stdout == ""
    assert not (out / "current").exists()
