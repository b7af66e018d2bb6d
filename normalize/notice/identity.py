"""What identifies a notice: title, number, offices, dates, and where each is read.

A page states them up to four times, and not alike.  The title is that of the head, else
of a label, else of the page; one that was cut short is taken from where an attachment
quotes it in full.  The number is only ever read in the head: one in the text is cited.
Offices come from the signature, whose order counts, else from the title, else a label.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from normalize.document import Document
from normalize.draft import Doubt
from normalize.facts.organizations import agency
from normalize.news.lines import parted
from normalize.news.moments import has_time, moment_in
from normalize.notice import head
from normalize.notice.decree import decree
from normalize.notice.flow import Item
from normalize.notice.labels import labels
from normalize.notice.layout import Layout
from normalize.notice.offices import offices
from normalize.notice.signature import imprint
from normalize.notice.subject import subject
from normalize.notice.titles import extended, whole
from normalize.text import Text
from normalize.values.codes import find_doc_numbers
from normalize.values.dates import find, moment_precision, partial_date

# How sites name in <meta> and front matter what others print as labels.
_META = {
    "title": "page", "og:title": "page", "articletitle": "title",
    "pubdate": "posted", "publishdate": "posted", "date": "posted",
    "article:published_time": "posted", "firstpublishdate": "posted",
    "datepublished": "posted", "dc.date.issued": "posted", "contentsource": "source",
    "source": "source", "publisher": "source", "og:url": "url", "url": "url",
    "canonical": "url",
}  # fmt: skip
_IMPRINT = 3  # lines at the end of a text whose signature a copy has lost
_LONGEST = 60  # characters of a line of the head with date and source
_SOURCE = re.compile("来源|发布|浏览|阅读|点击|字[体号]|作者|分享|打印")
_SITE = re.compile("(?:网站?|报社?|新华社|客户端|公众号|平台)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a notice says of itself; None for what it does not say.

    `numbers` are its own: of a joint notice each office may give it one.  `filed` is
    the number that only the name of the file has.
    `places` are names that may tell its region, the surest first; `basis` is what of
    the page says when it was posted: a label, the metadata, a line of its head.
    """

    title: Text | None
    kind: Text | None
    numbers: Sequence[Text]
    filed: str | None
    validity: Text | None
    index: Text | None
    agencies: Sequence[Text]
    places: Sequence[Text]
    addressees: Text | None
    signed: Text | None
    posted: Text | None
    basis: str | None
    updated: Text | None
    effective: Text | None
    source: Text | None
    url: Text | None
    doubts: Sequence[Doubt]

    @property
    def number(self) -> Text | None:
        """The first of its own numbers; that of the office that leads."""
        return next(iter(self.numbers), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """Title, kind, number and offices as the head has them."""

    title: Text | None
    kind: Text | None
    numbers: Sequence[Text]
    named: Sequence[Text]
    doubts: Sequence[Doubt]


def identify(document: Document, layout: Layout, items: Sequence[Item]) -> Identity:
    """Read what identifies the notice of a document."""
    opening = [_parted(item, document.raw) for item in layout.head]
    lines = [item for item in opening if isinstance(item, Text)]
    known = _known(document, opening)
    top = _read_head(lines, known, layout, items)
    signed = layout.signature
    said = [words for key in ("agency", "source") if (words := known.get(key))]
    stated = [name for words in said for name in _offices_of(words)]
    posted, basis = _posted(document, opening, known, lines)
    return Identity(
        title=top.title,
        kind=top.kind,
        numbers=top.numbers,
        filed=None if top.numbers else _filed(document.name),
        validity=known.get("validity"),
        index=known.get("index"),
        agencies=_agencies(signed.agencies if signed else [], top.named) or stated[:6],
        places=[*top.named, *stated, *(line for line in lines if len(line) <= 20)],
        addressees=layout.addressees or known.get("addressees"),
        signed=(signed and signed.date)
        or _day(known.get("signed"))
        or _bracketed(lines)
        or layout.date
        or imprint([*layout.body[-_IMPRINT:], *layout.closing]),
        posted=posted,
        basis=basis,
        updated=_day(known.get("updated")),
        effective=_day(known.get("effective")),
        source=known.get("source") or known.get("agency"),
        url=known.get("url"),
        doubts=[*top.doubts, *_conflict(document, posted, basis)],
    )


def _parted(item: Item, raw: str) -> Item:
    return parted(item, raw) if isinstance(item, Text) else item


def _read_head(
    lines: Sequence[Text],
    known: dict[str, Text],
    layout: Layout,
    items: Sequence[Item],
) -> _Head:
    numbers = _numbers(known) or head.numbers(lines) or head.numbers(_titles(known))
    if found := decree(lines, layout.body):
        kind = head.parts_of(found.title)[1]
        return _Head(
            title=found.title, kind=kind, numbers=[found.number], named=[found.agency],
            doubts=[],
        )  # fmt: skip
    if about := subject(items):
        named = [about.agency] if about.agency else []
        kind = about.kind or head.parts_of(about.title)[1]
        return _Head(
            title=about.title, kind=kind, numbers=numbers, named=named, doubts=[]
        )
    printed = head.title(lines) or known.get("title") or _of_site(known.get("page"))
    printed = extended(printed, [*_titles(known), *lines])
    signers = layout.signature.agencies if layout.signature else []
    title, doubts = whole(printed, lines, items, signers)
    named, kind = head.parts_of(title) if title else ([], None)
    return _Head(title=title, kind=kind, numbers=numbers, named=named, doubts=doubts)


def _known(document: Document, items: Iterable[Item]) -> dict[str, Text]:
    """The first value of every label, those of the page before those of its <meta>."""
    known: dict[str, Text] = {}
    for field, value in labels(items):
        known.setdefault(field, value)
    for field, value in _metas(document):
        known.setdefault(field, value)
    return known


def _metas(document: Document) -> list[tuple[str, Text]]:
    named = ((_META.get(meta.name.lower()), meta.text) for meta in document.meta)
    return [(field, words) for field, words in named if field is not None and words]


def _titles(known: dict[str, Text]) -> list[Text]:
    return [known[key] for key in ("title", "page") if key in known]


def _of_site(page: Text | None) -> Text | None:
    return head.site_title(page) if page is not None else None


def _numbers(known: dict[str, Text]) -> list[Text]:
    stated = known.get("number")
    return list(find_doc_numbers(stated)) if stated is not None else []


def _filed(name: str) -> str | None:
    """The number with which the name of a file begins or ends: 示发〔2024〕1号.pdf."""
    stem = Text.raw(re.sub(r"\.\w{2,5}$", "", name.rpartition("/")[2]))
    for found in find_doc_numbers(stem):
        words = found.chars
        if stem.chars.startswith(words) or stem.chars.strip("（()）").endswith(words):
            return words
    return None


def _offices_of(words: Text) -> list[Text]:
    """The offices a label names; the name of a site is none."""
    return [name for name in offices(words) if not name.search(_SITE)]


def _agencies(signed: Sequence[Text], named: Sequence[Text]) -> Sequence[Text]:
    """The offices that sign, or all that the title names where a copy has lost some."""
    ours = {agency(name.chars).name for name in signed}
    theirs = {agency(name.chars).name for name in named}
    return named if not signed or ours < theirs else signed


def _posted(
    document: Document,
    items: Iterable[Item],
    known: dict[str, Text],
    lines: Sequence[Text],
) -> tuple[Text | None, str | None]:
    """The date of publication, with its time where <meta> has it, and what says it."""
    labeled = "posted" in dict(labels(items))
    if posted := _day(known.get("posted")) if labeled else None:
        basis = "label"
    elif posted := _beside(lines):
        basis = "dateline"
    elif posted := _day(known.get("posted")):
        basis = "metadata"
    if posted is None:
        return None, None
    for field, words in _metas(document):
        if field == "posted" and _is_finer(words, posted):
            return words, basis
    return posted, basis


def _beside(lines: Sequence[Text]) -> Text | None:
    """A date of the head that stands for itself, alone or beside the source."""
    alone = head.unlabeled_date(lines)
    if alone is not None:
        return alone
    for line in lines:
        found = moment_in(line) if len(line) <= _LONGEST else None
        if found and found.rank and (line.search(_SOURCE) or has_time(found.text)):
            return found.text
    return None


def _conflict(
    document: Document, posted: Text | None, basis: str | None
) -> Iterator[Doubt]:
    """Yield a doubt where the page shows one day and its metadata another."""
    shown = _whole_day(posted) if basis in ("label", "dateline") else None
    for field, words in _metas(document) if shown else ():
        if field == "posted" and _whole_day(words) not in (shown, None):
            message = f"the page shows {shown}, its metadata say {_whole_day(words)}"
            yield Doubt("date_conflict", message, posted)
            return


def _whole_day(words: Text | None) -> date | None:
    if words is None or not head.is_date(words.chars):
        return None
    found = partial_date(words.chars)
    return found.date if found and found.precision == "day" else None


def _is_finer(one: Text, other: Text) -> bool:
    """Whether one date is the same day as the other, and has a time besides."""
    if not (head.is_date(one.chars) and head.is_date(other.chars)):
        return False
    days = [[(f.year, f.month, f.day) for f in find(each)][:1] for each in (one, other)]
    fine = [moment_precision(each.chars) for each in (one, other)]
    return days[0] == days[1] and fine[1] == "day" != fine[0]


def _day(value: Text | None) -> Text | None:
    """The date a label gives, with its time if nothing else follows it."""
    if value is None or head.is_date(value.chars):
        return value
    return next((found.quote for found in find(value) if found.year), None)


def _bracketed(lines: Iterable[Text]) -> Text | None:
    """The date in brackets under a title: （2015年2月9日 示办发〔2015〕7号）."""
    for line in lines:
        inside = line.fullmatch(r"[（(]\s*([^（）()]{8,60})[）)]")
        if inside and (day := _beside_number(inside[1])):
            return day
    return None


def _beside_number(words: Text) -> Text | None:
    """The date with which words begin, or that stands beside a number."""
    day = next((found.quote for found in find(words) if found.year and found.day), None)
    begins = day is not None and words.chars.startswith(day.chars)
    return day if begins or any(find_doc_numbers(words)) else None
