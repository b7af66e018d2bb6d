"""When to apply, and from when a notice is in force."""

from datetime import date

import pytest

from normalize.notice.force import effective
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
    ("line", "quote", "on_issue"),
    [
        ("本公告自2025年12月1日起施行。", "2025年12月1日", False),
        ("现予公布，自2025年12月1日起施行。", "2025年12月1日", False),
        ("本通知自印发之日起施行，有效期3年。", "自印发之日起施行", True),
        ("本通知自即日起执行。", "自即日起执行", True),
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
    ],
)
def test_another_text_in_force(line: str) -> None:
    assert effective(texts(line)) == []
