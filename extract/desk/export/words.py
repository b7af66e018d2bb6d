"""Values as people read them in a cell of a sheet (单元格文字).

>>> as_words(["申报", "上市"]), as_words([{"label": "说明书", "file": "1.pdf"}])
('申报、上市', '[{"label": "说明书", "file": "1.pdf"}]')
>>> seen("一\\x00二\\x1b三"), seen("换\\n行")
('一␀二␛三', '换\\n行')
"""

import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

# XML has no word for these; a tab and an end of line it has.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_NO_CHARACTER = re.compile("[\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def as_words(value: Any) -> str:
    """Write a value that no cell has a type for: a list, a struct."""
    if isinstance(value, list) and not any(isinstance(v, dict) for v in value):
        return "、".join(map(as_words, value))
    if isinstance(value, list | dict):
        return as_json(value)
    return plainly(value)


def as_json(value: Any) -> str:
    """Write a list or a struct as JSON, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, default=plainly)


def plainly(value: Any) -> str:
    """Write a single value.

    >>> plainly(True), plainly(Decimal("1.5000")), plainly(date(2030, 1, 2))
    ('true', '1.5', '2030-01-02')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def seen(words: str) -> str:
    """Show the characters that a sheet can not hold: ␀ for the character zero."""
    words = _CONTROL.sub(lambda found: _picture(found[0]), words)
    return _NO_CHARACTER.sub("\ufffd", words)


def _picture(char: str) -> str:
    return "␡" if char == "\x7f" else chr(0x2400 + ord(char))
