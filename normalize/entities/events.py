"""Which rows report one event (同一事件).

Reports are of one event if kind, modality, date, drug and place agree, and the diseases
that they name do not differ.  One that is rougher, in its date, its kind or its place,
joins the finer one that it can mean: 2022年获资格 and 2022年1月获资格.  What could mean
two joins neither.

>>> from datetime import date
>>> told = dict.fromkeys(("region", "drug_name", "amount", "description", "date_basis"))
>>> told |= {"event_type": "approval", "modality": "happened", "drug_id": "d"}
>>> def on(day, precision):
...     return told | {"event_date": day, "event_date_precision": precision}
>>> year, month = on(date(2022, 1, 1), "year"), on(date(2022, 5, 1), "month")
>>> len(event_groups([year, month]))
1
>>> len(event_groups([year, month, on(date(2022, 6, 1), "month")]))
3
>>> len(event_groups([month, month | {"modality": "forecast"}]))
2
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from normalize.entities.groups import Group, Row, joined
from normalize.facts.diseases import disease_names
from normalize.ids import digest
from normalize.precise import Stated
from normalize.text import Text
from normalize.values.plain import squash

# A conditional approval is an approval told more exactly.
KIND_OF = {"approval": "conditional_approval"}
BY_AMOUNT = frozenset({"price_set"})
# What is told of these without a date is told of no known one.
NEVER_UNDATED = frozenset({"price_set", "other"})
NEAR_BASIS = "month of the document date"  # 近日, which may be of the month before
NEAR = timedelta(days=31)
UNDATED = 3
_CANCER = re.compile("[肺胃肝肠肾胰脑喉舌]癌")  # too short for a name in prose
_TITLE = re.compile("《([^《》]+)》")


def event_id(row: Row) -> str:
    """Return the id of a merged event: by kind, date, what it is about, and where."""
    return digest("events", *_same(row))


def event_groups(rows: list[Row]) -> list[Group]:
    """Group rows that report the same event, the finest report first."""
    about: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        about.setdefault((row["modality"] or "", _about(row)), []).append(row)
    return [group for key in sorted(about) for group in _of_one(about[key])]


def event_links(row: Row) -> set[str]:
    """Return what a row has in common with every row that may report the same event."""
    return {f"{row['modality'] or ''}|{_about(row)}"}


def fineness(row: Row) -> tuple[int, bool, bool]:
    """Order reports of one thing so that the most exact comes first."""
    date = _date(row)
    rough = date.roughness if date else UNDATED
    return rough, row["event_type"] in KIND_OF, row["region"] is None


def _of_one(rows: list[Row]) -> list[Group]:
    """Group the rows about one thing, in an order that is not that of the rows."""
    exact = joined([[row] for row in rows], lambda group: [_same(group[0])])
    groups = [part for group in exact for part in _by_indication(group)]
    groups.sort(key=_order)
    if not any(row["drug_id"] for row in rows):
        return groups  # Each may be told of a paper that thousands of papers cite.
    return _told_apart(_told_roughly(groups))


def _order(group: Group) -> tuple[object, ...]:
    words = sorted(squash(row["description"] or "") for row in group)
    says_of_what = any(map(_diseases, group))
    return fineness(group[0]), not says_of_what, str(_same(group[0])), words


def _by_indication(group: Group) -> list[Group]:
    """Keep reports of a day apart that name different diseases; 甲病 is in 急性甲病."""
    known = sorted({name for row in group for name in _diseases(row)})
    if len(known) < 2:
        return [group]
    parts = joined(
        [[row] for row in group],
        lambda rows: (
            [d for d in known if any(map(d.__contains__, _diseases(rows[0])))]
            + [_diseases(rows[0]) or ""]
        ),
    )
    named = [part for part in parts if _diseases(part[0])]
    if len(named) > 1:
        return parts
    return [[row for part in parts for row in part]]


def _told_roughly(groups: list[Group]) -> list[Group]:
    """Join each group to the only finer one that it can mean; finer ones come first."""
    kept: list[Group] = []
    for group in groups:
        meant = [finer for finer in kept if _can_mean(group[0], finer[0])]
        if len(meant) == 1:
            meant[0].extend(group)
        else:
            kept.append(group)
    return kept


def _told_apart(groups: list[Group]) -> list[Group]:
    """Join two groups of which one tells the day and the other the place."""
    pairs = [
        (i, j)
        for j, rough in enumerate(groups)
        for i, finer in enumerate(groups[:j])
        if _completes(rough[0], finer[0])
    ]
    ends = sorted(end for pair in pairs for end in pair)
    often = {one for one, other in pairwise(ends) if one == other}
    gone = set()
    for i, j in pairs:
        if not {i, j} & often:
            groups[i].extend(groups[j])
            gone.add(j)
    return [group for i, group in enumerate(groups) if i not in gone]


# --- what a row says


def _same(row: Row) -> tuple[object, ...]:
    region = squash(row["region"] or "")
    amount = _amount(row) if row["event_type"] in BY_AMOUNT else None
    return row["event_type"], row["modality"], _date(row), _about(row), region, amount


def _amount(row: Row) -> str | None:
    """The amount in one way of writing: 3000.00 is 3000."""
    return None if row["amount"] is None else f"{Decimal(row['amount']).normalize():f}"


def _about(row: Row) -> str:
    """Say what an event is about: a drug, a document, the firms, or what it says."""
    if named := row["drug_id"] or squash(row["drug_name"] or ""):
        return str(named)
    if title := _TITLE.search(row["description"] or ""):
        return squash(title[1])
    return _firms(row) or squash(row["description"] or "")


def _firms(row: Row) -> str:
    parties = row.get("participants") or ()
    return "、".join(sorted(p["name"] for p in parties if p["kind"] == "company"))


def _date(row: Row) -> Stated | None:
    if row["event_date"] is None:
        return None
    return Stated(row["event_date"], row["event_date_precision"])


def _diseases(row: Row) -> frozenset[str]:
    return _disease_words(row["description"] or "")


@lru_cache(maxsize=4096)
def _disease_words(description: str) -> frozenset[str]:
    named = map(str, disease_names(Text.raw(description)))
    return frozenset([*named, *_CANCER.findall(description)])


# --- whether two can be one


def _can_mean(row: Row, finer: Row) -> bool:
    """Whether a row tells roughly what another one, about the same, tells exactly."""
    return _may_be_one(row, finer) and row["region"] in (None, finer["region"])


def _completes(row: Row, finer: Row) -> bool:
    """Whether a row tells the place of what another one tells the day."""
    return _may_be_one(row, finer) and finer["region"] is None


def _may_be_one(row: Row, finer: Row) -> bool:
    kinds = (row["event_type"], KIND_OF.get(row["event_type"]))
    return (
        bool(row["drug_id"])
        and finer["event_type"] in kinds
        and _agree(row, finer)
        and _alike(_diseases(row), _diseases(finer))
        and len({row["amount"], finer["amount"]} - {None}) < 2
    )


def _agree(row: Row, finer: Row) -> bool:
    here, there = _date(row), _date(finer)
    if here is None or there is None:
        return here is None and row["event_type"] not in NEVER_UNDATED
    if here.agrees(there):
        return True
    is_near = row["date_basis"] == NEAR_BASIS and here.precision == "month"
    return is_near and timedelta() < here.date - there.date <= NEAR


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    pairs: Iterator[bool] = (a in b or b in a for a in one for b in other)
    return not one or not other or any(pairs)
