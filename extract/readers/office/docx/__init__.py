"""Word documents of today (.docx): XML in a zip, also from WPS.

What is printed is read: numbers of lists, boxes to tick, raised digits, cells merged in
any direction.  Headers and footers are written down and left out, footnotes follow the
text.  Pages are not known: Word makes them anew each time.

A file that only holds pictures, as a scan pasted into Word does, is Unreadable.
"""

from collections.abc import Iterable, Iterator

from lxml import etree

from extract.readers.office.docx.body import Body
from extract.readers.office.docx.inline import Found, Inline
from extract.readers.office.docx.numbering import lists
from extract.readers.office.docx.styles import Styles
from extract.readers.office.flow import Prose
from extract.readers.office.package import Package
from extract.readers.office.writer import Writer
from extract.readers.transcript import Transcript
from extract.readers.unreadable import Unreadable
from normalize.document import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FEWEST_WORDS = 20  # Characters; a caption over pasted pages has fewer.
LARGE_PICTURE = 30_000  # Bytes; logos and signatures are smaller than a page.


def read(data: bytes, name: str) -> Document:
    """Return the document that the bytes of a .docx hold.

    Raises Unreadable: `damaged`, `encrypted`, `too_large`, `picture_only` or `empty`.
    """
    reader = _Reader(Package(data))
    transcript = Transcript()
    reader.write(transcript)
    document = transcript.document(name, MEDIA_TYPE)
    _check(document, reader.found)
    return document


class _Reader:
    """The parts of a package, and what they belong to."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = package.main("word/document.xml")
        self._relations = package.relations(self._main)
        self._styles = Styles(self._part("styles"))
        self._inline = Inline(self._styles, self._relations)
        self._lists = lists(self._part("numbering"))

    @property
    def found(self) -> Found:
        """What stands beside the words."""
        return self._inline.found

    def write(self, transcript: Transcript) -> None:
        """Write headers, text, footnotes and footers, in this order."""
        root = self._package.xml(self._main)
        if root is None:
            raise Unreadable(
                "damaged",
                "The zip holds no text of a Word document. Save it from Word anew.",
            )
        writer = Writer(transcript)
        writer.write(self._furniture("header"))
        writer.write(self._body(self._inline).flow(root))
        writer.write(self._footnotes())
        writer.write(self._furniture("footer"))
        for code, message in [*self.found.notes, *self._pictures()]:
            transcript.note(code, message)

    def _part(self, kind: str) -> etree._Element | None:
        names = [one.target for one in self._relations.values() if one.kind == kind]
        return self._package.xml(names[0]) if names else None

    def _body(self, inline: Inline) -> Body:
        return Body(inline, self._styles, self._lists)

    def _furniture(self, kind: str) -> Iterator[Prose]:
        """The lines of headers or footers, each once."""
        targets = sorted({o.target for o in self._relations.values() if o.kind == kind})
        seen: set[str] = set()
        for target in targets:
            inline = Inline(self._styles, self._package.relations(target))
            for line in self._lines(self._package.xml(target), inline):
                if line.words() not in seen:
                    seen.add(line.words())
                    yield Prose(line.pieces, furniture=True)

    def _lines(self, root: etree._Element | None, inline: Inline) -> Iterator[Prose]:
        for paragraph in [] if root is None else root.iter("p"):
            line = Prose(list(inline.pieces(paragraph)))
            if line.words().strip():
                yield line

    def _footnotes(self) -> Iterator[Prose]:
        """The notes that the text refers to, in its order."""
        parts = {kind: self._part(kind + "s") for kind in ("footnote", "endnote")}
        wanted = list(dict.fromkeys(self.found.footnotes))
        bodies = {
            (kind, one.get("id", "")): one
            for kind, root in parts.items()
            for one in ([] if root is None else root.findall(kind))
        }
        for key in wanted:
            yield from self._lines(bodies.get(key), self._inline)

    def _pictures(self) -> Iterable[tuple[str, str]]:
        targets = {
            self._relations[one].target
            for one in self.found.pictures
            if one in self._relations
        }
        large = sum(self._package.size(one) > LARGE_PICTURE for one in targets)
        if large:
            yield (
                "pictures_unread",
                f"The document holds {large} pictures, whose words were not read. "
                "If they show text, save the document as PDF and add that.",
            )


def _check(document: Document, found: Found) -> None:
    words = len(str(document.text).strip())
    if found.pictures and words < FEWEST_WORDS:
        raise Unreadable(
            "picture_only",
            "The document holds pictures and hardly a word, as scanned pages pasted "
            "into Word do. Save it as PDF and add that: scanned PDF files are read.",
        )
    if not words:
        raise Unreadable("empty", "The document holds no words. Check it in Word.")
