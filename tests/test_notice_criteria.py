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


def test_points_to_lose_stand_in_for_points() -> None:
    assert said(read("序号|违规情形|扣分值", "1|超量|5", "2|串换|10")) == [
        "|超量|5|",
        "|串换|10|",
    ]


def test_decimals_weights_and_subtotals() -> None:
    rows = ["考核内容|考核指标|权重（%）|评分标准|自评分|得分", "管理|制度|7.5|齐全得满分", "管理|人员|12.5|在岗得满分",
            "小计||20|", "服务|供应|80%|及时得满分", "合计||100|"]  # fmt: skip
    found = read(*rows)
    assert said(found) == [
        "管理|制度|7.5|齐全得满分",
        "管理|人员|12.5|在岗得满分",
        "服务|供应|80|及时得满分",
    ]
    assert found is not None
    assert [(each.declared, each.counted) for each in found.sums] == [(100.0, 100.0)]


def test_points_merged_over_items_count_once() -> None:
    text = Text.raw("考核项目|分值|评分标准|甲|10|好|乙|中")
    cells = [Cell(piece) for piece in text.split(r"\|")]
    rows = (tuple(cells[:3]), tuple(cells[3:6]), (cells[6], cells[4], cells[7]))
    assert said(scoring(Grid(rows))) == ["|甲|10|好", "|乙||中"]


def test_a_table_that_lost_its_head_adds_to_a_hundred() -> None:
    rows = [
        "质量|检验|50|合格得50分",
        "质量|追溯|10|全程得10分",
        "供应|配送|40|及时得40分",
    ]
    assert said(read(*rows)) == rows


@pytest.mark.parametrize(
    "rows",
    [
        ["示例片|10mg|50|盒", "示例胶囊|20mg|10|瓶", "示例液|5ml|40|支"],
        ["办公费|元|30|无", "会议费|元|20|无", "合计||50|"],
        ["质量|检验|50|合格得50分", "供应|配送|30|及时得30分"],
    ],
)
def test_other_numbers_that_add_up_are_no_points(rows: list[str]) -> None:
    assert read(*rows) is None


def test_points_that_are_a_range_are_kept_without_a_number() -> None:
    found = read(HEAD, "质量|甲|10|好", "质量|乙|0-5分|中")
    assert said(found) == ["质量|甲|10|好", "质量|乙||中"]
    assert found is not None
    assert [doubt.code for doubt in point_doubts(found)] == ["points_unread"]
