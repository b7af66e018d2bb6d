"""Outcomes drawn (作图): a forest plot, one line for each number, as SVG.

A dot is the number, a bar its confidence interval; a bound that was not reached has no
end.  Colors are left to the page (`var(--…)`), so that a plot follows its light and
dark.  Vega draws here and not in the browser, which may then run no foreign script.
"""

import re
from collections.abc import Sequence
from typing import Any

from extract.desk.tables import NotThere
from extract.desk.view.shelf import Shelf

MOST = 60  # lines of one plot
EDGE = {"left": 12, "right": 72, "top": 4, "bottom": 4}  # browsers have other letters
RATIOS = {"hazard_ratio", "odds_ratio", "risk_ratio"}
INK, FAINT, ACCENT = "var(--ink)", "var(--rule)", "var(--accent)"
TITLES = {
    "zh": {"hazard_ratio": "风险比", "odds_ratio": "比值比", "risk_ratio": "相对危险度",
           "rate": "率", "median": "中位数", "mean": "均值", "mean_change": "均值变化",
           "difference": "差值", "survival_rate": "生存率",
           "risk_reduction": "风险降低", "count": "例数"},
    "en": {},
}  # fmt: skip


def warm() -> None:
    """Load what draws, so that the first plot is there at once."""
    import altair  # noqa: F401
    import vl_convert  # noqa: F401


def of_drug(shelf: Shelf, drug_id: str, wanted: Sequence[str], lang: str) -> str:
    """Return the plot of one endpoint of a drug; `wanted` is endpoint, statistic, unit.

    Raises NotThere where there is no such number.
    """
    rows = shelf.rows(f"{_ROWS} AND o.drug_id = ? {_SORTED}", *wanted, drug_id)
    return _svg(rows, wanted, lang, with_drug=False)


def across(shelf: Shelf, wanted: Sequence[str], lang: str) -> str:
    """Return the plot of one endpoint for all drugs; raises NotThere."""
    rows = shelf.rows(f"{_ROWS} {_SORTED}", *wanted)
    return _svg(rows, wanted, lang, with_drug=True)


_ROWS = """
    SELECT o.outcome_id, o.value, o.ci_low, o.ci_high, o.ci_level, o.arm, o.versus,
        o.population, o.timepoint_text, o.n, o.p_value, o.not_reached, o.drug_id,
        d.generic_name
    FROM outcomes o LEFT JOIN drugs d USING (drug_id)
    WHERE coalesce(o.endpoint, o.endpoint_text) = ? AND o.statistic = ?
        AND coalesce(o.unit, '') = ?
        AND (o.value IS NOT NULL OR o.ci_low IS NOT NULL)
"""
_SORTED = f"""
    ORDER BY d.generic_name NULLS LAST, o.trial_id, o.file_row_number LIMIT {MOST}
"""


def _svg(
    rows: Sequence[dict[str, Any]], wanted: Sequence[str], lang: str, with_drug: bool
) -> str:
    if not rows:
        raise NotThere("There is no such number to draw.")
    import altair
    import vl_convert

    values = [_point(n, row, with_drug) for n, row in enumerate(rows)]
    chart = _chart(values, _axis(wanted, lang), is_ratio=wanted[1] in RATIOS)
    version = ".".join(altair.SCHEMA_VERSION.lstrip("v").split(".")[:2])
    svg: str = vl_convert.vegalite_to_svg(chart.to_dict(), vl_version=version)
    return _here(svg)


def _here(svg: str) -> str:
    """Let links lead to this page, not to that of Vega; a style would be refused."""
    svg = re.sub(r' style="[^"]*"', "", svg)
    return re.sub(r' (?:xlink:)?href="[^"#]*#', ' href="#', svg)


def _axis(wanted: Sequence[str], lang: str) -> str:
    endpoint, statistic, unit = wanted
    name = TITLES.get(lang, {}).get(statistic, statistic.replace("_", " "))
    return f"{endpoint} · {name}" + (f" ({unit})" if unit else "")


def _point(n: int, row: dict[str, Any], with_drug: bool) -> dict[str, Any]:
    """One line of a plot: its label, its numbers, and where a click leads."""
    low, high = row["ci_low"], row["ci_high"]
    return {
        "n": n,
        "label": _label(row, with_drug),
        "value": row["value"],
        "low": low,
        "high": high,
        "shown": _shown(row),
        "href": f"#/tables/outcomes/{row['outcome_id']}",
    }


def _label(row: dict[str, Any], with_drug: bool) -> str:
    """Say whose number it is: drug, arm, population, time."""
    versus = f"vs {row['versus']}" if row["versus"] else None
    names = [row["generic_name"]] if with_drug else []
    told = [*names, row["arm"], versus, row["population"], row["timepoint_text"]]
    words = " · ".join(_short(word) for word in told if word)
    return words or "—"


def _short(words: str) -> str:
    return words if len(words) <= 18 else f"{words[:17]}…"


def _shown(row: dict[str, Any]) -> str:
    """The number as words.

    >>> _shown({"value": 0.34, "ci_low": 0.24, "ci_high": None, "ci_level": 95.0,
    ...         "p_value": None, "n": 86})
    '0.34 (0.24 – NR)  n=86'
    """
    number = "NR" if row["value"] is None else f"{row['value']:g}"
    low, high = row["ci_low"], row["ci_high"]
    if low is not None or high is not None:
        ends = ("NR" if end is None else f"{end:g}" for end in (low, high))
        number += f" ({' – '.join(ends)})"
    return number + (f"  n={row['n']}" if row["n"] else "")


def _chart(values: list[dict[str, Any]], axis: str, is_ratio: bool) -> Any:
    """Put together the dots, the bars, the numbers in words, and the line of 1."""
    import altair as alt

    scale = alt.Scale(type="log") if is_ratio and _positive(values) else alt.Scale()
    place = alt.X("low:Q", title=axis, scale=scale)
    lines = alt.Y("n:O", axis=None, scale=alt.Scale(paddingInner=0.4))
    base = alt.Chart({"values": values}).encode(y=lines)
    bars = base.mark_rule(strokeWidth=1.5, color=INK).encode(
        x=place, x2="high:Q"
    ).transform_filter("isValid(datum.low) && isValid(datum.high)")  # fmt: skip
    dots = base.mark_point(filled=True, size=70, color=ACCENT, opacity=1).encode(
        x=alt.X("value:Q", title=axis, scale=scale), href="href:N",
        description="description:N",
    ).transform_filter("isValid(datum.value)").transform_calculate(
        description="datum.label + ': ' + datum.shown"
    )  # fmt: skip
    layers = [bars, dots]
    if is_ratio:
        one = alt.Chart({"values": [{"one": 1}]})
        dashes = one.mark_rule(strokeDash=[3, 3], color=FAINT, strokeWidth=1)
        layers.insert(0, dashes.encode(x=alt.X("one:Q", scale=scale, title=axis)))
    forest = alt.layer(*layers).properties(width=420, height=alt.Step(22))
    names = base.mark_text(align="right", dx=-2, color=INK).encode(text="label:N")
    numbers = base.mark_text(align="left", dx=2, color=INK).encode(text="shown:N")
    row = alt.hconcat(
        names.properties(width=1, height=alt.Step(22)),
        forest,
        numbers.properties(width=1, height=alt.Step(22)),
        spacing=12,
    )
    return _dressed(row)


def _positive(values: list[dict[str, Any]]) -> bool:
    numbers = (v[name] for v in values for name in ("value", "low", "high"))
    return all(number > 0 for number in numbers if number is not None)


def _dressed(chart: Any) -> Any:
    return (
        chart.configure(background="transparent", font="sans-serif", padding=EDGE)
        .configure_view(stroke=None)
        .configure_text(fontSize=12)
        .configure_axis(
            labelColor=INK, titleColor=INK, domainColor=FAINT, tickColor=FAINT,
            gridColor=FAINT, gridOpacity=0.5, titleFontWeight="normal",
            titleFontSize=12, labelFontSize=11,
        )
    )  # fmt: skip
