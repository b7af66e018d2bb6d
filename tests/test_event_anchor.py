"""The day that a page names in passing, at its top or foot."""

import pytest

from normalize.facts.event_anchor import passing_day
from normalize.text import Text


@pytest.mark.parametrize(
    ("page", "day"),
    [
        (
            "专访\n（2031-05-20，《示例医师》杂志）\n4月27日，该药获批上市。",
            "2031-05-20",
        ),
        ("自愿公告\n董事会宣布。\n承董事会命\n主席\n香港，2031年3月25日", "2031-03-25"),
        (
            "健保新药\n今天公告。\n略。\n略。\n（113年11月12日　编辑：陈某）",
            "2024-11-12",
        ),
    ],
)
def test_a_line_at_the_edge_names_the_day(page: str, day: str) -> None:
    found = passing_day(Text.raw(page))
    assert found is not None
    assert (found.date.isoformat(), found.precision) == (day, "day")


@pytest.mark.parametrize(
    "page",
    [
        "该药获批\n2030年3月4日，该药获批上市。",  # what is told, no day of the page
        "大事记\n2030-03-04 获批上市\n2031-05-06 纳入医保",
        "公示期\n2030年3月4日至2030年3月10日",
        "有效期\n至2030年3月4日",
        "指南\n2030年版",
        "一行",
        "",
    ],
)
def test_other_lines_do_not(page: str) -> None:
    assert passing_day(Text.raw(page)) is None
