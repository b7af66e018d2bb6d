"""Stretches of time, what they are for, and how long a notice holds."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import vocab
from normalize.document import Cell, Grid
from normalize.notice.periods import Period, periods
from normalize.notice.spans import spans
from normalize.notice.validity import labeled, last_day, validity
from normalize.tables.clauses import WINDOW_KINDS
from normalize.text import Text
from tests.notices import texts

ISSUED = date(2025, 6, 20)
KINDS = vocab.load("window_kinds")


def told(*lines: str) -> list[Period]:
    return list(periods(texts(*lines), ISSUED))


def days(period: Period) -> tuple[str | None, str | None, str | None]:
    start, end, length = period.span[2:]
    return (
        start.date.isoformat() if start else None,
        end.date.isoformat() if end else None,
        length.chars if length else None,
    )


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row["pattern"][:30])
def test_every_row_tells_its_example_from_its_negative(row: Mapping[str, str]) -> None:
    assert row["kind"] in (*WINDOW_KINDS, "none")
    said = [
        [each.kind for each in told(words.replace("□", "2025年7月1日至7月9日"))]
        for words in (row["example"], row["negative"])
    ]
    assert said[0] == ([] if row["kind"] == "none" else [row["kind"]])
    assert said[1] != said[0]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("申报时间为即日起至2025年9月30日", ("2025-06-20", "2025-09-30", None)),
        ("公示期自2025年7月1日起7天", ("2025-07-01", "2025-07-07", "自2025年7月1日起7天")),
        ("公示期自2025年7月1日次日起7日", ("2025-07-02", "2025-07-08", "自2025年7月1日次日起7日")),
        ("公示期自2025年7月1日起5个工作日", ("2025-07-01", None, "自2025年7月1日起5个工作日")),
        ("公示7天（2025年7月1日至7月7日）", ("2025-07-01", "2025-07-07", "7天")),
        ("公示期为五个工作日", (None, None, "五个工作日")),
        ("申报时间为11月下旬至12月20日", ("2025-11-01", "2025-12-20", None)),
        ("意见请于刊登公报次日起10日内提出", (None, None, "刊登公报次日起10日内")),
        ("过渡期至2026年6月30日", (None, "2026-06-30", None)),
    ],
)  # fmt: skip
def test_the_days_of_a_period(
    line: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert [days(each) for each in told(line)] == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "数据统计时间为2024年1月1日至12月31日",
        "培训时间为2025年7月1日至7月3日",
        "定于2025年7月1日至3日召开会议",
        "本通知自2025年7月1日起施行，有效期至2028年6月30日",
        "2024年1月1日至12月31日，全省共检查企业30家",
        "该药品于2024年6月30日前获批",
        "工作日8:30-17:00",
    ],
)
def test_a_time_that_gives_nobody_a_term(line: str) -> None:
    assert told(line) == []


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("请各单位于2025年9月30日前报送总结", "各单位"),
        ("第一批：2025年7月1日至7月9日报名", "第一批"),
        ("申报时间：2025年7月1日至7月9日", None),
        ("（一）申请药店应当于2025年7月9日前报名", "申请药店"),
    ],
)
def test_whom_a_period_concerns(line: str, subject: str | None) -> None:
    said = [each.subject and each.subject.chars for each in told(line)]
    assert said == [subject]


def test_a_table_gives_each_group_its_times() -> None:
    rows = (
        "序号\t企业类别\t申报时间\t培训时间",
        "1\t甲类企业\t2025年7月1日至7月9日\t2025年8月1日至8月2日",
        "2\t乙类企业\t2025年7月10日至7月19日\t-",
    )
    grid = Grid(tuple(tuple(map(Cell, Text.raw(row).split("\t"))) for row in rows))
    said = [
        (each.kind, str(each.subject), days(each)) for each in periods([grid], ISSUED)
    ]
    assert said == [
        ("application", "甲类企业", ("2025-07-01", "2025-07-09", None)),
        ("application", "乙类企业", ("2025-07-10", "2025-07-19", None)),
    ]


def test_a_row_of_a_table_of_steps_says_what_its_time_is_for() -> None:
    rows = (
        "环节\t时间",
        "网上申报\t2025年7月1日9:00 ~ 7月9日18:00",
        "专家评审\t2025年7月10日至7月19日",
        "纸质材料送达\t2025年7月21日17:30前",
    )
    grid = Grid(tuple(tuple(map(Cell, Text.raw(row).split("\t"))) for row in rows))
    assert [(each.kind, days(each)) for each in periods([grid], ISSUED)] == [
        ("application", ("2025-07-01", "2025-07-09", None)),
        ("deadline", (None, "2025-07-21", None)),
    ]


@given(
    st.text(
        alphabet="自至于前起内止公示期申报截2025年7月1日次工作个天（），、", max_size=60
    )
)
def test_spans_of_any_words_lie_in_them_apart(chars: str) -> None:
    found = spans(Text.raw(chars), ISSUED)
    assert all(0 <= one.at < one.stop <= len(chars) for one in found)
    assert all(a.stop <= b.at for a, b in pairwise(found))


# --- validity


@pytest.mark.parametrize(
    ("line", "quote", "months", "until"),
    [
        ("本通知自2024年1月1日起施行，有效期3年", "有效期3年", 36, None),
        ("本办法自印发之日起施行，有效期为五年", "有效期为五年", 60, None),
        ("本规范自2025年7月1日起试行，试行期2年", "试行期2年", 24, None),
        ("本办法自2025年7月1日起施行，试行两年", "试行两年", 24, None),
        ("有效期18个月", "有效期18个月", 18, None),
        ("本通知有效期自2024年1月1日至2026年12月31日", "有效期自2024年1月1日至2026年12月31日", None, "2026年12月31日"),
        ("本通知自2024年1月1日起施行，至2026年12月31日止", "至2026年12月31日止", None, "2026年12月31日"),
        ("本通知自2024年1月1日起执行至2026年12月31日", "执行至2026年12月31日", None, "2026年12月31日"),
        ("本通知长期有效", "长期有效", None, None),
    ],
)  # fmt: skip
def test_how_long_a_notice_holds(
    line: str, quote: str, months: int | None, until: str | None
) -> None:
    found = validity(texts(line))
    assert found is not None
    assert (str(found.quote), found.months) == (quote, months)
    assert (found.until and str(found.until)) == until


@pytest.mark.parametrize(
    "line",
    [
        "许可证有效期5年",
        "《示例办法》自2024年1月1日起施行，有效期2年",
        "药品有效期至2026年12月31日",
        "本通知自2024年1月1日起施行，协议有效期2年",
        "本通知自2024年1月1日起施行",
        "检查自2024年1月1日至2024年6月30日止",
    ],
)
def test_what_holds_is_another_thing(line: str) -> None:
    assert validity(texts(line)) is None


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2024, 1, 1), 36, "2026-12-31"),
        (date(2022, 3, 15), 60, "2027-03-14"),
        (date(2024, 2, 29), 12, "2025-02-28"),
        (date(2024, 8, 31), 6, "2025-02-28"),
    ],
)
def test_the_last_of_so_many_months(first: date, months: int, last: str) -> None:
    assert last_day(first, months).isoformat() == last


def test_a_label_may_state_the_validity() -> None:
    until, years = labeled(Text.raw("2028-06-30")), labeled(Text.raw("5年"))
    assert until is not None and str(until.until) == "2028-06-30"
    assert years is not None and years.months == 60
    assert labeled(Text.raw("有效")) is None
