"""The cover of a form: its name with the year of the catalogue, and the publisher.

>>> lines = [Text.raw("2024年国家医保药品目录调整申报材料（公示版）")]
>>> lines.append(Text.raw("中国医疗保障"))
>>> title, publisher = name(lines), publisher_of(lines)
>>> str(title), str(year(title)), str(publisher)
('2024年国家医保药品目录调整申报材料（公示版）', '2024', '中国医疗保障')
"""

import re
from collections.abc import Sequence
from functools import cache

from normalize.text import Text
from normalize.values.plain import squash
from normalize.vocab import load

COVER_LINES = 12
LONGEST_NAME = 60
NAME = re.compile(r"(?P<year>20\d\d)\s*年.{0,20}目录.{0,12}(?:调整|申报)?")
MATERIAL = re.compile(r"申报材料|申报资料|申报表|申报书")


def name(lines: Sequence[Text]) -> Text | None:
    """Return the form's name, of which the second half may stand on the next line."""
    cover = lines[:COVER_LINES]
    for line, following in zip(cover, [*cover[1:], Text.join([])], strict=True):
        if line.search(NAME) and len(line) < LONGEST_NAME:
            halves = following.search(MATERIAL) and not line.search(MATERIAL)
            return Text.join([line, following]) if halves else line
    return None


def year(title: Text | None) -> Text | None:
    """Return the year of the catalogue that the form's name states."""
    found = title.search(NAME) if title is not None else None
    return found["year"] if found else None


def publisher_of(lines: Sequence[Text]) -> Text | None:
    """Return the printed mark of the publisher, or None."""
    return next((line for line in lines if _role(line) == "publisher"), None)


def is_mark(line: Text) -> bool:
    """Say whether a line is nothing but a printed mark."""
    return _role(line) is not None


def _role(line: Text) -> str | None:
    return _marks().get(squash(str(line)))


@cache
def _marks() -> dict[str, str]:
    return {squash(row["words"]): row["role"] for row in load("form_marks")}
