"""Who is who (归并裁定): `entities.csv`.

Each line says that two entities are the same, or that they are not.  How to name an
entity: `normalize.entities.named`.

    decision,entity_type,one,other,reason,decided_by,decided_on
    same,drug,示例仑赛注射液|甲公司,示例仑赛|乙公司,乙 imports for 甲,zhang,2030-05-01
"""

from collections.abc import Iterable

from extract.decisions.lines import (
    BadDecision,
    Line,
    day,
    lines,
    one_of,
    refuse_repeats,
)
from normalize.decisions import Ruling, of_entities
from normalize.entities.decided import Contradiction, Decision, sides_of
from normalize.entities.named import folded
from normalize.tables.clauses import ENTITY_TYPES

FILE = "entities.csv"
COLUMNS = (
    "decision", "entity_type", "one", "other", "reason", "decided_by", "decided_on",
)  # fmt: skip
VERDICTS = ("same", "different")


def parse(content: str, name: str) -> list[Decision]:
    """Read decisions from CSV text; `name` stands in error messages.

    >>> head = "decision,entity_type,one,other,reason,decided_by,decided_on"
    >>> line = "same,company,甲公司,乙公司,renamed,zhang,2030-05-01"
    >>> [(d.verdict, d.one, d.where) for d in parse(f"{head}\\n{line}\\n", "x.csv")]
    [('same', '乙公司', 'x.csv:2')]
    >>> parse(f"{head}\\nmaybe,company,甲,乙,r,z,2030-05-01\\n", "x.csv")
    Traceback (most recent call last):
        ...
    extract.decisions.lines.BadDecision: x.csv:2: decision is 'maybe'; write same or \
different
    """
    decisions = [_decision(line) for line in lines(content, name, COLUMNS)]
    keys = (((d.entity_type, d.one, d.other), d.where) for d in decisions)
    refuse_repeats(keys, "these two")
    return decisions


def refuse_contradictions(rulings: Iterable[Ruling]) -> None:
    """Raise BadDecision where two are the same by some lines and different by one."""
    decisions = of_entities(rulings)
    for kind in ENTITY_TYPES:
        try:
            sides_of(each for each in decisions if each.entity_type == kind)
        except Contradiction as error:
            raise BadDecision(str(error)) from error


def _decision(line: Line) -> Decision:
    one_of(line, "decision", VERDICTS)
    one_of(line, "entity_type", ENTITY_TYPES)
    where, row = line
    one, other = sorted(folded(row["entity_type"], row[c]) for c in ("one", "other"))
    if one == other:
        raise BadDecision(f"{where}: one and other name the same; name two entities")
    return Decision(
        "same" if row["decision"] == "same" else "different",
        row["entity_type"], one, other, row["reason"], row["decided_by"],
        day(line), where,
    )  # fmt: skip
