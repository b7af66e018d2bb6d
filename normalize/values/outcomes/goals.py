"""What a share of patients reached (达到的目标), behind its number.

>>> told = "51.7%的患者实现无激素缓解", "9%的患者未发生出血", "8例（80%）症状消失"
>>> [words[start:end] for words in told for start, end, outright in goals(words)]
['无激素缓解', '未发生出血', '症状消失']
"""

import re
from collections.abc import Iterator

from normalize.values.measures import NUMBER

PEOPLE = (
    "患者|受试者|参与者|志愿者|参加者|患儿|儿童|女性|男性|病人|病例|人群|患眼|患肢|者"
)
WHO = f"(?:{PEOPLE})"
# 51.7%的患者在第24周实现无激素缓解; 36例（80.0%）达到主要终点
_GOAL = re.compile(
    rf"(?:(?<=[%％)）例])\s*的?{WHO}|(?<=[%％][)）]))[^，,；;。：:%％]{{0,12}}?(?:达到|達到|实现|获得|取得|保持|维持)了?"
    r"(?P<goal>[^，,；;。：:（()）\s]{2,20}?)(?=[，,；;。（(]|$)"
)
# 61.5%的患者未发生出血; 78.3%的受试者减重达到5%以上
_OUTRIGHT = re.compile(
    rf"(?<=[%％)）例])\s*的?{WHO}(?:中|均|的)?(?P<goal>"
    r"(?:未(?:再|发生|出现|见|使用|接受)|没有(?:再|发生|出现)?|无需?|不再|一次|零)"
    r"[^，,；;。：:（()）%％\d]{2,16}"
    rf"|(?!人?[数比占])[^，,；;。：:（()）%％\d]{{2,14}}?(?:达到?|超过|至少|不低于|[≥>＞])\s*{NUMBER}\s*"
    r"(?:[%％]|[^，,；;。（()）\d]{1,5}?)(?:及?以上)?)(?=[，,；;。（(]|$)"
)
# 40例（88.9%）症状消失; 32例（71.1%）脱离输血
_COUNTED = re.compile(
    r"(?<=[%％][)）])\s*(?P<goal>(?:脱离|摆脱)[^，,；;。：:（()）\d]{2,12}"
    r"|[^，,；;。：:（()）\d]{0,8}(?:消失|转[阴阳]|痊愈|治愈|显效|有效|无效))(?=[，,；;。（(]|$)"
)


def goals(chars: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where a goal stands, and whether its clause says it without 达到."""
    for found in _OUTRIGHT.finditer(chars):
        yield *found.span("goal"), True
    for found in _COUNTED.finditer(chars):
        yield *found.span("goal"), True
    for found in _GOAL.finditer(_OUTRIGHT.sub(_blank, chars)):
        yield *found.span("goal"), False


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
