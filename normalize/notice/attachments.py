"""Attachments (附件): the list at the end of the notice, and the headings they bear.

The list has its numbers on lines or in one line, or names a single attachment without
a number; an attachment may have a list of its own (附表).  A heading is a line that
holds the label alone.

>>> listed, lines = listing([Text.raw(w) for w in (
...     "附件：1.示例指南", "2.示例标准.docx", "示例省药监局")])
>>> [(str(each.label), str(each.number), str(each.title)) for each in listed], lines
([('附件', '1', '示例指南'), ('附件', '2', '示例标准')], 2)
>>> heading(Text.raw("附件 2")), heading(Text.raw("附件：1.示例指南"))
('附件2', None)
>>> [str(each.title) for each in files([Text.raw("某局2023年第9号公告附件1.docx")])]
['某局2023年第9号公告附件1']
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from normalize.notice.flow import Item
from normalize.notice.offices import offices
from normalize.text import Found, Text
from normalize.values import Rejected
from normalize.values.dates import partial_date
from normalize.values.numerals import numeral

_LABEL = r"附\s*[件表录]"
_HAN = "[一二三四五六七八九十]{1,3}"
_N = rf"(?:\d{{1,2}}(?:[-—－.]\d{{1,2}})?|{_HAN})"
_FILE = r"\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd|ceb|jpe?g|png)"
_HEADING = re.compile(rf"[（(【]?({_LABEL})\s*[（(]?({_N})?\s*[)）】]?\s*[:：]?")
_TITLED = re.compile(
    rf"({_LABEL})\s*({_N})\s*(?!{_FILE}$)(?:[:：.．、\s]\s*(?=[^\d\s])|(?=《)|(?=[^\n]{{2,60}}{_FILE}$))"
)
_GLUED = re.compile(rf"({_LABEL})\s*(\d{{1,2}})\s*(?=[\u4e00-\u9fff])")
_ANOTHER = re.compile(rf"[；;。，,\s]+(?={_LABEL}\s*{_N}\s*[:：.．、\s])")
_INTRO = re.compile(rf"(?:相关)?({_LABEL}|附)(?:下载|列表|清单|目录)?\s*[:：]\s*")
# 1.2024年示例目录, 1.12批次名单; 1.5 is a number.
_ENTRY = re.compile(
    rf"(?:^|(?<=[\s；;。，,]))(?:(\d{{1,2}})\s*[.．、](?=\D|\d+[\u4e00-\u9fff]|$)|({_HAN})\s*、|[（(](\d{{1,2}})[）)])\s*"
)
_NOISE = re.compile(rf"(?:{_FILE})?[；;。,，]?$", re.I)
_NEVER = re.compile(r"附|[（(【]|特此|抄\s*送|联系|.*[。：:]$")
_SHORTEST = 12  # characters of a line that wraps


class Attachment(NamedTuple):
    """One entry of a list: what it calls itself, its number if any, its title.

    A file that a page links need not call itself anything.
    """

    label: Text | None
    number: Text | None
    title: Text


def heading(line: Text) -> str | None:
    """Return the label of a heading without blanks (附件1); None if it is none."""
    found = line.fullmatch(_HEADING)
    if not found or (2 not in found and line.fullmatch(_INTRO)):
        return None
    return re.sub(r"[\s:：（()）【】]", "", line.chars)


def titled(line: Text) -> Attachment | None:
    """Return label, number and title of a line of all three: 附件1：示例指南."""
    found = line.match(_TITLED)
    if not found:
        return None
    return Attachment(found[1], found[2], _tidy(line[len(found[0]) :]))


def listing(items: Sequence[Item]) -> tuple[list[Attachment], int]:
    """Read the list that begins with the first item; also how many items it takes."""
    first = items[0]
    if not isinstance(first, Text):
        return [], 0
    if titled(first) or _is_glued_run(items):
        return _run(items)
    intro = first.match(_INTRO) or _bare_intro(items)
    if not intro:
        return [], 0
    return _numbered(intro[1], first[len(intro[0]) :], items)


def files(items: Iterable[Item]) -> list[Attachment]:
    """List the lines that are names of files, as a page links them under its text."""
    lines = (item for item in items if isinstance(item, Text))
    named = (line for line in lines if line.fullmatch(rf"\S[^。；]{{1,90}}{_FILE}"))
    return [_file(line) for line in named]


def _file(line: Text) -> Attachment:
    said = line.search(rf"({_LABEL})\s*(\d{{1,2}})")
    label, number = (said[1], said[2]) if said else (None, None)
    return Attachment(label, number, _tidy(line))


def _bare_intro(items: Sequence[Item]) -> Found | None:
    """A label without number or colon whose next line is the first entry."""
    first, second = items[0], items[1] if len(items) > 1 else None
    if (
        isinstance(first, Text)
        and isinstance(second, Text)
        and second.match(r"1\s*[.．、]")
    ):
        return first.fullmatch(rf"({_LABEL})")
    return None


def _is_glued_run(items: Sequence[Item]) -> bool:
    """Whether two lines number their labels on and have no mark: 附件1甲, 附件2乙."""
    found = [
        item.match(_GLUED) if isinstance(item, Text) else None for item in items[:2]
    ]
    numbers = [str(each[2]) if each else "" for each in found]
    return numbers == ["1", "2"]


def _run(items: Sequence[Item]) -> tuple[list[Attachment], int]:
    """Read lines that each bear label and number; one may hold several."""
    listed: list[Attachment] = []
    for at, item in enumerate(items):
        entries = list(_labeled(item)) if isinstance(item, Text) else []
        if not entries:
            return listed, at
        listed += entries
    return listed, len(items)


def _labeled(line: Text) -> Iterator[Attachment]:
    for piece in line.split(_ANOTHER):
        if found := titled(piece):
            yield found
        elif glued := piece.match(_GLUED):
            yield Attachment(glued[1], glued[2], _tidy(piece[len(glued[0]) :]))


def _numbered(
    label: Text, rest: Text, items: Sequence[Item]
) -> tuple[list[Attachment], int]:
    lines = [rest]
    for at, item in enumerate(items[1:], start=1):
        if not isinstance(item, Text) or not (
            _is_next(item, lines) or _wraps(item, lines, items[at + 1 :])
        ):
            break
        lines.append(item)
    listed = [each for entry in _entries(lines) for each in _read(label, entry)]
    return listed, len(lines)


def _is_next(line: Text, lines: Sequence[Text]) -> bool:
    """Whether a line has the number that the list goes on with."""
    entry = line.match(_ENTRY)
    return entry is not None and _ordinal(entry) == _following(lines)


def _following(lines: Sequence[Text]) -> int:
    numbers = [_ordinal(found) for each in lines for found in each.finditer(_ENTRY)]
    return numbers[-1] + 1 if numbers else 1


def _ordinal(entry: Found) -> int:
    """The number of an entry; 0 for one that is none (一一)."""
    try:
        return int(numeral(str(_number(entry))))
    except Rejected:
        return 0


def _number(entry: Found) -> Text:
    return next(entry[group] for group in (1, 2, 3) if group in entry)


def _wraps(line: Text, lines: Sequence[Text], after: Sequence[Item]) -> bool:
    """Whether a line is the rest of a title too long for one."""
    if offices(line) or _is_date(line):
        return False
    last = str(lines[-1])
    if any(last.count(a) > last.count(b) for a, b in ("《》", "（）", "()", "“”")):
        return True
    ended = len(last) < _SHORTEST or re.search(rf"(?:[；;。]|{_FILE})$", last)
    return not ended and not line.match(_NEVER) and _ends_list(lines, after)


def _ends_list(lines: Sequence[Text], after: Sequence[Item]) -> bool:
    """Whether what follows is the next entry, or the signature."""
    if not after or not isinstance(after[0], Text):
        return False
    return _is_next(after[0], lines) or bool(offices(after[0]))


def _is_date(line: Text) -> bool:
    try:
        return partial_date(line.chars) is not None
    except Rejected:
        return False


def _entries(lines: Sequence[Text]) -> Iterator[Text]:
    """Yield each entry whole: its line, and those that wrap it."""
    entry: list[Text] = []
    for line in lines:
        if entry and line.match(_ENTRY):
            yield Text.join(entry)
            entry = []
        entry.append(line)
    yield Text.join(entry)


def _read(label: Text, entry: Text) -> Iterator[Attachment]:
    """Yield the attachments of one line: several numbers, one, or none."""
    marks = list(entry.finditer(_ENTRY))
    ends = [*(mark.match.start() for mark in marks[1:]), len(entry)]
    for mark, end in zip(marks, ends, strict=False):
        yield Attachment(label, _number(mark), _tidy(entry[mark.match.end() : end]))
    if not marks and (whole := _tidy(entry)):
        yield Attachment(label, None, whole)


def _tidy(title: Text) -> Text:
    bare = title.strip("； \t\u3000")
    if noise := bare.search(_NOISE):
        bare = bare[: noise.match.start()].strip()
    quoted = bare.fullmatch("《([^《》]*)》")
    return quoted[1] if quoted else bare
