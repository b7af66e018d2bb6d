"""A night redoes what changed since the last one, and gives what a full rebuild gives."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extract import version
from extract.snapshot import current
from normalize.parquet import read_table
from normalize.tables import DocumentRow
from tests.nights import (
    Nights,
    change_code,
    forget_versions,
    pack,
    texts,
    write_corpus,
)
from tests.test_decisions import ruled

ALL = [
    "form0.txt", "form1.txt", "news0.txt", "news1.txt", "news1_copy.txt",
    "notice0.txt", "notice1.txt", "pack.zip/0.txt", "pack.zip/1.txt", "unknown.txt",
]  # fmt: skip
Edit = Callable[[Path], object]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder after its first night."""
    folder = tmp_path_factory.mktemp("first")
    write_corpus(folder / "raw")
    nights = Nights(folder)
    nights.night()
    assert nights.read == ALL
    return folder


@pytest.fixture
def nights(first: Path, tmp_path: Path) -> Nights:
    """A copy of it: the night of the test is its second."""
    shutil.copytree(first, tmp_path / "copy", symlinks=True)
    return Nights(tmp_path / "copy")


@pytest.fixture(autouse=True)
def versions() -> Iterator[None]:
    yield
    forget_versions()


def published_files(out: Path) -> dict[str, tuple[int, int, int]]:
    """What the file system says of everything that readers may see."""
    found = list((out / ".snapshots").rglob("*"))
    found += [path for path in out.iterdir() if path.is_symlink()]
    stats = {str(path.relative_to(out)): path.lstat() for path in found}
    return {n: (s.st_ino, s.st_mtime_ns, s.st_ctime_ns) for n, s in stats.items()}


def test_a_night_without_news_reads_and_writes_nothing(nights: Nights) -> None:
    for _ in range(2):
        before = published_files(nights.out)
        result = nights.night()
        assert nights.read == []
        assert published_files(nights.out) == before
        run = result.run
        assert (run["outcome"], run["inputs_read"], run["inputs_reused"]) == (
            "unchanged", 0, len(ALL),
        )  # fmt: skip
        assert result.folder == current(nights.out)


def other(kind: str) -> str:
    return texts()[kind][7]


def rewrite_in_secret(raw: Path) -> None:
    """Other bytes of the same size, and the time of last writing put back."""
    path = raw / "notice0.txt"
    found, text = path.stat(), path.read_text("utf-8")
    path.write_text(text.replace("各市", "各县"), "utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert path.stat().st_size == found.st_size


def become_folder(raw: Path) -> None:
    (raw / "news0.txt").unlink()
    (raw / "news0.txt").mkdir()
    (raw / "news0.txt" / "a.txt").write_text(other("news"), "utf-8")


def become_link(raw: Path) -> None:
    (raw / "a.txt").unlink()
    (raw / "a.txt").symlink_to("form0.txt")


# One after the other in one folder.
EDITS: dict[str, tuple[Edit, list[str]]] = {
    "changed": (
        lambda raw: (raw / "form0.txt").write_text(other("form"), "utf-8"),
        ["form0.txt"],
    ),
    "added": (
        lambda raw: (raw / "zz.txt").write_text(other("notice"), "utf-8"),
        ["zz.txt"],
    ),
    "renamed": (
        lambda raw: (raw / "form1.txt").rename(raw / "a.txt"),
        ["a.txt"],
    ),
    "removed": (lambda raw: (raw / "notice1.txt").unlink(), []),
    "changed in secret": (rewrite_in_secret, ["notice0.txt"]),
    "now a folder": (become_folder, ["news0.txt/a.txt"]),
    "now a link": (become_link, ["a.txt"]),
    "a member changed": (
        lambda raw: pack(raw / "pack.zip", [texts()["notice"][2], other("notice")]),
        ["pack.zip/1.txt"],
    ),
    # The copy has been read; that it is the document now is the merge's business.
    "an original gone": (lambda raw: (raw / "news1.txt").unlink(), []),
    "quarantined, now whole": (
        lambda raw: (raw / "unknown.txt").write_text(other("news"), "utf-8"),
        ["unknown.txt"],
    ),
}


COMPARED = {"renamed", "now a link", "quarantined, now whole"}


def test_an_edit_redoes_what_it_touches(nights: Nights) -> None:
    for name, (edit, read) in EDITS.items():
        edit(nights.raw)
        assert nights.night().run["outcome"] == "published", name
        assert nights.read == read, name
        assert name not in COMPARED or nights.differing() == [], name
        assert nights.unread() == [], name


def test_a_file_that_is_only_touched_is_not_read(nights: Nights) -> None:
    for path in nights.raw.iterdir():
        path.touch()
    assert nights.night().run["outcome"] == "unchanged"
    assert nights.read == []


def test_the_copy_of_a_document_that_goes_is_the_document(nights: Nights) -> None:
    (nights.raw / "news1.txt").unlink()
    nights.night()
    rows = read_table(DocumentRow, current(nights.out))
    assert [
        (row["status"], row["duplicate_of"])
        for row in rows
        if row["path"] == "news1_copy.txt"
    ] == [("ok", None)]


def test_what_comes_back_is_known(nights: Nights) -> None:
    """A file goes for a night; its rows must not be there twice when it is back."""
    words = (nights.raw / "form0.txt").read_bytes()
    (nights.raw / "form0.txt").unlink()
    nights.night()
    (nights.raw / "form0.txt").write_bytes(words)
    nights.night()
    assert nights.read == []
    assert nights.differing() == []


# --- the program changes

KIND = {"news": ALL[2:5], "notice": ALL[5:9], "nhsa_form": ALL[:2]}


def only(parser: str, ending: str) -> str:
    """A file that the documents of one parser depend on, and no others."""
    others = [f"parsers.{name}" for name in version._parsers() if name != parser]
    known = [version.behind(each) for each in (*others, version.MERGING)]
    own = version.behind(f"parsers.{parser}").difference(version._common(), *known)
    return min(path for path in own if path.endswith(ending))


CHANGED = [
    ("news", "parsers/news.py"),
    ("notice", "parsers/notice.py"),
    ("nhsa_form", only("nhsa_form", "fields.py")),
    ("notice", only("notice", ".tsv")),
]


@pytest.mark.parametrize(("parser", "path"), CHANGED)
def test_code_of_a_parser_reads_its_documents_and_those_of_none(
    parser: str, path: str, nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_code(monkeypatch, path)
    assert nights.unread() == sorted([*KIND[parser], "unknown.txt"])


def test_code_that_all_documents_need_reads_all(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_code(monkeypatch, "normalize/rows.py")
    assert nights.unread() == ALL
    nights.night()
    assert nights.read == ALL
    assert nights.differing() == []


def test_code_of_the_merge_reads_nothing_and_makes_the_tables_anew(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current(nights.out)
    change_code(monkeypatch, "normalize/entities/copies.py")
    assert nights.night().run["outcome"] == "published"
    assert nights.read == []
    assert current(nights.out) != before
    assert nights.differing() == []


def test_an_earlier_program_finds_what_it_had_read(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        change_code(patch, "parsers/news.py")
        nights.night()
        assert len(nights.read) == 4
    forget_versions()
    nights.night()
    assert nights.read == []
    assert nights.differing() == []


def test_a_decision_makes_the_tables_anew(nights: Nights) -> None:
    rows = pq.read_table(current(nights.out) / "drugs.parquet").to_pylist()
    names = sorted({f"{r['generic_name']}|{r['company']}" for r in rows})
    decisions = ruled(f"different,drug,{names[0]},{names[1]}")
    assert nights.night(decisions).run["outcome"] == "published"
    assert nights.read == []
    assert nights.differing(decisions) == []
    assert nights.night(decisions).run["outcome"] == "unchanged"
    assert nights.night().run["outcome"] == "published"


# --- whatever happens between two nights


ACTIONS = ("change", "add", "rename", "remove", "touch", "copy", "swap")


def edit_at_random(raw: Path, chance: random.Random) -> None:
    files = sorted(path for path in raw.rglob("*.txt") if path.is_file())
    path, words = chance.choice(files), chance.choice(texts()["news"][8:16])
    match chance.choice(ACTIONS):
        case "change":
            path.write_text(words, "utf-8")
        case "add":
            (raw / f"{chance.randrange(99)}.txt").write_text(words, "utf-8")
        case "rename":
            path.rename(raw / f"{chance.randrange(99)}.txt")
        case "remove":
            path.unlink()
        case "touch":
            os.utime(path, ns=(0, chance.randrange(10**18)))
        case "copy":
            shutil.copy(path, raw / f"{chance.randrange(99)}.txt")
        case "swap":
            second = chance.choice(files)
            one, two = path.read_bytes(), second.read_bytes()
            path.write_bytes(two)
            second.write_bytes(one)


@pytest.mark.parametrize("seed", range(2))
def test_any_edits_give_what_a_full_rebuild_gives(
    seed: int, nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr("extract.store.READINGS", 3)
    monkeypatch.setattr("extract.store.FEW", 2)
    monkeypatch.setattr("extract.store.SMALL_PARTS", 1)
    for _ in range(2):
        for _ in range(chance.randint(2, 5)):
            edit_at_random(nights.raw, chance)
        nights.night()
    assert nights.differing() == []
    assert nights.unread() == []
