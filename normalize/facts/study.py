"""What a result says of the trial itself (试验概况): patients, cutoff, follow-up.

>>> text = Text.raw(
...     "数据截止2024年3月5日，64例接受本品治疗的患者中，"
...     "中位随访时间1.5年(范围：3.0～26.4个月)"
... )
>>> for name, cell in study(text).items():
...     print(name, cell.value if isinstance(cell, Implied) else cell)
enrolled 64
cutoff_date 2024年3月5日
median_follow_up_months 18
follow_up_low_months 3.0
follow_up_high_months 26.4
"""

import re

from normalize.draft import Implied
from normalize.sentences import sentences
from normalize.text import Found, Text
from normalize.values.measures import CALENDAR, NUMBER, TO, as_months
from normalize.values.numerals import numeral

Cells = dict[str, Text | Implied]

_DATE = (
    r"(?:19|20)\d\d\s*(?:年|[-/.])\s*\d{1,2}"
    r"(?:\s*(?:月|[-/.])(?:\s*\d{1,2}\s*日?)?|\s*月)?"
)
_CUTOFF = re.compile(
    rf"(?:数据)?截[止至](?:日期|时间|日)?(?:为|至|到|于|[:：])?\s*(?P<date>{_DATE})"
)
_PATIENTS = (
    r"(?:患者|患儿|受试者|受試者|病例|病人|志愿者|志願者|儿童|婴幼儿|婴儿|青少年|参[与加]者"
    r"|感染者|携带者|成人|成年人|老人|老年人|女性|男性|妇女|孕妇|[病肾肝肺糖]友)"
)
_HOW = (
    r"(?:接受|入组|纳入|入选|随机|隨機|治疗|回输|输注|给药|使用|可评估|可评价|完成|参[与加]"
    r"|參加|招募|应用|加用|换用|转用|改用|服用|口服|注射|随访|隨訪|分配|分[为至到成配入]|接种)"
)
_TAKEN_IN = r"(?:入组|纳入|納入|入选|招募|募集|收案|随机|隨機)"
_N = (
    rf"(?P<n>{NUMBER}|(?<![数几第百千万十])[一二三四五六七八九两兩]"
    r"[零〇一二三四五六七八九十百千]+)"
)
_UNIT = r"\s*[例名位]"
_BY_UNIT = rf"{_N}{_UNIT}"
# 射血分数≥45%的患者, 18岁以上, 按1∶1: figures that say who they are, or how dealt.
_OF_WHOM = (
    r"(?:[^，,。；;\d（(]|[（(][^（）()\d]*[)）]|\d[:：∶]\d"
    r"|[≥≤＞＜><]\s*\d+(?:\.\d+)?|\d+(?:\s*[~～\-–至]\s*\d+)?\s*(?:周?岁|[%％]|[型期级线类种]|小时|天|周|个?月|年))"
)
# 纳入全国23家中心的1204例患者: the centers are not the patients.
_CENTERS = rf"(?:[^，,。；;\d]{{0,12}}?{NUMBER}\s*(?:家|个|所)[^，,。；;\d]{{0,12}}?的)"
_LISTED = r"(?:[^，,。；;\d]{0,6}(?:目录|医保|名单))"  # 纳入医保目录后已有300例
_WHO = (
    r"[（(](?![^（）()]*(?:[nN]\s*[=＝]|组))[^（）()]{1,40}[)）]"  # （等效球镜-1.00D）
)
# The number of all patients, before that of a part of them: 其中35例达到CR is none.
_ENROLLED = (
    rf"{_TAKEN_IN}了?{_CENTERS}?(?!{_LISTED}){_OF_WHOM}{{0,24}}?{_BY_UNIT}",
    rf"收案(?:[数數]|共)?(?:[为為计計])?{_N}\s*[例名位人]",
    # 310名患者（试验组n=156；对照组n=154）
    rf"{_BY_UNIT}{_OF_WHOM}{{0,20}}?{_PATIENTS}\s*[（(](?=[^（）()]*组)[^（）()]*[nN]\s*[=＝]",
    rf"{_BY_UNIT}{_OF_WHOM}{{0,24}}?{_HOW}{_OF_WHOM}{{0,20}}?{_PATIENTS}",
    rf"{_BY_UNIT}{_OF_WHOM}{{0,24}}?{_PATIENTS}(?:{_WHO})?{_OF_WHOM}{{0,10}}?{_HOW}",
    # 入选者均为经治成人，共计412人; 试验对象为283名患者
    rf"(?:{_TAKEN_IN}|受试|研究|试验)(?:对象|者|人群|患者)[^。；;\d]{{0,60}}?(?:[共总]计?|合计)\s*{_N}\s*[例名位人]",
    rf"(?:{_TAKEN_IN}|受试|研究|试验)(?:对象|人群)[为是有共包括:：]*{_BY_UNIT}",
    # 随机、双盲对照，择期手术患者289例; 经治患者290例接受治疗
    rf"(?:随机|双盲|开放|单臂|对照)[^。；;\d]{{0,24}}?(?<!组){_PATIENTS}\s*{_BY_UNIT}",
    # 闭塞患者共542例被随机分入两组
    rf"{_PATIENTS}\s*(?:[共总]计?|合计)?{_BY_UNIT}\s*被?{_HOW}(?!了?[^，,。；;]{{0,4}}(?:问卷|调查|[访采]))",
    # 对标准治疗不耐受的56例成人患者，第24周
    rf"(?:^|[:：])[^，,。；;\d]{{0,24}}{_BY_UNIT}{_OF_WHOM}{{0,24}}?{_PATIENTS}[，,]\s*第\s*{NUMBER}\s*[周天月年个]",
    rf"{_BY_UNIT}{_OF_WHOM}{{0,24}}?{_PATIENTS}[，,]\s*(?:一半|半数|按)",
    # 在院治疗的137例6～17岁患儿
    rf"{_HOW}{_OF_WHOM}{{0,20}}的{_BY_UNIT}{_OF_WHOM}{{0,6}}?{_PATIENTS}",
    # Ⅲ期试验（587例原发性痛风患者，双盲）
    rf"(?:试验|研究)\s*[（(]{_BY_UNIT}{_OF_WHOM}{{0,24}}?{_PATIENTS}(?=[，,；;）)])",
    rf"(?:随机分组|入组|纳入|入选)的{_BY_UNIT}",
    rf"(?:共|总计|合计|包括)\s*{_BY_UNIT}{_OF_WHOM}{{0,24}}?{_PATIENTS}",
    # 三省共有9,800名老人报名，参加了试验; 共有142只眼（142例）入组
    rf"共有?{_BY_UNIT}{_OF_WHOM}{{0,24}}?{_PATIENTS}{_OF_WHOM}{{0,12}}?[，,]\s*(?:参加|參加|参与|接受)",
    rf"共有?\s*{NUMBER}\s*(?:只|隻)?眼\s*[（(]\s*{_BY_UNIT}",
    rf"(?:共|总计|合计)\s*{_BY_UNIT}{_HOW}",
    rf"{_BY_UNIT}{_OF_WHOM}{{0,24}}?{_PATIENTS}中(?!位)",
    rf"(?<![A-Za-z])(?<!组[（(])(?<!组)[nN]\s*[=＝]\s*(?P<n>{NUMBER})",
)
# 其中亚洲入组86例, 拟在30家中心招募450例, 本中心入组12例, 试验组纳入120例
_PART = re.compile(
    r"(?:另有?|仅|(?<!共)有)\s*$"
    r"|(?:其中|拟|(?<!按)(?:计划|预计|目标))[^，,。；;]{0,16}$"
    r"|(?:本|我|该)(?:院|中心|科)[^，,。；;]{0,10}$|(?<!分)组\s*$"
)
_PIVOT = re.compile(r"缓解|(?<!不)应答(?!不)|进展|复发|死亡|达到|获得(?!性)")

_BRACKETS = r"[（(][^（）()]{0,30}[)）]\s*"
# 中位随时间 and 中位随防时间 have lost or mistaken one character of 中位随访时间.
_FOLLOW_UP = re.compile(
    rf"(?:中位随.{{0,3}}?时间|中位随访(?:期|时长)?|随访(?:时间|期)?的?中位数"
    rf"|随访中位(?:时间|数)?|随访(?:时间|期)[（(]中位数?[^（）()]{{0,6}}[)）])"
    rf"[^，,。；;\d]{{0,6}}(?P<value>{NUMBER})\s*"
    rf"(?:(?P<unit>{CALENDAR})|(?={_BRACKETS}(?P<late>{CALENDAR})))"
)
_RANGE = re.compile(
    r"(?![,，\s（(]*(?:IQR|四分位|95\s*[%％]))\s*[,，]?\s*[（(]?\s*(?:范围|极差|最短|区间|range)?[^，,。；;\d（）()]{0,4}"
    rf"(?P<low>{NUMBER})\s*(?P<low_unit>{CALENDAR})?\s*(?:{TO}|,|，)\s*"
    rf"(?P<high>{NUMBER})\s*(?P<high_unit>{CALENDAR})?\s*[+]?\s*[)）]"
)


def study(text: Text) -> Cells:
    """Read the cells of a Trial that stand in the words of its result.

    Each is the first place that states it; a time in years or weeks is Implied in
    months.  What the words do not say is left out.
    """
    cells: Cells = {}
    for sentence in sentences(text):
        for cell, value in (
            _enrolled(sentence) | _cutoff(sentence) | _follow_up(sentence)
        ).items():
            cells.setdefault(cell, value)
    order = ("enrolled", "cutoff_date", *_FOLLOW_UP_CELLS)
    return {name: cells[name] for name in order if name in cells}


_FOLLOW_UP_CELLS = (
    "median_follow_up_months",
    "follow_up_low_months",
    "follow_up_high_months",
)


def _enrolled(sentence: Text) -> Cells:
    for pattern in _ENROLLED:
        for found in sentence.finditer(pattern):
            before = sentence.chars[: found.match.start()]
            if not _PART.search(before) and not _PIVOT.search(found[0].chars):
                return {"enrolled": _counted(found["n"])}
    return {}


def _counted(words: Text) -> Text | Implied:
    """The number itself; one in Chinese numerals is Implied in figures."""
    if words.search(r"\d"):
        return words
    return Implied(f"{numeral(words.chars):f}", "Chinese numerals", words)


def _cutoff(sentence: Text) -> Cells:
    found = sentence.search(_CUTOFF)
    return {"cutoff_date": found["date"].strip()} if found else {}


def _follow_up(sentence: Text) -> Cells:
    found = sentence.search(_FOLLOW_UP)
    if not found:
        return {}
    unit = found["unit"] if "unit" in found else found["late"]
    quote = found[0] if "unit" in found else sentence[slice(*found.match.span("late"))]
    cells: Cells = {"median_follow_up_months": as_months(found["value"], unit, quote)}
    bounds = sentence[found.match.end() :].match(_RANGE)
    if bounds:
        cells["follow_up_low_months"] = _months(bounds, "low", unit=unit)
        cells["follow_up_high_months"] = _months(bounds, "high", unit=unit)
    return cells


def _months(bounds: Found, name: str, unit: Text) -> Text | Implied:
    """Read a bound, whose unit may stand behind the other one or before the range."""
    stated = (bounds[part] for part in (f"{name}_unit", "high_unit") if part in bounds)
    return as_months(bounds[name], next(stated, unit), bounds[0])
