"""What stands under a picture, and what only speaks of one."""

import pytest

from normalize.news.captions import captions
from normalize.news.lines import Line
from normalize.text import Text


@pytest.mark.parametrize(
    "line",
    [
        "图为患者领取首批新药。",
        "图：患者领取首批新药",
        "▲患者领取首批新药",
        "△ 发布会现场",
        "上图为新药外观。段一摄",
        "图1：近三年销售额",
        "图 2 研究流程",
        "（图片来源：示例网）",
        "图片来源：示例网",
        "2月21日，患者在示例市人民医院领药。示例社记者 段一 摄",
        "患者在医院领药。（示例医院供图）",
        "题图：示例图库",
    ],
)
def test_a_line_under_a_picture_is_its_caption(line: str) -> None:
    assert [str(words) for words in captions([Line(Text.raw(line))])] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "如图为证，患者已经领到了药。",
        "图书馆今起开放。",
        "图中显示，两组的曲线很早就分开了。",
        "医院介绍，摄入该药后应多喝水。",
        "▲1.2%",
        "图为患者领药。"
        + "医院方面介绍，患者当日用上了这种刚刚获批的新药，医保报销了大部分。" * 3,
        "△",
        "该公司拍摄的宣传片昨日上线，由段一拍摄。",
    ],
)
def test_a_line_that_speaks_of_one_is_prose(line: str) -> None:
    assert captions([Line(Text.raw(line))]) == []


def test_a_heading_is_no_caption() -> None:
    assert captions([Line(Text.raw("图为何物"), 2)]) == []
