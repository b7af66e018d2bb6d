"""The sheet as a Word document (docx), written by hand: a zip of a few XML parts."""

from collections.abc import Iterator
from io import BytesIO
from itertools import accumulate
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tests import forms
from tests.prints import furniture, lines
from tests.prints.html import FONTS
from tests.prints.options import PAPERS, Options
from tests.prints.sheet import FILE, Cell, Item, Line, Table

OFFICE = "http://schemas.openxmlformats.org"
W = f'xmlns:w="{OFFICE}/wordprocessingml/2006/main"'
R = f'xmlns:r="{OFFICE}/officeDocument/2006/relationships"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
RELS = f"{OFFICE}/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OUTSIDE = ' TargetMode="External"'
TYPES = f"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="{OFFICE}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>
<Override PartName="/word/header.xml" ContentType="{MAIN}.header+xml"/>
<Override PartName="/word/footer.xml" ContentType="{MAIN}.footer+xml"/>
</Types>"""
BORDERS = {
    "all": ("single", 6, "000000"),
    "cells": ("single", 8, "000000"),
    "gray": ("single", 4, "C8C8C8"),
    "double": ("double", 6, "000000"),
    "rects": ("single", 2, "555555"),
    "rows": ("single", 6, "000000"),
    "dashed": ("dashed", 6, "000000"),
    "none": ("none", 0, "auto"),
}
MARK = """<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136"
adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136"
style="position:absolute;width:380pt;height:80pt;rotation:315;z-index:-1;
mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="silver"
stroked="f"><v:fill opacity=".4"/><v:textpath style="font-family:'{font}'" string="{mark}"/>
</v:shape></w:pict></w:r>"""


def docx(items: list[Item], answer: forms.Answer, options: Options) -> bytes:
    """The sheet as the bytes of a docx file."""
    writer = Writer(options)
    return _bound(writer, "".join(map(writer.item, items)), writer.header(answer))


def document(body: str, options: Options) -> bytes:
    """Paragraphs in WordprocessingML as the bytes of a docx file."""
    return _bound(Writer(options), body, "<w:p/>")


def _bound(writer: "Writer", body: str, header: str) -> bytes:
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _relations(
            [("d", "officeDocument", "word/document.xml", False)]
        ),
        "word/document.xml": _part(
            "document", f"<w:body>{body}{_section(writer.options)}</w:body>"
        ),
        "word/header.xml": _part("hdr", header),
        "word/footer.xml": _part("ftr", writer.footer()),
        "word/_rels/document.xml.rels": _relations(writer.relations),
    }
    return _zipped(parts)


def _part(name: str, words: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {W} {R} {VML}>{words}</w:{name}>'


def _zipped(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(ZipInfo(name), words, ZIP_DEFLATED)
    return out.getvalue()


def _relations(relations: list[tuple[str, str, str, bool]]) -> str:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{RELS}/{kind}" Target="{escape(to)}"'
        f"{OUTSIDE if external else ''}/>"
        for name, kind, to, external in relations
    )
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{entries}</Relationships>'


def _section(options: Options) -> str:
    width, height = (round(20 * side) for side in PAPERS[options.paper])
    side, below = round(20 * options.margin), round(20 * options.margin_bottom)
    turned = ' w:orient="landscape"' if width > height else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="h"/>'
        '<w:footerReference w:type="default" r:id="f"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{side}" w:bottom="{below}" w:left="{side}" w:right="{side}"'
        ' w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>'
    )


class Writer:
    """Items as WordprocessingML, and the links they need."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.relations = [
            ("h", "header", "header.xml", False),
            ("f", "footer", "footer.xml", False),
        ]

    def item(self, item: Item) -> str:
        """A line or a table."""
        if isinstance(item, Line):
            return self._paragraph(
                item.words,
                self.options.size * (1.6 if item.title else 1),
                center=item.title,
            )
        return self._table(item) + self._paragraph("", 4)

    def header(self, answer: forms.Answer) -> str:
        """The line above each page, with the watermark behind it."""
        marked = self.options.watermark != "none"
        mark = (
            MARK.format(font=FONTS[self.options.font], mark=furniture.MARK)
            if marked
            else ""
        )
        words = furniture.header(answer) if self.options.header != "none" else ""
        return f"<w:p>{mark}{self._run(words, 8)}</w:p>"

    def footer(self) -> str:
        """The line below each page; Word counts the pages."""
        words = furniture.FOOTERS[self.options.footer].format(
            page="\0PAGE\0", pages="\0NUMPAGES\0"
        )
        pieces = [
            self._field(piece) if i % 2 else self._run(piece, 8)
            for i, piece in enumerate(words.split("\0"))
        ]
        return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{"".join(pieces)}</w:p>'

    def _field(self, name: str) -> str:
        return f'<w:fldSimple w:instr="{name}">{self._run("1", 8)}</w:fldSimple>'

    # --- tables

    def _table(self, table: Table) -> str:
        width, _ = PAPERS[self.options.paper]
        whole = 20 * (width - 2 * self.options.margin)
        widths = [round(whole * share) for share in table.widths]
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        rows = "".join(
            self._row(row, widths, repeated=i < table.head)
            for i, row in enumerate(table.rows)
        )
        return f"<w:tbl>{self._table_style(sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def _table_style(self, width: int) -> str:
        kind, weight, color = BORDERS[self.options.border]
        sides = ["top", "bottom", "insideH"]
        sides += ["left", "right", "insideV"] if self.options.border != "rows" else []
        edges = "".join(
            f'<w:{side} w:val="{kind}" w:sz="{weight}" w:space="0" w:color="{color}"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
            if side in sides
        )
        pad = round(20 * self.options.padding)
        inner = "".join(
            f'<w:{side} w:w="{pad}" w:type="dxa"/>'
            for side in ("top", "left", "bottom", "right")
        )
        return (
            f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{inner}</w:tblCellMar></w:tblPr>'
        )

    def _row(self, row: list[Cell], widths: list[int], *, repeated: bool) -> str:
        # LibreOffice closes the border of a cut row, so a cut name would read as two.
        whole = self.options.row_breaks == "between" or row[0].role == "value"
        marks = "<w:cantSplit/>" if whole else ""
        marks += "<w:tblHeader/>" if repeated else ""
        starts = accumulate((cell.span for cell in row), initial=0)
        cells = "".join(
            self._cell(cell, sum(widths[at : at + cell.span]))
            for cell, at in zip(row, starts, strict=False)
        )
        return f"<w:tr><w:trPr>{marks}</w:trPr>{cells}</w:tr>"

    def _cell(self, cell: Cell, width: int) -> str:
        options = self.options
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        shaded = options.shade and cell.role != "value"
        shade = (
            '<w:shd w:val="clear" w:color="auto" w:fill="EEF2F7"/>' if shaded else ""
        )
        middle = '<w:vAlign w:val="center"/>' if options.middle else ""
        bold = options.bold != "none" and cell.role != "value"
        paragraphs = "".join(
            self._paragraph(
                words, options.size, bold=bold, center=cell.role == "section"
            )
            for words in cell.words.split("\n")
        )
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}{middle}</w:tcPr>{paragraphs}</w:tc>'

    # --- words

    def _paragraph(
        self, words: str, size: float, *, bold: bool = False, center: bool = False
    ) -> str:
        lead = f'<w:spacing w:before="0" w:after="0" w:line="{round(240 * self.options.leading)}"/>'
        place = '<w:jc w:val="center"/>' if center else ""
        runs = "".join(self._runs(words, size, bold))
        return f"<w:p><w:pPr>{lead}{place}</w:pPr>{runs}</w:p>"

    def _runs(self, words: str, size: float, bold: bool) -> Iterator[str]:
        if words.startswith(FILE):
            yield self._run(FILE, size)
            yield self._link(words.removeprefix(FILE), size)
            return
        for line in lines.broken(
            words, 1e9, lambda w, _: len(w), raise_units=self.options.raise_units
        ):
            for run in line:
                yield self._run(run.words, size, bold=bold, raised=run.raised)

    def _link(self, name: str, size: float) -> str:
        key = f"l{len(self.relations)}"
        self.relations.append((key, "hyperlink", f"https://example.org/f/{name}", True))
        return f'<w:hyperlink r:id="{key}">{self._run(name, size)}</w:hyperlink>'

    def _run(
        self, words: str, size: float, *, bold: bool = False, raised: bool = False
    ) -> str:
        font = FONTS[self.options.font]
        fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
        style = fonts + "<w:b/>" * bold + f'<w:sz w:val="{round(2 * size)}"/>'
        style += '<w:vertAlign w:val="superscript"/>' * raised
        return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
