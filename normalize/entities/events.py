"""Which rows report one event (同一事件).

Reports are of one event if kind, date, drug and place agree.  One that is rougher, in
its date, its kind or its place, joins the finer one that it can mean: 2022年获资格 and
2022年1月获资格.

>>> from datetime import date
>>> told = {"event_type": "approval", "drug_id": "d", "region": None}
>>> def on(day, precision):
...     return told | {"event_date": day, "event_date_precision": precision}
>>> year, month = on(date(2022, 1, 1), "year"), on(date(2022, 5, 1), "month")
>>> len(event_groups([year, month]))
1
>>> len(event_groups([year, month, on(date(2022, 6, 1), "month")]))
3
"""

from normalize.entities.groups import Group, Row, joined
from normalize.ids import digest
from normalize.precise import Stated
from normalize.values.plain import squash

# A conditional approval is an approval told more exactly.
KIND_OF = {"approval": "conditional_approval"}


def event_id(row: Row) -> str:
    """Return the id of a merged event: by kind, date, what it is about, and where."""
    return digest("events", *_same(row))


def event_groups(rows: list[Row]) -> list[Group]:
    """Group rows that report the same event, the finest report first."""
    groups = joined([[row] for row in rows], lambda group: [_same(group[0])])
    kept: dict[str, list[Group]] = {}
    for group in sorted(groups, key=lambda group: fineness(group[0])):
        alike = kept.setdefault(_about(group[0]), [])
        meant = [finer for finer in alike if _can_mean(group[0], finer[0])]
        if len(meant) == 1:
            meant[0].extend(group)
        else:
            alike.append(group)
    return [group for alike in kept.values() for group in alike]


def fineness(row: Row) -> tuple[int, bool, bool]:
    """Order reports of one thing so that the most exact comes first."""
    date = _date(row)
    rough = date.roughness if date else 3
    return rough, row["event_type"] in KIND_OF, row["region"] is None


def _same(row: Row) -> tuple[object, ...]:
    region = squash(row["region"] or "")
    return row["event_type"], _date(row), _about(row), region


def _about(row: Row) -> str:
    return row["drug_id"] or squash(row["drug_name"] or row["description"] or "")


def _date(row: Row) -> Stated | None:
    if row["event_date"] is None:
        return None
    return Stated(row["event_date"], row["event_date_precision"])


def _can_mean(row: Row, finer: Row) -> bool:
    """Whether a row tells roughly what another one, about the same, tells exactly."""
    here, there = _date(row), _date(finer)
    return (
        row["drug_id"] is not None
        and here is not None
        and there is not None
        and there.agrees(here)
        and finer["event_type"] in (row["event_type"], KIND_OF.get(row["event_type"]))
        and row["region"] in (None, finer["region"])
    )
