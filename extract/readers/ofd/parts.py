"""The parts of an OFD: documents, pages, templates, resources, annotations.

    OFD.xml -> DocRoot -> Doc_0/Document.xml -> Pages/Page -> .../Content.xml
                                             -> TemplatePage, PublicRes, Annotations

Producers disagree on everything about the names of parts: they are absolute or not,
relative to the part that names them or to the root, and in another case than the zip.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extract.readers.ofd.space import numbers
from extract.readers.office.package import Package

A4 = (0.0, 0.0, 210.0, 297.0)
Part = tuple[etree._Element, str]


class Lost(ValueError):
    """A part that the file names is not in it."""


@dataclass(slots=True)
class Body:
    """One of the documents in the file: its root and the folder of that."""

    package: Package
    root: etree._Element
    folder: str
    _units: dict[str, etree._Element] | None = field(default=None)

    def part(self, name: str | None) -> Part:
        """Return the XML that a part of this document names, and its folder."""
        return part(self.package, name, self.folder)

    def pages(self) -> list[etree._Element]:
        """Return the entries of the pages, each with an ID and a BaseLoc."""
        return self.root.findall("Pages/Page")

    def templates(self) -> dict[str, etree._Element]:
        """Return the entries of the templates by their ids."""
        found = self.root.iterfind("CommonData/TemplatePage")
        return {entry.get("ID", ""): entry for entry in found}

    def units(self) -> dict[str, etree._Element]:
        """Return the contents of composite objects by the ids of their resources."""
        if self._units is None:
            self._units = dict(self._each_unit())
        return self._units

    def annotations(self) -> dict[str, list[etree._Element]]:
        """Return the annotations of each page by its id; raises Lost."""
        name = (self.root.findtext("Annotations") or "").strip()
        if not name:
            return {}
        listed, folder = self.part(name)
        found: dict[str, list[etree._Element]] = {}
        for entry in listed.iterfind("Page"):
            root, _ = part(self.package, entry.findtext("FileLoc"), folder)
            found.setdefault(entry.get("PageID", ""), []).extend(root.iterfind("Annot"))
        return found

    def frame(self, content: etree._Element) -> tuple[float, float, float, float]:
        """Return left, top, width and height in mm: of the page, else of all pages."""
        every = self.root.findtext("CommonData/PageArea/PhysicalBox")
        for words in (content.findtext("Area/PhysicalBox"), every):
            match numbers(words):
                case [left, top, width, height] if width > 0 and height > 0:
                    return left, top, width, height
        return A4

    def _each_unit(self) -> Iterator[tuple[str, etree._Element]]:
        common = self.root.find("CommonData")
        for entry in () if common is None else common:
            if entry.tag in ("PublicRes", "DocumentRes"):
                try:
                    resources, _ = self.part(entry.text)
                except Lost:
                    continue  # Fonts and pictures, which are not asked for either.
                for unit in resources.iter("CompositeGraphicUnit"):
                    yield unit.get("ID", ""), unit


def bodies(package: Package) -> Iterator[Body]:
    """Yield the documents of a file; raises Lost."""
    root, _ = part(package, "OFD.xml", "")
    for entry in root.iterfind("DocBody/DocRoot"):
        yield Body(package, *part(package, entry.text, ""))


def part(package: Package, name: str | None, folder: str) -> Part:
    """Return the XML of a part named from a folder, and its own folder; raises Lost."""
    bare = (name or "").strip().replace("\\", "/")
    near = posixpath.join(folder, bare.lstrip("/"))
    for path in (bare, near) if bare.startswith("/") else (near, bare):
        root = package.xml(path) if bare else None
        if root is not None:
            return root, posixpath.dirname(path)
    raise Lost(f"Its part {bare or '(without a name)'} is not in the file.")
