"""Sentences and clauses of running text (句, 分句), each a slice of it.

A sentence ends at 。！？, at an empty line or before a list item; a clause ends at a
comma or semicolon outside brackets, so `（95% CI 10.1～14.5，P<0.001）` stays with its
number.

>>> text = Text.raw("中位OS未达\\n到。ORR为50%(P=0.01,双侧);CR 20%\\n")
>>> [str(sentence) for sentence in sentences(text)]
['中位OS未达到。', 'ORR为50%(P=0.01,双侧);CR 20%']
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from normalize.text import Span, Text

# A cell of a PDF breaks its lines anywhere, also inside 12.\n3个月 and 中\n位OS.
_WRAP = re.compile(
    r"(?<![。！？!?;；:：\s])[^\S\n]*\n[^\S\n]*"
    r"(?!\s|$|\d{1,2}[.、)）](?!\d)|[（(]\d{1,2}[)）]|[①-⑳•·●▪◆]|- )"
)
_BLANKS = re.compile(r"(?<![^\S\n])[^\S\n]{2,}")
# A half-width stop ends a sentence only where no number can go on: 70.5%.中位OS.
_END = re.compile(r"[。！？!?]|\n|(?<=[%％)）\u4e00-\u9fff])\.(?=\s*[\u4e00-\u9fff])")
_BRACKETS = re.compile(r"[（(](?:[^（）()]|[（(][^（）()]*[)）])*[)）]")
_FAR = 200
_BREAK = re.compile(r"(?<!\d)[,，]|[,，](?!\d{3}(?!\d))|[;；]")


def sentences(text: Text) -> Iterator[Text]:
    """Yield the sentences of a text, lines joined, without the blanks around them."""
    joined = text.replace(_BLANKS, " ", "blanks").replace(_WRAP, _joint, "line wrap")
    start = 0
    for end in (*(m.end() for m in _END.finditer(joined.chars)), len(joined)):
        if sentence := joined[start:end].strip():
            yield sentence
        start = end


def _joint(wrap: re.Match[str]) -> str:
    """What a line's end stood for: a blank between Latin words, else nothing."""
    before, after = wrap.string[wrap.start() - 1], wrap.string[wrap.end()]
    return " " if (before + after).isascii() and (before + after).isalpha() else ""


@lru_cache(maxsize=64)
def brackets(chars: str) -> tuple[Span, ...]:
    """List the outermost pairs of round brackets; one that never closes is none.

    >>> brackets("A（B（C））D（")
    (Span(start=1, end=7),)
    """
    return tuple(Span(*match.span()) for match in _BRACKETS.finditer(chars))


def bracket_at(chars: str, at: int) -> Span | None:
    """Return the pair of round brackets that a place is in, if it is in one."""
    pairs = brackets(chars)
    before = bisect_left(pairs, at, key=lambda pair: pair.start) - 1
    return pairs[before] if before >= 0 and at < pairs[before].end - 1 else None


@lru_cache(maxsize=64)
def breaks(chars: str) -> tuple[int, ...]:
    """List where clauses end: commas and semicolons outside brackets and numbers.

    >>> breaks("共1,234例，其中(A,B)占20%;C")
    (7, 19)
    """
    ends = (match.start() for match in _BREAK.finditer(chars))
    return tuple(at for at in ends if bracket_at(chars, at) is None)


def clauses(sentence: Text) -> list[Text]:
    """Cut a sentence into its clauses.

    >>> [str(c) for c in clauses(Text.raw("本组（A,B）10例，另组9例。"))]
    ['本组（A,B）10例', '另组9例。']
    """
    ends = breaks(sentence.chars)
    starts = [0, *(at + 1 for at in ends)]
    pieces = zip(starts, [*ends, len(sentence)], strict=True)
    return [piece for a, b in pieces if (piece := sentence[a:b].strip())]


def around(sentence: Text, pieces: Iterable[Text]) -> Text:
    """Return the whole clauses of a sentence that hold all these pieces of it.

    >>> sentence = Text.raw("共64例，ORR为50%，CR率20%，安全性良好")
    >>> str(around(sentence, [sentence[5:8], sentence[9:12]]))
    'ORR为50%'
    """
    spans = [piece.span for piece in pieces if piece]
    first = bisect_left(sentence.starts, min(span.start for span in spans))
    last = bisect_left(sentence.starts, max(span.end for span in spans))
    ends = breaks(sentence.chars)
    before, behind = bisect_left(ends, first), bisect_left(ends, last)
    start = ends[before - 1] + 1 if before else 0
    stop = ends[behind] if behind < len(ends) else len(sentence)
    # A clause of thousands of items is no quote for each of them.
    return sentence[max(start, first - _FAR) : min(stop, last + _FAR)].strip(" \t。")
