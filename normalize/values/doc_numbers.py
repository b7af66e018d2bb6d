"""Document numbers (发文字号): issuer, year and serial number of an official document.

国发〔2017〕16号 in brackets of every kind, 2021年第14号 of announcements, 令第27号 and
第90号令 of decrees, 字第…号 of older ones and of Taiwan.  A reader of pictures takes
the zero of a year for an O and 函 for 含: such a number is found, and written right.

>>> text = Text.raw("…的通知穗示规〔2021〕19号；公告（2021年第14号）")
>>> [str(found) for found in find_doc_numbers(text)]
['穗示规〔2021〕19号', '2021年第14号']
>>> doc_number("示监综【2018】 3號"), doc_number("示办含〔2O21〕3")
('示监综〔2018〕3号', '示办函〔2021〕3号')
>>> is_misprinted("示办含〔2O21〕3号"), is_misprinted("示监综【2018】 3號")
(True, False)
"""

import re
from collections.abc import Iterator

from normalize import vocab
from normalize.text import Text
from normalize.values import Rejected
from normalize.values.numerals import positional
from normalize.values.plain import WIDE, plain

_HAN = "[\u4e00-\u9fff]"
_SERIAL = r"\d{1,6}|[〇零一二三四五六七八九十百]{1,6}"
_BORDER = re.compile("|".join(row["words"] for row in vocab.load("doc_number_borders")))

_YEAR = r"(?:19|20)\d\d|[一二][〇零○一二三四五六七八九]{3}"
_MISREAD = r"(?:19|2[0OoQ])[\dOoQIl]{2}"
_LETTERS = str.maketrans("OoQIl", "00011")
_KINDS = "令|公告|通告"
_OPEN, _CLOSE = r"［【\[(〈﹝<「『", r"〕］】\])〉﹞>」』"
# 〔2021〕9: its 号 may be lost, but only behind brackets that nothing else has.
_END = r"(?(only)(?:[号號]|(?<=\d)(?![\d.\-%年月日个例]))|[号號])"

# 〔2020〕32)号 is a bracket set wrong; 〔2020〕第32号 an older habit.
_NUMBER = re.compile(
    rf"""
    (?P<issuer>(?<!{_HAN}){_HAN}(?:[ ]+{_HAN}){{1,15}}|{_HAN}{{1,16}})
        \s*(?:(?P<only>〔)|[{_OPEN}])\s*(?P<year>{_YEAR}|{_MISREAD})\s*年?\s*[{_CLOSE}]
        \s*(?P<serial>第?\s*\d{{1,5}})(?:\s*[)\]〕](?=\s*[号號]))?\s*{_END}
    | (?<!\d)(?:{_YEAR})\s*年\s*第\s*(?:{_SERIAL})\s*[号號]
    | (?P<decree>{_HAN}{{2,24}})(?:\s?令|公告|通告)\s*\(?\s*第\s*(?:{_SERIAL})\s*[号號]
    | (?P<decree2>{_HAN}{{2,24}})第\s*(?:{_SERIAL})\s*[号號]令
    | (?P<letter>(?:(?<![A-Za-z])[A-Z]{{2,5}})?{_HAN}{{1,10}})字
        \s*第\s*\d{{1,12}}\s*[号號]
    """,
    re.VERBOSE,
)
_OF_KIND = re.compile("(?<=[^的])(公告|通告|通报|批复|答复|复函|意见)$")
_ABOUT = re.compile("(?:关于|对)$")  # 关于同意某公司批复〔2020〕6号 ends a title
_CELL = re.compile(
    rf"{_HAN}*(?:(?:{_KINDS})\(?第(?:{_SERIAL})号"
    rf"|\(?(?:{_YEAR})年第(?:{_SERIAL})号)\)?(?:{_KINDS})?"
)
# 中华人民共和国财政部令 is 财政部令 to who cites it; 主席 stands for the state itself.
_STATE = re.compile("^中华人民共和国(?!主席)(?=.+令)")
_ISSUERS = ("issuer", "decree", "decree2", "letter")


def find_doc_numbers(text: Text) -> Iterator[Text]:
    """Yield the document numbers in prose, without the words that run into them."""
    for match in _NUMBER.finditer(text.chars.translate(WIDE)):
        issuer = next((match[name] for name in _ISSUERS if match[name]), "")
        border = _border(issuer)
        if border < len(issuer) or not issuer:
            yield text[match.start() + border : match.end()]


def _border(issuer: str) -> int:
    """Where the words end that run into a number.

    某市监通告〔2022〕45号 and 某医保批复〔2021〕6号 are numbers whole.
    """
    ends = [match.end() for match in _BORDER.finditer(issuer)]
    last = max(ends, default=0)
    if last == len(issuer) and (own := _OF_KIND.search(issuer)):
        before = [end for end in ends if end <= own.start(1)]
        start = max(before, default=0)
        is_own = own.start(1) - start in range(2, 8)
        return start if is_own and not _ABOUT.search(issuer[:start]) else last
    return last


def doc_number(words: str) -> str | None:
    """Write a document number in one way: no blanks, 〔〕, ASCII digits; None if empty.

    Raises Rejected for what is no document number.
    """
    bare = plain(words)
    if bare is None:
        return None
    folded = _folded(bare)
    match = _NUMBER.fullmatch(folded)
    if match and match["issuer"]:
        year = positional(match["year"].translate(_LETTERS))
        return f"{_mended(match['issuer'])}〔{year}〕{match['serial']}号"
    if match or _CELL.fullmatch(folded):
        return _STATE.sub("", folded)
    raise Rejected(f"not a document number: {words!r}")


def is_misprinted(words: str) -> bool:
    """Tell whether a number holds what only a reader of pictures makes of one."""
    match = _NUMBER.fullmatch(_folded(words))
    if match is None or not match["issuer"]:
        return False
    return not re.fullmatch(_YEAR, match["year"]) or match["issuer"].endswith("含")


def _folded(words: str) -> str:
    folded = "".join(words.translate(WIDE).split()).replace("號", "号")
    return re.sub(r"^\((.+)\)$", r"\1", folded)


def _mended(issuer: str) -> str:
    """The issuer with 函 for 含, which ends the numbers of no office."""
    return re.sub("含$", "函", issuer)
