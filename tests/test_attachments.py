"""Attachments in files of their own: what becomes of them, and whose they are."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from extract.inputs import Input
from extract.one import extract_file
from normalize.merge import merge
from normalize.rows import Row, Rows
from tests import papers
from tests.checking import broken
from tests.paper_notices import JOINT
from tests.papers import Item, Line
from tests.prints import writer

HEAD = ["序号", "药品名称", "剂型", "规格", "生产企业", "中选价（元）"]
LIST: list[Item] = [
    Line("附件3", "label"),
    Line("现有挂网品种目录", "center"),
    [
        HEAD,
        ["1", "示诺替尼片", "片剂", "50mg×14片", "江南示例制药有限公司", "196.00"],
        ["2", "试安宁颗粒", "颗粒剂", "每袋装5g", "示范中药股份有限公司", "38.50"],
    ],
]
GUIDE: list[Item] = [
    Line("附件1", "label"),
    Line("示例制剂申报指南", "center"),
    Line("一、申报材料"),
    Line("（一）申报表，加盖公章。"),
    Line("（二）近三年使用情况的总结，包括使用的例数、疗效和不良反应。"),
    Line("二、材料要求"),
    Line("材料应当真实、完整，统一用A4纸打印并装订成册，逾期不予受理。"),
]
FORM: list[Item] = [
    Line("附件4", "label"),
    Line("示例信息交接单", "center"),
    [
        ["接收单位", "", "批号", ""],
        ["接收时间", "年 月 日", "核对人", ""],
        ["异常情况", "□有 □无", "处理结果", ""],
    ],
]
MOST = JOINT[
    : next(i for i, item in enumerate(JOINT) if item == Line("附件1", "label"))
]


def tables_of(folder: Path, files: Mapping[str, bytes]) -> Rows:
    """The tables of files by name, which keep what tables have to."""
    results = []
    for name, data in files.items():
        (folder / name).write_bytes(data)
        results.append(extract_file(Input(folder / name, name)))
    tables = merge(results)
    faults = broken(tables, len(files))
    assert [words for words in faults if not words.startswith("runs:")] == []
    return tables


def document(tables: Rows) -> Row:
    [one] = tables["documents"]
    return one


def names(tables: Rows) -> list[tuple[str, str, str]]:
    return sorted(
        (row["generic_name"], row["specification"], row["company"])
        for row in tables["drugs"]
    )


def codes(tables: Rows) -> list[str]:
    return [row["code"] for row in tables["problems"]]


DRUGS = [
    ("示诺替尼片", "50mg×14片", "江南示例制药有限公司"),
    ("试安宁颗粒", "每袋装5g", "示范中药股份有限公司"),
]


# --- what becomes of a file alone


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "html", "txt"])
def test_a_list_becomes_drugs_with_evidence(suffix: str, tmp_path: Path) -> None:
    tables = tables_of(tmp_path, {f"a.{suffix}": written(LIST, suffix)})
    one = document(tables)
    found = one["source_type"], one["parser"], one["status"], one["title"]
    assert found == ("notice", "attachment", "ok", "现有挂网品种目录")
    assert names(tables) == DRUGS
    assert [row["price_text"] for row in tables["drugs"]] == ["196.00", "38.50"]
    proofs = {
        row["quote"] for row in tables["evidence"] if row["table_name"] == "drugs"
    }
    assert {"示诺替尼片", "每袋装5g", "38.50"} <= proofs
    assert codes(tables) == ["notice_not_found"]


def written(items: Sequence[Item], suffix: str) -> bytes:
    if suffix in ("xlsx", "docx"):
        return {"xlsx": papers.xlsx, "docx": papers.docx}[suffix](items)
    text = {"html": papers.html, "txt": papers.plain}[suffix](items)
    return text.encode()


def test_the_columns_of_a_list_that_no_drug_has_are_fields(tmp_path: Path) -> None:
    tables = tables_of(tmp_path, {"a.xlsx": papers.xlsx(LIST)})
    forms = [
        (r["occurrence"], r["value"]) for r in tables["fields"] if r["label"] == "剂型"
    ]
    assert forms == [(1, "片剂"), (2, "颗粒剂")]
    assert not any(row["label"] == "规格" for row in tables["fields"])


def test_a_bare_list_is_titled_by_its_file(tmp_path: Path) -> None:
    rows = LIST[2:]
    tables = tables_of(tmp_path, {"现有挂网品种目录.xlsx": papers.xlsx(rows)})
    assert document(tables)["title"] == "现有挂网品种目录"
    assert (document(tables)["status"], names(tables)) == ("ok", DRUGS)


def test_an_empty_list_makes_no_drugs(tmp_path: Path) -> None:
    rows: list[Item] = [
        Line("附件2"),
        Line("拟中选药品汇总表"),
        [
            HEAD,
            ["1", "", "", "", "", ""],
            ["例", "示例：某某片", "片剂", "10mg", "××公司", ""],
            ["", "×××胶囊", "", "", "", ""],
            ["", "（药品通用名）", "", "", "", ""],
            ["", "合计", "", "", "", ""],
            ["", "填报人（签字）", "", "", "", ""],
        ],
    ]
    tables = tables_of(tmp_path, {"a.xlsx": papers.xlsx(rows)})
    assert (document(tables)["status"], tables["drugs"]) == ("ok", [])
    assert "拟中选药品汇总表" in document(tables)["text"]


@pytest.mark.parametrize("suffix", ["docx", "html", "txt"])
def test_a_guide_becomes_provisions_of_a_policy(suffix: str, tmp_path: Path) -> None:
    tables = tables_of(tmp_path, {f"a.{suffix}": written(GUIDE, suffix)})
    [policy] = tables["policies"]
    assert (policy["title"], policy["doc_type"]) == ("示例制剂申报指南", "指南")
    assert document(tables)["status"] == "ok"
    assert paths(tables) == [
        ("附件1", "一"), ("附件1", "一/(一)"), ("附件1", "一/(二)"), ("附件1", "二"),
    ]  # fmt: skip


def paths(tables: Rows) -> list[tuple[str, str]]:
    return [(row["part"], row["path"]) for row in tables["provisions"]]


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html", "txt"])
def test_an_empty_form_is_kept_with_its_labels(suffix: str, tmp_path: Path) -> None:
    tables = tables_of(tmp_path, {f"a.{suffix}": written(FORM, suffix)})
    assert (document(tables)["status"], tables["drugs"]) == ("ok", [])
    labels = {row["label"] for row in tables["fields"]}
    assert {"接收单位", "批号", "接收时间", "核对人", "异常情况", "处理结果"} == labels
    assert {row["value"] for row in tables["fields"]} == {None}
    assert tables["policies"] == []


def test_the_name_of_a_file_labels_it(tmp_path: Path) -> None:
    words = papers.plain(GUIDE[1:]).encode()
    tables = tables_of(tmp_path, {"附件1.示例制剂申报指南.txt": words})
    assert document(tables)["parser"] == "attachment"
    assert paths(tables)[0] == ("附件1", "一")


def test_several_attachments_in_one_file(tmp_path: Path) -> None:
    tables = tables_of(tmp_path, {"a.docx": papers.docx([*GUIDE, *LIST, *FORM])})
    assert document(tables)["title"] == "示例制剂申报指南"
    assert {part for part, _ in paths(tables)} == {"附件1"}
    assert names(tables) == DRUGS
    assert {row["section"] for row in tables["fields"]} == {
        "现有挂网品种目录",
        "示例信息交接单",
    }


def test_a_scoring_table_alone(tmp_path: Path) -> None:
    score = next(item for item in JOINT if isinstance(item, list))
    rows: list[Item] = [Line("附件2"), Line("示例制剂评分标准"), score]
    tables = tables_of(tmp_path, {"a.xlsx": papers.xlsx(rows)})
    found = [(r["attachment"], r["item"], r["points"]) for r in tables["criteria"]]
    assert found[0] == ("附件2", "（1）使用年限", 40.0)
    assert sum(points for _, _, points in found) == 100


APPLICATION = """附件5
2024年国家医保药品目录调整申报材料
药品名称：{0}
企业名称：{1}
药品目录：{2}
药品通用名称：{0}
药品类别：{3}
药品注册分类：{4}
"""


def test_an_empty_application_form_makes_no_drug(tmp_path: Path) -> None:
    filled = ("示诺替尼片", "江南示例制药有限公司", "药品目录外", "西药", "1类")
    blank = APPLICATION.format(*[""] * 5).encode()
    tables = tables_of(tmp_path, {"a.txt": blank})
    assert document(tables)["parser"] == "attachment"
    assert (document(tables)["status"], tables["drugs"]) == ("ok", [])
    tables = tables_of(tmp_path, {"b.txt": APPLICATION.format(*filled).encode()})
    assert document(tables)["parser"] == "nhsa_form"
    assert [row["generic_name"] for row in tables["drugs"]] == ["示诺替尼片"]


@pytest.mark.skipif(not writer.available(), reason="LibreOffice is not installed")
def test_a_list_as_pdf_becomes_drugs(tmp_path: Path) -> None:
    [pdf] = writer.converted([papers.docx(LIST)])
    tables = tables_of(tmp_path, {"a.pdf": pdf})
    assert (document(tables)["parser"], document(tables)["status"]) == (
        "attachment",
        "ok",
    )
    assert names(tables) == DRUGS
    boxes = [r["bbox"] for r in tables["evidence"] if r["table_name"] == "drugs"]
    assert all(boxes)


# --- what is none


def test_a_notice_with_its_attachments_stays_a_notice(tmp_path: Path) -> None:
    tables = tables_of(tmp_path, {"附件1.docx": papers.docx(JOINT)})
    assert document(tables)["parser"] == "notice"


def test_prose_is_no_attachment(tmp_path: Path) -> None:
    words = "示例药品获批上市\n2025-03-01 来源：示例网\n" + "首例患者已用药。" * 20
    tables = tables_of(tmp_path, {"a.txt": words.encode()})
    assert document(tables)["source_type"] == "news"


def test_a_table_of_other_goods_is_unknown(tmp_path: Path) -> None:
    rows: list[Item] = [[["序号", "设备", "数量"], ["1", "离心机", "2"]]]
    tables = tables_of(tmp_path, {"a.xlsx": papers.xlsx(rows)})
    assert document(tables)["status"] == "quarantined"


# --- whose it is


def test_a_file_joins_the_notice_that_lists_it(tmp_path: Path) -> None:
    together = tables_of(tmp_path, {"n.docx": papers.docx(JOINT)})
    apart = tables_of(
        tmp_path,
        {
            "n.docx": papers.docx(MOST),
            "附件1：示例制剂申报指南.docx": papers.docx(GUIDE),
            "a.xlsx": papers.xlsx(LIST),
        },
    )
    assert codes(apart) == []
    [policy] = [row for row in apart["policies"] if row["is_full_text"]]
    assert policy["doc_ids"] == sorted(row["doc_id"] for row in apart["documents"])
    assert {row["policy_id"] for row in apart["provisions"]} == {policy["policy_id"]}
    assert set(paths(together)) == set(paths(apart))
    assert len(apart["drugs"]) == 2


def test_the_name_of_the_file_tells_where_its_words_do_not(tmp_path: Path) -> None:
    tables = tables_of(
        tmp_path,
        {
            "n.txt": papers.plain(MOST).encode(),
            "附件3.现有挂网品种目录.xlsx": papers.xlsx(LIST[2:]),
        },
    )
    assert codes(tables) == []
    [policy] = [row for row in tables["policies"] if row["is_full_text"]]
    assert len(policy["doc_ids"]) == 2


def test_another_number_is_another_attachment(tmp_path: Path) -> None:
    other = [Line("附件7"), *GUIDE[1:]]
    tables = tables_of(
        tmp_path, {"n.txt": papers.plain(MOST).encode(), "a.docx": papers.docx(other)}
    )
    assert codes(tables) == ["notice_not_found"]


def test_two_notices_that_list_a_title_get_nothing(tmp_path: Path) -> None:
    first = papers.plain(MOST)
    second = first.replace("37号", "38号").replace("示例制剂遴选", "示范制剂遴选")
    tables = tables_of(
        tmp_path,
        {
            "m.txt": first.encode(),
            "n.txt": second.encode(),
            "a.docx": papers.docx(GUIDE),
        },
    )
    [problem] = [row for row in tables["problems"] if row["code"] == "notice_ambiguous"]
    full = [row for row in tables["policies"] if row["is_full_text"]]
    assert len(full) == 3
    assert all(len(row["doc_ids"]) == 1 for row in full)
    listing = [row["policy_id"] for row in full if row["attachments"]]
    assert [one for one in listing if one in problem["message"]] == listing


def test_one_notice_saved_twice_is_one(tmp_path: Path) -> None:
    tables = tables_of(
        tmp_path,
        {
            "m.txt": papers.plain(MOST).encode(),
            "n.docx": papers.docx(MOST),
            "a.docx": papers.docx(GUIDE),
        },
    )
    assert "notice_ambiguous" not in codes(tables)
    assert "notice_not_found" not in codes(tables)
