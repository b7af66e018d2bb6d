"""Which rows are one drug (同一药品).

Rows are one drug that share an approval number, a catalogue code, the generic name
and a firm, or the generic and the trade name.  A row that says less, a generic name
without a firm, only the trade name, or the name without its dosage form, joins the one
drug that it can mean.

>>> blank = dict.fromkeys(["trade_name", "company", "approval_number", "catalog_code"])
>>> drug = blank | {"generic_name": "示例片"}
>>> of_one, of_other = drug | {"holder": "甲厂"}, drug | {"holder": "乙厂"}
>>> of_none = drug | {"holder": None}
>>> len(drug_groups([of_one, of_none])), len(drug_groups([of_one, of_other, of_none]))
(1, 3)
"""

from collections.abc import Hashable, Iterator
from itertools import product

from normalize.entities.groups import Group, Row, joined, joined_to_only
from normalize.facts.drug_shapes import core_of
from normalize.ids import digest
from normalize.regional import mainland
from normalize.values.companies import company_key
from normalize.values.plain import squash


def drug_id(row: Row) -> str:
    """Return the id of a merged drug: by its name and its company."""
    name = row["generic_name"] or row["trade_name"] or ""
    firm = row["holder"] or row["company"] or ""
    return digest("drugs", _key(name), company_key(firm))


def drug_groups(rows: list[Row]) -> list[Group]:
    """Group rows that are one drug."""
    groups = joined([[row] for row in rows], _numbers)
    groups = joined(groups, lambda group: product(_generics(group), _firms(group)))
    groups = joined(groups, lambda group: product(_trades(group), _generics(group)))
    groups = joined(groups, _without_firm)
    groups = joined_to_only(groups, _without_firm, _with_firm)
    groups = joined_to_only(groups, _without_trade, _trades)
    return joined_to_only(groups, _without_form, _with_form)


def _key(name: str) -> str:
    """A name to compare by: 重组人类白血球介素 is 重组人类白细胞介素."""
    return mainland(squash(name))


def _numbers(group: Group) -> Iterator[Hashable]:
    for row in group:
        for number in (row["approval_number"] or "").split("、"):
            if number:
                yield "approval", number
        if row["catalog_code"]:
            yield "code", row["catalog_code"]


def _generics(group: Group) -> set[str]:
    return {_key(row["generic_name"]) for row in group if row["generic_name"]}


def _trades(group: Group) -> set[str]:
    return {_key(row["trade_name"]) for row in group if row["trade_name"]}


def _firms(group: Group) -> set[str]:
    """The applicant too: news may name an importer, who does not hold the license."""
    firms = {firm for row in group for firm in (row["holder"], row["company"]) if firm}
    return {company_key(firm) for firm in firms}


def _without_firm(group: Group) -> set[str]:
    return set() if _firms(group) else _generics(group)


def _with_firm(group: Group) -> set[str]:
    return _generics(group) if _firms(group) else set()


def _without_trade(group: Group) -> set[str]:
    """What stands as the generic name may be a trade name: 示例达® got approved."""
    return set() if _trades(group) else _generics(group)


def _without_form(group: Group) -> set[str]:
    return {name for name in _without_firm(group) if core_of(name) == name}


def _with_form(group: Group) -> set[str]:
    return {core for name in _generics(group) if (core := core_of(name)) != name}
