"""When to apply, and from when a notice is in force."""

from datetime import date

import pytest

from normalize.draft import Implied
from normalize.notice.force import effective, since
from normalize.notice.validity import validity
from normalize.notice.windows import window
from tests.notices import texts

ISSUED = date(2025, 6, 20)


@pytest.mark.parametrize(
    ("lines", "first", "last"),
    [
        (["报名时间为2025年6月30日至7月15日。"], "2025-06-30", "2025-07-15"),
        (["申请药店于2025年3月17日至3月28日提交申报表。"], "2025-03-17", "2025-03-28"),
        (["一、申报时间", "即日起至2025年9月30日。"], "2025-06-20", "2025-09-30"),
        (["受理期限：2025年7月1日-2025年8月1日"], "2025-07-01", "2025-08-01"),
        (["请于2025年7月31日17:00前报送申报材料。"], None, "2025-07-31"),
        (["申报截止时间为2025年7月31日。"], None, "2025-07-31"),
        (["请于7月31日前提交申报材料。"], None, "2025-07-31"),
        (["须于2025年9月30日或之前提交申请。"], None, "2025-09-30"),
        (["请于2025年7月31日（星期四）前报送申报材料。"], None, "2025-07-31"),
        (["申报材料提交截至2025年7月31日17:00。"], None, "2025-07-31"),
        (["意见请于2025年7月20日前反馈至邮箱。"], None, "2025-07-20"),
        (["请于1月15日前提交申报材料。"], None, "2026-01-15"),
        (["申报时间为1月5日至1月15日。"], "2026-01-05", "2026-01-15"),
        (["2025年7月1日9时至7月9日17时受理申报。"], "2025-07-01", "2025-07-09"),
        (
            ["数据统计时间为2024年1月1日至12月31日。申报时间为2025年7月1日至7月9日。"],
            "2025-07-01",
            "2025-07-09",
        ),
    ],
)
def test_window(lines: list[str], first: str | None, last: str) -> None:
    found = window(texts(*lines), ISSUED)
    assert found is not None and found.end is not None
    start = found.start.date.isoformat() if found.start else None
    assert (start, found.end.date.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "line",
    [
        "公示时间为2025年7月1日至7月7日。",
        "申报企业名单的公示时间为2025年7月1日至7月7日。",
        "持有人应当于2026年5月31日前完成系统升级。",
        "各单位应当于2025年11月15日前将检查总结报送省局。",
        "请于2025年11月15日前报送工作进展情况报告。",
        "请于2025年7月5日前报送联络员名单。",
        "申报时间为每年3月1日至3月31日。",
        "定于2025年7月1日至3日举办申报培训班。",
        "培训时间为2025年4月下旬。",
        "本通知自2025年7月1日起施行，有效期至2028年6月30日。",
    ],
)
def test_no_window(line: str) -> None:
    assert window(texts(line), ISSUED) is None


def test_a_window_counted_from_another_day_has_no_dates() -> None:
    found = window(texts("请自本公告发布之日起30日内提交申请。"), ISSUED)
    assert found is not None
    assert (found.start, found.end) == (None, None)


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("请于2025年4月下旬前报名。", None),
        ("申报时间为2025年11月下旬至12月20日。", "2025-12-20"),
        ("申报材料请于7月底前提交。", None),
    ],
)
def test_a_part_of_a_month_is_no_day(line: str, last: str | None) -> None:
    found = window(texts(line), ISSUED)
    assert found is not None
    end = found.end.date.isoformat() if found.end else None
    assert (found.start, end, found.open) == (None, last, "vague")


@pytest.mark.parametrize(
    ("line", "quote", "on_issue"),
    [
        ("本公告自2025年12月1日起施行。", "2025年12月1日", False),
        ("现予公布，自2025年12月1日起施行。", "2025年12月1日", False),
        ("本通知自印发之日起施行，有效期3年。", "自印发之日起施行", True),
        ("本通知自即日起执行。", "自即日起执行", True),
        ("本规范自2025年7月起试行，试行期2年。", "2025年7月", False),
        ("以上价格自2025年7月1日0时起执行。", "2025年7月1日", False),
        ("中选结果自2025年7月1日起执行。", "2025年7月1日", False),
        ("本办法自颁布之日起施行。", "自颁布之日起施行", True),
        ("本公告自发布日施行。", "自发布日施行", True),
        ("决定废止《示例办法》，自公告之日起生效。", "自公告之日起生效", True),
        ("公告修正示例标准，并自2026年1月1日生效。", "2026年1月1日", False),
    ],
)
def test_effective(line: str, quote: str, on_issue: bool) -> None:
    found = effective(texts(line))
    said = [(str(each.quote), each.basis == "issue") for each in found]
    assert said == [(quote, on_issue)]


@pytest.mark.parametrize(
    "line",
    [
        "《示例办法》自2024年1月1日起施行。",
        "自2025年5月1日起开通服务，协议期2年。",
        "培训自2024年3月5日起分批实施。",
        "《药品管理法》自2019年12月1日起施行。",
        "有效期至2028年6月30日。",
        "该办法经审议通过，自公布之日起施行。",
    ],
)
def test_another_text_in_force(line: str) -> None:
    assert effective(texts(line)) == []


def test_what_the_title_issues_is_put_in_force_with_it() -> None:
    line = texts("《示例药品目录（2024年）》自2025年1月1日起正式执行。")
    title = texts("关于印发《示例药品目录（2024年）》的通知")[0]
    assert [str(each.quote) for each in effective(line, title)] == ["2025年1月1日"]
    assert effective(line, texts("关于印发《样例药品目录》的通知")[0]) == []


def test_days_after_publication_are_counted_from_the_issue() -> None:
    (found,) = effective(texts("本办法自公布之日起30日后施行。"))
    assert (found.basis, str(found.quote)) == ("counted", "自公布之日起30日后施行")
    assert since(found, date(2025, 3, 2)) == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("本通知自发布之日起一个月后施行。", date(2022, 9, 30)),
        ("本通告自公布翌日起生效。", date(2022, 9, 1)),
        ("本办法自公布之日起六十日后施行。", date(2022, 10, 30)),
        ("本公告发布30日后实施。", date(2022, 9, 30)),
        ("本公告自发布之日起10个工作日后施行。", None),  # no page has the calendar
    ],
)
def test_how_long_after_the_issue(line: str, day: date | None) -> None:
    (found,) = effective(texts(line))
    assert found.basis == "counted"
    assert since(found, date(2022, 8, 31)) == day


@pytest.mark.parametrize(
    "line",
    [
        "根据《示例办法》，决定增设口岸，自2024年1月15日起实施。",
        "中选结果自2024年1月15日零时起执行。",
        "本办法自2024年1月15日施行。",
    ],
)
def test_a_stated_day_in_force(line: str) -> None:
    (found,) = effective(texts(line))
    assert (found.basis, str(found.quote)) == ("stated", "2024年1月15日")


@pytest.mark.parametrize(
    "line",
    ["本通知依据2024年1月15日施行的示例办法制定。", "该办法自公布之日起30日后施行。"],
)
def test_no_day_in_force(line: str) -> None:
    assert effective(texts(line)) == []


def test_valid_until_the_end_of_a_year() -> None:
    said = validity(texts("本通知自2023年1月1日起执行，有效期至2024年底。"))
    assert said is not None
    assert isinstance(said.until, Implied)
    assert (said.until.value, str(said.quote)) == ("2024-12-31", "有效期至2024年底")
