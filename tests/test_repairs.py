"""The chain of repairs on whole documents: damaged ones, sound ones, and any string."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.repairs import (
    REPAIRS,
    misaligned,
    place_footer,
    repair_all,
)
from normalize.text import Text, restore
from tests.repairing import (
    ARTICLE,
    BY_PROVINCE,
    COMMENTS,
    COUNTIES,
    FOOTER,
    NOTICE,
    OFFERS,
    SPAM_TITLE,
    TRADITIONAL,
    TRADITIONAL_COMMENTS,
    clean,
    codes,
    rules,
)


def test_a_sound_document_is_left_alone() -> None:
    raw = NOTICE + "联系人：张某 0100-0000000\n"
    text, doubts = repair_all(Text.raw(raw))
    assert (str(text), text.repairs(raw), doubts) == (raw, [], [])


# --- titles


@pytest.mark.parametrize("body", [ARTICLE, TRADITIONAL])
def test_a_spam_title_goes(body: str) -> None:
    raw = f"{SPAM_TITLE}\n{body}"
    assert SPAM_TITLE not in clean(raw)
    assert "spam" in rules(raw)


def test_a_spam_title_without_known_words_goes_above_another_script() -> None:
    title = "财神到手机版入口_幸运转盘提现秒到账_绿色页游大厅"
    assert title not in clean(f"{title}\n{TRADITIONAL}")


def test_keywords_of_spam_go_from_the_foot_too() -> None:
    assert clean(f"{ARTICLE}{SPAM_TITLE}\n") == ARTICLE


@pytest.mark.parametrize(
    "title",
    [
        "首个异体细胞注射液上市_药品频道_某某新闻网",
        "首页 | 政务公开 | 办事服务 | 互动交流 | 专题专栏 | 数据发布",
        "某某大学附属医院 示例制药股份有限公司 脂肪干细胞研究所",
        "网络安全等级保护测评服务采购项目中标公告",
    ],
)
def test_an_honest_first_line_stays(title: str) -> None:
    assert clean(f"{title}\n{ARTICLE}").startswith(title)


def test_keywords_that_may_be_honest_are_flagged() -> None:
    title = "碧波荡漾的海岸风景 山间的木屋与炊烟 雪夜归人的旧歌谣 千帆过尽的渡口"
    raw = f"{title}\n{ARTICLE}"
    assert clean(raw).startswith(title)
    assert codes(raw) == ["spam_suspected"]


# --- places


def test_a_scattered_list_of_counties_below_a_hijacked_page_goes() -> None:
    raw = f"{SPAM_TITLE}\n{ARTICLE}{FOOTER}{COUNTIES}"
    assert clean(raw) == ARTICLE


def test_counties_one_a_line_go_too() -> None:
    raw = f"{SPAM_TITLE}\n{ARTICLE}" + COUNTIES.replace("| ", "|\n")
    assert clean(raw) == ARTICLE


def test_a_scattered_list_without_another_sign_is_flagged() -> None:
    raw = ARTICLE + COUNTIES
    assert clean(raw) == raw
    assert codes(raw) == ["spam_suspected"]


def test_simplified_places_below_a_traditional_page_are_a_sign() -> None:
    assert "金寨县" not in clean(TRADITIONAL + COUNTIES)


@pytest.mark.parametrize(
    "tail",
    [
        f"试点名单如下：\n{COUNTIES}",
        f"本次抽检覆盖下列地区\n{COUNTIES}",
        BY_PROVINCE,
        "金寨县和上林县率先开展试点。\n" + COUNTIES,
    ],
)
def test_a_list_with_business_in_its_document_stays(tail: str) -> None:
    raw = f"{SPAM_TITLE}\n{ARTICLE}{tail}"
    assert clean(raw) == ARTICLE + tail


def test_order_tells_a_real_list() -> None:
    scattered, grouped = (
        place_footer.features(COUNTIES),
        place_footer.features(BY_PROVINCE),
    )
    assert scattered is not None and scattered.scattered
    assert grouped is not None and not grouped.scattered
    assert place_footer.features("金寨县、上林县") is None


# --- adverts


def test_adverts_that_repeat_behind_a_document_go() -> None:
    assert clean(NOTICE + OFFERS * 2) == NOTICE


def test_adverts_that_share_no_words_with_a_finished_document_go() -> None:
    assert clean(NOTICE + OFFERS) == NOTICE


def test_offers_in_an_unfinished_document_are_flagged() -> None:
    raw = ARTICLE + OFFERS
    assert clean(raw) == raw
    assert codes(raw) == ["spam_suspected"]


def test_adverts_go_from_above_the_furniture() -> None:
    assert clean(NOTICE + OFFERS + FOOTER) == NOTICE


def test_few_offers_stay() -> None:
    raw = NOTICE + "".join(OFFERS.splitlines(keepends=True)[:3])
    assert clean(raw) == raw


def test_offers_inside_a_document_stay() -> None:
    raw = OFFERS * 2 + NOTICE
    assert clean(raw) == raw


def test_repeated_blocks_of_a_form_stay() -> None:
    block = "试验类型\t单臂临床试验\n试验对照药品\t无\n试验阶段\t上市前\n"
    raw = ARTICLE + block * 3
    assert clean(raw) == raw


# --- the chain


def test_a_page_with_everything() -> None:
    raw = (
        f"{SPAM_TITLE}\n"
        "首個醫(yī)藥產(chǎn)品獲批 鋪設產(chǎn)品“跨?！甭窂?/h1>\n"
        "該醫(yī)藥產(chǎn)品鋪設“跨海”路徑，為國內(nèi)首例，劑量為１×１０⁸個。\n"
        f"{COUNTIES}"
    )
    assert clean(raw) == (
        "首个医药产品获批 铺设产品“跨海”路径\n"
        "该医药产品铺设“跨海”路径，为国内首例，剂量为1×10^8个。\n"
    )


def test_a_guess_names_what_else_it_may_be() -> None:
    doubts = repair_all(Text.raw("受试者?！读俅彩匝榉桨浮肪?伦理委员会批准。"))[1]
    assert [doubt.code for doubt in doubts] == ["mojibake_uncertain"]
    assert "。《临床试验方案》就, or else " in doubts[0].message
    assert "。《临床试验方案》经" in doubts[0].message
    assert str(doubts[0].quote) == "。《临床试验方案》就"


def test_a_page_full_of_suspects_is_not_read_to_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(misaligned, "MOST", 1)
    damaged = "说明书要求避光保存?；肪澄露炔怀?过二十五摄氏度。\n"
    assert "保存。环境温度" in clean(damaged * 2)
    assert codes(damaged * 2) == ["mojibake_unread", "mojibake_repaired"]


def test_one_pinyin_is_enough_below_a_spam_title() -> None:
    assert clean(f"{SPAM_TITLE}\n{TRADITIONAL}經(jīng)批準。\n").endswith("经批准。\n")


def test_a_supplied_term_is_doubted() -> None:
    raw = ARTICLE + "来源الخلايا MSC注射液获批。\n"
    assert clean(raw).endswith("来源间充质干细胞(MSC)注射液获批。\n")
    assert codes(raw) == ["foreign_term_supplied"]


def test_every_rule_is_a_kind_of_the_ledger() -> None:
    assert {name for name, _ in REPAIRS} == {
        "mojibake", "pinyin", "foreign_script", "spam", "page_furniture",
        "traditional", "width", "latex",
    }  # fmt: skip


def test_a_second_run_changes_nothing() -> None:
    damaged = "國內(nèi)產(chǎn)品醫(yī)保，３８例,良好$\\pm 1$"
    raw = f"{SPAM_TITLE}\n{TRADITIONAL}{damaged}\n{FOOTER}"
    once = clean(raw)
    assert clean(once) == once


FRAGMENTS = [
    "國(guó)內(nèi)產(chǎn)品", "醫(yī )藥", "跨?！甭窂?/h1>", "?，", "\ufffd！",
    "锟斤拷",
    "Ò©Æ·ÉÏÊÐ", "الخلايا MSC (خلية)", "اترك تعليقا", "\n", "\r\n", "\n\n", "　　",
    "３８例", "10⁸", "Ⅱ期", "⻓", "（含,下同)", r"$\pm 20\%$", r"\(x\)", "$", "看著",
    "版权所有\n", "Copyright ©\n", "附件:1\n", OFFERS, COUNTIES, SPAM_TITLE + "\n",
    ARTICLE, TRADITIONAL, "药品", "\ue000", "\u200b", " ", "(", "）", "𠀀", "é", ",",
    COMMENTS, TRADITIONAL_COMMENTS, FOOTER, "，澳门新葡京官网，", "娱乐城", "某某娱乐城",
    "中华黎民共和国", "十10月", "进程性死亡受体", "加微信免费领取报价，欢迎来电\n",
    "如有侵权，请联系本站删除\n", "民國一一四年", "｡", "２０２５年", "\u3000",
]  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), max_size=12))
def test_the_ledger_gives_the_raw_text_back(pieces: list[str]) -> None:
    raw = "".join(pieces)
    text, doubts = repair_all(Text.raw(raw))
    assert restore(str(text), text.repairs(raw)) == raw
    assert all(0 <= start <= end <= len(raw) for start, end in text.spans())
    quotes = [doubt.quote for doubt in doubts if doubt.quote]
    assert all(span.end <= len(raw) for quote in quotes for span in quote.spans())


@settings(max_examples=60)
@given(st.lists(st.sampled_from(ARTICLE.splitlines() + NOTICE.splitlines())))
def test_sound_lines_come_out_as_they_went_in(lines: list[str]) -> None:
    raw = "\n".join(lines)
    text, doubts = repair_all(Text.raw(raw))
    assert (str(text), doubts) == (raw, [])


@settings(max_examples=60)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=8))
def test_what_one_run_cleans_a_second_leaves_to_restore(pieces: list[str]) -> None:
    once = clean(ARTICLE + "".join(pieces) + ARTICLE)
    twice, _ = repair_all(Text.raw(once))
    assert restore(str(twice), twice.repairs(once)) == once
