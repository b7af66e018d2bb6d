"""Traditional characters, brought to Simplified ones: 國內首個醫藥產品獲批.

Decided for the whole document and checked line by line, because a Simplified line may
stand in a Traditional page (a spam title) and the reverse (a quoted notice).  In a
Simplified line only stray characters change that no Simplified text uses (內); those
that names and classics keep (昇 乾 藉 於) stay.  Japanese lines are left alone.

OpenCC's `t2s` keeps the length, so offsets survive.  Its Taiwan configurations do not
belong here: they rewrite mainland terms (审批程序 to 审批进程, 显著 to 显着).

>>> text, _ = repair(Text.raw("國內首個醫藥產品獲批\\n李昇教授看著數據"))
>>> print(text)
国内首个医药产品获批
李昇教授看着数据
>>> str(repair(Text.raw("昇腾公司藉此取得显著疗效"))[0])
'昇腾公司藉此取得显著疗效'
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from opencc import OpenCC

from normalize.draft import Doubt
from normalize.text import Text
from normalize.vocab import load

RULE = "traditional"
JAPANESE = 3  # hiragana in a line whose characters are not ours to change
WHOLE_LINE = 4  # Traditional characters that prove a line in a Simplified document
_HAN = [chr(code) for code in range(0x3400, 0xA000)]
_HIRAGANA = re.compile("[\u3041-\u3096]")


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Bring the Traditional lines of a text to Simplified characters."""
    if not (_traditional().search(text.chars) or _mended().search(text.chars)):
        return text, []
    before, after = lean(text.chars)
    lines = text.chars.split("\n")
    new = [_line(line, before > after) for line in lines]
    return text.align("\n".join(new), RULE), []


def simplified(words: str) -> str:
    """Convert words known to be Traditional; the length stays, names keep variants.

    >>> simplified("幹細胞乾燥"), simplified("皇后與複方"), simplified("提昇與王堃昇")
    ('干细胞干燥', '皇后与复方', '提升与王堃昇')
    """
    new = _converter().convert(words)
    if len(new) != len(words):  # no entry of t2s does this; a later one might
        new = words.translate(characters())
    keep = [match.start() for match in _kept().finditer(words) if match["kept"]]
    return _mend(_put_back(words, new, keep))


def lean(words: str) -> tuple[int, int]:
    """Count the characters that only Traditional, and only Simplified, text has.

    >>> lean("醫藥產品"), lean("医药产品"), lean("藉此乾隆")
    ((3, 0), (0, 3), (0, 0))
    """
    return len(_traditional().findall(words)), len(_simplified().findall(words))


@cache
def characters() -> Mapping[int, str]:
    """Map each Traditional character to its Simplified one, for `str.translate`."""
    pairs = zip(_HAN, _one_by_one("t2s"), strict=True)
    return {ord(a): b for a, b in pairs if a != b and b <= "\uffff"}


def characterwise(words: str) -> str:
    """Bring every character to a Simplified one, names or not: for comparing only.

    >>> characterwise("李昇教授的數據")
    '李升教授的数据'
    """
    # Looking is ten times faster than translating, and most text has none.
    return words.translate(characters()) if _any_old().search(words) else words


def _line(line: str, traditional: bool) -> str:
    if len(_HIRAGANA.findall(line)) >= JAPANESE:
        return line
    before, after = lean(line)
    if traditional and 2 * before >= after:
        return simplified(line)
    if before >= WHOLE_LINE and before > 2 * after:
        return simplified(line)
    return _mend(line.translate(_strays()) if before else line)


def _put_back(old: str, new: str, places: Iterable[int]) -> str:
    """Return `new` with the old characters at `places`."""
    chars = list(new)
    for at in places:
        chars[at] = old[at]
    return "".join(chars)


def _mend(words: str) -> str:
    """Put right what t2s leaves: 看著, 痲疹."""
    return _mended().sub(lambda match: _mends()[match[0]], words)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _one_by_one(config: str) -> list[str]:
    """Convert every Han character for itself: OpenCC goes by phrases otherwise."""
    return str(OpenCC(config).convert("\n".join(_HAN))).split("\n")


@cache
def _traditional() -> re.Pattern[str]:
    """Characters that prove Traditional text: not in GB 2312, not a name's variant."""
    variants = {row["char"] for row in load("traditional_variants")}
    return _any(
        char
        for char in map(chr, characters())
        if char not in variants and not _in("gb2312", char)
    )


@cache
def _any_old() -> re.Pattern[str]:
    return _any(map(chr, characters()))


@cache
def _simplified() -> re.Pattern[str]:
    """Characters that prove Simplified text: 后 and 里 do not, Big5 has them."""
    pairs = zip(_HAN, _one_by_one("s2t"), strict=True)
    return _any(a for a, b in pairs if a != b and not _in("big5", a))


@cache
def _strays() -> Mapping[int, str]:
    """Common Traditional characters that no Simplified text or name uses."""
    variants = {row["char"] for row in load("traditional_variants")}
    return {
        code: new
        for code, new in characters().items()
        if chr(code) not in variants
        and not _in("gb2312", chr(code))
        and _in("gb2312", new)
        and _in_first_level_of_big5(chr(code))
    }


@cache
def _kept() -> re.Pattern[str]:
    """Variants that stay in Traditional text too, unless in an ordinary word."""
    variants = {row["char"]: row["words"] for row in load("traditional_variants")}
    kept = [char for char, words in variants.items() if words != "*"]
    ordinary = [word for char in kept for word in variants[char].split("、") if word]
    rare = [a for a, b in zip(_HAN, _one_by_one("t2s"), strict=True) if b > "\uffff"]
    return re.compile(f"{'|'.join(ordinary)}|(?P<kept>[{''.join(kept + rare)}])")


@cache
def _mends() -> Mapping[str, str]:
    return {row["before"]: row["after"] for row in load("traditional_mends")}


@cache
def _mended() -> re.Pattern[str]:
    """The mends as one pattern; 看著作 and 有著名 are other words."""
    words = "|".join(map(re.escape, _mends()))
    return re.compile(f"(?:{words})(?!(?<=著)[名作述称稱录錄书書者])")


def _any(chars: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(chars))}]")


def _in(charset: str, char: str) -> bool:
    return char.encode(charset, "ignore") != b""


def _in_first_level_of_big5(char: str) -> bool:
    code = char.encode("big5", "ignore")
    return b"\xa4" <= code < b"\xc7"
