"""Copies across documents: reposts are found, texts of one template are two."""

import pytest
from opencc import OpenCC

from tests.copied_pages import (
    ARTICLE,
    MENU,
    NEWS,
    NOTICE,
    OTHER,
    PAPER,
    TAIL,
    TITLE,
    are_copies,
    changed,
    copies,
    document,
    mention,
    tables_of,
    told,
)

# --- what is a copy

SAME: dict[str, str] = {
    "byte for byte, but for a blank": NEWS + "\n",
    "with the furniture of another site": MENU + NEWS + TAIL,
    "in Traditional characters": OpenCC("s2t").convert(NEWS),
    "with half-width punctuation": NEWS.replace("，", ",").replace("（", "("),
    "with full-width digits": NEWS.translate({48 + i: 0xFF10 + i for i in range(10)}),
    "wrapped as a print wraps": "\n".join(
        NEWS.replace("\n", "")[i : i + 38] for i in range(0, len(NEWS), 38)
    ),
    "with paragraphs broken in lines": NEWS.replace("。", "。\n"),
    "with characters lost": NEWS.replace("标志着", "标志?").replace("受试者", "受?者"),
    "with a character that a decoder guessed": NEWS.replace("关键临床", "关健临床"),
    "with spam between paragraphs": NEWS.replace("\n", "\n高清影院免费看\n", 2),
    "without its first words": NEWS.replace("本报讯（记者 林晓舟）", ""),
    "without its last paragraph": told(*ARTICLE[:-1]),
    "with a sentence of the editor": NEWS + "\n本文仅供参考，不构成任何用药建议。",
    "with an advert behind it": NEWS
    + "\n扫描二维码关注我们，每天获得健康资讯，参与有奖问答。",
    "with a word of the editor": NEWS.replace("表示，", "透露，"),
    "the beginning under the same title": told(*ARTICLE[:3]),
    "with variants of characters": NEWS.replace("标志着", "标志著"),
    "sent by another agency": NEWS.replace(
        "本报讯（记者 林晓舟）", "示华社衡岚9月12日电 "
    ),
    "read by another decoder throughout": NEWS.replace("药", "葯"),
    "with entities left": NEWS.replace("“", "&ldquo;").replace("”", "&rdquo;"),
    "with a thousands separator": NEWS.replace("9800元", "9,800元"),
    "with the lines under pictures": NEWS.replace("\n", "\n图为医院药房。资料图片\n"),
    "with comments of readers": NEWS
    + "\n网友评论\n希望早日进医保，太贵了。\n支持创新药！",
    "with quotes of another print": NEWS.replace("“", "「").replace("”", "」"),
}


@pytest.mark.parametrize("how", SAME)
def test_a_page_and_its_copy(how: str) -> None:
    assert are_copies(NEWS, SAME[how])
    assert are_copies(SAME[how], NEWS)


def test_another_headline_makes_no_other_article() -> None:
    assert are_copies(NEWS, MENU + NEWS, (TITLE, "好消息！淋巴瘤患者有了新选择"))


def test_the_words_of_taiwan_are_the_same_words() -> None:
    one = told(
        *OTHER, "专家说，靶向药物治疗示例综合征时应当监测白细胞，靶向药物不可自行停用。"
    )
    other = changed(
        one, ("靶向药物", "标靶药物"), ("综合征", "症候群"), ("白细胞", "白血球")
    )
    assert are_copies(one, other)


@pytest.mark.parametrize("day", ["2024年4月9日", "2024-04-09", "二〇二四年四月九日"])
def test_the_day_under_a_signature_is_no_fact_of_the_text(day: str) -> None:
    """Which of two mirrors has the right one is told where policies are merged."""
    ends = "示例省医疗保障局", "版权所有，未经授权不得转载，违者必究。"
    assert are_copies(told(PAPER, day, *ends), told(PAPER, "2024年4月10日", *ends))


def test_a_date_in_another_form_is_the_same_date() -> None:
    assert are_copies(PAPER, changed(PAPER, ("2024年5月1日", "2024-05-01")))
    assert not are_copies(PAPER, changed(PAPER, ("2024年5月1日", "2024-05-11")))


def test_damage_within_a_number_is_no_other_number() -> None:
    assert are_copies(NEWS, changed(NEWS, ("9800元", "98?0元"), ("128例", "12?例")))


def test_a_number_in_figures_is_the_same_number() -> None:
    assert are_copies(
        NEWS, changed(NEWS, ("两线", "2线"), ("第三期", "第3期"), ("七成", "7成"))
    )


def test_a_name_that_lost_a_character_is_no_other_name() -> None:
    pages = [document("a", NEWS), document("b", changed(NEWS, ("示例省", "示?省")))]
    assert copies(tables_of(*pages, mentions=[mention("a", "place", "示例省")]))


def test_a_very_long_text_is_compared_in_no_time() -> None:
    """Aligning 200,000 characters with as many would take gigabytes."""
    long = told(
        *(
            f"第{i}条，受理{i * 7}件，办结{i * 5}件，其余转入下期办理。"
            for i in range(9_000)
        )
    )
    other = told(
        *(
            f"第{i}项：核查{i * 9}次，发现{i}个问题，已经全部整改到位。"
            for i in range(9_000)
        )
    )
    assert not are_copies(long, other + PAPER)
    assert are_copies(long, MENU + long)


# --- what is none

OTHERS: dict[str, tuple[str, str]] = {
    "another article": (NEWS, told(*OTHER)),
    "a notice of which one number differs": (PAPER, changed(PAPER, ("36.5", "38.5"))),
    "of the next year": (PAPER, changed(PAPER, ("2024年", "2025年"))),
    "of another day": (NEWS, changed(NEWS, ("9月12日", "9月13日"))),
    "with a number in characters": (PAPER, changed(PAPER, ("连续三个月", "连续六个月"))),
    "with another share": (NEWS, changed(NEWS, ("76.6%", "67.6%"))),
    "with a digit more": (NEWS, changed(NEWS, ("9800元", "19800元"))),
    "with the point elsewhere": (NEWS, changed(NEWS, ("14.5", "1.45"))),
    "with another firm, named twice": (NEWS, changed(NEWS, ("衡岚", "沐川"))),
    "with another drug": (NEWS, changed(NEWS, ("示克雷单抗", "示诺妥单抗"))),
    "with another unit": (NEWS, changed(NEWS, ("14.5个月", "14.5年"))),
    "which fell and did not rise": (
        told(*OTHER), changed(told(*OTHER), ("同比增长两成", "同比下降四成"))
    ),
    "of another hospital": (NEWS, changed(NEWS, ("示例省肿瘤医院", "某某大学附属第一医院"))),
    "told in other words": (
        NEWS,
        "示例省肿瘤医院日前开出全省第一张示克雷单抗注射液处方。该药由衡岚生物研发，6月30日获批，"
        "单支9800元，已纳入示例市惠民保，最高报销七成。关键试验纳入128例，总缓解率76.6%，"
        "完全缓解率41.4%，中位随访14.5个月。公司计划明年上半年提交新的上市申请，一线治疗的"
        "三期试验正在推进之中，患者有望得到更多的选择，专家对此表示期待。",
    ),
    "which goes on where the other ends": (told(*ARTICLE[:3]), told(*ARTICLE[3:])),
    "with not where there was none": (PAPER, changed(PAPER, ("应当优先", "不应当优先"))),
    "which quotes the other": (told(*ARTICLE[:2]), told(*ARTICLE[:1], *OTHER, *NOTICE)),
    "which only shares its boilerplate": (
        told(*NOTICE[:2], *OTHER), told(*NOTICE[:2], *ARTICLE)
    ),
    "rows of prices of another day": (
        told(*OTHER[:2], "示例片\t12.50\t盒", "样例丸\t8.80\t盒"),
        told(*OTHER[:2], "示例片\t12.90\t盒", "样例丸\t8.80\t盒"),
    ),
    "too short to tell": ("请各单位认真贯彻执行。", "请各单位认真贯彻执行。"),
    "of no prose": ("首页\n新闻\n关于我们", "首页\n新闻\n关于我们"),
    "short, with a word of another": (
        "示例药业今日宣布其产品获批上市，用于治疗复发性示例病的成年患者，公司将尽快安排供货。",
        "样本药业今日宣布其产品获批上市，用于治疗复发性示例病的成年患者，公司将尽快安排供货。",
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", OTHERS)
def test_like_texts_that_are_two(which: str) -> None:
    one, other = OTHERS[which]
    assert not are_copies(one, other)
    assert not are_copies(other, one)


@pytest.mark.parametrize(
    "titles",
    [
        ("2024年第3期价格公告", "2024年第4期价格公告"),
        ("示例药品目录（第三批）公示", "示例药品目录（第四批）公示"),
    ],
)
def test_one_text_under_two_numbered_titles_is_two(titles: tuple[str, str]) -> None:
    text = told(*OTHER)
    assert not are_copies(text, text, titles)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [("示例省", "示佳省", "place"), ("衡岚生物", "衡川生物", "company")],
)
def test_a_name_that_is_mentioned_once_differs(
    before: str, after: str, kind: str
) -> None:
    one = told(*OTHER, f"{before}有关负责人说，将按要求落实。")
    pages = [document("a", one), document("b", changed(one, (before, after)))]
    names = [mention("a", kind, before), mention("b", kind, after)]
    assert not copies(tables_of(*pages, mentions=names))


def test_a_form_is_no_copy_of_another_form() -> None:
    text = told(*ARTICLE)
    pages = [document(d, text, source_type="nhsa_form", parser="form") for d in "ab"]
    assert not copies(tables_of(*pages))


def test_what_was_set_aside_leads_nobody() -> None:
    pages = [document("a", NEWS), document("b", NEWS, status="quarantined")]
    assert not copies(tables_of(*pages))
