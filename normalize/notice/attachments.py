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
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalize.notice.flow import Item
from normalize.notice.offices import offices
from normalize.text import Found, Text

_LABEL = r"附\s*[件表录]"
_N = r"(?:\d{1,2}(?:[-—－.]\d{1,2})?|[一二三四五六七八九十]{1,3})"
_HEADING = re.compile(rf"({_LABEL})\s*({_N})?\s*[:：]?")
_TITLED = re.compile(rf"({_LABEL})\s*({_N})\s*[:：.．、\s]\s*(?=[^\d\s])")
_INTRO = re.compile(rf"({_LABEL})\s*[:：]\s*")
_ENTRY = re.compile(r"(?:^|(?<=[\s；;。]))(\d{1,2})\s*[.．、](?!\d)\s*")
_NOISE = re.compile(r"(?:\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd))?[；;。,，]?$", re.I)


class Attachment(NamedTuple):
    """One entry of a list: what it calls itself, its number if any, its title."""

    label: Text
    number: Text | None
    title: Text


def heading(line: Text) -> str | None:
    """Return the label of a heading without blanks (附件1); None if it is none."""
    found = line.fullmatch(_HEADING)
    if not found or (2 not in found and line.fullmatch(_INTRO)):
        return None
    return "".join(str(line).split()).rstrip(":：")


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
    if titled(first):
        listed = list(_run(items))
        return listed, len(listed)
    intro = first.match(_INTRO) or _bare_intro(items)
    if not intro:
        return [], 0
    return _numbered(intro[1], first[len(intro[0]) :], items)


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


def _run(items: Sequence[Item]) -> Iterator[Attachment]:
    for item in items:
        if not isinstance(item, Text) or not (each := titled(item)):
            return
        yield each


def _numbered(
    label: Text, rest: Text, items: Sequence[Item]
) -> tuple[list[Attachment], int]:
    lines = [rest]
    for item in items[1:]:
        if not isinstance(item, Text) or not (
            _is_next(item, lines) or _wraps(item, lines)
        ):
            break
        lines.append(item)
    listed = [each for entry in _entries(lines) for each in _read(label, entry)]
    return listed, len(lines)


def _is_next(line: Text, lines: Sequence[Text]) -> bool:
    """Whether a line has the number that the list goes on with."""
    numbers = [int(str(found[1])) for each in lines for found in each.finditer(_ENTRY)]
    entry = line.match(_ENTRY)
    following = numbers[-1] + 1 if numbers else 1
    return entry is not None and int(str(entry[1])) == following


def _wraps(line: Text, lines: Sequence[Text]) -> bool:
    """Whether a line is the rest of a title too long for one."""
    last = str(lines[-1])
    open_bracket = any(
        last.count(a) > last.count(b) for a, b in ("《》", "（）", "()", "“”")
    )
    return open_bracket and not offices(line)


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
        yield Attachment(label, mark[1], _tidy(entry[mark.match.end() : end]))
    if not marks and (whole := _tidy(entry)):
        yield Attachment(label, None, whole)


def _tidy(title: Text) -> Text:
    bare = title.strip()
    if noise := bare.search(_NOISE):
        bare = bare[: noise.match.start()].strip()
    quoted = bare.fullmatch("《([^《》]*)》")
    return quoted[1] if quoted else bare
