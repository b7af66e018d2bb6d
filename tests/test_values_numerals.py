"""Chinese numerals: whole tokens only, and no number where there is none."""

import contextlib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.values import Rejected
from normalize.values.numerals import fraction, numeral, positional


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("〇", "0"),
        ("五", "5"),
        ("十", "10"),
        ("二十", "20"),
        ("廿一", "21"),
        ("一百二十", "120"),
        ("一百二", "120"),
        ("一百零二", "102"),
        ("两千", "2000"),
        ("两", "2"),
        ("三万五千", "35000"),
        ("三万五", "35000"),
        ("三万零五", "30005"),
        ("百万", "1000000"),
        ("一亿二千万", "120000000"),
        ("一万亿", "1000000000000"),
        ("八十七点五", "87.5"),
        ("七點三億", "730000000"),
        ("八一九萬", "8190000"),
        ("伍萬", "50000"),
        ("壹佰贰拾叁", "123"),
        ("3万5千", "35000"),
        ("1.98亿", "198000000"),
        ("二〇二四", "2024"),
        ("42", "42"),
    ],
)
def test_numerals(words: str, expected: str) -> None:
    assert numeral(words) == Decimal(expected)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "三甲",
        "三晋",
        "九寨沟",
        "十四五",
        "三百五百",
        "千百",
        "万",
        "亿",
        "三两",
        "一二三百",
        "二十百",
        "点五",
        "五点",
        "百余",
        "1.2.3",
        "十四五规划",
    ],
)
def test_what_is_no_numeral(words: str) -> None:
    with pytest.raises(Rejected):
        numeral(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("二〇二四", "2024"),
        ("二○一一", "2011"),
        ("二零二五", "2025"),
        ("二 00 四", "2004"),
        ("一九九八", "1998"),
    ],
)
def test_digit_by_digit(words: str, expected: str) -> None:
    assert positional(words) == expected


@pytest.mark.parametrize("words", ["", "二十", "二O二x", "²"])
def test_what_is_no_row_of_digits(words: str) -> None:
    with pytest.raises(Rejected):
        positional(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("七十分之一", Fraction(1, 70)),
        ("百分之八十七点五", Fraction(7, 8)),
        ("三分之二", Fraction(2, 3)),
        ("千分之三", Fraction(3, 1000)),
    ],
)
def test_fractions(words: str, expected: Fraction) -> None:
    assert fraction(words) == expected


@pytest.mark.parametrize("words", ["七十", "分之一", "〇分之一", "十分之", "1/70"])
def test_what_is_no_fraction(words: str) -> None:
    with pytest.raises(Rejected):
        fraction(words)


def spell(number: int) -> str:
    """Write a number below ten thousand as a Chinese numeral."""
    out, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            out += ("〇" if gap and out else "") + "〇一二三四五六七八九"[digit] + unit
        gap = not digit
    return out or "〇"


@given(st.integers(0, 9999), st.integers(1, 9999))
def test_every_number_reads_back(low: int, high: int) -> None:
    assert numeral(spell(low)) == low
    rest = f"〇{spell(low)}" if low < 1000 else spell(low)
    assert numeral(f"{spell(high)}万{rest if low else ''}") == high * 10_000 + low


@given(st.text(alphabet="一二十百千万亿点〇两3.", max_size=8))
def test_anything_is_a_number_or_rejected(words: str) -> None:
    with contextlib.suppress(Rejected):
        assert numeral(words) >= 0


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("万分之三", Fraction(3, 10_000)),
        ("萬分之五", Fraction(1, 2000)),
        ("十万分之六", Fraction(3, 50_000)),
        ("百万分之二", Fraction(1, 500_000)),
    ],
)
def test_parts_of_ten_thousand(words: str, value: Fraction) -> None:
    assert fraction(words) == value
