"""A news page taken apart: its lines, headline, dateline and body.

>>> from normalize.document import Paragraph
>>> text = Text.raw("首张处方开出\\n2025-03-01 10:22 来源：示例网\\n首例患者用药。")
>>> blocks = tuple(map(Paragraph, text.lines()))
>>> page = Document(name="a", media_type="text/plain", raw=text.chars, text=text,
...                 blocks=blocks)
>>> found = article(page)
>>> str(found.title), str(found.when.moment), str(found.body)
('首张处方开出', '2025-03-01 10:22', '首例患者用药。')
"""

from collections.abc import Sequence
from dataclasses import dataclass

from normalize.document import Document
from normalize.news.body import body
from normalize.news.dateline import Dateline, dateline
from normalize.news.headline import headline, titles
from normalize.news.lines import Line, lines
from normalize.text import Span, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page shows, and where; `body` is the text below the dateline."""

    lines: Sequence[Line]
    title: Text | None
    when: Dateline | None
    body: Text


def article(document: Document) -> Article:
    """Take a page apart."""
    shown = lines(document)
    trusted = document.media_type != "text/html"  # <title> is where spam is put
    top = headline(shown, titles(document.meta), trusted=trusted)
    at = top.at if top else None
    when = dateline(shown, at)
    inside = body(shown, at, when.end if when else 0)
    return Article(
        lines=shown,
        title=top.text if top else None,
        when=when,
        body=_text_of(document, inside),
    )


def _text_of(document: Document, inside: Sequence[Line]) -> Text:
    """The text from the first line to the last, tables included."""
    if not inside:
        return document.text[:0]
    span = Span(inside[0].text.span.start, inside[-1].text.span.end)
    return document.text.within([span])
