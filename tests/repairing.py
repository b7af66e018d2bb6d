"""Documents to damage, and the chain of repairs run on them."""

from normalize.repairs import (
    repair_all,
)
from normalize.text import Text, restore

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
COMMENTS = (
    "发表评论 取消回复\n您的邮箱地址不会被公开。 必填项已用 * 标注\n评论 *\n显示名称 *\n"
    "邮箱 *\n网站\n在此浏览器中保存我的显示名称、邮箱地址和网站地址。\n"
)
TRADITIONAL_COMMENTS = (
    "發佈留言 取消回覆\n發佈留言必須填寫的電子郵件地址不會公開。 必填欄位標示為 *\n"
    "留言 *\n顯示名稱 *\n電子郵件地址 *\n個人網站網址\n"
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
