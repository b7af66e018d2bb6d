"""What kind of number it is (统计量): a rate, a median, a change, a hazard ratio.

The endpoint says what it can be, the unit and the words around it which of these
it is: 中位OS 12.3个月 is a median, 1年OS率 90% a survival rate, OS延长4.2个月 a
difference.
"""

import re
from dataclasses import dataclass

from normalize.values.outcomes.endpoints import Endpoint
from normalize.values.outcomes.figures import Figure
from normalize.values.outcomes.meaning import endpoint_of
from normalize.values.outcomes.tokens import Token

_TIMES = {"月", "天", "小时"}
_GOAL = re.compile(r"[≥≤＞＜<>]|达标|[高低大小]于|不超过|以[上下]")
_RATIOS = {
    "HR": "hazard_ratio", "aHR": "hazard_ratio", "sHR": "hazard_ratio",
    "风险比": "hazard_ratio", "危险比": "hazard_ratio",
    "OR": "odds_ratio", "aOR": "odds_ratio",
    "比值比": "odds_ratio", "优势比": "odds_ratio",
    "RR": "risk_ratio", "相对危险": "risk_ratio", "相对危险度": "risk_ratio",
    "相对风险": "risk_ratio", "率比": "risk_ratio", "比": "risk_ratio",
    "rate ratio": "risk_ratio", "risk ratio": "risk_ratio",
    "odds ratio": "odds_ratio", "hazard ratio": "hazard_ratio",
}  # fmt: skip


def takes_span(mention: Token) -> bool:
    """Tell whether 12.3个月 can be the endpoint's value, and not its time point."""
    words = mention.text.chars
    return endpoint_of(words).unit in _TIMES and not words.endswith(("率", "比例"))


def in_months(figure: Figure) -> bool:
    """Tell whether a number in m can be one of months: 中位PFS 12.3m."""
    return figure.kind == "plain" and str(figure.unit) in ("m", "M")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the words around a figure say of it."""

    direction: Token | None = None  # 下降, 提高至, 差值
    timed: bool = False  # there is a time point
    middle: bool = False  # 中位数为
    compared: bool = False  # 较安慰剂组下降, 多下降
    risk: Token | None = None  # 相对风险降低
    grouped: bool = False  # 试验组为1.9分; 两组分别为

    @property
    def by(self) -> bool:
        """Whether the figure is how far something moved."""
        return self.direction is not None and self.direction.part("to") is None

    @property
    def to(self) -> bool:
        """Whether the figure is where something moved to."""
        return self.direction is not None and not self.by


def statistic(mention: Token, figure: Figure, said: Said) -> str | None:
    """Return what a figure is of an endpoint; None if it can not be one of it."""
    endpoint = endpoint_of(mention.text.chars)
    if figure.kind == "ratio":
        return _ratio(figure)
    if figure.kind == "unreached":
        return "median" if takes_span(mention) else None
    if figure.kind == "span" and not takes_span(mention):
        return None
    if said.direction and said.direction.kind == "gap":
        return "difference"
    if said.risk and said.direction and figure.kind == "percent":
        return _of_risk(said.risk, said.direction)
    kind = _OF[endpoint.statistic](endpoint, mention, figure, said)
    # A risk that rises by 20% is not reduced.
    rises = said.direction is not None and said.direction.kind == "rise"
    return None if kind == "risk_reduction" and rises else kind


def _ratio(figure: Figure) -> str:
    which = str(figure.value.part("which"))
    return _RATIOS[which.lower() if " " in which else which]


def _of_risk(risk: Token, moved: Token) -> str | None:
    """Read 相对风险降低69%; an absolute one is a difference, a higher one no fact."""
    if risk.text.chars.startswith("绝对"):
        return "difference"
    return "risk_reduction" if moved.kind == "fall" else None


def _rate(endpoint: Endpoint, _: Token, figure: Figure, said: Said) -> str | None:
    if figure.kind != "percent":
        unlisted = not endpoint.name and figure.unit is not None
        return "mean_change" if unlisted and said.by else None
    if not said.by:
        return "rate"
    points = "点" in str(figure.unit)
    return "risk_reduction" if endpoint.trait == "harm" and not points else "difference"


def _median(_: Endpoint, mention: Token, figure: Figure, said: Said) -> str | None:
    minutes = str(figure.unit) in ("分钟", "秒")
    if figure.kind == "plain" and not (in_months(figure) or minutes):
        return None
    if str(figure.value.text)[0] in "-−－":
        return "mean_change"
    if said.by:
        return "difference"
    if figure.kind == "percent":
        return "survival_rate"
    return "mean" if mention.text.chars.startswith("平均") else "median"


def _change(_: Endpoint, mention: Token, figure: Figure, said: Said) -> str | None:
    if said.by:
        return "difference" if said.compared else "mean_change"
    if str(figure.value.text)[0] in "-−－":
        return "mean_change"
    if figure.kind == "percent" and _is_share(mention, figure):
        return "rate"
    if said.middle:
        return "median"
    if mention.text.chars.endswith(("均数", "均值", "平均值", "平均")):
        return "mean"
    return "mean" if said.timed or said.to or said.grouped else None


def _is_share(mention: Token, figure: Figure) -> bool:
    """Tell a share of patients: 血红蛋白升高≥20 g/L的，试验组78.5%."""
    value = figure.value
    if mention.found.text is not value.found.text:
        return False
    return _GOAL.search(value.sentence, mention.end, value.start) is not None


def _mean(_: Endpoint, mention: Token, figure: Figure, said: Said) -> str | None:
    if said.by and figure.kind == "percent":
        return "risk_reduction"
    middle = said.middle or mention.text.chars.startswith("中位")
    return "median" if middle else "mean"


def _risk(_: Endpoint, __: Token, figure: Figure, said: Said) -> str | None:
    if figure.kind != "percent":
        return None
    return "risk_reduction" if said.by else "rate"


_OF = {
    "rate": _rate,
    "median": _median,
    "mean_change": _change,
    "mean": _mean,
    "risk_reduction": _risk,
}
