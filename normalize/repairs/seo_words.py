"""Keywords that a hijacker put into the sentences of a page: 批准某某娱乐城上市.

They stand between punctuation marks, in brackets or in mid-word, and are often the same
all over the page.  A string goes if it says two different words of spam
(`spam_words`) and the rest of the page does not share its words; or if it
says one, stands on the page three times, and a word closes over the gap that it leaves
(临床|某某娱乐城|试验).  An article about gambling shares the words, and one mention is
none; whatever is one sign short is flagged and kept.  Only pages with such words are
looked at.

>>> page = "某药获批上市，金沙娱乐官网下载，用于治疗成人患者。企业应当开展上市后研究。"
>>> print(repair(Text.raw(page))[0])
某药获批上市，用于治疗成人患者。企业应当开展上市后研究。
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from normalize.draft import Doubt
from normalize.repairs.overlap import letters, overlap
from normalize.repairs.spam_words import has_keywords, hits, keywords
from normalize.repairs.traditional import characterwise
from normalize.repairs.words import dictionary
from normalize.text import Text

RULE = "spam"
LONGEST = 40  # characters of a string that was put in
OFTEN = 3  # times
FAR = 300  # characters; no sentence is longer
SHORT = 2  # characters that prove nothing: 赌博
UNRELATED = 0.12  # share of pairs that the rest of the page has too
FEWEST_PAIRS = 20  # of the rest, to compare with

_MARKS = "，。；、：！？,;:!?\n\r"
_OPEN, _CLOSE = "【[（(<", "】]）)>"
_QUOTES = re.compile("[“”《》「」]")
_PROSE = re.compile("[，。；]")
_ABOUT = re.compile(
    "打击|整治|查处|治理|涉嫌|涉赌|案|警方|网站|违法|犯罪|禁止|沉迷|成瘾|病理性|冲动"
    "|篡改|黑客|挂马|植入|跳转|责令|依法|公益金"
)
# A sentence says something with its words; keywords stand side by side.
_GRAMMAR = re.compile("[了是为在被将把等与和及于对从向并也应]")


class _Insert(NamedTuple):
    """A range of the page that says words of spam, and whether it is sure to be."""

    start: int
    end: int
    sure: bool


class _Around(NamedTuple):
    """How far a repeated string reaches around its word of spam, and if it is sure."""

    before: int
    after: int
    sure: bool

    def at(self, found: re.Match[str]) -> _Insert:
        start, end = found.start() - self.before, found.end() + self.after
        return _Insert(start, end, self.sure)


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Take keywords out of sentences; flag those that may belong there."""
    plain = characterwise(text.chars)
    if not keywords().search(plain):
        return text, []
    inserts = list(_inserts(plain))
    cuts = [(*_with_mark(plain, each), "") for each in inserts if each.sure]
    doubts = [
        Doubt("spam_suspected", f"{words} in a sentence", text[each.start : each.end])
        for words, each in {
            plain[each.start : each.end]: each for each in inserts if not each.sure
        }.items()
    ]
    return text.change(_apart(cuts), RULE), doubts


def _inserts(chars: str) -> Iterator[_Insert]:
    """Yield the strings with words of spam that stand in lines of prose."""
    end, known = 0, dict[str, _Around | None]()
    for found in hits(chars):
        if found.start() < end or not _in_prose(chars, found.start()):
            continue
        if found[0] not in known:
            known[found[0]] = _repeated(chars, found)
        around = known[found[0]]
        insert = around.at(found) if around else _phrase(chars, found)
        if insert:
            yield insert
            end = insert.end


def _in_prose(chars: str, at: int) -> bool:
    """Whether a place lies in a sentence, and that is no report about gambling."""
    start, end = _around(chars, at, "\r\n")
    if not _PROSE.search(chars, start, end):
        return False
    return not _ABOUT.search(chars, *_around(chars, at, "。！？\r\n"))


def _around(chars: str, at: int, stops: str) -> tuple[int, int]:
    """Return the range between the stops before and behind a place, if near."""
    first, last = max(0, at - FAR), min(at + FAR, len(chars))
    start = 1 + max(chars.rfind(stop, first, at) for stop in stops)
    ends = [end for stop in stops if (end := chars.find(stop, at, last)) >= 0]
    return max(first, start), min(ends, default=last)


def _phrase(chars: str, found: re.Match[str]) -> _Insert | None:
    """Find the phrase that holds a word of spam, where it is one and foreign here."""
    start, end = _around(chars, found.start(), _MARKS + _OPEN + _CLOSE)
    words, sure = chars[start:end], has_keywords(chars[start:end])
    short = LONGEST if sure else 2 * len(found[0])
    if len(words) > short or not (sure or len(found[0]) > SHORT):
        return None
    if _QUOTES.search(words) or _GRAMMAR.search(words.replace(found[0], "")):
        return None
    rest = letters(chars.replace(words, "\n"))
    foreign = len(rest) > FEWEST_PAIRS and overlap(words, rest) <= UNRELATED
    return _Insert(start, end, sure) if foreign else None


def _repeated(chars: str, found: re.Match[str]) -> _Around | None:
    """Widen a word of spam to what stands around it every time; None if it is rare."""
    places = [match.start() for match in re.finditer(re.escape(found[0]), chars)]
    if len(places) < OFTEN:
        return None
    before = _shared([chars[max(0, at - LONGEST) : at][::-1] for at in places])
    after = _shared([chars[at + len(found[0]) :][:LONGEST] for at in places])
    start, end = found.start() - before, found.end() + after
    words = chars[start:end]
    sure = has_keywords(words) or _closes(chars, words)
    return _Around(before, after, sure) if sure or len(found[0]) > SHORT else None


def _shared(strings: list[str]) -> int:
    """Count the characters that strings begin with in common, up to a mark."""
    count = 0
    for column in zip(*strings, strict=False):
        if len(set(column)) > 1 or column[0] in _MARKS + _OPEN + _CLOSE:
            break
        count += 1
    return count


def _closes(chars: str, words: str) -> bool:
    """Whether a word closes over the gap that a string leaves, at any of its places."""
    return any(
        _is_cut(chars[max(0, start - 2) : start], chars[end : end + 2])
        for start, end in (m.span() for m in re.finditer(re.escape(words), chars))
    )


def _is_cut(before: str, after: str) -> bool:
    """Whether both sides of a gap belong to one word of three or four characters."""
    whole = characterwise(before + after)
    return any(whole[a:b] in dictionary() for a, b in ((0, 4), (0, 3), (1, 4)))


def _with_mark(chars: str, insert: _Insert) -> tuple[int, int]:
    """Widen a range by its brackets, or by the mark that it leaves doubled."""
    start, end, _ = insert
    before, after = chars[max(0, start - 1) : start], chars[end : end + 1]
    if before in _OPEN and after in _CLOSE and before and after:
        return start - 1, end + 1
    if before in "，、；," and after in _MARKS and before and after:
        return start - 1, end
    if before in _MARKS and after in "，。、；," and after:
        return start, end + 1
    return start, end


def _apart(cuts: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    last = 0
    for start, end, new in cuts:
        if start >= last:
            yield start, end, new
            last = end
