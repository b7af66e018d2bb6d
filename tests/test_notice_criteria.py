"""Scoring tables, whole and as converters leave them."""

import pytest

from normalize.document import Cell, Grid
from normalize.notice.checks import point_doubts
from normalize.notice.criteria import Scoring, scoring
from normalize.text import Text

HEAD = "一级指标|二级指标|分值|评分标准"


def read(*rows: str) -> Scoring | None:
    text = Text.raw("\x00".join(rows))
    cells = [[Cell(cell) for cell in row.split("\\|")] for row in text.split("\x00")]
    return scoring(Grid(tuple(map(tuple, cells))))


def said(found: Scoring | None) -> list[str]:
    assert found is not None
    return [
        "|".join(
            "" if cell is None else str(cell)
            for cell in (c.section, c.item, c.points, c.standard)
        )
        for c in found.criteria
    ]


WHOLE = ["一、质量|甲|10|好", "一、质量|乙|5|中", "二、供应|丙|5|快"]


@pytest.mark.parametrize(
    "rows",
    [
        [
            "一、质量（15分）|甲|10|好",
            "一、质量（15分）|乙|5|中",
            "二、供应(5分)|丙|5|快",
        ],
        ["一、质量（15分）|甲|10|好", "乙|5|中", "二、供应(5分)|丙|5|快"],
        ["一、质量（15分）|甲|10|好", "|乙|5|中", "二、供应(5分)|丙|5|快"],
        ["一、质量\n一、质量|甲|10分|好", "乙|5分|中||", "二、供应|丙|5|快"],
        ["一、质量|甲|10|好", "乙|5|中", "二、供应|丙|5|快", "合计|20|"],
        ["一、质量|甲|10|好", "乙|5|中", "二、供应|丙|5|快", "合计||20"],
    ],
)
def test_the_section_goes_down_its_rows(rows: list[str]) -> None:
    assert said(read(HEAD, *rows)) == WHOLE


def test_other_heads() -> None:
    assert said(read("序号|评价内容|标准分|评分细则", "1|甲|10|好")) == ["|甲|10|好"]
    assert said(read("评分项目|权重|考核标准", "甲|10|好")) == ["|甲|10|好"]
    assert said(
        read("一级指标|二级指标|分值|提交资料|评分标准|自评分数", "质量|甲|10|□有|好|")
    ) == ["质量|甲|10|好"]


@pytest.mark.parametrize(
    "rows",
    [
        ["序号|产品名称|使用例数", "1|甲|10"],
        ["单位名称||医院等级|□三级"],
        ["一级指标|二级指标|自评分数", "质量|甲|10"],
        [HEAD],
    ],
)
def test_no_scoring_table(rows: list[str]) -> None:
    assert read(*rows) is None


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (["质量（15分）|甲|10|", "乙|5|"], []),
        (["质量（满分16分）|甲|10|", "乙|5|"], ["says 16 points, its items have 15"]),
        (["质量|甲|10|", "加分项|乙|5|", "合计|10|"], []),
        (["质量|甲|10|", "加分项|乙|5|", "合计|15|"], []),
        (["质量|甲|10|", "合计|20|"], ["says 20 points, its items have 10"]),
    ],
)
def test_points_must_add(rows: list[str], messages: list[str]) -> None:
    found = read(HEAD, *rows)
    assert found is not None
    assert [doubt.message for doubt in point_doubts(found)] == messages
