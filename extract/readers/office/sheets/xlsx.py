"""Worksheets of today (.xlsx): XML in a zip, read cell by cell.

Only cells that the file stores are held, so a lone cell at XFD1048576 costs nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extract.readers.office.flow import Piece
from extract.readers.office.package import Package, too_large
from extract.readers.office.sheets import formats
from extract.readers.office.sheets.cells import Range, Sheet, Value, block, place
from extract.readers.unreadable import Unreadable

MOST_CELLS = 600_000
MOST_ROW, MOST_COLUMN = 1_048_576, 16_384
HIDDEN_CELLS = (
    "hidden_cells",
    "Rows or columns of a sheet are hidden, as a filter does; they were read too.",
)
NO_RESULT = (
    "formula_unread",
    "A formula is stored without its result. Open the file in Excel or WPS, save it, "
    "and add it again.",
)


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a file share: strings, number formats, where days begin."""

    strings: list[Value]
    codes: list[str]
    from_1904: bool


def sheets(package: Package) -> Iterator[Sheet]:
    """Yield the sheets in their order; hidden ones come without cells.

    Raises Unreadable: `damaged`, `encrypted` or `too_large`.
    """
    main = package.main("xl/workbook.xml")
    root = package.xml(main)
    if root is None:
        raise Unreadable(
            "damaged", "The zip holds no workbook of Excel. Save it from Excel anew."
        )
    relations = package.relations(main)
    parts = {one.kind: one.target for one in relations.values()}
    book = Book(
        list(_strings(package, parts.get("sharedStrings", ""))),
        _codes(package.xml(parts.get("styles", ""))),
        _from_1904(root),
    )
    for one in root.iterfind("sheets/sheet"):
        relation = relations.get(one.get("id", ""))
        if relation and relation.kind == "worksheet":
            yield _sheet(package, relation.target, one, book)


def _from_1904(root: etree._Element) -> bool:
    stated = root.find("workbookPr")
    return stated is not None and stated.get("date1904") in ("1", "true", "on")


def _strings(package: Package, name: str) -> Iterator[Value]:
    for one in package.elements(name, "si") if name else ():
        yield list(_rich(one))


def _rich(parent: etree._Element) -> Iterator[Piece]:
    """The words of a string, run by run; readings above characters are left out."""
    for one in parent:
        if one.tag == "t":
            yield Piece(_unescaped(one.text or ""))
        elif one.tag == "r":
            look = one.find("rPr/vertAlign")
            raised = look is not None and look.get("val") == "superscript"
            words = "".join(_unescaped(t.text or "") for t in one.findall("t"))
            yield Piece(words, raised)


def _unescaped(words: str) -> str:
    return words.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")


def _codes(root: etree._Element | None) -> list[str]:
    """The number format of each cell style, in their order."""
    if root is None:
        return []
    own = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "")
        for one in root.iterfind("numFmts/numFmt")
        if one.get("numFmtId", "").isdecimal()
    }
    numbers = (one.get("numFmtId", "0") for one in root.iterfind("cellXfs/xf"))
    return [formats.code(int(n), own) if n.isdecimal() else "General" for n in numbers]


def _sheet(package: Package, name: str, entry: etree._Element, book: Book) -> Sheet:
    title = entry.get("name", "")
    if entry.get("state") in ("hidden", "veryHidden"):
        return Sheet(title, True, {}, [])
    rows: dict[int, dict[int, Value]] = {}
    merged: list[Range] = []
    notes: list[tuple[str, str]] = []
    count, at = 0, -1
    for one in package.elements(name, "row", "col", "mergeCell"):
        if one.tag == "mergeCell":
            merged += filter(None, [block(one.get("ref", ""))])
            continue
        if one.get("hidden") in ("1", "true"):
            notes.append(HIDDEN_CELLS)
        if one.tag == "row":
            at = _number(one.get("r"), at + 1)
            row = rows.setdefault(at, {}) if at < MOST_ROW else {}
            row.update(_cells(one, book, notes))
            count += len(one)
            _check(count)
    return Sheet(title, False, rows, merged, notes)


def _check(count: int) -> None:
    if count > MOST_CELLS:
        raise too_large(f"A sheet has more than {MOST_CELLS:,} cells")


def _number(stated: str | None, following: int) -> int:
    return int(stated) - 1 if stated and stated.isdecimal() else following


def _cells(
    row: etree._Element, book: Book, notes: list[tuple[str, str]]
) -> Iterator[tuple[int, Value]]:
    column = -1
    for one in row:
        if one.tag != "c":
            continue
        named = place(one.get("r", ""))
        column = named[1] if named else column + 1
        if column >= MOST_COLUMN:
            continue
        value = list(_value(one, book))
        if not value and one.find("f") is not None and one.get("t") != "str":
            notes.append(NO_RESULT)
        yield column, value


def _value(cell: etree._Element, book: Book) -> Iterator[Piece]:
    kind, stored = cell.get("t", "n"), cell.findtext("v") or ""
    if kind == "inlineStr":
        inside = cell.find("is")
        yield from () if inside is None else _rich(inside)
    elif kind == "s":
        known = stored.isdecimal() and int(stored) < len(book.strings)
        yield from book.strings[int(stored)] if known else ()
    elif stored:
        yield Piece(_stored(kind, stored, cell.get("s", "0"), book))


def _stored(kind: str, stored: str, style: str, book: Book) -> str:
    if kind == "b":
        return "TRUE" if stored == "1" else "FALSE"
    if kind == "d":
        return stored.replace("T", " ").removesuffix(" 00:00:00")
    if kind != "n":
        return _unescaped(stored)
    known = style.isdecimal() and int(style) < len(book.codes)
    code = book.codes[int(style)] if known else formats.GENERAL
    try:
        return formats.shown(float(stored), code, from_1904=book.from_1904)
    except ValueError:
        return stored
