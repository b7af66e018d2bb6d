"""Raised numbers: powers keep their height, marks of footnotes never join a value."""

from decimal import Decimal

import pytest

from extract.readers.powers import power
from normalize.values import Rejected
from normalize.values.amounts import integer, money, number, percent


@pytest.mark.parametrize(
    ("before", "raised", "said"),
    [
        ("约0.25×10", "8", "^8"),
        ("10 ", "-6", "^-6"),
        ("10", "－3", "^-3"),
        ("R", "2", "^2"),
        ("每1.6m", "2", "²"),
        ("30平方米，边长3米", "3", "³"),
        ("ml·min", "-1", "^-1"),
        ("χ", "2", "^2"),
        ("(a+b)", "2", "^2"),
        ("CD3", "+", "^+"),
        ("Na", "+", "^+"),
        ("HLA)", "−", "^-"),
    ],
)
def test_a_power_is_said(before: str, raised: str, said: str) -> None:
    assert power(raised, before) == said


@pytest.mark.parametrize(
    ("before", "raised", "said"),
    [
        ("128.50", "2", "[2]"),
        ("110", "8", "[8]"),
        ("2010", "1", "[1]"),
        ("3.10", "2", "[2]"),
        ("有效率45.2%", "1", "[1]"),
        ("药品注册分类", "1", "[1]"),
        ("类别（申报时）", "1", "[1]"),
        ("批准上市。", "12", "[12]"),
        ("", "1", "[1]"),
        ("45.2%", "1,3", "[1,3]"),
        ("患者120", "2–4", "[2–4]"),
    ],
)
def test_a_number_that_is_no_power_is_the_mark_of_a_note(
    before: str, raised: str, said: str
) -> None:
    assert power(raised, before) == said


@pytest.mark.parametrize(
    ("before", "raised"), [("见注", "[1]"), ("注", "a"), ("呈阳性", "+"), ("", "-")]
)
def test_words_and_signs_behind_words_stay(before: str, raised: str) -> None:
    assert power(raised, before) is None


def test_a_mark_never_changes_a_value() -> None:
    for parse, words in (
        (money, "128.50{}元"),
        (number, "128.50{}"),
        (integer, "120{}例"),
        (percent, "45.2{}%"),
    ):
        marked = words.format(power("2", words.partition("{")[0]))
        with pytest.raises(Rejected):
            parse(marked)
    assert number("0.25×10" + str(power("8", "0.25×10"))) == Decimal(25_000_000)
