"""Tables of results between the answers of a form: lines of an answer, and its facts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.inputs import Input
from extract.one import extract_file
from normalize.rows import Rows
from tests import papers
from tests.papers import Item, Line, Table
from tests.prints import chromium

BASIC: Table = [
    ["药品通用名称", "示例替尼片", "药品类别", "西药"],
    ["药品注册分类", "化学药品1类", "批准文号", "国药准字H20240021"],
    ["注册规格", "40mg", "上市许可持有人", "示例药业有限公司"],
    ["说明书适应症/功能主治", "用于治疗某病成人患者。", "是否为独家", "是"],
]
TRIAL: Table = [
    ["试验类型1", "随机、双盲、阳性对照临床试验"],
    ["试验对照药品", "对照替尼"],
    ["对主要临床结局指标改善情况", "主要疗效结果见下表。"],
]
RESULTS: Table = [
    ["指标", "试验组（n=181）", "对照组（n=179）", "HR（95%CI）", "P值"],
    ["中位PFS（月）", "22.1", "13.8", "0.49（0.36~0.67）", "<0.0001"],
    ["ORR（%）", "75.8", "61.2", "", ""],
]
SAFETY: Table = [["不良反应情况", "常见不良反应见下表。"]]
HARM: Table = [
    ["不良反应", "试验组（n=181）", "对照组（n=179）"],
    ["皮疹", "40（22.1%）", "51（28.5%）"],
    ["腹泻", "33.1%", "29.8%"],
]
FORM: list[Item] = [
    Line("2025年国家医保药品目录调整申报材料", "title"),
    Line("企业名称：示例药业有限公司"),
    Line("一、基本信息"),
    BASIC,
    Line("二、有效性信息"),
    TRIAL,
    Line("表1 主要疗效结果"),
    RESULTS,
    Line("三、安全性信息"),
    SAFETY,
    Line("表2 常见不良反应"),
    HARM,
]


def markdown(items: list[Item]) -> str:
    return "\n\n".join(
        item.words
        if isinstance(item, Line)
        else "\n".join(f"| {' | '.join(row)} |" for row in _ruled(item))
        for item in items
    )


def _ruled(rows: Table) -> Table:
    return [rows[0], ["---"] * len(rows[0]), *rows[1:]]


WRITERS: dict[str, Callable[[list[Item]], bytes]] = {
    "md": lambda items: markdown(items).encode(),
    "txt": lambda items: papers.plain(items).encode(),
    "html": lambda items: papers.html(items).encode(),
    "docx": papers.docx,
}


def read(data: bytes, name: str, folder: Path) -> Rows:
    (folder / name).write_bytes(data)
    return extract_file(Input(folder / name, name))


def check(rows: Rows) -> None:
    measured = [
        (o["endpoint"], o["statistic"], o["arm"], str(o["value"]), str(o["ci_low"]))
        for o in rows["outcomes"]
    ]
    assert measured == [
        ("PFS", "median", "试验组", "22.1", "None"),
        ("PFS", "median", "对照组", "13.8", "None"),
        ("PFS", "hazard_ratio", "试验组", "0.49", "0.36"),
        ("ORR", "rate", "试验组", "75.8", "None"),
        ("ORR", "rate", "对照组", "61.2", "None"),
    ]
    assert [(o["p_value"], o["trial_id"]) for o in rows["outcomes"]][2] == (
        "<0.0001",
        rows["trials"][0]["trial_id"],
    )
    harm = [
        (a["term"], a["n"], str(a["rate"]), a["population"])
        for a in rows["adverse_events"]
    ]
    assert harm == [
        ("皮疹", 40, "22.1", "试验组"),
        ("皮疹", 51, "28.5", "对照组"),
        ("腹泻", None, "33.1", "试验组"),
        ("腹泻", None, "29.8", "对照组"),
    ]
    assert [p["code"] for p in rows["problems"]] == []


@pytest.mark.parametrize("kind", WRITERS)
def test_tables_of_results_belong_to_the_answer_above(
    kind: str, tmp_path: Path
) -> None:
    check(read(WRITERS[kind](FORM), f"form.{kind}", tmp_path))


@pytest.mark.skipif(not chromium.available(), reason="Chromium is not installed")
def test_printed_tables_of_results_belong_to_the_answer_above(tmp_path: Path) -> None:
    [data] = papers.browser_pdfs([FORM])
    check(read(data, "form.pdf", tmp_path))


@pytest.mark.parametrize("kind", WRITERS)
def test_the_label_of_the_table_stays_with_its_rows(kind: str, tmp_path: Path) -> None:
    rows = read(WRITERS[kind](FORM), f"form.{kind}", tmp_path)
    [answer] = [f["value"] for f in rows["fields"] if f["label"] == TRIAL[2][0]]
    lines = [line.replace(" | ", "\t").rstrip("\t |") for line in answer.splitlines()]
    assert [line for line in lines if line] == [
        "主要疗效结果见下表。",
        "表1 主要疗效结果",
        *("\t".join(row).rstrip("\t") for row in RESULTS),
    ]


@pytest.mark.parametrize("kind", WRITERS)
def test_labels_that_nobody_knows_stay_labels(kind: str, tmp_path: Path) -> None:
    unknown: Table = [
        ["包装数量", "12盒", "贮藏温度", "2℃"],
        ["年治疗费用", "3.6万元", "有效期限", "24个月"],
    ]
    form = [*FORM[:4], unknown, *FORM[4:]]
    rows = read(WRITERS[kind](form), f"form.{kind}", tmp_path)
    told = {f["label"]: f["value"] for f in rows["fields"]}
    assert [told[label] for row in unknown for label in row[::2]] == [
        value for row in unknown for value in row[1::2]
    ]


def test_numbers_side_by_side_are_never_one(tmp_path: Path) -> None:
    """Rows below an answer in one table: what is read wrongly still shows its parts."""
    form = [*FORM[:5], [*TRIAL, *RESULTS], *FORM[8:]]
    rows = read(papers.html(form).encode(), "form.html", tmp_path)
    told = "\n".join(str(f["value"]) for f in rows["fields"])
    assert "22.1" in told and "22.113.8" not in told
    assert "75.8" in told and "75.861.2" not in told
