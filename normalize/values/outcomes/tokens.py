"""The tokens of an outcome sentence (词法): endpoints, numbers, groups, times.

A sentence is read once, left to right; whatever is no token is filler.

>>> sentence = Text.raw("IRC评估的3个月内ORR为61.5%(95%CI:48.6,73.3)，中位OS未达到")
>>> for token in tokens(sentence):
...     print(token.kind, token.text)
irc IRC
time 3个月内
endpoint ORR
value 61.5%
interval 95%CI:48.6,73.3
break ，
endpoint 中位OS
unreached 未达到
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from normalize.sentences import breaks
from normalize.text import Found, Text
from normalize.values.measures import CALENDAR
from normalize.values.outcomes.endpoints import MENTION
from normalize.values.outcomes.words import INSIDE, KINDS, MASKED

# The names of endpoints are found first and stand masked in the sentence, so that the
# long pattern of them all is compiled once and not for each kind that looks for one.
_MENTION = re.compile(MENTION)
_KINDS = {
    kind: pattern.replace(MENTION, f"{MASKED}{INSIDE}*")
    for kind, pattern in KINDS.items()
}
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}
_LEXER = re.compile(
    "|".join(
        f"(?P<{kind}>{re.sub(r'[(][?]P<.*?>', '(?:', pattern)})"
        for kind, pattern in _KINDS.items()
    )
)

_LED_TO = ("endpoint", "span", "time", "estimated")
_OF = re.compile(r"\s*的?\s*(?:预估|预计|估计)?的?\s*")
_JOINED = re.compile(rf"\s*(?:[、/和与及]|以及)?{_OF.pattern}")
_LIST = re.compile(r"\s*(?:[、和与及]|以及)\s*")
_SPAN = re.compile(f"{CALENDAR}|m")
_ANY = re.compile(".")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the grammar: its kind, and its place in the sentence."""

    kind: str
    text: Text
    start: int
    end: int
    found: Found

    def part(self, *names: str) -> Text | None:
        """Return the first of these groups of its pattern that matched."""
        groups = self.found.match.groupdict()
        return next((self.found[name] for name in names if groups.get(name)), None)

    @property
    def sentence(self) -> str:
        """The sentence that it stands in."""
        return self.found.text.chars


def tokens(sentence: Text) -> list[Token]:
    """List the tokens of a sentence, with a `break` where a clause ends."""
    chars = _MENTION.sub(_mask, sentence.chars)
    ends = [
        _token(sentence, "break", _ANY.match(chars, at))
        for at in breaks(sentence.chars)
    ]
    words = (
        _token(sentence, kind, _PATTERNS[kind].match(chars, word.start()))
        for word in _LEXER.finditer(chars)
        if (kind := str(word.lastgroup))
    )
    found = sorted([*words, *ends], key=lambda token: token.start)
    return _denominators(_spans(_listed(found)))


def _mask(mention: re.Match[str]) -> str:
    return MASKED + INSIDE * (len(mention[0]) - 1)


def _token(sentence: Text, kind: str, match: re.Match[str] | None) -> Token:
    """Take a word, as its own pattern has read it for its parts."""
    if match is None:
        raise LookupError(f"no {kind} in {sentence}")
    found = Found(sentence, match)
    return Token(kind, found[0].strip(), *match.span(), found)


def _listed(words: list[Token]) -> list[Token]:
    """Turn 2周 and 4周 into times where they go on from one: 治疗后1周、2周、4周."""
    for at, (word, after) in enumerate(pairwise(words)):
        between = word.sentence[word.end : after.start]
        if words[at].kind == "time" and _is_span(after) and _LIST.fullmatch(between):
            words[at + 1] = replace(after, kind="time")
    return words


def _spans(words: list[Token]) -> list[Token]:
    """Turn 6个月、9个月 into times where they lead up to an endpoint: 的OS率."""
    for at in range(len(words) - 1, 0, -1):
        word, after = words[at - 1 : at + 1]
        between = word.sentence[word.end : after.start]
        leads = after.kind in _LED_TO and not (
            after.kind == "endpoint" and "、" in between
        )
        if leads and _is_span(word) and _JOINED.fullmatch(between):
            words[at - 1] = replace(word, kind="span")
    return words


def _is_span(word: Token) -> bool:
    unit = word.part("unit") if word.kind == "value" else None
    return unit is not None and _SPAN.fullmatch(unit.chars) is not None


def _denominators(words: list[Token]) -> list[Token]:
    """Turn 64例患者 into the denominator where the endpoint follows at once."""
    for at, (word, after) in enumerate(pairwise(words)):
        between = word.sentence[word.end : after.start]
        patients = word.kind == "count" and word.text.chars.endswith("者")
        if patients and after.kind in ("endpoint", "span") and _OF.fullmatch(between):
            words[at] = replace(word, kind="patients")
    return words
