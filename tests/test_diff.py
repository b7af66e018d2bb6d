"""What differs between two snapshots, each row and cell with one cause."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from extract.commands import compare
from extract.counts import table_sizes
from extract.desk.diff import KINDS, Cause, Diff, cells_of, compared, diff
from extract.desk.diff.which import two
from extract.made_of import FILE, MadeOf, read_made_of
from extract.snapshot import current
from extract.storage.stores import BadFolder
from normalize.draft import Doubt
from normalize.rows import Row, Rows, empty_rows, problem
from tests.checking import staged
from tests.expected import RAW
from tests.nights import Nights, change_code, forget_versions, texts
from tests.test_decisions import ruled

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def versions() -> Iterator[None]:
    yield
    forget_versions()


def causes(found: Diff) -> set[str]:
    """All causes of a difference."""
    counts = [getattr(each, kind) for each in found.tables for kind in KINDS]
    return {cause for own in counts for cause in own}


def total(found: Diff, table: str) -> list[int]:
    """How many rows of a table were added, removed, changed; and how many cells."""
    [own] = [each for each in found.tables if each.table == table]
    return [sum(getattr(own, kind).values()) for kind in KINDS]


def conserves(found: Diff) -> bool:
    """Whether what was added less what was removed is what there is more."""
    was, now = table_sizes(found.was), table_sizes(found.now)
    told = {each.table: each for each in found.tables}
    more = {
        name: sum(told[name].added.values()) - sum(told[name].removed.values())
        if name in told
        else 0
        for name in was
        if name != "runs"
    }
    return more == {name: now[name] - was[name] for name in more}


# --- nights


def form(**words: str) -> str:
    """A form of an invented drug, with other words in it."""
    text = (RAW / "nhsa_form_short.md").read_text("utf-8")
    for old, new in words.items():
        assert old in text
        text = text.replace(old, new)
    return text


def another(name: str, number: int) -> str:
    """A form of another drug, with numbers of its own."""
    return form(
        塞替洛芬=name, XM02AAS901L0010101=f"XM02AAS90{number}L0010101",
        国药准字H2021993=f"国药准字H2022{number}93",
        **{"201810991125.3": f"20181099112{number}.3"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder after its first night: two forms, two notices and news."""
    folder = tmp_path_factory.mktemp("first")
    raw = folder / "raw"
    raw.mkdir()
    (raw / "form.md").write_text(form(), "utf-8")
    (raw / "other.md").write_text(another("博替洛芬", 2), "utf-8")
    for kind in ("news", "notice"):
        for at in range(2):
            (raw / f"{kind}{at}.txt").write_text(texts()[kind][at], "utf-8")
    Nights(folder).night()
    return folder


@pytest.fixture
def nights(first: Path, tmp_path: Path) -> Nights:
    """A copy of it: the night of the test is its second."""
    shutil.copytree(first, tmp_path / "copy", symlinks=True)
    return Nights(tmp_path / "copy")


def last_two(nights: Nights, **night: Any) -> Diff:
    """What differs after one more night, all cells of it."""
    was = current(nights.out)
    found = diff(was, nights.night(**night).folder, first=10**6)
    assert conserves(found)
    assert len(found.cells) == found.n_cells
    return found


def write(name: str, text: str) -> Callable[[Path], object]:
    return lambda raw: (raw / name).write_text(text, "utf-8")


SECOND_FORM = form(**{"2024年国家": "2025年国家", "2024-07-09": "2025-07-09"})
# What is done to the folder, the cause, and how many drugs that adds, removes, changes.
EDITS: dict[str, tuple[Callable[[Path], object], str, list[int]]] = {
    "a file of another drug": (
        write("z.md", another("康替洛芬", 3)), "new_source", [1, 0, 0, 0],
    ),
    "a file of a drug that is known": (
        write("z.md", SECOND_FORM), "new_source", [0, 0, 1, 3],
    ),
    "a word of a file": (
        write("form.md", form(含塞替洛芬40mg="含塞替洛芬60mg")), "changed_source",
        [0, 0, 1, 3],
    ),
    "a file that goes": (
        lambda raw: (raw / "form.md").unlink(), "removed_source", [0, 1, 0, 0],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_what_becomes_of_a_source_is_the_cause(name: str, nights: Nights) -> None:
    edit, cause, drugs = EDITS[name]
    edit(nights.raw)
    found = last_two(nights)
    assert causes(found) == {cause}
    assert total(found, "drugs") == drugs
    assert {cell.path for cell in found.cells} <= {"form.md", "z.md"}


def test_a_cell_is_told_with_its_file(nights: Nights) -> None:
    EDITS["a word of a file"][0](nights.raw)
    cells = {
        cell.column: cell for cell in last_two(nights).cells if cell.table == "drugs"
    }
    assert cells.keys() == {"specification", "doc_id", "doc_ids"}
    cell = cells["specification"]
    assert cell.was and cell.now
    assert cell.now == cell.was.replace("40mg", "60mg")
    assert (cell.name, cell.cause, cell.path) == (
        "塞替洛芬凝胶贴膏", Cause.changed_source, "form.md",
    )  # fmt: skip


def test_a_file_with_another_name_is_no_change(nights: Nights) -> None:
    (nights.raw / "form.md").rename(nights.raw / "renamed.md")
    found = last_two(nights)
    assert (found.tables, found.cells) == ((), ())


def test_a_copy_beside_the_original_is_one_new_source(nights: Nights) -> None:
    """Of the same bytes: one document more that says nothing more."""
    shutil.copy(nights.raw / "form.md", nights.raw / "copy.md")
    found = last_two(nights)
    assert total(found, "documents")[:3] == [1, 0, 0]


def test_a_decision_is_the_cause(nights: Nights) -> None:
    company = "江西岭川制药股份有限公司"
    line = f"same,drug,塞替洛芬凝胶贴膏|{company},博替洛芬凝胶贴膏|{company}"
    found = last_two(nights, decisions=ruled(line))
    assert causes(found) == {"merge_decision"}
    assert total(found, "drugs")[1] == 1
    # Taken back, it is the cause again.
    again = last_two(nights)
    assert causes(again) == {"merge_decision"}
    assert total(again, "drugs")[0] == 1


def test_new_sources_stay_apart_from_decisions(nights: Nights) -> None:
    """Of one night: what a new document states, and what a person decided."""
    write("z.md", another("康替洛芬", 3))(nights.raw)
    company = "江西岭川制药股份有限公司"
    line = f"same,drug,塞替洛芬凝胶贴膏|{company},博替洛芬凝胶贴膏|{company}"
    found = last_two(nights, decisions=ruled(line))
    [drugs] = [each for each in found.tables if each.table == "drugs"]
    assert drugs.added == {"new_source": 1}
    assert drugs.removed == {"merge_decision": 1}


def test_merging_code_is_the_cause(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    from normalize.warehouse import merge

    doubt = Doubt("invented", "The merge says more.")
    [doc_id, *_] = [cell["doc_id"] for cell in documents(nights)]

    def more(house: Any, decisions: Any, problems: Any) -> None:
        problems.add([problem(doc_id, doubt)])

    monkeypatch.setattr(merge, "_doubt", more)
    change_code(monkeypatch, "normalize/entities/copies.py")
    found = last_two(nights)
    assert causes(found) == {"merge"}
    assert total(found, "problems")[0] == 1


def documents(nights: Nights) -> list[Row]:
    from normalize.parquet import read_table
    from normalize.tables import DocumentRow

    return read_table(DocumentRow, current(nights.out))


# --- the program itself, copied and changed


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program beside one form, after a run."""
    home = tmp_path_factory.mktemp("program")
    for name in ("extract", "parsers", "normalize"):
        shutil.copytree(ROOT / name, home / name)
    (home / "raw").mkdir()
    shutil.copy(RAW / "nhsa_form_short.md", home / "raw")
    run_program(home)
    return home


def run_program(home: Path) -> None:
    command = [sys.executable, "-m", "extract", "raw", "--out", "out", "--workers", "1",
               "--quiet"]  # fmt: skip
    own = os.environ | {"PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=home, env=own, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr


def after_change(home: Path) -> Diff:
    was = current(home / "out")
    run_program(home)
    found = diff(was, current(home / "out"), first=10**6)
    assert conserves(found)
    return found


def test_a_vocabulary_and_then_the_code_is_the_cause(program: Path) -> None:
    words = program / "normalize" / "vocab" / "endpoints.tsv"
    text = words.read_text("utf-8")
    assert "\tVAS\t" in text
    words.write_text(text.replace("\tVAS\t", "\tVASX\t"), "utf-8")
    found = after_change(program)
    assert causes(found) == {"vocabulary"}
    came, gone, *_ = total(found, "outcomes")
    assert came == gone > 0

    parser = program / "parsers" / "nhsa_form.py"
    parser.write_text(parser.read_text("utf-8") + WITHOUT_PATENTS, "utf-8")
    found = after_change(program)
    assert causes(found) == {"parser"}
    assert total(found, "patents")[:2] == [0, 1]


WITHOUT_PATENTS = """

_with_all = parse


def parse(document):
    for each in _with_all(document):
        if getattr(each, "table", None) is None or each.table.__name__ != "Patent":
            yield each
"""

# --- what is asked of snapshots made by hand


def document(doc_id: str, path: str, version: str = "0.1.0+c.w", **cells: Any) -> Row:
    own = {"doc_id": doc_id, "path": path, "status": "ok", "parser_version": version}
    return own | cells


def price(drug_id: str, value: int, *doc_ids: str) -> Row:
    return {
        "drug_id": drug_id, "doc_id": doc_ids[0], "doc_ids": [*doc_ids],
        "price": value, "price_unit": f"{value}",
    }  # fmt: skip


def snapshot(folder: Path, made: MadeOf, **tables: list[Row]) -> Path:
    folder.mkdir()
    staged(empty_rows() | tables, folder)
    made.write(folder)
    return folder


MADE = MadeOf(merging="0.1.0+m.w", decisions="d")
A, B = document("a", "a.txt"), document("b", "b.txt")
# The documents and what else made the tables before, and after; the cause of a drug of
# document a that changed, and of one of document b.
SIDES: dict[str, tuple[list[Row], MadeOf, str, str]] = {
    "other code read a": (
        [document("a", "a.txt", "0.1.0+x.w"), B], MADE, "parser", "parser",
    ),
    "other words read a": (
        [document("a", "a.txt", "0.1.0+c.x"), B], MADE, "vocabulary", "vocabulary",
    ),
    "another program read a": (
        [document("a", "a.txt", "0.2.0+c.w"), B], MADE, "parser", "parser",
    ),
    "it read a before code and words were told apart": (
        [document("a", "a.txt", "0.1.0+c"), B], MADE, "parser", "parser",
    ),
    "a was read with labels that people know": (
        [document("a", "a.txt", "0.1.0+c.w-l"), B], MADE,
        "merge_decision", "merge_decision",
    ),
    "other words merge": (
        [A, B], MADE._replace(merging="0.1.0+m.x"), "vocabulary", "vocabulary",
    ),
    "other code merges": (
        [A, B], MADE._replace(merging="0.1.0+x.w"), "merge", "merge",
    ),
    "decisions come before the code that merges": (
        [A, B], MADE._replace(merging="0.1.0+x.w", decisions="e"),
        "merge_decision", "merge_decision",
    ),
    "the parser of a comes before decisions": (
        [document("a", "a.txt", "0.1.0+x.x"), B], MADE._replace(decisions="e"),
        "parser", "merge_decision",
    ),
    "nobody knows what merged": ([A, B], MadeOf(), "merge", "merge"),
    "a is renamed": ([document("a", "z.txt"), B], MADE, "changed_source", "changed_source"),
    "all is the same": ([A, B], MADE, "merge", "merge"),
}  # fmt: skip


@pytest.mark.parametrize("name", SIDES)
def test_the_first_cause_that_applies(name: str, tmp_path: Path) -> None:
    after, made, of_a, of_b = SIDES[name]
    was = snapshot(
        tmp_path / "1", MADE, documents=[A, B],
        drugs=[price("1", 2, "a"), price("2", 2, "b")],
    )  # fmt: skip
    now = snapshot(
        tmp_path / "2", made, documents=after,
        drugs=[price("1", 3, "a"), price("2", 3, "b")],
    )  # fmt: skip
    found = diff(was, now)
    assert [(c.row_id, c.column, c.cause) for c in found.cells] == [
        ("1", "price", of_a), ("1", "price_unit", of_a),
        ("2", "price", of_b), ("2", "price_unit", of_b),
    ]  # fmt: skip
    assert conserves(found)


def proof(doc_id: str) -> Row:
    return {"table_name": "drugs", "row_id": "1", "column_name": "price",
            "doc_id": doc_id, "start": 1}  # fmt: skip


def test_a_cell_has_the_cause_of_the_document_that_proves_it(tmp_path: Path) -> None:
    """One document is new, one is read by other code: the price is of the second."""
    was = snapshot(
        tmp_path / "1", MADE, documents=[A], drugs=[price("1", 2, "a")],
        evidence=[proof("a")],
    )  # fmt: skip
    now = snapshot(
        tmp_path / "2", MADE, documents=[document("a", "a.txt", "0.1.0+x.w"), B],
        drugs=[price("1", 3, "a", "b")], evidence=[proof("a")],
    )  # fmt: skip
    told = {cell.column: (cell.cause, cell.path) for cell in diff(was, now).cells}
    assert told == {
        "price": ("parser", "a.txt"),
        "price_unit": ("parser", "a.txt"),
        "doc_ids": ("new_source", "b.txt"),
    }
    [drugs] = [each for each in diff(was, now).tables if each.table == "drugs"]
    assert drugs.changed == {"new_source": 1}


def test_a_row_has_the_cause_of_the_row_it_refers_to(tmp_path: Path) -> None:
    """A new document renames a drug: that moves the trial of an old one."""
    trial = {"trial_id": "t", "doc_id": "a"}
    was = snapshot(
        tmp_path / "1", MADE, documents=[A], drugs=[price("1", 2, "a")],
        trials=[trial | {"drug_id": "1"}],
    )  # fmt: skip
    now = snapshot(
        tmp_path / "2", MADE._replace(decisions="e"), documents=[A, B],
        drugs=[price("2", 2, "a", "b")], trials=[trial | {"drug_id": "2"}],
    )  # fmt: skip
    [cell] = diff(was, now).cells
    assert (cell.table, cell.column, cell.was, cell.now) == (
        "trials",
        "drug_id",
        "1",
        "2",
    )
    assert (cell.cause, cell.path) == ("new_source", "b.txt")


def test_two_files_that_swap_their_bytes_are_no_change(tmp_path: Path) -> None:
    was = snapshot(tmp_path / "1", MADE, documents=[A, B])
    swapped = [document("a", "b.txt"), document("b", "a.txt")]
    assert diff(was, snapshot(tmp_path / "2", MADE, documents=swapped)).tables == ()


def test_a_table_that_an_older_version_had_not_is_said(tmp_path: Path) -> None:
    was = snapshot(tmp_path / "1", MADE, documents=[A])
    now = snapshot(tmp_path / "2", MADE, documents=[A], drugs=[price("1", 2, "a")])
    (was / "drugs.parquet").unlink()
    found = diff(was, now)
    assert found.tables == ()
    assert found.notes == ("drugs is in one of them only; it is not compared.",)


def test_a_column_that_an_older_version_had_not_is_said(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    one, other = (
        snapshot(tmp_path / name, MADE, documents=[A], drugs=[price("1", 2, "a")])
        for name in "12"
    )
    file = one / "drugs.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["price_unit"]), file)
    found = diff(one, other)
    assert found.tables == ()
    assert [note.partition(" ")[0] for note in found.notes] == ["drugs.price_unit"]


def test_an_older_record_of_what_was_made_is_not_known(tmp_path: Path) -> None:
    old = {"digest": "0a", "unmet": [], "counts": {}}
    (tmp_path / FILE).write_text(json.dumps(old), "utf-8")
    assert read_made_of(tmp_path) == MadeOf()


# --- any two tables

KEYS = st.sampled_from(["1", "2", "3", "4"])
WORDS = st.sampled_from([None, "甲", "乙"])
DRUGS = st.dictionaries(
    KEYS, st.tuples(WORDS, st.lists(st.sampled_from("ab"), max_size=2))
)
REPAIRS = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(1, 2), WORDS), max_size=6
)


def tables(
    drugs: dict[str, tuple[str | None, list[str]]],
    repairs: list[tuple[str, int, str | None]],
) -> Rows:
    return {
        "documents": [A, B],
        "drugs": [
            {"drug_id": key, "doc_id": "a", "generic_name": name, "aliases": aliases}
            for key, (name, aliases) in drugs.items()
        ],
        "repairs": [
            {"doc_id": doc_id, "start": at, "end": at, "before": words}
            for doc_id, at, words in repairs
        ],
    }


@settings(max_examples=25)
@given(DRUGS, DRUGS, REPAIRS, REPAIRS)
def test_of_any_two_tables_the_counts_are_right(
    tmp_path_factory: pytest.TempPathFactory,
    was: dict[str, Any], now: dict[str, Any], before: list[Any], after: list[Any],
) -> None:  # fmt: skip
    """Also where rows have no id and stand several times."""
    folder = tmp_path_factory.mktemp("any")
    found = diff(
        snapshot(folder / "1", MADE, **tables(was, before)),
        snapshot(folder / "2", MADE, **tables(now, after)),
    )
    assert conserves(found)
    told = {each.table: each for each in found.tables}
    both = was.keys() & now.keys()
    cells = sum(a != b for k in both for a, b in zip(was[k], now[k], strict=True))
    expected = [
        len(now.keys() - was.keys()), len(was.keys() - now.keys()),
        sum(was[key] != now[key] for key in both), cells,
    ]  # fmt: skip
    assert (total(found, "drugs") if "drugs" in told else [0] * 4) == expected
    assert (total(found, "repairs") if "repairs" in told else [0] * 4)[:3] == [
        *differing_repairs(before, after)
    ]


def differing_repairs(before: list[Any], after: list[Any]) -> tuple[int, int, int]:
    """Rows of one place are paired when each side has one left."""
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    was, now = (Counter(row[:2] for row in own.elements()) for own in (gone, come))
    changed = (was & now).total()
    return now.total() - changed, was.total() - changed, changed


# --- which two, and how they are shown


@pytest.fixture(scope="module")
def published(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of three nights; in the last one a form has another strength."""
    folder = tmp_path_factory.mktemp("published") / "copy"
    shutil.copytree(first, folder, symlinks=True)
    nights = Nights(folder)
    write("z.md", another("康替洛芬", 3))(nights.raw)
    nights.night()
    EDITS["a word of a file"][0](nights.raw)
    nights.night()
    return nights.out


def test_snapshots_are_named_by_number_or_folder(
    published: Path, tmp_path: Path
) -> None:
    kept = published.resolve() / ".snapshots"
    assert two(published, "last") == (kept / "2", kept / "3")
    assert two(published, "1") == (kept / "1", kept / "3")
    assert two(published, "1", "2") == (kept / "1", kept / "2")
    assert two(published, str(kept / "2"), str(published)) == (kept / "2", kept / "3")
    for was in ("7", str(tmp_path)):
        with pytest.raises(
            BadFolder, match=r"no snapshot 7; kept are 3, 2, 1\.|neither"
        ):
            two(published, was)
    with pytest.raises(BadFolder, match="no snapshot before 1"):
        two(published, "last", "1")


app = typer.Typer()
app.command()(compare.diff)
app.command()(compare.history)


def asked(*words: str, code: int = 0) -> list[str]:
    done = CliRunner().invoke(app, words)
    assert done.exit_code == code, done.output
    return done.output.splitlines()


def test_it_is_printed(published: Path) -> None:
    lines = asked("diff", "--since", "last", "--out", str(published))
    assert lines[:2] == [
        "Snapshot 3 beside snapshot 2", "  files: 0 new, 1 changed, 0 removed",
    ]  # fmt: skip
    told = [line.split() for line in lines]
    assert ["drugs", "changed_source", "0", "0", "1", "3"] in told
    [cell] = [line for line in lines if " specification: " in line]
    assert cell.startswith("  drugs ")
    assert "40mg → " in cell
    assert cell.endswith(" (changed_source, form.md)")
    assert len(lines) < 60


def test_only_so_many_cells_or_only_a_table(published: Path) -> None:
    out = str(published)
    cells = asked("diff", "2", "3", "-n", "2", "--out", out)
    at = next(i for i, line in enumerate(cells) if line.startswith("Changed cells: "))
    assert cells[at].endswith(", the first 2; --all prints them all")
    assert len(cells) == at + 3
    every = asked("diff", "2", "3", "--all", "--table", "drugs", "--out", out)
    at = next(i for i, line in enumerate(every) if line == "Changed cells: 3")
    assert [line.split()[0] for line in every[at + 1 :]] == ["drugs"] * 3


def test_the_same_is_said(published: Path) -> None:
    lines = asked("diff", "3", "3", "--out", str(published))
    assert lines[-1] == "All tables are the same."


def test_all_is_written_to_files(published: Path, tmp_path: Path) -> None:
    csv, json_ = tmp_path / "new" / "a.csv", tmp_path / "a.json"
    asked("diff", "--out", str(published), "--csv", str(csv), "--json", str(json_))
    rows = json.loads(json_.read_text("utf-8"))
    assert csv.read_text("utf-8").splitlines()[0] == ",".join(rows[0])
    assert {row["cause"] for row in rows} == {"changed_source"}
    [cell] = [row for row in rows if row["column"] == "specification"]
    assert (cell["change"], cell["file"]) == ("changed", "form.md")
    with compared(*two(published, "last")) as comparison:
        assert len([*cells_of(comparison)]) == sum(
            row["column"] is not None for row in rows
        )


def test_wrong_usage_is_told(published: Path, tmp_path: Path) -> None:
    out = str(published)
    assert asked("diff", "1", "--since", "2", "--out", out, code=2)[0].startswith(
        "Name"
    )
    assert asked("diff", "--table", "x", "--out", out, code=2)[0].startswith(
        "There is no"
    )
    assert asked("diff", "--out", str(tmp_path / "x"), code=2)[0].endswith("first.")
