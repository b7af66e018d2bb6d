"""One page through our own pipeline, in the shape that the shared score.py asks for.

python3 score.py --input bytes --plugin tests.gold.html_plugin:extract

The gold keeps each page's own characters, so what the pipeline has made Simplified is
given back as it was printed; what it has left out stays out.
"""

from extract.one import repaired
from extract.readers import Unreadable, read
from normalize.document import Document
from normalize.draft import Draft, Implied
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
    printed = read(data, document.name)

    def words(name: str) -> str:
        return _printed(cells[name], printed) if name in cells else ""

    return {
        "title": words("title"),
        "date": words("published_at"),
        "source": words("publisher"),
        "author": "、".join(filter(None, map(words, PEOPLE))),
        "editor": words("editor"),
        "body": printed.text.within(document.text.spans()).chars,
    }


def _printed(cell: object, printed: Document) -> str:
    if isinstance(cell, Implied):
        return str(cell.value)
    assert isinstance(cell, Text)
    return printed.text.within(cell.spans()).chars or cell.chars
