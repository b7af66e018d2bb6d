"""The pages of an OFD put together, with the templates behind and before them.

A part that is missing or damaged costs what it holds and is told; the other pages are
read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from lxml import etree

from extract.readers.ofd.drawing import Drawing
from extract.readers.ofd.parts import Body, Lost
from extract.readers.ofd.space import MM, PAGE, Matrix, outline, within
from extract.readers.printed.page import Target
from extract.readers.unreadable import Unreadable

Found = TypeVar("Found")
NOTHING = etree.Element("Page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The drawings of a page from back to front; those of its stamps are apart.

    `width` and `height` are in points; `lost` are sentences on parts that are missing.
    """

    width: float
    height: float
    drawings: list[Drawing]
    stamps: Drawing
    lost: list[str]


@dataclass(slots=True)
class Sheets:
    """The sheets of one document; a template is drawn once for all its pages."""

    body: Body
    _templates: dict[tuple[str, Matrix], Drawing | None] = field(default_factory=dict)
    _lost: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Sheet]:
        """Yield the pages in their order; one that is lost is blank."""
        annotations = self._try(self.body.annotations) or {}
        for entry in self.body.pages():
            yield self._sheet(entry, annotations.get(entry.get("ID", ""), []))
            self._lost = []

    def _sheet(self, entry: etree._Element, annotations: list[etree._Element]) -> Sheet:
        content = self._part(entry.get("BaseLoc"))
        if content is None:
            content = NOTHING
        left, top, width, height = self.body.frame(content)
        outer = Matrix(1, 0, 0, 1, -left, -top).then(PAGE)
        below, above = self._around(content, outer)
        return Sheet(
            width=round(width * MM, 3),
            height=round(height * MM, 3),
            drawings=[*below, self._drawn(content, outer), *above],
            stamps=self._stamps(annotations, outer),
            lost=self._lost,
        )

    def _around(
        self, content: etree._Element, outer: Matrix
    ) -> tuple[list[Drawing], list[Drawing]]:
        """The templates that a page uses, behind it and before it."""
        entries = self.body.templates()
        below: list[Drawing] = []
        above: list[Drawing] = []
        for use in content.iterfind("Template"):
            entry = entries.get(use.get("TemplateID", ""), NOTHING)
            order = use.get("ZOrder") or entry.get("ZOrder")
            if drawing := self._template(entry.get("BaseLoc", ""), outer):
                (above if order == "Foreground" else below).append(drawing)
        return below, above

    def _template(self, name: str, outer: Matrix) -> Drawing | None:
        if (name, outer) not in self._templates:
            content = self._part(name)
            drawn = None if content is None else self._drawn(content, outer)
            self._templates[name, outer] = drawn
        return self._templates[name, outer]

    def _drawn(self, content: etree._Element, outer: Matrix) -> Drawing:
        drawing = Drawing(self.body.units())
        drawing.add(content, outer)
        return drawing

    def _stamps(self, annotations: list[etree._Element], outer: Matrix) -> Drawing:
        """What stamps, watermarks and notes show, and where links lead."""
        drawing = Drawing(self.body.units())
        for annotation in annotations:
            for shown in annotation.iterfind("Appearance"):
                drawing.add(shown, within(shown, outer))
                for action in annotation.iterfind(".//Action/URI"):
                    if address := action.get("URI", ""):
                        box = outline(shown, outer)
                        drawing.links.append(Target(*box, address))
        return drawing

    def _part(self, name: str | None) -> etree._Element | None:
        found = self._try(partial(self.body.part, name))
        return found[0] if found else None

    def _try(self, find: Callable[[], Found]) -> Found | None:
        """What is found, or None and the reason why not."""
        try:
            return find()
        except Lost as reason:
            self._lost.append(str(reason))
        except Unreadable as reason:
            if reason.code != "damaged":
                raise
            self._lost.append(reason.message)
        return None
