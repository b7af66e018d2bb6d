"""What the name of an entity tells of it (实体属性): level, place, form, past names.

>>> before = "示例药业（天津）有限公司"
>>> told = traits("company", "示例药业（天津）股份有限公司", [before])
>>> told.legal_form, told.region, told.region_code
('股份有限公司', '天津市', '120000')
>>> [former["name"] for former in told.former_names]
['示例药业（天津）有限公司']
>>> traits("place", "330000", []).name, traits("agency", "欧洲药品管理局", []).level
('浙江省', 'international')
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from normalize.facts.organizations import agency
from normalize.facts.places import region_code
from normalize.values.companies import company_key, company_region, legal_form
from normalize.values.regions import region_at
from normalize.vocab import load

LEVELS = {"province": "provincial", "regional": "provincial", "foreign": "national"}
# Bodies of several states act for no country.
UNIONS = (None, "欧盟")


class Traits(NamedTuple):
    """What `entities` says of one beyond who mentions it."""

    name: str
    former_names: list[dict[str, Any]] | None = None
    legal_form: str | None = None
    level: str | None = None
    region: str | None = None
    region_code: str | None = None


def traits(kind: str, name: str, used: Iterable[str]) -> Traits:
    """Describe an entity by its name, and the names that documents use."""
    if kind == "company":
        return _company(name, used)
    if kind == "agency":
        return _agency(name, used)
    return _place(name) if kind == "place" else Traits(name)


def _company(name: str, used: Iterable[str]) -> Traits:
    seat = company_region(name)
    return Traits(
        name,
        former_names=list(_former_firms(name, used)) or None,
        legal_form=legal_form(name),
        region=seat.name if seat else None,
        region_code=seat.code if seat else None,
    )


def _former_firms(name: str, used: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the listed names, and the 有限公司 that became one by shares."""
    for row in load("company_names"):
        if company_key(row["name"]) == company_key(name):
            yield _former(row["former"], row["until"], "company_names.tsv")
    if legal_form(name) == "股份有限公司":
        for other in sorted(set(used)):
            limited = legal_form(other) in ("有限公司", "有限责任公司")
            if limited and company_key(other) == company_key(name):
                yield _former(other, "", "limited by shares: it was 有限公司 before")


def _agency(name: str, used: Iterable[str]) -> Traits:
    office = agency(name)
    level = LEVELS.get(office.level or "", office.level)
    abroad = office.level in ("foreign", "international")
    return Traits(
        name,
        former_names=list(_former_offices(name, used)) or None,
        level="international" if abroad and office.region in UNIONS else level,
        region=office.region,
        region_code=region_code(office.region) if office.region else None,
    )


def _former_offices(name: str, used: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the listed names, and those used of a region's office."""
    source = "agency_former.tsv"
    for row in load("agency_former"):
        if row["kind"] == "office" and row["name"] == name:
            yield _former(row["former"], row["until"], source)
        if row["kind"] == "ending" and name.endswith(row["name"]):
            for other in sorted(set(used)):
                if other.endswith(row["former"]) and not other.startswith("国家"):
                    yield _former(other, row["until"], source)


def _former(name: str, until: str, source: str) -> dict[str, Any]:
    day = date.fromisoformat(until) if until else None
    return {"name": name, "until": day, "source": source}


def _place(code: str) -> Traits:
    if region := region_at(code):
        level = LEVELS.get(region.level, region.level)
        return Traits(region.name, level=level, region=region.name, region_code=code)
    name = _countries()[code]
    level = "international" if name in UNIONS else "national"
    return Traits(name, level=level, region=name, region_code=code)


@cache
def _countries() -> dict[str, str]:
    return {row["code"]: row["name"] for row in load("countries")}
