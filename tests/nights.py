"""Night after night over a folder that a test changes, and what is read in each."""

import random
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import cache
from pathlib import Path

import pytest

from benchmarks.scale import documents as generated
from extract import version
from extract.inputs import Input, find_inputs, read_bytes
from extract.one import extract_file
from extract.pipeline import Result, run
from extract.store import Store
from extract.version import merging_version, reading_version
from normalize.entities.decided import Decision
from normalize.rows import Rows
from tests.expected import RAW
from tests.hashes import differing


@cache
def texts(seed: int = 5) -> dict[str, list[str]]:
    """Some documents of each kind; drugs and firms are shared."""
    found: dict[str, list[str]] = {"news": [], "notice": []}
    for name, text in generated(60, random.Random(seed)):
        kind = name.split(".")[0]
        if kind in found:
            found[kind].append(text)
    sample = (RAW / "nhsa_form_short.md").read_text("utf-8")
    names = [f"{char}替洛芬" for char in "安博康达恩法格海"]
    return found | {"form": [sample.replace("塞替洛芬", name) for name in names]}


def write_corpus(raw: Path) -> Path:
    """Write two documents of each kind, a copy, an archive, and one nobody knows."""
    raw.mkdir(parents=True)
    for kind, some in texts().items():
        for at in range(2):
            (raw / f"{kind}{at}.txt").write_text(some[at], "utf-8")
    (raw / "news1_copy.txt").write_text(texts()["news"][1], "utf-8")
    (raw / "unknown.txt").write_text("未知", "utf-8")
    pack(raw / "pack.zip", texts()["notice"][2:4])
    return raw


def pack(path: Path, members: Sequence[str]) -> None:
    """Write an archive whose members always have the same time."""
    with zipfile.ZipFile(path, "w") as file:
        for at, text in enumerate(members):
            file.writestr(zipfile.ZipInfo(f"{at}.txt"), text.encode())


class Nights:
    """A folder of documents, its tables, and what the last night read."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.out = folder / "raw", folder / "out"
        self.read: list[str] = []
        self.rebuilt = 0

    def night(self, decisions: Sequence[Decision] = ()) -> Result:
        """Run the pipeline; `read` lists the files that it read."""
        self.read = []
        return self._run(self.out, decisions)

    def unread(self) -> list[str]:
        """The files that a night would read."""
        with Store(self.out / ".store") as store:
            known = list(store.recall(find_inputs(self.raw)))
        return [each.one.relative for each in known if each.live is None]

    def differing(self, decisions: Sequence[Decision] = ()) -> list[str]:
        """The tables that a rebuild of everything in a fresh folder gives otherwise."""
        self.rebuilt += 1
        fresh = self.out.with_name(f"fresh{self.rebuilt}")
        read = self.read
        self._run(fresh, decisions)
        self.read = read
        return differing(self.out, fresh)

    def _run(self, out: Path, decisions: Sequence[Decision]) -> Result:
        quiet = nullcontext(lambda one, rows: None)
        return run(self.raw, out, self._engine, lambda total: quiet, decisions)

    def _engine(self, inputs: Iterable[Input]) -> Iterator[tuple[Input, Rows]]:
        for one in inputs:
            self.read.append(one.relative)
            yield one, reading(one)


_READ: dict[tuple[object, ...], Rows] = {}


def reading(one: Input) -> Rows:
    """What a file says; remembered, since reading is a function of name and bytes."""
    if one.refused or one.unlisted:
        return extract_file(one)
    key = (one.relative, read_bytes(one), reading_version(None))
    if key not in _READ:
        _READ[key] = extract_file(one)
    return {name: [dict(row) for row in rows] for name, rows in _READ[key].items()}


def change_code(monkeypatch: pytest.MonkeyPatch, *paths: str) -> None:
    """Let files of the program have other bytes."""
    content = version._content

    def changed(path: str) -> bytes:
        return content(path) + (b"# changed" if path in paths else b"")

    monkeypatch.setattr(version, "_content", changed)
    forget_versions()


def forget_versions() -> None:
    reading_version.cache_clear()
    merging_version.cache_clear()
