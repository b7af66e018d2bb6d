"""Cells that hold a date or a moment, in every shape print gives them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.values import Rejected
from normalize.values.dates import (
    PartialDate,
    moment,
    moment_precision,
    partial_date,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("words", "expected", "precision"),
    [
        ("2025-07-17", "2025-07-17", "day"),
        ("2025年7月17日", "2025-07-17", "day"),
        ("2025 年 1 月 1 日", "2025-01-01", "day"),
        ("２０２５年７月１７日", "2025-07-17", "day"),
        ("2025年7月17", "2025-07-17", "day"),
        ("2025.04.27", "2025-04-27", "day"),
        ("2025/4/3", "2025-04-03", "day"),
        ("20250717", "2025-07-17", "day"),
        ("2025年11月3日（周一）", "2025-11-03", "day"),
        ("2025年02月21日22:39", "2025-02-21", "day"),
        ("2025-10-3003:58", "2025-10-30", "day"),
        ("二〇二五年六月二十日", "2025-06-20", "day"),
        ("二零二四年十二月三十一日", "2024-12-31", "day"),
        ("二〇二五年\n六月", "2025-06-01", "month"),
        ("二○一一年", "2011-01-01", "year"),
        ("二 00 四年", "2004-01-01", "year"),
        ("民國114年2月21日", "2025-02-21", "day"),
        ("民国一一二年三月", "2023-03-01", "month"),
        ("今（115）年3月5日", "2026-03-05", "day"),
        ("2040-11", "2040-11-01", "month"),
        ("2025/4", "2025-04-01", "month"),
        ("2025年7月", "2025-07-01", "month"),
        ("2023年10月下旬", "2023-10-01", "month"),
        ("2023年第四季度", "2023-01-01", "year"),
        ("2024年度", "2024-01-01", "year"),
        ("2025", "2025-01-01", "year"),
        ("Thu, 25 Nov 2021 18:02:46 GMT", "2021-11-26", "day"),
    ],
)
def test_partial_dates(words: str, expected: str, precision: str) -> None:
    assert partial_date(words) == PartialDate(date.fromisoformat(expected), precision)  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["-", "", "无", "/", "N/A"])
def test_no_date_is_none(words: str) -> None:
    assert partial_date(words) is moment(words) is moment_precision(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "长期",
        "永久",
        "7月17日",
        "今年2月9日",
        "2025年2月30日",
        "2025年13月1日",
        "2025年6月30日至7月15日",
        "2020-2025年",
        "2025年第19号",
        "2024年版",
        "1899年",
        "2025年17日",
        "24小时",
        "2.5",
        "自2026年1月1日起",
        "V2025.1.3",
    ],
)
def test_what_is_no_date(words: str) -> None:
    with pytest.raises(Rejected):
        partial_date(words)


@given(DAYS)
def test_every_day_reads_back(day: date) -> None:
    said = f"{day.year}年{day.month}月{day.day}日"
    for words in (day.isoformat(), said, f"{day:%Y.%m.%d}", f"{day:%Y%m%d}"):
        assert partial_date(words) == PartialDate(day, "day")


@given(DAYS.filter(lambda day: day.year > 1911))
def test_every_day_of_the_republic_reads_back(day: date) -> None:
    words = f"民國{day.year - 1911:02}年{day.month}月{day.day}日"
    assert partial_date(words) == PartialDate(day, "day")


@given(DAYS)
def test_every_month_in_chinese_figures_reads_back(day: date) -> None:
    year = str(day.year).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
    month = "〇一二三四五六七八九十"[min(day.month, 10)]
    month += "〇一二"[day.month - 10] if day.month > 10 else ""
    first = PartialDate(day.replace(day=1), "month")
    assert partial_date(f"{year}年{month}月") == first


@pytest.mark.parametrize(
    ("words", "expected", "precision"),
    [
        ("2025-07-17 17:44:02", "2025-07-17T17:44:02", "second"),
        ("2025-07-17T17:44:02+08:00", "2025-07-17T17:44:02", "second"),
        ("2025-07-17T17:44:02.123Z", "2025-07-18T01:44:02", "second"),
        ("2025-07-17 17:44 -0500", "2025-07-18T06:44:00", "minute"),
        ("2025年02月21日22:39", "2025-02-21T22:39:00", "minute"),
        ("2025-02-21 22：39", "2025-02-21T22:39:00", "minute"),
        ("2025年02月21日 星期五 22:39", "2025-02-21T22:39:00", "minute"),
        ("2025年2月21日下午3:05", "2025-02-21T15:05:00", "minute"),
        ("2025年2月21日15时05分09秒", "2025-02-21T15:05:09", "second"),
        ("2025-07-17 24:00", "2025-07-18T00:00:00", "minute"),
        ("2025-07-17", "2025-07-17T00:00:00", "day"),
        ("Thu, 25 Nov 2021 07:02:46 GMT", "2021-11-25T15:02:46", "second"),
        ("25 Nov 2021 07:02:46 +0800", "2021-11-25T07:02:46", "second"),
        ("Thu, 25 Nov 2021 07:02:46 -0000", "2021-11-25T15:02:46", "second"),
    ],
)
def test_moments(words: str, expected: str, precision: str) -> None:
    at = moment(words)
    assert at == datetime.fromisoformat(expected).replace(tzinfo=SHANGHAI)
    assert at.tzinfo == SHANGHAI
    assert moment_precision(words) == precision


@pytest.mark.parametrize(
    "words",
    [
        "2025-07",
        "2025年",
        "22:39",
        "2025-07-17 25:00",
        "2025-07 10:00",
        "1637823766",
        "Thu, 45 Nov 2021 07:02:46 GMT",
    ],
)
def test_what_is_no_moment(words: str) -> None:
    with pytest.raises(Rejected):
        moment(words)


@given(st.datetimes(datetime(1992, 1, 1), datetime(2099, 12, 31)))
def test_every_moment_reads_back(at: datetime) -> None:
    there = at.replace(microsecond=0, tzinfo=SHANGHAI)
    utc = there - timedelta(hours=8)
    assert moment(f"{there:%Y-%m-%d %H:%M:%S}") == there
    assert moment(f"{utc:%Y-%m-%dT%H:%M:%S}Z") == there
    assert moment(f"{there:%Y年%m月%d日%H时%M分%S秒}") == there
