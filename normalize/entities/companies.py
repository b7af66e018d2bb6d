"""Which names are one company (同一企业).

Names are of one firm that differ in print, in the legal form (a 有限公司 that became a
股份有限公司), or by a renaming that `company_names.tsv` knows.  What the press calls it
for short (示例健康) is the one firm whose name, without its place, begins so, if there
is only one, and the rest of the name is its trade and not a shop's.

>>> names = ["示例健康", "浙江示例健康科技有限公司", "示例健康大药房有限公司"]
>>> groups = firm_groups([{"name": name} for name in names])
>>> [[row["name"] for row in group] for group in groups]
[['示例健康', '浙江示例健康科技有限公司'], ['示例健康大药房有限公司']]
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from normalize.entities.groups import Group, Row, joined, joined_to_only
from normalize.values.companies import company_key, company_trunk, legal_form
from normalize.values.plain import squash
from normalize.vocab import load

SHORTEST = 4  # characters of a short name that can tell a firm: 示例 is on many


def firm_groups(rows: list[Row]) -> list[Group]:
    """Group rows with a `name` that are of one firm."""
    groups = joined([[row] for row in rows], lambda group: [_key(group[0]["name"])])
    return joined_to_only(groups, _short, _beginnings)


def firms(groups: Iterable[Group]) -> dict[str, str]:
    """Map each printed name to the key of its firm: that of its fullest name.

    Firms that a decision keeps apart, though their keys are one, go by the whole name.

    >>> firms([[{"name": "示例健康"}, {"name": "示例健康科技有限公司"}]])
    {'示例健康': '示例健康科技', '示例健康科技有限公司': '示例健康科技'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for group in sorted(groups, key=_full_name):
        name = _full_name(group)
        key = squash(name) if (short := _key(name)) in taken else short
        taken.add(key)
        found |= {row["name"]: key for row in group}
    return found


def _full_name(group: Group) -> str:
    return fullest(row["name"] for row in group)


def fullest(names: Iterable[str]) -> str:
    """Choose the name of a firm to show: of now, registered, by shares, the longest.

    >>> fullest(["示例药业", "示例药业有限公司", "示例药业股份有限公司"])
    '示例药业股份有限公司'
    """
    return min(names, key=_rank)


def _rank(name: str) -> tuple[bool, bool, int, str]:
    is_registered = (legal_form(name) or "公司") not in ("公司", "股份公司")
    return name in renamings(), not is_registered, -len(name), name


@cache
def renamings() -> Mapping[str, Mapping[str, str]]:
    """Map a former name of a firm to the row of the vocabulary that tells of it."""
    return {row["former"]: row for row in load("company_names")}


@cache
def _renamed() -> Mapping[str, str]:
    """The key of now for a former key."""
    rows = load("company_names")
    return {company_key(row["former"]): company_key(row["name"]) for row in rows}


def _key(name: str) -> str:
    key = company_key(name)
    return _renamed().get(key, key)


# --- short names


@cache
def _trade() -> re.Pattern[str]:
    """Match what may follow the short name of a firm in its full one."""
    words = {row["ending"] for row in load("company_endings") if row["kind"] == "short"}
    trades = "|".join(sorted(words - {"大药房", "保险", "人寿", "财险"}, key=len))
    return re.compile(f"(?:{trades}|工程|技术|中国)*")


def _short(group: Group) -> set[str]:
    names = {row["name"] for row in group}
    if any(legal_form(name) for name in names):
        return set()
    return {key for name in names if len(key := company_key(name)) >= SHORTEST}


def _beginnings(group: Group) -> Iterator[str]:
    """Yield what the press may call a firm: 示例健康, for 浙江示例健康科技有限公司."""
    for name in {row["name"] for row in group if legal_form(row["name"])}:
        trunk = company_trunk(name)
        for end in range(SHORTEST, len(trunk) + 1):
            if _trade().fullmatch(trunk, end):
                yield trunk[:end]
