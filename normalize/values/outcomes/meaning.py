"""What a mention of an endpoint means (终点含义): a listed one, or one by its end.

>>> endpoint_of("皮损面积").statistic, endpoint_of("HbA1c＜7.0%的患者比例").statistic
('mean_change', 'rate')
>>> endpoint_of("中位PFS").name, endpoint_of("血尿酸达标（≤360μmol/L）率").statistic
('PFS', 'rate')
"""

import re
from functools import lru_cache

from normalize.values.outcomes import endpoints
from normalize.values.outcomes.endpoints import Endpoint

_SHARE = re.compile(
    r"(?:(?<![频速斜心效])率|比例|占比|(?<!预计值)(?<!预计值的)百分比|比率|者|病人|患儿|儿童)\s*(?:[（(][^（）()]*[)）])?$"
    r"|(?:达到?|超过|至少|不低于)\s*\d[\d.]*\s*[^\d]{0,5}以上$"
)
_CHANGE = re.compile(r"(?:变化|下降|降低|缩小|增加|升高|增长)率")
_HARM = re.compile(
    "复发|死亡|病死|骨折|加重|发作|事件|出血|住院|感染|发生率|恶化|进展|截肢|失败|狼疮|破裂|转移"
)
_YEARLY = re.compile(r"年化.*率|年(?:均|平均).*率|率比$")
_GOAL = re.compile(
    "终点|缓解|应答|达标|消失|治愈|清除|独立|恢复|正常|自由|^(?:未|没有|无需?|不再|一次|零)"
)


def _unlisted(statistic: str, unit: str, trait: str = "") -> Endpoint:
    return Endpoint(name="", statistic=statistic, unit=unit, trait=trait, names="")


@lru_cache(maxsize=4096)
def endpoint_of(mention: str) -> Endpoint:
    """Return the listed endpoint of a mention, else one that its last words tell."""
    known = _listed(re.sub("的?(?:发生|相对|绝对|总体)的?(?=风险)", "", mention))
    share = _is_share(mention)
    vague = not known or not known.name or known.statistic == "mean_change"
    if share and vague and (reached := _reached(mention)):
        return reached
    if known and not (share and known.statistic == "mean_change"):
        return known
    if known is None and _YEARLY.search(mention):
        return _unlisted("mean", "")
    if mention.endswith("时间"):
        return _unlisted("median", "月")
    if mention.endswith("风险"):
        return _unlisted("risk_reduction", "%", "harm")
    if known is None and mention.endswith("事件"):
        return _unlisted("rate", "%", "harm")
    if share or (known is None and _is_goal(mention)):
        return _unlisted("rate", "%", "harm" if _HARM.search(mention) else "")
    return known or _unlisted("mean_change", "天" if mention.endswith("天数") else "")


def _listed(mention: str) -> Endpoint | None:
    try:
        return endpoints.endpoint_of(mention)
    except LookupError:
        return None


def _reached(mention: str) -> Endpoint | None:
    """Find IGA01 in IGA 0/1且较基线改善≥2分的患者比例: what they reached first."""
    found = [
        (match.start(), -match.end(), each)
        for each in endpoints.possible(mention)
        if each.name and each.statistic == "rate"
        if (match := each.found_in(mention))
    ]
    return min(found, key=lambda each: each[:2])[-1] if found else None


def _is_share(mention: str) -> bool:
    """Tell whether it is a share of patients: 达标率, but not 下降率."""
    return bool(_SHARE.search(mention)) and not _CHANGE.search(mention)


def _is_goal(mention: str) -> bool:
    return _GOAL.search(mention) is not None
