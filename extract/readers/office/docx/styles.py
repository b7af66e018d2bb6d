"""Styles of a Word document: which make a heading, a number, hidden or raised words.

A style states a part and takes the rest from the one it is based on.  Outline levels
count from 0; 9 says body text.  The headings that Word brings along are named
`heading 1` in every language, WPS and converters write 标题 1 too.

>>> from lxml import etree
>>> styles = Styles(etree.fromstring(
...     '<styles><style styleId="a"><name val="标题 2"/></style>'
...     '<style styleId="b"><basedOn val="a"/><name val="条"/></style></styles>'))
>>> styles.level("b"), styles.level("c"), styles.is_contents("b")
(2, None, False)
"""

import re

from lxml import etree

LONGEST_CHAIN = 20
HEADING = re.compile(r"(?:heading|标题|標題)\s*(\d)", re.IGNORECASE)
TITLES = {"title": 1, "标题": 1, "標題": 1, "subtitle": 2, "副标题": 2, "副標題": 2}
CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*(?:\d|heading|标题)?", re.IGNORECASE)
BODY_LEVEL = 9
OFF = ("0", "false", "off", "none")


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall("style")
        self._styles = {one.get("styleId", ""): one for one in found}

    def level(self, style: str) -> int | None:
        """Return the level, from 1, of the headings of a style; None for body text."""
        for one in self._chain(style):
            level = outline(one)
            if level is not None:
                return level if level <= BODY_LEVEL else None
            if named := _named_level(value(one, "name") or ""):
                return named
        return None

    def numbering(self, style: str) -> tuple[str, str | None] | None:
        """Return the list (its id, its level where stated) that a style numbers by."""
        number, level = None, None
        for one in self._chain(style):
            level = level or value(one, "pPr/numPr/ilvl")
            number = number or value(one, "pPr/numPr/numId")
        return (number, level) if number else None

    def is_contents(self, style: str) -> bool:
        """Say whether a style is one of the table of contents."""
        chain = self._chain(style)[:1]
        return any(CONTENTS.fullmatch(value(one, "name") or "") for one in chain)

    def states(self, style: str, path: str) -> str | None:
        """Return the value at a path in a style or those it is based on."""
        stated = (switch(one, path) for one in self._chain(style))
        return next((found for found in stated if found is not None), None)

    def _chain(self, style: str | None) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while style in self._styles and len(chain) < LONGEST_CHAIN:
            chain.append(self._styles[style])
            style = value(chain[-1], "basedOn")
        return chain


def value(element: etree._Element, path: str) -> str | None:
    """Return the `val` of the element at a path."""
    found = element.find(path)
    return None if found is None else found.get("val")


def switch(element: etree._Element, path: str) -> str | None:
    """Return the `val` at a path, where an element without one says `on`."""
    found = element.find(path)
    return None if found is None else found.get("val", "on")


def outline(element: etree._Element) -> int | None:
    """Return the outline level that paragraph properties state, from 1; 10 for none."""
    stated = value(element, "pPr/outlineLvl")
    return int(stated) + 1 if stated and stated.isdecimal() else None


def _named_level(name: str) -> int | None:
    heading = HEADING.fullmatch(name.strip())
    return int(heading[1]) or None if heading else TITLES.get(name.strip().lower())
