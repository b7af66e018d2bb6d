"""The words of an outcome sentence (词法): endpoints, numbers, intervals, groups, times.

`tokens` reads a sentence once, left to right; whatever is no token is filler.  Each
kind of token is one row of `_KINDS`, with an example.

>>> sentence = Text.raw("IRC评估的3个月内ORR为65.8%(95%CI:48.65,80.37)，中位OS未达到")
>>> for token in tokens(sentence):
...     print(token.kind, token.text)
irc IRC
time 3个月内
endpoint ORR
value 65.8%
interval 95%CI:48.65,80.37
break ，
endpoint 中位OS
unreached 未达到
"""

import re
from dataclasses import dataclass

from normalize.facts.endpoints import MENTION
from normalize.facts.measures import CALENDAR, NUMBER, PERCENT, SIGNED, TO
from normalize.facts.sentences import breaks
from normalize.text import Found, Text

_COUNT_OF = r"\s*(?:例次|例|名|人|位)"
_PATIENTS = r"(?:患者|受试者|人群|亚组|病例|儿童|成人|者|集)"
_BOUND = rf"(?:[-−]?{NUMBER}|NE|NR|NA|NC|未达到|未到达|不可估计|无法估计|不可评估|\+?∞|[-–—]+(?!\d))"
_GROUP = r"[^\s，,；;：:。、（）()%％后时内周月为率的者达在于与和及较比或]{1,20}?组"
_KNOWN_GROUP = (
    r"(?:阳性对照|空白对照|安慰剂|试验|实验|对照|治疗|观察|研究|联合|单药|化疗|[高中低]剂量|本品"
    r"|[A-Z]|\d+(?:\.\d+)?\s*(?:mg|μg))组"
)
_NOT_GROUP = r"(?![织成分合胺蛋别间建态装件长])"
_SCALE = (
    r"(?:分|mmHg|[mμ]mol/L|mg/dL|g/d?L|kg/m²|kg|cm|mm|米|mL/min/1\.73m²|m?L|m|个?字母|log10)"
    r"(?![A-Za-z/])"
)
_RISE = r"提高|升高|升(?=[至到])|增加|增长|上升|延长|改善|高出"
_FALL = r"下降|降低|减少|缩短|减轻|缩小|降幅"
_START = r"(?:^|(?<=[，,；;：:。]))\s*"

_KINDS = {
    # 2025年7月13日; 3月5日
    "date": r"(?:19|20)\d\d\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?|\d{1,2}月\d{1,2}日",
    # 中位随访时间23.7个月(范围1.2~19.0个月); 中位随时间
    "followup": rf"中位随.{{0,3}}?(?:时间|期)?[为达约是：:\s]*{NUMBER}\s*{CALENDAR}"
    rf"|随访(?:时间|期)[为达约是：:\s]*{NUMBER}\s*{CALENDAR}",
    # 95%CI:48.65,80.37; 95% CI 10.1~14.5; 95%置信区间（CI）：5.1个月, -; 95%CI[0.5-0.8]
    "interval": rf"(?:(?P<level>\d\d(?:\.\d+)?)\s*[%％]\s*)?(?:CI|置信区间|可信区间)"
    rf"(?:\s*[(（](?:CI)[)）])?(?:\s*95[%％])?\s*[:：=为是，,]*\s*[\[［【(（]?\s*"
    rf"(?P<low>{_BOUND})\s*(?P<unit>{PERCENT}|{CALENDAR})?\s*(?:[,，、;；]|{TO}|to)\s*"
    rf"(?P<high>{_BOUND})\s*(?:{PERCENT}|{CALENDAR})?",
    "lone_interval": r"(?:\d\d(?:\.\d+)?\s*[%％]\s*)?(?:CI(?![A-Za-z])|置信区间|可信区间)(?:[上下]限)?"
    rf"[为:：\s]*(?:{NUMBER}\s*{PERCENT}?)?",
    # P<0.001; P值=0.012; p 小于0.05
    "p": rf"(?<![A-Za-z])[Pp]\s*值?\s*(?:均|为)*\s*(?P<p>(?:[=＝<＜>＞≤≥]|小于|大于)\s*{NUMBER})",
    # 在38例可评估患者中; 达CR/CRi的患者中; 全人群中
    "population": rf"{_START}(?:其中)?(?:在|对于|对)?\s*(?:共)?(?:(?P<of>\d+)\s*[例名位个]\s*)?"
    rf"(?P<who>[^，,；;：:。]{{0,40}}?{_PATIENTS})(?:群体)?中(?!位)",
    # 3个月时仍处于缓解的25例患者
    "subset": rf"{_START}(?:在)?(?P<who>[^，,；;：:。]{{2,30}}?的(?P<of>\d+)例(?:患者|受试者))",
    # 可评估患者的ORR; PD-L1阳性人群ORR
    "subjects": rf"{_START}(?:在)?(?:共?(?P<of>\d+)\s*[例名位]\s*)?(?P<who>[^，,；;：:。%％]{{0,25}}?(?:患者|受试者|人群|亚组))"
    rf"的?\s*(?=(?:预估|估计)?(?:{NUMBER}\s*{CALENDAR}的?)?{MENTION})",
    # ITT人群; 真实世界数据
    "analysis": r"(?P<who>(?<![A-Za-z])(?:m?ITT|FAS|PPS|PP)(?![A-Za-z])(?:人群|集)?"
    r"|(?:全分析集|意向性?治疗(?:人群|集)|符合方案集)(?:[（(][A-Za-z]+[)）])?|真实世界)",
    # 由独立评审委员会（IRC）评估; BICR
    "irc": r"(?<![A-Za-z])(?:IR?RC|BICR|ICR)(?![A-Za-z])|盲态独立(?:影像)?中心(?:审查|评估|评审)?"
    r"|独立(?:影像)?(?:评审|评估|审查|审评|疗效评估)(?:委员会|中心)?",
    "investigator": r"研究者(?=评估|评价|判断|评定)|(?<![A-Za-z])INV(?![A-Za-z])",
    # 与安慰剂相比; 较对照组（提高）
    "comparison": r"(?:与|和|同)\s*(?P<versus>(?!基线|治疗前|用药前)[^，,；;：:。%％（）()]{1,25}?)"
    r"(?:相比较?|比较|对比)"
    r"|(?:相比于?|相较于?|对比|优于|较)\s*(?P<rival>(?!基线|治疗前|用药前|前)"
    rf"[^，,；;：:。\d%％（）()]{{1,25}}?)(?=(?:显著|明显|进一步|可)*(?:{_RISE}|{_FALL}))",
    # （n=120）
    "patients": rf"(?<![A-Za-z])[nN]\s*[=＝]\s*(?P<n>{NUMBER})",
    # HR=0.65; 风险比（HR）为0.65
    "ratio": r"(?P<which>(?<![A-Za-z])(?:[as]?HR|[a]?OR|RR)(?![A-Za-z])|风险比|危险比|比值比|优势比|相对(?:危险度?|风险))"
    rf"(?:\s*[(（][A-Za-z ]+[)）])?\s*[=＝为是:：达]*\s*(?P<amount>{NUMBER})(?!\s*{PERCENT})",
    # 预设的ORR为20%; 25%的H0假设
    "planned": r"假设|预设|假定|设定|预期|样本量|历史对照|把握度|检验水准|阈值|界值|拟(?=入组|纳入)",
    # 基线HbA1c 8.5%, but not 较基线
    "baseline": rf"(?<![较自从比由])基线(?:平均)?(?:时)?(?:的)?[^，,；;。\d]{{0,12}}{NUMBER}\s*(?:{PERCENT})?",
    # 由基线的8.9%降至
    "origin": rf"(?:由|从|自)[^，,；;。\d]{{0,12}}{SIGNED}\s*[^，,；;。\d至到]{{0,8}}(?=[^，,；;。\d]{{0,6}}[至到])",
    # 治疗24周后; 第52周; 3个月时; 术后1年内
    "time": rf"(?:第\s*(?P<nth>{NUMBER})\s*(?P<nth_unit>{CALENDAR})|(?:Week|week|W)\s?(?P<week>\d+)(?!\d)"
    rf"|(?P<count>{NUMBER}|[半一二两三四五六七八九十]+)\s*(?P<unit>{CALENDAR})(?P<adverb>以内|之内|内|时|后|末))",
    # 2~6个月, ≥50%: no single number
    "range": rf"[(（\[]\s*{NUMBER}\s*(?:[,，]|{TO})\s*{NUMBER}\s*[)）\]]"
    rf"|{NUMBER}\s*(?:{PERCENT}|{CALENDAR})?\s*{TO}\s*{NUMBER}\s*(?:{PERCENT}|{CALENDAR}|分|mg|mmHg)?"
    rf"|(?:[≥≤><＞＜]|不超过|不低于|不足|超过|大于|小于|低于|高于|至少|约占|约为?|近)\s*{NUMBER}\s*(?:{PERCENT}|{CALENDAR})?"
    rf"|{NUMBER}\s*(?:{PERCENT}|{CALENDAR})(?:以上|以下|左右|上下)",
    # （试验组）, behind a number
    "own_group": rf"(?<=[（(])(?P<arm>{_GROUP})(?=[)）])",
    "group": rf"(?:^|(?<=[，,；;：:。、（()）\s在与和及较比于vVsS.]))(?P<arm>(?!两组|各组|每组|[三四五]组|该组|本组|二组)"
    rf"{_GROUP}){_NOT_GROUP}|(?P<known>{_KNOWN_GROUP}){_NOT_GROUP}",
    "endpoint": MENTION,
    "unreached": r"(?:尚|仍)?未(?:达到?|到达)(?!主要|预|统计|显著|终点|标)|(?<![A-Za-z])(?:NR|NE)(?![A-Za-z])|(?i:not reached)",
    # （41/48）
    "share": rf"(?<![\d./])(?P<events>\d+)\s*/\s*(?P<total>\d+)(?![\d./万])(?:{_COUNT_OF})?",
    # 41例
    "count": rf"(?P<n>{NUMBER}){_COUNT_OF}(?:患者|受试者)?",
    # 1年 (OS率)
    "span": rf"(?P<count>[半一二两三五十])(?P<unit>年|个月)(?=的?\s*{MENTION})",
    "value": rf"(?P<amount>{SIGNED})\s*(?:±\s*{NUMBER}\s*)?(?P<unit>{PERCENT}|{CALENDAR}|{_SCALE})"
    rf"|(?<![A-Za-z\d.])(?P<bare>{SIGNED})(?![A-Za-z\d.]*[A-Za-z\d])",
    "rise": rf"(?:{_RISE})(?P<to>[至到])?",
    "fall": rf"(?:{_FALL}|降)(?P<to>[至到])?",
    "change": r"变化(?:值|量)?",
    # 差值为30.0%
    "gap": r"(?:组间|率)?(?:差值|绝对差异?)",
    # 12例，占30.0%
    "part": r"占(?:比)?(?:为)?(?=\s*\d)",
    "all": r"(?<!平)均|都(?=为|达|未)",
    "respectively": r"分别",
    "against": r"(?<![A-Za-z])(?i:vs|versus)(?![A-Za-z])\.?",
    "estimated": r"预估|预计|估计|估算|(?i:Kaplan[- ]?Meier)|(?<![A-Za-z])K-?M(?![A-Za-z])",
    "best": r"最佳|(?<![A-Za-z])BOR(?![A-Za-z])",
}
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}
_LEXER = re.compile(
    "|".join(
        f"(?P<{kind}>{re.sub(r'[(][?]P<.*?>', '(?:', pattern)})"
        for kind, pattern in _KINDS.items()
    )
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the grammar: its kind, and its place in the sentence."""

    kind: str
    text: Text
    start: int
    end: int
    found: Found | None = None

    def part(self, *names: str) -> Text | None:
        """Return the first of these groups of its pattern that matched."""
        groups = self.found.match.groupdict() if self.found else {}
        return next((self.found[n] for n in names if groups.get(n)), None)


def tokens(sentence: Text) -> list[Token]:
    """List the tokens of a sentence, with a `break` where a clause ends."""
    ends = [
        Token("break", sentence[at : at + 1], at, at + 1)
        for at in breaks(sentence.chars)
    ]
    words = (_token(sentence, match) for match in _LEXER.finditer(sentence.chars))
    return sorted([*words, *ends], key=lambda token: token.start)


def _token(sentence: Text, word: re.Match[str]) -> Token:
    """Read the word again with its own pattern, for its parts."""
    kind, start = str(word.lastgroup), word.start()
    match = _PATTERNS[kind].match(sentence.chars, start)
    assert match
    found = Found(sentence, match)
    return Token(kind, found[0].strip(), start, match.end(), found)
