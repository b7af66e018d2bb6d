"""Dates that are only as exact as they were stated (日期精度).

>>> from datetime import date
>>> year, day = Stated(date(2022, 1, 1), "year"), Stated(date(2022, 3, 5), "day")
>>> year.agrees(day), year.agrees(Stated(date(2021, 3, 5), "day"))
(True, False)
>>> day.roughness < year.roughness
True
"""

from datetime import date
from typing import NamedTuple

from normalize.column import PRECISIONS


class Stated(NamedTuple):
    """A date of a row, with its precision."""

    date: date
    precision: str

    @property
    def roughness(self) -> int:
        """Count the parts that are not stated: 0 for a day, 2 for a year."""
        return PRECISIONS.index(self.precision)

    def agrees(self, other: "Stated") -> bool:
        """Say whether the two are one date, as far as both are stated."""
        parts = len(PRECISIONS) - max(self.roughness, other.roughness)
        return self.date.timetuple()[:parts] == other.date.timetuple()[:parts]
