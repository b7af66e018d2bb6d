"""What is published is proved from the files; what was tampered with is not."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract import verify as module
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
        0, 0, ["a.txt: the file has changed since it was read"]
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
