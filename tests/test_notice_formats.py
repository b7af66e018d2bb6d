"""A notice says the same in every format: as text, page, Word, PDF and OFD.

The notices are invented (`tests.paper_notices`) and stand on paper as offices print
them (`tests.papers`). Plain text is the measure; what it says of the first is spelled
out. Printers that are not installed are skipped by name.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from extract.one import repaired
from normalize.rows import Rows, type_drafts
from parsers import claim
from tests import papers
from tests.paper_notices import NOTICES
from tests.prints import chromium, writer

TABLES = (
    "policies", "provisions", "criteria", "citations", "events", "drugs", "quantities",
)  # fmt: skip
PLACES = ("start", "end")

Write = Callable[[Sequence[Sequence[papers.Item]]], list[bytes]]
FORMATS: dict[str, Write] = {
    "page.html": lambda all_: [papers.html(items).encode() for items in all_],
    "word.docx": lambda all_: [papers.docx(items) for items in all_],
    "title in one paragraph.docx": lambda all_: [
        papers.docx(items, broken=True) for items in all_
    ],
    "word 97.doc": lambda all_: writer.converted(list(map(papers.docx, all_)), "doc"),
    "word.pdf": lambda all_: writer.converted(list(map(papers.docx, all_))),
    "browser.pdf": papers.browser_pdfs,
    "reader.ofd": lambda all_: [papers.ofd(items) for items in all_],
}
NEEDS = {
    "word 97.doc": (writer.available, "LibreOffice Writer"),
    "word.pdf": (writer.available, "LibreOffice Writer"),
    "browser.pdf": (chromium.available, "Chromium"),
}


CASES = [
    pytest.param(name, form, id=f"{name} as {form}")
    for name in NOTICES
    for form in FORMATS
]


def tables_of(data: bytes, name: str) -> Rows:
    document, _ = repaired(data, name)
    return type_drafts(document, claim(document).parse(document))


def said(rows: Rows) -> dict[str, list[dict[str, Any]]]:
    """What tables say, without ids and places."""
    return {table: [_bare(row) for row in rows[table]] for table in TABLES}


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in row.items()
        if not name.endswith("_id") and name not in PLACES
    }


class Written:
    """The notices in each format, written when the first is wanted."""

    def __init__(self) -> None:
        self._files: dict[str, dict[str, bytes]] = {}

    def get(self, name: str, form: str) -> bytes:
        """Give a notice in a format, or skip the test where nothing writes it."""
        if form in NEEDS and not NEEDS[form][0]():
            pytest.skip(f"{form} needs {NEEDS[form][1]}, which is not installed")
        if form not in self._files:
            files = FORMATS[form](list(NOTICES.values()))
            self._files[form] = dict(zip(NOTICES, files, strict=True))
        return self._files[form][name]


@pytest.fixture(scope="module")
def written() -> Written:
    return Written()


@pytest.mark.parametrize(("name", "form"), list(CASES))
def test_every_format_yields_the_same_rows(
    name: str, form: str, written: Written
) -> None:
    text = tables_of(papers.plain(NOTICES[name]).encode(), "notice.txt")
    found = tables_of(written.get(name, form), f"notice.{form.rpartition('.')[2]}")
    assert said(found) == said(text)


# --- what the measure itself says


def rows_of(name: str) -> Rows:
    return tables_of(papers.plain(NOTICES[name]).encode(), "notice.txt")


def test_the_joint_notice() -> None:
    rows = rows_of("joint")
    [policy] = [row for row in rows["policies"] if row["is_full_text"]]
    assert policy["doc_number"] == "江药监药注〔2024〕37号"
    assert policy["agencies"] == ["江南省药品监督管理局", "江南省医疗保障局"]
    assert policy["issued_on"] == date(2024, 8, 12)
    assert (policy["apply_from"], policy["apply_to"]) == (
        date(2024, 9, 1),
        date(2024, 9, 30),
    )
    assert [each["title"] for each in policy["attachments"]] == [
        "示例制剂申报指南",
        "示例制剂评分标准",
        "现有挂网品种目录",
    ]
    assert [row["points"] for row in rows["criteria"]] == [40.0, 20.0, 40.0]
    assert len(rows["drugs"]) == 3
    parts = [row["part"] for row in rows["provisions"]]
    assert (parts.count(None), parts.count("附件1")) == (9, 4)


def test_the_printers_note_is_of_nothing() -> None:
    """版记 stands under the last attachment, and is neither drug nor provision."""
    rows = rows_of("joint")
    words = str([rows["provisions"], rows["drugs"], rows["criteria"]])
    assert "抄送" not in words and "印发" not in words


def test_the_number_with_the_signer_beside_it() -> None:
    rows = rows_of("report")
    [policy] = [row for row in rows["policies"] if row["is_full_text"]]
    assert policy["doc_number"] == "临药监〔2023〕15号"
    assert policy["contacts"][0]["person"] == "赵某某"


def test_a_regulation_under_the_letter_that_sends_it() -> None:
    rows = rows_of("decree")
    assert rows["provisions"][-1]["path"] == "第二章/第四条"
    [policy] = [row for row in rows["policies"] if row["is_full_text"]]
    assert policy["effective_on"] == date(2025, 7, 1)
