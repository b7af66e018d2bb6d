"""The labels of a table (表头与行名): what they say of the numbers beside them.

A label names an endpoint, a group, a time, or what its numbers are (HR, 95%CI, P值);
units, numbers of patients and levels stand in its brackets.

>>> said = label(Text.raw("中位PFS（月）"))
>>> str(said.endpoint), str(said.unit), said.role
('中位PFS', '月', '')
>>> said = label(Text.raw("示例单抗组（n=120）"))
>>> str(said.rest), str(said.n)
('示例单抗组', '120')
>>> said = label(Text.raw("HR（95%CI）"))
>>> said.role, said.ratio, str(said.level)
('ratio', 'hazard_ratio', '95')
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from normalize.facts.outcome_tables.numbers import CI, LEVEL, UNIT, folded, parts
from normalize.text import Text
from normalize.values.measures import CALENDAR
from normalize.values.outcomes.endpoints import MENTION, endpoint_of

_MOVED = r"(?:变化|變化|改变|下降|降低)"
_STATES = (
    r"(?:中位(?:[数數值]|时间)?|估计值|(?:LS|最小二乘)?(?:均[值数數]|平均[值数數]?)|点估计|率"
    rf"|比例|百分比|结果|结局|[数數]值|%|[较較自]?基[线線]的?(?:平均)?{_MOVED}(?:值|量|率|百分比)?"
    rf"|{_MOVED}(?:值|量|率|幅度)?|降幅|发生率|[應应]答率|[缓緩]解率|有效率|生存率)"
)
_COUNTED = r"(?:例[数數]|人[数數]|患者[数數])"
_ROLES = {
    "p": r"(?:组间|組間|双侧|单侧|[Ll]og-?rank)*\s*[Pp](?:\s*值|[- ]?[Vv]alue)?"
    r"(?:\s*[(][^()]*[)])?",
    "interval": rf"(?:\d\d(?:\.\d+)?\s*%\s*)?{CI}(?:\s*[(]CI[)])?",
    "n": rf"(?:(?:可评[估价]|入组|总|患者|病例|分析|評估)*{_COUNTED}|[Nn]|总人数)",
    "events": r"(?:事件|应答|缓解|有效|发生|达标|死亡|應答|緩解|治愈)者?"
    rf"(?:{_COUNTED}|[数數])|n/N",
    "value": rf"{_STATES}(?:[,，、/和及\s]*{_STATES})*",
    # 组间差值; 与安慰剂的差值; 率差
    "difference": r".{0,12}?差[值異异].{0,12}|.{0,8}(?:[组組][间間]|率|均[值数])差|Δ",
    "skip": r".*(?:备注|備註|说明|来源|文献|目标|假设|预设|预期|历史|定义|结论|标准误"
    r"|标准差|范围|四分位|中位随访|随访时间|样本量|(?:治[疗療]|用药|给药|免疫|接种|术|干预)前"
    r"|(?<![较較自])基[线線](?!.*(?:变化|變化|改变))|最小值|最大值|事件(?:例|人)?[数數]?$"
    r"|删失|统计量$|[χt]²?值?$).*|(?:SE|IQR|[tZF]值?|χ²)",
}
_ROLE = {name: re.compile(pattern) for name, pattern in _ROLES.items()}
_RATIO = re.compile(
    r"(?<![A-Za-z])(?:[as]?HR|a?OR|RR)(?![A-Za-z])|风险比|危险比|風險比|比值比|优势比"
    r"|相对(?:危险度?|风险)|率比"
)
_RATIOS = {
    "H": "hazard_ratio", "风": "hazard_ratio", "風": "hazard_ratio",
    "危": "hazard_ratio", "O": "odds_ratio", "比": "odds_ratio", "优": "odds_ratio",
    "R": "risk_ratio", "相": "risk_ratio", "率": "risk_ratio",
}  # fmt: skip
_BRACKET = re.compile(r"[（(](?:[^（）()]|[（(][^（）()]*[)）])*[)）]")
_SIZE = re.compile(
    r"\s*(?:[Nn]\s*=\s*(?P<n>\d[\d,]*)(?:\s*例)?|(?P<of>\d[\d,]*)\s*[例名人])\s*"
)
_NOTE = re.compile(
    rf"(?:\s*(?:(?P<unit>{UNIT})|{LEVEL}{CI}|(?P<share>n\s*[(]\s*%\s*[)]|n/N)|[nN]|例数?"
    r"|(?:x̄|均[数值]|[Mm]ean|M)?\s*(?:±|[(])?\s*(?:标准[差误]|SDs?|SE|s)[)]?)"
    r"\s*[,，;；、/]?)+\s*"
)
# What stands behind the name without brackets, from the last to the first.
_BEHIND = (
    re.compile(r"(?:[*†‡§#△▲ᵃ-ᵈ¹³]|\[\d\])+\s*$"),
    re.compile(
        rf"(?<=.)[,，、;；:：]?\s*(?:(?<=[,，、;；:：\s])(?P<unit>{UNIT}|%)|{LEVEL}{CI}"
        r"|n\s*[(]\s*%\s*[)])\s*$"
    ),
    re.compile(r"[,，、;\s]+(?P<share>n/N|n|例数?)$"),
    re.compile(r"[,，\s]*[Nn]\s*=\s*(?P<n>\d[\d,]*)\s*$"),
)
_COUNT = r"\d+(?:\.\d+)?|[半一二两兩三四五六七八九十]+"
_TIME = re.compile(
    r"(?:第|(?:治[疗療]|用[药藥]|[给給][药藥]|随访|[术術]|接种|免疫)[后後]?第?)?\s*"
    rf"(?<![\d.A-Za-z每])(?!(?:19|20)\d\d\s*年)(?P<count>{_COUNT})\s*-?\s*(?P<unit>{CALENDAR})(?!龄|岁)"
    r"(?:末|[时時]|[内內]|[后後])?"
    r"|(?<![A-Za-z])[Ww](?:eek)?\s?(?P<week>\d+)(?![\d%])"
)
_YEAR = re.compile(r"(?:19|20)\d\d\s*年(?:\s*\d{1,2}\s*月)?度?")
_ASSESSOR = re.compile(
    r"(?:(?P<irc>(?<![A-Za-z])(?:IR?RC|BICR|ICR)(?![A-Za-z])|盲态独立[^（）()]{0,8}"
    r"|独立(?:影像)?(?:中心|评审|评估|审查)[^（）()]{0,6})"
    r"|研究者|(?<![A-Za-z])INV(?![A-Za-z]))(?:评估|评价|评定)?"
)


class When(NamedTuple):
    """A time that a label says: 第24周."""

    text: Text
    number: Text
    unit: Text | None  # None of W24, which is weeks


class Judge(NamedTuple):
    """Who assessed it: IRC or investigator."""

    text: Text
    who: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Label:
    """What a label says of the numbers beside or below it."""

    text: Text
    rest: Text  # without what says how it is counted
    endpoint: Text | None
    role: str  # a key of `_ROLES`, `ratio`, or nothing
    ratio: str
    unit: Text | None
    level: Text | None
    n: Text | None
    share: bool
    time: When | None
    judge: Judge | None


def label(text: Text) -> Label:
    """Read a label; what none of its words say is None or empty."""
    rest, notes = _without_notes(text)
    time = _when(rest)
    words = folded(rest).strip()
    bare = words.replace(folded(time.text), "").strip(" 的时") if time else words
    unit, share = notes.get("unit"), "share" in notes
    share = share or (unit is not None and folded(unit) == "%")
    ratio = _RATIO.search(bare)
    role, endpoint = _measured(bare, rest, ratio=bool(ratio), share=share)
    level = rest.match(r"\d\d(?:\.\d+)?") if role == "interval" else None
    return Label(
        text=text, rest=rest, endpoint=endpoint, role=role,
        ratio=_RATIOS[ratio[0].lstrip("as")[0]] if ratio else "",
        unit=unit, level=level[0] if level else notes.get("level"),
        n=notes.get("n", notes.get("of")),
        share="share" in notes or (share and role == "value"),
        time=time, judge=_judge(text),
    )  # fmt: skip


def is_time(text: Text) -> bool:
    """Tell a label that is only a time: 第24周, 12个月, W24, 2024年."""
    words = folded(text).strip()
    return bool(_TIME.fullmatch(words) or _YEAR.fullmatch(words))


def _measured(
    bare: str, rest: Text, *, ratio: bool, share: bool
) -> tuple[str, Text | None]:
    """The role of a label and its endpoint; a count with its share is a value."""
    role = "ratio" if ratio else _role(bare)
    if role in ("n", "events") and share:
        role = "skip" if re.search("事件|死亡", bare) else "value"
    if role in ("p", "n", "skip", "interval"):
        return role, None
    found = rest.search(MENTION)
    mention = found[0].strip() if found else None
    if role != "value" or mention is None:
        return role, mention
    return ("", mention) if endpoint_of(mention.chars).name else (role, None)


def _role(words: str) -> str:
    return next((name for name, each in _ROLE.items() if each.fullmatch(words)), "")


def _without_notes(text: Text) -> tuple[Text, dict[str, Text]]:
    """Take out what says unit, level and size: （月）, （n=120）, n（%）, a mark."""
    found = dict[str, Text]()
    kept, at = list[Text](), 0
    for bracket in _BRACKET.finditer(folded(text)):
        said = _note(text[bracket.start() + 1 : bracket.end() - 1])
        if said is not None:
            found = {**said, **found}
            kept.append(text[at : bracket.start()])
            at = bracket.end()
    rest = Text.join([*kept, text[at:]]).strip()
    for behind in _BEHIND:
        if note := behind.search(folded(rest)):
            found = {**parts(rest, note), **found}
            rest = rest[: note.start()].strip()
    return rest.strip(" \n,，、；;：:"), found


def _note(inside: Text) -> dict[str, Text] | None:
    words = folded(inside)
    note = _SIZE.fullmatch(words) or _NOTE.fullmatch(words)
    return parts(inside, note) if note else None


def _when(rest: Text) -> When | None:
    found = _TIME.search(folded(rest))
    if not found:
        return None
    said = parts(rest, found)
    count = said["count"] if "count" in said else said["week"]
    return When(rest[slice(*found.span())], count, said.get("unit"))


def _judge(text: Text) -> Judge | None:
    found = _ASSESSOR.search(folded(text))
    if not found:
        return None
    who = "IRC" if found["irc"] else "investigator"
    return Judge(text[slice(*found.span())], who)
