"""Months on the calendar: a day so many of them later."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from normalize.values.months import later_by

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(0, 240))
def test_the_month_is_so_many_later_and_the_day_no_later(day: date, n: int) -> None:
    later = later_by(day, n)
    assert (later.year - day.year) * 12 + later.month - day.month == n
    assert later.day == day.day or (later.day < day.day and later.day >= 28)


@given(DAYS)
def test_no_month_is_the_day_itself(day: date) -> None:
    assert later_by(day, 0) == day
