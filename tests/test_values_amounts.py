"""Numbers, percentages and money: exact ones read, rounded ones said to be so."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text import Text
from normalize.values import Rejected
from normalize.values.amounts import (
    Approximate,
    Money,
    Rate,
    approximate,
    find_money,
    integer,
    money,
    number,
    percent,
    rate,
    yuan,
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1,234.5", "1234.5"),
        ("６.２１", "6.21"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("三十五", "35"),
        ("1.98万", "19800"),
        ("0.25×10^8 个", "25000000"),
        ("2.5×10^-3", "0.0025"),
        ("48例", "48"),
        ("0", "0"),
        ("12,345,678", "12345678"),
    ],
)
def test_numbers(words: str, expected: str) -> None:
    value = number(words)
    assert value == Decimal(expected)
    assert str(value) == expected


@pytest.mark.parametrize(
    "words",
    [
        "约2000",
        "百余",
        "5-10",
        "5~10",
        "1/70",
        "20mg",
        "100%",
        "1 234",
        "1,23",
        ".5",
        "5.",
        "三甲",
        "九寨沟",
        "上海",
        "12元",
        "≥10",
        "1.2.3",
        "10⁸",
    ],
)
def test_what_is_no_exact_number(words: str) -> None:
    with pytest.raises(Rejected):
        number(words)


def test_a_number_may_be_absent() -> None:
    assert [read("-") for read in (number, integer, percent, money, yuan)] == [None] * 5
    assert approximate("无") is rate("/") is None


@given(st.decimals(0, 10**12, places=2, allow_nan=False))
def test_every_number_reads_back(value: Decimal) -> None:
    assert number(f"{value}") == number(f"{value:,}") == value
    assert money(f"{value:,}元") == Money(value, "CNY")


@given(st.integers(0, 10**9))
def test_every_integer_reads_back(value: int) -> None:
    assert integer(str(value)) == integer(f"{value:,}例") == value


@pytest.mark.parametrize(
    "words", ["9" * 30, "9" * 30 + "元", "1×10^999999999", "万" * 500, "1" * 5000]
)
def test_what_is_too_large_to_be_meant(words: str) -> None:
    for read in (number, integer, approximate, money, yuan):
        with pytest.raises(Rejected):
            read(words)


@pytest.mark.parametrize("words", ["3.5", "约2000例", "百余人", "不少于100例"])
def test_what_is_no_integer(words: str) -> None:
    with pytest.raises(Rejected):
        integer(words)


@pytest.mark.parametrize(
    ("words", "value", "relation"),
    [
        ("48例", 48, "exact"),
        ("约2000例", 2000, "about"),
        ("近300名", 300, "about"),
        ("2000例左右", 2000, "about"),
        ("百余人", 100, "over"),
        ("20余家", 20, "over"),
        ("三万余人", 30000, "over"),
        ("100余万", 1000000, "over"),
        ("超过20家", 20, "over"),
        ("上千人", 1000, "over"),
        ("100例以上", 100, "over"),
        ("≥10", 10, "over"),
        ("不足50例", 50, "under"),
        ("100例以内", 100, "under"),
    ],
)
def test_rounded_numbers(words: str, value: int, relation: str) -> None:
    assert approximate(words) == Approximate(Decimal(value), relation)  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["数十例", "上海", "若干", "三甲医院", "20-30例"])
def test_what_is_not_even_a_rounded_number(words: str) -> None:
    with pytest.raises(Rejected):
        approximate(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("85.4%", "85.4"),
        ("85.4％", "85.4"),
        ("0.7 %", "0.7"),
        ("10‰", "1"),
        ("百分之八十七点五", "87.5"),
        ("百分之百", "100"),
        ("千分之三", "0.3"),
        ("万分之三", "0.03"),
        ("八成", "80"),
        ("八成七", "87"),
        ("三成半", "35"),
    ],
)
def test_percentages(words: str, expected: str) -> None:
    assert percent(words) == Decimal(expected)


@pytest.mark.parametrize(
    "words", ["85.4", "30-50%", "≥10%", "七十分之一", "成", "10%以上"]
)
def test_what_is_no_percentage(words: str) -> None:
    with pytest.raises(Rejected):
        percent(words)


def test_rates() -> None:
    assert rate("6.21/10万") == Rate(Decimal("6.21"), Decimal(100_000))
    with pytest.raises(Rejected):
        rate("6.21")


@pytest.mark.parametrize(
    ("words", "amount", "currency"),
    [
        ("1.98万元", "19800", "CNY"),
        ("6,203万元", "62030000", "CNY"),
        ("954.77 万元", "9547700", "CNY"),
        ("1.89亿元", "189000000", "CNY"),
        ("七點三億元", "730000000", "CNY"),
        ("八一九萬元", "8190000", "CNY"),
        ("5万元人民币", "50000", "CNY"),
        ("人民币5万元", "50000", "CNY"),
        ("¥12.5", "12.5", "CNY"),
        ("￥1,200.00元", "1200", "CNY"),
        ("12.5元/支", "12.5", "CNY"),
        ("3.5万元/人/年", "35000", "CNY"),
        ("每盒1200元", "1200", "CNY"),
        ("140万美元", "1400000", "USD"),
        ("US$1.2 million", "1200000", "USD"),
        ("2.5 billion日元", "2500000000", "JPY"),
        ("新臺幣七點三億元", "730000000", "TWD"),
        ("HK$12,800", "12800", "HKD"),
        ("$7.16千万", "71600000", "USD"),
        ("1.2亿港元", "120000000", "HKD"),
        ("港币300万元", "3000000", "HKD"),
        ("新台币八一九万元", "8190000", "TWD"),
        ("50亿日元", "5000000000", "JPY"),
    ],
)
def test_money(words: str, amount: str, currency: str) -> None:
    assert money(words) == Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    "words",
    [
        "1200",
        "120万",
        "元",
        "约140万元",
        "100余万元",
        "5000至6000元",
        "6.21/10万",
        "免费",
    ],
)
def test_what_is_no_exact_money(words: str) -> None:
    with pytest.raises(Rejected):
        money(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("1200", "1200"), ("1,200.50", "1200.5"), ("¥12.5", "12.5"), ("3万元", "30000")],
)
def test_a_label_may_name_the_yuan(words: str, expected: str) -> None:
    assert yuan(words) == Decimal(expected)


@pytest.mark.parametrize("words", ["140万美元", "约1200", "100余万元", "面议"])
def test_what_is_no_yuan(words: str) -> None:
    with pytest.raises(Rejected):
        yuan(words)


def amounts(words: str) -> list[tuple[str, int, str | None, bool]]:
    return [
        (str(m.quote), int(m.money.amount), m.per and str(m.per), m.approximate)
        for m in find_money(Text.raw(words))
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "单次治疗定价为1.98万元人民币。",
            ("1.98万元人民币", 19800, "单次治疗", False),
        ),
        ("（约140万元人民币/剂）的七十分之一", ("140万元人民币", 1400000, "/剂", True)),
        ("该药1.98万元/剂的亲民定价", ("1.98万元", 19800, "/剂", False)),
        ("“120万元打一针，2个月", ("120万元", 1200000, None, False)),
        ("每盒价格1,200元", ("1,200元", 1200, "每盒", False)),
        ("年治疗费用约12万元", ("12万元", 120000, "年治疗", True)),
        ("5000至6000元", ("6000元", 6000, None, True)),
        ("每月费用5000至6000元", ("6000元", 6000, "每月", True)),
        ("单剂价格为88.8万元", ("88.8万元", 888000, "单剂", False)),
        ("按2万元/人年计", ("2万元", 20000, "/人年", False)),
        ("年费用约30万美元", ("30万美元", 300000, "年", True)),
        ("120-150万元", ("150万元", 1500000, None, True)),
        ("逾1亿港元", ("1亿港元", 100000000, None, True)),
        ("3000多万元", ("3000多万元", 30000000, None, True)),
        ("上百万元", ("百万元", 1000000, None, True)),
        ("注册资本5000，120万元", ("120万元", 1200000, None, False)),
        ("降至3300元/针", ("3300元", 3300, "/针", False)),
        ("１.98万元", ("１.98万元", 19800, None, False)),
    ],
)
def test_money_in_prose(
    words: str, expected: tuple[str, int, str | None, bool]
) -> None:
    assert amounts(words) == [expected]


@given(st.text(alphabet="约每盒$¥1203,.万亿十百三元美港/至-余 ", max_size=16))
def test_anything_at_all_is_read_without_an_error(words: str) -> None:
    for found in find_money(Text.raw(words)):
        start, end = found.quote.span
        assert words[start:end] == str(found.quote)
        assert found.money.amount >= 0


@pytest.mark.parametrize(
    "words",
    [
        "多元化",
        "二元论",
        "一元化",
        "2025年1月1日元旦",
        "200元素",
        "6.21/10万",
        "万元",
        "数百万元",
        "$0.25 \\times 10^8 \\sim 0.5$",
        "100万例",
        "5分",
        "三百五百元",
    ],
)
def test_what_is_no_money_in_prose(words: str) -> None:
    assert amounts(words) == []
