"""A document's clean text, its raw places known again (还原): from two tables alone.

>>> repairs = [Repair(1, 6, "(guó)", "", "pinyin"), Repair(6, 7, "產", "产", "hant")]
>>> text, raw = rebuilt("国产药品", repairs)
>>> raw, text[0:2].span
('国(guó)產药品', Span(start=0, end=7))
>>> placed(text, raw, Span(0, 7))
('国产', '', '药品')
>>> [repair.rule for repair in within(repairs, Span(0, 6))]
['pinyin']
"""

from collections.abc import Iterable, Sequence

from normalize.text import Repair, Span, Text, restore

AROUND = 40  # characters of context on either side


def rebuilt(clean: str, repairs: Sequence[Repair]) -> tuple[Text, str]:
    """Return a clean text that knows the raw place of each character, and the raw text.

    `repairs` are those of the document, in order.
    """
    raw = restore(clean, repairs)
    changes = ((r.start, r.end, r.after, r.rule) for r in repairs)
    return Text.edited(raw, changes), raw


def placed(text: Text, raw: str, span: Span) -> tuple[str, str, str]:
    """Return the clean words of a raw range, and those before and after it.

    Where nothing is left of the range (a title in the head of a page), the words are
    empty, and what stands around is raw.
    """
    at, chars = text.reach(*span), text.chars
    if at.start == at.stop:
        return "", *_around(raw, slice(*span))
    return chars[at], *_around(chars, at)


def within(repairs: Iterable[Repair], span: Span) -> tuple[Repair, ...]:
    """Return the repairs that changed something of a raw range."""
    return tuple(
        r
        for r in repairs
        if r.start < span.end and (span.start < r.end or span.start < r.start == r.end)
    )


def _around(chars: str, at: slice) -> tuple[str, str]:
    return chars[max(0, at.start - AROUND) : at.start], chars[at.stop :][:AROUND]
