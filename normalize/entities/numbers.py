"""Rows that share the number of a license (批准文号) or of the catalogue (医保代码).

A license goes from one holder to another and stays one drug; so the number joins rows
of one name, or of one firm.  Rows of two names and two firms that show the same number
are two drugs, one of which quotes the other (a comparator, a row cut by a page break);
then what says neither name nor firm is of neither.

A code of the catalogue may stop at the generic name, and is of every firm that makes
it; so it joins rows of two firms never.

>>> one = {"approval_number": "国药准字H1", "catalog_code": None, "n": "甲", "f": "A"}
>>> other, bare = one | {"n": "乙", "f": "B"}, one | {"n": None, "f": None}
>>> def by(column):
...     return lambda group: {row[column] for row in group} - {None}
>>> len(joined_by_number([[one], [bare]], by("n"), by("f")))
1
>>> len(joined_by_number([[one], [other], [bare]], by("n"), by("f")))
3
"""

from collections.abc import Callable, Hashable, Iterator, Sequence

from normalize.entities.groups import Group, Row, joined
from normalize.values.plain import squash

Names = Callable[[Group], set[str]]
Number = tuple[str, str]


def numbers(row: Row) -> Iterator[Number]:
    """Yield the approval numbers and the catalogue code of a row, with their kind."""
    for number in (row["approval_number"] or "").split("、"):
        if number:
            yield "approval", squash(number)
    if row["catalog_code"]:
        yield "code", squash(row["catalog_code"])


def joined_by_number(
    groups: Sequence[Group], names: Names, firms: Names
) -> list[Group]:
    """Join groups that share a number, and do not differ in both name and firm."""

    def same(group: Group) -> Iterator[Hashable]:
        for kind, number in _of(group):
            yield from ((number, "firm", firm) for firm in firms(group))
            if kind == "approval":
                yield from ((number, "name", name) for name in names(group))

    alike = joined(groups, same)
    contested = contested_numbers(alike, names, firms)
    return joined(alike, lambda group: _of(group) - contested)


def contested_numbers(
    groups: Sequence[Group], names: Names, firms: Names
) -> set[Number]:
    """Return the numbers that several groups with a name and a firm have."""
    seen: set[Number] = set()
    twice: set[Number] = set()
    for group in groups:
        if names(group) and firms(group):
            twice |= seen & _of(group)
            seen |= _of(group)
    return twice


def _of(group: Group) -> set[Number]:
    return {number for row in group for number in numbers(row)}
