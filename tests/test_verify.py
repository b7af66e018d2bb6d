"""What is published is proved from the files; what was tampered with is not."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from extract import proving
from extract import verify as module
from extract.commands.ask import verify as command
from extract.inputs import BadFolder
from extract.readers import Unreadable
from extract.snapshot import locked
from extract.verify import Proof, verify
from normalize.document import Cell as GridCell
from normalize.document import Document, Grid, Paragraph, doc_id
from normalize.draft import Doubt, Draft, Implied
from normalize.rows import Rows, empty_rows, type_drafts
from normalize.tables import Comparator, Drug, Event, Filing, Outcome, Patent, RepairRow
from normalize.text import Text
from tests.checking import publish_rows
from tests.samples import published

RAW = (
    "藥品通用名称 甲磺酸示例\n第 3 页\n片 费用 １２３４.50 专利 一种示例 期限 2031-05\n"
    "附件 说明书 说明书.pdf 独家 是"
)


def repaired(data: bytes, relative: str) -> tuple[Document, list[Doubt]]:
    """Stands in for the reader: a page number, a traditional and wide characters go."""
    raw = data.decode()
    if not raw:
        raise Unreadable("empty", "the file is empty")
    text = Text.raw(raw)
    document = Document(
        name=relative, media_type="text/plain", raw=raw, text=text,
        blocks=(Paragraph(text), Grid(((GridCell(text),),))), doc_id=doc_id(data),
    )  # fmt: skip
    text = text.replace("第 3 页\n", "", "page_furniture")
    text = text.align(str(text).replace("藥", "药"), "traditional")
    text = text.replace("[０-９]", lambda m: chr(ord(m[0]) - 0xFEE0), "width")
    return document.repaired(text), []


def drafts(text: Text) -> list[Draft | Doubt]:
    def words(quote: str) -> Text:
        start = str(text).index(quote)
        return text[start : start + len(quote)]

    name = Text.join([words("甲磺酸示例"), words("片")])
    drug = Draft(Drug, generic_name=name, is_exclusive=words("是"))
    file = {"label": words("说明书"), "file": words("说明书.pdf")}
    return [
        drug,
        Draft(Comparator, unit_price=words("1234.50")),
        Draft(Outcome, drug_id=drug, value=words("1234.5")),
        Draft(Patent, drug_id=drug, title=words("一种示例"),
              expires_on=words("2031-05")),
        Draft(Filing, drug_id=drug, attachments=[file]),
        Draft(Event, event_type=Implied("price_set", "费用", words("费用")),
              description=words("药品通用名称"), actors=[words("甲磺酸示例")]),
    ]  # fmt: skip


def extract(path: Path, relative: str) -> Rows:
    document, _ = repaired(path.read_bytes(), relative)
    rows = type_drafts(document, drafts(document.text))
    rows["documents"] = [
        dict.fromkeys(_columns("documents"))
        | {"doc_id": document.doc_id, "path": relative, "text": str(document.text)}
        | {"status": "ok"}
    ]
    names = [*RepairRow.__dataclass_fields__]  # type: ignore[attr-defined]
    rows["repairs"] = [
        dict(zip(names, (document.doc_id, *repair), strict=True))
        for repair in document.text.repairs(document.raw)
    ]
    return rows


def _columns(table: str) -> list[str]:
    return [*module.TABLE[table].__dataclass_fields__]  # type: ignore[attr-defined]


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one document, and the stand-in that reads it."""
    monkeypatch.setattr(module, "repaired", repaired)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(RAW, "utf-8")
    return tmp_path / "raw"


def proof_of(raw: Path, change: Callable[[Rows], Any] = lambda tables: None) -> Proof:
    tables = extract(raw / "a.txt", "a.txt")
    change(tables)
    out = raw.parent / "tables"
    with locked(out):
        publish_rows(tables, out)
    return verify(raw, out)


def test_what_is_sound_is_proved(raw: Path) -> None:
    assert proof_of(raw) == Proof(cells=11, documents=1, failures=[])


def test_a_cell_cut_by_a_page_is_proved_whole(raw: Path) -> None:
    tables = extract(raw / "a.txt", "a.txt")
    [name] = [r for r in tables["evidence"] if r["column_name"] == "generic_name"]
    assert name["quote"] == "甲磺酸示例\n第 3 页\n片"
    assert tables["drugs"][0]["generic_name"] == "甲磺酸示例片"


def test_pieces_with_words_between_are_joined(raw: Path) -> None:
    def change(tables: Rows) -> None:
        [whole] = [r for r in tables["evidence"] if r["column_name"] == "title"]
        start = whole["start"]
        tables["evidence"] += [whole | {"start": start + 2, "quote": "示例"}]
        whole |= {"end": start + 2, "quote": "一种"}

    assert proof_of(raw, change).failures == []


def put(table: str, column: str, value: Any) -> Callable[[Rows], Any]:
    return lambda tables: tables[table][0].update({column: value})


def shift(tables: Rows) -> None:
    tables["evidence"][0]["start"] += 1
    tables["evidence"][0]["end"] += 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (shift, "there stands"),
        (put("evidence", "quote", "另一"), "quotes '另一', there stands"),
        (put("drugs", "generic_name", "乙片"), "drugs.generic_name of row"),
        (
            put("filings", "attachments", [{"label": "说明书", "file": "b.pdf"}]),
            "b.pdf",
        ),
        (put("events", "actors", ["乙"]), "events.actors.0 of row"),
        (put("comparators", "unit_price", Decimal("1234.51")), "unit_price of row"),
        (put("outcomes", "value", 1234.0), "outcomes.value of row"),
        (put("drugs", "is_exclusive", False), "drugs.is_exclusive of row"),
        (put("patents", "expires_on", None), "patents.expires_on of row"),
        (put("documents", "text", RAW), "undoing the repairs"),
        (put("repairs", "before", "葯"), "undoing the repairs"),
        (lambda tables: tables["repairs"].pop(), "undoing the repairs"),
        (put("documents", "path", "b.txt"), "b.txt: the file is not there any more"),
    ],
)
def test_what_was_tampered_with_is_told(
    change: Callable[[Rows], Any], message: str, raw: Path
) -> None:
    assert [told for told in proof_of(raw, change).failures if message in told]


def test_an_implied_value_is_not_read_from_its_quote(raw: Path) -> None:
    assert proof_of(raw, put("events", "event_type", "funding")).failures == []


def test_a_changed_file_proves_nothing(raw: Path) -> None:
    proof_of(raw)
    (raw / "a.txt").write_text(RAW + "。", "utf-8")
    assert verify(raw, raw.parent / "tables") == Proof(
        11, 0, ["a.txt: the file has changed since it was read"], unproved=11
    )


def test_documents_without_text_and_copies_are_passed_over(raw: Path) -> None:
    def change(tables: Rows) -> None:
        [row] = tables["documents"]
        tables["documents"] += [
            row | {"path": "b.txt", "status": "duplicate", "duplicate_of": "a.txt"},
            row | {"path": "c.txt", "status": "quarantined", "text": None},
        ]

    assert proof_of(raw, change) == Proof(11, 1, [])


def test_there_has_to_be_something_to_prove(raw: Path, tmp_path: Path) -> None:
    with pytest.raises(BadFolder, match="no tables yet"):
        verify(raw, tmp_path / "nothing")
    with locked(tmp_path / "tables"):
        publish_rows(empty_rows(), tmp_path / "tables")
    assert verify(raw, tmp_path / "tables") == Proof(0, 0, [])


def test_a_cell_that_is_said_twice_is_proved_by_each(raw: Path) -> None:
    """A block that a form prints again is one row with the evidence of both."""

    def again(tables: Rows) -> None:
        [proof] = [r for r in tables["evidence"] if r["table_name"] == "comparators"]
        tables["evidence"] += [dict(proof)]

    assert proof_of(raw, again).failures == []


def test_a_cell_that_is_said_twice_is_not_proved_by_one_of_them(raw: Path) -> None:
    def another(tables: Rows) -> None:
        [proof] = [r for r in tables["evidence"] if r["table_name"] == "comparators"]
        other = RAW.index("2031")
        tables["evidence"] += [
            proof | {"start": other, "end": other + 4, "quote": "2031"}
        ]

    [told] = proof_of(raw, another).failures
    assert "comparators.unit_price of row" in told


# --- what is said of it


def test_one_wrong_cell_is_the_only_one_not_proved(raw: Path) -> None:
    proof = proof_of(raw, put("comparators", "unit_price", Decimal("1234.51")))
    assert (proof.cells, proof.unproved, proof.documents) == (11, 1, 1)
    [row] = extract(raw / "a.txt", "a.txt")["comparators"]
    assert proof.failures == [
        f"a.txt: comparators.unit_price of row {row['comparator_id']}: "
        "its words do not give Decimal('1234.5100')"
    ]
    assert str(proof) == "10 of 11 quoted cells of 1 documents proved (90.90 %)."


def test_one_shifted_offset_is_named(raw: Path) -> None:
    def shift_outcome(tables: Rows) -> None:
        [proof] = [r for r in tables["evidence"] if r["table_name"] == "outcomes"]
        proof["start"] += 1
        proof["end"] += 1

    proof = proof_of(raw, shift_outcome)
    assert proof.unproved == 1
    assert all(
        told.startswith("a.txt: outcomes.value of row ") for told in proof.failures
    )
    assert "quotes '１２３４.5', there stands '２３４.50'" in proof.failures[0]


def test_one_changed_character_of_a_source_is_told(raw: Path) -> None:
    proof_of(raw)
    for at in (0, len(RAW) // 2, len(RAW) - 1):
        (raw / "a.txt").write_text(f"{RAW[:at]}异{RAW[at + 1 :]}", "utf-8")
        proof = verify(raw, raw.parent / "tables")
        assert proof.failures == ["a.txt: the file has changed since it was read"]
        assert str(proof) == "0 of 11 quoted cells of 0 documents proved (0.00 %)."


def test_a_cell_whose_evidence_was_taken_away_is_told(raw: Path) -> None:
    def take(tables: Rows) -> None:
        tables["evidence"] = [
            r for r in tables["evidence"] if r["table_name"] != "patents"
        ]

    [told] = proof_of(raw, take).failures
    assert told.startswith("patents: without evidence: patents.")


def test_evidence_of_no_document_is_told(raw: Path) -> None:
    failures = proof_of(raw, put("evidence", "doc_id", "0" * 16)).failures
    assert any("no such document" in told for told in failures)


def test_evidence_of_a_row_that_is_not_there_is_told(raw: Path) -> None:
    failures = proof_of(raw, lambda tables: tables["comparators"].clear()).failures
    assert [told for told in failures if told.endswith("there is no such row")]


def test_more_documents_than_are_held_at_once(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is proved once, with its own rows, in the order of paths."""
    monkeypatch.setattr(proving, "AT_ONCE", 2)
    tables = empty_rows()
    for i in range(5):
        (raw / f"{i}.txt").write_text(f"{RAW}{i}", "utf-8")
        for name, rows in extract(raw / f"{i}.txt", f"{i}.txt").items():
            tables[name] += rows
    wrong = {"1.txt", "4.txt"}
    of = {row["path"]: row["doc_id"] for row in tables["documents"]}
    for row in tables["outcomes"]:
        if row["doc_id"] in {of[path] for path in wrong}:
            row["value"] = 1.0
    with locked(raw.parent / "tables"):
        publish_rows(one_each(tables), raw.parent / "tables")
    proof = verify(raw, raw.parent / "tables")
    assert (proof.documents, proof.unproved) == (5, 2)
    assert [told.split(":")[0] for told in proof.failures] == ["1.txt", "4.txt"]


def one_each(tables: Rows) -> Rows:
    """Rows that several documents share, once, as the merge leaves them."""

    def key(name: str, row: Any) -> Any:
        known = [
            c
            for c in _columns(name)
            if c.endswith("_id") and c not in ("doc_id", "run_id")
        ]
        return row[known[0]] if known and name != "evidence" else id(row)

    return {
        name: list({key(name, row): row for row in reversed(rows)}.values())
        for name, rows in tables.items()
    }


def test_processes_prove_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = published()
    alone = verify(folder, out)
    monkeypatch.setattr(module, "FEW", 0)
    assert verify(folder, out, workers=2) == alone
    assert (alone.failures, alone.unproved) == ([], 0)
    assert alone.cells > 500


def test_the_command_says_how_much(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proof_of(raw, put("outcomes", "value", 1234.0))
    app = typer.Typer()
    app.command()(command)
    out = str(raw.parent / "tables")
    failed = CliRunner().invoke(app, [str(raw), "--out", out])
    assert (failed.exit_code, failed.stdout) == (3, "")
    assert (
        failed.stderr.splitlines()[-1]
        == "10 of 11 quoted cells of 1 documents proved (90.90 %)."
    )
    proof_of(raw)
    proved = CliRunner().invoke(app, [str(raw), "--out", out])
    assert (proved.exit_code, proved.stdout) == (
        0,
        "11 of 11 quoted cells of 1 documents proved (100 %).\n",
    )
    remote = CliRunner().invoke(app, [str(raw), "--out", "s3://bucket/tables"])
    assert (remote.exit_code, remote.stderr) == (
        2,
        "Tables are proved in a folder: copy the snapshot, and name it.\n",
    )


def test_all_but_one_of_very_many_is_not_all() -> None:
    assert str(Proof(10**9, 1, ["a"], 1)).endswith("(99.99 %).")
    assert str(Proof(0, 0, [])) == "0 of 0 quoted cells of 0 documents proved (100 %)."
