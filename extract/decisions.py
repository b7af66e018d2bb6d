"""The reviewed decisions on who is who (人工裁定): `data/decisions/entities.csv`.

Data in git: each line says that two entities are the same, or that they are not, with
the reason, who decided, and when.  How to name an entity: `normalize.entities.named`.

    decision,entity_type,one,other,reason,decided_by,decided_on
    same,drug,示例仑赛注射液|甲公司,示例仑赛|乙公司,乙 imports for 甲,zhang,2030-05-01

Everything odd in it is told with file and line, and nothing is run then.
"""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from normalize.entities.decided import Contradiction, Decision, sides_of
from normalize.entities.named import folded
from normalize.tables.clauses import ENTITY_TYPES

FILE = "entities.csv"
COLUMNS = (
    "decision", "entity_type", "one", "other", "reason", "decided_by", "decided_on",
)  # fmt: skip
VERDICTS = ("same", "different")


class BadDecision(ValueError):
    """A line of a decision file can not be followed."""


def read_decisions(folder: Path) -> list[Decision]:
    """Read the decisions of a folder; raises BadDecision with file and line.

    Lines that begin with # are comments.
    """
    file = folder / FILE
    if not file.is_file():
        raise BadDecision(f"{file}: there is no such file; create it")
    decisions = parse(file.read_text("utf-8-sig"), str(file))
    for kind in ENTITY_TYPES:
        try:
            sides_of(each for each in decisions if each.entity_type == kind)
        except Contradiction as error:
            raise BadDecision(str(error)) from error
    return decisions


def parse(content: str, name: str) -> list[Decision]:
    """Read decisions from CSV text; `name` stands in error messages.

    >>> head = "decision,entity_type,one,other,reason,decided_by,decided_on"
    >>> line = "same,company,甲公司,乙公司,renamed,zhang,2030-05-01"
    >>> [(d.verdict, d.one, d.where) for d in parse(f"{head}\\n{line}\\n", "x.csv")]
    [('same', '乙公司', 'x.csv:2')]
    >>> parse(f"{head}\\nmaybe,company,甲,乙,r,z,2030-05-01\\n", "x.csv")
    Traceback (most recent call last):
        ...
    extract.decisions.BadDecision: x.csv:2: decision is 'maybe'; write same or different
    """
    lines = [
        (f"{name}:{at}", line)
        for at, line in enumerate(content.splitlines(), start=1)
        if line.strip() and not line.startswith("#")
    ]
    cells = list(csv.reader(line for _, line in lines))
    if not cells or tuple(cells[0]) != COLUMNS:
        raise BadDecision(f"{name}: the first line has to be {','.join(COLUMNS)}")
    decisions = [
        _decision(where, row)
        for (where, _), row in zip(lines[1:], cells[1:], strict=True)
    ]
    _refuse_repeats(decisions)
    return decisions


def _decision(where: str, cells: list[str]) -> Decision:
    if len(cells) != len(COLUMNS):
        raise BadDecision(
            f"{where}: {len(cells)} cells, not {len(COLUMNS)}; "
            f'put words that hold a comma in quotes ("…")'
        )
    row = {column: cell.strip() for column, cell in zip(COLUMNS, cells, strict=True)}
    for column, cell in row.items():
        if not cell:
            raise BadDecision(f"{where}: {column} is empty; fill it in")
    _one_of(where, row, "decision", VERDICTS)
    _one_of(where, row, "entity_type", ENTITY_TYPES)
    one, other = sorted(folded(row["entity_type"], row[c]) for c in ("one", "other"))
    if one == other:
        raise BadDecision(f"{where}: one and other name the same; name two entities")
    return Decision(
        "same" if row["decision"] == "same" else "different",
        row["entity_type"], one, other, row["reason"], row["decided_by"],
        _day(where, row["decided_on"]), where,
    )  # fmt: skip


def _one_of(
    where: str, row: Mapping[str, str], column: str, known: Iterable[str]
) -> None:
    if row[column] not in known:
        wanted = " or ".join(known)
        raise BadDecision(f"{where}: {column} is {row[column]!r}; write {wanted}")


def _day(where: str, words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise BadDecision(
            f"{where}: decided_on is {words!r}; write a day as 2030-05-01"
        ) from None


def _refuse_repeats(decisions: Iterable[Decision]) -> None:
    seen: dict[tuple[str, str, str], str] = {}
    for each in decisions:
        key = (each.entity_type, each.one, each.other)
        if first := seen.get(key):
            raise BadDecision(
                f"{each.where}: {first} decided on these two already; keep one line"
            )
        seen[key] = each.where
