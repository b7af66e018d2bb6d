"""Periods and deadlines (期限) that a notice sets: for applying, comment, objection …

What a period is for is said by the words of its clause, else of its sentence, else by
the heading above it, or by the head of its column in a table of groups and times.

>>> page = "一、申报时间|第一组：2025年6月30日至7月15日；第二组：7月16日至7月31日。|"
>>> page += "公示期为5个工作日。|请各单位于2025年9月30日前报送工作总结。"
>>> lines = [Text.raw(line) for line in page.split("|")]
>>> for each in periods(lines, date(2025, 6, 20)):
...     last = each.span.end.date if each.span.end else None
...     print(each.kind, each.subject, last, each.span.length)
application 第一组 2025-07-15 None
application 第二组 2025-07-31 None
objection None None 5个工作日
deadline 各单位 2025-09-30 None
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from normalize import vocab
from normalize.document import Grid
from normalize.notice.flow import Item
from normalize.notice.numbering import marker
from normalize.notice.sentences import sentences
from normalize.notice.spans import TimeSpan, spans
from normalize.text import Text

_STRONG, _WEAK = (
    [
        (re.compile(row["pattern"]), row["kind"])
        for row in vocab.load("window_kinds")
        if row["weak"] == weak
    ]
    for weak in ("", "weak")
)
_HEADING = 20  # characters; a short sentence without a time says what those below are
_TIME = re.compile("时间|期限|日期|期间|截止")
_WHO = (
    "企业|单位|机构|申请人|持有人|申报人|药店|医院|局|委|厅|办|组|类|片区|批|中心|药品|中成药"
    "|化学药|品种|产品|公司|代表|科室|部门|厂商|各地|各省|各市|各县"
)
_LABEL = re.compile(r"(?:^|[，,])([^，,：:。]{2,24})[：:]\s*[自于从]?$")
_AGENT = re.compile(
    rf"(?:^|[，,：:])(?:请|由)?((?!请)[^，,：:]{{0,24}}?(?:{_WHO}))"
    r"(?:应当?|须|需|请|可|要|务必|必须)?(?:自|于|在)?\s*$"
)


class Period(NamedTuple):
    """What a period is for, whom it concerns, when it is, and the words that set it."""

    kind: str
    subject: Text | None
    span: TimeSpan
    text: Text

    @property
    def quote(self) -> Text:
        """The words of the time alone."""
        return self.text[self.span.at : self.span.stop]


def periods(items: Iterable[Item], anchor: date | None) -> Iterator[Period]:
    """Yield the periods of lines and tables; `anchor` is the date of the notice."""
    heading: Text | None = None
    for item in items:
        if isinstance(item, Grid):
            yield from _of_table(item, anchor)
            continue
        for sentence in sentences([item]):
            found = spans(sentence, anchor)
            yield from _joined([*_of_sentence(sentence, found, heading)])
            if not found:
                heading = sentence if len(sentence) <= _HEADING else None


def _of_sentence(
    sentence: Text, found: Sequence[TimeSpan], heading: Text | None
) -> Iterator[Period]:
    starts = [0, *(span.stop for span in found)]
    ends = [*(span.at for span in found[1:]), len(sentence)]
    for start, span, end in zip(starts, found, ends, strict=False):
        before, after = sentence[start : span.at], sentence[span.stop : end]
        kind = _kind(before.chars, after.chars, heading)
        if kind and kind != "none":
            yield Period(kind, _subject(before), span, sentence)


def _joined(found: Sequence[Period]) -> Iterator[Period]:
    """Yield the periods of a sentence, a mere length with the days it is the length of.

    公示7天，公示期自5月12日至5月18日 is one period.
    """
    lengths = {each.kind: each.span.length for each in found if _is_length(each.span)}
    dated = {each.kind for each in found if not _is_length(each.span)}
    for each in found:
        if not (_is_length(each.span) and each.kind in dated):
            length = each.span.length or lengths.get(each.kind)
            yield each._replace(span=each.span._replace(length=length))


def _is_length(span: TimeSpan) -> bool:
    """Whether a stretch of time is a mere length: 7天, and not 自发布之日起7天."""
    if span.length is None or span.start or span.end:
        return False
    return span.length.match(r"\d|[一二两三四五六七八九十]") is not None


def _kind(before: str, after: str, heading: Text | None) -> str | None:
    """What a period is for, by its clause, its sentence, or its heading."""
    near = re.split("[，,]", before)[-1] + "□" + re.split("[，,]", after)[0]
    said, titled = f"{before}□{after}", f"{heading}□" if heading is not None else ""
    by_title = _named(titled, _STRONG)
    # 考核时间 above says what a day is about, and not whose term it ends.
    of_time = by_title if _TIME.search(titled) and by_title != "none" else None
    strong = [_named(words, _STRONG) for words in (near, said)]
    weak = [_named(words, _WEAK) for words in (near, said)]
    return next(filter(None, (*strong, of_time, *weak, by_title)), None)


def _named(words: str, rows: Sequence[tuple[re.Pattern[str], str]]) -> str | None:
    return next((kind for pattern, kind in rows if pattern.search(words)), None)


def _subject(before: Text) -> Text | None:
    """Whom or what a period concerns: 第一组：…, 各单位应当于…."""
    number = marker(before)
    words = number.rest if number else before
    label = words.search(_LABEL)
    if label:
        return None if label[1].search(_TIME) else label[1]
    agent = words.search(_AGENT)
    return agent[1] if agent else None


def _of_table(grid: Grid, anchor: date | None) -> Iterator[Period]:
    """Read a table of groups and times (组别 | 申报时间), or of steps (环节 | 时间)."""
    rows = [[cell.text.strip() for cell in row] for row in grid.rows]
    kinds = [_column(cell) for cell in rows[0]] if rows else []
    for row in rows[1:]:
        yield from _of_row(row, kinds, anchor)


def _column(head: Text) -> str | None:
    """What the times below a head are for; empty where each row says it."""
    if len(head) > _HEADING or not head.search(_TIME):
        return None
    return _named(f"{head}□", _STRONG) or _named(f"{head}□", _WEAK) or ""


def _step(label: Text | None, span: TimeSpan) -> str | None:
    """What a time is for by the step of its row: 网上申报; a mere end is a deadline."""
    kind = _named(f"{label}□", _STRONG) if label is not None else None
    return kind or ("deadline" if span.end and not span.start else None)


def _of_row(
    row: Sequence[Text], kinds: Sequence[str | None], anchor: date | None
) -> Iterator[Period]:
    named = (cell for cell in row if cell.search("[\u4e00-\u9fff]"))
    subject = next((cell for cell in named if not spans(cell, anchor)), None)
    for kind, cell in zip(kinds, row, strict=False):  # a cell may span columns
        for span in spans(cell, anchor) if kind is not None else ():
            meant = kind or _step(subject, span)
            if meant and meant != "none":
                yield Period(meant, subject, span, cell)
