"""The body of a Word document as lines and tables.

Merged cells are read from the properties of cells (`gridSpan`, `vMerge`), rows that a
person deleted are left out, words in text boxes follow the paragraph they hang on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from extract.readers.office.docx.inline import Inline, check_depth, chosen
from extract.readers.office.docx.styles import (
    BODY_LEVEL,
    OFF,
    Styles,
    outline,
    switch,
    value,
)
from extract.readers.office.flow import Box, Flow, Piece, Prose, Table
from extract.readers.office.lists import Lists

WRAPPERS = {"sdt", "sdtContent", "customXml", "ins", "smartTag", "moveTo", "body"}
MOST_COLUMNS = 1_000


class Body:
    """Walks paragraphs and tables in order, counting their numbers."""

    def __init__(self, inline: Inline, styles: Styles, lists: Lists) -> None:
        self._inline = inline
        self._styles = styles
        self._lists = lists
        self._before: list[Piece] = []  # Of paragraphs whose end a person deleted.

    def flow(self, parent: etree._Element, depth: int = 0) -> Iterator[Flow]:
        """Yield the lines and tables in an element."""
        check_depth(depth)
        for child in parent:
            if child.tag == "p":
                yield from self._paragraph(child, depth)
            elif child.tag == "tbl":
                yield Table(list(self._rows(child, depth + 1)))
            elif child.tag in WRAPPERS:
                yield from self._wrapped(child, depth)
            elif child.tag == "AlternateContent":
                yield from self.flow(chosen(child), depth + 1)

    def _wrapped(self, one: etree._Element, depth: int) -> Iterator[Flow]:
        gallery = value(one, "sdtPr/docPartObj/docPartGallery")
        for item in self.flow(one, depth + 1):
            if gallery == "Table of Contents" and isinstance(item, Prose):
                item = replace(item, furniture=True)
            yield item

    # --- paragraphs

    def _paragraph(self, one: etree._Element, depth: int) -> Iterator[Flow]:
        pieces = self._before + list(self._inline.pieces(one))
        boxes, self._inline.found.boxes = self._inline.found.boxes, []
        if one.find("pPr/rPr/del") is not None:
            self._before = pieces
            return
        self._before = []
        style = value(one, "pPr/pStyle") or ""
        number = self._number(one, style)
        if any(piece.words.strip() for piece in pieces):
            if number:
                pieces = [Piece(number), *_unindented(pieces)]
            contents = self._styles.is_contents(style)
            yield Prose(pieces, self._level(one, style), furniture=contents)
        for box in boxes:
            yield from self.flow(box, depth + 1)

    def _level(self, one: etree._Element, style: str) -> int | None:
        own = outline(one)
        if own is None:
            return self._styles.level(style)
        return own if own <= BODY_LEVEL else None

    def _number(self, one: etree._Element, style: str) -> str:
        own = value(one, "pPr/numPr/numId"), value(one, "pPr/numPr/ilvl")
        of_style = self._styles.numbering(style) or (None, None)
        list_id = own[0] or of_style[0]
        if not list_id:
            return ""
        level = own[1] or (None if own[0] else of_style[1])
        at = int(level) if level and level.isdecimal() else None
        return self._lists.number(list_id, at, style)

    # --- tables

    def _rows(self, table: etree._Element, depth: int) -> Iterator[list[Box]]:
        for row in _unwrapped(table, "tr", depth):
            if row.find("trPr/del") is None and not _is_on(row, "trPr/hidden"):
                yield list(self._cells(row, depth + 1))

    def _cells(self, row: etree._Element, depth: int) -> Iterator[Box]:
        column = _count(value(row, "trPr/gridBefore"), 0)
        held: Box | None = None
        for cell in _unwrapped(row, "tc", depth):
            width = _count(value(cell, "tcPr/gridSpan"), 1)
            joined = switch(cell, "tcPr/hMerge") in ("on", "continue")
            if held and joined:
                held = replace(held, width=held.width + width)
            else:
                if held:
                    yield held
                held = self._box(cell, column, width, depth)
            column += width
        if held:
            yield held

    def _box(self, cell: etree._Element, column: int, width: int, depth: int) -> Box:
        goes_on = switch(cell, "tcPr/vMerge") in ("on", "continue")
        return Box(column, list(self.flow(cell, depth + 1)), width, goes_on)


def _unwrapped(
    parent: etree._Element, tag: str, depth: int
) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also those in a content control."""
    check_depth(depth)
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from _unwrapped(child, tag, depth + 1)


def _unindented(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces without the blanks that part words from a typed number."""
    leading = True
    for piece in pieces:
        words = piece.words.lstrip() if leading else piece.words
        leading = leading and not words
        yield piece._replace(words=words)


def _count(stated: str | None, default: int) -> int:
    return min(int(stated), MOST_COLUMNS) if stated and stated.isdecimal() else default


def _is_on(element: etree._Element, path: str) -> bool:
    return switch(element, path) not in (None, *OFF)
