"""Which words a date governs (日期所辖的分句): from its clause to the next date's.

>>> text = Text.raw("示例替尼2016年3月纳入程序，2018年5月纳入名单，次日公示。"
...                 "9月1日获批。")
>>> for stretch in stretches(text, anchor=None):
...     print(stretch.words, stretch.when.date, stretch.basis)
示例替尼2016年3月纳入程序 2016-03-01 stated
2018年5月纳入名单，次日公示。 2018-05-01 stated
9月1日获批。 2018-09-01 year from the paragraph
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from normalize.facts.offsets import end, offset
from normalize.sentences import brackets, breaks, sentences
from normalize.text import Text
from normalize.values.date_words import relative
from normalize.values.dates import DateFound, PartialDate, find, ranges, resolve

NEAR = 12  # characters before a date that tell what it is: 有效期至, 截至

_LABEL = re.compile(r"(?<![间期日于\d])[：:]")
_TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_NO_POINT = re.compile(
    r"\s*(?:[份底末]?(?:以来|至今|以后|之后|后(?!半))|度|版|期间|来(?=[，,]))"
)
_BY = re.compile(r"\s*[份底末中]?(?:以前|之前|前(?!列))")
_UNTIL = re.compile(r"(?:有效期?[限至为]*|截?至|到|[-~～—])\s*$")
_AS_OF = re.compile(r"(?:截至|截止)(?:到|至|于)?(?:目前)?\s*$")
# 11月1日公布2025年医保目录: the list's year is not another day.
_OF_LIST = re.compile(r"(?:国家)?(?:基本)?(?:医保|医疗保险|基药)[^，,。；;]{0,8}?目录")
_NO_NEW_DATE = frozenset(
    {"当日", "当天", "同日", "次日", "翌日", "今日", "今天", "近日", "日前", "近期"}
)
_DATELINE = re.compile(r"\s*[电讯]")
# 9日患者接受输注。这是我省首例: of the day told right before.
_THIS = re.compile("这(?:也|还)?是(?![一第][款种])")
_SCENE = re.compile(
    r"(?:[^，,。]{0,4}年)?\d{1,2}月\d{1,2}[日号][^，,。的了]{0,8}"
    r"[，,][^，,。的了]{2,12}(?:室|院|病房|病区|门诊|中心|药房|科|厅|现场)。"
)
BEFORE = "date of the sentence before"
_COORDINATED = re.compile(r"\s*[和、及与]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A date and the words it governs.

    `alone` says that no other date stands in the sentence; `when` is None where neither
    words nor context tell the year; `as_of` says that it ends a count (截至), `by` that
    it is a deadline (年底前); `ordinal` counts dates told together (2021年和2024年
    分别).  The words of a sentence without any date have no `quote`, unless they take
    up (这是…) the date of the sentence before.
    """

    paragraph: Text
    sentence: Text
    words: Text
    quote: Text | None
    when: PartialDate | None
    basis: str
    alone: bool
    as_of: bool
    by: bool
    ordinal: int = 0


def stretches(
    text: Text, anchor: PartialDate | None, *, undated: bool = False
) -> Iterator[Stretch]:
    """Yield the dated stretches of a text, in order; if asked, sentences without date.

    A date whose year is not stated takes it from the date told before in the same
    paragraph, else from `anchor`.  同日 is the last day told, in whatever paragraph.
    """
    day: PartialDate | None = None
    for paragraph in paragraphs(text):
        previous: PartialDate | None = None
        last: Stretch | None = None
        for sentence in sentences(paragraph):
            if previous and anchor and previous.date > anchor.date:
                previous = None  # 明年纳入。该公司3月宣布…
            dated = list(_of(paragraph, sentence, anchor, previous, day))
            goes_on = sentence.match(_THIS) or (last and _is_scene(last))
            if last and not dated and goes_on:
                dated = [_taken_up(last, sentence)]
            elif undated and (head := _undated_head(sentence, dated)):
                yield _without_date(paragraph, sentence, head)
            for stretch in dated:
                previous = stretch.when or previous
                day = stretch.when if _is_of_day(stretch.when) else day
                yield stretch
            last = dated[-1] if dated else None


def paragraphs(text: Text) -> list[Text]:
    """List the lines of a text; the cell of a form, wrapped to its width, is one.

    >>> [len(p) for p in paragraphs(Text.raw("一二三四\\n五六七八\\n九"))]
    [9]
    >>> [len(p) for p in paragraphs(Text.raw("标题\\n很长的一个自然段。"))]
    [2, 9]
    """
    lines = [line for line in text.lines() if len(line.strip())]
    if not _wrapped(lines):
        return [line.strip() for line in lines]
    return [text.replace(r"\s*\n\s*", "", "line wrap").strip()]


def _wrapped(lines: list[Text]) -> bool:
    widest = max((len(line) for line in lines), default=0)
    return (
        len(lines) > 1
        and all(len(line) >= 0.7 * widest for line in lines[:-1])
        and any(not line.search(r"[。！？；：]$") for line in lines[:-1])
        and len(lines[-1]) <= max(len(line) for line in lines[:-1])
    )


def cuts(sentence: Text) -> list[int]:
    """List where the clauses of a sentence begin: after commas, and after a label.

    >>> cuts(Text.raw("上市:自2019年获批，已用"))
    [0, 3, 12]
    """
    inner = brackets(sentence.chars)
    labels = (m.end() for m in _LABEL.finditer(sentence.chars))
    colons = [at for at in labels if not any(a < at <= b for a, b in inner)]
    return sorted({0, *colons, *(at + 1 for at in breaks(sentence.chars))})


class _Point(NamedTuple):
    """A date that can be the date of an event, with its place in the sentence."""

    found: DateFound
    start: int
    end: int


def _of(
    paragraph: Text,
    sentence: Text,
    anchor: PartialDate | None,
    previous: PartialDate | None,
    day: PartialDate | None,
) -> Iterator[Stretch]:
    points = list(_points(sentence))
    told = [not _is_dateline(sentence, points, point) for point in points]
    alone = sum(told) == 1
    for i, (point, words) in enumerate(_governed(sentence, points)):
        before = previous if _is_of_day(previous) or not _means_day(point) else day
        resolved = resolve(point.found, anchor.date if anchor else None, before)
        previous = resolved.date if resolved else previous
        if told[i]:
            yield Stretch(
                paragraph=paragraph,
                sentence=sentence,
                words=words.strip(" ，,；;"),
                quote=point.found.quote,
                when=resolved.date if resolved else None,
                basis=_basis(resolved.basis) if resolved else "",
                alone=alone,
                as_of=_AS_OF.search(_before(sentence, point)) is not None,
                by=_BY.match(sentence.chars, point.end) is not None,
                ordinal=_ordinal(sentence, points, i),
            )


def _means_day(point: _Point) -> bool:
    """Whether a word counts days from the last one told: 同日, 次日."""
    word = point.found.word
    return word is not None and relative(word)[:2] == ("previous", "day")


def _is_of_day(when: PartialDate | None) -> bool:
    return when is not None and when.precision == "day"


def _is_scene(last: Stretch) -> bool:
    """Whether a sentence only sets time and place: 12月2日下午四点，儿科三诊室。"""
    return last.sentence.fullmatch(_SCENE) is not None and last.quote is not None


def _undated_head(sentence: Text, dated: list[Stretch]) -> Text | None:
    """Return what a sentence says before its first dated clause, or all if undated."""
    if not dated:
        return None if any(True for _ in find(sentence)) else sentence
    return sentence[: offset(sentence, dated[0].words)] or None


def _taken_up(last: Stretch, sentence: Text) -> Stretch:
    """What 这是… tells of the day before, with the sentence that dates it."""
    paragraph = last.paragraph
    start, stop = offset(paragraph, last.sentence), end(paragraph, sentence)
    both = paragraph[start:stop]
    return replace(last, sentence=both, words=sentence, basis=BEFORE, alone=True)


def _without_date(paragraph: Text, sentence: Text, words: Text) -> Stretch:
    return Stretch(
        paragraph=paragraph,
        sentence=sentence,
        words=words.strip(" ，,；;"),
        quote=None,
        when=None,
        basis="",
        alone=True,
        as_of=False,
        by=False,
    )


def _before(sentence: Text, point: _Point) -> str:
    """Return the characters right before a date."""
    return sentence.chars[max(0, point.start - NEAR) : point.start]


def _points(sentence: Text) -> Iterator[_Point]:
    barred = [match.span() for match in _TITLE.finditer(sentence.chars)]
    for window in ranges(sentence):
        start = offset(sentence, window.quote)
        barred.append((start, start + len(window.quote)))
    first = True
    for found in find(sentence):
        start = offset(sentence, found.quote)
        point = _Point(found, start, start + len(found.quote))
        in_barred = any(a <= start < b for a, b in barred)
        if not in_barred and _is_point(sentence, point, first):
            first = False
            yield point


def _is_point(sentence: Text, point: _Point, first: bool) -> bool:
    """Whether a date is a point in time, not the end of a period or an edition."""
    before = _before(sentence, point)
    return (
        point.found.kind != "edition"
        and not str(point.found.quote).endswith("年度")
        and not _NO_POINT.match(sentence.chars, point.end)
        and (not _UNTIL.search(before) or _AS_OF.search(before) is not None)
        and (first or str(point.found.quote) not in _NO_NEW_DATE)
        and (first or not _OF_LIST.match(sentence.chars, point.end))
    )


def _is_dateline(sentence: Text, points: list[_Point], point: _Point) -> bool:
    """Whether a date dates the report, not what it tells: 示例社2月21日电 …21日."""
    return len(points) > 1 and _DATELINE.match(sentence.chars, point.end) is not None


def _governed(sentence: Text, points: list[_Point]) -> Iterator[tuple[_Point, Text]]:
    """Cut a sentence at the clause of each date, at the second date of a clause.

    Dates that one verb takes together (2021年和2024年…分别批准) govern the same words.
    """
    clauses = cuts(sentence)
    starts: list[int] = []
    for i, point in enumerate(points):
        clause = clauses[bisect_right(clauses, point.start) - 1]
        if i and _coordinated(sentence, points[i - 1], point):
            starts.append(starts[-1])
        else:
            starts.append(point.start if i and starts[-1] >= clause else clause)
    ends = sorted({*starts, len(sentence)})
    for point, start in zip(points, starts, strict=True):
        yield point, sentence[start : ends[bisect_right(ends, start)]]


def _coordinated(sentence: Text, one: _Point, other: _Point) -> bool:
    between = sentence.chars[one.end : other.start]
    return bool(_COORDINATED.fullmatch(between)) and "分别" in sentence.chars


def _ordinal(sentence: Text, points: list[_Point], i: int) -> int:
    """Count the dates before this one that the same verb takes."""
    together = 0
    while i > together and _coordinated(
        sentence, points[i - together - 1], points[i - together]
    ):
        together += 1
    return together


def _basis(basis: str) -> str:
    """Say in words where the unstated part of a date was taken from."""
    if basis == "stated":
        return basis
    if basis == "year_before_anchor":
        return "year before the document date"
    source, unit = basis.rsplit("_", 1)
    known = "the paragraph" if source == "previous" else "the document date"
    return f"{unit} from {known}" if source != "near_anchor" else f"{unit} of {known}"
