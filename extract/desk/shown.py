"""A cell and what proves it, as HTML for a notebook (网页呈现).

No word of a document is trusted: all are escaped.  Pictures of pages stand in the HTML
itself, so that nothing is loaded from anywhere.
"""

import base64
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from extract.desk.crop import boxed
from extract.desk.source import source
from extract.desk.tables import NotThere
from extract.desk.why import Piece, Why
from extract.readers.unreadable import Unreadable
from extract.show import printable

MOST_PIECES, MOST_PAGES = 20, 4  # of one cell; a rationale may be quoted from many
LONGEST = 400  # characters of words that a repair took out


def as_words(value: Any) -> str:
    """Return a value as words: lists and structs in one line.

    >>> as_words([{"agency": "甲处", "phone": None}, {"agency": "乙处", "phone": "12"}])
    'agency 甲处; agency 乙处, phone 12'
    >>> as_words(Decimal("420000.0000")), as_words(None), as_words(True)
    ('420000', '–', 'true')
    """
    match value:
        case None:
            return "–"
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value.normalize():f}"
        case datetime() | date():
            return value.isoformat()
        case list():
            return "; ".join(map(as_words, value))
        case dict():
            stated = ((k, v) for k, v in value.items() if v is not None)
            return ", ".join(f"{k} {as_words(v)}" for k, v in stated)
    return str(value)


def stated(why: Why) -> str:
    """Return the value of a cell as words, with its unit."""
    return f"{as_words(why.value)} {why.unit}" if why.unit else as_words(why.value)


def as_line(words: str | None) -> str:
    """Return words in one line, without what could move a cursor.

    >>> as_line("甲\\n乙\\x1b[31m")
    '甲 ⏎ 乙�[31m'
    """
    return printable(" ⏎ ".join((words or "").replace("\t", "  ").splitlines()))


def shortened(words: str, most: int = LONGEST) -> str:
    """Leave out the middle of long words.

    >>> shortened("一二三四五六七八", 4)
    '一二 … 七八'
    """
    half = most // 2
    return words if len(words) <= most else f"{words[:half]} … {words[-half:]}"


def as_html(why: Why) -> str:
    """Show a cell, its words in their context, and the pages with the words boxed."""
    head = f"{why.table}.{why.column} · {why.label} · {why.row_id}"
    shown = [*why.pieces[:MOST_PIECES]]
    lines = [
        f"<p><small>{_safe(head)}</small><br><b>{_safe(stated(why))}</b>",
        f"<br><small>{_safe(why.basis)}</small></p>",
        *(line for piece in shown for line in _piece_lines(piece)),
        *_pages(why, shown),
        *(
            f"<p>⚠ {_safe(f'{each.severity} {each.code}: {each.message}')}</p>"
            for each in why.problems
        ),
    ]
    if more := len(why.pieces) - len(shown):
        lines.append(f"<p><small>… and {more} more pieces</small></p>")
    return f"<div>{''.join(lines)}</div>"


def where(piece: Piece) -> str:
    """Say where a piece stands: file, page, characters.

    >>> where(Piece(column="c", rule="quoted", doc_id="d", path="a.pdf", page=3))
    'a.pdf, page 3'
    """
    page = f", page {piece.page}" if piece.page else ""
    at = "" if piece.start is None else f", characters {piece.start}–{piece.end}"
    sure = f", read with confidence {piece.confidence}" if piece.confidence else ""
    return f"{piece.path or piece.doc_id or 'no document'}{page}{at}{sure}"


def _piece_lines(piece: Piece) -> Iterator[str]:
    told = f"{piece.column} · {piece.rule} · {where(piece)}"
    yield f"<p><small>{_safe(told)}</small>"
    if piece.quote is not None:
        words = f"<mark>{_safe(piece.words or piece.quote)}</mark>"
        yield f"<br>…{_safe(piece.before)}{words}{_safe(piece.after)}…"
    for repair in piece.repairs:
        was, now = _safe(shortened(repair.before)), _safe(shortened(repair.after))
        yield f"<br><small><del>{was}</del> → <ins>{now}</ins> "
        yield f"({_safe(repair.rule)})</small>"
    yield "</p>"


def _safe(words: str) -> str:
    return escape(as_line(words))


def _pages(why: Why, pieces: Sequence[Piece]) -> Iterator[str]:
    for on_page in by_page(pieces)[:MOST_PAGES] if why.raw else ():
        yield _picture(why, on_page)


def by_page(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Gather the pieces that stand on printed pages, page by page."""
    printed = sorted((piece for piece in pieces if piece.boxes), key=_page)
    return [list(on_page) for _, on_page in groupby(printed, _page)]


def _page(piece: Piece) -> tuple[str, int]:
    return str(piece.path), piece.page or 1


def picture(raw: Path | None, on_page: Sequence[Piece]) -> bytes:
    """Return the page of some pieces with their words boxed, as the bytes of a PNG.

    Raises NotThere where the file is not that which was read, and Unreadable.
    """
    if raw is None:
        raise NotThere("The folder of the documents is not known.")
    first, boxes = on_page[0], [box for piece in on_page for box in piece.boxes]
    data = source(raw, str(first.path), str(first.doc_id))
    return boxed(data, first.page or 1, boxes, first.method or "text")


def _picture(why: Why, on_page: Sequence[Piece]) -> str:
    """Return the page as HTML, or a sentence on why it is not shown."""
    try:
        png = base64.b64encode(picture(why.raw, on_page)).decode()
    except (NotThere, Unreadable) as reason:
        return f"<p><small>{_safe(str(reason))}</small></p>"
    style = "max-width:100%;border:1px solid #ccc"
    return (
        f'<img alt="{_safe(where(on_page[0]))}" style="{style}" '
        f'src="data:image/png;base64,{png}">'
    )
