"""The head of a notice: labels, number, title."""

import pytest

from normalize.document import Cell, Grid
from normalize.notice.head import number, parts_of, quoted_titles, title
from normalize.notice.labels import labels
from normalize.text import Text
from tests.notices import texts

ABOUT = "示例省药监局关于开展示例工作的通知"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([ABOUT], ABOUT),
        (["首页 > 公告通告 > 药品公告", ABOUT], ABOUT),
        (["示例省药监局", "关于开展示例工作的", "通知"], ABOUT),
        (["示例省药监局关于开展", "示例工作的通知"], ABOUT),
        ([ABOUT + "示药发〔2025〕1号"], ABOUT),
        ([ABOUT + "（2025年第1号）"], ABOUT),
        ([ABOUT + "（试行）"], ABOUT + "（试行）"),
        (["示例省药品监督管理局", "发布时间：2025-01-01", ABOUT], ABOUT),
        (["通知公告", "公告通告", ABOUT, ABOUT], ABOUT),
        (  # Whom it answers, on the line above.
            [
                "示例省医疗保障局",
                "示例省医疗保障局对省政协十三届三次会议",
                "第0127号提案的答复",
            ],
            "示例省医疗保障局对省政协十三届三次会议第0127号提案的答复",
        ),
        (
            ["示例省医疗保障局对外公开", "示例产品第12号抽检公告"],
            "示例产品第12号抽检公告",
        ),
    ],
)
def test_title_is_put_together(lines: list[str], expected: str) -> None:
    assert str(title(texts(*lines))) == expected


@pytest.mark.parametrize(
    "line", ["云南省", "通知公告", "示例药物获批上市。", "来源：关于示例的通知"]
)
def test_no_title(line: str) -> None:
    assert title(texts(line)) is None


def test_the_name_of_the_site_is_not_part_of_the_title() -> None:
    lines = texts("国家药品监督管理局", "国家药监局关于示例事项的公告")
    assert str(title(lines)) == "国家药监局关于示例事项的公告"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("示药发〔2025〕12号", "示药发〔2025〕12号"),
        ("示药发 [2025] 12 号", "示药发 [2025] 12 号"),
        (ABOUT + "示药发〔2025〕1号", "示药发〔2025〕1号"),
        ("（2025年第186号）", "2025年第186号"),
        ("（2015年2月9日 国办发〔2015〕7号）", "国办发〔2015〕7号"),
    ],
)
def test_number_stands_in_the_head(line: str, expected: str) -> None:
    assert str(number(texts(line))) == expected


def test_a_number_in_a_sentence_is_cited() -> None:
    assert number(texts("根据示药发〔2025〕1号文件要求，现通知如下")) is None


def test_labels_stand_in_lines_and_tables() -> None:
    grid = Grid(
        (
            tuple(
                Cell(Text.raw(c))
                for c in ("文 号：", "示发〔2025〕1号", "索引号", "0001")
            ),
        )
    )
    line = Text.raw("发布日期：2025-06-23 来源：示例网 浏览：12次")
    found = [(field, str(value)) for field, value in labels([grid, line])]
    assert found == [
        ("number", "示发〔2025〕1号"),
        ("index", "0001"),
        ("posted", "2025-06-23"),
        ("source", "示例网"),
    ]


def test_a_label_inside_a_word_is_none() -> None:
    assert list(labels(texts("征求意见时间：2025年1月1日"))) == []


def test_parts_of_a_title() -> None:
    named, kind = parts_of(Text.raw("示例省药监局 示例省医保局关于示例的公告"))
    assert [str(name) for name in named] == ["示例省药监局", "示例省医保局"]
    assert str(kind) == "公告"


def test_quoted_titles_may_hold_titles() -> None:
    found = quoted_titles(
        texts("按《示例局关于印发《示例办法》的通知》和《示例办法》执行")
    )
    assert [str(each) for each in found] == ["示例局关于印发《示例办法》的通知"]
