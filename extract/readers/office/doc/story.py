"""The characters of a Word 97 file as lines and tables.

A paragraph ends with \\r, a cell with \\x07; a row ends with one more \\x07 whose look
says so and holds the edges of its cells.  Tables in cells use \\r and say in the look
what it ends.  Fields are \\x13 code \\x14 result \\x15.
"""

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.readers.office.doc.lists import Numbered
from extract.readers.office.doc.pieces import Characters
from extract.readers.office.doc.properties import TABLE_ROW, Look, Looks
from extract.readers.office.flow import Box, Flow, Piece, Prose, Table
from extract.readers.office.symbols import shown

IN_TABLE, ROW_END, DEPTH, INNER_CELL, INNER_ROW = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
LIST, LIST_LEVEL, OUTLINE = 0x460B, 0x260A, 0x2640
DELETED, HIDDEN, RAISED, SYMBOL = 0x0800, 0x083C, 0x2A48, 0x6A09
SUPERSCRIPT = 1
ENDS = "\r\x07"
LAST_HEADING = 9  # Styles 1 to 9 are the headings in every file.
DEEPEST = 20
NEAR = 40  # Twips, 0.7 mm: edges drawn by hand are meant to be one.
SIGNS = {"\x0b": "\n", "\x0c": "", "\x0e": "", "\x1e": "-", "\x1f": "", "\xa0": " "}
HYPERLINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
PICTURES = "\x01\x08"
PRIVATE = "\uf000", "\uf0ff"  # Where signs of symbol typefaces are kept.


@dataclass(slots=True)
class Level:
    """A table that is being read."""

    rows: list[tuple[list[list[Flow]], bytes]] = field(default_factory=list)
    cells: list[list[Flow]] = field(default_factory=list)
    content: list[Flow] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """Reads the characters between two places; `pictures` counts what is no text."""

    text: Characters
    characters: Looks
    paragraphs: Looks
    numbered: Numbered
    pictures: int = 0
    hides: bool = False
    deletes: bool = False

    def flow(self, start: int, end: int) -> Iterator[Flow]:
        """Yield the lines and tables of a story."""
        levels: list[Level] = [Level()]
        for first, last in self._ranges(start, min(end, len(self.text.chars))):
            look = self.paragraphs.at(self.text.places[last - 1])
            self._to_depth(levels, _depth(look))
            prose = self._prose(first, last, look)
            top = levels[-1]
            if _is_on(look, ROW_END) or _is_on(look, INNER_ROW):
                top.rows.append((top.cells, look.changes.get(TABLE_ROW, b"")))
                top.cells, top.content = [], []
                continue
            if prose:
                top.content.append(prose)
            ends_cell = self.text.chars[last - 1] == "\x07" or _is_on(look, INNER_CELL)
            if ends_cell and len(levels) > 1:
                top.cells.append(top.content)
                top.content = []
            if len(levels) == 1:
                yield from top.content
                top.content = []
        self._to_depth(levels, 0)
        yield from levels[0].content

    def _ranges(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        first = start
        for at in range(start, end):
            if self.text.chars[at] in ENDS:
                yield first, at + 1
                first = at + 1
        if first < end:
            yield first, end

    def _to_depth(self, levels: list[Level], depth: int) -> None:
        while len(levels) - 1 < min(depth, DEEPEST):
            levels.append(Level())
        while len(levels) - 1 > depth:
            table = _table(levels.pop())
            if table.rows:
                levels[-1].content.append(table)

    # --- paragraphs

    def _prose(self, first: int, last: int, look: Look) -> Prose | None:
        pieces = list(self._pieces(first, last))
        if not any(piece.words.strip() for piece in pieces):
            return None
        number = self._number(look)
        return Prose([Piece(number), *pieces] if number else pieces, _heading(look))

    def _number(self, look: Look) -> str:
        implied = self.numbered.by_style.get(look.style)
        stated = _whole(look.changes.get(LIST))
        level = _whole(look.changes.get(LIST_LEVEL))
        if stated is not None:
            return self.numbered.lists.number(str(stated), level or 0)
        return self.numbered.lists.number(*implied) if implied else ""

    def _pieces(self, first: int, last: int) -> Iterator[Piece]:
        codes: list[str | None] = []  # Of open fields; None once the result begins.
        addresses: list[str] = []
        for at in range(first, last):
            char = self.text.chars[at]
            if char == "\x13":
                codes.append("")
                addresses.append("")
            elif char == "\x14" and codes:
                found = HYPERLINK.search(codes[-1] or "")
                codes[-1], addresses[-1] = None, found[1] if found else ""
            elif char == "\x15" and codes:
                codes.pop()
                addresses.pop()
            elif codes and codes[-1] is not None:
                codes[-1] += char
            elif not any(code is not None for code in codes):
                address = next(filter(None, addresses), "")
                yield from self._shown(at, char, address)

    def _shown(self, at: int, char: str, address: str) -> Iterator[Piece]:
        look = self.characters.at(self.text.places[at])
        self.hides |= _is_on(look, HIDDEN)
        self.deletes |= _is_on(look, DELETED)
        if _is_on(look, HIDDEN) or _is_on(look, DELETED):
            return
        self.pictures += char in PICTURES
        words = SIGNS.get(char, char if char >= " " or char == "\t" else "")
        if PRIVATE[0] <= char <= PRIVATE[1]:
            words = _symbol(char) or char
        if SYMBOL in look.changes and len(look.changes[SYMBOL]) == 4:
            code = struct.unpack("<HH", look.changes[SYMBOL])[1]
            words = _symbol(chr(code))
        raised = _whole(look.changes.get(RAISED)) == SUPERSCRIPT
        if words:
            yield Piece(words, raised, address)


def _symbol(char: str) -> str:
    """A sign of a symbol typeface: its name stands far off, Wingdings are the rule."""
    for font in ("Wingdings 2", "Wingdings"):
        looks = shown(font, char)
        if looks and looks in "☑☒□✓":
            return looks
    return shown("Wingdings", char) or ""


def _heading(look: Look) -> int | None:
    outline = _whole(look.changes.get(OUTLINE))
    if outline is not None:
        return outline + 1 if outline < LAST_HEADING else None
    return look.style if 1 <= look.style <= LAST_HEADING else None


def _depth(look: Look) -> int:
    stated = _whole(look.changes.get(DEPTH))
    return stated if stated is not None else int(_is_on(look, IN_TABLE))


def _is_on(look: Look, kind: int) -> bool:
    return look.changes.get(kind, b"\0")[:1] == b"\1"


def _whole(value: bytes | None) -> int | None:
    return int.from_bytes(value, "little") if value else None


# --- tables


def _table(level: Level) -> Table:
    edges = [_edges(row) for _, row in level.rows]
    columns = _columns(edges)
    rows = [
        list(_boxes(cells, row, [columns[one] for one in own] if own else []))
        for (cells, row), own in zip(level.rows, edges, strict=True)
    ]
    return Table(rows)


def _edges(row: bytes) -> list[int]:
    """Where the cells of a row begin, and the last one ends, in twips."""
    count = row[2] if len(row) > 2 else 0
    size = 2 * (count + 1)
    return (
        list(struct.unpack_from(f"<{count + 1}h", row, 3))
        if len(row) >= 3 + size
        else []
    )


def _columns(edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """The number of the column that begins at each edge."""
    columns: dict[int, int] = {}
    number, before = -1, -100_000
    for edge in sorted({edge for row in edges for edge in row}):
        number += edge - before > NEAR
        columns[edge] = number
        before = edge
    return columns


def _boxes(cells: list[list[Flow]], row: bytes, columns: list[int]) -> Iterator[Box]:
    count = row[2] if len(row) > 2 else 0
    for i, content in enumerate(cells):
        at = 3 + 2 * (count + 1) + 20 * i
        flags = struct.unpack_from("<H", row, at)[0] if at + 2 <= len(row) else 0
        if flags & 0x3 and not content and i:
            continue  # A part of the cell before it.
        known = i + 1 < len(columns)
        column = columns[i] if known else i
        width = max(1, columns[i + 1] - column) if known else 1
        yield Box(column, content, width, flags >> 5 & 3 == 1)
