"""The body of a page, folded to be compared (正文): no furniture, layout or variants.

A body goes from the first line of prose to the last.  What a page says of itself
(发布时间：…, 来源：…) is not in it, nor is the day under a signature.

>>> body("示例网 首页\\n发布时间：2024-05-01\\n一、示例片自5月1日起挂网。\\n打印")
Body(sentences=('一示例片自5月1日起挂网',))
"""

import re
from contextlib import suppress
from functools import cache, lru_cache
from typing import NamedTuple

from opencc import OpenCC

from normalize import vocab
from normalize.values import Rejected
from normalize.values.numerals import numeral, positional
from normalize.values.plain import WIDE

LONG_LINE = 40  # characters of a line that is prose without a full stop
LOST = "?\ufffd"  # what stands for a character that a decoder lost
NUMERALS = "0-9〇零一二三四五六七八九十百千万亿"

_UNFOLDED = re.compile(rf"[^\w{LOST}.%]|_|(?<!\d)\.|\.(?!\d)")
_PROSE = re.compile("[。；！？]|，.*，")
_SENTENCE = re.compile("[。；！？]")
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*0?(\d{1,2})\s*[-./月]\s*0?(\d{1,2})(?!\d)日?")
NUMBER = re.compile(rf"[{NUMERALS}.]+")
# The day under a signature: it says when a paper was signed, not what it says.
_DAY = re.compile(
    rf"[\s{NUMERALS}]+[年./-][\s{NUMERALS}]+[月./-][\s{NUMERALS}]+日?\s*$"
)

_ADDRESS = re.compile(
    r"(?:(?:www\.|https?://)[\w.\-]+|[\w\-]{3,}\.(?:com|net|cc|vip|xyz))(?![\w.\-])",
    re.ASCII,
)
_OFFER = re.compile(rf"[^。；！？\n]{{0,24}}?{_ADDRESS.pattern}", re.ASCII)


class Body(NamedTuple):
    """The folded sentences of a text, in order."""

    sentences: tuple[str, ...]

    @property
    def length(self) -> int:
        """Count the characters."""
        return sum(map(len, self.sentences))


def body(text: str) -> Body:
    """Return the sentences of a text, from its first line of prose to its last."""
    lines = [line for line in text.split("\n") if not _is_about_page(line)]
    prose = [i for i, line in enumerate(lines) if _is_prose(line)]
    inner = "".join(lines[prose[0] : prose[-1] + 1]) if prose else ""
    # Rows of numbers below the last sentence: a list of prices says what the day's is.
    below = lines[prose[-1] + 1 :] if prose else lines
    rows = [line for line in below if "\t" in line and NUMBER.search(line)]
    pieces = map(folded, (*_SENTENCE.split(inner), *rows))
    return Body(tuple(filter(None, pieces)))


def folded(words: str) -> str:
    """Fold a text to its characters, digits and letters, the variants of these too.

    >>> folded("《示例藥品》（第1.5版），看著 ＣＡＲ－Ｔ。")
    '示例药品第1.5版看着cart'
    >>> folded("自2024-05-01起") == folded("自2024年5月1日起")
    True
    """
    dated = _DATE.sub(r"\1年\2月\3日", words.translate(WIDE))
    return _UNFOLDED.sub("", _simplified(dated).lower())


def count_addresses(words: str) -> int:
    """Count the web addresses in a text."""
    return len(_ADDRESS.findall(words))


def without_offers(words: str) -> str:
    """Leave out the words that end in a web address: an offer within the sentences.

    >>> without_offers("有效率为80%。更多请看www.example888.com其次，无。")
    '有效率为80%。其次，无。'
    """
    return _OFFER.sub("", words)


def numbers(words: str) -> list[str]:
    """List the numbers of folded words, in figures where they are whole numerals.

    >>> numbers("采购六十万支共3家"), numbers("60万支")
    (['600000', '3'], ['600000'])
    """
    return [_in_figures(token) for token in NUMBER.findall(words)]


@lru_cache(maxsize=1 << 14)
def _in_figures(token: str) -> str:
    for read in (numeral, positional):
        with suppress(Rejected):
            return f"{read(token)}"
    return token


def _is_about_page(line: str) -> bool:
    return bool(_labels().match(line) or _DAY.match(line))


def _is_prose(line: str) -> bool:
    return len(line) >= LONG_LINE or bool(_PROSE.search(line))


@cache
def _labels() -> re.Pattern[str]:
    """Lines of a page about itself: 发布时间：…, 来源：…, 索引号 …."""
    lists = (vocab.load("notice_labels"), vocab.load("news_labels"))
    words = sorted({row["label"] for rows in lists for row in rows})
    return re.compile(
        rf"[\s【\[|]*(?:{'|'.join(map(re.escape, words))})\s*[:：\t|】\]]"
    )


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _simplified(words: str) -> str:
    """One form of each variant, to compare: names and classical words as well."""
    converted: str = _converter().convert(words)
    return converted.replace("著", "着")
