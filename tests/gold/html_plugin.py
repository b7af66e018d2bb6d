"""One page through our own pipeline, in the shape that the shared score.py asks for.

python3 score.py --input bytes --plugin tests/gold/html_plugin.py:extract
"""

from extract.one import repaired
from extract.readers import Unreadable
from normalize.draft import Draft, Implied
from normalize.tables import DocumentRow
from normalize.text import Text
from parsers import news


def extract(page: bytes | str, url: str | None) -> dict[str, str | None]:
    """Return title, date, time, source, author and body of a page."""
    data = page.encode("utf-8") if isinstance(page, str) else page
    try:
        document, _ = repaired(data, url or "page.html")
    except Unreadable:
        return {}
    row = next(d for d in news.parse(document) if isinstance(d, Draft))
    assert row.table is DocumentRow
    said = {name: _words(cell) for name, cell in row.cells.items()}
    people = (said.get(name) for name in ("author", "reporter", "editor"))
    return {
        "title": said.get("title"),
        "date": said.get("published_at"),
        "source": said.get("publisher"),
        "author": "、".join(filter(None, people)),
        "body": "\n".join(document.text.chars.splitlines()),
    }


def _words(cell: object) -> str | None:
    if isinstance(cell, Implied):
        return str(cell.value)
    return str(cell) if isinstance(cell, Text) else None
