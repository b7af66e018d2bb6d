"""Keyword titles that a hijacked page puts above its article: 高清_免费在线_一区二区.

Several keyword phrases joined by `_` or `|`, in one of the first lines, that share no
words with the article; often Simplified above a Traditional page.  At the foot the
words must be those of spam, and words of spam are enough for a title of one or two
phrases.  A breadcrumb or `title_channel_site` shares words with
what follows and stays.

>>> body = "國家藥監局審評中心發布產業指導原則，明確審評要求。\\n" * 2
>>> spam = "在线费看_国产免费视频_亚洲精品_免费在线费播放\\n"
>>> str(repair(Text.raw(spam + body))[0]) == body
True
>>> honest = "國家藥監局_審評中心_產業指導原則_藥監\\n"
>>> str(repair(Text.raw(honest + body))[0]) == honest + body
True
"""

import re
from functools import lru_cache
from statistics import mean

from normalize.draft import Doubt
from normalize.repairs.lines import Line, spoken, without
from normalize.repairs.overlap import letters, overlap
from normalize.repairs.spam_words import has_keywords
from normalize.repairs.traditional import lean
from normalize.text import Text

RULE = "spam"
FIRST_LINES, LAST_LINES = 3, 3
FAR = 20_000  # characters that are read from either end
LONGEST_PHRASE, LONGEST_TITLE = 24, 100
FEWEST_HAN = 8
UNRELATED, ALIEN = 0.12, 0.08  # share of pairs that the body has too
MANY_PHRASES, PHRASE = 4, 4.5  # menus have shorter phrases, on average
LONG_BODY = 150  # pairs; in less, low overlap means nothing

_JOINTS = re.compile(r"[_,，|｜\s]+")
_PROSE = re.compile(
    r"[。！；!;“”《》]|打击|整治|查处|治理|涉嫌|涉赌|案|警方|的?(?:通知|公告|通报|意见)$"
)
# A sentence, or a prescription: 熟地黄八两 山茱萸四两.
_SENTENCE = re.compile(
    r"[。！；!;:：()（）《》、“”]|[\d一二三四五六七八九十半][两兩钱錢克枚升斤]"
)
_HAN = re.compile("[\u4e00-\u9fff]")


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Take spam titles out; flag a line that only looks like one."""
    spam = found(text.chars)
    doubts = [
        Doubt("spam_suspected", "keywords that the article does not know", quote)
        for line in _candidates(text.chars)
        if line not in spam and _alien(line.words, _body(text.chars, line))
        if not _heads_table(line, text.chars)
        for quote in [text[line.start : line.end].strip()]
    ]
    return without(text, spam, RULE), doubts


def found(chars: str) -> list[Line]:
    """List the spam titles among the first lines, and their like at the foot."""
    head = [line for line in _candidates(chars) if _is_spam(line, chars)]
    lines = spoken(chars, max(0, len(chars) - FAR))[FIRST_LINES:]
    foot = [line for line in lines[-LAST_LINES:] if _has_keywords(line.words)]
    return head + [line for line in foot if not _related(line, chars)]


@lru_cache(maxsize=4)
def _candidates(chars: str) -> tuple[Line, ...]:
    """List the first lines that are short phrases, or say what spam says."""
    head = spoken(chars[:FAR])[:FIRST_LINES]
    return tuple(
        line for line in head if _phrases(line.words) or _has_keywords(line.words)
    )


def _phrases(words: str) -> list[str]:
    """Cut a line into its phrases; none if it is anything else than phrases."""
    if _SENTENCE.search(words):
        return []
    phrases = [each for each in _JOINTS.split(words.rstrip(" ?？")) if each]
    keywords = (
        len(phrases) > 1
        and max(map(len, phrases)) <= LONGEST_PHRASE
        and len(_HAN.findall(words)) >= FEWEST_HAN
    )
    return phrases if keywords else []


def _body(chars: str, line: Line) -> str:
    """Return the document without a line, as far as anyone reads."""
    return chars[: min(line.start, FAR)] + chars[line.end :][:FAR]


def _related(line: Line, chars: str) -> bool:
    return overlap(line.words, letters(_body(chars, line))) > UNRELATED


def _is_spam(line: Line, chars: str) -> bool:
    words, body = line.words, _body(chars, line)
    joined = words.count("_") + words.count("|") >= MANY_PHRASES - 1
    return not _related(line, chars) and (
        _in_another_script(words, body)
        or _has_keywords(words)
        or (joined and _alien(words, body) and not _heads_table(line, chars))
    )


def _heads_table(line: Line, chars: str) -> bool:
    """Whether the next line has as many joints: the rows of a table, printed flat."""
    below = chars[line.end : line.end + FAR].lstrip().partition("\n")[0]
    return any(
        below.count(joint) == line.words.count(joint) > 0 for joint in ("|", "_")
    )


def _has_keywords(words: str) -> bool:
    """Whether a line without a sentence has two words of spam.

    >>> _has_keywords("某某体育(中国)官方网站"), _has_keywords("网上办事_登录_注册")
    (True, False)
    """
    if len(words) > LONGEST_TITLE or _PROSE.search(words):
        return False
    return has_keywords(words)


def _in_another_script(words: str, body: str) -> bool:
    """Whether Simplified words stand above a Traditional body."""
    (before, after), (body_before, body_after) = lean(words), lean(body)
    simplified = after >= 3 and after > 4 * before
    return simplified and body_before >= 4 and body_before > 2 * body_after


def _alien(words: str, body: str) -> bool:
    """Whether many long phrases share next to nothing with a long body."""
    phrases, known = _phrases(words), letters(body)
    return (
        len(phrases) >= MANY_PHRASES
        and mean(map(len, phrases)) >= PHRASE
        and len(known) > LONG_BODY
        and overlap(words, known) <= ALIEN
    )
