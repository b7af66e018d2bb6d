"""Spun text (伪原创): a copy whose words a machine swapped, its facts with them.

一 became 风华正茂, 生产企业 became 分娩合作社, a date 二零一六年十10月14日.  What a
document like that states is not what anyone stated, so it is set aside as a whole.

No single oddity proves it; people make typing errors, and features are full of idioms.
Four kinds of evidence count, and two are needed:
names of offices and laws, and set phrases of notices, with a wrong word in the middle
(药品监视办理局; `set_phrases.tsv`); numerals that no one writes (十10月, 第风华正茂条);
idioms where grammar has no place for them (风华正茂家企业).  With one kind the document
is kept and flagged.

>>> page = "中华子民共和国药品监视办理局：第风华正茂条自二零一六年十10月14日起生效。"
>>> [(doubt.code, doubt.severity) for doubt in doubts(Text.raw(page))]
[('spun_text', 'error')]
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import distribution
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from normalize.draft import Doubt
from normalize.repairs.lines import any_of
from normalize.repairs.words import dictionary
from normalize.text import Text
from normalize.vocab import load

KINDS = 2  # of evidence, to set a document aside; with one it is flagged
POINTS = 2  # places, at least
RARELY = 4000  # characters for one place: spun pages are spun throughout
OFTEN = 3  # times one document says the same idiom

_HAN = "\u4e00-\u9fff"
_DIGIT = "一二三四五六七八九十"
_MIDDLE = f"(?P<middle>[{_HAN}]{{2,8}}?)"
_NO_OFFICE = "(?!(?<=局)[面部势限])"  # 药品短缺局面
_SEAM = re.compile(rf"[{_DIGIT}](?:(?=\d)|(?<=\d.))")
# Two systems in one numeral; 二0一六 is common, and 周一10月 is a weekday and a month.
_MIXED = re.compile(
    rf"[年月](?:[{_DIGIT}]{{1,3}}\d{{1,2}}|\d{{1,2}}[{_DIGIT}]{{1,3}})[月日]"
    rf"|[12]\d?[{_DIGIT}]{{2,3}}(?<!\d..[{_DIGIT}]{{3}})年[\d{_DIGIT}]{{1,2}}月"
    r"|(?<![周期拜])(?:一1|二2|两2|三3|四4|五5|六6|七7|八8|九9|十10)(?=[年月日个家例项条次名种批天岁%])"
)
_ORDINAL = re.compile(
    rf"第(?P<word>[{_HAN}]{{2,6}}?)(?=[条章节款]|[批届][^{_HAN}]|季度|阶段)"
)
_NUMERAL = re.compile(rf"[{_DIGIT}零〇百千几若某上前后本该每各倒多何]")
_HEADED = re.compile(rf"^[ 　]*(?P<word>[{_HAN}]{{4}})、", re.MULTILINE)
# What follows numerals and not idioms, and what is left of 一致 without its 一.
_MEASURE = re.compile(rf"[个家名例项种次条款批倍盒份章致系旦](?<=[{_HAN}]{{4}}.)")
_MANY = re.compile("[百千万亿]")  # 成千上万份 is how one says it


class Evidence(NamedTuple):
    """A place that no person would have written, and what is wrong with it."""

    kind: str
    start: int
    end: int


class _Phrase(NamedTuple):
    """A set phrase: how it looks with any words in the middle, and the right ones."""

    kind: str
    pattern: re.Pattern[str]
    middles: re.Pattern[str]


def doubts(text: Text) -> list[Doubt]:
    """Say whether a document (in Simplified characters) was spun, or may have been."""
    chars = text.chars
    found = [*_broken(chars), *_numerals(chars), *_misplaced(chars)]
    if not found:
        return []
    found = _apart([*found, *_again(chars, found)])
    kinds = Counter(each.kind for each in found)
    enough = len(found) >= max(POINTS, len(chars) // RARELY)
    if len(kinds) >= KINDS and enough:
        return [_doubt("spun_text", "error", text, found)]
    return [_doubt("spun_suspected", "warning", text, found)] if enough else []


def _apart(found: list[Evidence]) -> list[Evidence]:
    """Leave out evidence of a kind at a place that another of the kind has told of."""
    kept: list[Evidence] = []
    ends: dict[str, int] = {}
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.start >= ends.get(each.kind, 0):
            kept.append(each)
            ends[each.kind] = each.end
    return kept


def _doubt(code: str, severity: str, text: Text, found: list[Evidence]) -> Doubt:
    kinds = sorted(Counter(each.kind for each in found).items())
    told = ", ".join(f"{kind} {n}" for kind, n in kinds)
    quote = text[found[0].start : found[0].end]
    return Doubt(code, f"words swapped by a machine: {told}", quote, severity)


def _broken(chars: str) -> Iterator[Evidence]:
    """Yield the set phrases with a wrong word in the middle, each phrase once."""
    told = set()
    for head in _heads().finditer(chars):
        for phrase in _phrases()[head[0]]:
            match = phrase.pattern.match(chars, head.start())
            if match and phrase not in told and _is_wrong(match["middle"], phrase):
                told.add(phrase)
                yield Evidence(phrase.kind, *match.span())


def _is_wrong(middle: str, phrase: _Phrase) -> bool:
    return not phrase.middles.search(middle) and _is_words(middle)


def _numerals(chars: str) -> Iterator[Evidence]:
    """Yield numerals of two systems in one, and words where a numeral belongs."""
    for seam in _SEAM.finditer(chars):
        at = seam.start()
        if match := _MIXED.search(chars, max(0, at - 4), at + 8):
            yield Evidence("numeral", *match.span())
    for match in _ORDINAL.finditer(chars):
        word = match["word"]
        if not _NUMERAL.search(word) and _is_words(word):
            yield Evidence("numeral", *match.span())
    yield from _headings(chars)


def _headings(chars: str) -> Iterator[Evidence]:
    """Yield the idioms that number a part whose own number is nowhere."""
    if not any(
        f"\n{after}、" in chars and f"{before}、" not in chars
        for before, after in pairwise("一二三四")
    ):
        return
    for match in _HEADED.finditer(chars):
        if match["word"] in _idioms():
            yield Evidence("numeral", *match.span("word"))


def _misplaced(chars: str) -> Iterator[Evidence]:
    """Yield the idioms in front of a measure word."""
    for match in _MEASURE.finditer(chars):
        at = match.start()
        idiom = chars[at - 4 : at]
        other = chars[at : at + 2] in dictionary()  # 实事求是系统梳理, 各具特色份额
        if idiom in _idioms() and not other and not _MANY.search(idiom):
            yield Evidence("idiom", at - 4, at)


def _again(chars: str, found: list[Evidence]) -> Iterator[Evidence]:
    """Yield the misplaced idioms that stand in other places too: swapped throughout."""
    misplaced = {chars[e.start : e.end] for e in found if e.kind == "idiom"}
    for idiom in sorted(misplaced):
        if chars.count(idiom) >= OFTEN:
            yield Evidence("repetition", at := chars.index(idiom), at + 4)


def _is_words(words: str) -> bool:
    """Whether a run is made of dictionary words of two characters or more."""
    return not words or any(
        words[:end] in dictionary() and _is_words(words[end:])
        for end in range(2, len(words) + 1)
    )


@cache
def _phrases() -> Mapping[str, list[_Phrase]]:
    """The set phrases by the two characters they begin with."""
    phrases: dict[str, list[_Phrase]] = {}
    for row in load("set_phrases"):
        left, right = row["phrase"].split("…")
        pattern = re.compile(re.escape(left) + _MIDDLE + re.escape(right) + _NO_OFFICE)
        middles = any_of(row["middle"].split("、"))
        phrase = _Phrase(row["kind"], pattern, middles)
        phrases.setdefault(left[:2], []).append(phrase)
    return phrases


@cache
def _heads() -> re.Pattern[str]:
    return any_of(_phrases())


@cache
def _idioms() -> frozenset[str]:
    """The four-character idioms of jieba's dictionary."""
    path = Path(str(distribution("jieba").locate_file("jieba/dict.txt")))
    lines = path.read_text(encoding="utf-8")
    return frozenset(re.findall(r"^(\S{4}) \d+ i$", lines, re.MULTILINE))
