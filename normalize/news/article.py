"""A news page taken apart: its lines, headline, dateline and body.

>>> from normalize.document import Paragraph
>>> text = Text.raw("首张处方开出\\n2025-03-01 10:22 来源：示例网\\n首例患者用药。")
>>> blocks = tuple(map(Paragraph, text.lines()))
>>> page = Document(name="a", media_type="text/plain", raw=text.chars, text=text,
...                 blocks=blocks)
>>> found = article(page)
>>> str(found.title), str(found.said.words), str(found.body)
('首张处方开出', '2025-03-01 10:22', '首例患者用药。')
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalize.document import Document
from normalize.news.body import body, is_prose
from normalize.news.credits import is_credit
from normalize.news.dateline import Dateline, dateline
from normalize.news.heading_links import untagged
from normalize.news.headline import headline, titles
from normalize.news.lines import Line, lines
from normalize.news.publication import Publication, publication
from normalize.text import Span, Text

OPENING, CLOSING = 8, 12  # lines of the article, or behind it, that may have credits
SHORT = 40  # characters of a line that is a credit wherever it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page shows, and where; `body` is the text below the dateline.

    `when` is the dateline, `said` the time of publication that the page states, and
    `edges` are the lines around the article, where credits stand.
    """

    lines: Sequence[Line]
    title: Text | None
    when: Dateline | None
    said: Publication | None
    edges: Sequence[Line]
    body: Text


@lru_cache(maxsize=1)  # A parser asks before it reads.
def article(document: Document) -> Article:
    """Take a page apart."""
    shown = lines(document)
    trusted = document.media_type != "text/html"  # <title> is where spam is put
    named = titles(document.meta)
    top = untagged(
        headline(shown, named, trusted=trusted), shown, named, document.links
    )
    at = top.at if top else None
    when = dateline(shown, at)
    inside = body(shown, at, _below(shown, at, when))
    return Article(
        lines=shown,
        title=top.text if top else None,
        when=when,
        said=publication(when, shown, inside, document.meta),
        edges=_edges(shown, inside),
        body=_text_of(document, inside),
    )


def _below(shown: Sequence[Line], at: int | None, when: Dateline | None) -> int:
    """The first line below the dateline, unless that stands below the article."""
    if when is None:
        return 0
    first = 0 if at is None else at + 1
    above, below = shown[first : when.at], shown[when.end :]
    return when.end if _prose(above) <= _prose(below) else first


def _prose(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines if is_prose(line))


def _edges(shown: Sequence[Line], inside: Sequence[Line]) -> Sequence[Line]:
    """What stands above the article and below, with the first and last of its lines.

    Where much stands below it, its editor is in the middle; 来源 there is a table's.
    """
    opening = inside[0] if inside else None
    above = next((at for at, line in enumerate(shown) if line is opening), len(shown))
    first = above + OPENING
    last = max(first, len(shown) - CLOSING)
    middle = [line for line in shown[first:last] if _names_people(line.text)]
    return [*shown[:first], *middle, *shown[last:]]


def _names_people(line: Text) -> bool:
    return len(line) <= SHORT and "来源" not in line.chars and is_credit(line)


def _text_of(document: Document, inside: Sequence[Line]) -> Text:
    """The text from the first line to the last, tables included."""
    if not inside:
        return document.text[:0]
    span = Span(inside[0].text.span.start, inside[-1].text.span.end)
    return document.text.within([span])
