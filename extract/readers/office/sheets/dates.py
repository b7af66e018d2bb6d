"""Days and times of a worksheet, as its number format prints them.

Stored is a number: days since 1899-12-30, or since 1904-01-01 where the file says so.

>>> moment = from_serial(45485.4375)
>>> shown(moment, 'yyyy"年"m"月"d"日"'), shown(moment, "yyyy-mm-dd hh:mm")
('2024年7月12日', '2024-07-12 10:30')
>>> shown(moment, '[DBNum1][$-804]yyyy"年"m"月"'), shown(moment, "[$-F800]dddd, mm")
('二〇二四年七月', '2024年7月12日')
>>> shown(moment, "d-mmm-yy"), shown(moment, "h:mm AM/PM"), is_date('0.00"days"')
('12-Jul-24', '10:30 AM', False)
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from extract.readers.office.numerals import printed

EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
LEAP_DAY_1900 = 60  # Excel counts a 29 February 1900; days before it are one off.
LAST = 2_958_466  # 9999-12-31 and a day.
SYSTEM_LONG = '[$-804]yyyy"年"m"月"d"日"'
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]'
    r"|_.|\*.|(?P<half>AM/PM|A/P|上午/下午)|(?P<field>y+|m+|d+|h+|s+|a{3,4}|e+)"
    r"|(?P<fraction>\.0+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = "一二三四五六日"


def is_date(code: str) -> bool:
    """Say whether a number format prints a day or a time."""
    tokens = [token.lastgroup for token in TOKEN.finditer(code.split(";")[0])]
    return bool({"field", "elapsed"} & set(tokens)) and code.lower() != "general"


def from_serial(days: float, *, from_1904: bool = False) -> datetime | None:
    """Return the moment that a stored number means, or None beyond the calendar."""
    if not 0 <= days < LAST:
        return None
    early = not from_1904 and days < LEAP_DAY_1900
    start = EPOCH_1904 if from_1904 else EPOCH
    rounded = timedelta(days=days + early).total_seconds()
    return start + timedelta(milliseconds=round(rounded * 1000))


def shown(moment: datetime, code: str) -> str:
    """Return a moment as a number format prints it."""
    first = code.split(";")[0]
    if "[$-f800]" in first.lower() or "[$-x-sysdate]" in first.lower():
        first = SYSTEM_LONG
    chinese = "[dbnum1]" in first.lower()
    tokens = list(TOKEN.finditer(first))
    halves = any(token["half"] for token in tokens)
    return "".join(_parts(tokens, moment, halves=halves, chinese=chinese)).strip()


def _parts(
    tokens: list["re.Match[str]"], moment: datetime, *, halves: bool, chinese: bool
) -> Iterator[str]:
    before = ""
    for at, token in enumerate(tokens):
        if token["field"] or token["elapsed"]:
            name = (token["field"] or token["elapsed"]).lower()
            if name[0] == "m" and _is_minute(before, tokens[at + 1 :]):
                name = name.replace("m", "n")
            words = _elapsed(moment, name) if token["elapsed"] else ""
            words = words or _field(moment, name, halves=halves)
            yield _in_chinese(words, name) if chinese else words
            before = name[0]
        elif token["half"]:
            yield _half(moment, token["half"])
        elif token["fraction"]:
            yield f".{moment.microsecond:06}"[: len(token["fraction"])]
        else:
            yield token["quoted"] or token["escaped"] or token["other"] or ""


def _is_minute(before: str, following: list["re.Match[str]"]) -> bool:
    """Whether an m stands behind hours or before seconds; else it is a month."""
    fields = (t["field"] or t["elapsed"] for t in following)
    after = next((name[0].lower() for name in fields if name), "")
    return before == "h" or after == "s"


def _field(moment: datetime, name: str, *, halves: bool) -> str:
    kind, size = name[0], len(name)
    if kind in "ye":
        return (
            f"{moment.year % 100:02}" if kind == "y" and size < 3 else f"{moment.year}"
        )
    if kind == "m" and size > 2:
        month = MONTHS[moment.month - 1]
        return {3: month[:3], 5: month[0]}.get(size, month)
    if kind == "a":
        return ("星期" if size > 3 else "") + WEEK[moment.weekday()]
    if kind == "d" and size > 2:
        day = DAYS[moment.weekday()]
        return day[:3] if size == 3 else day
    hour = (moment.hour - 1) % 12 + 1 if halves else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute}
    return f"{number.get(kind, moment.second):0{size}}"


def _elapsed(moment: datetime, name: str) -> str:
    """All hours, minutes or seconds since the first day."""
    start = EPOCH + timedelta(days=moment < datetime(1900, 3, 1))
    seconds = int((moment - start).total_seconds())
    return str(seconds // {"h": 3600, "n": 60, "m": 60, "s": 1}[name[0]])


def _half(moment: datetime, names: str) -> str:
    return names.split("/")[moment.hour >= 12]


def _in_chinese(words: str, name: str) -> str:
    if not words.isdecimal():
        return words
    style = "ideographDigital" if name[0] == "y" else "chineseCounting"
    return printed(int(words), style)
