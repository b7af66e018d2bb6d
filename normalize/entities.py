"""Who is who: which rows of different documents speak of the same thing.

Deterministic keys only.  Two rows are one drug if they share an approval number, a
catalogue code, or the generic name with no two different companies; one policy if they
share the document number, or the title where no number tells them apart; one event if
kind, day and drug agree.

>>> blank = dict.fromkeys(["trade_name", "company", "approval_number", "catalog_code"])
>>> drug = blank | {"generic_name": "甲片"}
>>> rows = [drug | {"holder": "甲厂"}, drug | {"holder": "乙厂"}]
>>> len(drug_groups(rows))
2
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from normalize.column import PRECISIONS
from normalize.ids import digest
from normalize.values.companies import company_key
from normalize.values.plain import squash

Row = dict[str, Any]
# A conditional approval is an approval told more exactly.
KIND_OF = {"approval": "conditional_approval"}


def drug_id(row: Row) -> str:
    """Return the id of a merged drug: by its name and its company."""
    return digest(
        "drugs", squash(row["generic_name"] or row["trade_name"] or ""), _firm(row)
    )


def policy_id(row: Row) -> str:
    """Return the id of a merged policy: by its number, else by its title."""
    return digest("policies", _number(row) or squash(row["title"] or ""))


def event_id(row: Row) -> str:
    """Return the id of a merged event: by kind, date and what it is about."""
    return digest("events", row["event_type"], *_when(row), *_about(row))


def drug_groups(rows: list[Row]) -> list[list[Row]]:
    """Group rows that are one drug.

    A name joins only rows whose companies do not differ: of two firms with the same
    generic, a document that names no company could mean either, and joins neither.
    """
    groups = _grouped(rows, _drug_keys)
    firms: dict[str, set[str]] = {}
    for group in groups:
        for name in {n for row in group for n in _names(row)}:
            firms.setdefault(name, set()).update(
                _firm(row) for row in group if _firm(row)
            )
    return _joined(groups, lambda group: _name_keys(group, firms))


def policy_groups(rows: list[Row]) -> list[list[Row]]:
    """Group rows that are one policy."""
    groups = _grouped(rows, lambda row: [n] if (n := _number(row)) else [])
    numbers: dict[str, set[str]] = {}
    for row in rows:
        if row["title"]:
            numbers.setdefault(squash(row["title"]), set()).update(
                filter(None, [_number(row)])
            )
    return _joined(
        groups,
        lambda group: [
            title
            for row in group
            if row["title"] and len(numbers[title := squash(row["title"])]) <= 1
        ],
    )


def event_groups(rows: list[Row]) -> list[list[Row]]:
    """Group rows that report the same event.

    A report that is coarser, in its date or in its kind, joins the finer one if there
    is just one that it can mean: 2022年获资格 and 2022年1月获资格.
    """
    groups = _grouped(
        rows, lambda row: [(*_about(row), row["event_type"], *_when(row))]
    )
    meant = {id(group): _meant(group[0], groups) for group in groups}
    return _joined(groups, lambda group: {id(group), meant[id(group)]})


def fineness(row: Row) -> int:
    """Order rows of one thing so that the most exact event comes first."""
    rough = row["event_type"] in KIND_OF
    return 2 * _roughness(row) + rough


def _roughness(row: Row) -> int:
    return [*PRECISIONS, None].index(row["event_date_precision"])


def _meant(row: Row, groups: list[list[Row]]) -> int:
    """The one finer group that a coarser report can mean, else its own."""
    finer = [id(group) for group in groups if _is_finer(group[0], row)]
    own = next(id(group) for group in groups if group[0] is row)
    return finer[0] if len(finer) == 1 else own


def _about(row: Row) -> tuple[str, str]:
    named = row["drug_id"] or squash(row["drug_name"] or row["description"] or "")
    return named, squash(row["region"] or "")


def _when(row: Row) -> tuple[Any, str]:
    return row["event_date"], row["event_date_precision"]


def _is_finer(one: Row, other: Row) -> bool:
    """Whether `one` is what `other`, about the same drug, tells more roughly."""
    if one is other or not other["drug_id"] or one["drug_id"] != other["drug_id"]:
        return False
    if one["event_date"] is None or other["event_date"] is None:
        return False
    if other["region"] and one["region"] != other["region"]:
        return False
    kinds = (other["event_type"], KIND_OF.get(other["event_type"]))
    return one["event_type"] in kinds and _within(one, other)


def _within(one: Row, other: Row) -> bool:
    """Whether the date of `one` is finer than, and lies in, that of `other`."""
    exact, rough = _roughness(one), _roughness(other)
    stated = len(PRECISIONS) - rough
    same = [row["event_date"].timetuple()[:stated] for row in (one, other)]
    finer = exact < rough or one["event_type"] != other["event_type"]
    return exact <= rough and finer and same[0] == same[1]


def _drug_keys(row: Row) -> list[Hashable]:
    numbers = (row["approval_number"] or "").split("、")
    keys: list[Hashable] = [("approval", n) for n in numbers if n]
    if row["catalog_code"]:
        keys.append(("code", row["catalog_code"]))
    return keys


def _names(row: Row) -> list[str]:
    names = (row["generic_name"], row["trade_name"])
    return [squash(name) for name in names if name]


def _name_keys(group: list[Row], firms: dict[str, set[str]]) -> list[Hashable]:
    """Keys by name: alone where at most one company is known for it, else with it."""
    own = sorted({_firm(row) for row in group if _firm(row)})
    keys: list[Hashable] = []
    for name in sorted({n for row in group for n in _names(row)}):
        if len(firms[name]) <= 1:
            keys.append(name)
        elif own:
            keys += [(name, firm) for firm in own]
        else:
            keys.append((name, ""))
    return keys


def _firm(row: Row) -> str:
    return company_key(row["holder"] or row["company"] or "")


def _number(row: Row) -> str:
    return squash(row["doc_number"] or "")


# --- grouping by shared keys


def _grouped(rows: list[Row], keys: Callable[[Row], list[Any]]) -> list[list[Row]]:
    return _joined([[row] for row in rows], lambda group: keys(group[0]))


def _joined(
    groups: list[list[Row]], keys: Callable[[list[Row]], Iterable[Hashable]]
) -> list[list[Row]]:
    """Join groups that share a key, however many steps apart."""
    parent = list(range(len(groups)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    owner: dict[Hashable, int] = {}
    for i, group in enumerate(groups):
        for key in keys(group):
            a, b = root(owner.setdefault(key, i)), root(i)
            parent[max(a, b)] = min(a, b)
    joined: dict[int, list[Row]] = {}
    for i, group in enumerate(groups):
        joined.setdefault(root(i), []).extend(group)
    return list(joined.values())
