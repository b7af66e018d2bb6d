"""The lists of a Word 97 file: definitions (LSTF, LVL), and their uses (LFO)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from extract.readers.office.lists import Level, List, Lists

DEFINITION, USE, LEVEL = 28, 16, 28  # Bytes.
NO_STYLE = 0x0FFF
SIMPLE, LEGAL, NO_RESTART, NO_GAP = 0x01, 0x04, 0x08, 2
MOST = 5_000
STYLES = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
    10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth",
    18: "decimalEnclosedCircle", 19: "decimalFullWidth2", 22: "decimalZero",
    23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle",
    30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting",
    34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified",
    39: "chineseCountingThousand", 255: "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numbered:
    """The lists by their use (from 1), and the list and level that a style implies."""

    lists: Lists
    by_style: dict[int, tuple[str, int]]


def numbered(
    table: bytes, definitions: tuple[int, int], uses: tuple[int, int]
) -> Numbered:
    """Return the lists that the parts of the table stream define and use."""
    found = dict(_definitions(table, *definitions)) if definitions[1] else {}
    lists: dict[str, List] = {}
    by_style: dict[int, tuple[str, int]] = {}
    for number, name in enumerate(_uses(table, *uses), 1):
        if name not in found:
            continue
        levels, styles = found[name]
        lists[str(number)] = List(str(name), levels)
        for at, style in enumerate(styles):
            if style != NO_STYLE:
                by_style.setdefault(style, (str(number), at))
    return Numbered(Lists(lists), by_style)


def _definitions(
    table: bytes, at: int, size: int
) -> Iterator[tuple[int, tuple[dict[int, Level], tuple[int, ...]]]]:
    if at + 2 > len(table):
        return
    count = min(struct.unpack_from("<H", table, at)[0], MOST)
    level_at = at + size
    for i in range(count):
        start = at + 2 + i * DEFINITION
        if start + DEFINITION > len(table):
            return
        name, _, *styles = struct.unpack_from("<iI9H", table, start)
        levels: dict[int, Level] = {}
        for depth in range(1 if table[start + 26] & SIMPLE else 9):
            if level_at + LEVEL > len(table):
                break
            levels[depth], level_at = _level(table, level_at)
        yield name, (levels, tuple(styles))


def _level(table: bytes, at: int) -> tuple[Level, int]:
    start, style, flags = struct.unpack_from("<iBB", table, at)
    behind, of_words, of_paragraph = table[at + 15], table[at + 24], table[at + 25]
    text_at = at + LEVEL + of_paragraph + of_words
    size = (
        struct.unpack_from("<H", table, text_at)[0] if text_at + 2 <= len(table) else 0
    )
    words = table[text_at + 2 : text_at + 2 + 2 * size].decode("utf-16-le", "replace")
    level = Level(
        pattern="".join(f"%{ord(c) + 1}" if ord(c) < 9 else c for c in words),
        style=STYLES.get(style, "decimal"),
        start=max(0, start),
        has_gap=behind != NO_GAP,
        in_decimals=bool(flags & LEGAL),
        restarts=not flags & NO_RESTART,
    )
    return level, text_at + 2 + 2 * size


def _uses(table: bytes, at: int, size: int) -> list[int]:
    if not size or at + 4 > len(table):
        return []
    count = min(
        struct.unpack_from("<I", table, at)[0], MOST, (len(table) - at - 4) // USE
    )
    return [struct.unpack_from("<i", table, at + 4 + i * USE)[0] for i in range(count)]
