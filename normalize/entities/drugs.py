"""Which rows are one drug (同一药品).

Rows are one drug that share an approval number, a catalogue code, the generic name and
the holder, or the generic and the trade name.  A number does not join rows whose names
and firms both differ: one of them quotes the number of another drug.

A row that says less joins the one drug that it can mean: a generic name without a firm
or only with the applicant, a trade, an English or another name, the name without its
dosage form or its salt.  Where two drugs have such a name, it means neither.

>>> from normalize.column import columns_of
>>> from normalize.tables import Drug
>>> drug = dict.fromkeys(column.name for column in columns_of(Drug))
>>> drug |= {"generic_name": "示例片"}
>>> of_one, of_other = drug | {"holder": "甲厂"}, drug | {"holder": "乙厂"}
>>> len(drug_groups([of_one, drug])), len(drug_groups([of_one, of_other, drug]))
(1, 3)
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import product

from normalize.entities.groups import Group, Row, joined, joined_to_only
from normalize.entities.numbers import joined_by_number, numbers
from normalize.facts.drug_shapes import core_of, without_salt
from normalize.ids import digest
from normalize.regional import mainland
from normalize.values.companies import company_key
from normalize.values.plain import squash

# 注射用示例醇(白蛋白结合型), but 示例片(I) and 示例片(II) are two.
_KIND = re.compile(r"\([\u4e00-\u9fff]{2,}\)$")
# What stands behind the English name, blanks gone: Examplizumab Injection.
_LATIN_FORM = re.compile(
    "(?<=[a-z]{4})(?:solution|suspension|powder)?(?:for)?"
    "(?:(?:intravenous)?(?:injection|infusion)|tablets?|capsules?|granules|cream)$"
)
Pairs = Iterator[tuple[str, str]]


def drug_id(row: Row) -> str:
    """Return the id of a merged drug: by its name and its company."""
    name = row["generic_name"] or row["trade_name"] or ""
    firm = row["holder"] or row["company"] or ""
    return digest("drugs", drug_key(name), company_key(firm))


def drug_groups(rows: list[Row], firms: Mapping[str, str] | None = None) -> list[Group]:
    """Group rows that are one drug; `firms` maps a printed name to the firm's key."""
    roles = _Firms(firms or {})
    groups = joined([[row] for row in rows], roles.held)
    groups = joined_by_number(groups, generics, roles.all, roles.owners)
    groups = joined(groups, lambda group: product(trades(group), generics(group)))
    groups = joined(groups, roles.unheld)
    groups = joined_to_only(groups, roles.unheld, roles.held)
    groups = joined_to_only(groups, roles.unheld, roles.applied)
    groups = joined(groups, partial(_called, roles=roles))
    groups = joined_to_only(groups, partial(_called, roles=roles), roles.filed)
    groups = joined_to_only(groups, _without_trade, _traded)
    for names in (_others, _longer):
        by_firm = partial(_with_firms, roles=roles, names=names)
        groups = joined_to_only(groups, partial(_with_firms, roles=roles), by_firm)
        bare = partial(_called, roles=roles)
        groups = joined_to_only(groups, bare, partial(_meant, roles=roles, names=names))
    return groups


def drug_links(row: Row) -> set[str]:
    """Return what a row has in common with every row that it may be one drug with.

    >>> one = {"generic_name": "盐酸示例片", "trade_name": "示例达", "aliases": None}
    >>> one |= {"english_name": None, "approval_number": None, "catalog_code": None}
    >>> sorted(drug_links(one))
    ['盐酸示例', '盐酸示例片', '示例达']
    """
    own = generics([row])
    short = {name for each in own for name in shorter(each)}
    found = {number for _, number in numbers(row)}
    return own | trades([row]) | _others([row]) | short | found


@lru_cache(maxsize=1 << 16)
def drug_key(name: str) -> str:
    """Fold a name to compare by, in the mainland's words and in short ones.

    >>> drug_key("重组人类白血球介素"), drug_key("示例单株抗体")
    ('重组人类白细胞介素', '示例单抗')
    """
    return mainland(squash(name)).replace("单克隆抗体", "单抗")


def generics(group: Group) -> set[str]:
    """Return the generic names of some rows, folded."""
    return {drug_key(row["generic_name"]) for row in group if row["generic_name"]}


def trades(group: Group) -> set[str]:
    """Return the trade names of some rows, folded."""
    return {drug_key(row["trade_name"]) for row in group if row["trade_name"]}


class _Firms:
    """Whose drug rows are: the holder's, else the applicant's, who may be an agent.

    An agent may import the same generic of two holders, so that only rows without a
    holder are told apart by the applicant.
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = known

    def of(self, group: Group, *columns: str) -> set[str]:
        names = {row[column] for row in group for column in columns if row[column]}
        return {self.known.get(name) or company_key(name) for name in names}

    def all(self, group: Group) -> set[str]:
        return self.of(group, "holder", "company")

    def owners(self, group: Group) -> set[str]:
        return self.of(group, "holder") or self.of(group, "company")

    def held(self, group: Group) -> Pairs:
        return product(generics(group), self.of(group, "holder"))

    def applied(self, group: Group) -> Pairs:
        """The drugs of a holder by who filed them."""
        applicants = self.of(group, "company") if self.of(group, "holder") else set()
        return product(generics(group), applicants)

    def unheld(self, group: Group) -> Pairs:
        applicants = set() if self.of(group, "holder") else self.of(group, "company")
        return product(generics(group), applicants)

    def filed(self, group: Group) -> set[str]:
        return generics(group) if self.all(group) else set()


# --- what rows that say less call their drug


def _called(group: Group, roles: _Firms) -> set[str]:
    return set() if roles.all(group) else generics(group) or trades(group)


def _with_firms(
    group: Group, roles: _Firms, names: Callable[[Group], set[str]] = generics
) -> Pairs:
    return product(names(group), roles.all(group))


def _meant(group: Group, roles: _Firms, names: Callable[[Group], set[str]]) -> set[str]:
    """The names that rows without a firm may call a drug, its own among them."""
    return names(group) | roles.filed(group)


def _without_trade(group: Group) -> set[str]:
    """What stands as the generic name may be a trade name: 示例达® got approved."""
    names, brands = generics(group), trades(group)
    return set() if names and brands else names | brands


def _traded(group: Group) -> set[str]:
    return trades(group) if generics(group) else set()


def _others(group: Group) -> set[str]:
    """The English and other names of a drug, but for its generic ones."""
    english = {row["english_name"] for row in group} - {None}
    aliases = {alias for row in group for alias in row["aliases"] or ()}
    keys = {drug_key(name) for name in english | aliases}
    return {*keys, *(_LATIN_FORM.sub("", key) for key in keys)} - generics(group)


def _longer(group: Group) -> set[str]:
    names = generics(group)
    return {short for name in names for short in shorter(name)} - names


@lru_cache(maxsize=1 << 16)
def shorter(name: str) -> frozenset[str]:
    """Return what a drug is called without dosage form, salt or a bracket at the end.

    >>> sorted(shorter("甲磺酸示例替尼片"))
    ['甲磺酸示例替尼', '示例替尼', '示例替尼片']
    >>> shorter("注射用示例醇(白蛋白结合型)")
    frozenset({'注射用示例醇'})
    """
    bare = {core_of(name), _KIND.sub("", name)} - {""}
    return frozenset({*bare, *map(without_salt, {name, *bare})} - {name})
