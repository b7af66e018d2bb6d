"""The dateline of a news page (电头): the line beside the headline that says when.

>>> page = [Line(Text.raw(words)) for words in (
...     "首张处方开出", "示例网 www.example.com", "2025-03-01", "10:22", "正文。")]
>>> found = dateline(page, 0)
>>> str(found.moment), found.at, found.end
('2025-03-0110:22', 2, 4)
>>> dateline([Line(Text.raw("首张处方开出")), Line(Text.raw("03-01 10:22"))], 0)
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from normalize.document import Meta
from normalize.draft import Doubt, Implied
from normalize.facts.offsets import end, offset
from normalize.news.lines import Line
from normalize.news.moments import has_time, is_time, moment_in
from normalize.text import Text
from normalize.values import Rejected
from normalize.values.dates import moment as read_moment

DATE_METAS = (
    "pubdate", "article:published_time", "datepublished", "publishdate", "publish_time",
    "pubtime", "og:release_date", "publish-date", "weibo:article:create_at",
    "weibo: article:create_at", "date",
)  # fmt: skip
BELOW, ABOVE, FOOT = 12, 4, 8  # lines around the headline, and from the end
TOP = 30  # lines from the top where no line is the headline
PROSE = 300  # characters of prose that end the head of a page
LONGEST = 150
SHORT = 16  # characters beside a time that a dateline may have without a label

ADDRESS = re.compile(r"(?:https?://|www\.)?[\w\-]+(?:\.[\w\-]+)+(?:/\S*)?", re.ASCII)
_LABELED = re.compile(
    r"来源|稿源|发布|发表|记者|时间|日期|编辑|责编|作者|浏览|阅读|点击|字号|分享|评论|参与|报导|讯"
)
_SENTENCE_END = re.compile(r"[。；;！？]$")
_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*年?\s*[/.-]?\s*")
_DAY = re.compile(r"\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*")


class Dateline(NamedTuple):
    """When, on which line, and the first line below."""

    moment: Text | Implied
    at: int
    end: int


def dateline(lines: Sequence[Line], headline: int | None) -> Dateline | None:
    """Return the dateline: below the headline, else right above it."""
    found = [_at(lines, at) for at in _beside(lines, headline)]
    ranked = [line for line in found if line is not None]
    return max(ranked, key=lambda line: line[0], default=(0, None))[1]


def published(
    found: Dateline | None, lines: Sequence[Line], meta: Sequence[Meta]
) -> Text | Implied | None:
    """Return when a page was published: dateline, else metadata, else its foot."""
    if found:
        return found.moment
    named = next(_of_meta(meta), None)
    return named if named is not None else _of_foot(lines)


def date_doubts(found: Dateline | None, meta: Sequence[Meta]) -> Iterator[Doubt]:
    """Yield a doubt where page and metadata name different days."""
    if not found or not isinstance(found.moment, Text):
        return
    shown = _day(found.moment)
    for words in _of_meta(meta):
        if shown and _day(words) not in (shown, None):
            message = f"the page shows {shown}, its metadata say {_day(words)}"
            yield Doubt("date_conflict", message, found.moment)
            return


def _beside(lines: Sequence[Line], headline: int | None) -> Iterator[int]:
    prose = 0
    first = -1 if headline is None else headline
    last = first + (BELOW if first >= 0 else TOP)
    for at in range(first + 1, min(len(lines), last + 1)):
        yield at
        if _SENTENCE_END.search(lines[at].text.chars):
            prose += len(lines[at].text)
        if prose > PROSE:
            break
    yield from range(first - 1, max(-1, first - 1 - ABOVE), -1)


def _at(lines: Sequence[Line], at: int) -> tuple[int, Dateline] | None:
    """The dateline on a line, or on it and the next two, and how sure it is."""
    line = lines[at].text
    found = moment_in(line) if len(line) <= LONGEST else None
    if found is None:
        split = _split(lines, at)
        return split and (1, split)
    if not _is_dateline(line, found.text):
        return None
    clock = lines[at + 1].text if at + 1 < len(lines) else line[:0]
    if has_time(found.text) or not is_time(clock):
        return found.rank, Dateline(found.text, at, at + 1)
    return found.rank, Dateline(Text.join([found.text, clock.strip()]), at, at + 2)


def _is_dateline(line: Text, moment: Text) -> bool:
    rest = line[: offset(line, moment)].chars + line[end(line, moment) :].chars
    bare = "".join(filter(str.isalnum, ADDRESS.sub("", rest)))
    if _SENTENCE_END.search(line.chars):
        return False
    return (
        len(bare) < SHORT
        or _LABELED.search(rest) is not None
        or ADDRESS.search(rest) is not None
    )


def _split(lines: Sequence[Line], at: int) -> Dateline | None:
    """Read a day and its year that stand on lines apart: 2024 | 05/20 | 09:37."""
    near = [line.text for line in lines[at : at + 3]]
    for first, second in ((0, 1), (1, 0)):
        if len(near) < 2:
            return None
        year, day = near[first].fullmatch(_YEAR), near[second].fullmatch(_DAY)
        if year and day:
            clock = near[2:] if len(near) > 2 and is_time(near[2]) else []
            words = f"{year[1]}-{day[1]}-{day[2]} {''.join(map(str, clock))}".strip()
            quote = Text.join([*near[:2], *clock])
            stop = at + 2 + len(clock)
            because = "the year stands on a line of its own"
            return Dateline(Implied(words, because, quote), at, stop)
    return None


def _of_meta(meta: Sequence[Meta]) -> Iterator[Text]:
    """The times that metadata name, the surest first; what is no time is left out."""
    for name in DATE_METAS:
        for each in meta:
            if each.name.lower() == name and _day(each.text):
                yield each.text


def _of_foot(lines: Sequence[Line]) -> Text | None:
    """A time with its label (发布日期：…) below the text."""
    foot = (line.text for line in lines[-FOOT:] if len(line.text) <= LONGEST)
    found = (moment_in(line) for line in foot)
    return next((each.text for each in found if each and each.rank == 2), None)


def _day(words: Text) -> date | None:
    try:
        at = read_moment(words.chars)
    except Rejected:
        return None
    return at.date() if at else None
