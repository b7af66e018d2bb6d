"""What stands around the words of a label: numbering, stars, brackets, its own number.

>>> printed = ("① 药品类别：", "1.1.2 药品类别^1", "（三）*药品类别*")
>>> [str(bare(Text.raw(words))) for words in printed]
['药品类别', '药品类别', '药品类别']
>>> list(numbered("专利（二）到期日"))
[('专利到期日', slice(3, 4, None))]
>>> ordinal(Text.raw("③"))
Implied(value=3, because='circled', quote=Text('③'))
"""

import re
import unicodedata
from collections.abc import Iterator

from normalize.draft import Implied
from normalize.text import Text

_HAN = "一二三四五六七八九十"
_CIRCLED = "①-⑳⑴-⒇㈠-㈩Ⅰ-Ⅻ"
_BEFORE = re.compile(
    rf"""(?:
        [\s*＊★☆●■◆◇▲▶►·•※#>-]
      | [{_CIRCLED}][.．、]?
      | [（(]\s*(?:\d{{1,2}}|[{_HAN}]{{1,3}})\s*[)）][.．、]?
      | [{_HAN}]{{1,3}}\s*(?:[、.．]|[（(]\s*[{_HAN}]{{1,3}}\s*[)）]\s*、?)
      | (?:\d{{1,2}}[.．]){{1,3}}(?:\d{{1,2}}(?!\d))?(?![\d年])   # 1. or 1.1.2
      | \d{{1,2}}(?:[、)）]|\s+(?!年))
    )*""",
    re.VERBOSE,
)
# 药品注册分类¹, as a mark or, behind a letter, as a power.
_FOOTNOTE = re.compile(r"(?<=\D)(?:\^\d{1,2}|\[\d[\d,，、~～–—-]*\])$")
_BRACKETS = "【】［］〔〕「」『』〖〗<>＜＞[]"
_BRACKET = re.compile(f"[{re.escape(_BRACKETS)}]")
_AROUND = " \t\n\u3000：:＊*"
_NUMERAL = rf"\d{{1,2}}|[{_HAN}]{{1,3}}|[{_CIRCLED}]"
_OWN = re.compile(
    rf"\s*[-_#＃.、]?\s*[（(【\[〔]?\s*第?\s*(?P<ordinal>{_NUMERAL})\s*[项个号]?\s*[）)】\]〕]?"
)


def bare(text: Text) -> Text:
    """Return a label without numbering, stars, brackets around it and colon."""
    before = text.match(_BEFORE)
    words = text[before.match.end() if before else 0 :].strip(_AROUND)
    if (note := words.search(_FOOTNOTE)) and _is_raised(note[0]):
        words = words[: note.match.start()]
    inner = words.strip(_BRACKETS)  # a page may have cut 【试验 from 类型】
    bracketed = len(inner) < len(words) and not inner.search(_BRACKET)
    return bare(inner) if bracketed else words


def _is_raised(note: Text) -> bool:
    """Whether a mark was printed raised; [1] printed so may be the number of a block.

    The reader wrote the brackets around the figure, so that they stand where it does.
    """
    return note.chars[0] == "^" or note[:1].span == note[-1:].span


def numbered(words: str) -> Iterator[tuple[str, slice]]:
    """Yield each reading of a label as one with a number: the label without, its place.

    The number stands at the end (试验类型1, 试验类型（一）) or inside (试验1类型).
    """
    for found in reversed(list(_OWN.finditer(words))):
        if found.start():
            rest = words[: found.start()] + words[found.end() :]
            yield rest, slice(*found.span("ordinal"))


def ordinal(number: Text) -> Text | Implied:
    """Return the number of a block as a cell; ③ and Ⅲ are no figures to a parser."""
    if len(number) == 1 and not number.fullmatch(rf"\d|[{_HAN}]"):
        return Implied(int(unicodedata.numeric(str(number))), "circled", number)
    return number
