"""Sources that disagree on a number (说法不一): both rows stay, one problem names both.

A trial and the review report, two trials of one form or two documents of one drug may
state different values for the same fact: the same endpoint, statistic, time, patients,
group and assessor, in the same study as far as can be told.

>>> from normalize.column import columns_of
>>> from normalize.rows import empty_rows
>>> from normalize.tables import Outcome
>>> blank = dict.fromkeys(column.name for column in columns_of(Outcome))
>>> shared = blank | {"doc_id": "d", "drug_id": "g", "endpoint": "ORR", "n": 38}
>>> rows = [
...     shared | {"outcome_id": "1", "field": "filings.innovation", "value": 65.8},
...     shared | {"outcome_id": "2", "field": "filings.cde_effectiveness", "value": 60},
... ]
>>> tables = empty_rows() | {"outcomes": rows}
>>> [problem["code"] for problem in disagreements(tables)]
['outcome_conflict']
>>> list(disagreements(tables | {"outcomes": [rows[0], rows[1] | {"n": 97}]}))
[]
"""

import re
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from normalize.draft import Doubt
from normalize.rows import Row, Rows, problem
from normalize.values.outcomes import is_of_responders
from normalize.values.plain import squash

_EVERYBODY = re.compile(
    r"(?:全部|所有|总体?)?(?:接受.{0,12}治疗的?|入组|纳入|可评[估价])?的?"
    r"(?:患者|受试者|人群)?|(?:m?ITT|FAS)(?:人群|集)?|全分析集(?:\(FAS\))?"
    r"|意向性?治疗(?:人群|集)",
    re.IGNORECASE,
)
_RESPONDERS = re.compile(r"缓解|应答|cr")
_OWN_ARM = re.compile(r"(?:试验|治疗|观察|研究|本品|联合)组?|本品")
_MONTH = {"个月", "月", "months", "month"}


@dataclass(frozen=True, slots=True)
class _Study:
    """What can be told of the study that a source reports; None where it is silent."""

    source: Hashable
    patients: int | None
    design: str | None = None
    cutoff: object = None

    def may_be(self, other: "_Study") -> bool:
        """Whether nothing that both say sets them apart, and one of them says who."""
        if self.patients is None and other.patients is None:
            return False
        pairs = (
            (self.patients, other.patients),
            (self.design, other.design),
            (self.cutoff, other.cutoff),
        )
        return self.source != other.source and all(map(_agree, pairs))


def disagreements(tables: Rows, drugs: Collection[str] | None = None) -> Iterator[Row]:
    """Yield a problem for each two values that sources state for the same fact.

    The tables are merged ones: outcomes know the drug.  `drugs` are those that are
    asked for, all by default.  The result does not depend on the order of rows.
    """
    studies = _studies(tables)
    own = (r for r in tables["outcomes"] if drugs is None or r["drug_id"] in drugs)
    for rows in _by_fact(own):
        told = set()
        for one, other in combinations(rows, 2):
            values = frozenset((_said(one), _said(other)))
            if values not in told and _conflict(one, other, rows, studies):
                told.add(values)
                yield _problem(one, other)


def _by_fact(outcomes: Iterable[Row]) -> Iterator[list[Row]]:
    """Bring together the rows of one fact, in an order of their own."""
    facts: dict[Hashable, list[Row]] = {}
    for row in sorted(outcomes, key=_place):
        if row["drug_id"] and row["endpoint"] and (row["not_reached"] or _number(row)):
            facts.setdefault(_fact(row), []).append(row)
    yield from facts.values()


def _place(row: Row) -> tuple[str, ...]:
    return row["doc_id"], row["trial_id"] or "~", row["field"] or "", row["outcome_id"]


def _number(row: Row) -> bool:
    return row["value"] is not None


def _fact(row: Row) -> Hashable:
    """What has to be the same for two values to be about the same thing."""
    return (
        row["drug_id"], row["endpoint"], row["statistic"], row["timepoint_months"],
        _patients(row), _arm(row["arm"]), row["assessor"], bool(row["is_best"]),
    )  # fmt: skip


def _patients(row: Row) -> str:
    """Name the patients: 达CR的患者 and 缓解患者 are the responders."""
    words = squash(row["population"] or "")
    if is_of_responders(row["endpoint"]) or _RESPONDERS.search(words):
        return "responders"
    return "" if _EVERYBODY.fullmatch(words) else words


def _arm(arm: str | None) -> str:
    words = squash(arm or "")
    return "" if _OWN_ARM.fullmatch(words) else words.removesuffix("组")


# --- whether two sources report one study


def _studies(tables: Rows) -> dict[Hashable, _Study]:
    trials = {trial["trial_id"]: trial for trial in tables["trials"]}
    sizes: dict[Hashable, set[int]] = {}
    for row in tables["outcomes"]:
        if row["n"] and not _patients(row) and not _arm(row["arm"]):
            sizes.setdefault(_source(row), set()).add(row["n"])
    return {
        source: _study(source, trials.get(row["trial_id"]), sizes.get(source, set()))
        for row in tables["outcomes"]
        for source in [_source(row)]
    }


def _source(row: Row) -> Hashable:
    return row["trial_id"] or (row["doc_id"], row["field"])


def _study(source: Hashable, trial: Row | None, sizes: set[int]) -> _Study:
    """Take what the trial states, else the one number of patients of its outcomes."""
    only = next(iter(sizes)) if len(sizes) == 1 else None
    if trial is None:
        return _Study(source, only)
    design = squash(trial["design"]) if trial["design"] else None
    return _Study(source, trial["enrolled"] or only, design, trial["cutoff_date"])


def _conflict(
    one: Row, other: Row, rows: list[Row], studies: dict[Hashable, _Study]
) -> bool:
    a, b = studies[_source(one)], studies[_source(other)]
    stated = ((one["n"], other["n"]), (one["versus"], other["versus"]))
    if not (a.may_be(b) and _differ(one, other) and all(map(_agree, stated))):
        return False
    if a.patients and b.patients:
        return True
    # Of several studies, one without its patients could be any.
    return len({_source(row) for row in rows}) == 2


def _agree(pair: tuple[object, object]) -> bool:
    """Tell whether two statements agree, or one is missing."""
    return None in pair or pair[0] == pair[1]


# --- values


def _differ(one: Row, other: Row) -> bool:
    if one["not_reached"] or other["not_reached"]:
        return bool(one["not_reached"]) != bool(other["not_reached"])
    if _unit(one) != _unit(other):
        return False
    return not _rounded(one["value"], other["value"])


def _unit(row: Row) -> str | None:
    return "月" if row["unit"] in _MONTH else row["unit"]


def _rounded(one: float, other: float) -> bool:
    """Tell whether one value is the other with fewer decimals: 66 and 65.8."""
    places = min(len(repr(v).partition(".")[2].rstrip("0")) for v in (one, other))
    gap = abs(Decimal(repr(one)) - Decimal(repr(other)))
    return gap <= Decimal("0.5").scaleb(-places)


def _said(row: Row) -> str:
    if row["not_reached"]:
        return "not reached"
    return f"{row['value']:g}{row['unit'] or ''}"


def _problem(one: Row, other: Row) -> Row:
    fact = f"{one['endpoint']} ({one['statistic']})"
    message = (
        f"{fact} is {_told(one)}, but {_told(other)}; both stay as rows: compare the "
        "patients, the cutoff and the files named as evidence before using either"
    )
    where = {"table_name": "outcomes", "column_name": "value", "quote": other["quote"]}
    doubt = Doubt("outcome_conflict", message, severity="warning")
    return problem(other["doc_id"], doubt, row_id=other["outcome_id"], **where)


def _told(row: Row) -> str:
    n = f" (n={row['n']})" if row["n"] else ""
    place = f"{row['field']} of document {row['doc_id']}"
    return f"{_said(row)}{n} in {place} ({row['quote']})"
