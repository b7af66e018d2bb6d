"""Regions: by name whole, in prose only where they are surely places."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import vocab
from normalize.text import Text
from normalize.values.regions import find_regions, province_of, region_of

ROWS = vocab.load("regions")


def test_codes_and_levels_agree() -> None:
    zeros = {"province": "0000", "city": "00", "county": ""}
    assert all(row["code"].endswith(zeros[row["level"]]) for row in ROWS)
    assert all(len(row["code"]) == 6 for row in ROWS)
    assert len([row for row in ROWS if row["level"] == "province"]) == 34
    assert [row["code"] for row in ROWS] == sorted(row["code"] for row in ROWS)


def test_every_place_lies_in_a_province_of_the_table() -> None:
    provinces = {row["code"] for row in ROWS if row["level"] == "province"}
    assert {row["code"][:2] + "0000" for row in ROWS} == provinces


@given(st.sampled_from(ROWS))
def test_every_place_is_known_by_its_province_and_name(row: dict[str, str]) -> None:
    province = next(r for r in ROWS if r["code"] == row["code"][:2] + "0000")
    city = next((r for r in ROWS if r["code"] == row["code"][:4] + "00"), province)
    chain = dict.fromkeys([province["name"], city["name"], row["name"]])
    region = region_of("".join(chain))
    assert region
    assert region.code == row["code"]


@pytest.mark.parametrize(
    ("words", "name", "code"),
    [
        ("山西", "山西省", "140000"),
        ("陕西省", "陕西省", "610000"),
        ("广西", "广西壮族自治区", "450000"),
        ("内蒙古", "内蒙古自治区", "150000"),
        ("香港", "香港特别行政区", "810000"),
        ("吉林", "吉林省", "220000"),
        ("海南", "海南省", "460000"),
        ("太原", "太原市", "140100"),
        ("恩施州", "恩施土家族苗族自治州", "422800"),
        ("山西省 太原市", "太原市", "140100"),
        ("海南白沙黎族自治县", "白沙黎族自治县", "469025"),
        ("北京市朝阳区", "朝阳区", "110105"),
        ("长春市朝阳区", "朝阳区", "220104"),
        ("定陶县", "定陶区", "371703"),
        ("襄樊市", "襄阳市", "420600"),
        ("郫县", "郫都区", "510117"),
    ],
)
def test_whole_names(words: str, name: str, code: str) -> None:
    region = region_of(words)
    assert region
    assert (region.name, region.code) == (name, code)


@pytest.mark.parametrize(
    "words",
    ["朝阳区", "鼓楼区", "假县", "县", "市辖区", "中山大学", "全国", "晋", "-", ""],
)
def test_no_one_place(words: str) -> None:
    assert region_of(words) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("山西省太原市龙城大街85号", [("山西省太原市", "140100")]),
        ("浙江省卫健委与浙江卫健委", [("浙江省", "330000"), ("浙江", "330000")]),
        ("上海海关、杭州卫健委", [("上海", "310000"), ("杭州", "330100")]),
        ("示例生物科技(天津)有限公司", [("天津", "120000")]),
        ("中国（浙江）自由贸易试验区", [("浙江", "330000")]),
        ("南京市鼓楼区中山路", [("南京市鼓楼区", "320106")]),
        ("海南白沙黎族自治县", [("海南白沙黎族自治县", "469025")]),
        ("定陶县", [("定陶县", "371703")]),
        ("浦东新区", [("浦东新区", "310115")]),
        ("长春市、吉林市", [("长春市", "220100"), ("吉林市", "220200")]),
        ("新疆生产建设兵团", [("新疆", "650000")]),
    ],
)
def test_regions_in_prose(words: str, expected: list[tuple[str, str]]) -> None:
    found = [(str(name), region.code) for name, region in find_regions(Text.raw(words))]
    assert found == expected


@pytest.mark.parametrize(
    "words",
    [
        "中山大学附属第二医院",
        "南京东路",
        "朝阳区",
        "鼓楼区",
        "假县",
        "吉林大学第一医院",
        "城区医院",
        "新城区",
        "开发区",
        "大城市",
        "主城东区域",
        "平安保险",
        "北京大学",
        "各市",
    ],
)
def test_no_false_towns(words: str) -> None:
    assert list(find_regions(Text.raw(words))) == []


@given(st.text(alphabet="山西省太原市浙江卫健委中大学朝阳区 ", max_size=20))
def test_names_are_slices_in_order(words: str) -> None:
    spans = [name.span for name, _ in find_regions(Text.raw(words))]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert [words[a:b] for a, b in spans] == [
        str(name) for name, _ in find_regions(Text.raw(words))
    ]


@pytest.mark.parametrize(
    ("agency", "code"),
    [
        ("山西省药品监督管理局", "140000"),
        ("上海市卫生健康委员会", "310000"),
        ("太原市卫生健康委员会", "140000"),
        ("浦东新区卫健委", "310000"),
        ("内蒙古自治区医疗保障局", "150000"),
        ("浙江卫健委", "330000"),
        ("上海海关", "310000"),
        ("国家药品监督管理局", None),
        ("国务院办公厅", None),
        ("海关总署", None),
        ("省药监局", None),
        ("北京大学人民医院", None),
        ("", None),
    ],
)
def test_provinces_of_agencies(agency: str, code: str | None) -> None:
    province = province_of(agency)
    assert (province.code if province else None) == code
