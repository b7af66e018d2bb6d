"""Readers: the bytes of a file become a `Document`, one module per format.

>>> document = read("<p>国家药监局公告</p>".encode("gb18030"), "notice.txt")
>>> document.media_type, str(document.text), document.doc_id
('text/html', '国家药监局公告', 'c811373cc964eebb')
>>> try:
...     read(b"\\x1f\\x8b\\x08", "forms.tgz")
... except Unreadable as reason:
...     print(reason.code)
archive
"""

from dataclasses import replace

from extract.readers import html, markdown, ofd, office, pdf, plain, scan
from extract.readers.charset import decode
from extract.readers.sniff import MESSAGES, foreign, is_json, kind, reject
from extract.readers.unreadable import Unreadable
from normalize.document import Document, doc_id

__all__ = ["Unreadable", "read"]

TEXTS = {"html": html.read, "markdown": markdown.read, "plain": plain.read}
FOREIGN = {
    "pdf": pdf.read,
    "office": office.read,
    "ofd": ofd.read,
    "image": scan.read,
}


def read(data: bytes, name: str) -> Document:
    """Return the document that the bytes of a file hold; `name` is only carried along.

    Raises Unreadable, whose codes are in docs/problems.md.
    """
    found = foreign(data)
    if found == "archive":
        raise Unreadable("archive", MESSAGES["archive"])
    document = FOREIGN[found](data, name) if found else _text(data, name)
    return replace(document, doc_id=doc_id(data))


def _text(data: bytes, name: str) -> Document:
    reject(data)
    text, _, notes = decode(data)
    if not text.strip():
        raise Unreadable("empty", "The file holds nothing but white space.")
    if is_json(text):
        raise Unreadable("json", MESSAGES["json"])
    document = TEXTS[kind(text)](text, name)
    return replace(document, notes=(*notes, *document.notes))
