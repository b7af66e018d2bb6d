"""Groups that are named in one breath (并列组名): A、B、C三组, 5mg、10mg和15mg组.

>>> from normalize.values.outcomes.tokens import tokens
>>> sentence = Text.raw("A、B、C三组的ORR分别为62%、65%、47%")
>>> [word.text.chars for word in enumerated(tokens(sentence)) if word.kind == "group"]
['A', 'B', 'C']
>>> sentence = Text.raw("低、中、高剂量组和安慰剂组")
>>> [word.text.chars for word in enumerated(tokens(sentence)) if word.kind == "group"]
['低', '中', '高剂量组', '安慰剂组']
"""

import re
from collections.abc import Iterator

from normalize.text import Found, Text
from normalize.values.measures import NUMBER
from normalize.values.outcomes.tokens import Token

_NUMERALS = {
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
}
_DOSE = rf"(?:{NUMBER}\s*(?:mg|μg|ug|g|IU|U|ml|mL)(?:/(?:kg|d|m²))?)"
_SHORT = rf"(?:[A-Z]|[ⅠⅡⅢⅣ]|{_DOSE}|[高中低](?:剂量)?)"
_NAME = rf"(?:{_SHORT}|[^\s\d，,；;：:。、（）()%％的和与及或为在达]{{2,10}})"
_AND = r"\s*(?:[、/和与及]|以及)\s*"
# A、B、C三组; 试验、对照和安慰剂三组
_COUNTED = re.compile(
    rf"(?P<names>{_NAME}(?:{_AND}{_NAME})+?)\s*(?P<n>[两二三四五2-5])组(?!别|分(?!别))"
)
# 5mg、10mg和15mg组
_SHARED = re.compile(
    rf"(?P<names>{_SHORT}(?:{_AND}{_SHORT})*{_AND}{_SHORT}(?:剂量)?组)(?![织成合])"
)
_SPLIT = re.compile(_AND)


def enumerated(words: list[Token]) -> list[Token]:
    """Put a group for each name of such a list in the place of its words."""
    if not words:
        return words
    sentence = words[0].found.text
    if "组" not in sentence.chars:
        return words
    for group in _lists(sentence):
        start, end = group[0][0], group[-1][1]
        kept = [w for w in words if w.end <= start or end <= w.start]
        new = [_group(sentence, *span) for span in group]
        words = sorted([*kept, *new], key=lambda word: word.start)
    return words


def _lists(sentence: Text) -> Iterator[list[tuple[int, int]]]:
    for found in _COUNTED.finditer(sentence.chars):
        spans = list(_spans(sentence.chars, *found.span("names")))
        if len(spans) == _NUMERALS[found["n"]]:
            yield spans
    for found in _SHARED.finditer(sentence.chars):
        yield list(_spans(sentence.chars, *found.span("names")))


def _spans(chars: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for joint in _SPLIT.finditer(chars, start, end):
        yield start, joint.start()
        start = joint.end()
    yield start, end


def _group(sentence: Text, start: int, end: int) -> Token:
    match = re.compile(r"(?s:.*)").match(sentence.chars, start, end)
    assert match is not None
    found = Found(sentence, match)
    return Token("group", found[0], start, end, found)
