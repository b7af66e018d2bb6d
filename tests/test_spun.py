"""Spun documents are set aside, sound ones are not: own sentences, own swaps."""

import re

import pytest

from normalize.repairs import repair_all, spun
from normalize.text import Text
from normalize.vocab import load

DOCUMENTS = {
    "notice": (
        "关于开展中药饮片质量检查的通知\n"
        "各省、自治区、直辖市药品监督管理局，新疆生产建设兵团药品监督管理局：\n"
        "为加强中药饮片质量管理，保障公众用药安全，根据《中华人民共和国药品管理法》"
        "和《药品生产质量管理规范》，国家药品监督管理局决定开展检查。"
        "现将有关事项通知如下：\n"
        "一、检查时间。自二零一六年十月14日起，至2016年12月底结束。\n"
        "二、检查对象。本行政区域内的药品生产企业和经营企业，重点检查三家企业。\n"
        "三、工作要求。县级以上人民政府药品监督管理部门应当组织检查，"
        "落实企业主体责任；构成犯罪的，依法追究刑事责任。\n"
        "四、现行规定与本通知不一致的，按照本通知执行。请认真贯彻执行。\n"
        "国家药品监督管理局\n2016年10月14日\n"
    ),
    "rules": (
        "细胞治疗产品上市后管理规定（征求意见稿）\n"
        "第一条 为规范细胞治疗产品的管理，保护和促进公众健康，"
        "根据药品管理法和药品注册管理办法，制定本规定。\n"
        "第二条 在中华人民共和国境内从事细胞治疗产品的生产、经营和使用，"
        "应当遵守法律、法规、规章和标准。\n"
        "第三条 上市许可持有人应当对产品的安全、有效、质量可控负责，"
        "开展药品不良反应监测，每年提交一次报告。\n"
        "第四条 药品上市许可持有人的法定代表人对药品质量全面负责。\n"
        "第五条 违反本规定的，由县级以上地方人民政府药品监督管理部门责令改正；"
        "情节严重的，吊销药品批准证明文件。\n"
        "第六条 本规定自公布之日起施行。2012年3月1日发布的规定同时废止。\n"
    ),
    "news": (
        "某省首个细胞治疗产品获批上市\n"
        "本报讯 10月14日，国家药品监督管理局批准某生物医药股份有限公司的一种"
        "细胞注射液上市，用于治疗复发难治的成人患者。\n"
        "据介绍，该产品的临床试验是一项随机、双盲、安慰剂对照的研究，"
        "共有三家医院参加，纳入一百二十例患者，随访一年。\n"
        "研究结果显示，该产品疗效显著，不良反应发生率低，安全性良好。"
        "企业表示，将落实企业主体责任，开展上市后研究，"
        "按照药品生产质量管理规范组织生产。\n"
        "药品上市许可持有人应当在一个月内提交风险管理计划，"
        "并向省药品监督管理局报告药品不良反应监测结果。\n"
    ),
    "consultation": (
        "关于公开征求意见的公告\n"
        "为进一步规范仿制药质量和疗效一致性评价工作，药品审评中心组织起草了"
        "《口服制剂评价技术要求（征求意见稿）》，现向社会公开征求意见。\n"
        "请各有关单位将意见反馈至邮箱，截止日期为二零一七年五月20日。\n"
        "一、起草背景。现行的技术要求于三年前发布，已经不能满足工作需要。\n"
        "二、主要内容。本要求共五章，明确了一般要求、试验设计和数据分析。\n"
        "三、企业应当按照药品注册管理办法提交资料，由法定代表人签字。\n"
        "国家医疗保障局和国家卫生健康委员会的有关规定，一并执行。特此公告。\n"
    ),
    "penalty": (
        "行政处罚决定书\n"
        "当事人：某某药业有限责任公司，法定代表人：王某。\n"
        "经查，当事人于2018年3月15日至4月2日生产的三批次产品不符合规定，"
        "违反了《中华人民共和国药品管理法》第四十九条第一款的规定。\n"
        "当事人未按照药品生产质量管理规范组织生产，一共生产了两千盒，"
        "货值金额十二万元。\n"
        "依据药品管理法实施条例的规定，某市市场监督管理局决定：\n"
        "一、没收违法生产的药品。\n二、处货值金额一倍的罚款。\n"
        "当事人应当在收到本决定书之日起十五日内缴纳罚款。"
        "构成犯罪的，依法追究刑事责任。\n"
        "某市市场监督管理局\n2018年7月9日\n"
    ),
}
# The first two were looked at while the rules were made, the others were not.
SWAPS: dict[str, dict[str, str]] = {
    "idioms": {
        "生产企业": "分娩合作社", "现行": "现行反革命", "一": "风华正茂",
        "监督": "监视", "十月14": "十10月14", "五月20": "五5月20", "三": "三足鼎立",
    },
    "synonyms": {
        "生产": "出产", "监督": "督察", "管理": "保管", "规定": "规程", "通知": "关照",
        "要求": "央求", "质量": "成色", "许可": "认可", "刑事": "刑律", "人民": "黎民",
        "十月14": "十10月14", "五月": "五5月", "三家": "三3家",
    },
    "tool": {
        "管理": "办理", "监督": "监视", "国家": "国度", "进行": "停止", "患者": "病人",
        "研究": "研讨", "反应": "反响", "治疗": "医治", "批准": "核准", "产品": "产物",
        "安全": "平安", "规定": "划定", "征求": "征询", "意见": "定见", "通知": "告诉",
        "3月": "三3月", "2016年10": "2016年一10", "10月14": "一十0月14",
    },
    "grand": {
        "一": "独一无二", "二": "成双成对", "人民": "老百姓", "质量": "品格", "主体": "主干",
        "保障": "维护保养", "健康": "康泰", "双盲": "两眼一抹黑", "代表": "象征",
        "应当": "理所当然", "许可": "准许", "有效": "灵验", "责任": "义务",
        "刑事": "刑法", "法规": "王法", "10月": "十10月",
    },
}  # fmt: skip


def swapped(words: str, swaps: dict[str, str], every: int) -> str:
    """Swap every n-th word that can be swapped, longest first, from left to right."""
    pattern = "|".join(sorted(map(re.escape, swaps), key=len, reverse=True))
    count = 0

    def put(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return swaps[match[0]] if count % every == 0 else match[0]

    return re.sub(pattern, put, words)


def codes(raw: str) -> list[str]:
    return [doubt.code for doubt in repair_all(Text.raw(raw))[1]]


@pytest.mark.parametrize("kind", SWAPS)
@pytest.mark.parametrize(("every", "fewest"), [(1, 4), (2, 2)])
def test_most_spun_documents_are_set_aside(kind: str, every: int, fewest: int) -> None:
    spun_ones = [swapped(words, SWAPS[kind], every) for words in DOCUMENTS.values()]
    assert sum("spun_text" in codes(words) for words in spun_ones) >= fewest


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_documents_are_sound_before(name: str) -> None:
    assert codes(DOCUMENTS[name]) == []


def test_what_was_swapped_is_told() -> None:
    raw = swapped(DOCUMENTS["notice"], SWAPS["synonyms"], 1)
    (doubt,) = spun.doubts(Text.raw(raw))
    assert (doubt.code, doubt.severity) == ("spun_text", "error")
    assert "numeral" in doubt.message and "name" in doubt.message
    assert doubt.quote is not None and str(doubt.quote) in raw


def test_one_kind_of_evidence_only_flags() -> None:
    raw = DOCUMENTS["notice"].replace("管理局", "保管局").replace("人民", "黎民")
    raw = raw.replace("中华黎民", "中华人民").replace("以上黎民", "以上人民")
    raw += "《药品保管法》\n"
    assert [(d.code, d.severity) for d in spun.doubts(Text.raw(raw))] == [
        ("spun_suspected", "warning")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "会议定于周一10月14日召开，二0一六年十月14日发布的通知同时废止。",
        "表一2016年度报告；附件二3份；第二十三条第1款；第三方机构；第一阶段。",
        "他风华正茂，风华正茂，风华正茂，立志做一名医生。确保成千上万份样品。",
        "国家药品监督营理局、中华入民共和国药品管埋法",  # misread by a scanner
        "中央健康保险署与食品药物管理署公布药品许可证，各省、自治区、直辖市。",
        "香港卫生署药物办公室依法追究相关法律责任，特此更正。",
        "因地制宜、实事求是地开展工作，弄虚作假的，依法追究法律责任。",
        "一、背景\n二、目的\n实事求是、公正客观的原则\n三、要求",
        "药品监督检查局（原药品医疗器械监督管理局）与某市市场监督综合执法局",
    ],
)
def test_odd_but_honest_words_are_no_evidence(words: str) -> None:
    assert spun.doubts(Text.raw(words * 3)) == []


def test_a_long_document_may_hold_two_oddities() -> None:
    odd = "中华黎民共和国，十10月。"
    assert spun.doubts(Text.raw(odd))[0].code == "spun_text"
    assert spun.doubts(Text.raw(odd + DOCUMENTS["rules"] * 60)) == []


@pytest.mark.parametrize("row", load("set_phrases"), ids=lambda row: row["phrase"])
def test_a_set_phrase_is_sound_as_it_stands(row: dict[str, str]) -> None:
    for words in (
        row["example"],
        *(row["phrase"].replace("…", middle) for middle in row["middle"].split("、")),
    ):
        assert spun.doubts(Text.raw(f"{words}。" * 3)) == []
