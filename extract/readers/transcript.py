"""The text of a file that is no text, as it is written down: Word, Excel, OFD, PDF.

Words are written in reading order, cells parted by tabs and rows by line ends, so the
raw text is a transcription of the file that anybody can read.  What does not belong to
the text (a watermark, a page number) is written too, and left out by a named edit.

>>> transcript = Transcript()
>>> words = transcript.write("第1页 內部\\n")
>>> transcript.change(Span(words.start, words.end), "", "page_furniture")
>>> label, _, value = [transcript.write(words) for words in ("规格", "\\t", "2mg")]
>>> transcript.grid([[Written([label]), Written([value])]])
>>> document = transcript.document("a.docx", "application/test")
>>> document.raw, str(document.text)
('第1页 內部\\n规格\\t2mg', '规格\\t2mg')
>>> [[str(cell.text) for cell in row] for row in document.grids()[0].rows]
[['规格', '2mg']]
>>> [repair.rule for repair in document.text.repairs(document.raw)]
['page_furniture']
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from normalize.document import Block, Cell, Document, Grid, Heading, Link, Paragraph
from normalize.places import Box, Places
from normalize.text import Span, Text


@dataclass(frozen=True, slots=True)
class Written:
    """A cell as it was written: the raw ranges that hold it, page, box and spans."""

    spans: Sequence[Span]
    page: int | None = None
    box: Box | None = None
    rowspan: int = 1
    colspan: int = 1


@dataclass(slots=True)
class Transcript:
    """A text that grows, and the blocks cut from it."""

    _words: list[str] = field(default_factory=list)
    _length: int = 0
    _changes: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    _blocks: list[
        tuple[type[Heading | Paragraph], list[Span], int] | list[list[Written]]
    ] = field(default_factory=list)
    _links: list[tuple[Span, str]] = field(default_factory=list)
    _notes: list[tuple[str, str]] = field(default_factory=list)
    _pages: list[int] = field(default_factory=list)
    _boxes: "array[float]" = field(default_factory=lambda: array("f"))
    _confidences: "array[float]" = field(default_factory=lambda: array("f"))

    # --- writing

    def page(self) -> None:
        """Begin a page."""
        self._pages.append(self._length)

    def write(
        self,
        words: str,
        boxes: "array[float] | None" = None,
        confidences: "array[float] | None" = None,
    ) -> Span:
        """Append words; `boxes` has four numbers, `confidences` one, per character."""
        start = self._length
        self._words.append(words)
        self._length += len(words)
        if boxes is not None:
            self._place(start, boxes)
        if confidences is not None:
            self._weigh(start, confidences)
        return Span(start, self._length)

    def change(self, span: Span, new: str, rule: str) -> None:
        """Let `new` stand for a written range; the same range may change only once."""
        self._changes.setdefault(rule, []).append((*span, new))

    # --- structure

    def paragraph(self, spans: Iterable[Span]) -> None:
        """The ranges are a run of prose."""
        self._blocks.append((Paragraph, list(spans), 0))

    def heading(self, spans: Iterable[Span], level: int = 1) -> None:
        """The ranges title what follows."""
        self._blocks.append((Heading, list(spans), level))

    def grid(self, rows: Iterable[Iterable[Written]]) -> None:
        """The cells are a table."""
        self._blocks.append([list(row) for row in rows])

    def link(self, span: Span, address: str) -> None:
        """The words of a range lead to an address."""
        self._links.append((span, address))

    def note(self, code: str, message: str) -> None:
        """Something of the file that a person should know, for `problems`."""
        if (code, message) not in self._notes:
            self._notes.append((code, message))

    # --- reading

    def document(self, name: str, media_type: str) -> Document:
        """Return what was written; a block whose words were all left out is none."""
        raw = "".join(self._words)
        text = self._changed(Text.raw(raw))
        blocks = [self._block(block, text) for block in self._blocks]
        return Document(
            name=name,
            media_type=media_type,
            raw=raw,
            text=text,
            blocks=tuple(block for block in blocks if block),
            links=tuple(Link(text.within([at]).strip(), to) for at, to in self._links),
            notes=tuple(self._notes),
            page_starts=tuple(self._pages),
            places=self._places(),
        )

    def _changed(self, text: Text) -> Text:
        """Apply the changes, rule by rule; offsets stay those of the raw text."""
        for rule, changes in sorted(self._changes.items()):
            text = text.change(_in_text(text, sorted(changes)), rule)
        return text

    def _block(
        self,
        block: tuple[type[Heading | Paragraph], list[Span], int] | list[list[Written]],
        text: Text,
    ) -> Block | None:
        if isinstance(block, list):
            rows = tuple(tuple(_cell(cell, text) for cell in row) for row in block)
            return Grid(rows) if any(len(c.text) for row in rows for c in row) else None
        kind, spans, level = block
        words = text.within(spans).strip()
        if not len(words):
            return None
        return Heading(words, level) if kind is Heading else Paragraph(words)

    def _places(self) -> Places | None:
        if not self._boxes:
            return None
        self._place(self._length, array("f"))
        if self._confidences:
            self._weigh(self._length, array("f"))
        return Places(self._boxes, self._confidences or None)

    def _place(self, start: int, boxes: "array[float]") -> None:
        self._boxes.extend([0.0] * (4 * start - len(self._boxes)))
        self._boxes += boxes

    def _weigh(self, start: int, confidences: "array[float]") -> None:
        self._confidences.extend([1.0] * (start - len(self._confidences)))
        self._confidences += confidences


def _in_text(
    text: Text, changes: Iterable[tuple[int, int, str]]
) -> Iterable[tuple[int, int, str]]:
    """The changes of raw ranges, by the places where these stand now."""
    for start, end, new in changes:
        at = bisect_left(text.starts, start)
        yield at, bisect_left(text.starts, end, at), new


def _cell(cell: Written, text: Text) -> Cell:
    words = text.within(cell.spans).strip()
    return Cell(words, cell.page, cell.box, cell.rowspan, cell.colspan)
