"""Offices that a text names by their level only (省药监局): which region's they are.

A notice of a province calls its offices 省药监局 and 省卫健委.  They are of the
province of the document's own policy, else of that whose offices it names in three of
four places; where there is none, such a name stays as it is.

>>> full = {"doc_id": "d", "entity_type": "agency", "name": "浙江省药品监督管理局"}
>>> short = full | {"name": "省医疗保障局"}
>>> spell_out({"mentions": [full, short], "policies": []})
>>> short["name"]
'浙江省医疗保障局'
"""

from collections import Counter
from collections.abc import Iterable

from normalize.entities.groups import Row
from normalize.facts.organizations import agency
from normalize.values.regions import Region, region_at, region_of

# How much of a code tells the region whose name ends so.
WIDTHS = {"自治区": 2, "省": 2, "市": 4}
MOST = 0.75


def spell_out(tables: dict[str, list[Row]]) -> None:
    """Name in full the offices that `mentions` name by their level only."""
    own = {
        row["doc_id"]: region
        for row in tables["policies"]
        if row["is_full_text"] and (region := region_of(row["region"] or ""))
    }
    by_document: dict[str, list[Row]] = {}
    for mention in tables["mentions"]:
        if mention["entity_type"] == "agency":
            by_document.setdefault(mention["doc_id"], []).append(mention)
    for doc_id, mentions in by_document.items():
        _spell(mentions, own.get(doc_id))


def _spell(mentions: list[Row], own: Region | None) -> None:
    vague = [(m, sign) for m in mentions if (sign := _sign(m["name"]))]
    if not vague:
        return
    known = [own] if own else _regions(mention["name"] for mention in mentions)
    for mention, sign in vague:
        if where := _most(known, sign):
            mention["name"] = where + mention["name"].removeprefix(sign)


def _sign(name: str) -> str:
    return next((sign for sign in WIDTHS if name.startswith(sign)), "")


def _regions(names: Iterable[str]) -> list[Region]:
    """The regions of offices that are named in full, as often as they are."""
    found = (agency(name).region for name in names)
    return [region for name in found if name and (region := region_of(name))]


def _most(regions: Iterable[Region], ending: str) -> str | None:
    """The province, or city, that most regions are, or lie in."""
    codes = (region.code[: WIDTHS[ending]].ljust(6, "0") for region in regions)
    found = (region.name for code in codes if (region := region_at(code)))
    named = Counter(name for name in found if name.endswith(ending))
    for name, count in named.most_common(1):
        if count >= MOST * named.total():
            return name
    return None
