"""The cover of a form: its name with the year of the catalogue.

>>> lines = ["2024年国家医保药品目录调整", "申报材料", "（公示版）", "药品名称：示例片"]
>>> title = name([Text.raw(line) for line in lines])
>>> str(title), str(year(title))
('2024年国家医保药品目录调整申报材料（公示版）', '2024')
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from normalize.text import Text

COVER_LINES = 12
LONGEST_NAME = 60
NAME = re.compile(r"(?P<year>20\d\d)\s*年.{0,30}目录.{0,12}(?:调整|申报)?")
REST = re.compile(
    r"\s*(?:申报(?:材料|资料|表|书).{0,12}|[（(].{0,6}(?:公示|公开).{0,4}[)）])\s*"
)


def name(lines: Sequence[Text]) -> Text | None:
    """Return the form's name, which may go on over the lines below."""
    for at, line in enumerate(lines[:COVER_LINES]):
        if line.search(NAME) and len(line) < LONGEST_NAME:
            rest = takewhile(lambda below: below.fullmatch(REST), lines[at + 1 :])
            return Text.join([line, *rest])
    return None


def year(title: Text | None) -> Text | None:
    """Return the year of the catalogue that the form's name states."""
    found = title.search(NAME) if title is not None else None
    return found["year"] if found else None
