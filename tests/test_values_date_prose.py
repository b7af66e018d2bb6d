"""Dates in running text: found in place, resolved by context, paired into ranges."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text import Text
from normalize.values.dates import PartialDate, find, ranges, resolve


def quotes(words: str) -> list[tuple[str, str]]:
    return [(str(found.quote), found.kind) for found in find(Text.raw(words))]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("自2025年1月2日获批", [("2025年1月2日", "full")]),
        ("二〇二五年六月二十日印发", [("二〇二五年六月二十日", "full")]),
        ("发布时间:2025-07-17 10:00", [("2025-07-17", "full")]),
        ("来源2024.06.07 10:00", [("2024.06.07", "full")]),
        ("58662017-10-30张三", [("2017-10-30", "full")]),
        ("2024-06-0712:30", [("2024-06-07", "full")]),
        ("截至2025年9月，", [("2025年9月", "month")]),
        ("2021年和2024年", [("2021年", "year"), ("2024年", "year")]),
        ("《示例指南（2024年版）》", [("2024年", "edition")]),
        ("（2018年修订版）", [("2018年", "edition")]),
        ("2025年第一批", [("2025年", "year")]),
        ("今年2月9日", [("今年2月9日", "month_day")]),
        ("去年12月", [("去年12月", "month")]),
        ("同月5日", [("同月5日", "day")]),
        ("8月2日回输", [("8月2日", "month_day")]),
        ("9月份上市", [("9月份", "month")]),
        ("单采物21日自机场发出,当日抵达", [("21日", "day"), ("当日", "relative")]),
        ("今（115）年3月5日", [("今（115）年3月5日", "full")]),
        ("6月5-10日", [("6月5", "month_day"), ("10日", "day")]),
    ],
)
def test_dates_are_found(words: str, expected: list[tuple[str, str]]) -> None:
    assert quotes(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "公告（2021年第14号）",
        "公告2025年 第 19 号",
        "电话0351-8383542",
        "24小时",
        "1:70",
        "2个月",
        "12月龄",
        "6月PFS率",
        "10日内",
        "每日1次",
        "1日3次",
        "5个工作日",
        "3日后",
        "v2025.1.3",
        "版本2025.1.3",
        "国药准字S20230065",
        "202011274810.8",
        "2025年2月30日",
        "Copyright 2001-2025",
        "十四五规划",
        "三甲医院",
        "0.5×10^8",
        "第3日",
        "95%CI:5.1",
        "GB/T 2260-2007",
        "第4371号建议",
        "生日前",
        "今日头条",
        "随访两个月后复查",
        "术后半年前",
        "近期疗效良好",
        "百年底蕴",
        "每年底盘点",
    ],
)
def test_what_is_no_date_in_prose(words: str) -> None:
    assert quotes(words) == []


@given(
    st.lists(
        st.sampled_from(
            [
                "2025年1月2日",
                "今年9月",
                "民國114年",
                "21日",
                "，于",
                "2025-07-17 ",
                "第3号",
                "10:00",
                "二〇二四年",
                "至",
                "\n",
                "Ａ１",
                "版",
            ]
        ),
        max_size=8,
    )
)
def test_quotes_are_slices_in_order(pieces: list[str]) -> None:
    words = "".join(pieces)
    spans = [found.quote.span for found in find(Text.raw(words))]
    assert [words[a:b] for a, b in spans] == [
        str(found.quote) for found in find(Text.raw(words))
    ]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def told(words: str, anchor: date | None) -> list[tuple[str, str, str] | None]:
    """Resolve every date of a text, each by those before it."""
    out: list[tuple[str, str, str] | None] = []
    previous: PartialDate | None = None
    for found in find(Text.raw(words)):
        whole = resolve(found, anchor, previous)
        out.append(whole and (str(whole.date.date), whole.date.precision, whole.basis))
        previous = whole.date if whole else previous
    return out


def test_a_story_is_dated_by_its_anchor_and_its_own_dates() -> None:
    words = "11月23日消息，今年9月刷屏。6月30日采集。去年下发，2019年3月29日发布。今年2月9日"
    assert told(words, date(2021, 11, 25)) == [
        ("2021-11-23", "day", "anchor_year"),
        ("2021-09-01", "month", "anchor_year"),
        ("2021-06-30", "day", "previous_year"),
        ("2020-01-01", "year", "anchor_year"),
        ("2019-03-29", "day", "stated"),
        ("2021-02-09", "day", "anchor_year"),
    ]


@given(st.text(alphabet="民国十百年月日今去同(１1203二〇零O-./:至第号 ", max_size=16))
def test_anything_at_all_is_read_without_an_error(words: str) -> None:
    text = Text.raw(words)
    told(words, date(2024, 2, 29))
    for found in ranges(text, date(2024, 2, 29)):
        assert found.start is None or found.start.date <= found.end.date


@pytest.mark.parametrize(
    ("words", "anchor", "expected"),
    [
        ("2025年初获批，同年6月5日", None, ("2025-06-05", "day", "previous_year")),
        ("2025年3月7日受理，同月21日", None, ("2025-03-21", "day", "previous_month")),
        ("2025年3月31日获批，次日", None, ("2025-04-01", "day", "previous_day")),
        ("2024年12月5日获批，次月", None, ("2025-01-01", "month", "previous_month")),
        ("2024年获批，次年1月", None, ("2025-01-01", "month", "previous_year")),
        ("昨日", date(2025, 1, 1), ("2024-12-31", "day", "anchor_day")),
        ("上月", date(2025, 1, 31), ("2024-12-01", "month", "anchor_month")),
        ("近日", date(2025, 3, 9), ("2025-03-01", "month", "near_anchor_month")),
        ("12月28日", date(2025, 1, 5), ("2024-12-28", "day", "year_before_anchor")),
        ("7月20日", date(2025, 6, 5), ("2025-07-20", "day", "anchor_year")),
        ("21日", date(2025, 2, 21), ("2025-02-21", "day", "anchor_month")),
        ("上周五", date(2025, 3, 19), ("2025-03-14", "day", "anchor_day")),
        ("本周三", date(2025, 9, 19), ("2025-09-17", "day", "anchor_day")),
        ("下周", date(2025, 3, 28), ("2025-04-01", "month", "anchor_month")),
        ("上周一项研究", date(2025, 3, 19), ("2025-03-01", "month", "anchor_month")),
        ("前年", date(2025, 3, 19), ("2023-01-01", "year", "anchor_year")),
        ("年底前获批", date(2025, 3, 19), ("2025-01-01", "year", "anchor_year")),
        ("第三季度上市", date(2025, 3, 9), ("2025-01-01", "year", "anchor_year")),
        ("今（16）日宣布", date(2025, 9, 16), ("2025-09-16", "day", "anchor_month")),
        ("去（113）年12月", None, ("2024-12-01", "month", "stated")),
        (
            "2024年3月5日受理。两个月后，",
            None,
            ("2024-05-01", "month", "previous_month"),
        ),
        ("一周前，", date(2025, 3, 20), ("2025-03-01", "month", "anchor_month")),
        ("三天前，", date(2025, 3, 2), ("2025-02-27", "day", "anchor_day")),
        ("半年后，", None, None),
    ],
)
def test_what_is_unstated_comes_from_context(
    words: str, anchor: date | None, expected: tuple[str, str, str] | None
) -> None:
    assert told(words, anchor)[-1] == expected


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("今年2月9日", None),
        ("同年6月5日", date(2025, 1, 1)),
        ("7月17日", None),
        ("28日", date(2025, 3, 2)),
        ("当日", None),
        ("2月29日", date(2025, 3, 2)),
    ],
)
def test_no_context_no_guess(words: str, anchor: date | None) -> None:
    assert told(words, anchor) == [None]


def test_the_day_of_a_year_alone_is_not_known() -> None:
    assert told("2024年获批，当日", None)[-1] is None


@pytest.mark.parametrize(
    ("words", "quote", "start", "end"),
    [
        (
            "于2025年6月30日至7月15日。",
            "2025年6月30日至7月15日",
            "2025-06-30",
            "2025-07-15",
        ),
        ("2025年3月1日—2025年3月31日", "", "2025-03-01", "2025-03-31"),
        ("2025-06-30至2025-07-15", "", "2025-06-30", "2025-07-15"),
        ("2025.3.1-2025.3.31", "", "2025-03-01", "2025-03-31"),
        ("2025年6月5日至10日", "", "2025-06-05", "2025-06-10"),
        ("2025年6月5-10日", "", "2025-06-05", "2025-06-10"),
        ("2025年11月至2月", "", "2025-11-01", "2026-02-01"),
        ("2024年11月至次年2月", "", "2024-11-01", "2025-02-01"),
        ("2023-2025年", "", "2023-01-01", "2025-01-01"),
        ("2025年6月30日9:00至7月15日", "", "2025-06-30", "2025-07-15"),
        ("2025年6月30日（周一）至7月4日", "", "2025-06-30", "2025-07-04"),
        ("2025年3月1日起至2025年12月31日", "", "2025-03-01", "2025-12-31"),
        (
            "二〇二五年六月一日至三十日",
            "二〇二五年六月一日至三十日",
            "2025-06-01",
            "2025-06-30",
        ),
    ],
)
def test_ranges(words: str, quote: str, start: str, end: str) -> None:
    (found,) = ranges(Text.raw(words))
    assert str(found.quote) == (quote or words)
    assert found.start
    assert (str(found.start.date), str(found.end.date)) == (start, end)


def test_a_range_from_now_on_has_no_start() -> None:
    (found,) = ranges(Text.raw("申报时间为即日起至2025年7月15日17时"))
    assert str(found.quote) == "即日起至2025年7月15日"
    assert found.start is None
    assert found.end == PartialDate(date(2025, 7, 15), "day")


def test_a_range_without_a_year_needs_the_anchor() -> None:
    text = Text.raw("6月30日至7月15日")
    assert list(ranges(text)) == []
    (found,) = ranges(text, date(2025, 6, 20))
    assert found.end == PartialDate(date(2025, 7, 15), "day")


@pytest.mark.parametrize(
    "words",
    [
        "2020年和2021年",
        "2025年1月1日、2025年2月1日",
        "2022年6月30日至2022年6月1日",
        "2021年12月31日前",
        "2020年1月1日发布，至2021年",
        "2001-2025",
    ],
)
def test_what_is_no_range(words: str) -> None:
    assert list(ranges(Text.raw(words))) == []
