"""Boxes to tick in a form: ☑ 西药 □ 中成药, 是（√） 否（ ）.

>>> [(str(words), ticked) for words, ticked in choices(Text.raw("□西药 ☑中成药"))]
[('西药', False), ('中成药', True)]
>>> [(str(words), ticked) for words, ticked in choices(Text.raw("是（√） 否（ ）"))]
[('是', True), ('否', False)]
>>> choices(Text.raw("口服，一次1片")) is None
True
"""

import re
from itertools import pairwise

from normalize.text import Text

# Word writes its own boxes as letters of the typeface Wingdings 2: \uf052 and \uf0a3.
TICK = r"[☑☒✓✔√■▣●◉⦿🗹\uf052\uf0fe]|[\[(（]\s*[xX√✓✔☑]\s*[\])）]"
EMPTY = r"[□☐○◯▢◻❏⬜\uf0a3\uf06f]|[\[(（]\s*[\])）]"
_BOX = re.compile(rf"\s*(?:(?P<tick>{TICK})|(?P<empty>{EMPTY}))\s*")
# Without the typeface the two are R and £.
_LETTERS = re.compile(r"\s*(?:(?P<tick>(?<![A-Za-z])R(?![A-Za-z]))|(?P<empty>£))\s*")
_APART = " \t\n\u3000、，,；;/"


def choices(text: Text) -> list[tuple[Text, bool]] | None:
    """Return each choice and whether it is ticked; None where there are no boxes."""
    boxes = list(text.finditer(_LETTERS if "£" in str(text) else _BOX))
    if not boxes:
        return None
    bounds = [0, *(at for box in boxes for at in box.match.span()), len(text)]
    words = [text[a:b].strip(_APART) for a, b in pairwise(bounds)][::2]
    named = words[:-1] if len(words[0]) else words[1:]  # Boxes stand behind, or before.
    return [(w, "tick" in box) for w, box in zip(named, boxes, strict=True)]
