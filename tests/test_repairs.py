"""The chain of repairs on whole documents: damaged ones, sound ones, and any string."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normalize.repairs import (
    REPAIRS,
    latex,
    misaligned,
    place_footer,
    repair_all,
    traditional,
)
from normalize.text import Text, restore
from normalize.vocab import load

ARTICLE = (
    "某省药品监督管理局批准首个异体细胞注射液上市，用于治疗成人克罗恩病肛周瘘管患者。\n"
    "该产品由健康供者的脂肪组织制备，经扩增培养后冷冻保存，在医院复苏后一次注射。\n"
    "临床试验纳入一百二十例受试者，随访五十二周，主要终点为瘘管完全愈合的比例。\n"
    "研究者认为安全性良好，多数不良反应为轻度，与注射操作有关，未见剂量限制性毒性。\n"
    "企业应当在批准后继续完成确证性研究，并按照要求提交年度报告和风险管理计划。\n"
)
TRADITIONAL = (
    "某省藥品監督管理局批準首個異體細胞註射液上市，用於治療成人患者。\n"
    "該產品由健康供者的組織製備，經擴增培養後冷凍保存，在醫院復甦後註射。\n"
)
SPAM_TITLE = "高清影院免费看_亚洲精品一区二区_某某娱乐城官方下载_久久在线播放"
COUNTIES = (
    "莎车县| 金寨县| 上林县| 庄浪县| 饶平县| 雷山县| 武功县| 通海县| 将乐县| 平乡县| "
    "彰武县| 奇台县| 沧源| 浮梁县| 富裕县| 兴文县|"
)
BY_PROVINCE = (
    "莎车县、叶城县、疏附县、皮山县、和静县、若羌县、且末县、民丰县、"
    "上林县、马山县、灵川县、全州县、兴安县、永福县、灌阳县、龙胜各族自治县"
)
OFFERS = (
    "1.为门店提供许可证代办服务。 2.帮助企业顺利验收。\n"
    "专业团队上门辅导，免费获取报价。\n"
    "执业人员培训课程，每周更新，在线答疑。\n"
    "资料整理一站式办理，轻松拿证。\n"
)
NOTICE = (
    ARTICLE * 2
    + "附件：1.申报指南\n某省药品监督管理局\n2024年5月20日\n备注：逾期不候。\n"
)
FOOTER = (
    "Copyright ? 2009-2024 某某新闻网 All Rights Reserved\n"
    "关于我们 | 联系我们 | 网站地图\n"
    "某ICP备00000000号-1 京公网安备 11000000000000号\n"
    "地址:某市某路1号 邮编:100000\n"
)


def clean(raw: str) -> str:
    text, _ = repair_all(Text.raw(raw))
    assert restore(str(text), text.repairs(raw)) == raw
    return str(text)


def codes(raw: str) -> list[str]:
    return [doubt.code for doubt in repair_all(Text.raw(raw))[1]]


def rules(raw: str) -> set[str]:
    text, _ = repair_all(Text.raw(raw))
    return {repair.rule for repair in text.repairs(raw)}


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


# --- furniture


def test_the_foot_of_a_page_goes_and_its_editor_stays() -> None:
    assert clean(f"{ARTICLE}责任编辑：张某\n{FOOTER}") == f"{ARTICLE}责任编辑：张某\n"


def test_an_address_is_furniture_only_below_a_copyright_line() -> None:
    raw = f"{ARTICLE}地址：某市某路1号\n邮编:100000\n"
    assert clean(raw) == raw


def test_furniture_above_prose_stays() -> None:
    long = ARTICLE.replace("\n", "")
    raw = f"版权所有 某某网\n{long}\n"
    assert clean(raw) == raw


COMMENTS = (
    "发表评论 取消回复\n您的邮箱地址不会被公开。 必填项已用 * 标注\n评论 *\n显示名称 *\n"
    "邮箱 *\n网站\n在此浏览器中保存我的显示名称、邮箱地址和网站地址。\n"
)
TRADITIONAL_COMMENTS = (
    "發佈留言 取消回覆\n發佈留言必須填寫的電子郵件地址不會公開。 必填欄位標示為 *\n"
    "留言 *\n顯示名稱 *\n電子郵件地址 *\n個人網站網址\n"
)


@pytest.mark.parametrize(
    "foot",
    [
        COMMENTS,
        TRADITIONAL_COMMENTS,
        "Laisser un commentaire Annuler la réponse\n昵称\n邮箱\n网站\n提交评论\n",
        "暂无评论\n我要评论\n昵称：\n验证码：\n提交\n",
        "客服热线：400-000-0000 举报邮箱：x@example.cn\n版权所有 某某网 举报电话：000\n",
        "广告合作：13800000000\n违法和不良信息举报电话：000-00000000\nCopyright © 某某\n",
        "【免责声明】本网站转载的文章版权归原作者所有，如有侵权请联系我们删除。\n",
        "声明：本站部分内容来自互联网，转载目的在于传递更多信息，并不代表本站赞同其观点"
        "和对其真实性负责。如涉及版权等问题，请与本网联系，我们将及时删除内容。\n",
        "凡本网注明“来源：某某网”的所有作品，未经本网授权不得转载、摘编。\n",
        "本文由小编整理自网络，仅供学习交流，若侵犯您的权益，请告知管理员删除。\n",
        "湘公网安备 43010000000000号\n湘ICP备00000000号\n",
        "主办单位：某某网络公司 版权所有：某某资讯\n",
    ],
)
def test_the_chrome_of_the_host_goes(foot: str) -> None:
    assert clean(f"{ARTICLE}责任编辑：张某\n{foot}") == f"{ARTICLE}责任编辑：张某\n"


@pytest.mark.parametrize(
    "tail",
    [
        "责任编辑：张某",
        "来源：某某日报 作者：李某",
        "附件：1.申报指南",
        "联系人：王某 联系电话：000-0000000",
        "监督举报电话：12345",
        "咨询电话：000-00000000 邮箱：x@example.cn",
        "免责说明：某某医讯所发布的信息仅供参考，转载自其他媒体的内容版权归原作者。",
        "本公司声明：本公司及全体董事保证公告内容真实、准确、完整。",
        "前瞻性声明：本新闻稿包含前瞻性陈述，实际结果可能不同，不构成投资建议。",
        "声明：申请人承诺所提交的资料真实、合法，未侵犯他人专利权。",
        "姓名：赵某 电话：000-0000000",
        "网站：www.example.cn",
        "请登录申报系统后填写申请表。",
        "回复\n您好，请向当地部门咨询。",
        "患者的姓名和联系方式不会被公开。",
        "新闻热线：由本局办公室负责解答。",
        "编辑：某某 校对：某某",
    ],
)
def test_what_the_document_says_at_its_end_stays(tail: str) -> None:
    raw = f"{ARTICLE}{tail}\n"
    assert clean(raw) == raw


# --- keywords


@pytest.mark.parametrize(
    "title",
    [
        "开云体育_官网入口",
        "某某体育(中国)官方网站-登录入口",
        "澳门新葡京娱乐场",
        "金沙娱乐app下载",
    ],
)
def test_a_short_title_of_known_spam_goes(title: str) -> None:
    assert clean(f"{title}\n{ARTICLE}") == ARTICLE


@pytest.mark.parametrize(
    "title",
    [
        "国家体育总局官网",
        "关于打击网络赌博和六合彩活动的通知",
        "网上办事大厅 用户登录 注册入口",
    ],
)
def test_an_honest_short_title_stays(title: str) -> None:
    assert clean(f"{title}\n{ARTICLE}").startswith(title)


@pytest.mark.parametrize(
    "damaged",
    [
        ARTICLE.replace("，", "，澳门新葡京官网，", 1),
        ARTICLE.replace("。\n", "。真人视讯百家乐\n"),
        ARTICLE.replace("注射液", "注射液【娱乐城下注平台】", 1),
        ARTICLE.replace("临床试验", "临床某某娱乐城试验")
        .replace("产品由", "产某某娱乐城品由")
        .replace("风险管理", "风险某某娱乐城管理"),
    ],
)
def test_keywords_leave_a_sentence(damaged: str) -> None:
    assert clean(damaged) == ARTICLE


def test_one_keyword_in_a_sentence_is_flagged() -> None:
    raw = ARTICLE.replace("，", "，娱乐城，", 1)
    assert clean(raw) == raw
    assert codes(raw) == ["spam_suspected"]


@pytest.mark.parametrize(
    "line",
    [
        "警方查处六合彩、百家乐等赌博活动，没收赌资。",
        "患者因赌博欠债后出现抑郁症状，接受治疗。",
        "企业应当登录注册平台，下载安装官方版软件，提交申请。",
    ],
)
def test_a_report_about_such_words_stays(line: str) -> None:
    assert clean(f"{ARTICLE}{line}\n") == f"{ARTICLE}{line}\n"
    assert codes(f"{ARTICLE}{line}\n") == []


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


# --- vocabularies


NEEDING = [
    (name, row)
    for name in ("offers", "page_furniture")
    for row in load(name)
    if "(?=" not in row["pattern"]  # hypothesis can not draw what these match
]


@pytest.mark.parametrize(("name", "row"), NEEDING, ids=lambda part: str(part)[:40])
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_matches_has_a_needed_word(
    name: str, row: dict[str, str], data: st.DataObject
) -> None:
    flags = re.IGNORECASE if name == "page_furniture" else 0
    pattern = re.compile(row["pattern"], flags)
    words = data.draw(st.from_regex(pattern, fullmatch=flags != 0))
    known = words.casefold() if flags else words
    assert any(need in known for need in row["needs"].split("、"))


@pytest.mark.parametrize("row", load("offers"), ids=lambda row: row["example"])
def test_an_offer_is_told_from_a_document(row: dict[str, str]) -> None:
    assert re.search(row["pattern"], row["example"])
    assert not (row["counter"] and re.search(row["pattern"], row["counter"]))


@pytest.mark.parametrize("row", load("page_furniture"), ids=lambda row: row["example"])
def test_furniture_is_told_from_a_document(row: dict[str, str]) -> None:
    pattern = re.compile(row["pattern"], re.IGNORECASE)
    assert pattern.fullmatch(row["example"])
    assert not (row["counter"] and pattern.fullmatch(row["counter"]))


@pytest.mark.parametrize("row", load("latex_macros"), ids=lambda row: row["macro"])
def test_a_macro_prints_as_its_sign(row: dict[str, str]) -> None:
    written = latex.written(row["example"])
    assert written is not None and row["sign"].strip() in written


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("foreign_terms", "acronym"),
        ("latex_macros", "macro"),
        ("radicals", "radical"),
        ("spam_words", "word"),
        ("traditional_mends", "before"),
        ("traditional_variants", "char"),
    ],
)
def test_a_vocabulary_says_nothing_twice(name: str, key: str) -> None:
    keys = [row[key] for row in load(name)]
    assert all(keys) and len(keys) == len(set(keys))


# --- the reference documents


def seed(shared: Path, number: str) -> str:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")


def gold(shared: Path, number: str) -> dict[str, Any]:
    (path,) = (shared / "corpora" / "gold").glob(f"seed_{number}_*.json")
    answers: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return answers


def lost_lines(raw: str) -> list[str]:
    text, _ = repair_all(Text.raw(raw))
    gone = {"spam", "page_furniture", "foreign_script"}
    return [
        repair.before.strip()
        for repair in text.repairs(raw)
        if gone & set(repair.rule.split("+")) and not repair.after.strip()
    ]


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_seeds_come_back_from_their_ledger(shared: Path, number: str) -> None:
    clean(seed(shared, number))


@pytest.mark.parametrize("number", ["000", "002"])
def test_clean_seeds_lose_nothing(shared: Path, number: str) -> None:
    raw = seed(shared, number)
    assert lost_lines(raw) == []
    assert rules(raw) <= {"width", "latex", "traditional"}
    assert codes(raw) == []


def test_only_adverts_leave_the_copied_notice(shared: Path) -> None:
    raw = seed(shared, "001")
    end, lost = gold(shared, "001")["end_of_document"], lost_lines(raw)
    assert (lost[0], len(lost)) == (end["first_advert_line"], end["advert_lines_after"])
    kept = raw[: raw.index(end["first_advert_line"])]
    assert clean(raw) == clean(kept)
    assert kept.rstrip().endswith(end["last_real_line"])


def test_the_hijacked_page_is_clean(shared: Path) -> None:
    raw, answers = seed(shared, "003"), gold(shared, "003")
    lines = [line for line in clean(raw).splitlines() if line.strip()]
    assert answers["title"] in lines
    assert lines[0] == " > ".join([answers["host_site"], *answers["channel"]])
    assert lines[-1] == f"【责任编辑：{answers['editor']}】"
    assert traditional.lean(clean(raw))[0] == 0
    assert not re.search(r"[(（] ?[a-zāáǎàēéěèīíǐìōóǒòūúǔù]+ ?[)）]", clean(raw))
    assert len(lost_lines(raw)) == 7


def test_the_machine_translated_page_is_chinese_again(shared: Path) -> None:
    raw, (drug, *_) = seed(shared, "004"), gold(shared, "004")["drugs"]
    assert not re.search("[\u0600-\u06ff]", clean(raw))
    assert f"{drug['cell_source']}间充质干细胞({drug['class']})注射液" in clean(raw)
    assert len(lost_lines(raw)) == 2  # a comment form, a disclaimer that names nobody
    assert codes(raw) == ["foreign_term_supplied"]
