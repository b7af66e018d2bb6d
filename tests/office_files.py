"""Office files made from a few lines of XML or bytes, as the tests need them.

Only what a reader looks at is written: a .docx is its document part and what that
points to, an .xlsx its sheets, an OLE file its streams.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from tests import forms

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:r="{RELATIONS}" xmlns:v="urn:v" xmlns:m="urn:m" xmlns:a="urn:a" '
    'xmlns:wps="urn:wps" xmlns:mc="urn:mc" xmlns:w14="urn:w14"'
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def relations(targets: Iterable[tuple[str, str, str]]) -> str:
    """The relations (id, kind, target) of a part; an address with :// is outside."""
    ones = "".join(
        f'<Relationship Id={quoteattr(key)} Type="{RELATIONS}/{kind}" Target={quoteattr(to)}'
        f"{' TargetMode=' + quoteattr('External') if '://' in to else ''}/>"
        for key, kind, to in targets
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{ones}</Relationships>'


def content_types(*parts: tuple[str, str]) -> str:
    """The list of parts and what they are, which other programs ask for."""
    office = "application/vnd.openxmlformats-officedocument"
    ones = "".join(
        f'<Override PartName="/{name}" ContentType="{office}.{kind}+xml"/>'
        for name, kind in parts
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{ones}</Types>'
    )


# --- Word


def docx(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    links: Sequence[tuple[str, str, str]] = (),
    parts: Mapping[str, str | bytes] | None = None,
    namespace: str = WORD,
) -> bytes:
    """A .docx whose body, styles and lists are given as XML with the prefix w."""

    def part(tag: str, content: str) -> str:
        return f'<w:{tag} xmlns:w="{namespace}" {NAMES}>{content}</w:{tag}>'

    targets = [
        ("s", "styles", "styles.xml"),
        ("n", "numbering", "/word/numbering.xml"),
        *links,
    ]
    return zipped(
        {
            "[Content_Types].xml": content_types(
                ("word/document.xml", "wordprocessingml.document.main"),
                ("word/styles.xml", "wordprocessingml.styles"),
                ("word/numbering.xml", "wordprocessingml.numbering"),
            ),
            "_rels/.rels": relations([("d", "officeDocument", "word/document.xml")]),
            "word/_rels/document.xml.rels": relations(targets),
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/styles.xml": part("styles", styles),
            "word/numbering.xml": part("numbering", numbering),
            **{
                name: content if isinstance(content, bytes) else part(*_root(content))
                for name, content in (parts or {}).items()
            },
        }
    )


def _root(content: str) -> tuple[str, str]:
    """`hdr:<w:p/>` is the content of a part with the root `hdr`."""
    tag, _, inside = content.partition(":")
    return tag, inside


def r(words: str, look: str = "") -> str:
    """A run; `look` is what stands in its properties."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def p(content: str = "", properties: str = "") -> str:
    """A paragraph of runs, or of plain words."""
    inside = content if content.startswith("<") else r(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def tc(content: str = "", *, span: int = 1, merge: str = "") -> str:
    """A cell of paragraphs, or of plain words; `merge` is restart or continue."""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inside = content if content.startswith(("<w:p", "<w:t")) else p(content)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{down}</w:tcPr>{inside}</w:tc>'


def tbl(*rows: Sequence[str]) -> str:
    """A table of rows of cells."""
    return (
        "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"
    )


def abstract(number: int, *levels: tuple[str, str]) -> str:
    """The definition of a list: how each level is numbered (its style, its pattern)."""
    inside = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for i, (style, pattern) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{inside}</w:abstractNum>'


def num(number: int, kind: int, start: int | None = None) -> str:
    """A list, and at which number it begins anew."""
    anew = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    )
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>'
        f"{anew if start else ''}</w:num>"
    )


def numbered(list_id: int, level: int = 0) -> str:
    """The properties of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


# --- Excel


def xlsx(
    *sheets: str,
    names: Sequence[str] = ("Sheet1", "Sheet2", "Sheet3"),
    states: Sequence[str] = ("visible",) * 3,
    strings: Sequence[str] = (),
    styles: str = "",
    workbook: str = "",
) -> bytes:
    """An .xlsx of sheets, each given as the XML in its root."""
    count = range(1, len(sheets) + 1)
    entries = "".join(
        f'<sheet name={quoteattr(names[i - 1])} state="{states[i - 1]}" sheetId="{i}" r:id="s{i}"/>'
        for i in count
    )
    inside = "".join(f"<si>{one}</si>" for one in strings)
    return zipped(
        {
            "[Content_Types].xml": content_types(
                ("xl/workbook.xml", "spreadsheetml.sheet.main"),
                ("xl/sharedStrings.xml", "spreadsheetml.sharedStrings"),
                ("xl/styles.xml", "spreadsheetml.styles"),
                *(
                    (f"xl/worksheets/sheet{i}.xml", "spreadsheetml.worksheet")
                    for i in count
                ),
            ),
            "_rels/.rels": relations([("d", "officeDocument", "xl/workbook.xml")]),
            "xl/_rels/workbook.xml.rels": relations(
                [
                    ("t", "sharedStrings", "sharedStrings.xml"),
                    ("y", "styles", "styles.xml"),
                    *(
                        (f"s{i}", "worksheet", f"worksheets/sheet{i}.xml")
                        for i in count
                    ),
                ]
            ),
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" {NAMES}>{workbook}<sheets>{entries}</sheets></workbook>',
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{inside}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>',
            **{
                f"xl/worksheets/sheet{i}.xml": f'<worksheet xmlns="{SHEET}">{sheets[i - 1]}</worksheet>'
                for i in count
            },
        }
    )


def column_name(at: int) -> str:
    """A, B, … for 0, 1, …"""
    before, letter = divmod(at, 26)
    return (column_name(before - 1) if before else "") + chr(ord("A") + letter)


def c(place: str, words: str) -> str:
    """A cell of words; an empty one has a border only."""
    value = f'<is><t xml:space="preserve">{escape(words)}</t></is>' if words else ""
    return f'<c r="{place}" t="inlineStr">{value}</c>'


def cells(rows: Iterable[Sequence[str]]) -> str:
    """The rows of a sheet, of words."""
    inside = "".join(
        f'<row r="{at}">'
        + "".join(c(f"{column_name(i)}{at}", words) for i, words in enumerate(row))
        + "</row>"
        for at, row in enumerate(rows, 1)
    )
    return f"<sheetData>{inside}</sheetData>"


# --- forms


def form_docx(items: Sequence[forms.Item], columns: int) -> bytes:
    """A form as Word prints it: the last cell of a short row reaches to the margin."""
    body, rows = "", []
    for item in [*items, ""]:
        if isinstance(item, list):
            rows.append(
                [tc(w, span=_width(item, i, columns)) for i, w in enumerate(item)]
            )
            continue
        body += tbl(*rows) if rows else ""
        rows = []
        body += p(item) if isinstance(item, str) else ""
    return docx(body)


def form_xlsx(items: Sequence[forms.Item], columns: int) -> bytes:
    """A form in one sheet, with merged cells where a row is short."""
    rows: list[list[str]] = []
    merged: list[str] = []
    for item in items:
        if isinstance(item, list):
            row: list[str] = []
            for i, words in enumerate(item):
                width = _width(item, i, columns)
                first = f"{column_name(len(row))}{len(rows) + 1}"
                row += [words] + [""] * (width - 1)
                if width > 1:
                    merged.append(f"{first}:{column_name(len(row) - 1)}{len(rows) + 1}")
            rows.append(row)
        elif isinstance(item, str):
            rows.append([item])
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    return xlsx(cells(rows) + f"<mergeCells>{ranges}</mergeCells>")


def _width(row: Sequence[str], at: int, columns: int) -> int:
    return max(1, columns - len(row) + 1) if at == len(row) - 1 else 1


# --- OLE

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of streams, each padded to whole sectors of 512 bytes."""
    bodies = [
        data.ljust(max(4096, -(-len(data) // SECTOR) * SECTOR), b"\0")
        for data in streams.values()
    ]
    starts, sectors = [], b""
    for body in bodies:
        starts.append(len(sectors) // SECTOR)
        sectors += body
    n_data, n_directory = len(sectors) // SECTOR, -(-(len(streams) + 1) // 4)
    n_fat = 1
    while (n_data + n_directory + n_fat) * 4 > n_fat * SECTOR:
        n_fat += 1
    fat = [i + 1 for i in range(n_data)]
    for start, body in zip(starts, bodies, strict=True):
        fat[start + len(body) // SECTOR - 1] = END
    fat += [n_data + i + 1 for i in range(n_directory - 1)] + [END] + [FAT] * n_fat
    fat += [FREE] * (n_fat * SECTOR // 4 - len(fat))
    entries = [_entry("Root Entry", 5, END, 0, child=1 if streams else FREE)]
    for i, (name, data) in enumerate(streams.items(), 1):
        right = i + 1 if i < len(streams) else FREE
        entries.append(
            _entry(name, 2, starts[i - 1], max(4096, len(data)), right=right)
        )
    directory = b"".join(entries).ljust(n_directory * SECTOR, b"\0")
    heads = [n_data + n_directory + i for i in range(n_fat)]
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
        0, n_fat, n_data, 0, 4096, END, 0, END, 0, heads[0],
    )  # fmt: skip
    header += b"".join(struct.pack("<I", one) for one in heads[1:])
    header = header.ljust(SECTOR, b"\xff")
    return header + sectors + directory + struct.pack(f"<{len(fat)}I", *fat)


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE
) -> bytes:
    words = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", words, len(words), kind, 1, FREE, right, child, b"", 0, 0, 0, start, size
    )  # fmt: skip


# --- Word 97


def doc(
    paragraphs: Sequence[tuple[str, bytes]],
    *,
    flags: int = 0,
    raised: Sequence[tuple[int, int]] = (),
) -> bytes:
    """A .doc of paragraphs: words with the mark that ends them, and how they look.

    `raised` are ranges of characters. All text is one piece of UTF-16.
    """
    text = "".join(words for words, _ in paragraphs)
    start, body = 0x600, text.encode("utf-16-le")
    stream = bytearray(start) + body
    stream += bytes(-len(stream) % SECTOR)
    ends = [0]
    for words, _ in paragraphs:
        ends.append(ends[-1] + len(words))
    looks = [
        (a, b, struct.pack("<H", 0) + look)
        for a, b, (_, look) in zip(ends, ends[1:], paragraphs, strict=False)
    ]
    pages = [_page(looks[i : i + 6], start, step=13) for i in range(0, len(looks), 6)]
    runs = (
        [
            _page(
                [(a, b, struct.pack("<HB", 0x2A48, 1)) for a, b in raised],
                start,
                step=1,
            )
        ]
        if raised
        else []
    )
    first = len(stream) // SECTOR
    stream += b"".join(pages + runs)
    table, places = b"", {}
    for index, part in (
        (
            33,
            b"\x02"
            + struct.pack("<I", 16)
            + struct.pack("<IIHIH", 0, len(text), 0, start, 0),
        ),
        (13, _bins(len(pages), first)),
        (12, _bins(len(runs), first + len(pages))),
    ):
        places[index] = (len(table), len(part))
        table += part
    struct.pack_into("<HH", stream, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", stream, 0x0A, 0x200 | flags)
    struct.pack_into("<I", stream, 0x4C, len(text))
    for index, place in places.items():
        struct.pack_into("<II", stream, 0x9A + 8 * index, *place)
    return ole({"WordDocument": bytes(stream), "1Table": table})


def _bins(count: int, first: int) -> bytes:
    numbers = range(first, first + count)
    return (
        struct.pack(f"<{2 * count + 1}I", *range(count + 1), *numbers) if count else b""
    )


def _page(looks: Sequence[tuple[int, int, bytes]], start: int, *, step: int) -> bytes:
    """A page of looks: where they begin, where each is stored, and what it says."""
    page = bytearray(SECTOR)
    bounds = [start + 2 * a for a, _, _ in looks] + [start + 2 * looks[-1][1]]
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    at = SECTOR - 2
    for i, (_, _, look) in enumerate(looks):
        data = (look if len(look) % 2 else look + b"\0") if step == 13 else look
        size = (len(data) + 1) // 2 if step == 13 else len(data)
        at = (at - len(data) - 1) // 2 * 2
        page[at] = size
        page[at + 1 : at + 1 + len(data)] = data
        page[4 * len(bounds) + step * i] = at // 2
    page[-1] = len(looks)
    return bytes(page)


IN_TABLE = struct.pack("<HB", 0x2416, 1)


def doc_row(
    cells: Sequence[str], edges: Sequence[int], merged: Sequence[int] = ()
) -> list[tuple[str, bytes]]:
    """The paragraphs of a row whose cells have edges (twips); `merged` go on from above."""
    flags = [0x20 if i in merged else 0 for i in range(len(cells))]
    body = struct.pack(f"<B{len(edges)}h", len(cells), *edges)
    body += b"".join(struct.pack("<H18x", one) for one in flags)
    definition = struct.pack("<HH", 0xD608, len(body) + 1) + body
    return [
        *((words + "\x07", IN_TABLE) for words in cells),
        ("\x07", IN_TABLE + struct.pack("<HB", 0x2417, 1) + definition),
    ]
