"""A number that prose and a table both state (不重复) is told once, as prose has it."""

from collections.abc import Sequence
from decimal import Decimal

from normalize.draft import Draft, Implied
from normalize.tables import Outcome
from normalize.values.amounts import number

_SAME = ("endpoint", "statistic", "not_reached")
_OPEN = ("timepoint_months", "population")  # either may leave them out
_ADDED = ("ci_level", "ci_low", "ci_high", "p_value", "n", "n_events", "arm", "versus")


def completed(told: Sequence[Draft], stated: Sequence[Draft]) -> list[Draft]:
    """Return what prose tells, with what only tables state of the same number."""
    return [_completed(fact, stated) for fact in told]


def unsaid(stated: Sequence[Draft], told: Sequence[Draft]) -> list[Draft]:
    """List the facts of a table that nothing else has told."""
    return [fact for fact in stated if not any(_same(fact, o) for o in told)]


def _completed(told: Draft, stated: Sequence[Draft]) -> Draft:
    same = [fact for fact in stated if _same(fact, told)]
    if len(same) != 1:  # of two groups with one number, either may be meant
        return told
    cells = same[0].cells
    return told.also(**({n: cells[n] for n in _ADDED if n in cells} | told.cells))


def _same(stated: Draft, told: Draft) -> bool:
    """Whether two drafts state one number; prose may round it, and leave things out."""
    if told.table is not Outcome:
        return False
    equal = all(_words(stated, name) == _words(told, name) for name in _SAME)
    agree = all(_agree(stated, told, name) for name in _OPEN)
    return equal and agree and _as_much(stated, told) and _of_one_arm(stated, told)


def _words(fact: Draft, name: str) -> str:
    cell = fact.cells.get(name)
    if cell is None:
        return ""
    return str(cell.value if isinstance(cell, Implied) else cell)


def _agree(one: Draft, other: Draft, name: str) -> bool:
    return len({_words(one, name), _words(other, name)} - {""}) < 2


def _as_much(stated: Draft, told: Draft) -> bool:
    exact, said = number(_words(stated, "value")), number(_words(told, "value"))
    if exact is None or said is None:
        return exact is said
    return round(abs(exact), _decimals(said)) == abs(said)


def _decimals(of: Decimal) -> int:
    return max(0, -int(of.as_tuple().exponent))


def _of_one_arm(stated: Draft, told: Draft) -> bool:
    """Whether no group says otherwise: 示例单抗组 is 示例单抗联合化疗组 as well."""
    arms = [_words(fact, "arm").removesuffix("组") for fact in (stated, told)]
    short, long = sorted(map(set, arms), key=len)
    return short <= long
