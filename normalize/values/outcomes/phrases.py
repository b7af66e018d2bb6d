"""Endpoints that no vocabulary lists (未收录的终点): phrases that say what is measured.

A rate, a share of patients, a risk, a score or a level is an endpoint by its last word,
where a study is spoken of; `not_endpoints.tsv` lists what is none.

>>> from normalize.values.outcomes.tokens import tokens
>>> sentence = Text.raw("皮损面积较基线缩小62.0%，第16周疼痛评分≤2分的患者比例为48.3%")
>>> [word.text.chars for word in opened(tokens(sentence)) if word.kind == "endpoint"]
['皮损面积', '疼痛评分≤2分的患者比例']
>>> sentence = Text.raw("市场占有率为37.2%，新发骨折风险下降31%，病死的风险比为0.71")
>>> [word.text.chars for word in opened(tokens(sentence)) if word.kind == "endpoint"]
['新发骨折风险', '病死']
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalize import vocab
from normalize.text import Found, Text
from normalize.values.measures import NUMBER
from normalize.values.outcomes.goals import PEOPLE, WHO, goals
from normalize.values.outcomes.tokens import Token

_PART = r"(?:占比|比例|比率|百分比|百分率|率)"
_ABOUT = r"(?:(?:均|各|分别|依次)?\s*[约占为达：:]*\s*)"
# 降幅不低于15%的受试者比例; 提高15个字母及以上的患者占34.1%; 10%以上者为66.1%
_SHARE = re.compile(
    rf"的?{WHO}(?:人数|例数)?的?{_PART}(?!比)"
    rf"|(?<=的){WHO}(?=(?:均|各|分别|约)?占(?:比)?{_ABOUT}{NUMBER}\s*[%％])"
    rf"|(?<=的){WHO}(?=(?:达到?|为|有)?\s*约?{NUMBER}\s*[%％])"
    r"|(?<=以上)的?(?:比例|占比)"
    rf"|(?<=上)的?{WHO}(?={_ABOUT}{NUMBER}\s*[%％])"
    rf"|(?<=的){WHO}(?=[，,]\s*[^，,；;。：:\d]{{1,14}}组(?:中?达到?了?)?{_ABOUT}{NUMBER}\s*[%％])"
    r"|(?<=[阴阳愈解效常])者(?=[\s为占有：:]*\d+/\d+)"
)
# 新发骨折发生率; 达标（≤360μmol/L）率; but not 年复发率比0.46, 心率
_RATE = re.compile(
    r"(?:达标\s*[（(][^（）()]{1,30}[)）]\s*的?率"
    r"|(?<![心频速斜概效功几利税汇])率(?![先比领队下降升高])"
    r"|(?<![患试加与愿病值])(?:比例|占比|百分比)(?!变化|改变))"
)
_RISK = re.compile(r"的?(?:发生|发作)?的?(?:相对|绝对|总体)?风险(?!比)")
_EVENT_OF = re.compile(r"复合终点(?:事件)?(?=[^，,；;。]{0,14}\d)")
_NOUN = "|".join(
    sorted((row["word"] for row in vocab.load("measure_nouns")), key=len, reverse=True)
)
_ALONE = {row["word"] for row in vocab.load("measure_nouns") if row["alone"]}
_BASELINE = r"(?:基[线期]|治疗前|用药前|给药前|干预前|术前|入组时)"
_MOVED = (
    r"(?:下降|降低|减少|缩短|减轻|缩小|降幅|提高|提升|升高|增加|增长|上升|延长|增幅|改善"
    r"|变化)"
)
_FROM = rf"(?:的|均|也|可|分别)?\s*(?:相?[较自从比由]|相对于?|与)\s*{_BASELINE}"
_HOW = r"(?:的|均|也|可|年|分别|平均|中位|显著|明显|进一步|额外|百分比)*"
_TIMES = (
    r"(?:第?\s*\d+\s*(?:个月|月|周|天|年)[时末后]?|治疗[后末]|(?:[^，,；;。]{1,14}组))?"
)
# FEV1较基线; 前列腺体积缩小; PANSS总分的变化为
# 中位住院时间为5.2天; 持续时间
_TIME = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<!随访)(?<![给用服]药)(?<!达峰)(?<!观察)(?<!暴露)(?<!输注)(?<!注射)(?<!研究)(?<!治疗)(?<!半衰)"
    r"(?<!疗程)(?<!凝血)(?<!出血)(?<!入组)(?<!审评)(?<!审批)(?<!上市)(?<!工作)(?<!手术)时间(?=[^，,；;。]*\d|[^，,；;。]{0,8}(?:延长|缩短))"
)
_MEASURE = re.compile(
    rf"(?={_FROM})|(?:{_NOUN})值?(?:[（(][^（）()]{{1,24}}[)）])?(?=\s*{_TIMES}{_FROM}"
    rf"|\s*{_TIMES}{_HOW}{_MOVED}(?:的?(?:最小二乘)?(?:幅度|均值|均数|百分比|率|值|了|达|至|到|为|约|[：:]))*"
    r"(?:[^，,；;。\d]{1,14}组)?[为是：:\s]*[-−－+]?\d"
    rf"|(?:均[数值]|平均[数值]?)\s*[为：:是]\s*{NUMBER}"
    rf"|(?<=分)\s*[^，,；;。：:\d]{{1,14}}组[为：:]?\s*{NUMBER}\s*分"
    rf"|\s*{_TIMES}[由从]\s*[^，,；;。]{{0,16}}?\d[^，,；;。]{{0,10}}?[至到])"
)
_STOP = re.compile(r"[，,；;：:。！？!?“”\"、（(]|\s(?=[\u4e00-\u9fff])")
_LEADS = re.compile(
    r"(?:其中|此外|同时|结果|显示|表明|提示|而且|而|且|并|也|均(?!值)|则|仍|有(?!效)|在|对(?![照侧])|是"
    r"|为|使(?!用)|令|可(?!溶)|将|让|于|与|和|及|的|中(?![央位性心枢医重度])|时|后(?![遗发])"
    r"|末(?![梢次端])|内(?![镜膜脏皮分])|期间|能够?|达到?|获得|实现|取得|导致|产生|[两三各]组|患者"
    r"|受试者|其|间(?![质歇])|了|总体上|缩短|降低|减少|提高|治疗(?=[的后]))+"
)
_INNER = re.compile(
    r".*(?:其中|显示|表明|提示|发现|使得?|导致|患者的?|受试者的?|能够|可使|为(?!主)|达到|(?<=[周月天年])[时后末的]|(?<=[组中])的)"
)
_NEVER = re.compile("|".join(re.escape(r["word"]) for r in vocab.load("not_endpoints")))
_EVENTS = re.compile(
    "|".join(re.escape(row["word"]) for row in vocab.load("adverse_terms"))
)
# 头晕的发生率; 低血压在两组的报告率
_EVENT = re.compile(
    rf"(?:{_EVENTS.pattern}|[高低][^，,；;。：:的]{{1,8}}血)(?:升高|增高|降低|疼痛|肿胀|红[斑肿]|硬结|反应)?[症者]?(?:在[^，,；;。：:]{{1,12}}?|[^，,；;。：:]{{1,12}}?组)?的?"
    r"(?:总?体?(?:发生|报告))?的?(?:率|比例|占比)$"
)
_UNTOWARD = re.compile(
    r"不良|安全性|耐受|副作用|毒性|(?<![A-Za-z])(?:TE|TR|S)?AEs?(?![A-Za-z])"
)
_EFFECT = re.compile(r"新发|再发|复发|风险|终点|[Pp]\s*值?\s*[<＜=＝]\s*0")
_ELSEWHERE = re.compile(
    r"我国|每年约|流行病学|田间|养殖|亿元|万元|营收|营业收入|毛利|市场份额|市占率|同比|集采|中标|医保(?:基金|支付|报销)"
)
_SALES = re.compile(
    "亿元|营收|营业收入|毛利|市场份额|市占率|渗透率|销售(?:额|峰值)|同比"
)
_REACHED = re.compile(
    r"[≥≤<>＜＞]|达到|达标|以上|不低于|不超过|至少|改善|降低|下降|提高|减少|缩小|增加|延长|消失|恢复|保持|维持|转[阴阳]"
)
_NO_RATIO = re.compile(
    r"校正|调整|分层|未|[（(]|计算|估计|分析|(?:患者|受试者|人群|亚组|[组间时中后内的])$"
)
_HELD = {
    "endpoint",
    "rise",
    "fall",
    "range",
    "change",
    "count",
    "value",
    "risk",
    "share",
}
_NUMBERS = {"value", "ratio", "unreached"}
_KEPT = ("planned", "background", "baseline", "followup")
_MOVES = {"risk", "rise", "fall", "change"}
_LONGEST = 40


class Phrase(NamedTuple):
    """A piece of a sentence that names an endpoint, and in which shape."""

    start: int
    end: int
    shape: str


def opened(words: list[Token]) -> list[Token]:
    """Add the endpoints that phrases name to the tokens of a sentence."""
    if not any(word.kind in _NUMBERS for word in words):
        return words
    sentence = words[0].found.text
    if _ELSEWHERE.search(sentence.chars):
        return words
    for find in (_shares, _others):
        for phrase in tuple(find(words, sentence)):
            words = _put(words, sentence, phrase)
    return [word for word in _ratios(words, sentence) if word.kind != "none"]


def is_none(name: str) -> bool:
    """Tell whether words name what is no endpoint: 谈判成功率, 市场占有率.

    >>> is_none("谈判成功率"), is_none("植骨成功率")
    (True, False)
    """
    return _NEVER.search(name) is not None


def is_of_sales(sentence: str) -> bool:
    """Tell whether a sentence is of a business: its 成功率 is no patient's.

    >>> is_of_sales("经风险调整（成功率65%）的销售峰值为21.4亿元")
    True
    """
    return _SALES.search(sentence) is not None


def _shares(words: Sequence[Token], sentence: Text) -> Iterator[Phrase]:
    """Find shares of patients, whatever these have reached: its words are one name."""
    chars = sentence.chars
    for tail in _SHARE.finditer(chars):
        start = _start(words, sentence.chars, tail.start(), _HELD)
        name = sentence.chars[start : tail.start()]
        named = _is_named(chars, start, tail.start())
        vague = "占" not in sentence.chars[tail.end() :][:4] and tail[
            0
        ] in PEOPLE.split("|")
        if vague and not _REACHED.search(name):
            continue
        if not _percent_inside(words, start, tail.start()):
            yield Phrase(start, tail.end(), "share" if named else "none")


def _others(words: Sequence[Token], sentence: Text) -> Iterator[Phrase]:
    """Find rates, risks, measures and goals outside the endpoints that are known."""
    chars = sentence.chars
    untoward = _UNTOWARD.search(chars) is not None
    for shape, pattern in (
        ("rate", _RATE),
        ("risk", _RISK),
        ("measure", _MEASURE),
        ("time", _TIME),
        ("event", _EVENT_OF),
    ):
        for tail in pattern.finditer(chars):
            if _in_known(words, tail.start(), tail.end()):
                continue
            start = _start(words, chars, tail.start(), _MOVES)
            if shape != "risk" and any(
                w.end == start for w in words if w.kind == "endpoint"
            ):
                continue
            bare = not chars[start : tail.start()].strip()
            if bare and tail[0] and tail[0] not in _ALONE and shape != "event":
                continue  # 相对风险降低25% goes on with the endpoint before
            if _is_named(chars, start, tail.end()) and not (
                shape == "rate" and _is_event(_clause(chars, tail), untoward)
            ):
                yield Phrase(start, tail.end(), shape)
    for start, end, outright in goals(chars):
        free = not untoward if outright else not _in_known(words, start, end)
        if free and _is_named(chars, start, end):
            yield Phrase(start, end, "goal")


def _in_known(words: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether a known endpoint holds these places, or ends at them."""
    return any(
        w.kind in ("endpoint", "none", "baseline", "ratio", "followup", "background")
        and w.start < max(end, start + 1)
        and start <= w.end
        for w in words
    )


def _start(words: Sequence[Token], chars: str, stop: int, within: set[str]) -> int:
    """Go back to where a name begins: behind the last stop or the last other word."""
    at = bisect_left([word.start for word in words], stop)
    others = (w for w in reversed(words[:at]) if w.kind not in within)
    last = next((word.end for word in others if word.end <= stop), 0)
    start = max(last, stop - _LONGEST)
    for mark in _STOP.finditer(chars, start, stop):
        start = (
            mark.end() if mark[0] not in "（(" or _closes(chars, mark, stop) else start
        )
    if inner := _INNER.match(chars, start, stop):
        start = inner.end()
    leads = _LEADS.match(chars, start, stop)
    start = leads.end() if leads else start
    return start + len(chars[start:stop]) - len(chars[start:stop].lstrip())


def _closes(chars: str, mark: re.Match[str], stop: int) -> bool:
    """Tell whether a bracket before the name stays open."""
    return not re.search(r"[)）]", chars[mark.end() : stop])


def _is_named(chars: str, start: int, end: int) -> bool:
    """Tell whether words name something that a study may measure."""
    bare = re.sub(r"[\s\d.%％]", "", chars[start:end])
    led = _STOP.split(chars[max(0, start - 3) : start])[-1]  # 中 of 中选率 is no lead
    return len(bare) > 1 and not is_none(led + chars[start:end])


def _is_event(name: str, untoward: bool) -> bool:
    """Tell the rate of an adverse event from that of an event that is prevented."""
    event = _EVENT.search(name)
    return (
        ("发生" in name or bool(event))
        if untoward
        else bool(event) and not _EFFECT.search(name)
    )


def _clause(chars: str, tail: re.Match[str]) -> str:
    """Return the clause that a rate ends: 头晕在试验组的发生率."""
    return re.split("[，,；;。：:]", chars[: tail.end()])[-1]


def _percent_inside(words: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether a share would swallow a percentage that has been measured."""
    inside = (w for w in words if w.kind == "value" and start <= w.start < end)
    return any("%" in w.text.chars or "％" in w.text.chars for w in inside)


def _put(words: list[Token], sentence: Text, phrase: Phrase) -> list[Token]:
    """Put an endpoint in the place of the words that it is made of."""
    if any(
        w.kind in _KEPT and w.end > phrase.start and w.start < phrase.end for w in words
    ):
        return words
    kind = "none" if phrase.shape == "none" else "endpoint"
    mention = _mention(kind, sentence, phrase.start, phrase.end)
    kept = [w for w in words if w.end <= phrase.start or phrase.end <= w.start]
    at = bisect_left([w.start for w in kept], phrase.start)
    return [*kept[:at], mention, *kept[at:]]


def _mention(kind: str, sentence: Text, start: int, end: int) -> Token:
    match = re.compile(r"(?s:.*)").match(sentence.chars, start, end)
    assert match is not None
    found = Found(sentence, match)
    return Token(kind, found[0].strip(), start, end, found)


def _ratios(words: list[Token], sentence: Text) -> list[Token]:
    """Name what 因心衰住院的风险比为0.71 is the ratio of, if nothing else is."""
    for word in [w for w in words if w.kind == "ratio"]:
        stop = word.start
        clause = [w for w in words if w.end <= stop]
        while clause and clause[-1].kind not in ("break", "endpoint"):
            clause.pop()
        if clause and clause[-1].kind == "endpoint":
            continue
        start = _start(words, sentence.chars, stop, {"risk"})
        name = sentence.chars[start:stop].rstrip("的 ")
        if len(name) > 1 and not _NO_RATIO.search(name):
            words = _put(words, sentence, Phrase(start, start + len(name), "ratio"))
    return words
