"""What every reader makes of a file: one `Text` and the blocks cut from it.

A document is headings, paragraphs and grids, whatever the file format was; a form is
the same `Document` whether it came as Markdown pipes, HTML or tab-separated text.
Every block is a slice of `Document.text`, so it knows its place in the raw text.

>>> raw = "一、基本信息\\n药品类别\\t西藥"
>>> text = Text.raw(raw)
>>> row = (Cell(text[7:11]), Cell(text[12:14]))
>>> blocks = (Heading(text[0:6], level=1), Grid((row,)))
>>> kind = "text/plain"
>>> document = Document(name="a", media_type=kind, raw=raw, text=text, blocks=blocks)
>>> repaired = document.repaired(text.align(raw.replace("藥", "药"), "traditional"))
>>> [str(cell.text) for row in repaired.grids()[0].rows for cell in row]
['药品类别', '西药']
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from normalize.form.aliases import Alias
from normalize.places import Box, Places
from normalize.text import Span, Text


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that titles what follows; level 1 is the highest."""

    text: Text
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of prose."""

    text: Text


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid; page and box (x0, y0, x1, y1 in points) where known."""

    text: Text
    page: int | None = None
    box: Box | None = None
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, as long as the source has them."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Meta:
    """A named value that stands outside the body: front matter, <meta>, <title>."""

    name: str
    text: Text


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: the words, and the address as a piece of the source."""

    text: Text
    address: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """A file that has been read; it equals only itself, so that answers can be kept.

    `raw` is the decoded text, `text` the visible one with all edits so far.
    `notes` are (code, message) pairs of the reader for `problems`.
    `page_starts` holds the raw offset of each page of a paged format, `places` where
    its characters are printed.  `labels` are those of forms that people know.
    """

    name: str
    media_type: str
    raw: str
    text: Text
    blocks: tuple[Block, ...]
    meta: tuple[Meta, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    page_starts: tuple[int, ...] = ()
    places: Places | None = None
    doc_id: str = field(default="")
    labels: tuple[Alias, ...] = ()

    def grids(self) -> list[Grid]:
        """List the tables in order."""
        return [block for block in self.blocks if isinstance(block, Grid)]

    def lines(self) -> Iterator[Text]:
        """Yield headings and paragraphs in order, without tables."""
        for block in self.blocks:
            if not isinstance(block, Grid):
                yield block.text

    def repaired(self, text: Text) -> "Document":
        """Return the document with `text`, a repaired version of its own text.

        Every block follows; one that has become empty is dropped.  A meta whose words
        were never part of the visible text (front matter, `<meta>`) is kept as it was.
        """

        def follow(piece: Text) -> Text:
            return text.within(piece.spans()).strip()

        def follow_meta(meta: Meta) -> Meta:
            seen = self.text.within(meta.text.spans()).strip()
            return Meta(meta.name, follow(meta.text)) if len(seen) else meta

        blocks = tuple(b for block in self.blocks if (b := _followed(block, follow)))
        return replace(
            self,
            text=text,
            blocks=blocks,
            meta=tuple(map(follow_meta, self.meta)),
            links=tuple(Link(follow(a.text), a.address) for a in self.links),
        )

    def page_of(self, offset: int) -> int | None:
        """Return the page (from 1) of a raw offset; None for a format without pages."""
        return bisect_right(self.page_starts, offset) or None

    def quotes(self, text: Text) -> list[Span]:
        """List the raw ranges that prove `text`.

        Pieces with nothing but white space or removed characters between them are one
        range, so a cell cut by a page break is quoted whole, break included; where the
        place of each character is known, each page has a range of its own.
        """
        spans: list[Span] = []
        for span in self._by_page(text.spans()):
            if spans and self._goes_on(spans[-1], span):
                spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
            else:
                spans.append(span)
        return spans

    def _by_page(self, spans: list[Span]) -> Iterator[Span]:
        """Cut ranges at the pages, where the document is shown page by page."""
        for start, end in spans:
            for at in self.page_starts if self.places else ():
                if start < at < end:
                    yield Span(start, at)
                    start = at
            yield Span(start, end)

    def _goes_on(self, one: Span, other: Span) -> bool:
        if self.places and self.page_of(one.start) != self.page_of(other.start):
            return False
        return not self._speaks(one.end, other.start)

    def _speaks(self, start: int, end: int) -> bool:
        """Whether words of the clean text stand between two raw offsets."""
        if end < start:
            return True
        first = bisect_left(self.text.starts, start)
        return bool(self.text.chars[first : bisect_left(self.text.starts, end)].strip())


def doc_id(data: bytes) -> str:
    """Return the id of a file: the first 16 hex digits of the SHA-256 of its bytes.

    >>> doc_id(b"")
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(data).hexdigest()[:16]


def _followed(block: Block, follow: Callable[[Text], Text]) -> Block | None:
    if isinstance(block, Grid):
        rows = tuple(
            tuple(replace(cell, text=follow(cell.text)) for cell in row)
            for row in block.rows
        )
        kept = tuple(row for row in rows if any(len(cell.text) for cell in row))
        return Grid(kept) if kept else None
    text = follow(block.text)
    return replace(block, text=text) if len(text) else None
