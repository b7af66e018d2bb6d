"""Runs into an object store: the bytes of a folder, one run at a time, killed or not."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extract import remote
from extract.cli import app
from extract.holder import Locked
from extract.inputs import BadFolder, Input
from extract.made_of import MadeOf, read_made_of
from extract.pipeline import Result, run
from extract.remote import roll_back, run_remotely, standing, work_folder
from extract.snapshot import current_or_none, locked, new_stage, publish
from extract.storage import snapshots
from extract.storage.lock import Lease, held
from normalize.rows import Rows
from normalize.tables import TABLE
from tests import buckets
from tests.buckets import keys_of
from tests.hashes import differing, hashes, hashes_of
from tests.nights import Nights, reading, write_corpus

# The server warns in words of its own; what is tested is what we ask of it.
pytestmark = pytest.mark.filterwarnings("ignore")
endpoint, keys, s3 = buckets.endpoint, buckets.keys, buckets.s3
RAW, OUT = "s3://bucket/raw", "s3://bucket/tables"
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    """Documents in a folder, and their tables in another."""
    folder = tmp_path_factory.mktemp("here")
    write_corpus(folder / "raw")
    nights = Nights(folder)
    nights.night()
    return nights


@pytest.fixture
def store(s3: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A bucket, and a folder to work in."""
    monkeypatch.setattr(remote, "WORK", tmp_path / "work")
    return s3


@pytest.fixture
def there(store: Any, here: Nights) -> Any:
    """The same documents in a bucket."""
    for path in here.raw.iterdir():
        body = path.read_bytes()
        store.put_object(Bucket="bucket", Key=f"raw/{path.name}", Body=body)
    return store


def engine(inputs: Iterable[Input]) -> Iterator[tuple[Input, Rows]]:
    return ((one, reading(one)) for one in inputs)


def pipeline(raw: str | Path) -> Callable[[Path], Result]:
    quiet = nullcontext(lambda one, rows: None)
    return partial(run, raw, engine=engine, watch=lambda total: quiet)


def made(words: str) -> Callable[[Path], Result]:
    """Stand in for the pipeline: one table, of some words."""

    def run(folder: Path) -> Result:
        with locked(folder):
            last = current_or_none(folder)
            if last and read_made_of(last).digest == words:
                return Result({"outcome": "unchanged"}, last)
            staged = new_stage(folder)
            (staged / "drugs.parquet").write_text(words)
            MadeOf(words).write(staged)
            return Result({"outcome": "published"}, publish(staged, folder))

    return run


def seen(out: str, folder: Path) -> Path:
    """The snapshot that readers of a store see, brought here."""
    name = snapshots.pointed(out)
    assert name
    return snapshots.download(out, name, folder / f"seen{len(list(folder.iterdir()))}")


def words(folder: Path) -> str:
    """What readers see of what was `made`."""
    return (seen(OUT, folder) / "drugs.parquet").read_text()


def test_from_a_store_into_a_folder(there: Any, here: Nights, tmp_path: Path) -> None:
    result = pipeline(RAW)(tmp_path / "out")
    assert result.run["inputs_seen"] == 10  # Two of them in an archive.
    assert differing(tmp_path / "out", here.out) == []


def test_from_a_folder_into_a_store(store: Any, here: Nights, tmp_path: Path) -> None:
    run_remotely(pipeline(here.raw), OUT)
    assert snapshots.pointed(OUT) == "1"
    assert hashes_of(seen(OUT, tmp_path)) == hashes(here.out)


def test_from_a_store_into_a_store(there: Any, here: Nights, tmp_path: Path) -> None:
    """Nothing is uploaded again where nothing is new, also by another machine."""
    first = run_remotely(pipeline(RAW), f"{OUT}/")
    assert hashes_of(seen(OUT, tmp_path)) == hashes(here.out)
    uploaded = set(keys_of(there))
    assert {f"tables/.snapshots/1/{name}.parquet" for name in TABLE} <= uploaded
    assert not {"tables/.lock", "tables/.snapshots/coming"} & uploaded
    again = run_remotely(pipeline(RAW), OUT)
    assert (first.run["outcome"], again.run["outcome"]) == ("published", "unchanged")
    told = call("status", "--out", OUT).stdout
    assert told.startswith(f"{OUT}: snapshot 1 is read there now. Kept are 1.\n")
    assert "No run is under way." in told
    assert "published" in call("runs", "--out", OUT).stdout
    work_folder(OUT).rename(tmp_path / "another machine's")
    assert run_remotely(pipeline(RAW), OUT).run["outcome"] == "published"
    assert set(keys_of(there)) == uploaded


def test_a_change_is_a_snapshot_more_and_old_ones_go(
    store: Any, tmp_path: Path
) -> None:
    for each in "abc":
        run_remotely(made(each), OUT, keep=2)
    assert (snapshots.pointed(OUT), snapshots.names(OUT)) == ("3", ["3", "2"])
    assert words(tmp_path) == "c"


def never(folder: Path) -> Result:
    raise AssertionError(folder)


def test_while_another_run_holds_the_store_nothing_is_read(store: Any) -> None:
    with held(OUT), pytest.raises(Locked, match="Another run is writing to s3://"):
        run_remotely(never, OUT)
    assert snapshots.pointed(OUT) is None


def test_a_run_that_fails_gives_the_lock_back(store: Any) -> None:
    with pytest.raises(AssertionError):
        run_remotely(never, OUT)
    assert "tables/.lock" not in keys_of(store)


def test_a_run_whose_lock_was_taken_over_publishes_nothing(
    store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken_over(_: Lease) -> None:
        raise Locked("Another run has taken over.")

    with monkeypatch.context() as patch, pytest.raises(Locked):
        patch.setattr(Lease, "confirm", taken_over)
        run_remotely(made("a"), OUT)
    assert snapshots.pointed(OUT) is None
    run_remotely(made("a"), OUT)
    assert (snapshots.pointed(OUT), snapshots.names(OUT)) == ("1", ["1"])


class Killed(BaseException):
    """Stands for a kill: nothing of the run is tidied up, but for its lock."""


@pytest.mark.parametrize(
    ("step", "number", "is_new"),
    [
        ("settle", 0, False),
        ("_write", 0, False),
        ("upload", 0, False),
        ("copy_files", 0, False),
        ("point", 0, False),
        ("_write", 1, False),
        ("settle", 1, True),
    ],
)
def test_a_run_that_is_killed_goes_on_the_next_night(
    step: str,
    number: int,
    is_new: bool,
    store: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Killed before a step is done for the so-many-th time."""
    run_remotely(made("old"), OUT)
    real, left = getattr(snapshots, step), iter(range(number))

    def killed(*args: Any, **named: Any) -> Any:
        if next(left, None) is None:
            raise Killed
        return real(*args, **named)

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(snapshots, step, killed)
        run_remotely(made("new"), OUT)
    assert words(tmp_path) == ("new" if is_new else "old")
    assert len(snapshots.kept(OUT)) == 1 + is_new
    run_remotely(made("new"), OUT)
    assert words(tmp_path) == "new"
    assert (snapshots.pointed(OUT), snapshots.names(OUT)) == ("2", ["2", "1"])
    assert "tables/.snapshots/coming" not in keys_of(store)


KILLED = """
import os, signal, sys
from pathlib import Path
from extract import remote
from extract.cli import main
from extract.storage import snapshots
remote.WORK = Path(sys.argv.pop())
def half(source, target, *stores, **more):
    from pyarrow.fs import copy_files
    for path in sorted(Path(source).iterdir())[:5]:
        copy_files(str(path), f"{target}/{path.name}", *stores)
    os.kill(os.getpid(), signal.SIGKILL)
snapshots.copy_files = half
if __name__ == "__main__":
    main()
"""


def test_kill_9_in_the_middle_of_the_upload(
    there: Any, here: Nights, tmp_path: Path
) -> None:
    """It could not give its lock back: the next run says so, until that is deleted."""
    (tmp_path / "killed.py").write_text(KILLED)
    command = [sys.executable, "killed.py", "--quiet", RAW, "--out", OUT]
    done = subprocess.run(
        [*command, str(remote.WORK)], cwd=tmp_path, timeout=120, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    left = [key for key in keys_of(there) if key.startswith("tables/")]
    assert {"tables/.lock", "tables/.snapshots/coming"} < set(left)
    assert len([key for key in left if "/1/" in key]) == 5
    assert (snapshots.pointed(OUT), snapshots.kept(OUT)) == (None, [])
    with pytest.raises(Locked, match=f"delete {OUT}/.lock"):
        run_remotely(never, OUT)
    there.delete_object(Bucket="bucket", Key="tables/.lock")
    result = run_remotely(pipeline(RAW), OUT)
    assert result.run["outcome"] == "unchanged"  # The tables had been made here.
    assert hashes_of(seen(OUT, tmp_path)) == hashes(here.out)


# --- going back


def call(*arguments: str) -> Any:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def three(store: Any) -> None:
    """A store with three snapshots."""
    for each in "abc":
        run_remotely(made(each), OUT)


def test_readers_of_a_store_see_an_older_snapshot_again(
    three: None, tmp_path: Path
) -> None:
    done = call("rollback", "--out", OUT)
    assert done.exit_code == 0
    assert done.stdout.startswith("Snapshot 2 is read now.")
    assert words(tmp_path) == "b"
    assert call("rollback", "--out", OUT, "--to", "3").exit_code == 0
    assert words(tmp_path) == "c"
    assert (roll_back(OUT), roll_back(OUT)) == ("2", "1")
    assert snapshots.names(OUT) == ["3", "2", "1"]
    refused = call("rollback", "--out", OUT)
    assert refused.exit_code == 2
    assert refused.stderr == (
        f"{OUT} has no such snapshot to go back to; kept are 1, 2, 3, and 1 is read "
        "now.\n"
    )
    assert run_remotely(made("c"), OUT).run["outcome"] == "unchanged"
    assert (snapshots.pointed(OUT), words(tmp_path)) == ("4", "c")


@pytest.mark.parametrize("number", [3, 7])
def test_there_is_no_going_back_to_now_or_nowhere(number: int, three: None) -> None:
    with pytest.raises(BadFolder, match="no such snapshot"):
        roll_back(OUT, number)
    assert snapshots.pointed(OUT) == "3"


def test_a_snapshot_that_nobody_read_is_not_gone_back_to(
    three: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(snapshots, "point", killed)
        run_remotely(made("d"), OUT)
    assert snapshots.names(OUT) == ["4", "3", "2", "1"]
    assert standing(OUT).endswith("Kept are 3, 2, 1.")
    with pytest.raises(BadFolder, match="kept are 1, 2, 3, and 3 is read now"):
        roll_back(OUT, 4)
    assert snapshots.names(OUT) == ["3", "2", "1"]


def test_during_a_run_nobody_goes_back(three: None) -> None:
    with held(OUT):
        done = call("rollback", "--out", OUT)
    assert done.exit_code == 4
    assert snapshots.pointed(OUT) == "3"


def test_a_store_without_tables_has_nothing_to_go_back_to(store: Any) -> None:
    done = call("rollback", "--out", OUT)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{OUT} holds no tables yet")
