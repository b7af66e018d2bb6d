"""Where a cell comes from: quoted, implied, merged, decided, empty; and nothing unsafe."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import extract
from extract.desk.printed import lines
from extract.desk.shown import as_html, as_line, as_words
from extract.desk.tables import NotThere, Tables, id_column
from extract.desk.why import Piece, Trouble, Why
from extract.snapshot import locked
from normalize.column import columns_of
from normalize.rows import Row, Rows, empty_rows
from normalize.tables import TABLE
from normalize.text import Repair
from tests.checking import publish_rows
from tests.samples import published

HOSTILE = '=cmd|"/c calc"!A0 <img src=x onerror=alert(1)> \x1b[2J\u202e&amp;\0'


@pytest.fixture(scope="module")
def samples() -> Iterator[Tables]:
    raw, out = published()
    with extract.open(out, raw) as tables:
        yield tables


def blank(table: str, **cells: Any) -> Row:
    return dict.fromkeys(c.name for c in columns_of(TABLE[table])) | cells


def opened(out: Path, raw: Path | None = None, **tables: list[Row]) -> Tables:
    rows: Rows = empty_rows() | tables
    with locked(out):
        publish_rows(rows, out)
    return extract.open(out, raw)


def told(doc_id: str, column: str, start: int, quote: str) -> Row:
    cell = {
        "table_name": "drugs",
        "row_id": "g",
        "column_name": column,
        "doc_id": doc_id,
    }
    place = {
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "rule": "quoted",
    }
    return blank("evidence", **cell | place)


# --- samples


def test_every_piece_of_evidence_is_told_as_it_is(samples: Tables) -> None:
    """One cell of each column that any row has, with the quote where it stands."""
    asked = """
        SELECT table_name, min(row_id) AS row_id, column_name FROM evidence
        WHERE "start" IS NOT NULL GROUP BY table_name, column_name ORDER BY ALL
    """
    cells = samples.rows(asked)
    assert len(cells) > 100
    for cell in cells:
        why = samples.why(cell["row_id"], cell["column_name"], cell["table_name"])
        assert why.pieces, cell
        assert why.value is not None
        for piece in why.pieces:
            assert piece.start is not None and piece.quote
            assert piece.end == piece.start + len(piece.quote)
            assert piece.words or why.table == "documents", cell


def test_pieces_are_what_evidence_says(samples: Tables) -> None:
    [proof] = samples.rows(
        "SELECT * FROM evidence WHERE column_name = 'contacts.1.agency'"
    )
    why = samples.why(proof["row_id"], "contacts.1.agency", "policies")
    assert (why.label, why.value, why.basis) == (
        "联系方式 · 单位",
        proof["quote"],
        "quoted",
    )
    [piece] = why.pieces
    assert (piece.start, piece.end, piece.quote) == (
        proof["start"],
        proof["end"],
        proof["quote"],
    )
    assert (piece.path, piece.page, piece.boxes) == (
        "notice_joint_no_number.html",
        None,
        (),
    )


def test_a_list_of_structs_is_told_part_by_part_in_order(samples: Tables) -> None:
    policy = samples.policies[samples.policies["contacts"].notna()].iloc[0]
    why = samples.why(policy, "contacts")
    parts = [piece.column for piece in why.pieces]
    assert (
        parts[:2] == ["contacts.0.agency", "contacts.0.person"]
        or parts[0] == "contacts.0.agency"
    )
    numbers = [int(part.split(".")[1]) for part in parts]
    assert numbers == sorted(numbers)
    assert why.value == policy["contacts"]


def test_a_tenth_part_comes_after_the_second(tmp_path: Path) -> None:
    aliases = [f"名{i}" for i in range(11)]
    text = "".join(aliases)
    proofs = [
        told("d", f"aliases.{i}", text.index(name), name)
        for i, name in enumerate(aliases)
    ]
    tables = opened(
        tmp_path, drugs=[blank("drugs", drug_id="g", doc_id="d", aliases=aliases)],
        documents=[blank("documents", doc_id="d", path="a.txt", text=text)],
        evidence=sorted(proofs, key=lambda row: str(row["column_name"])),
    )  # fmt: skip
    why = tables.why("g", "aliases", "drugs")
    assert [piece.column for piece in why.pieces] == [f"aliases.{i}" for i in range(11)]
    assert tables.why("g", "aliases.10", "drugs").value == "名10"


def test_a_sibling_is_proved_by_the_words_of_its_column(samples: Tables) -> None:
    drug = samples.sql("FROM drugs WHERE first_launch_china IS NOT NULL LIMIT 1").iloc[
        0
    ]
    day, precision = (
        samples.why(drug, f"first_launch_china{end}") for end in ("", "_precision")
    )
    assert precision.value in ("day", "month", "year")
    assert precision.pieces == day.pieces != ()


def test_an_implied_cell_says_its_reason_and_the_words(samples: Tables) -> None:
    event = samples.events.iloc[0]
    why = samples.why(event, "event_type")
    assert why.basis.startswith("implied: ")
    assert all(piece.rule.startswith("implied: ") for piece in why.pieces)
    silent = samples.why(samples.quantities.iloc[0], "field")
    assert silent.basis.startswith("implied: ")
    assert [(piece.quote, piece.start) for piece in silent.pieces] == [(None, None)]


def test_what_no_words_state_says_what_it_is(samples: Tables) -> None:
    drug = samples.drugs.iloc[0]
    assert samples.why(drug, "drug_id").basis.startswith("The id is made from")
    assert samples.why(drug, "doc_ids").basis.startswith("Known when all documents")
    assert (
        samples.why(drug, "doc_id").basis == "The document that the row was read from."
    )
    trial = samples.trials.iloc[0]
    assert samples.why(trial, "drug_id").value == trial["drug_id"]
    empty = samples.sql("FROM drugs WHERE price IS NULL LIMIT 1").iloc[0]
    why = samples.why(empty, "price")
    assert (why.value, why.pieces) == (None, ())
    assert why.basis.startswith("No document states it")


def test_a_mention_is_proved_by_its_own_place(samples: Tables) -> None:
    mention = samples.mentions[samples.mentions["entity_type"] == "company"].iloc[0]
    [piece] = samples.why(mention, "text").pieces
    assert (piece.start, piece.end) == (mention["start"], mention["end"])
    assert piece.words == mention["text"]


def test_repairs_on_the_way_are_told(samples: Tables) -> None:
    page = samples.sql("FROM documents WHERE path = 'news_traditional.html'").iloc[0]
    [piece] = samples.why(page, "title").pieces
    assert piece.quote != piece.words == page["title"]
    changes = {(repair.before, repair.after, repair.rule) for repair in piece.repairs}
    assert ("藥獲", "药获", "traditional") in changes


def test_a_notebook_shows_the_page(samples: Tables) -> None:
    form = samples.sql(
        "SELECT * FROM drugs WHERE doc_id IN (SELECT doc_id FROM documents WHERE n_pages = 5)"
    )
    shown = samples.why(form.iloc[0], "indication")._repr_html_()
    assert shown.count('src="data:image/png;base64,') == 1
    assert "page 1" in shown and "<mark>" in shown
    assert "http" not in shown.replace(f"{form.iloc[0]['doc_id']}", "")


# --- merged, decided, doubted


def merged(tmp_path: Path) -> Tables:
    texts = {"d1": "甲片，商品名：甲宁", "d2": "甲片 俗称 甲宝"}
    return opened(
        tmp_path,
        drugs=[blank("drugs", drug_id="g", doc_id="d1", generic_name="甲片", aliases=["甲宁", "甲宝"], company="丙公司")],
        documents=[blank("documents", doc_id=d, path=f"{d}.txt", text=words) for d, words in texts.items()],
        evidence=[
            told("d1", "aliases.0", 7, "甲宁"), told("d2", "aliases.1", 6, "甲宝"),
            told("d1", "generic_name", 0, "甲片"),
            blank("evidence", table_name="drugs", row_id="g", column_name="company",
                  rule="decided: zhang, 2030-05-01: the label was misread"),
        ],
        problems=[
            blank("problems", severity="warning", code="maybe", message="look", table_name="drugs", row_id="g"),
            blank("problems", severity="error", code="other", message="no", table_name="drugs", row_id="g", column_name="price"),
        ],
    )  # fmt: skip


def test_a_cell_of_several_documents_names_them_all(tmp_path: Path) -> None:
    why = merged(tmp_path).why("g", "aliases", "drugs")
    assert [(p.path, p.quote, p.before) for p in why.pieces] == [
        ("d1.txt", "甲宁", "甲片，商品名："), ("d2.txt", "甲宝", "甲片 俗称 "),
    ]  # fmt: skip
    assert why.basis == "quoted · 2 documents"


def test_a_decision_of_a_person_is_the_rule(tmp_path: Path) -> None:
    why = merged(tmp_path).why("g", "company", "drugs")
    assert why.basis == "decided: zhang, 2030-05-01: the label was misread"
    assert [(p.path, p.quote) for p in why.pieces] == [(None, None)]
    assert any("zhang" in line for line in lines(why, "甲片"))


def test_problems_of_the_cell_and_of_its_row_are_told_once(tmp_path: Path) -> None:
    tables = merged(tmp_path)
    assert [p.code for p in tables.why("g", "generic_name", "drugs").problems] == [
        "maybe"
    ]
    assert [p.code for p in tables.why("g", "price", "drugs").problems] == [
        "maybe",
        "other",
    ]


# --- which cell


def test_a_row_of_a_join_is_that_of_the_table_with_the_column(samples: Tables) -> None:
    row = samples.sql(
        "SELECT t.*, d.indication FROM trials t JOIN drugs d USING (drug_id)"
    ).iloc[0]
    assert samples.why(row, "stage").table == "trials"
    assert samples.why(row, "indication").table == "drugs"
    assert samples.why(row, "doc_id", table="drugs").table == "drugs"


def test_a_row_can_be_a_mapping_or_an_id(samples: Tables) -> None:
    row = samples.rows("SELECT drug_id, generic_name FROM drugs ORDER BY ALL LIMIT 1")[
        0
    ]
    by_row, by_id = (
        samples.why(row, "generic_name"),
        samples.why(row["drug_id"], "generic_name", "drugs"),
    )
    assert by_row == by_id
    assert by_row.value == row["generic_name"]


@pytest.mark.parametrize(
    ("row", "column", "table", "message"),
    [
        ("g", "indication", "", "An id alone does not say of which table"),
        ("g", "indication", "drugz", "There is no table drugz; did you mean drugs"),
        ("zz", "indication", "drugs", "drugs has no row zz"),
        ("g", "indicaton", "drugs", "has no column indicaton; did you mean indication"),
        ("g", "aliases.7", "drugs", "The cell has no part aliases.7"),
        ("g", "aliases.0.name", "drugs", "has no column aliases.0.name"),
        ({"price": 1}, "price", "", "The row has no id"),
        ({"drug_id": "g", "x": 1}, "x", "", "has no column x"),
        (
            "g'; DROP TABLE drugs; --",
            "indication",
            "drugs",
            "has no row g'; DROP TABLE",
        ),
    ],
)
def test_what_is_not_there_is_told(
    row: Any, column: str, table: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(NotThere, match=message):
        merged(tmp_path).why(row, column, table)


def test_a_copy_does_not_hide_the_document(tmp_path: Path) -> None:
    copy = blank("documents", doc_id="d", path="b.txt", status="duplicate")
    read = blank(
        "documents", doc_id="d", path="a.txt", status="ok", text="公告", title="公告"
    )
    proof = blank(
        "evidence",
        table_name="documents",
        row_id="d",
        column_name="title",
        doc_id="d",
        start=0,
        end=2,
        quote="公告",
        rule="quoted",
    )
    why = opened(tmp_path, documents=[copy, read], evidence=[proof]).why(
        "d", "title", "documents"
    )
    assert (why.value, [piece.path for piece in why.pieces]) == ("公告", ["a.txt"])


@pytest.mark.parametrize("name", TABLE)
def test_every_column_of_every_table_can_be_asked_for(
    name: str, samples: Tables
) -> None:
    frame = samples.table(name)
    if frame.empty or id_column(name) not in frame.columns:
        pytest.skip("no row to ask for")
    for column in columns_of(TABLE[name]):
        why = samples.why(frame.iloc[0], column.name, name)
        assert why.basis
        assert next(lines(why, "x"))


# --- nothing of a document is trusted


def hostile(**more: Any) -> Why:
    piece = Piece(
        column="dosage", rule=HOSTILE, doc_id=HOSTILE, path=HOSTILE, quote=HOSTILE,
        words=HOSTILE, before=HOSTILE, after=HOSTILE, start=1, end=2, page=1,
        boxes=((1, 2, 3, 4),), repairs=(Repair(1, 2, HOSTILE, HOSTILE, HOSTILE),),
    )  # fmt: skip
    cell: dict[str, Any] = {
        "table": "drugs", "row_id": HOSTILE, "column": "dosage", "label": HOSTILE,
        "value": [{"name": HOSTILE}], "unit": "", "basis": HOSTILE, "pieces": (piece,),
        "problems": (Trouble("error", HOSTILE, HOSTILE, HOSTILE),),
    }  # fmt: skip
    return Why(**cell | more)


@pytest.mark.parametrize("raw", [None, Path("nowhere")])
def test_html_is_escaped(raw: Path | None) -> None:
    shown = as_html(hostile(raw=raw))
    assert (
        "<img" not in shown
        and "\x1b" not in shown
        and "\u202e" not in shown
        and "\0" not in shown
    )
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert "&amp;amp;" in shown


def test_a_terminal_is_not_steered() -> None:
    for line in lines(hostile(), HOSTILE):
        assert line.isprintable(), line


def test_words_are_one_line() -> None:
    assert as_line("甲\r\n乙\t丙\v丁") == "甲 ⏎ 乙  丙 ⏎ 丁"
    assert as_words({"a": None, "b": [1, 2.5]}) == "b 1; 2.5"


def test_a_long_cell_is_cut_and_says_so() -> None:
    pieces = tuple(
        Piece(column=f"a.{i}", rule="quoted", doc_id="d", path="p") for i in range(30)
    )
    assert "… and 10 more" in "\n".join(lines(hostile(pieces=pieces), "x"))
    assert "… and 10 more pieces" in as_html(hostile(pieces=pieces))
