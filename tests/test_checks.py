"""Each way in which tables can be wrong is told, and sound tables are not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from normalize.checks import check, is_quoted
from normalize.column import columns_of
from normalize.document import Document, Paragraph, doc_id
from normalize.draft import Doubt, Draft, Implied
from normalize.parquet import write_table
from normalize.rows import Row, Rows, problem, type_drafts
from normalize.tables import (
    TABLE,
    Comparator,
    DocumentRow,
    Drug,
    Filing,
    Patent,
    Policy,
    Run,
)
from normalize.text import Text
from tests.checking import broken

RAW = (
    "药品通用名称 甲磺酸示例片 专利 一种示例 附件 说明书 说明书.pdf 示例药监局 某卫健委"
)


def words(text: str) -> Text:
    start = RAW.index(text)
    return Text.raw(RAW)[start : start + len(text)]


def blank(cls: type) -> Row:
    return {column.name: None for column in columns_of(cls)}


def sound() -> Rows:
    """A document with rows of every shape, a copy of it, and one that was set aside."""
    text = Text.raw(RAW)
    document = Document(
        name="a.txt", media_type="text/plain", raw=RAW, text=text,
        blocks=(Paragraph(text),), doc_id=doc_id(b"a"),
    )  # fmt: skip
    drug = Draft(Drug, generic_name=words("甲磺酸示例片"))
    file = {"label": words("说明书"), "file": words("说明书.pdf")}
    filing = Draft(Filing, drug_id=drug, attachments=[file])
    agencies = [words("示例药监局"), words("某卫健委")]
    drafts = [
        Draft(DocumentRow, title=words("药品通用名称")),
        Draft(Patent, drug_id=drug, title=words("一种示例")),
        Draft(Comparator, filing_id=filing, name=words("甲磺酸示例片")),
        Draft(Policy, agencies=agencies, level=Implied("national", "first agency")),
    ]
    rows = type_drafts(document, drafts)
    for row in (*rows["drugs"], *rows["policies"]):
        row["doc_ids"] = [document.doc_id]
    rows["documents"][0] |= {"path": "a.txt", "status": "ok", "text": RAW}
    rows["documents"].append(
        rows["documents"][0]
        | {"path": "b.txt", "status": "duplicate", "duplicate_of": "a.txt"}
    )
    aside = {"doc_id": doc_id(b"c"), "path": "c.txt", "status": "quarantined"}
    rows["documents"].append(blank(DocumentRow) | aside)
    reason = Doubt("unreadable", "坏了", severity="error")
    rows["problems"].append(problem(doc_id(b"c"), reason))
    counts = {"seen": 3, "ok": 1, "partial": 0, "quarantined": 1, "duplicate": 1}
    rows["runs"] = [blank(Run) | {f"inputs_{k}": n for k, n in counts.items()}]
    return rows


def test_sound_tables_pass() -> None:
    assert broken(sound(), inputs=3) == []


def put(table: str, column: str, value: Any, at: int = 0) -> Callable[[Rows], None]:
    def change(tables: Rows) -> None:
        assert column in tables[table][at]
        tables[table][at][column] = value

    return change


def drop(table: str, at: int = 0) -> Callable[[Rows], None]:
    return lambda tables: tables[table].pop(at)  # type: ignore[return-value]


def repeat(table: str) -> Callable[[Rows], None]:
    return lambda tables: tables[table].append(tables[table][0])


def forget(column: str) -> Callable[[Rows], None]:
    def change(tables: Rows) -> None:
        kept = [r for r in tables["evidence"] if r["column_name"] != column]
        assert len(kept) < len(tables["evidence"])
        tables["evidence"] = kept

    return change


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (put("drugs", "drug_id", None), "drugs.drug_id: without a value"),
        (repeat("drugs"), "drugs.drug_id: not unique"),
        (put("documents", "path", "a.txt", at=2), "documents.path: not unique: a.txt"),
        (put("patents", "drug_id", "0" * 16), "patents.drug_id: not in drugs: 000"),
        (drop("filings"), "comparators.filing_id: not in filings"),
        (put("patents", "doc_id", "0" * 16), "patents.doc_id: no such document: 000"),
        (put("patents", "doc_id", None), "patents.doc_id: no such document: None"),
        (put("drugs", "doc_ids", ["0" * 16]), "drugs.doc_ids: no such document: 000"),
        (put("policies", "level", "world"), "policies.level: not in its vocabulary"),
        (put("problems", "severity", "bad"), "problems.severity: not in its vocab"),
        (drop("patents"), "evidence: of a cell that is not there: patents.title"),
        (put("patents", "title", None), "of a cell that is not there: patents.title"),
        (put("evidence", "table_name", "tests"), "of a cell that is not there: tests"),
        (put("evidence", "column_name", "name"), "of a cell that is not there"),
        (put("policies", "agencies", ["一"]), "not there: policies.agencies.1"),
        (forget("title"), "patents: without evidence: patents.title"),
        (forget("title"), "documents: without evidence: documents.title"),
        (forget("agencies.1"), "policies: without evidence: policies.agencies.1"),
        (forget("attachments.0.file"), "without evidence: filings.attachments.0.file"),
        (forget("level"), "policies: without evidence: policies.level"),
        (put("evidence", "end", 3), "evidence: quote and place differ"),
        (put("evidence", "start", None), "evidence: quote and place differ"),
        (drop("documents", at=2), "documents: 2 rows for 3 inputs"),
        (put("documents", "status", None, at=2), "documents: 1 rows without a status"),
        (put("documents", "status", "ok", at=2), "runs.inputs_ok: 1, but documents"),
        (put("runs", "inputs_seen", 4), "runs.inputs_seen: 4, but documents have 3"),
        (drop("runs"), "runs: no row of this run"),
        (drop("problems"), "documents: quarantined without a reason: c.txt"),
        (put("documents", "duplicate_of", "c.txt", at=1), "duplicate of nothing: b"),
        (lambda tables: tables.pop("drugs"), "drugs: the table is missing"),
    ],
)
def test_each_fault_is_told(break_it: Callable[[Rows], None], message: str) -> None:
    tables = sound()
    break_it(tables)
    assert [told for told in broken(tables, inputs=3) if message in told]


def test_many_faults_of_one_kind_are_one_message() -> None:
    tables = sound()
    tables["evidence"] = []
    told = broken(tables, inputs=3)
    assert [m for m in told if m.startswith("policies")] == [
        f"policies: without evidence: policies.agencies.0 of row "
        f"{tables['policies'][0]['policy_id']} and 2 more"
    ]


def test_what_was_merged_or_counted_needs_no_words() -> None:
    unquoted = {
        column.name
        for column in columns_of(TABLE["drugs"])
        if not is_quoted(Drug, column)
    }
    assert unquoted == {
        "drug_id", "doc_id", "doc_ids", "first_seen", "last_seen", "currency",
        "first_launch_china_precision", "first_launch_global_precision",
    }  # fmt: skip


def test_documents_show_the_words_that_parsers_quote() -> None:
    quoted = [c.name for c in columns_of(DocumentRow) if is_quoted(DocumentRow, c)]
    assert quoted == [
        "title", "publisher", "author", "reporter", "editor", "channel", "captions",
        "published_at", "published_basis", "url",
    ]  # fmt: skip


def test_files_of_other_columns_are_no_tables(tmp_path: Path) -> None:
    for name, rows in sound().items():
        write_table(TABLE[name], rows, tmp_path)
    odd = pa.table({"drug_id": ["a"], "price": ["cheap"], "more": [1]})
    pq.write_table(odd, tmp_path / "drugs.parquet")
    [told] = check(tmp_path, inputs=3)
    assert told.startswith("drugs: columns not as declared: ")
    assert {"price", "more", "generic_name"} <= {*told.split(": ")[2].split(", ")}
