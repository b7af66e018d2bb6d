"""Codes (编号): approval numbers, catalog codes, patents, document numbers, phones.

>>> approval_numbers("国药准字S2023 0065；国药准字S20230066")
'国药准字S20230065、国药准字S20230066'
>>> patent("202010000001.1-一种示例化合物及其用途")
Patent(number='202010000001.1', title='一种示例化合物及其用途')
>>> [str(found) for found in find_doc_numbers(Text.raw("通知（国发〔2017〕16号）"))]
['国发〔2017〕16号']
>>> doc_number("国 发[ 2017 ]16 号")
'国发〔2017〕16号'
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from normalize.text import Text
from normalize.values import Rejected
from normalize.values.doc_numbers import doc_number, find_doc_numbers
from normalize.values.plain import WIDE, plain

__all__ = [
    "Patent",
    "approval_numbers",
    "catalog_code",
    "doc_number",
    "emails",
    "find_doc_numbers",
    "patent",
    "patents",
    "phones",
]

# 国药准字S20230065, HJ20180001; older imports H20150001 with no prefix; 晋药制字Z2008…
# for a hospital's own medicine; 国械注准20233130001 for a device.
_APPROVAL = re.compile(
    r"国药准字\s*[A-Z]{1,2}(?:\s*\d){8}(?!\d)"
    r"|(?<![0-9A-Z])[HZSBJ][CJ]?\s?(?:19|20)(?:\s?\d){6}(?!\d)"
    r"|[\u4e00-\u9fff]药制(?:备)?字\s*[A-Z]\s*\d{8,14}"
    r"|[\u4e00-\u9fff]械(?:注[准进许]|备)\s*\d{8,11}"
)
_CATALOG = re.compile(r"X?[A-Z]{1,2}\d{2}[A-Z0-9]*")


class Patent(NamedTuple):
    """A patent: its application or publication number, and its title if told."""

    number: str
    title: str | None


def _fold(words: str) -> str:
    return words.translate(WIDE)


def approval_numbers(words: str) -> str | None:
    """Return all approval numbers of a cell, `、` between them; None for an empty cell.

    Raises Rejected where there is none, or one whose digits are not complete.
    """
    if plain(words) is None:
        return None
    folded = _fold(words).upper()
    found = ["".join(match[0].split()) for match in _APPROVAL.finditer(folded)]
    if not found:
        raise Rejected(f"no approval number: {words!r}")
    if "准字" in _APPROVAL.sub("", folded):
        raise Rejected(f"an approval number with digits lost: {words!r}")
    return "、".join(dict.fromkeys(found))


def catalog_code(words: str) -> str | None:
    """Return the code of the insurance's drug classification (医保药品分类与代码).

    >>> catalog_code("XL01XXN000B0020101 00001")
    'XL01XXN000B002010100001'
    """
    if plain(words) is None:
        return None
    codes = re.split("[、,;]", "".join(_fold(words).upper().split()))
    if not all(_CATALOG.fullmatch(code) for code in codes):
        raise Rejected(f"not a catalog code: {words!r}")
    return "、".join(codes)


# 202010000001.1, ZL 2020 1 0000001.1, 02100001.X; CN112345678B; PCT/CN2020/123456
_PATENT = re.compile(
    r"(?:ZL|CN)?\s?(?<!\d)((?:19|20)(?:\s?\d){10}(?:\s?\.\s?[\dX])?|\d{8}\.[\dX])(?!\d)"
    r"|((?:CN|US|EP|WO|JP|KR|TW)\s?[\d/,]{6,13}\s?[A-Z]?\d?(?![\dA-Z])|PCT/[A-Z]{2}\d{4}/\d{5,6})",
    re.IGNORECASE,
)
_PATENT_LABEL = re.compile(
    r"(?:中国|发明)?专利(?:申请)?号?\s*[:：]?\s*$"
    r"|^\s*(?:专利名称|发明名称|发明专利)\s*[:：]"
)
_ITEM = re.compile(r"(?:^|(?<=[\s;；。\u4e00-\u9fff]))[(（]?\d{1,2}[.、)）]\s*$")
_JOINTS = " -‐‑–—－:：,，;；、。"
_WRAPPED = re.compile(r"[(（\[【《]([^()（）\[\]【】《》]*)[)）\]】》]")


def patent(words: str) -> Patent | None:
    """Read the one patent of a cell; None for an empty cell.

    Raises Rejected where there is none, or several (`patents` reads those).

    >>> patent("一种示例组合物（ZL 2020 1 0000001.1）")
    Patent(number='202010000001.1', title='一种示例组合物')
    """
    found = patents(words)
    if len(found) > 1:
        raise Rejected(f"{len(found)} patents in one cell: {words!r}")
    return found[0] if found else None


def patents(words: str) -> list[Patent]:
    """List the patents of a cell: each number with the title after or before it."""
    bare = plain(words)
    if bare is None:
        return []
    matches = list(_PATENT.finditer(_fold(bare)))
    if not matches:
        raise Rejected(f"no patent number: {words!r}")
    numbers = ["".join((m[1] or m[2]).upper().split()) for m in matches]
    pieces = [_title(words) for words in _around(bare, matches)]
    titles = pieces[:-1] if pieces[0] and not pieces[-1] else pieces[1:]
    return [Patent(*pair) for pair in zip(numbers, titles, strict=True)]


def _around(words: str, matches: list[re.Match[str]]) -> Iterator[str]:
    """Yield the words before the first match, between each two, and after the last."""
    at = 0
    for match in matches:
        yield words[at : match.start()]
        at = match.end()
    yield words[at:]


def _title(words: str) -> str | None:
    """Strip what joins a title to its number and to the next: marks, labels, a `2.`"""
    bare = _PATENT_LABEL.sub("", _ITEM.sub("", words))
    bare = bare.rstrip(_JOINTS + "(（[【").lstrip(_JOINTS + ")）]】")
    return _WRAPPED.sub(r"\1", bare) if _WRAPPED.fullmatch(bare) else bare or None


# Printed as 0351-8000001, (010)80000001, 010-8000 0001, 86-10-80000001; Taiwan's
# 02-27870001 and (02)2787-0001; Hong Kong's with its code 852; extensions 转, 分机, #.
_PHONE = re.compile(
    r"(?<![0-9A-Za-z.+-])(?:\+?86[- ]?)?"
    r"(?:\(0\d{2,3}\)\s?\d{7,8}|\(0\d\)\s?\d{3,4}-?\d{4}|0[2-8]-\d{3,4}-?\d{4}"
    r"|0\d{2,3}\s?[-—–]{1,2}\s?\d{3,4}\s?\d{4}|0\d{2,3} \s?\d{7,8}|0\d{2,3}\d{7,8}"
    r"|(?<=86[- ])\d{2,3}[- ]\d{7,8}|\(?\+?852\)?[- ]?\d{4}[- ]?\d{4}"
    r"|1[3-9]\d{9}|1[3-9]\d[- ]\d{4}[- ]\d{4}|[48]00[- ]?\d{3,4}[- ]?\d{3,4})"
    r"(?:\s?(?:转|轉|分机|分機|ext\.?|#|-)\s?\d{1,5})?(?![\d.]\d|\d)"
    r"|(?<=\d[、/])(?!19|20)[2-8]\d{6,7}(?!\d)",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+",
    re.A,
)


def phones(text: Text) -> Iterator[Text]:
    """Yield the telephone numbers in prose: 0351-8000001, 13000000001, 400-800-0001."""
    for match in _PHONE.finditer(_fold(str(text))):
        yield text[slice(*match.span())]


def emails(text: Text) -> Iterator[Text]:
    """Yield the e-mail addresses in prose."""
    for match in _EMAIL.finditer(_fold(str(text))):
        yield text[slice(*match.span())]
