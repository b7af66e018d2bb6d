"""What a file is, by its content; its name is never asked.

A download is often not what it is called: an error page named .pdf, HTML named .txt,
plain text named .md.  Signatures tell binary formats apart, structure tells the three
text formats apart.

>>> kind("<!DOCTYPE html><p>正文"), kind("---\\ntitle: 公告\\n---\\n<div>正文</div>")
('html', 'markdown')
>>> kind("| 药品 | 规格 |\\n|---|---|\\n| 甲 | 乙 |"), kind("一、总则\\n正文。")
('markdown', 'plain')
>>> kind("**首张处方**\\n见[原文](a.html)。"), kind("*P<0.05，**P<0.01，***P<0.001")
('markdown', 'plain')
"""

import json
import re
from itertools import islice
from typing import Literal

from extract.readers.front_matter import begins
from extract.readers.pipes import RULE_ROW
from extract.readers.unreadable import Unreadable

Kind = Literal["html", "markdown", "plain"]
Foreign = Literal["pdf", "image", "office", "ofd", "archive"]

MAX_BYTES = 20_000_000  # Of a text format; the longest rule book seen has a tenth.

IMAGES = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|BM.{4}\0{4}|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyphei",
    re.DOTALL,
)
ARCHIVES = re.compile(
    rb"PK\x03\x04|PK\x05\x06|\x1f\x8b|BZh\d|\xfd7zXZ\0|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07"
    rb"|\x28\xb5\x2f\xfd|.{257}ustar|MIME-Version:|From: <Saved by",
    re.DOTALL,
)
OFFICE = re.compile(
    rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf"
    rb"|\s*(?:\xef\xbb\xbf)?<\?xml[^>]*>\s*<\?mso-application"
)
OFFICE_PARTS = re.compile(rb"\[Content_Types\]\.xml|word/|xl/|ppt/")
OFD_PART = re.compile(rb"OFD\.xml", re.IGNORECASE)
PDF = re.compile(rb"(?:\A|[\r\n])\s*%PDF-\d")
PDF_REACH = 1024  # Downloads put HTTP headers before it; a PDF allows 1,024 bytes.

MESSAGES = {
    "json": "This is JSON, a file of data and no document. Add the document it was "
    "made from, or its text.",
    "archive": "This is an archive that can not be opened here. Unpack it and add the "
    "files it holds.",
}

PAGE_START = re.compile(
    r"(?>[\s\ufeff]++|<!--.*?-->|<\?xml.*?>)*+"
    r"<(?:!doctype\s+html|(?:html|head|meta|link|title|body|base|table|div|p|h[1-6]|ul|ol|section"
    r"|article|center|form|style|script)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
TAG = re.compile(r"</?[a-z][a-z0-9:]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
HASH_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
# A link, a picture, or words in bold that begin a line; ** elsewhere may be a footnote.
INLINE = re.compile(
    r"!?\[[^\[\]\n]*\]\([^()\s]+\)|^[ \t]*(?:[-+*][ \t]+)?\*\*(?![\s*])[^*\n]+\*\*",
    re.MULTILINE,
)
FEW_TAGS, TAG_SHARE = 4, 0.05
FEW_HEADINGS = FEW_INLINE = 2


def is_json(text: str) -> bool:
    """Say whether a text is JSON; its keys and brackets would read as prose.

    >>> is_json('{"title": "公告"}'), is_json("[征求意见] 公告")
    (True, False)
    """
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def foreign(data: bytes) -> Foreign | None:
    """Return the format of a file that is no text; None for text.

    >>> foreign(b"%PDF-1.7"), foreign(b"\\x89PNG"), foreign("公告".encode())
    ('pdf', 'image', None)
    """
    head = data[:PDF_REACH]
    if PDF.search(head):
        return "pdf"
    if OFFICE.match(head):
        return "office"
    if ARCHIVES.match(head):
        if not head.startswith(b"PK"):
            return "archive"
        if OFD_PART.search(data):
            return "ofd"
        return "office" if OFFICE_PARTS.search(data) else "archive"
    return "image" if IMAGES.match(head) else None


def reject(data: bytes) -> None:
    """Raise Unreadable for a text that is empty, or longer than any document."""
    if not data.strip(b"\0 \t\r\n\f\v\xef\xbb\xbf\xfe\xff"):
        raise Unreadable("empty", "The file holds nothing. Download it again.")
    if len(data) > MAX_BYTES:
        raise Unreadable(
            "too_large",
            f"The file has {len(data):,} bytes; text is read up to {MAX_BYTES:,}. "
            "Split it and add the parts.",
        )


def kind(text: str) -> Kind:
    """Tell HTML, Markdown and plain text apart by structure."""
    if begins(text):
        return "markdown"
    if PAGE_START.match(text):
        return "html"
    marked = bool(RULE_ROW.search(text))
    headings = sum(1 for _ in HASH_HEADING.finditer(text))
    if _is_tagged(text) and not headings:
        return "html"
    marked |= headings >= FEW_HEADINGS or _is_marked_inline(text)
    return "markdown" if marked else "plain"


def _is_marked_inline(text: str) -> bool:
    return sum(1 for _ in islice(INLINE.finditer(text), FEW_INLINE)) == FEW_INLINE


def _is_tagged(text: str) -> bool:
    """Whether tags make up a part of the text; one left-over tag is no page."""
    sizes = [len(tag) for tag in TAG.findall(text)]
    return len(sizes) >= FEW_TAGS and sum(sizes) > TAG_SHARE * len(text)
