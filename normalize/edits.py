"""What was changed in a raw text, and how to undo it.

An `Edit` says that a rule has changed a range; a `Repair` also holds the words before
and after, so that repairs alone turn the clean text back into the raw one.

>>> turned = Repair(0, 1, before="國", after="国", rule="traditional")
>>> restore("国产 药", [turned, Repair(2, 4, before="  ", after=" ", rule="width")])
'國产  药'
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters of a document's raw text."""

    start: int
    end: int


class Edit(NamedTuple):
    """A range of raw text that a rule has changed; empty where it inserted."""

    start: int
    end: int
    rule: str


class Repair(NamedTuple):
    """What stood at `start:end` of the raw text, and what stands there now."""

    start: int
    end: int
    before: str
    after: str
    rule: str


def restore(clean: str, repairs: Sequence[Repair]) -> str:
    """Undo `repairs`: give the raw text back."""
    out, at, position = [], 0, 0
    for repair in repairs:
        same = repair.start - position
        out += [clean[at : at + same], repair.before]
        at += same + len(repair.after)
        position = repair.end
    return "".join([*out, clean[at:]])


class Merged(NamedTuple):
    """Edits that share raw text, as one; `inserts` tells of words put in at its end."""

    start: int
    end: int
    rule: str
    inserts: bool


def merged(edits: Iterable[Edit]) -> Iterator[Merged]:
    """Join edits that share raw text; what comes out is sorted and free of overlap.

    >>> list(merged([Edit(2, 4, "width"), Edit(0, 2, "latex"), Edit(3, 6, "spam")]))[1]
    Merged(start=2, end=6, rule='width+spam', inserts=False)
    """
    first = last = 0
    rules: list[str] = []
    for edit in sorted(edits, key=_reach):
        left, right = _reach(edit)
        if rules and left >= last:
            yield _joined(first, last, rules)
            rules = []
        if not rules:
            first = last = left
        if edit.rule not in rules:
            rules.append(edit.rule)
        last = max(last, right)
    if rules:
        yield _joined(first, last, rules)


def _reach(edit: Edit) -> tuple[int, int]:
    """The range in half characters: an insertion reaches one to either side.

    So it shares text with what it touches, while two changes side by side do not.
    """
    half = 1 if edit.start == edit.end else 0
    return 2 * edit.start - half, 2 * edit.end + half


def _joined(first: int, last: int, rules: list[str]) -> Merged:
    return Merged((first + 1) // 2, last // 2, "+".join(rules), inserts=last % 2 == 1)
