"""Rows that share the number of a license (批准文号) or of the catalogue (医保代码).

A license goes from one holder to another and stays one drug; so the number joins rows
of one name, or of one firm and of like names.  Others that show the same number are two
drugs, one of which quotes the other (a comparator, a row cut by a page break) or was
misread; then what says neither name nor firm is of neither, and a problem tells it.

A code of the catalogue may stop at the generic name, and is of every firm that makes
it; so it joins rows of two firms never.

>>> one = {"approval_number": "国药准字H1", "catalog_code": None, "n": "甲", "f": "A"}
>>> other, bare = one | {"n": "乙", "f": "B"}, one | {"n": None, "f": None}
>>> def by(column):
...     return lambda group: {row[column] for row in group} - {None}
>>> len(joined_by_number([[one], [bare]], by("n"), by("f"), by("f")))
1
>>> len(joined_by_number([[one], [other], [bare]], by("n"), by("f"), by("f")))
3
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations, pairwise, product

from normalize.draft import Doubt
from normalize.entities.groups import Group, Row, joined
from normalize.facts.drug_shapes import core_of
from normalize.rows import problem
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
    groups: Sequence[Group], names: Names, firms: Names, owners: Names
) -> list[Group]:
    """Join groups that share a number, and do not differ in both name and firm.

    `owners` are the firms but for agents: an agent may import the drugs of two holders
    that share a code of the catalogue.
    """

    unlike = _of_unlike_names(groups, names, firms)

    def same(group: Group) -> Iterator[Hashable]:
        for kind, number in _of(group):
            of = firms if kind == "approval" else owners
            by_firm = {(number, firm) for firm in of(group)} - unlike
            yield from ((number, "firm", firm) for _, firm in by_firm)
            if kind == "approval":
                yield from ((number, "name", name) for name in names(group))

    alike = joined(groups, same)
    contested = contested_numbers(alike, names, firms)
    return joined(alike, lambda group: _of(group) - contested)


def _of_unlike_names(
    groups: Sequence[Group], names: Names, firms: Names
) -> set[tuple[str, str]]:
    """The numbers, with the firm, that stand beside names of two drugs."""
    found: dict[tuple[str, str], set[str]] = {}
    for group in groups:
        for key in product((number for _, number in _of(group)), firms(group)):
            found.setdefault(key, set()).update(names(group))
    return {
        key
        for key, called in found.items()
        if any(_are_unlike(*two) for two in combinations(called, 2))
    }


def _are_unlike(one: str, other: str) -> bool:
    """Whether two Chinese names share no two characters but for the dosage form."""
    a, b = (set(map("".join, pairwise(core_of(name)))) for name in (one, other))
    are_chinese = not (one.isascii() or other.isascii())
    return are_chinese and a.isdisjoint(b)


def shared_numbers(drugs: Sequence[Row]) -> Iterator[Row]:
    """Yield a problem for each approval number of several rows of `drugs`."""
    bearers: dict[str, list[Row]] = {}
    for row in sorted(drugs, key=lambda row: str(row["drug_id"])):
        for kind, number in numbers(row):
            if kind == "approval":
                bearers.setdefault(number, []).append(row)
    for number, rows in sorted(bearers.items()):
        if len(rows) > 1:
            yield _shared(number, rows)


def _shared(number: str, rows: Sequence[Row]) -> Row:
    called = (f"{_name(row)} (document {row['doc_id']})" for row in rows)
    doubt = Doubt(
        "number_shared",
        f"the approval number {number} is that of {', and of '.join(called)}; see "
        "which of them misprints or only quotes it",
    )
    where = {"table_name": "drugs", "column_name": "approval_number"}
    return problem(rows[-1]["doc_id"], doubt, row_id=rows[-1]["drug_id"], **where)


def _name(row: Row) -> str:
    drug = row["generic_name"] or row["trade_name"]
    firm = row["holder"] or row["company"]
    return f"{drug} of {firm}" if firm else f"{drug}"


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
