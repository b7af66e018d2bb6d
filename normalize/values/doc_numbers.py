"""Document numbers (发文字号): issuer, year and serial number of an official document.

国发〔2017〕16号 in brackets of every kind, 2021年第14号 of announcements, 令第27号 of
decrees, 字第…号 of older ones and of Taiwan.

>>> text = Text.raw("…的通知穗示规〔2021〕19号；公告（2021年第14号）")
>>> [str(found) for found in find_doc_numbers(text)]
['穗示规〔2021〕19号', '2021年第14号']
>>> doc_number("示监综【2018】 3號")
'示监综〔2018〕3号'
"""

import re
from collections.abc import Iterator

from normalize import vocab
from normalize.text import Text
from normalize.values import Rejected
from normalize.values.plain import WIDE, plain

_HAN = "[\u4e00-\u9fff]"
_SERIAL = r"\d{1,6}|[〇零一二三四五六七八九十百]{1,6}"
_BORDER = re.compile("|".join(row["words"] for row in vocab.load("doc_number_borders")))

_YEAR = r"(?:19|20)\d\d|[一二][〇零○一二三四五六七八九]{3}"
_KINDS = "令|公告|通告"

# 〔2020〕32)号 is a bracket set wrong; 〔2020〕第32号 an older habit.
_NUMBER = re.compile(
    rf"""
    (?P<issuer>(?<!{_HAN}){_HAN}(?:[ ]+{_HAN}){{1,15}}|{_HAN}{{1,16}})
        \s*[〔［【\[(]\s*(?P<year>{_YEAR})\s*年?\s*[〕］】\])]
        \s*(?P<serial>第?\s*\d{{1,5}})\s*[)\]〕]?\s*[号號]
    | (?<!\d)(?:{_YEAR})\s*年\s*第\s*(?:{_SERIAL})\s*[号號]
    | (?P<decree>{_HAN}{{2,24}})(?:{_KINDS})\s*\(?\s*第\s*(?:{_SERIAL})\s*[号號]
    | (?P<letter>(?:(?<![A-Za-z])[A-Z]{{2,5}})?{_HAN}{{1,10}})字
        \s*第\s*\d{{1,12}}\s*[号號]
    """,
    re.VERBOSE,
)
_CELL = re.compile(
    rf"{_HAN}*(?:(?:{_KINDS})\(?第(?:{_SERIAL})号"
    rf"|\(?(?:{_YEAR})年第(?:{_SERIAL})号)\)?(?:{_KINDS})?"
)


def find_doc_numbers(text: Text) -> Iterator[Text]:
    """Yield the document numbers in prose, without the words that run into them."""
    for match in _NUMBER.finditer(text.chars.translate(WIDE)):
        issuer = match["issuer"] or match["decree"] or match["letter"] or ""
        border = max((m.end() for m in _BORDER.finditer(issuer)), default=0)
        if border < len(issuer) or not issuer:
            yield text[match.start() + border : match.end()]


def doc_number(words: str) -> str | None:
    """Write a document number in one way: no blanks, 〔〕, ASCII digits; None if empty.

    Raises Rejected for what is no document number.
    """
    bare = plain(words)
    if bare is None:
        return None
    folded = "".join(bare.translate(WIDE).split()).replace("號", "号")
    folded = re.sub(r"^\((.+)\)$", r"\1", folded)
    match = _NUMBER.fullmatch(folded)
    if match and match["issuer"]:
        return f"{match['issuer']}〔{match['year']}〕{match['serial']}号"
    if match or _CELL.fullmatch(folded):
        return folded
    raise Rejected(f"not a document number: {words!r}")
