"""Which words a date governs (日期所辖的分句): from its clause to the next date's.

>>> text = Text.raw("示例仑赛2020年12月纳入程序，2022年12月纳入名单，次日公示。9月1日获批。")
>>> for stretch in stretches(text, anchor=None):
...     print(stretch.words, stretch.when.date, stretch.basis)
示例仑赛2020年12月纳入程序 2020-12-01 stated
2022年12月纳入名单，次日公示。 2022-12-01 stated
9月1日获批。 2022-09-01 year from the paragraph
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from normalize.facts.places import offset
from normalize.facts.sentences import brackets, breaks, sentences
from normalize.text import Text
from normalize.values.dates import DateFound, PartialDate, find, ranges, resolve

_LABEL = re.compile(r"(?<![间期日于\d])[：:](?!\d)")
_TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_NO_POINT = re.compile(r"\s*(?:以来|至今|以前|之前|前(?!列)|度|版|期间|来(?=[，,]))")
_UNTIL = re.compile(r"(?:有效期?[限至为]*|截?至|到|[-~～—])\s*$")
_AS_OF = re.compile(r"(?:截至|截止)(?:到|至|于)?(?:目前)?\s*$")
_SAME = frozenset({"当日", "当天", "同日", "次日", "翌日", "今日", "今天"})
_COORDINATED = re.compile(r"\s*[和、及与]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A date and the words it governs.

    `when` is None where neither words nor context tell the year; `as_of` says that it
    ends a count (截至); `ordinal` counts dates told together (2021年和2024年分别).
    """

    paragraph: Text
    sentence: Text
    words: Text
    quote: Text
    when: PartialDate | None
    basis: str
    as_of: bool
    ordinal: int = 0


def stretches(text: Text, anchor: PartialDate | None) -> Iterator[Stretch]:
    """Yield the dated stretches of a text, in order.

    A date whose year is not stated takes it from the date told before in the same
    paragraph, else from `anchor`.
    """
    for paragraph in paragraphs(text):
        previous: PartialDate | None = None
        for sentence in sentences(paragraph):
            for stretch in _of(paragraph, sentence, anchor, previous):
                previous = stretch.when or previous
                yield stretch


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

    >>> cuts(Text.raw("上市:自2025年获批，已用"))
    [0, 3, 12]
    """
    inner = brackets(sentence.chars)
    labels = (m.end() for m in _LABEL.finditer(sentence.chars))
    colons = [at for at in labels if not any(a < at <= b for a, b in inner)]
    return sorted({0, *colons, *(at + 1 for at in breaks(sentence.chars))})


def _of(
    paragraph: Text, sentence: Text, anchor: PartialDate | None, previous: PartialDate | None
) -> Iterator[Stretch]:
    dates = list(_points(sentence))
    if not dates:
        return
    starts = _starts(sentence, dates)
    ends = [*starts[1:], len(sentence)]
    for i, (found, start, stop) in enumerate(zip(dates, starts, ends, strict=True)):
        resolved = resolve(found, anchor.date if anchor else None, previous)
        previous = resolved.date if resolved else previous
        together = _together(sentence, dates, i)
        words = sentence[min(starts[j] for j in together) : max(ends[j] for j in together)]
        yield Stretch(
            paragraph=paragraph,
            sentence=sentence,
            words=words.strip(" ，,；;"),
            quote=found.quote,
            when=resolved.date if resolved else None,
            basis=_basis(resolved.basis) if resolved else "",
            as_of=bool(_AS_OF.search(sentence.chars[: offset(sentence, found.quote)])),
            ordinal=together.index(i),
        )


def _points(sentence: Text) -> Iterator[DateFound]:
    """Yield the dates that can be the date of an event."""
    barred = [m.span() for m in _TITLE.finditer(sentence.chars)]
    for window in ranges(sentence):
        at = offset(sentence, window.quote)
        barred.append((at, at + len(window.quote)))
    for i, found in enumerate(find(sentence)):
        at = offset(sentence, found.quote)
        before, after = sentence.chars[:at], sentence.chars[at + len(found.quote) :]
        if (
            found.kind != "edition"
            and not any(a <= at < b for a, b in barred)
            and not _NO_POINT.match(after)
            and (not _UNTIL.search(before) or _AS_OF.search(before))
            and not (i and found.word in _SAME and str(found.quote) in _SAME)
        ):
            yield found


def _starts(sentence: Text, dates: list[DateFound]) -> list[int]:
    """Begin a stretch at the clause of its date, a second one there at the date."""
    clauses = cuts(sentence)
    starts: list[int] = []
    for found in dates:
        at = offset(sentence, found.quote)
        clause = max(cut for cut in clauses if cut <= at)
        starts.append(at if starts and starts[-1] >= clause else clause)
    return starts


def _together(sentence: Text, dates: list[DateFound], i: int) -> list[int]:
    """Return the dates that one verb takes together: 2021年和2024年…分别批准."""
    group = [i]
    for left, right in pairwise(range(len(dates))):
        a, b = dates[left].quote, dates[right].quote
        between = sentence.chars[offset(sentence, a) + len(a) : offset(sentence, b)]
        if _COORDINATED.fullmatch(between) and "分别" in sentence.chars and i in (left, right):
            group = sorted({*group, left, right})
    return group


def _basis(basis: str) -> str:
    """Say in words where the unstated part of a date was taken from."""
    if basis == "stated":
        return basis
    if basis == "year_before_anchor":
        return "year before the document date"
    source, unit = basis.rsplit("_", 1)
    known = "the paragraph" if source == "previous" else "the document date"
    return f"{unit} from {known}" if source != "near_anchor" else f"{unit} of {known}"
