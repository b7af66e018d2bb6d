"""What identifies a notice: title, number, offices, dates, and where each is read.

A page states them up to four times, and not alike.  The title is that of the head, else
of a label, else of the page; one that was cut short is taken from where an attachment
quotes it in full.  The number is only ever read in the head: one in the text is cited.
Offices come from the signature, whose order counts, else from the title, else a label.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from normalize.document import Document
from normalize.draft import Doubt
from normalize.notice import head
from normalize.notice.decree import decree
from normalize.notice.flow import Item
from normalize.notice.layout import Layout
from normalize.notice.offices import offices
from normalize.text import Text
from normalize.values.codes import find_doc_numbers
from normalize.values.dates import find
from normalize.values.plain import squash

# How sites name in <meta> and front matter what others print as labels.
_META = {
    "title": "page", "og:title": "page", "articletitle": "title",
    "pubdate": "posted", "publishdate": "posted", "date": "posted",
    "article:published_time": "posted", "contentsource": "source", "source": "source",
    "publisher": "source", "og:url": "url", "url": "url", "canonical": "url",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a notice says of itself; None for what it does not say."""

    title: Text | None
    kind: Text | None
    number: Text | None
    agencies: Sequence[Text]
    signed: Text | None
    posted: Text | None
    effective: Text | None
    source: Text | None
    url: Text | None
    doubts: Sequence[Doubt]


def identify(document: Document, layout: Layout, items: Sequence[Item]) -> Identity:
    """Read what identifies the notice of a document."""
    lines = [item for item in layout.head if isinstance(item, Text)]
    known = _known(document, layout.head)
    signed = layout.signature
    printed = head.title(lines) or known.get("title") or _of_site(known.get("page"))
    title, doubts = _whole(printed, lines, items, signed.agencies if signed else [])
    named, kind = head.parts_of(title) if title else ([], None)
    said = known.get("agency") or known.get("source")
    number = _number(known) or head.number(lines)
    if found := decree(lines, layout.body):
        title, number, named, doubts = found.title, found.number, [found.agency], []
        kind = head.parts_of(title)[1]
    return Identity(
        title=title,
        kind=kind,
        number=number,
        agencies=(signed and signed.agencies)
        or named
        or (offices(said) if said else []),
        signed=(signed and signed.date)
        or _day(known.get("signed"))
        or _bracketed(lines),
        posted=_day(known.get("posted")) or head.unlabeled_date(lines),
        effective=_day(known.get("effective")),
        source=known.get("source") or known.get("agency"),
        url=known.get("url"),
        doubts=doubts,
    )


def _known(document: Document, items: Iterable[Item]) -> dict[str, Text]:
    """The first value of every label, those of the page before those of its <meta>."""
    known: dict[str, Text] = {}
    for field, value in head.labels(items):
        known.setdefault(field, value)
    for meta in document.meta:
        named = _META.get(meta.name.lower())
        if named is not None and meta.text:
            known.setdefault(named, meta.text)
    return known


def _of_site(page: Text | None) -> Text | None:
    return head.site_title(page) if page is not None else None


def _number(known: dict[str, Text]) -> Text | None:
    stated = known.get("number")
    return next(find_doc_numbers(stated), None) if stated is not None else None


def _day(value: Text | None) -> Text | None:
    """The date a label gives, with its time if nothing else follows it."""
    if value is None or head.is_date(value.chars):
        return value
    return next((found.quote for found in find(value) if found.year), None)


def _bracketed(lines: Iterable[Text]) -> Text | None:
    """The date in brackets under a title: （2015年2月9日 示办发〔2015〕7号）."""
    for line in lines:
        found = line.fullmatch(
            r"[（(]\s*((?:19|20)\d\d\s*年[^（）()]*?日)[^（）()]*[）)]"
        )
        if found:
            return found[1]
    return None


def _whole(
    printed: Text | None,
    lines: Sequence[Text],
    items: Iterable[Item],
    agencies: Sequence[Text],
) -> tuple[Text | None, list[Doubt]]:
    """The title as printed, or as quoted in full where the printed one is cut short."""
    if printed is not None and printed.search(rf"(?:{head.TYPE})(?:[（(].*)?$"):
        return printed, []
    cut = printed or next((line for line in reversed(lines) if _could_open(line)), None)
    for quoted in head.quoted_titles(items):
        if _opens(cut, quoted) and _by(quoted, agencies):
            message = (
                "the title at the top is cut short; taken from where the text quotes it"
            )
            return quoted, [Doubt("title_recovered", message, cut or quoted, "info")]
    message = (
        "no line at the top is the title of an official document; look at the source"
    )
    return cut, [Doubt("title_incomplete", message, cut)]


def _could_open(line: Text) -> bool:
    """Whether a line may be what is left of a title."""
    said = line.search("[\u4e00-\u9fff]") and not line.search("[。；：:>|]")
    return bool(said) and not (head.is_date(line.chars) or any(find_doc_numbers(line)))


def _opens(cut: Text | None, quoted: Text) -> bool:
    """Whether what is left of a title is the beginning of the quoted one."""
    if cut is None:
        return True
    left = squash(re.sub(r"[….\s]+$", "", cut.chars))
    return bool(left) and squash(quoted.chars).startswith(left)


def _by(quoted: Text, agencies: Sequence[Text]) -> bool:
    """Whether a quoted title names the very offices that have signed."""
    named, _ = head.parts_of(quoted)
    return bool(named) and {squash(n.chars) for n in named} == {
        squash(n.chars) for n in agencies
    }
