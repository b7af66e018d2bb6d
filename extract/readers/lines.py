"""The lines of a text, with their places, so that neighbors can be read as one.

>>> lines = Lines.of(Text.raw("甲\\r\\n乙\\n丙"))
>>> len(lines), str(lines[1]), str(lines.through(1, 2))
(3, '乙', '乙\\n丙')
"""

import re
from dataclasses import dataclass

from normalize.text import Text

BREAK = re.compile(r"\r\n|\r|\n|\Z")


@dataclass(frozen=True, slots=True)
class Lines:
    """A text and the place of each of its lines."""

    text: Text
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: Text, start: int = 0, end: int | None = None) -> "Lines":
        """Cut a range of a text into lines."""
        places = []
        end = len(text) if end is None else end
        for found in BREAK.finditer(str(text), start, end):
            places.append((start, found.start()))
            start = found.end()
        return cls(text, tuple(places))

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, at: int) -> Text:
        start, end = self.places[at]
        return self.text[start:end]

    def words(self, at: int) -> str:
        """Return the characters of a line, where its places do not matter."""
        start, end = self.places[at]
        return self.text.chars[start:end]

    def blank(self, at: int) -> bool:
        """Tell whether a line has nothing but white space, or lies behind the last."""
        return at >= len(self.places) or not self.words(at).strip()

    def through(self, first: int, last: int) -> Text:
        """Return the text from one line to another, the breaks between included."""
        return self.text[self.places[first][0] : self.places[last][1]]
