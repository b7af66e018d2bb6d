"""When an event was or will be (事件日期): its date, how it is known, what it entails.

A date after the document's own, said without any hedge, is a plan; and what is planned
for 1月1日 in a notice of December is of the next year.

>>> from datetime import date
>>> from normalize.facts.dated import stretches
>>> anchor = PartialDate(date(2030, 12, 8), "day")
>>> def told(words, said="happened"):
...     [stretch] = stretches(Text.raw(words), anchor)
...     found = when(stretch, said, anchor)
...     return str(getattr(found.cell, "value", found.cell)), found.modality
>>> told("本办法自2031年1月1日起施行")
('2031年1月1日', 'planned')
>>> told("该办法将于1月1日起施行", "planned"), told("11月3日获批")
(('2031-01-01', 'planned'), ('2030-11-03', 'happened'))
"""

from datetime import timedelta
from typing import NamedTuple

from normalize.draft import CellValue, Implied
from normalize.facts.dated import Stretch
from normalize.facts.event_modality import HAPPENED
from normalize.precise import Stated
from normalize.text import Text
from normalize.values.dates import PartialDate

AHEAD = ("planned", "forecast")
# 3月4日公示，拟纳入: the day of a plan's announcement may lie behind.
LATELY = timedelta(days=60)
OF_DOCUMENT = ("year from the document date", "year before the document date")
NOT_TOLD = "not told"


class When(NamedTuple):
    """The cells of the date, and the modality that the date makes sure of."""

    cell: CellValue | None
    basis: Implied | None
    modality: str


def when(stretch: Stretch, said: str, anchor: PartialDate | None) -> When:
    """Return the date of an event of which the words say `said`."""
    if stretch.quote is None:
        return When(None, None, said)
    if stretch.when is None:
        return When(None, Implied(NOT_TOLD, "words of the date", stretch.quote), said)
    day, basis = _ahead(stretch, said, anchor, stretch.when)
    if said == HAPPENED and anchor is not None and _is_after(day, anchor):
        said = "planned"
    cell = _cell(day, basis, stretch.quote)
    return When(cell, Implied(basis, "words of the date", stretch.quote), said)


def _ahead(
    stretch: Stretch, said: str, anchor: PartialDate | None, day: PartialDate
) -> tuple[PartialDate, str]:
    """Take the next such day for a plan that the year of the document puts behind."""
    late = anchor is not None and anchor.date - day.date > LATELY
    if not (late and said in AHEAD and stretch.basis in OF_DOCUMENT):
        return day, stretch.basis
    if day.precision == "year" or (day.date.month, day.date.day) == (2, 29):
        return day, stretch.basis
    assert anchor is not None
    year = anchor.date.year
    later = next(
        moved
        for moved in (day.date.replace(year=year), day.date.replace(year=year + 1))
        if moved >= anchor.date or moved.year > year
    )
    return PartialDate(later, day.precision), "year after the document date"


def _is_after(day: PartialDate, anchor: PartialDate) -> bool:
    agrees = Stated(*day).agrees(Stated(*anchor))
    return day.date > anchor.date and not agrees


def _cell(day: PartialDate, basis: str, quote: Text) -> CellValue:
    if basis == "stated":
        return quote
    iso = day.date.isoformat()
    value = {"day": iso, "month": iso[:7], "year": iso[:4]}[day.precision]
    return Implied(value, basis, quote)
