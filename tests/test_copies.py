"""Copies across documents: mirrors and reposts are found, templates are not copies."""

from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from normalize.column import columns_of
from normalize.draft import Draft, Implied
from normalize.entities import event_groups, policy_groups, policy_id
from normalize.entities.copies import leaders, mark_copies
from normalize.entities.once import tell_once
from normalize.entities.retold import mirrored_policies, retold_events
from normalize.rows import Row, Rows, empty_rows
from normalize.tables import (
    DocumentRow,
    Event,
    Mention,
    Outcome,
    Policy,
    Provision,
    Quantity,
    RepairRow,
)
from normalize.things import Kind, merge_things
from tests.drafting import Page

# --- texts of our own, as a site shows them

ARTICLE = (
    "本报讯（记者 林晓舟）9月12日，示例省肿瘤医院开出全省首张示克雷单抗注射液处方，"
    "标志着这款创新药正式惠及当地患者。",
    "据介绍，示克雷单抗由衡岚生物自主研发，今年6月30日获国家药品监督管理局批准上市，"
    "用于既往接受过至少两线治疗的复发性示例淋巴瘤成人患者。",
    "在纳入128例受试者的关键临床试验中，总缓解率达到76.6%，完全缓解率为41.4%，"
    "中位随访时间为14.5个月，3级及以上不良反应的发生率为22.7%。",
    "“以前这类患者几乎无药可用。”医院血液科主任周明远说，患者张先生在用药后第三天即可下床活动，"
    "预计两周后能够出院，后续治疗将在门诊完成。",
    "该药单支价格为9800元，目前已进入示例市惠民保的特药目录，符合条件的参保患者最高可报销七成。",
    "衡岚生物负责人表示，公司正在推进该药用于一线治疗的第三期临床试验，计划明年上半年提交新的上市申请。",
)
NOTICE = (
    "各市医疗保障局，各有关医疗机构：",
    "为规范示例药品集中采购工作，保障群众用药需求，经研究，现就有关事项通知如下。",
    "一、全省公立医疗机构应当自2024年5月1日起执行中选结果，采购周期为2年，首年约定采购量为36.5万支。",
    "二、医疗机构应当优先采购中选药品，非中选药品的采购比例不得超过20%，确需采购的应当说明理由。",
    "三、医保基金按不低于合同金额的50%预付，医疗机构应当在收货验收合格后次月底前结清货款。",
    "四、各市医疗保障局应当按月监测采购进度，对未完成约定采购量的医疗机构予以通报，并与年度考核挂钩。",
    "五、中选企业应当保障供应，连续三个月配送率低于90%的，取消中选资格，列入失信名单。",
)
OTHER = (
    "国家示例中心今日发布年度报告，全年受理各类注册申请一万八千余件，同比增长两成。",
    "报告显示，创新药的平均审评时限缩短至126个工作日，儿童用药和罕见病用药的数量持续增加。",
    "中心负责人介绍，下一步将完善沟通交流机制，优化资料要求，鼓励以临床价值为导向的研发。",
    "业内专家认为，审评标准与国际接轨有助于本土企业走出去，也对质量管理提出了更高的要求。",
)
TITLE, NOTICE_TITLE = (
    "全省首张示克雷单抗处方开出",
    "关于执行示例药品集中采购中选结果的通知",
)


def told(*lines: str, above: str = "", below: str = "") -> str:
    return "\n".join(filter(None, [above, *lines, below]))


def document(doc_id: str, text: str, **cells: Any) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(DocumentRow))
    known = {"source_type": "news", "status": "ok", "parser": "news", "path": doc_id}
    return row | known | {"doc_id": doc_id, "text": text} | cells


def policy(doc_id: str, **cells: Any) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(Policy))
    known = {"doc_id": doc_id, "policy_id": f"p{doc_id}", "is_full_text": True}
    return row | known | cells


def mention(doc_id: str, kind: str, text: str) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(Mention))
    return row | {"doc_id": doc_id, "entity_type": kind, "text": text, "name": text}


def tables_of(*documents: Row, **rows: list[Row]) -> Rows:
    return empty_rows() | {"documents": [dict(row) for row in documents]} | rows


def copies(tables: Rows) -> dict[str, str]:
    mark_copies(tables)
    return leaders(tables)


def are_copies(one: str, other: str, titles: tuple[str, str] = (TITLE, TITLE)) -> bool:
    found = copies(
        tables_of(
            document("a", one, title=titles[0]), document("b", other, title=titles[1])
        )
    )
    return len(found) == 1


NEWS, PAPER = told(*ARTICLE), told(*NOTICE)
MENU = (
    "首页\n新闻\n健康\n示例晚报网 > 健康频道 > 正文\n来源：示例晚报 2023-09-13 08:20\n"
)
TAIL = "\n责任编辑：赵青\n相关阅读\n打印\n关闭\n版权所有 示例晚报社 未经授权不得转载。"

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


def changed(text: str, *changes: tuple[str, str]) -> str:
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


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


# --- notices


def notice(doc_id: str, text: str, **cells: Any) -> tuple[Row, Row]:
    known = {"source_type": "notice", "parser": "notice", "title": NOTICE_TITLE}
    return (
        document(doc_id, text, **known),
        policy(doc_id, **({"title": NOTICE_TITLE} | cells)),
    )


def of_notices(*notices: tuple[Row, Row]) -> Rows:
    documents, policies = zip(*notices, strict=True)
    return tables_of(*documents, policies=list(policies))


NUMBER = "示医保发〔2024〕12号"


def test_mirrors_of_one_number_are_copies_though_a_date_differs() -> None:
    tables = of_notices(
        notice("a", PAPER, doc_number=NUMBER, issued_on=date(2024, 4, 9)),
        notice("b", changed(PAPER, ("5月1日", "5月7日")), doc_number=NUMBER),
    )
    assert len(copies(tables)) == 1


def test_one_number_on_two_texts_is_a_problem() -> None:
    tables = of_notices(
        notice("a", PAPER, doc_number=NUMBER), notice("b", NEWS, doc_number=NUMBER)
    )
    assert not copies(tables)
    assert [p["code"] for p in tables["problems"]] == ["number_reused"]


def test_one_number_on_two_texts_is_told_once_for_each_other_text() -> None:
    tables = of_notices(
        notice("a", PAPER, doc_number=NUMBER), notice("b", NEWS, doc_number=NUMBER),
        notice("c", PAPER + TAIL, doc_number=NUMBER),
    )  # fmt: skip
    assert len(copies(tables)) == 1
    assert len(tables["problems"]) == 1


def test_a_page_with_only_a_link_to_the_paper_tells_nothing() -> None:
    tables = of_notices(
        notice("a", PAPER, doc_number=NUMBER),
        notice("b", "全文见附件，请下载。", doc_number=NUMBER),
    )
    assert not copies(tables)
    assert not tables["problems"]


def test_two_numbers_of_one_template_are_two() -> None:
    tables = of_notices(
        notice("a", PAPER, doc_number=NUMBER, issued_on=date(2024, 4, 9)),
        notice(
            "b", PAPER, doc_number="示医保发〔2025〕9号", issued_on=date(2025, 4, 9)
        ),
    )
    assert not copies(tables)


def merged_policies(tables: Rows) -> Rows:
    mark_copies(tables)
    groups = mirrored_policies(policy_groups, leaders(tables))
    merge_things(tables, Kind(Policy, groups, policy_id, lambda row: row["doc_id"]))
    return tables


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"doc_number": "示医保发〔2024〕21号"}, "doc_number"),
        ({"title": "关于执行示例药品集中采购中选结果的通如"}, "title"),
        ({"agencies": ["示例省医疗保障局办公室"]}, "agencies"),
    ],
)
def test_what_a_mirror_misprints_is_one_problem_of_one_policy(
    cells: Row, column: str
) -> None:
    known: Row = {"doc_number": NUMBER, "issued_on": date(2024, 4, 9),
                  "issued_on_precision": "day", "agencies": ["示例省医保局"]}  # fmt: skip
    pages = [notice("a", PAPER, **known)]
    pages += [notice(doc_id, PAPER, **(known | cells)) for doc_id in "bc"]
    tables = merged_policies(of_notices(*pages))
    [policy_row], [problem] = tables["policies"], tables["problems"]
    assert (problem["code"], problem["column_name"]) == ("conflict", column)
    assert problem["message"].endswith("here and in 1 more; the former was kept")
    assert policy_row["doc_ids"] == ["a", "b", "c"]


def test_a_page_that_prints_two_papers_is_joined_to_neither() -> None:
    tables = of_notices(notice("a", PAPER), notice("b", PAPER))
    tables["policies"] = [
        policy("a", title="甲的通知", policy_id="1"),
        policy("a", title="乙的通知", policy_id="2"),
        policy("b", title="丙的通知", policy_id="3"),
    ]
    assert len(merged_policies(tables)["policies"]) == 3


YEARLY = told(*NOTICE[:2], *NOTICE[3:], OTHER[2])  # without a year


@pytest.mark.parametrize(
    ("days", "one"),
    [
        ((date(2024, 4, 9), date(2024, 4, 9)), True),
        ((date(2024, 4, 9), date(2024, 4, 10)), True),
        ((date(2024, 4, 9), None), True),
        ((date(2024, 4, 9), date(2025, 4, 9)), False),
        ((date(2024, 4, 9), date(2024, 6, 9)), False),
    ],
)
def test_a_notice_issued_again_is_another(
    days: tuple[date | None, date | None], one: bool
) -> None:
    tables = of_notices(
        notice("a", YEARLY, issued_on=days[0]), notice("b", YEARLY, issued_on=days[1])
    )
    assert bool(copies(tables)) is one


def test_an_attachment_is_no_copy_of_the_notice_that_prints_it() -> None:
    tables = of_notices(notice("a", PAPER), notice("b", PAPER))
    tables["documents"][1]["parser"] = "attachment"
    assert not copies(tables)


# --- who leads


def repair(doc_id: str, rule: str) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(RepairRow))
    return row | {"doc_id": doc_id, "rule": rule, "start": 0, "end": 1}


EARLY = datetime(2024, 1, 1, tzinfo=UTC)
LATE = datetime(2024, 1, 2, tzinfo=UTC)
GOV = {"source_type": "notice", "url": "https://ybj.example.gov.cn/art/1.html"}


@pytest.mark.parametrize(
    ("other", "leader"),
    [
        (document("b", NEWS), "a"),
        (document("b", NEWS, published_at=EARLY), "b"),
        (document("b", NEWS, status="partial", published_at=EARLY), "a"),
        (document("b", told(*ARTICLE[:-1]), published_at=EARLY), "a"),
        (document("b", NEWS, **GOV), "b"),
        (document("b", NEWS, source_type="notice", url="https://gov.cn.example.com/"), "a"),
    ],
)  # fmt: skip
def test_the_better_one_leads(other: Row, leader: str) -> None:
    found = (
        copies(tables_of(document("a", NEWS, published_at=LATE), other))
        if (other["published_at"])
        else copies(tables_of(document("a", NEWS), other))
    )
    assert set(found.values()) == {leader}


def test_the_clean_one_leads_and_convention_is_no_damage() -> None:
    pages = [document("a", NEWS), document("b", NEWS)]
    damage = [repair("a", "pinyin"), repair("a", "traditional+mojibake")]
    print_ = [
        repair("b", "width"),
        repair("b", "markup"),
        repair("b", "page_furniture"),
    ]
    assert copies(tables_of(*pages, repairs=damage + print_)) == {"a": "b"}


def test_likeness_is_the_share_of_the_shorter_text() -> None:
    tables = tables_of(document("a", NEWS), document("b", told(*ARTICLE[:4])))
    copies(tables)
    likeness = [row["copy_likeness"] for row in tables["documents"]]
    assert likeness == [None, 1.0]


def test_every_copy_is_a_copy_of_its_leader_not_of_a_copy() -> None:
    """The short text is within both; the two long ones differ in a number."""
    long = told(*OTHER, *NOTICE)
    pages = [
        document("a", long), document("b", changed(long, ("36.5", "38.5"))),
        document("c", told(*OTHER, *NOTICE[:2], *NOTICE[3:])),
    ]  # fmt: skip
    found = copies(tables_of(*pages))
    assert found == {"c": "a"}


# --- at large

PIECES = [*ARTICLE, *NOTICE, *OTHER]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("\n".join)


@given(st.lists(texts, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(words: list[str], dice: Any) -> None:
    pages = [document(f"{i:02}", text) for i, text in enumerate(words)]
    mixed = list(pages)
    dice.shuffle(mixed)
    assert copies(tables_of(*pages)) == copies(tables_of(*mixed))


@given(st.lists(texts, min_size=2, max_size=6))
def test_groups_have_one_leader_and_marking_again_changes_nothing(
    words: list[str],
) -> None:
    pages = [document(f"{i:02}", text) for i, text in enumerate(words)]
    tables = tables_of(*pages)
    found = copies(tables)
    assert not set(found) & set(found.values())
    assert copies(tables) == found


@given(texts, st.integers(2, 6))
def test_equal_bodies_are_one_group(text: str, n: int) -> None:
    pages = [document(f"{i:02}", MENU * (i % 2) + text) for i in range(n)]
    found = copies(tables_of(*pages))
    assert len(found) in (0, n - 1)
    assert len(set(found.values())) <= 1


def test_many_mirrors_of_one_article_are_one_group() -> None:
    """A hash pairs a page with its neighbors only; the group has them all."""
    pages = [document(f"{i:03}", MENU + NEWS + f"\n访问量：{i}") for i in range(60)]
    assert len(copies(tables_of(*pages))) == 59


def test_many_notices_of_one_template_are_none() -> None:
    pages = [document(f"{i:03}", changed(PAPER, ("36.5", f"{i}.5"))) for i in range(60)]
    assert not copies(tables_of(*pages))


# --- one event, told by mirrors


def event(doc_id: str, day: int, **cells: Any) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(Event))
    known = {"event_type": "price_set", "drug_id": "d", "description": "单价为9800元"}
    when = {"event_date": date(2024, 1, day), "event_date_precision": "day"}
    return row | known | when | {"doc_id": doc_id} | cells


@pytest.mark.parametrize(
    ("events", "n"),
    [
        ([event("a", 1), event("b", 2)], 1),
        ([event("a", 1), event("b", 2, description="单价为9800 元。")], 1),
        ([event("a", 1), event("b", 2), event("d", 3)], 1),
        ([event("a", 1), event("c", 2)], 2),
        ([event("a", 1), event("b", 2, description="单价为8900元")], 2),
        ([event("a", 1), event("b", 2, event_type="approval")], 2),
        ([event("a", 1), event("b", 2, drug_id="e")], 2),
        # in the same words the leader tells two: which of them?
        ([event("a", 1), event("a", 3), event("b", 2)], 3),
        ([event("a", 1), event("a", 3), event("b", 3)], 2),
    ],
)
def test_the_event_of_a_copy_is_its_leaders(events: list[Row], n: int) -> None:
    groups = retold_events(event_groups, {"b": "a", "d": "a"})(events)
    assert len(groups) == n
    assert sum(map(len, groups)) == len(events)


# --- one fact once


def outcome(doc_id: str, **cells: Any) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(Outcome))
    known = {
        "outcome_id": f"o{doc_id}{cells['value']}",
        "drug_id": "d",
        "endpoint": "ORR",
    }
    return row | known | {"doc_id": doc_id, "statistic": "rate"} | cells


LED = (document("a", NEWS), document("b", NEWS, copy_of="a"), document("c", NEWS))


@pytest.mark.parametrize(
    ("told_again", "left"),
    [
        ({"value": 76.6, "quote": "总缓解率达到76.6%"}, "a"),
        ({"value": 76.6, "quote": "总缓解率达到76.6％"}, "a"),
        ({"value": 76.6, "quote": None}, "a"),
        ({"value": 76.8, "quote": "总缓解率达到76.8%"}, "ab"),
        ({"value": 76.6, "quote": "总缓解率达到76.6%", "n": 128}, "ab"),
        ({"value": 76.6, "quote": "总缓解率达到76.6%", "drug_id": "e"}, "ab"),
    ],
)
def test_a_copy_does_not_count_twice(told_again: Row, left: str) -> None:
    rows = [
        outcome("a", value=76.6, quote="总缓解率达到76.6%"),
        outcome("b", **told_again),
    ]
    tables = tables_of(*LED, outcomes=rows)
    tell_once(tables)
    assert "".join(row["doc_id"] for row in tables["outcomes"]) == left


def test_a_page_that_is_no_copy_counts() -> None:
    rows = [outcome("a", value=76.6), outcome("c", value=76.6)]
    tables = tables_of(*LED, outcomes=rows)
    tell_once(tables)
    assert len(tables["outcomes"]) == 2


def test_the_words_of_the_copy_prove_the_row_that_is_left() -> None:
    pages = [
        Page("总缓解率为76.6%。" * 2, "a.txt"),
        Page("总缓解率为76.6%。" * 3, "b.txt"),
    ]
    tables = empty_rows()
    for page in pages:
        cells: dict[str, Any] = {
            "statistic": Implied("rate", "x"),
            "value": page["76.6"],
        }
        for name, rows in page.typed(
            Draft(DocumentRow), Draft(Outcome, **cells)
        ).items():
            tables[name] += rows
    one, other = tables["documents"]
    other["copy_of"] = one["doc_id"]
    tell_once(tables)
    [row] = tables["outcomes"]
    proofs = [e["doc_id"] for e in tables["evidence"] if e["column_name"] == "value"]
    assert sorted(proofs) == sorted([one["doc_id"], other["doc_id"]])
    assert {e["row_id"] for e in tables["evidence"]} == {row["outcome_id"]}


def provision(doc_id: str, text: str, **cells: Any) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(Provision))
    known = {"provision_id": f"v{doc_id}{text}", "policy_id": "p", "path": "二"}
    return row | known | {"doc_id": doc_id, "text": text} | cells


@pytest.mark.parametrize(
    ("text", "n"),
    [
        (NOTICE[3], 1),
        (NOTICE[3].replace("，", ","), 1),
        (NOTICE[3].replace("说明理由", "说?理由"), 1),
        (NOTICE[3].replace("20%", "30%"), 2),
        (NOTICE[4], 2),
    ],
)
def test_a_provision_that_a_mirror_damages_is_one(text: str, n: int) -> None:
    rows = [provision("a", NOTICE[3]), provision("b", text)]
    tables = tables_of(*LED, provisions=rows)
    tell_once(tables)
    assert len(tables["provisions"]) == n


def test_facts_of_the_copy_alone_stay() -> None:
    row: Row = dict.fromkeys(column.name for column in columns_of(Quantity))
    rows = [
        row | {"doc_id": "b", "quantity_id": "q", "value_low": 9800.0, "unit": "元"}
    ]
    tables = tables_of(*LED, quantities=rows)
    tell_once(tables)
    assert tables["quantities"] == rows


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_which_row_is_left_does_not_depend_on_order(order: tuple[int, ...]) -> None:
    pages = [document("a", NEWS, copy_of="b"), document("b", NEWS),
             document("c", NEWS, copy_of="b")]  # fmt: skip
    rows = [outcome(doc_id, value=1.0) for doc_id in "abc"]
    tables = tables_of(*pages, outcomes=[rows[i] for i in order])
    tell_once(tables)
    assert [row["doc_id"] for row in tables["outcomes"]] == ["b"]
