"""The words of a paragraph, as they are printed.

Left out: deleted and hidden words, codes of fields, prompts of empty fields (单击此处
输入文字), the reading above a character.  Boxes to tick come in four ways (a content
control, a form field, a symbol of a typeface, a character) and leave as ☑ and □.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extract.readers.office.docx.styles import OFF, Styles, switch, value
from extract.readers.office.flow import Piece
from extract.readers.office.numerals import printed
from extract.readers.office.package import Relation
from extract.readers.office.symbols import is_symbol_font, shown
from extract.readers.unreadable import Unreadable

TICKED, EMPTY = "☑", "□"
DEEPEST = 80  # Elements in one another; what people write has about ten.
SKIPPED = {
    "pPr", "rPr", "sdtPr", "sdtEndPr", "delText", "instrText", "rt", "rubyPr",
    "ctrlPr", "fldData", "tblPr", "tblGrid", "txbxContent", "annotationRef",
}  # fmt: skip
DELETED = {"del", "moveFrom"}
SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
DRAWN = {"drawing", "pict", "object"}
HYPERLINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
CIRCLED = re.compile(
    r"\beq\s*\\o\s*\\ac\s*\([^,;，；()]*[,;，；]\s*(\d{1,2})\s*\)", re.I
)


@dataclass(slots=True)
class Field:
    """A field: its code, then, once `shown`, its result."""

    code: str = ""
    shown: bool = False
    address: str = ""


@dataclass(slots=True)
class Found:
    """What paragraphs hold beside words, in order."""

    boxes: list[etree._Element] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class Inline:
    """Reads paragraphs one after another; a field may reach over several."""

    def __init__(self, styles: Styles, relations: dict[str, Relation]) -> None:
        self._styles = styles
        self._relations = relations
        self._fields: list[Field] = []
        self.found = Found()

    def pieces(self, paragraph: etree._Element) -> Iterator[Piece]:
        """Yield the words of a paragraph."""
        yield from self._inside(paragraph, Piece(""), 0)

    def _inside(
        self, parent: etree._Element, look: Piece, depth: int
    ) -> Iterator[Piece]:
        check_depth(depth)
        for child in parent:
            yield from self._element(child, look, depth + 1)

    def _element(self, one: etree._Element, look: Piece, depth: int) -> Iterator[Piece]:
        tag = one.tag
        if tag == "r":
            yield from self._run(one, look, depth)
        elif tag == "hyperlink":
            yield from self._inside(one, look._replace(address=self._to(one)), depth)
        elif tag == "sdt":
            yield from self._control(one, look, depth)
        elif tag == "sup":
            yield from self._inside(one, look._replace(raised=True), depth)
        elif tag == "AlternateContent":
            yield from self._inside(chosen(one), look, depth)
        elif tag in DELETED:
            self._note("tracked_changes")
        elif tag in DRAWN:
            self._drawing(one, depth)
        elif tag == "den":
            yield from self._shown(look._replace(words="/"))
            yield from self._inside(one, look, depth)
        elif tag not in SKIPPED:
            yield from self._inside(one, look, depth)

    def _control(self, one: etree._Element, look: Piece, depth: int) -> Iterator[Piece]:
        box = one.find("sdtPr/checkbox")
        if box is not None:
            ticked = (value(box, "checked") or "0") not in OFF
            yield from self._shown(look._replace(words=TICKED if ticked else EMPTY))
        elif one.find("sdtPr/showingPlcHdr") is None:
            for content in one.findall("sdtContent"):
                yield from self._inside(content, look, depth)

    # --- runs

    def _run(self, run: etree._Element, look: Piece, depth: int) -> Iterator[Piece]:
        if self._states(run, "vanish") not in (None, *OFF):
            self._fields_of(run)
            if any(child.tag == "t" and child.text for child in run):
                self._note("hidden_text")
            return
        look = look._replace(raised=look.raised or self._is_raised(run))
        font = _font(run)
        for child in run:
            yield from self._part(child, look, font, depth)

    def _part(
        self, one: etree._Element, look: Piece, font: str, depth: int
    ) -> Iterator[Piece]:
        tag = one.tag
        if tag == "t":
            words = (one.text or "").replace("\n", " ")
            yield from self._shown(look._replace(words=self._looks(font, words)))
        elif tag in SIGNS:
            yield from self._shown(look._replace(words=SIGNS[tag]))
        elif tag == "br":
            if one.get("type", "textWrapping") == "textWrapping":
                yield from self._shown(look._replace(words="\n"))
        elif tag == "sym":
            code = one.get("char", "")
            sign = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{2,4}", code) else ""
            words = self._looks(one.get("font", ""), sign)
            yield from self._shown(look._replace(words=words))
        elif tag in ("fldChar", "instrText"):
            yield from self._field(one, look)
        elif tag in ("footnoteReference", "endnoteReference"):
            self.found.footnotes.append((tag[: -len("Reference")], one.get("id", "")))
        else:
            yield from self._element(one, look, depth + 1)

    def _shown(self, piece: Piece) -> Iterator[Piece]:
        """The piece, unless it stands in the code of a field."""
        if piece.words and all(one.shown for one in self._fields):
            to = next((one.address for one in self._fields if one.address), "")
            yield piece._replace(address=piece.address or to)

    def _looks(self, font: str, words: str) -> str:
        looks = shown(font, words)
        if looks is None:
            self._note("unknown_symbol")
        return looks or ""

    def _is_raised(self, run: etree._Element) -> bool:
        position = value(run, "rPr/position") or "0"
        return self._states(run, "vertAlign") == "superscript" or (
            position.isdecimal() and int(position) > 0
        )

    def _states(self, run: etree._Element, name: str) -> str | None:
        """What a run or its style states of itself."""
        own = switch(run, f"rPr/{name}")
        style = value(run, "rPr/rStyle")
        return own or (self._styles.states(style, f"rPr/{name}") if style else None)

    # --- fields

    def _fields_of(self, run: etree._Element) -> None:
        """Keep count of the fields in a hidden run."""
        for child in run:
            if child.tag in ("fldChar", "instrText"):
                list(self._field(child, Piece("")))

    def _field(self, one: etree._Element, look: Piece) -> Iterator[Piece]:
        kind = one.get("fldCharType") if one.tag == "fldChar" else "code"
        if kind == "begin":
            yield from self._shown(look._replace(words=_filled_in(one)))
            self._fields.append(Field())
        elif kind == "code" and self._fields:
            self._fields[-1].code += one.text or ""
        elif kind == "separate" and self._fields:
            found = HYPERLINK.search(self._fields[-1].code)
            self._fields[-1].shown = True
            self._fields[-1].address = found[1] if found else ""
        elif kind == "end" and self._fields:
            circled = CIRCLED.search(self._fields.pop().code)
            if circled:
                sign = printed(int(circled[1]), "decimalEnclosedCircle")
                yield from self._shown(look._replace(words=sign))

    # --- what is not words

    def _to(self, link: etree._Element) -> str:
        relation = self._relations.get(link.get("id", ""))
        return relation.target if relation and relation.outside else ""

    def _drawing(self, one: etree._Element, depth: int) -> None:
        check_depth(depth)
        for child in one:
            if child.tag == "txbxContent":
                self.found.boxes.append(child)
            elif child.tag == "AlternateContent":
                self._drawing(chosen(child), depth + 1)
            else:
                if child.tag in ("blip", "imagedata"):
                    self.found.pictures.append(_picture(child))
                if child.tag == "OLEObject":
                    self._note("embedded_file")
                self._drawing(child, depth + 1)

    def _note(self, code: str) -> None:
        self.found.notes.append((code, NOTES[code]))


NOTES = {
    "tracked_changes": "The file holds changes that nobody has accepted yet: inserted "
    "words were read, deleted ones left out. Check them in Word.",
    "hidden_text": "The file holds hidden words, which are not printed; they were left "
    "out. Show them in Word (¶) and check.",
    "unknown_symbol": "A sign of a symbol typeface is in no table; it was left out. "
    "Compare the text with the printed document.",
    "embedded_file": "A file is embedded in the document and was not read. Save it "
    "from Word and add it.",
}


def chosen(alternatives: etree._Element) -> etree._Element:
    """Return the first way a file offers to show a thing; the others repeat it."""
    return next(iter(alternatives), alternatives)


def check_depth(depth: int) -> None:
    """Raise Unreadable where elements stand in one another deeper than people write."""
    if depth > DEEPEST:
        raise Unreadable(
            "damaged",
            f"Its parts stand in one another more than {DEEPEST} deep, as in nothing "
            "that people write. Open it in Word, save it anew and add that file.",
        )


def _picture(shown: etree._Element) -> str:
    return shown.get("embed") or shown.get("id") or ""


def _font(run: etree._Element) -> str:
    """The symbol typeface of a run, or nothing."""
    fonts = run.find("rPr/rFonts")
    names = [] if fonts is None else [fonts.get("ascii", ""), fonts.get("hAnsi", "")]
    return next((name for name in names if is_symbol_font(name)), "")


def _filled_in(start: etree._Element) -> str:
    """What is chosen in a field of a form that stores no result: a box, a list."""
    box = start.find("ffData/checkBox")
    if box is not None:
        state = switch(box, "checked") or switch(box, "default") or "0"
        return EMPTY if state in OFF else TICKED
    chooser = start.find("ffData/ddList")
    if chooser is None:
        return ""
    entries = [entry.get("val", "") for entry in chooser.findall("listEntry")]
    at = value(chooser, "result") or value(chooser, "default") or "0"
    return entries[int(at)] if at.isdecimal() and int(at) < len(entries) else ""
