"""How dark a thing is painted, and whether it is seen at all.

>>> from lxml import etree
>>> ink(etree.fromstring('<T><FillColor Value="255 255 255"/></T>'), "FillColor")
0.0
>>> ink(etree.fromstring('<T><FillColor Value="0 0 0" Alpha="51"/></T>'), "FillColor")
0.2
"""

from lxml import etree

from extract.readers.ofd.space import number, numbers

FAINT = 0.35  # Ink, from 0 (none) to 1 (black).
WHITE = 0.02
OPAQUE = 255.0


def is_shown(item: etree._Element) -> bool:
    """Say whether an object is drawn; an invisible one may be text under a scan."""
    if item.get("Visible", "true").lower() in ("false", "0"):
        return False
    color = item.find("FillColor")
    alpha = number(item.get("Alpha"), OPAQUE)
    if color is not None and item.get("Stroke", "false") != "true":
        alpha = min(alpha, number(color.get("Alpha"), OPAQUE))
    return alpha > 0


def ink(item: etree._Element, name: str) -> float:
    """Return how dark the color of an object is on white paper, 0 to 1.

    One without a color is black: its color is that of a style, or the usual one.
    """
    color = item.find(name)
    if color is None:
        return 1.0
    opaque = number(item.get("Alpha"), OPAQUE) * number(color.get("Alpha"), OPAQUE)
    return round(_dark(numbers(color.get("Value"))) * opaque / OPAQUE**2, 4)


def _dark(values: list[float]) -> float:
    """How dark gray, RGB or CMYK is; other colors are taken for black."""
    match [value / OPAQUE for value in values]:
        case [gray]:
            return 1 - gray
        case [red, green, blue]:
            return 1 - (0.3 * red + 0.59 * green + 0.11 * blue)
        case [cyan, magenta, yellow, black]:
            light = 0.3 * (1 - cyan) + 0.59 * (1 - magenta) + 0.11 * (1 - yellow)
            return 1 - light * (1 - black)
    return 1.0
