"""The store: what was read stays read, in one place, and is read again if it is lost."""

import logging
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extract import store as module
from extract.aside import not_opened, set_aside
from extract.inputs import Input
from extract.recalled import Known
from extract.store import Store
from extract.version import reading_version
from normalize.document import doc_id
from normalize.draft import Doubt
from normalize.rows import Rows
from normalize.warehouse.live import Live
from tests.nights import change_code, forget_versions


@pytest.fixture(autouse=True)
def versions() -> Iterator[None]:
    yield
    forget_versions()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".store"


def files(folder: Path, *names: str) -> list[Input]:
    """Files with their names as bytes."""
    raw = folder.parent / "raw"
    raw.mkdir(exist_ok=True)
    for name in names:
        (raw / name).write_text(name, "utf-8")
    return [Input(raw / name, name) for name in names]


def said(one: Input, data: bytes | None = None) -> Rows:
    """A file that was set aside."""
    found = one.path.read_bytes() if data is None else data
    doubt = Doubt("unknown_document", one.relative, severity="error")
    return set_aside(doc_id(found), one.relative, len(found), doubt)


def read(store: Store, inputs: Sequence[Input]) -> tuple[list[str], list[Live]]:
    """Read what is not known; the paths that were read, and all readings."""
    known = list(store.recall(inputs))
    unread = [each for each in known if each.live is None]
    fresh = {each.one.relative: store.add(each, said(each.one)) for each in unread}
    store.write()
    live = [each.live or fresh[each.one.relative] for each in known]
    return list(fresh), live


def night(folder: Path, inputs: Sequence[Input]) -> list[str]:
    """The paths that a night reads."""
    with Store(folder) as store:
        paths, live = read(store, inputs)
        assert sorted(rows(store, live)) == sorted(one.relative for one in inputs)
        store.tidy(live)
        assert sorted(rows(store, live)) == sorted(one.relative for one in inputs)
    return paths


def rows(store: Store, live: Sequence[Live]) -> list[str]:
    """The paths of the rows of these readings, as often as they are in a part."""
    counting = {one.input for one in live}
    found = [
        row
        for part in store.parts()
        for row in pq.read_table(part / "documents.parquet").to_pylist()
    ]
    return [row["path"] for row in found if row["_input"] in counting]


def parts(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "parts").iterdir())


def test_what_was_read_is_known_the_next_night(folder: Path) -> None:
    inputs = files(folder, "a", "b")
    assert night(folder, inputs) == ["a", "b"]
    assert night(folder, inputs) == []
    inputs = files(folder, "a", "b", "c")
    assert night(folder, inputs) == ["c"]


def test_a_part_has_so_many_readings(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "READINGS", 2)
    night(folder, files(folder, *"abcde"))
    assert parts(folder) == ["1", "2", "3"]


def test_a_part_has_so_many_rows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROWS", 4)  # a document and a problem each
    night(folder, files(folder, *"abcde"))
    assert parts(folder) == ["1", "2", "3"]


def test_a_slow_part_is_written_early(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS", -1.0)
    night(folder, files(folder, *"abc"))
    assert parts(folder) == ["1", "2", "3"]


def test_a_file_that_comes_back_is_in_one_part(folder: Path) -> None:
    """It was in a part that stayed for the other; read again, it would be in two."""
    both = files(folder, "a", "b")
    night(folder, both)
    night(folder, both[:1])
    assert night(folder, both) == []


def test_a_version_that_comes_back_is_in_one_part(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = files(folder, "a", "b")
    night(folder, inputs)
    with monkeypatch.context() as patch:
        change_code(patch, "parsers/news.py")  # Nobody knows these: any parser may.
        assert night(folder, inputs) == ["a", "b"]
    forget_versions()
    night(folder, inputs)
    assert night(folder, inputs) == []


def test_parts_of_another_version_are_not_opened(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their tables may have had other columns."""
    inputs = files(folder, "a")
    night(folder, inputs)
    change_code(monkeypatch, "normalize/tables/headline.py")
    with Store(folder) as store:
        assert store.parts() == []
        read(store, inputs)
        assert [part.name for part in store.parts()] == ["2"]


def test_a_file_that_changes_while_it_is_read_is_read_again(folder: Path) -> None:
    [one] = files(folder, "a")
    with Store(folder) as store:
        [known] = store.recall([one])
        live = store.add(known, said(one, b"changed"))
        store.write()
        assert live.doc_id == doc_id(b"changed")
        assert rows(store, [live]) == ["a"]
    assert night(folder, [one]) == ["a"]
    assert night(folder, [one]) == []


def test_a_file_that_changes_back_while_it_is_read_is_in_one_part(
    folder: Path,
) -> None:
    [one] = files(folder, "a")
    night(folder, [one])
    one.path.write_bytes(b"other")  # type: ignore[union-attr]
    with Store(folder) as store:
        [known] = store.recall([one])
        assert known.live is None
        live = store.add(known, said(one, b"a"))
        store.write()
        assert rows(store, [live]) == ["a"]
    assert parts(folder) == ["1"]


def test_a_file_that_vanishes_while_it_is_read_is_read_when_it_is_back(
    folder: Path,
) -> None:
    [one] = files(folder, "a")
    with Store(folder) as store:
        [known] = store.recall([one])
        store.add(known, not_opened("a", "It can not be opened: gone."))
        store.write()
    assert night(folder, [one]) == ["a"]


def test_a_file_that_could_be_read_after_all_is_what_was_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its identity said that it can not be opened; that must not name its rows."""
    [one] = files(folder, "a")

    def fails(one: Input) -> str:
        return "not opened: Input/output error"

    with monkeypatch.context() as patch:
        patch.setattr("extract.identity.identity", fails)
        with Store(folder) as store:
            [known] = store.recall([one])
            store.add(known, said(one))
            store.write()
            [again] = store.recall([one])
            assert again.live is None
    assert night(folder, [one]) == []


def test_what_can_not_be_opened_is_known_too(folder: Path) -> None:
    [one] = files(folder, "a")
    refused = one._replace(refused="It is a pipe.")
    with Store(folder) as store:
        [known] = store.recall([refused])
        store.add(known, not_opened("a", "It can not be opened: gone."))
        store.write()
        [again] = store.recall([refused])
        assert again.live
    assert night(folder, [one]) == ["a"]


# --- tidying


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"READINGS": 3, "FEW": 2, "SMALL_PARTS": 2}.items():
        monkeypatch.setattr(module, name, value)


def test_small_parts_are_put_together(folder: Path, small: None) -> None:
    inputs: list[Input] = []
    for name in "abcdefg":
        inputs += files(folder, name)
        assert night(folder, inputs) == [name]
        assert len(parts(folder)) <= 2 + len(inputs) // 2
    assert night(folder, inputs) == []


def test_a_part_that_nobody_needs_goes(folder: Path, small: None) -> None:
    inputs = files(folder, *"abcdef")
    night(folder, inputs)
    assert parts(folder) == ["1", "2"]
    night(folder, inputs[3:])
    assert parts(folder) == ["2"]
    assert night(folder, inputs) == ["a", "b", "c"]


def test_a_run_that_ends_while_parts_are_put_together_loses_nothing(
    folder: Path, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the old parts nor the new one may count twice."""
    inputs = files(folder, *"abcd")
    for at in range(1, 3):
        night(folder, inputs[:at])

    def fails(store: Store, parts: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, Store(folder) as store:
        patch.setattr(module, "FEW", 4)
        patch.setattr(module, "SMALL_PARTS", 1)
        patch.setattr(Store, "_forget", fails)
        _, live = read(store, inputs)
        with pytest.raises(KeyboardInterrupt):
            store.tidy(live)
    assert night(folder, inputs) == []


def test_what_a_killed_run_left_is_removed(folder: Path) -> None:
    inputs = files(folder, "a")
    night(folder, inputs)
    shutil.copytree(folder / "parts" / "1", folder / "parts" / "7")
    (folder / "parts" / "8.new").mkdir()
    assert night(folder, inputs) == []
    assert parts(folder) == ["1"]


# --- damage


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def spoil(path: Path) -> None:
    """Change one byte in the middle, and nothing that the file system tells."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


DAMAGES = {
    "truncated": truncate,
    "garbage": lambda path: path.write_bytes(b"garbage" * 999),
    "empty": lambda path: path.write_bytes(b""),
    "missing": lambda path: path.unlink(),
}


def warned(caplog: pytest.LogCaptureFixture) -> list[str]:
    told = [r for r in caplog.records if r.name.startswith("extract.")]
    assert {record.levelno for record in told} <= {logging.WARNING}
    return [record.getMessage() for record in told]


@pytest.mark.parametrize("name", DAMAGES)
def test_without_its_index_all_is_read_again(
    name: str, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inputs = files(folder, "a", "b")
    night(folder, inputs)
    DAMAGES[name](folder / "index.sqlite")
    assert night(folder, inputs) == ["a", "b"]
    [message] = warned(caplog)
    assert message.startswith(f"{folder / 'index.sqlite'} is ")
    assert message.endswith("; every file is read again.")
    assert night(folder, inputs) == []


def test_an_index_of_another_layout_is_begun_anew(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inputs = files(folder, "a")
    night(folder, inputs)
    with sqlite3.connect(folder / "index.sqlite") as index:
        index.execute("PRAGMA user_version = 1")
    index.close()
    assert night(folder, inputs) == ["a"]
    assert "is of another version of this program" in warned(caplog)[0]


def test_a_first_run_has_nothing_to_tell(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder.mkdir()
    (folder / "index.sqlite").write_bytes(b"")  # killed when it had just begun
    night(folder, files(folder, "a"))
    assert warned(caplog) == []


@pytest.mark.parametrize("name", [*DAMAGES, "spoiled"])
def test_what_a_damaged_part_held_is_read_again(
    name: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(module, "READINGS", 2)
    inputs = files(folder, *"abcd")
    night(folder, inputs)
    damage = DAMAGES.get(name, spoil)
    damage(folder / "parts" / "1" / "problems.parquet")
    assert night(folder, inputs) == ["a", "b"]
    part = folder / "parts" / "1"
    assert warned(caplog) == [
        f"{part} is damaged; what it held (2 files) is read again."
    ]
    assert night(folder, inputs) == []


def test_a_part_that_is_gone_is_read_again(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inputs = files(folder, "a")
    night(folder, inputs)
    shutil.rmtree(folder / "parts")
    assert night(folder, inputs) == ["a"]
    assert "(1 files) is read again" in warned(caplog)[0]


def test_a_reading_is_named_by_version(folder: Path) -> None:
    [one] = files(folder, "a")
    with Store(folder) as store:
        [known] = store.recall([one])
        assert isinstance(known, Known)
        live = store.add(known, said(one))
    assert live.input == f"{known.reading}:{reading_version(None)}"
    assert live[1:] == ("a", doc_id(b"a"))


# --- another try


def ended(one: Input, code: str) -> Rows:
    data = one.path.read_bytes()
    doubt = Doubt(code, one.relative, severity="error")
    return set_aside(doc_id(data), one.relative, len(data), doubt)


@pytest.mark.parametrize("code", ["timeout", "crashed", "out_of_memory"])
def test_what_a_limit_or_a_crash_has_ended_is_read_again_when_asked(
    code: str, folder: Path
) -> None:
    """All others stay; a reading that ends so again does not stand in two parts."""
    inputs = files(folder, "a", "b", "c")
    with Store(folder) as store:
        known = store.recall(inputs)
        told = [said(inputs[0]), ended(inputs[1], code), ended(inputs[2], "failed")]
        for each, rows in zip(known, told, strict=True):
            store.add(each, rows)
        store.write()
    for _ in range(2):
        with Store(folder) as store:
            assert store.recall(inputs).unread == []
            store.forget_failed()
            known = store.recall(inputs)
            assert known.unread == [1]
            marks = [mark for part in store.parts() for mark in marks_of(part)]
            assert len(marks) == len(set(marks)) == 2
            store.add(known[1], ended(inputs[1], code))
            store.write()


def marks_of(part: Path) -> list[str]:
    """What the documents in a part are marked with."""
    found: list[str] = pq.read_table(part / "documents.parquet")["_input"].to_pylist()
    return found


def test_where_nothing_has_failed_nothing_is_forgotten(folder: Path) -> None:
    inputs = files(folder, "a", "b")
    with Store(folder) as store:
        read(store, inputs)
        before = store.parts()
        store.forget_failed()
        assert (store.parts(), store.recall(inputs).unread) == (before, [])
