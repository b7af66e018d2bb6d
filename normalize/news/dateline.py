"""The dateline of a news page (电头): the line beside the headline that says when.

>>> page = [Line(Text.raw(words)) for words in (
...     "首张处方开出", "示例网 www.example.com", "2025-03-01", "10:22", "正文。")]
>>> found = dateline(page, 0)
>>> str(found.moment), found.at, found.end
('2025-03-0110:22', 2, 4)
>>> dateline([Line(Text.raw("首张处方开出")), Line(Text.raw("03-01 10:22"))], 0).basis
'open'
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from normalize.draft import Implied
from normalize.facts.offsets import end, offset
from normalize.news.lines import Line
from normalize.news.moments import has_time, is_label, is_time, moment_in, open_in
from normalize.text import Text

BELOW, ABOVE = 12, 4  # lines around the headline
TOP = 30  # lines from the top where no line is the headline
PROSE = 300  # characters of prose that end the head of a page
SENTENCE = 20  # characters of a line of prose
LONGEST = 150
SHORT = 16  # characters beside a time that a dateline may have without a label

Basis = Literal["dateline", "label", "updated", "open"]
_BASES: tuple[Basis, ...] = ("updated", "dateline", "label")  # by rank of the moment

ADDRESS = re.compile(r"(?:https?://|www\.)?[\w\-]+(?:\.[\w\-]+)+(?:/\S*)?", re.ASCII)
_LABELED = re.compile(
    r"来源|稿源|发布|发表|记者|时间|日期|编辑|责编|作者|浏览|阅读|点击|字号|分享|评论|参与|报导|讯"
)
_SENTENCE_END = re.compile(r"[。；;！？]$")
_OTHERS = re.compile(
    r"\W*(?:相关|推荐|热门|延伸|更多|最新|最近|猜你|精彩)(?:阅读|新闻|推荐|文章|资讯|链接|报道|内容|喜欢)"
)
_TOLD_THEN = re.compile(r"\s*(?:19|20)\d\d[-/.年]\s*\d.*[\u4e00-\u9fff]{4}")
_TODAY = re.compile(r"今天是|农历|欢迎|现在时间|当前时间")
_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*年?\s*[/.-]?\s*")
_MONTH = re.compile(r"\s*((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*月?\s*")
_DAY_ALONE = re.compile(r"\s*(3[01]|[12]\d|0?[1-9])\s*日?\s*")
_DAY_FIRST = re.compile(
    r"(3[01]|[12]\d|0?[1-9])\s+((?:19|20)\d\d)[-/.年](1[0-2]|0[1-9])月?"
)
_DAY = re.compile(r"\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*")


class Dateline(NamedTuple):
    """When, on which line, and the first line below; an open time lacks its day."""

    moment: Text | Implied
    at: int
    end: int
    basis: Basis = "dateline"


def dateline(lines: Sequence[Line], headline: int | None) -> Dateline | None:
    """Return the dateline: below the headline, else right above it."""
    found = [_at(lines, at, told) for at, told in _beside(lines, headline)]
    ranked = [line for line in found if line is not None]
    return max(ranked, key=lambda line: line[0], default=(0.0, None))[1]


def _beside(lines: Sequence[Line], headline: int | None) -> Iterator[tuple[int, bool]]:
    """Yield the lines that may be it, and whether the article has begun above."""
    prose = 0
    first = -1 if headline is None else headline
    last = first + (BELOW if first >= 0 else TOP)
    for at in range(first + 1, min(len(lines), last + 1)):
        words = lines[at].text.chars
        if _OTHERS.match(words):
            break
        if not _is_milestone(lines, at):
            yield at, prose > 0
        if _SENTENCE_END.search(words) and len(words) >= SENTENCE:
            prose += len(words)
        if prose > PROSE:
            break
    for at in range(first - 1, max(-1, first - 1 - ABOVE), -1):
        if not lines[at].text.search(_TODAY):
            yield at, False


def _is_milestone(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is one of several that tell what was when: 2029-04-16 获受理."""
    runs = (lines[max(0, at - back) : at - back + 3] for back in range(3))
    return any(
        len(run) == 3 and all(line.text.match(_TOLD_THEN) for line in run)
        for run in runs
    )


def _at(lines: Sequence[Line], at: int, told: bool) -> tuple[float, Dateline] | None:
    """The dateline on a line, or on it and the next two, and how sure it is."""
    line = lines[at].text
    found = moment_in(line) if len(line) <= LONGEST else None
    if found is None:
        return _open_at(lines, at, told)
    if not _is_dateline(line, found.text, told and found.rank == 1):
        return None
    labeled = at > 0 and is_label(lines[at - 1].text)
    rank = 2 if labeled and found.rank else found.rank
    basis = _BASES[rank]
    clock = lines[at + 1].text if at + 1 < len(lines) else line[:0]
    if has_time(found.text) or not is_time(clock):
        return rank, Dateline(found.text, at, at + 1, basis)
    both = Text.join([found.text, clock.strip()])
    return rank, Dateline(both, at, at + 2, basis)


def _open_at(
    lines: Sequence[Line], at: int, told: bool
) -> tuple[float, Dateline] | None:
    """A time on lines apart, else one that lacks its day: the least sure of all."""
    if split := _split(lines, at):
        return 1, split
    line = lines[at].text
    found = open_in(line) if len(line) <= LONGEST else None
    if found is None or not _is_dateline(line, found, told):
        return None
    return -1, Dateline(found, at, at + 1, "open")


def _is_dateline(line: Text, moment: Text, told: bool) -> bool:
    """Whether the rest of the line is that of a dateline.

    Below the first sentences a bare day is that of a signature, or of a related page.
    """
    rest = line[: offset(line, moment)].chars + line[end(line, moment) :].chars
    if _SENTENCE_END.search(line.chars):
        return False
    if _LABELED.search(rest) or ADDRESS.search(rest):
        return True
    bare = "".join(filter(str.isalnum, rest))
    return len(bare) < SHORT and (not told or (not bare and has_time(moment)))


def _split(lines: Sequence[Line], at: int) -> Dateline | None:
    """Read a day whose parts stand on lines apart: 2024 | 05/20 | 09:37."""
    near = [line.text for line in lines[at : at + 3]]
    if alone := near[0].fullmatch(_DAY_FIRST):
        because = "the day stands before year and month"
        words = f"{alone[2]}-{alone[3]}-{alone[1]}"
        return Dateline(Implied(words, because, near[0]), at, at + 1)
    day = _split_day(near)
    if day is None:
        return None
    clock = near[2:] if len(near) > 2 and is_time(near[2]) else []
    words = f"{day} {''.join(map(str, clock))}".strip()
    because = "year and day stand on lines of their own"
    quote = Text.join([*near[:2], *clock])
    return Dateline(Implied(words, because, quote), at, at + 2 + len(clock))


def _split_day(near: Sequence[Text]) -> str | None:
    """The day of 2024 | 05/20, 05/20 | 2024, 2024-05 | 20 and 20 | 2024-05."""
    if len(near) < 2 or max(map(len, near[:2])) > SHORT:
        return None
    for first, second in (near[:2], near[1::-1]):
        year, day = first.fullmatch(_YEAR), second.fullmatch(_DAY)
        if year and day:
            return f"{year[1]}-{day[1]}-{day[2]}"
        month, alone = first.fullmatch(_MONTH), second.fullmatch(_DAY_ALONE)
        if month and alone:
            return f"{month[1]}-{month[2]}-{alone[1]}"
    return None
