"""What is drawn on an OFD page or template: pieces of text, rules, links, pictures.

Objects lie in layers and blocks, which only group them, and in composite objects, which
are drawn by reference to a unit of the resources and may hold others again.  A pattern
that fills a figure holds objects too; those are no text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lxml import etree

from extract.readers.ofd.colors import FAINT, ink, is_shown
from extract.readers.ofd.paths import ruled
from extract.readers.ofd.space import Matrix, outline, within
from extract.readers.ofd.text import written
from extract.readers.printed.page import Glyph, Rule, Target
from extract.readers.unreadable import Unreadable
from normalize.places import Box

MOST_OBJECTS = 200_000  # Of a page; units that hold one another multiply.
DEEPEST = 20

Kind = Literal["text", "faint", "hidden", "aslant"]
Units = Mapping[str, etree._Element]


class Piece(NamedTuple):
    """The characters of one text object, and how they are printed."""

    glyphs: list[Glyph]
    kind: Kind


@dataclass(slots=True)
class Drawing:
    """What was found on a page, in its order; `units` are the composite resources."""

    units: Units
    pieces: list[Piece] = field(default_factory=list)
    flat: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    links: list[Target] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    _seen: int = 0

    def add(self, block: etree._Element, outer: Matrix, depth: int = 0) -> None:
        """Draw the objects of a block; Unreadable `bomb` where they never end."""
        for item in block.iterchildren(etree.Element):
            self._seen += 1
            if depth > DEEPEST or self._seen > MOST_OBJECTS:
                raise Unreadable(
                    "bomb", f"A page draws more than {MOST_OBJECTS:,} objects."
                )
            self._object(item, outer, depth)
            self._links(item, outer)

    def _object(self, item: etree._Element, outer: Matrix, depth: int) -> None:
        match item.tag:
            case "Content" | "Layer" | "PageBlock":
                self.add(item, outer, depth + 1)
            case "CompositeObject":
                unit = self.units.get(item.get("ResourceID", ""))
                if unit is not None:
                    self.add(unit, within(item, outer), depth + 1)
            case "TextObject":
                words = written(item, outer)
                if words.glyphs:
                    kind = "aslant" if words.aslant else _kind(item)
                    self.pieces.append(Piece(words.glyphs, kind))
            case "PathObject":
                flat, upright = ruled(item, outer)
                self.flat += flat
                self.upright += upright
            case "ImageObject":
                self.pictures.append(outline(item, outer))

    def _links(self, item: etree._Element, outer: Matrix) -> None:
        for action in item.iterfind("Actions/Action/URI"):
            if address := action.get("URI", ""):
                self.links.append(Target(*outline(item, outer), address))


def _kind(item: etree._Element) -> Kind:
    if not is_shown(item):
        return "hidden"
    return "faint" if ink(item, "FillColor") < FAINT else "text"
