"""The zip of XML parts that a .docx or .xlsx is, opened without trusting it.

A part is measured before it is inflated, entities are never expanded, nothing outside
the file is asked for, and names carry no namespace (the strict and the usual dialect of
Office differ in nothing else).

>>> from io import BytesIO
>>> from zipfile import ZipFile
>>> packed = BytesIO()
>>> with ZipFile(packed, "w") as file:
...     file.writestr("word/document.xml", '<w:p xmlns:w="http://a" w:rsid="1"/>')
>>> package = Package(packed.getvalue())
>>> part = package.xml("word/document.xml")
>>> part.tag, dict(part.attrib), package.xml("word/styles.xml")
('p', {'rsid': '1'}, None)
"""

import posixpath
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from extract.readers.unreadable import Unreadable

MAX_PART = 40_000_000  # Bytes of XML held as a tree; 1,000 pages of prose have 10.
MAX_STREAMED = 400_000_000  # Bytes of XML read cell by cell.
MAX_MEMBERS = 20_000
MAX_ID = 20_000  # Relations of one part; a page of links has a hundred.
ENCRYPTED_FLAG = 0x1
BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)

DAMAGED = "Open it in Office or WPS, save it anew and add that file."


class Relation(NamedTuple):
    """What a part points to: a part of the package, or an address outside."""

    kind: str
    target: str
    outside: bool


class Package:
    """A zip, by the names of its parts."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
        except (*BROKEN, ValueError) as error:
            raise damaged("The zip that holds the document", error) from error
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise too_large(f"It has {len(members):,} parts")
        self._members = {_normal(member.filename): member for member in members}

    def names(self) -> list[str]:
        """List the parts in the order of the file."""
        return list(self._members)

    def size(self, name: str) -> int:
        """Return the bytes of a part once inflated; 0 where there is none."""
        member = self._members.get(_normal(name))
        return member.file_size if member else 0

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of a part without namespaces, or None where there is none.

        Raises Unreadable: `too_large`, `encrypted` or `damaged`.
        """
        data = self._read(name, MAX_PART)
        return parsed(data, name) if data is not None else None

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """Yield the elements of a large part that have one of the tags, as it is read.

        Each is emptied when the next one is asked for. Raises Unreadable as `xml` does.
        """
        data = self._read(name, MAX_STREAMED)
        wanted = [f"{{*}}{tag}" for tag in tags]
        try:
            for _, element in etree.iterparse(
                BytesIO(data or b"<none/>"),
                tag=wanted,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                remove_comments=True,
                remove_pis=True,
            ):
                for one in element.iter(etree.Element):
                    _bare(one)
                yield element
                _forget(element)
        except etree.XMLSyntaxError as error:
            raise damaged(f"Its part {name}", error) from error

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part points to, by the ids it uses."""
        folder, file = posixpath.split(name)
        root = self.xml(f"{folder}/_rels/{file}.rels")
        if root is None:
            return {}
        return {
            one.get("Id", ""): _relation(one, folder)
            for one in list(root)[:MAX_ID]
            if one.tag == "Relationship"
        }

    def main(self, usual: str) -> str:
        """Return the name of the part that the package is about."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument":
                return relation.target
        return usual

    def _read(self, name: str, most: int) -> bytes | None:
        member = self._members.get(_normal(name))
        if member is None:
            return None
        _check(member, most)
        try:
            with self._zip.open(member) as part:
                return part.read(most)
        except (*BROKEN, ValueError) as error:
            raise damaged(f"Its part {name}", error) from error


def parsed(data: bytes, name: str) -> etree._Element:
    """Return the root of XML bytes without namespaces; Unreadable if it is broken."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(f"Its part {name}", error) from error
    if _has_doctype(root):
        raise Unreadable(
            "damaged",
            f"Its part {name} declares a document type, which no Office program writes "
            f"and which may hide an attack; it was not read. {DAMAGED}",
        )
    for element in root.iter(etree.Element):
        _bare(element)
    return root


def damaged(what: str, error: Exception) -> Unreadable:
    """Return the error of a file that is cut off or not what it says."""
    reason = str(error).split("\n", 1)[0].rstrip(".") or type(error).__name__
    return Unreadable("damaged", f"{what} is damaged: {reason}. {DAMAGED}")


def too_large(what: str) -> Unreadable:
    """Return the error of a file beyond a limit."""
    return Unreadable(
        "too_large", f"{what}, more than is read. Split it and add the parts."
    )


def _check(member: ZipInfo, most: int) -> None:
    if member.flag_bits & ENCRYPTED_FLAG:
        raise Unreadable(
            "encrypted", "The document has a password. Add it without the password."
        )
    if member.file_size > most:
        raise too_large(
            f"Its part {member.filename} inflates to {member.file_size:,} bytes"
        )


def _relation(one: etree._Element, folder: str) -> Relation:
    target, outside = one.get("Target", ""), one.get("TargetMode") == "External"
    path = target if outside else _normal(posixpath.join(folder, target))
    return Relation(one.get("Type", "").rpartition("/")[2], path, outside)


def _normal(name: str) -> str:
    """A part's name as it is compared: some writers use backslashes and other case."""
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").lower()


def _has_doctype(root: etree._Element) -> bool:
    return bool(root.getroottree().docinfo.internalDTD is not None)


def _bare(element: etree._Element) -> None:
    """Take the namespaces from the names of an element and its attributes."""
    element.tag = _local(element.tag)
    for name in [name for name in element.attrib if "}" in name]:
        element.attrib[_local(name)] = element.attrib.pop(name)


def _local(name: str | bytes) -> str:
    return str(name).rpartition("}")[2]


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
