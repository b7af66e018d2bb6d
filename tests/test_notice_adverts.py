"""Adverts around notices go, in any register; no line of a notice goes with them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.one import repaired
from normalize.repairs import advert_tail, repair_all
from normalize.repairs.advert_lines import found, is_advert
from normalize.repairs.offers import is_offer, votes
from normalize.text import Text

HERE = Path(__file__).parent
WITH_ADVERTS = ("copied", "joint_no_number")
NOTICES = sorted(
    path
    for folder in (HERE.parent / "data" / "raw", HERE / "fixtures" / "variants")
    for path in folder.glob("notice_*")
    if path.suffix != ".json"
)
CLEAN = [path for path in NOTICES if not any(w in path.name for w in WITH_ADVERTS)]

NOTICE = """甲省药品监督管理局关于开展示例药品专项检查的通知
甲药监〔2024〕1号
各市药品监督管理局，有关单位：
为规范示例药品流通秩序，省局决定开展专项检查，现将有关事项通知如下：
一、检查范围
全省药品批发企业、药品零售连锁总部、疫苗配送企业和药品网络交易第三方平台。
二、检查重点
（一）购销渠道、票据、冷链运输记录是否真实完整。
（二）是否为他人违法经营药品提供场所、资质证明文件。
三、工作要求
各单位应当及时处置风险，推行一站式受理，请扫描二维码填写问卷。
联系人：甲某，联系电话：0100-5550101
附件：检查情况统计表
甲省药品监督管理局
2024年5月20日
"""

# Offers of many trades, in the registers that copying sites print.
ADVERTS = [
    "注册公司全程代办，每月低至99元，欢迎来电咨询",
    "论文润色投稿，期刊加急发表，添加客服微信",
    "【推广】门店陈列设计，旺季立减",
    "无抵押贷款当天放款，扫码添加经理微信",
    "祖传秘方一贴见效，厂家直销，现货速发",
    "高薪诚聘区域经理，包吃住，加微信详谈",
    "源头厂家量大从优，欢迎选购",
    "网站建设套餐限时优惠，免费获取报价",
    "执业资格考证名师小班，限时福利，免费领取资料",
    "冷库安装三天上岗交付，欢迎致电，微信同号",
]
PLAIN = [advert for advert in ADVERTS if is_advert(advert)]


def words_of(chars: str) -> list[str]:
    return [line.strip() for line in chars.split("\n") if line.strip()]


def clean(raw: str) -> list[str]:
    return words_of(str(advert_tail.repair(Text.raw(raw))[0]))


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_a_notice_without_adverts_loses_nothing(path: Path) -> None:
    document, doubts = repaired(path.read_bytes(), path.name)
    rules = {r for e in document.text.repairs(document.raw) for r in e.rule.split("+")}
    assert "spam" not in rules
    assert "spam_suspected" not in [doubt.code for doubt in doubts]


def test_no_line_of_the_notices_is_an_advert() -> None:
    for path in CLEAN:
        raw = path.read_text("utf-8")
        assert [line.words for line in found(raw)] == [], path.name


def test_most_adverts_are_plain() -> None:
    assert len(PLAIN) >= len(ADVERTS) - 1


@pytest.mark.parametrize("advert", PLAIN)
@pytest.mark.parametrize("at", range(0, 16, 3))
def test_a_plain_advert_goes_from_anywhere(advert: str, at: int) -> None:
    lines = words_of(NOTICE)
    page = "\n".join([*lines[:at], advert, *lines[at:]]) + "\n"
    assert clean(page) == lines


@given(
    st.lists(st.sampled_from(PLAIN), max_size=4),
    st.lists(st.tuples(st.integers(0, 14), st.sampled_from(PLAIN)), max_size=4),
    st.lists(st.sampled_from(ADVERTS), max_size=9),
)
def test_the_notice_comes_out_whole(
    above: list[str], between: list[tuple[int, str]], behind: list[str]
) -> None:
    lines = words_of(NOTICE)
    mixed = list(lines)
    for at, advert in sorted(between, reverse=True):
        mixed.insert(at, advert)
    out = clean("\n".join([*above, *mixed, *behind]) + "\n")
    assert [line for line in out if line not in ADVERTS] == lines
    assert not set(out) & set(PLAIN)


@given(st.permutations(words_of(NOTICE)))
def test_lines_of_a_notice_stay_in_any_order(lines: list[str]) -> None:
    assert clean("\n".join(lines)) == lines


def test_titles_go_with_the_offers_below_them() -> None:
    tail = ["公司注册", "注册公司全程代办，最快三天拿证", "代理记账", "会计团队一对一服务",
            "资质代办", "许可证快速办理，收费透明", "网站建设", "营销型网站整体解决方案"]  # fmt: skip
    lines = words_of(NOTICE)
    assert clean("\n".join([*lines, *tail])) == lines


@pytest.mark.parametrize(
    "line",
    [
        "请扫描二维码领取报名表，名额有限。",
        "联系人：张三 13900000000（微信同号），可加微信联系",
        "推行一站式办理、全程代办帮办，实现当日办结。",
        "一、免费领取避孕药具，现场扫码添加健康顾问微信",
        "免费向适龄女性提供疫苗接种，欢迎来电咨询。",
        "对诚信经营、专业团队完备的企业给予优先支持。",
        "中选价格低至每片0.5元的，应当保障供应。",
    ],
)
def test_what_notices_say_too_stays(line: str) -> None:
    assert not is_advert(line)


def test_votes_tell_bait_from_tone() -> None:
    assert votes("专业团队一站式服务").bait == 0
    assert votes("【广告】专业团队").label == 1
    assert is_offer("专业团队一站式服务") and not is_offer("特此通知。")


@pytest.mark.shared
def test_real_pages_without_adverts_lose_nothing(shared: Path) -> None:
    pages = sorted((shared / "corpora" / "html" / "pages" / "gov").glob("*.html"))
    seeds = [
        p
        for p in sorted((shared / "seeds").glob("*.txt"))
        if p.name[:3] not in ("001", "003")
    ]
    for path in [*pages, *seeds]:
        document, _ = repaired(path.read_bytes(), path.name)
        for repair in document.text.repairs(document.raw):
            assert "spam" not in repair.rule.split("+"), (path.name, repair.before)


@pytest.mark.shared
def test_the_copied_notice_among_the_seeds_loses_its_adverts_alone(
    shared: Path,
) -> None:
    (path,) = (shared / "seeds").glob("001_*.txt")
    raw = path.read_text("utf-8")
    text, _ = repair_all(Text.raw(raw))
    lost = [r.before for r in text.repairs(raw) if r.rule == "spam"]
    assert len(lost) == 25 and all(is_offer(words) or "课程" in words for words in lost)
    assert not any(re.search("通知|附件|评分", words) for words in lost)
