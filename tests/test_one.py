"""One file: what becomes of it, and what it has to state."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import extract.one
from extract.inputs import Input
from extract.one import extract_file
from normalize.column import columns_of
from normalize.document import Document
from normalize.draft import Doubt, Draft, Implied
from normalize.layout import LayoutChanged
from normalize.required import missing
from normalize.rows import Rows, empty_rows
from normalize.tables import TABLES, DocumentRow, Drug, Event, Policy
from tests.drafting import problems_of

TITLE = "2024年国家医保药品目录调整申报材料（公示版）"
FORM = f"""{TITLE}

药品名称：示例替尼片
企业名称：示例药业有限公司
申报时间：2024-07-12 14:20:03
药品目录：药品目录外

一、基本信息
药品通用名称：示例替尼片
药品类别：西药
是否为独家：否
药品注册分类：化学药品1类
中国大陆首次上市时间：2022年3月
是否为OTC：否
"""
NOTICE = """示例市医疗保障局关于示例的通知
示医保发〔2025〕3号

各有关单位：
一、请遵照执行。
二、本通知自印发之日起施行。
示例市医疗保障局
2025年6月20日
"""


def extracted(words: str, folder: Path) -> Rows:
    path = folder / "document.txt"
    path.write_text(words, encoding="utf-8")
    return extract_file(Input(path, "a/document.txt"))


def without(words: str, *starts: str) -> str:
    """Leave lines out, by how they begin."""
    kept = [line for line in words.splitlines() if not line.startswith(starts)]
    assert len(kept) < len(words.splitlines())
    return "\n".join(kept)


# --- what becomes of a file


def test_a_file_that_is_read_has_all_its_document_cells(tmp_path: Path) -> None:
    rows = extracted(FORM, tmp_path)
    [document] = rows["documents"]
    assert document["path"] == "a/document.txt"
    assert document["bytes"] == len(FORM.encode())
    assert (document["media_type"], document["script"]) == ("text/plain", "Hans")
    assert document["source_type"] == document["parser"] == "nhsa_form"
    assert document["status"] == "ok"
    assert document["title"] == TITLE
    assert document["n_pages"] is None
    assert rows["drugs"][0]["generic_name"] == "示例替尼片"


def test_a_file_that_is_not_there_is_not_opened(tmp_path: Path) -> None:
    rows = extract_file(Input(tmp_path / "gone.txt", "gone.txt"))
    [document], [problem] = rows["documents"], rows["problems"]
    assert (document["status"], document["bytes"]) == ("quarantined", None)
    assert problem["message"] == "It can not be opened: No such file or directory."
    assert document["doc_id"] == problem["doc_id"] != ""


def test_what_nobody_claims_keeps_its_text_and_repairs(tmp_path: Path) -> None:
    rows = extracted("示例ＡＢＣ", tmp_path)
    [document], [repair] = rows["documents"], rows["repairs"]
    assert (document["status"], document["text"]) == ("quarantined", "示例ABC")
    assert (repair["before"], repair["after"]) == ("ＡＢＣ", "ABC")
    assert problems_of(rows) == [("error", "unknown_document", None, None)]


class Reading:
    """A parser that yields what a test wants it to."""

    __name__ = "parsers.news"

    def __init__(self, *drafts: Draft | Doubt | Exception) -> None:
        self.drafts = drafts

    def parse(self, document: Document) -> Iterator[Draft | Doubt]:
        for draft in self.drafts:
            if isinstance(draft, Exception):
                raise draft
            yield draft


@pytest.mark.parametrize(
    ("drafts", "status", "code"),
    [
        ([Doubt("odd", "", severity="info")], "ok", "odd"),
        ([Doubt("odd", "", severity="warning")], "ok", "odd"),
        ([Doubt("odd", "", severity="error")], "partial", "odd"),
        ([Draft(Event, event_date=Implied("长期", "x"))], "partial", "unparsed"),
        ([Draft(Event, event_date=Implied("-", "x"))], "ok", None),
        ([LayoutChanged("no head")], "quarantined", "layout_changed"),
    ],
)
def test_an_error_makes_a_document_partial(
    drafts: list[Any], status: str, code: str | None,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    titled = Draft(DocumentRow, title=Implied("标题", "x"))
    monkeypatch.setattr(extract.one, "claim", lambda _: Reading(titled, *drafts))
    rows = extracted("正文", tmp_path)
    assert rows["documents"][0]["status"] == status
    assert [c for _, c, _, _ in problems_of(rows)] == ([code] if code else [])
    assert (status == "quarantined") == (rows["evidence"] == [])


def test_words_that_a_reader_lost_make_a_document_partial(tmp_path: Path) -> None:
    page = (
        "<h1>示例药品获批上市</h1><div>2025-03-01 10:22 来源：示例晚报</div>"
        + "<p>首例患者在示例医院用上新药，医生表示疗效良好，随访仍在继续。</p>" * 2
        + "<div><a href=1.html>1</a> <a href=1_2.html>2</a> <a href=1_2.html>下一页</a></div>"
    )
    rows = extracted(page, tmp_path)
    assert rows["documents"][0]["status"] == "partial"
    assert problems_of(rows)[0][:2] == ("error", "more_pages")


def test_nothing_is_read_from_a_rewritten_text(tmp_path: Path) -> None:
    spun = NOTICE.replace("各有关单位：", "药品监视办理局：") + (
        "中华子民共和国药品监视办理局：第风华正茂条自二零一六年十10月14日起生效。\n"
    )
    rows = extracted(spun, tmp_path)
    assert rows["documents"][0]["status"] == "quarantined"
    assert problems_of(rows) == [("error", "spun_text", None, "药品监视办理局")]
    filled = {name for name, table in rows.items() if table}
    assert filled <= {"documents", "problems", "repairs"}
    assert rows["policies"] == []


def test_a_parser_that_finds_nothing_has_misread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extract.one, "claim", lambda _: Reading(Draft(DocumentRow)))
    rows = extracted("正文", tmp_path)
    assert rows["documents"][0]["status"] == "quarantined"
    assert problems_of(rows) == [("error", "layout_changed", None, None)]
    assert rows["documents"][0]["text"] == "正文"


def test_a_fault_of_the_program_is_not_swallowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extract.one, "claim", lambda _: Reading(KeyError("x")))
    with pytest.raises(KeyError):
        extracted("正文", tmp_path)


# --- what has to be stated


@pytest.mark.parametrize(
    ("words", "left_out", "table", "column"),
    [
        (FORM, ("药品名称", "药品通用名称"), "drugs", "generic_name"),
        (FORM, ("企业名称",), "drugs", "company"),
    ],
)
def test_a_form_without_what_every_form_states_is_partial(
    words: str, left_out: tuple[str, ...], table: str, column: str, tmp_path: Path
) -> None:
    rows = extracted(without(words, *left_out), tmp_path)
    assert rows["documents"][0]["status"] == "partial"
    assert rows["documents"][0]["source_type"] == "nhsa_form"
    [problem] = rows["problems"]
    assert (problem["severity"], problem["code"]) == ("error", f"missing_{column}")
    assert (problem["table_name"], problem["column_name"]) == (table, column)
    assert rows["filings"][0]["catalog_status"] == "药品目录外"


def test_a_notice_and_a_form_that_state_it_all_are_ok(tmp_path: Path) -> None:
    for words, source_type in ((FORM, "nhsa_form"), (NOTICE, "notice")):
        rows = extracted(words, tmp_path)
        assert rows["documents"][0]["source_type"] == source_type
        assert rows["documents"][0]["status"] == "ok", rows["problems"]


def stating(**tables: list[dict[str, Any]]) -> Rows:
    return empty_rows() | tables | {"evidence": [{}]}


def test_a_notice_states_its_title_and_who_speaks() -> None:
    cited = {"is_full_text": False, "agencies": ["别的局"], "title": "办法"}
    own = {"is_full_text": True, "agencies": None, "title": None}
    rows = stating(policies=[own, cited], documents=[{"title": None}])
    assert [p["code"] for p in missing(rows, "notice", "d")] == [
        "missing_agencies", "missing_title",
    ]  # fmt: skip
    own["agencies"] = ["本局"]
    rows["documents"][0]["title"] = "通知"
    assert missing(rows, "notice", "d") == []


def test_news_state_their_title_and_need_no_drug() -> None:
    rows = stating(documents=[{"title": None}])
    assert [p["code"] for p in missing(rows, "news", "d")] == ["missing_title"]


def test_what_is_required_is_asked_of_source_types_that_there_are() -> None:
    required = {
        (cls, column.name): column.required
        for cls in TABLES
        for column in columns_of(cls)
        if column.required
    }
    assert required == {
        (Drug, "generic_name"): ("nhsa_form",),
        (Drug, "company"): ("nhsa_form",),
        (Policy, "agencies"): ("notice",),
        (DocumentRow, "title"): ("notice", "news"),
    }
