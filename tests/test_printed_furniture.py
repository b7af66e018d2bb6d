"""Running heads and page numbers are left out; words that look like them are not."""

import pytest

from tests.printed_pages import Glyph, grids, page, prose, read, ruled, table, words

BODY = (
    "一、药品基本信息如下表所列",
    "二、企业应当对真实性负责",
    "三、本公告自发布之日施行",
)


def pages(*more: list[Glyph]) -> list:
    return [
        page(words(60, 300, body) + extra, at)
        for at, (body, extra) in enumerate(zip(BODY, more, strict=False), 1)
    ]


def everything(*more: list[Glyph]) -> str:
    return "".join(prose(read(*pages(*more))))


def test_a_head_that_runs_is_left_out_and_kept_in_the_raw_text() -> None:
    document = read(*pages(*[words(60, 30, "示例申报材料")] * 3))
    assert prose(document) == list(BODY)
    assert document.raw.count("示例申报材料") == 3


@pytest.mark.parametrize(
    "foot", ["第{}页 共3页", "- {} -", "{}", "{}/3", "Page {} of 3"]
)
def test_numbers_that_go_with_the_page_are_left_out(foot: str) -> None:
    feet = [words(280, 810, foot.format(at)) for at in (1, 2, 3)]
    assert everything(*feet) == "".join(BODY)


def test_numbers_that_do_not_go_with_the_page_are_text() -> None:
    notes = [words(60, 780, f"表{number}列出{number}种药品") for number in (7, 2, 5)]
    assert "表7列出7种药品" in everything(*notes)


def test_a_line_like_a_page_number_in_the_text_is_text() -> None:
    document = read(
        page(words(60, 300, "正文") + words(60, 400, "2") + words(60, 500, "正文"))
    )
    assert "2" in "".join(prose(document))


def test_the_same_title_at_different_heights_is_text() -> None:
    titles = [words(60, y, "示例试验结果") for y in (200, 240, 150)]
    assert everything(*titles).count("示例试验结果") == 3


def test_the_same_words_on_two_of_many_pages_are_text() -> None:
    heads = [
        words(60, 30, "示例试验结果"),
        words(60, 30, "示例试验结果"),
        words(60, 30, "附录"),
    ]
    assert everything(*heads).count("示例试验结果") == 2


def test_the_same_row_on_three_pages_is_of_its_table() -> None:
    xs, ys = (50, 200, 550), (100, 130, 160)
    rows = [["规格", "20mg"], ["剂型", "片剂"]]
    same = [
        page(table(xs, ys, rows) + words(60, 60, f"药品{n}"), i, **ruled(xs, ys))
        for i, n in enumerate("甲乙丙", 1)
    ]
    assert grids(read(*same)) == [rows, rows, rows]


def test_a_page_of_one_line_is_not_its_own_running_head() -> None:
    document = read(page(words(60, 300, BODY[0])), page(words(60, 60, "附则"), 2))
    assert prose(document) == [BODY[0], "附则"]


def test_a_head_of_only_two_pages_is_left_out_in_the_margin_only() -> None:
    near = [words(60, 30, "示例申报材料")] * 2
    far = [words(60, 120, "示例申报材料")] * 2
    assert prose(read(*pages(*near))) == list(BODY[:2])
    assert "".join(prose(read(*pages(*far)))).count("示例申报材料") == 2


@pytest.mark.parametrize(
    "line", ["申报年份：2021年", "价格：100元", "每盒100元", "联系人: 甲某"]
)
def test_what_a_form_fills_in_on_every_page_is_text(line: str) -> None:
    below = [words(60, 120, line)] * 3
    assert everything(*below).count(line) == 3


def test_a_label_in_the_margin_of_every_page_runs() -> None:
    heads = [words(60, 30, "药品名称：示例片")] * 3
    assert everything(*heads) == "".join(BODY)


@pytest.mark.parametrize("y", [30, 120])
def test_years_that_go_with_the_page_are_text(y: int) -> None:
    years = [words(60, y, f"示例制剂{2020 + at}年销量") for at in range(3)]
    said = everything(*years)
    assert all(f"示例制剂{2020 + at}年销量" in said for at in range(3))


def test_a_file_cut_from_another_counts_its_pages() -> None:
    feet = [words(280, 810, f"示例材料 {28 + at}") for at in range(3)]
    assert everything(*feet) == "".join(BODY)


@pytest.mark.parametrize(
    ("last", "kept"), [("2024", True), ("2023/2024", True), ("17", False)]
)
def test_a_year_on_the_last_line_is_no_page_number(last: str, kept: bool) -> None:
    said = prose(read(page(words(60, 300, BODY[0]) + words(60, 790, last))))
    assert said == [BODY[0], last] if kept else [BODY[0]]
