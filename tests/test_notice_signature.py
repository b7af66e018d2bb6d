"""Who signs a notice, and when."""

import pytest

from normalize.notice.flow import flow
from normalize.notice.issuer import issuer
from normalize.notice.offices import offices
from normalize.notice.signature import imprint, signature
from normalize.text import Text
from tests.notices import page, texts


@pytest.mark.parametrize(
    ("lines", "agencies", "date"),
    [
        (["甲省药监局", "甲省医保局", "2025年6月20日"], ["甲省药监局", "甲省医保局"], "2025年6月20日"),
        (["甲省药监局    甲省医保局", "甲省科技厅", "2025年6月20日"],
         ["甲省药监局", "甲省医保局", "甲省科技厅"], "2025年6月20日"),
        (["甲省药监局 2025年6月20日"], ["甲省药监局"], "2025年6月20日"),
        (["甲省药监局（盖章）", "二〇二五年四月十日"], ["甲省药监局"], "二〇二五年四月十日"),
        (["示 例 局", "2025 年 1 月 1 日"], ["示例局"], "2025 年 1 月 1 日"),
        (["特此通知。", "甲省药监局办公室"], ["甲省药监局办公室"], "None"),
    ],
)  # fmt: skip
def test_signature(lines: list[str], agencies: list[str], date: str) -> None:
    found = signature(texts("请遵照执行。", *lines))
    assert found is not None
    assert ([str(name) for name in found.agencies], str(found.date)) == (agencies, date)


@pytest.mark.parametrize(
    "lines",
    [
        ["示例局办公室 2025年6月20日印发"],
        ["现将有关事项通知如下。", "2025年6月20日"],
        ["自2025年6月20日起施行。"],
        ["2025年6月"],
    ],
)
def test_no_signature(lines: list[str]) -> None:
    assert signature(texts(*lines)) is None


def test_the_imprint_dates_a_notice_whose_signature_has_none() -> None:
    lines = texts("抄送：示例厅。", "示例局办公室　　2025年6月20日印发")
    assert str(imprint(lines)) == "2025年6月20日"
    assert imprint(texts("本通知自2025年6月20日印发之日起施行。")) is None


def test_a_decree_is_signed_by_a_person() -> None:
    found = signature(texts("现予公布。", "局　长　甲某", "2022年9月1日"))
    assert found is not None
    assert (found.agencies, str(found.date)) == ([], "2022年9月1日")


@pytest.mark.parametrize(
    "line", ["申报单位（盖章）", "联系电话", "二、工作部署：全部", "局长 张三"]
)
def test_no_offices(line: str) -> None:
    assert offices(Text.raw(line)) == []


def test_offices_set_without_a_blank_are_cut() -> None:
    found = offices(Text.raw("云南省药品监督管理局云南省科学技术厅"))
    assert [str(name) for name in found] == ["云南省药品监督管理局", "云南省科学技术厅"]


@pytest.mark.parametrize(
    ("name", "level", "region", "code"),
    [
        ("陕西省药品监督管理局", "provincial", "陕西省", "610000"),
        ("洛阳市医疗保障局", "city", "洛阳市", "410300"),
        ("国家卫生健康委办公厅", "national", None, None),
        ("财政部", "national", None, None),
        ("上海市药品监督管理局", "provincial", "上海市", "310000"),
    ],
)
def test_issuer(name: str, level: str, region: str | None, code: str | None) -> None:
    assert issuer(Text.raw(name)) == (level, region, code)


def test_offices_may_stand_in_a_table_over_the_date() -> None:
    lines = ["特此通知。", "甲省医保局\t甲省药监局", "甲省财政厅\t", "2024年1月9日"]
    items = flow(page(*lines))
    found = signature(items)
    assert found is not None
    assert [str(name) for name in found.agencies] == [
        "甲省医保局",
        "甲省药监局",
        "甲省财政厅",
    ]


def test_a_table_of_other_things_signs_nothing() -> None:
    items = flow(page("名单如下。", "单位\t甲省药监局", "品种\t示例片", "2024年1月9日"))
    assert signature(items) is None
