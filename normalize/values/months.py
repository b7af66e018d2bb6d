"""Months on the calendar (日历月): a day so many of them later.

>>> later_by(date(2022, 8, 31), 1).isoformat()
'2022-09-30'
>>> later_by(date(2024, 2, 29), 12).isoformat()
'2025-02-28'
"""

from calendar import monthrange
from datetime import date


def later_by(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of a month too short."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
