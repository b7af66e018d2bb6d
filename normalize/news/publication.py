"""When a page was published (发布时间), and what says so.

The page itself comes first: its dateline, or the label 发布时间.  Then its metadata, a
label at its foot, a time told from the present (3小时前) of a page that says when it
was fetched, the last update, the day under a signature, the page's address.  A month
and day without a year take it from metadata or address; from nowhere else.

>>> from normalize.news.dateline import dateline
>>> page = [Line(Text.raw(words)) for words in ("首张处方开出", "03-01 10:22", "略")]
>>> when = dateline(page, 0)
>>> publication(when, page, page[2:], []) is None
True
>>> meta = [Meta("canonical", Text.raw("https://example.com/2025-03/01/c_1.htm"))]
>>> found = publication(when, page, page[2:], meta)
>>> found.words.value, found.basis
('2025-03-01 10:22', 'url')
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Literal, NamedTuple

from normalize.document import Meta
from normalize.draft import Doubt, Implied
from normalize.facts.organizations import agency_names
from normalize.news.dateline import LONGEST, Dateline
from normalize.news.lines import Line
from normalize.news.moments import moment_in
from normalize.news.open_times import address_days, from_present, of_republic, with_year
from normalize.news.page import address
from normalize.text import Text
from normalize.values import Rejected
from normalize.values.date_words import PLACES
from normalize.values.dates import moment, moment_precision, partial_date

Basis = Literal[
    "dateline", "label", "time_element", "metadata", "relative", "updated",
    "signature", "url",
]  # fmt: skip

DATE_METAS = (
    "pubdate", "article:published_time", "article:published", "datepublished",
    "publishdate", "publish_date", "publish-date", "publication_date", "publish_time",
    "publishtime", "pubtime", "firstpublishdate", "og:release_date",
    "og:published_time", "bytedance:published_time", "apub:time",
    "weibo:article:create_at", "weibo: article:create_at", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "createdate", "date",
)  # fmt: skip
UPDATE_METAS = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmodified",
    "last-modified", "dcterms.modified", "bytedance:updated_time",
)  # fmt: skip
TIME_ELEMENT = "time"
PRESENT_METAS = (
    "fetched", "fetched_at", "fetch_date", "fetch_time", "captured", "captured_at",
    "crawled", "crawled_at", "crawl_time", "crawl_date", "retrieved", "retrieved_at",
    "accessed", "saved_at", "archived_at",
)  # fmt: skip
FOOT = 8  # lines from the end
_OFFICE = re.compile(
    r"(?:公司|集团|局|委|委员会|中心|医院|协会|学会|办公室|厅|院|所|董事会)$"
)
_OPENING = re.compile(
    r"[（(]?\s*(?P<day>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)\s*[，,、]?"
    r"[\u4e00-\u9fff·，,、 ]{2,16}(?:[）)]|\s*[-–—－]+)"
)
_FINIS = re.compile("[（(]?(?:完|全文完)[)）]?")
_CLOCK_LINE = re.compile(rf"(?:{PLACES})?\s*\d{{1,2}}[时:：]\d\d分?\s*")
_UTC = re.compile(r"(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\s*$")
_CHINA = re.compile(r"\+08:?00\s*$")


class Publication(NamedTuple):
    """The words for the time, and what of the page says it."""

    words: Text | Implied
    basis: Basis


def publication(
    found: Dateline | None,
    lines: Sequence[Line],
    body: Sequence[Line],
    meta: Sequence[Meta],
) -> Publication | None:
    """Return when a page was published; `body` is what stands below the dateline."""
    return next(_said(found, lines, body, meta), None)


def date_doubts(
    found: Dateline | None, said: Publication | None, meta: Sequence[Meta]
) -> Iterator[Doubt]:
    """Yield a doubt of a day that metadata tell otherwise, or that nothing tells."""
    if found is None or not isinstance(found.moment, Text):
        return
    if found.basis == "open":
        yield from _open_doubts(found.moment, said)
        return
    shown = _day(found.moment)
    for words in _named(meta, DATE_METAS):
        if shown and found.basis != "updated" and _day(words) not in (shown, None):
            message = f"the page shows {shown}, its metadata say {_day(words)}"
            yield Doubt("date_conflict", message, found.moment)
            return


def _open_doubts(words: Text, said: Publication | None) -> Iterator[Doubt]:
    if said is None:
        message = "neither year nor day of this time is stated; look at the source"
        yield Doubt("open_date", message, words)


def _said(
    found: Dateline | None,
    lines: Sequence[Line],
    body: Sequence[Line],
    meta: Sequence[Meta],
) -> Iterator[Publication]:
    """Yield every time of publication that a page states, the surest first."""
    if found and found.basis in ("dateline", "label"):
        basis: Basis = "label" if found.basis == "label" else "dateline"
        yield Publication(_finer(found.moment, meta), basis)
    is_open = found is not None and found.basis == "open"
    words = found.moment if found and isinstance(found.moment, Text) else None
    if is_open and words is not None:
        yield from _of_republic(words, lines)
        yield from _of_year(words, meta)
    for time in _named(meta, (TIME_ELEMENT,)):
        yield Publication(_in_china(time), "time_element")
    for time in _named(meta, DATE_METAS):
        yield Publication(_in_china(time), "metadata")
    yield from (Publication(time, "label") for time in _at_foot(lines))
    yield from (Publication(day, "dateline") for day in _in_opening(body))
    if is_open and words is not None:
        yield from _of_present(words, meta)
    yield from _updated(found, meta)
    yield from (Publication(day, "signature") for day in _signed(body))
    yield from _of_address(meta)


def _finer(shown: Text | Implied, meta: Sequence[Meta]) -> Text | Implied:
    """The day that a page shows, with its time where metadata of the day have it."""
    if isinstance(shown, Implied) or moment_precision(shown.chars) != "day":
        return shown
    for time in _named(meta, DATE_METAS):
        if _day(time) == _day(shown) and moment_precision(time.chars) != "day":
            return Implied(time.chars, "the day is shown, its time is metadata's", time)
    return shown


def _of_year(words: Text, meta: Sequence[Meta]) -> Iterator[Publication]:
    """A month and day whose year metadata or address state."""
    for time in _named(meta, DATE_METAS):
        if (day := _day(time)) and (whole := with_year(words.chars, day)):
            because = "its year is that of the metadata"
            yield Publication(Implied(whole, because, words), "metadata")
    for day in _address_days(meta):
        if whole := with_year(words.chars, day):
            because = "its year is that of the page's address"
            yield Publication(Implied(whole, because, words), "url")


def _of_republic(words: Text, lines: Sequence[Line]) -> Iterator[Publication]:
    """A day of 114/02/21 on a page that speaks of 民国 elsewhere."""
    told = of_republic(words.chars)
    if told and any(line.text.search("民[国國]") for line in lines):
        because = "the page counts its years from 1912 (民国)"
        yield Publication(Implied(told, because, words), "dateline")


def _of_present(words: Text, meta: Sequence[Meta]) -> Iterator[Publication]:
    for time in _named(meta, PRESENT_METAS):
        now = _moment(time)
        if now and (told := from_present(words.chars, now)):
            because = f"told from {now.isoformat(' ')}, when the page was fetched"
            yield Publication(Implied(told, because, words), "relative")


def _updated(found: Dateline | None, meta: Sequence[Meta]) -> Iterator[Publication]:
    if found and found.basis == "updated":
        yield Publication(found.moment, "updated")
    for time in _named(meta, UPDATE_METAS):
        yield Publication(_in_china(time), "updated")


def _of_address(meta: Sequence[Meta]) -> Iterator[Publication]:
    days = set(_address_days(meta))
    if len(days) == 1:
        told = days.pop().isoformat()
        yield Publication(Implied(told, "the day in the address", address(meta)), "url")


def _address_days(meta: Sequence[Meta]) -> list[date]:
    named = address(meta)
    return address_days(named.chars) if named is not None else []


def _at_foot(lines: Sequence[Line]) -> Iterator[Text]:
    """A time with its label (发布日期：…) below the text."""
    foot = (line.text for line in lines[-FOOT:] if len(line.text) <= LONGEST)
    found = (moment_in(line) for line in foot)
    yield from (each.text for each in found if each and each.rank == 2)


def _signed(body: Sequence[Line]) -> Iterator[Text]:
    """A day alone on one of the last lines: below an office, 完 or the prose."""
    last = [line.text for line in body[-4:]]
    for at, (above, day) in enumerate(pairwise(last)):
        name = above.strip()
        is_office = len(name) <= 40 and (name.search(_OFFICE) or agency_names(name))
        is_end = at == len(last) - 2 and name.search("[。！]$")
        day = day.strip("（）() ")
        if (is_office or is_end or name.fullmatch(_FINIS)) and _is_day(day):
            below = [line for line in last[at + 2 :][:1] if line.fullmatch(_CLOCK_LINE)]
            yield Text.join([day, *below])


def _in_opening(body: Sequence[Line]) -> Iterator[Text]:
    """The day before the first sentence: 2031年2月28日，中国苏州——, （…，苏州）."""
    for line in body[:1]:
        if found := line.text.match(_OPENING):
            yield found["day"]


def _is_day(words: Text) -> bool:
    try:
        read = partial_date(words.chars)
    except Rejected:
        return False
    return read is not None and read.precision == "day"


def _named(meta: Sequence[Meta], names: Sequence[str]) -> Iterator[Text]:
    """The times under these names, the surest first; what is no time is left out."""
    for name in names:
        for each in meta:
            if each.name.lower() == name and _moment(each.text):
                yield each.text


def _in_china(words: Text) -> Text | Implied:
    """A time as it stands; of one of another zone the evidence says so."""
    if not words.search(_UTC) or words.search(_CHINA):
        return words
    return Implied(words.chars, "in the zone it names, here the time of China", words)


def _day(words: Text) -> date | None:
    at = _moment(words)
    return at.date() if at else None


def _moment(words: Text) -> datetime | None:
    try:
        return moment(words.chars)
    except Rejected:
        return None
