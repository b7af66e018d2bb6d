"""A string that remembers where every character came from.

A `Text` is its characters plus, for each, the start and end of the raw characters it
stands for.  The only way to change one is `replace` (or `align`, for a rewriting that
keeps the length), and each change names its rule; so offsets are right by
construction, and `repairs` turns the clean text back into the raw one, exactly.

>>> raw = "國(guó)產  ＡＢ"
>>> text = Text.raw(raw).replace(r"\\([a-zó]+\\)", "", "pinyin")
>>> text = text.align("国产  ＡＢ", "traditional")
>>> text = text.replace(" +", " ", "width")
>>> str(text), text[0:2].span
('国产 ＡＢ', Span(start=0, end=7))
>>> for repair in text.repairs(raw):
...     print(*repair, sep="|")
0|1|國|国|traditional
1|6|(guó)||pinyin
6|7|產|产|traditional
7|9|  | |width
>>> restore(str(text), text.repairs(raw)) == raw
True
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from operator import ne

from normalize.edits import Edit, Repair, Span, merged, restore

__all__ = ["Edit", "Found", "Repair", "Span", "Text", "restore"]

Pattern = str | re.Pattern[str]
Change = tuple[int, int, str, str]  # Start, end, what stands there now, and the rule.

# Nearly all texts are shorter, and to copy a part of it is far faster than to count.
COUNTED = array("I", range(1 << 18))


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a pattern in a `Text`; groups come out as `Text`."""

    text: "Text"
    match: re.Match[str]

    def __getitem__(self, group: int | str) -> "Text":
        start, end = self.match.span(group)
        if start < 0:
            raise KeyError(group)
        return self.text[start:end]

    def __contains__(self, group: int | str) -> bool:
        return self.match.start(group) >= 0


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """Characters with the raw span of each; `edits` only on a whole document."""

    chars: str
    starts: "array[int]"
    ends: "array[int]"
    edits: tuple[Edit, ...] = ()

    @classmethod
    def raw(cls, chars: str) -> "Text":
        """Return the text as it was decoded: every character stands for itself."""
        n = len(chars)
        return cls(chars, _counted(0, n), _counted(1, n + 1))

    @classmethod
    def edited(cls, raw: str, changes: Iterable[Change]) -> "Text":
        """Return the raw text with changes of many rules, in order and apart.

        The edits are listed rule by rule.

        >>> text = Text.edited("<p>5 kg", [(0, 3, "", "markup"), (4, 5, "", "width")])
        >>> str(text), text.edits[0]
        ('5kg', Edit(start=0, end=3, rule='markup'))
        """
        places = range(len(raw) + 1)
        text = _changed(raw, places[:-1], places[1:], changes)
        return cls.raw(raw) if text is None else text

    @classmethod
    def join(cls, pieces: Iterable["Text"]) -> "Text":
        """Put pieces of one document together, such as a cell cut by a page break."""
        starts, ends, chars = array("I"), array("I"), []
        for piece in pieces:
            chars.append(piece.chars)
            starts += piece.starts
            ends += piece.ends
        return cls("".join(chars), starts, ends)

    def __str__(self) -> str:
        return self.chars

    def __len__(self) -> int:
        return len(self.chars)

    def __repr__(self) -> str:
        return f"Text({self.chars!r})"

    def __getitem__(self, at: slice) -> "Text":
        return Text(self.chars[at], self.starts[at], self.ends[at])

    @property
    def span(self) -> Span:
        """The raw range from the first to the last character; ValueError if empty."""
        if not self.chars:
            raise ValueError("an empty text has no span")
        return Span(self.starts[0], self.ends[-1])

    def spans(self) -> list[Span]:
        """List the raw ranges that hold this text, one per unbroken stretch.

        >>> whole = Text.raw("abcdef")
        >>> Text.join([whole[0:2], whole[4:6]]).spans()
        [Span(start=0, end=2), Span(start=4, end=6)]
        """
        if self.starts[1:] == self.ends[:-1]:  # nearly always, and much faster
            return [self.span] if self.chars else []
        return _joined(zip(self.starts, self.ends, strict=True))

    def within(self, spans: Iterable[Span]) -> "Text":
        """Return what now stands where `spans` of the raw text stood."""
        pieces = [self[self.reach(*span)] for span in spans]
        return pieces[0] if len(pieces) == 1 else Text.join(pieces)

    def reach(self, start: int, end: int) -> slice:
        """Return which of the characters stand for a range of the raw text."""
        at = bisect_left(self.starts, start)
        return slice(at, bisect_left(self.starts, end, at))

    # --- looking

    def search(self, pattern: Pattern) -> Found | None:
        """Return the first match, or None."""
        match = re.search(pattern, self.chars)
        return Found(self, match) if match else None

    def match(self, pattern: Pattern) -> Found | None:
        """Return the match at the beginning, or None."""
        match = re.match(pattern, self.chars)
        return Found(self, match) if match else None

    def fullmatch(self, pattern: Pattern) -> Found | None:
        """Return the match of the whole text, or None."""
        match = re.fullmatch(pattern, self.chars)
        return Found(self, match) if match else None

    def finditer(self, pattern: Pattern) -> Iterator[Found]:
        """Yield every match, left to right."""
        for match in re.finditer(pattern, self.chars):
            yield Found(self, match)

    def split(self, pattern: Pattern) -> list["Text"]:
        """Cut at every match; the matches themselves are left out."""
        pieces, last = [], 0
        for match in re.finditer(pattern, self.chars):
            pieces.append(self[last : match.start()])
            last = match.end()
        return [*pieces, self[last:]]

    def lines(self) -> list["Text"]:
        """List the lines without their ends."""
        return self.split(r"\r\n|\r|\n")

    def strip(self, chars: str | None = None) -> "Text":
        """Leave out white space (or `chars`) at both ends."""
        start = len(self.chars) - len(self.chars.lstrip(chars))
        stop = max(start, len(self.chars.rstrip(chars)))
        if stop - start == len(self.chars) and not self.edits:
            return self
        return self[start:stop]

    # --- changing

    def replace(
        self, pattern: Pattern, new: str | Callable[[re.Match[str]], str], rule: str
    ) -> "Text":
        """Put `new` where a pattern matches, and write it down.

        Each new character stands for the whole of what it replaces.  A match that is
        replaced by itself is no change.  Returns self where nothing changed.
        """
        found = re.finditer(pattern, self.chars)
        first = next(found, None)
        if first is None:  # as in most texts, which are short
            return self
        put = new if callable(new) else lambda match: match.expand(new)
        matches = chain([first], found)
        return self.change(((*match.span(), put(match)) for match in matches), rule)

    def change(self, changes: Iterable[tuple[int, int, str]], rule: str) -> "Text":
        """Apply (start, end, new) changes in one pass; they are in order and apart."""
        ruled = ((start, end, new, rule) for start, end, new in changes)
        text = _changed(self.chars, self.starts, self.ends, ruled)
        if text is None:
            return self
        return Text(text.chars, text.starts, text.ends, self.edits + text.edits)

    def align(self, new: str, rule: str) -> "Text":
        """Rewrite character by character: `new` has the same length, pair by pair."""
        if len(new) != len(self.chars):
            raise ValueError(f"{rule}: {len(self.chars)} characters became {len(new)}")
        if new == self.chars:
            return self
        changed = compress(range(len(new)), map(ne, self.chars, new))
        ranges = ((self.starts[i], self.ends[i]) for i in changed)
        edits = (Edit(*span, rule) for span in _joined(ranges))
        return Text(new, self.starts, self.ends, (*self.edits, *edits))

    def repairs(self, raw: str) -> list[Repair]:
        """List every change as raw range, words before and words after.

        Changes that touch the same raw characters are one repair that names all the
        rules; the list is sorted and free of overlap, so `restore` needs no history.
        """
        repairs, at, position = [], 0, 0
        for start, end, rule, inserts in merged(self.edits):
            at += start - position
            stop = at
            while stop < len(self.chars) and (
                self.starts[stop] < end
                or (inserts and self.starts[stop] == self.ends[stop] == end)
            ):
                stop += 1
            after = self.chars[at:stop]
            if raw[start:end] != after:
                repairs.append(Repair(start, end, raw[start:end], after, rule))
            at, position = stop, end
        return repairs


def _counted(start: int, end: int) -> "array[int]":
    """The numbers from `start` up to `end`, as an array of their own."""
    if end <= len(COUNTED):
        return COUNTED[start:end]
    return array("I", range(start, end))


def _changed(
    chars: str, starts: Sequence[int], ends: Sequence[int], changes: Iterable[Change]
) -> Text | None:
    """A text with changes made, which are its only edits; None where all are none."""
    out: list[str] = []
    lefts, rights, last = array("I"), array("I"), 0
    edits: dict[str, list[Edit]] = {}
    for start, end, new, rule in changes:
        written = edits.setdefault(rule, [])
        if chars[start:end] == new:
            continue
        left, right = _raw_range(starts, ends, start, end)
        written.append(Edit(left, right, rule))
        out += (chars[last:start], new)
        lefts.extend(starts[last:start])
        rights.extend(ends[last:start])
        lefts.extend([left] * len(new))
        rights.extend([right] * len(new))
        last = end
    if not any(edits.values()):
        return None
    lefts.extend(starts[last:])
    rights.extend(ends[last:])
    return Text(
        "".join([*out, chars[last:]]), lefts, rights, tuple(chain(*edits.values()))
    )


def _raw_range(
    starts: Sequence[int], ends: Sequence[int], start: int, end: int
) -> tuple[int, int]:
    """The raw range of `start:end`, or the point of an insertion."""
    if start < end:
        return starts[start], ends[end - 1]
    if start < len(starts):
        return starts[start], starts[start]
    if not starts:
        raise ValueError("nothing can be inserted into an empty text")
    return ends[-1], ends[-1]


def _joined(ranges: Iterable[tuple[int, int]]) -> list[Span]:
    """Put ranges that touch together, as long as they go on."""
    spans: list[Span] = []
    for start, end in ranges:
        if spans and spans[-1].start <= start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(end, spans[-1].end))
        else:
            spans.append(Span(start, end))
    return spans
