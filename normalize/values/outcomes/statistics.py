"""What kind of number it is (统计量): a rate, a median, a change, a hazard ratio.

The endpoint says what it can be, the unit and the words around it which of these
it is: 中位OS 12.3个月 is a median, 1年OS率 90% a survival rate, OS延长4.2个月 a
difference.
"""

from normalize.values.outcomes.endpoints import Endpoint, endpoint_of
from normalize.values.outcomes.figures import Figure
from normalize.values.outcomes.tokens import Token

_TIMES = {"月", "天", "小时"}
_RATIOS = {
    "HR": "hazard_ratio", "aHR": "hazard_ratio", "sHR": "hazard_ratio",
    "风险比": "hazard_ratio", "危险比": "hazard_ratio",
    "OR": "odds_ratio", "aOR": "odds_ratio",
    "比值比": "odds_ratio", "优势比": "odds_ratio",
    "RR": "risk_ratio", "相对危险": "risk_ratio", "相对危险度": "risk_ratio",
    "相对风险": "risk_ratio",
}  # fmt: skip


def takes_span(mention: Token) -> bool:
    """Tell whether 12.3个月 can be the endpoint's value, and not its time point."""
    words = mention.text.chars
    return endpoint_of(words).unit in _TIMES and not words.endswith(("率", "比例"))


def statistic(
    mention: Token, figure: Figure, direction: Token | None, timed: bool
) -> str | None:
    """Return what a figure is of an endpoint; None if it can not be one of it.

    `direction` is the 下降 or 提高 before the figure, `timed` says that the sentence
    gives a time point.
    """
    endpoint = endpoint_of(mention.text.chars)
    if figure.kind == "ratio":
        return _RATIOS[str(figure.value.part("which"))]
    if figure.kind == "unreached":
        return "median" if takes_span(mention) else None
    if figure.kind == "span" and not takes_span(mention):
        return None
    by = direction is not None and direction.part("to") is None
    return _OF[endpoint.statistic](endpoint, mention, figure, by, timed)


def _rate(
    endpoint: Endpoint, _: Token, figure: Figure, by: bool, __: bool
) -> str | None:
    if figure.kind != "percent":
        return None
    if not by:
        return "rate"
    points = "点" in str(figure.unit)
    return "risk_reduction" if endpoint.trait == "harm" and not points else "difference"


def _median(
    _: Endpoint, mention: Token, figure: Figure, by: bool, __: bool
) -> str | None:
    if figure.kind == "plain":
        return None
    if by:
        return "difference"
    if figure.kind == "percent":
        return "survival_rate"
    return "mean" if mention.text.chars.startswith("平均") else "median"


def _change(
    _: Endpoint, __: Token, figure: Figure, by: bool, timed: bool
) -> str | None:
    if by:
        return "mean_change"
    signed = str(figure.value.text)[0] in "-−－"
    return "mean_change" if signed else "mean" if timed else None


def _mean(_: Endpoint, __: Token, figure: Figure, by: bool, ___: bool) -> str | None:
    return "risk_reduction" if by and figure.kind == "percent" else "mean"


def _risk(_: Endpoint, __: Token, figure: Figure, by: bool, ___: bool) -> str | None:
    if figure.kind != "percent":
        return None
    return "risk_reduction" if by else "rate"


_OF = {
    "rate": _rate,
    "median": _median,
    "mean_change": _change,
    "mean": _mean,
    "risk_reduction": _risk,
}
