"""The version of a reading is that of everything that its rows come from."""

import ast
import sys
from collections.abc import Iterator
from importlib import metadata

import pytest

from extract import version
from extract.version import (
    LIBRARIES,
    MERGING,
    OURS,
    READING,
    ROOT,
    behind,
    differ_in,
    merging_version,
    reading_version,
)
from tests.nights import change_code, forget_versions

PARSERS = (*version._parsers(), None)


@pytest.fixture(autouse=True)
def versions() -> Iterator[None]:
    yield
    forget_versions()


def every_file() -> set[str]:
    """The files that reading or merging needs."""
    roots = [READING, MERGING, *(f"parsers.{name}" for name in version._parsers())]
    return {path for root in roots for path in behind(root)}


def changed_by(monkeypatch: pytest.MonkeyPatch, *paths: str) -> set[str | None]:
    """Whose versions another content of these files changes."""
    before = {name: reading_version(name) for name in PARSERS}
    merging = merging_version()
    change_code(monkeypatch, *paths)
    found = {name for name in PARSERS if reading_version(name) != before[name]}
    return found | ({"merging"} if merging_version() != merging else set())


FILES = [
    ("parsers/news.py", {"news", None}),
    ("parsers/nhsa_form.py", {"nhsa_form", None}),
    ("normalize/form/patents.py", {"nhsa_form", None}),
    ("normalize/vocab/window_kinds.tsv", {"notice", None}),
    ("normalize/vocab/adverse_terms.tsv", {"news", "nhsa_form", None, "merging"}),
    # What tells one source type from another decides on every document.
    ("normalize/vocab/form_labels.tsv", {*PARSERS}),
    ("extract/readers/__init__.py", {*PARSERS}),
    ("normalize/schema.py", {*PARSERS, "merging"}),
    ("normalize/tables/headline.py", {*PARSERS, "merging"}),
    ("normalize/entities/copies.py", {"merging"}),
    ("normalize/warehouse/assembly.py", {"merging"}),
    ("extract/engines/limits.py", {None}),
    ("extract/cli.py", set()),
    ("extract/snapshot.py", set()),
]


@pytest.mark.parametrize(("path", "whose"), FILES)
def test_a_file_changes_the_versions_that_it_is_behind(
    path: str, whose: set[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (ROOT / path).is_file()
    assert changed_by(monkeypatch, path) - {"merging"} == whose - {"merging"}
    if "merging" in whose:
        assert path in behind(MERGING)


PARTS = [
    ("normalize/vocab/window_kinds.tsv", "notice", "words"),
    ("normalize/notice/windows.py", "notice", "code"),
    ("normalize/vocab/endpoints.tsv", "nhsa_form", "words"),
    ("extract/readers/plain.py", "news", "code"),
]


@pytest.mark.parametrize(("path", "parser", "part"), PARTS)
def test_a_version_tells_code_from_words(
    path: str, parser: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = reading_version(parser)
    change_code(monkeypatch, path)
    assert differ_in(before, reading_version(parser)) == part


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [
        ("0.1.0+c.w", "0.1.0+c.x", "words"),
        ("0.1.0+c.w", "0.1.0+x.x", "code"),
        ("0.1.0+c.w", "0.2.0+c.w", "code"),
        ("0.1.0+c.w", "0.1.0+c.w-l", "labels"),
        ("0.1.0+c.w-m", "0.1.0+c.w-l", "labels"),
        ("0.1.0+c.w-l", "0.1.0+c.x", "words"),
        # Versions of one digest, and none.
        ("0.1.0+c", "0.1.0+x", "code"),
        ("0.1.0+c", "0.1.0+c.w", "code"),
        ("", "0.1.0+c.w", "code"),
    ],
)
def test_the_first_part_in_which_versions_differ(
    one: str, other: str, part: str
) -> None:
    assert differ_in(one, other) == part


def test_what_makes_tables_knows_nothing_of_the_desk() -> None:
    assert not [path for path in every_file() if path.startswith("extract/desk/")]


def test_what_claims_a_document_changes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = version._claims
    before = {name: reading_version(name) for name in PARSERS}
    monkeypatch.setattr(version, "_claims", lambda name: [*claims(name), "# other"])
    forget_versions()
    assert all(reading_version(name) != before[name] for name in PARSERS)


def test_a_library_changes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {*map(reading_version, PARSERS), merging_version()}
    monkeypatch.setattr(version, "_libraries", lambda: ("lxml 0",))
    forget_versions()
    assert not before & {*map(reading_version, PARSERS), merging_version()}


def imported(path: str) -> Iterator[str]:
    """The modules that a file names in any import, as Python itself understands it."""
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative imports are not followed"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_import_is_followed() -> None:
    found = every_file()
    missed = {
        (path, name)
        for path in found
        if path.endswith(".py")
        for name in imported(path)
        if name.split(".")[0] in OURS
        and (file := version._file(name))
        and file not in found
    }
    assert missed == set()


def test_every_vocabulary_is_behind_something() -> None:
    vocabularies = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "normalize" / "vocab").glob("*.tsv")
    }
    assert vocabularies - every_file() == set()


def test_every_library_has_a_part_in_the_version() -> None:
    """By what the code imports; `distribution("…")` reads the data of two more."""
    names = {
        name.split(".")[0]
        for path in every_file()
        if path.endswith(".py")
        for name in imported(path)
    }
    theirs = names - set(sys.stdlib_module_names) - set(OURS)
    homes = metadata.packages_distributions()
    known = {name.lower().replace("_", "-") for name in LIBRARIES}
    lacking = {
        name
        for name in theirs
        if name in homes
        and known.isdisjoint(h.lower().replace("_", "-") for h in homes[name])
    }
    assert lacking == set()
    assert {"jieba", "pypinyin"} <= known


def test_a_library_that_is_not_there_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    version._libraries.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(version, "LIBRARIES", ("lxml", "no-such-library"))
        told = version._libraries()
    version._libraries.cache_clear()
    python = f"python {sys.version_info.major}.{sys.version_info.minor}"
    assert told == (python, f"lxml {metadata.version('lxml')}")
