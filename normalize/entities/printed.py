"""A cell in words, to show and to compare (单元格文字).

>>> from normalize.column import columns_of
>>> from normalize.tables import Drug
>>> columns = {column.name: column for column in columns_of(Drug)}
>>> words_of(columns["is_otc"], {"is_otc": False})
'否'
>>> launch = {"first_launch_china": date(2023, 11, 1)}
>>> launch["first_launch_china_precision"] = "month"
>>> words_of(columns["first_launch_china"], launch)
'2023-11'
>>> same_words(columns["dosage"], "每次５－10mg，口服。", "每次 5~10mg, 口服")
True
>>> same_words(columns["dosage"], "每次1.5mg", "每次15mg")
False
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from normalize.column import PRECISIONS, Column
from normalize.rows import Row
from normalize.values.plain import squash

SEPARATOR = "、"
_SHOWN = {"day": 10, "month": 7, "year": 4}  # characters of 2023-11-05
# A point between digits and a sign before or between them are words, not punctuation.
_LAYOUT = re.compile(r"(?<!\d)[.\-~]|[.\-~](?!\d)|[^\w.\-~<>≤≥≧≦±+%‰×^/*]|_")
_RANGES = str.maketrans("~", "-")


def words_of(column: Column, row: Row) -> str | None:
    """Return what a cell says, lists joined by 、; None for nothing."""
    value = row[column.name]
    if isinstance(value, list):
        return joined_words(_parts(value))
    if isinstance(value, date) and column.also:
        precision = row[column.also[0]]
        return str(value)[: _SHOWN[precision if precision in PRECISIONS else "day"]]
    return _word(value)


def joined_words(words: Iterable[str]) -> str | None:
    """Join words by 、; None for no words."""
    return SEPARATOR.join(words) or None


def same_words(column: Column, one: str | None, other: str | None) -> bool:
    """Say whether two cells say the same, layout aside, and lists in any order."""
    if one is None or other is None:
        return one is other
    if "list" in str(column.type):
        return _items(one) == _items(other)
    return _bare(one) == _bare(other)


def _items(words: str) -> list[str]:
    return sorted(map(_bare, words.split(SEPARATOR)))


def _bare(words: str) -> str:
    return _LAYOUT.sub("", squash(words).translate(_RANGES))


def _parts(values: list[Any]) -> Iterable[str]:
    """The words of a list; of a struct those of its last member, a file's name."""
    for value in values:
        last = [*value.values()][-1] if isinstance(value, dict) else value
        if (word := _word(last)) is not None:
            yield word


def _word(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return f"{value:g}" if isinstance(value, float) else str(value)
