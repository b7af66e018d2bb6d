"""Readers: the bytes of a file become a `Document`, one module per format.

>>> document = read("<p>国家药监局公告</p>".encode("gb18030"), "notice.txt")
>>> document.media_type, str(document.text), document.doc_id
('text/html', '国家药监局公告', 'c811373cc964eebb')
>>> try:
...     read(b"%PDF-1.7", "form.txt")
... except Unreadable as reason:
...     print(reason.code)
pdf
"""

from dataclasses import replace

from extract.readers import html, markdown, plain
from extract.readers.charset import decode
from extract.readers.sniff import MESSAGES, is_json, kind, reject_foreign
from extract.readers.unreadable import Unreadable
from normalize.document import Document, doc_id

__all__ = ["Unreadable", "read"]

READERS = {"html": html.read, "markdown": markdown.read, "plain": plain.read}


def read(data: bytes, name: str) -> Document:
    """Return the document that the bytes of a file hold; `name` is only carried along.

    Raises Unreadable, whose code is `empty`, `binary`, `image`, `pdf`, `office`,
    `archive`, `json`, `too_large`, `login_page` or `undecodable`.
    """
    reject_foreign(data)
    text, _, notes = decode(data)
    if not text.strip():
        raise Unreadable("empty", "The file holds nothing but white space.")
    if is_json(text):
        raise Unreadable("json", MESSAGES["json"])
    document = READERS[kind(text)](text, name)
    return replace(document, doc_id=doc_id(data), notes=(*notes, *document.notes))
