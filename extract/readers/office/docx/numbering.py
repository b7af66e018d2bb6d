"""The lists of a Word document (`word/numbering.xml`).

A list refers to a definition, changes some of its levels, and may begin anew; a
definition may stand elsewhere, under the name of a style.

>>> from lxml import etree
>>> found = lists(etree.fromstring(
...     '<numbering><abstractNum abstractNumId="0"><lvl ilvl="0"><numFmt'
...     ' val="chineseCounting"/><lvlText val="第%1条"/></lvl></abstractNum>'
...     '<num numId="5"><abstractNumId val="0"/></num></numbering>'))
>>> [found.number("5", 0), found.number("5", 0), found.number("0", 0)]
['第一条 ', '第二条 ', '']
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from extract.readers.office.docx.styles import switch, value
from extract.readers.office.lists import Level, List, Lists

LONGEST_LINK = 5

Kinds = Mapping[str, etree._Element]


def lists(root: etree._Element | None) -> Lists:
    """Return the lists of the numbering part, none where there is no such part."""
    if root is None:
        return Lists({})
    kinds = {one.get("abstractNumId", ""): one for one in root.findall("abstractNum")}
    return Lists(
        {one.get("numId", ""): _list(one, kinds) for one in root.findall("num")}
    )


def _list(one: etree._Element, kinds: Kinds) -> List:
    kind = value(one, "abstractNumId") or ""
    levels = dict(_levels(_definition(kind, kinds)))
    anew: dict[int, int] = {}
    for change in one.findall("lvlOverride"):
        levels |= dict(_levels(change))
        start = value(change, "startOverride") or value(change, "lvl/start")
        at = _whole(change.get("ilvl"))
        if at is not None and (number := _whole(start)) is not None:
            anew[at] = number
    return List(kind, levels, anew)


def _definition(kind: str, kinds: Kinds) -> etree._Element:
    """The definition of a kind, which may stand under the name of a style."""
    found = kinds.get(kind)
    for _ in range(LONGEST_LINK):
        name = None if found is None else value(found, "numStyleLink")
        if name is None:
            break
        named = (k for k in kinds.values() if value(k, "styleLink") == name)
        found = next(named, None)
    return etree.Element("abstractNum") if found is None else found


def _levels(definition: etree._Element) -> Iterator[tuple[int, Level]]:
    for one in definition.findall("lvl"):
        at, start = _whole(one.get("ilvl")), _whole(value(one, "start"))
        fonts = one.find("rPr/rFonts")
        style = value(one, "numFmt") or value(one, "AlternateContent/Fallback/numFmt")
        if at is None:
            continue
        yield (
            at,
            Level(
                pattern=value(one, "lvlText") or "",
                style=style or "decimal",
                start=1 if start is None else start,
                font="" if fonts is None else fonts.get("ascii", ""),
                has_gap=value(one, "suff") != "nothing",
                in_decimals=switch(one, "isLgl") in ("on", "1", "true"),
                restarts=value(one, "lvlRestart") != "0",
                paragraph_style=value(one, "pStyle"),
            ),
        )


def _whole(stated: str | None) -> int | None:
    return int(stated) if stated and stated.isdecimal() and len(stated) < 9 else None
