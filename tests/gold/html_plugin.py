"""One page through our own pipeline, in the shape that the shared score.py asks for.

python3 score.py --input bytes --plugin tests.gold.html_plugin:extract

The gold keeps each page's own characters, so what the pipeline has made Simplified is
given back as it was printed; what it has left out stays out.
"""

from html import unescape

from extract.one import repaired
from extract.readers import Unreadable
from normalize.document import Document
from normalize.draft import Draft, Implied
from normalize.news.article import article
from normalize.text import Text
from parsers import news

PEOPLE = ("author", "reporter", "editor")


def extract(page: bytes | str, url: str | None) -> dict[str, str]:
    """Return title, date, source, author and body of a page."""
    data = page.encode("utf-8") if isinstance(page, str) else page
    try:
        document, _ = repaired(data, url or "page.html")
    except Unreadable:
        return {}
    cells = next(d.cells for d in news.parse(document) if isinstance(d, Draft))

    def words(name: str) -> str:
        return _printed(cells[name], document) if name in cells else ""

    return {
        "title": words("title"),
        "date": words("published_at"),
        "source": words("publisher"),
        "author": "、".join(filter(None, map(words, PEOPLE))),
        "editor": words("editor"),
        "body": _printed(article(document).body, document),
    }


def _printed(cell: object, document: Document) -> str:
    """The words of a cell with the characters that the page prints."""
    if isinstance(cell, Implied):
        return str(cell.value)
    assert isinstance(cell, Text)
    spans = zip(cell.starts, cell.ends, cell.chars, strict=True)
    return "".join(_own(document.raw[start:end], char) for start, end, char in spans)


def _own(raw: str, char: str) -> str:
    """The Han that the page prints for one; mojibake and entities are not its words."""
    shown = unescape(raw)
    is_han = len(shown) == 1 and "\u3400" <= shown <= "\u9fff"
    return shown if is_han else char
