"""Keyword titles that a hijacked page puts above its article: 高清_免费在线_一区二区.

Several keyword phrases joined by `_` or `|`, in one of the first lines, that share no
words with the article; often Simplified above a Traditional page.  A breadcrumb or
`title_channel_site` shares words with what follows and stays.

>>> body = "國家藥監局審評中心發布產業指導原則，明確審評要求。\\n" * 2
>>> text, _ = repair(Text.raw("在线费看_国产免费视频_亚洲精品_免费在线费播放\\n" + body))
>>> str(text) == body
True
>>> text, _ = repair(Text.raw("國家藥監局_審評中心_產業指導原則_藥監\\n" + body))
>>> str(text) == body
False
"""

import re
from functools import cache

from normalize.draft import Doubt
from normalize.repairs.lines import Line, spoken, without
from normalize.repairs.overlap import bigrams, overlap
from normalize.repairs.traditional import characters, lean
from normalize.repairs.vocabulary import column
from normalize.text import Text

RULE = "spam"
FIRST_LINES = 3
LONGEST_PHRASE = 24
FEWEST_HAN = 8
UNRELATED, ALIEN = 0.12, 0.08  # share of pairs that the body has too
MANY_PHRASES, PHRASE = 4, 4.5  # menus have shorter phrases, on average
LONG_BODY = 150  # pairs; in less, low overlap means nothing
KEYWORDS = 2

_JOINTS = re.compile(r"[_,，|｜\s]+")
_SENTENCE = re.compile(r"[。！；!;:：()（）《》、“”]")
_HAN = re.compile("[\u4e00-\u9fff]")


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Take spam titles out; flag a line that only looks like one."""
    spam = found(text.chars)
    doubts = [
        Doubt("spam_suspected", "keywords that the article does not know", quote)
        for line in _candidates(text.chars)
        if line not in spam and _alien(line.words, _body(text.chars, line))
        for quote in [text[line.start : line.end].strip()]
    ]
    return without(text, spam, RULE), doubts


def found(chars: str) -> list[Line]:
    """List the spam titles among the first lines."""
    return [
        line
        for line in _candidates(chars)
        if _is_spam(line.words, _body(chars, line))
    ]


def _candidates(chars: str) -> list[Line]:
    """List the first lines that are nothing but short phrases."""
    head = spoken(chars[:2000])[:FIRST_LINES]
    return [line for line in head if _phrases(line.words)]


def _phrases(words: str) -> list[str]:
    """Cut a line into its phrases; none if it is anything else than phrases."""
    phrases = [each for each in _JOINTS.split(words.rstrip(" ?？")) if each]
    keywords = (
        len(phrases) > 1
        and max(map(len, phrases)) <= LONGEST_PHRASE
        and len(_HAN.findall(words)) >= FEWEST_HAN
        and not _SENTENCE.search(words)
    )
    return phrases if keywords else []


def _body(chars: str, line: Line) -> str:
    return chars[: line.start] + chars[line.end :]


def _is_spam(words: str, body: str) -> bool:
    if overlap(words, frozenset(bigrams(body))) > UNRELATED:
        return False
    known = _keywords().findall(words.translate(characters()))
    joined = words.count("_") + words.count("|") >= MANY_PHRASES - 1
    return (
        _in_another_script(words, body)
        or len(set(known)) >= KEYWORDS
        or (joined and _alien(words, body))
    )


def _in_another_script(words: str, body: str) -> bool:
    """Whether Simplified words stand above a Traditional body."""
    (before, after), (body_before, body_after) = lean(words), lean(body)
    simplified = after >= 3 and after > 4 * before
    return simplified and body_before >= 4 and body_before > 2 * body_after


def _alien(words: str, body: str) -> bool:
    """Whether many long phrases share next to nothing with a long body."""
    phrases, pairs = _phrases(words), bigrams(body)
    many = len(phrases) >= MANY_PHRASES and sum(map(len, phrases)) >= PHRASE * len(phrases)
    return many and len(pairs) >= LONG_BODY and overlap(words, frozenset(pairs)) <= ALIEN


@cache
def _keywords() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, column("spam_words", "word"))))
