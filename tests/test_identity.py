"""A file is known by its stamp where that can be believed, else by its bytes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract import identity as module
from extract.engines.limits import LARGEST
from extract.identity import COARSE, NOT_OPENED, Identities, Stamp, identity, stamp_of
from extract.index import opened
from extract.inputs import Input, NotOpened, find_inputs
from normalize.document import doc_id
from tests.nights import pack

LONG_AGO = 10**18


@pytest.fixture
def identities(tmp_path: Path) -> Iterator[Identities]:
    (tmp_path / "store").mkdir()
    index = opened(tmp_path / "store")
    yield Identities(index)
    index.close()


@pytest.fixture
def one(tmp_path: Path) -> Input:
    (tmp_path / "a.txt").write_bytes(b"one")
    return Input(tmp_path / "a.txt", "a.txt")


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files whose bytes were read."""
    found: list[str] = []

    def look(one: Input) -> str:
        found.append(one.relative)
        return identity(one)

    monkeypatch.setattr(module, "identity", look)
    return found


def at(monkeypatch: pytest.MonkeyPatch, stamp: Stamp, now: int) -> None:
    """Let the file system say this, and the clock that."""
    monkeypatch.setattr(module, "stamp_of", lambda one: stamp)
    monkeypatch.setattr("time.time_ns", lambda: now)


def test_a_file_is_its_bytes(one: Input) -> None:
    assert identity(one) == doc_id(b"one")


def test_a_settled_stamp_is_believed(
    identities: Identities,
    one: Input,
    looked: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at(monkeypatch, Stamp(3, 7, LONG_AGO, LONG_AGO), LONG_AGO + COARSE + 1)
    assert [identities.of(one) for _ in range(3)] == [doc_id(b"one")] * 3
    assert looked == ["a.txt"]


def test_a_file_that_changed_just_before_is_looked_at_again(
    identities: Identities,
    one: Input,
    looked: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second change came within a tick of the clock: nothing tells it."""
    stamp = Stamp(3, 7, LONG_AGO, LONG_AGO)
    at(monkeypatch, stamp, LONG_AGO + COARSE)
    assert identities.of(one) == doc_id(b"one")
    one.path.write_bytes(b"two")  # type: ignore[union-attr]
    at(monkeypatch, stamp, LONG_AGO + 10 * COARSE)
    assert identities.of(one) == doc_id(b"two")
    assert identities.of(one) == doc_id(b"two")
    assert looked == ["a.txt"] * 2


@pytest.mark.parametrize("which", Stamp._fields)
def test_any_difference_of_the_stamp_is_looked_at(
    which: str,
    identities: Identities,
    one: Input,
    looked: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stamp = Stamp(3, 7, LONG_AGO, LONG_AGO)
    at(monkeypatch, stamp, LONG_AGO + 10 * COARSE)
    identities.of(one)
    at(monkeypatch, stamp._replace(**{which: 5}), LONG_AGO + 10 * COARSE)
    identities.of(one)
    assert looked == ["a.txt"] * 2


def test_the_time_of_change_is_part_of_the_stamp(one: Input) -> None:
    before = stamp_of(one)
    os.utime(str(one.path), ns=(0, before.modified if before else 0))
    after = stamp_of(one)
    assert before and after
    assert before.modified == after.modified
    assert before.changed < after.changed


def test_a_file_that_changes_while_its_bytes_are_read_is_not_remembered(
    identities: Identities, one: Input, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = iter([Stamp(3, 7, 1, 1), Stamp(3, 7, 2, 2), *[Stamp(3, 7, 1, 1)] * 2])
    monkeypatch.setattr(module, "stamp_of", lambda one: next(stamps))
    identities.of(one)
    one.path.write_bytes(b"two")  # type: ignore[union-attr]
    assert identities.of(one) == doc_id(b"two")


def test_what_could_not_be_opened_is_tried_again(
    identities: Identities, one: Input, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that failed for a moment leaves no trace in the stamp of a file."""
    at(monkeypatch, Stamp(3, 7, LONG_AGO, LONG_AGO), LONG_AGO + 10 * COARSE)

    def fails(one: Input) -> str:
        return f"{NOT_OPENED}Input/output error"

    with monkeypatch.context() as patch:
        patch.setattr(module, "identity", fails)
        assert identities.of(one).startswith(NOT_OPENED)
    assert identities.of(one) == doc_id(b"one")


def test_a_forgotten_file_is_looked_at(
    identities: Identities,
    one: Input,
    looked: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at(monkeypatch, Stamp(3, 7, LONG_AGO, LONG_AGO), LONG_AGO + 10 * COARSE)
    identities.of(one)
    identities.keep(["a.txt"])
    identities.of(one)
    assert looked == ["a.txt"]
    identities.keep(["b.txt"])
    identities.of(one)
    identities.forget("a.txt")
    identities.of(one)
    assert looked == ["a.txt"] * 3


def test_members_have_the_stamp_of_the_archive_and_bytes_of_their_own(
    tmp_path: Path,
) -> None:
    (tmp_path / "raw").mkdir()
    pack(tmp_path / "raw" / "a.zip", ["甲", "乙"])
    first, second = find_inputs(tmp_path / "raw")
    assert stamp_of(first) == stamp_of(second)
    assert identity(first) == doc_id("甲".encode())
    assert identity(second) == doc_id("乙".encode())


def test_what_may_not_be_opened_is_its_reason(tmp_path: Path) -> None:
    refused = Input(tmp_path / "a", "a", "It is a pipe.")
    assert identity(refused) == "not opened: It is a pipe."
    assert stamp_of(refused) is None
    gone = Input(tmp_path / "gone", "gone")
    assert stamp_of(gone) is None
    assert identity(gone).startswith(NOT_OPENED)


def test_what_no_reader_takes_is_its_size(one: Input) -> None:
    os.truncate(Path(str(one.path)), LARGEST)
    assert len(identity(one)) == 16
    os.truncate(Path(str(one.path)), LARGEST + 1)
    assert identity(one) == "too large: 500000001"


def test_a_spoiled_archive_is_its_reason(
    one: Input, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(one: Input) -> bytes:
        raise NotOpened("The member is damaged.")

    monkeypatch.setattr(module, "read_bytes", spoiled)
    member = one._replace(member=(1,))
    assert identity(member) == "not opened: The member is damaged."
