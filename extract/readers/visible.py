"""From what a reader found in the raw text to the text a person sees.

A reader lists its changes as raw ranges, each under the rule that asked for it; they
become one `Text` whose repairs lead back to the raw text.

>>> raw = "<p>公告</p><p hidden>广告</p>"
>>> text = visible(raw, [Change(0, 3, "", "markup"), Change(5, 9, "", "markup"),
...                      Change(9, 25, "", "hidden")])
>>> str(text), [repair.rule for repair in text.repairs(raw)]
('公告', ['markup', 'markup', 'hidden'])
>>> str(cut(text, 0, len(raw)))
'公告'
"""

from collections.abc import Iterable
from typing import NamedTuple

from normalize.text import Text

# White space, and the characters that only steer a line break or the text direction.
BLANKS = " \t\n\r\f\v\u00a0\u3000\u2002\u2003\u2009\u200b\u200e\u200f\u2060\ufeff"
NOTHING = Text.raw("")


class Change(NamedTuple):
    """A range of raw text, what a reader sees there, and the rule that says so."""

    start: int
    end: int
    new: str
    rule: str


def visible(raw: str, changes: Iterable[Change]) -> Text:
    """Return the raw text with changes, which do not overlap, in any order."""
    return Text.edited(raw, sorted(changes))


def cut(text: Text, start: int, end: int) -> Text:
    """Return what is seen between two raw offsets, without white space around it."""
    found = text.reach(start, end)
    words = text.chars[found]
    if not words:  # as between the links of menus
        return NOTHING
    size = len(words)
    first = found.start + size - len(words.lstrip(BLANKS))
    return text[first : max(first, found.start + len(words.rstrip(BLANKS)))]
