"""Word documents of 1997 to 2003 (.doc), and those of WPS (.wps).

The main stream holds characters and looks, a second one the tables that order them.
Headers and footers are written and left out; footnotes and text boxes follow the text.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.readers.office.doc.header import (
    CHARACTERS,
    LIST_USES,
    LISTS,
    PARAGRAPHS,
    PIECES,
    Header,
    header,
)
from extract.readers.office.doc.lists import numbered
from extract.readers.office.doc.pieces import characters
from extract.readers.office.doc.properties import Looks
from extract.readers.office.doc.story import Story
from extract.readers.office.docx.inline import NOTES
from extract.readers.office.flow import Flow, Prose, Table
from extract.readers.office.ole import open_ole, stream_of
from extract.readers.office.package import damaged
from extract.readers.office.writer import Writer
from extract.readers.transcript import Transcript
from extract.readers.unreadable import Unreadable
from normalize.document import Document

MEDIA_TYPE = "application/msword"
FEWEST_WORDS = 20


def read(data: bytes, name: str) -> Document:
    """Return the document that the bytes of a .doc hold.

    Raises Unreadable: `damaged`, `encrypted`, `office` for Word 95 and older,
    `too_large`, `picture_only` or `empty`.
    """
    try:
        return _read(data, name)
    except (struct.error, IndexError) as error:  # Places that lead out of the file.
        raise damaged("The Word file", error) from error


def _read(data: bytes, name: str) -> Document:
    container = open_ole(data)
    stream = stream_of(container, "WordDocument")
    head = header(stream)
    data = stream_of(container, "Data") if container.exists("Data") else b""
    story = _story(stream, stream_of(container, head.table), data, head)
    transcript = Transcript()
    _write(story, head, Writer(transcript))
    for code, seen in (
        ("hidden_text", story.hides),
        ("tracked_changes", story.deletes),
    ):
        if seen:
            transcript.note(code, NOTES[code])
    document = transcript.document(name, MEDIA_TYPE)
    _check(document, story)
    return document


def _story(stream: bytes, table: bytes, data: bytes, head: Header) -> Story:
    def part(which: int) -> bytes:
        start, size = head.parts[which]
        return table[start : start + size]

    return Story(
        characters(stream, part(PIECES)),
        Looks(stream, part(CHARACTERS), paragraphs=False),
        Looks(stream, part(PARAGRAPHS), data, paragraphs=True),
        numbered(table, head.parts[LISTS], head.parts[LIST_USES]),
    )


def _write(story: Story, head: Header, writer: Writer) -> None:
    ranges: dict[str, tuple[int, int]] = {}
    start = 0
    for name, length in head.stories.items():
        ranges[name] = (start, start + length)
        start += length
    writer.write(_furniture(story.flow(*ranges["headers"])))
    for name in ("text", "footnotes", "endnotes", "boxes"):
        writer.write(story.flow(*ranges[name]))


def _furniture(flow: Iterable[Flow]) -> Iterator[Prose]:
    for item in flow:
        if isinstance(item, Table):
            for row in item.rows:
                for box in row:
                    yield from _furniture(box.content)
        else:
            yield replace(item, furniture=True)


def _check(document: Document, story: Story) -> None:
    words = len(str(document.text).strip())
    if story.pictures and words < FEWEST_WORDS:
        raise Unreadable(
            "picture_only",
            "The document holds pictures and hardly a word, as scanned pages pasted "
            "into Word do. Save it as PDF and add that: scanned PDF files are read.",
        )
    if not words:
        raise Unreadable("empty", "The document holds no words. Check it in Word.")
