"""Company names (企业名称): as printed, and as a key that ignores how it was printed.

A place in brackets is part of the name: 示例生物（天津）有限公司 is not the firm
示例生物有限公司, nor that of another place.  What the firm is in law (有限公司, Co.,
Ltd.) is no part of it.

>>> company("示例生物科技(天津)有限公司")
'示例生物科技（天津）有限公司'
>>> company_key("示例生物科技（天津）有限公司")
'示例生物科技天津'
>>> company_key("示例生物科技(天津)股份有限公司")
'示例生物科技天津'
>>> legal_form("示例生物科技(天津)股份有限公司"), legal_form("Example Co.,Ltd")
('股份有限公司', 'Co., Ltd.')
>>> company_region("示例生物科技（天津）有限公司").name
'天津市'
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from normalize import vocab
from normalize.values.plain import plain, squash
from normalize.values.regions import leading, region_of

_HAN = "[\u4e00-\u9fff]"
_PLACE = re.compile("[（(]([\u4e00-\u9fff]{2,8})[）)]")


class Seat(NamedTuple):
    """Where a company says it is: name, and GB/T 2260 code or that of the country."""

    name: str
    code: str


def company(words: str) -> str | None:
    """Return a company name without layout, its brackets as registers print them.

    A Chinese name has full-width brackets and no blanks; a Latin one is left alone.
    """
    name = plain(words)
    if name is None or not re.search(_HAN, name):
        return name
    wide = name.translate(str.maketrans("()", "（）"))
    return re.sub(r"(?<=[\u4e00-\u9fff（）]) +| +(?=[\u4e00-\u9fff（）])", "", wide)


@lru_cache(maxsize=1 << 16)
def company_key(words: str) -> str:
    """Fold a company name for comparing: brackets, width, case and legal form go.

    集团 stays: a group and its company are two.

    >>> company_key("Example Pharma Co., Ltd.")
    'examplepharma'
    """
    whole = " ".join(words.split())
    bare = re.sub("[()]", "", squash(_latin_form().sub("", whole)))
    return _form().sub("", bare) or bare


def company_trunk(words: str) -> str:
    """Return the key of a name without its place, in brackets or in front.

    >>> company_trunk("浙江示例制药有限公司"), company_trunk("示例制药（天津）有限公司")
    ('示例制药', '示例制药')
    """
    bare = _PLACE.sub(lambda found: "" if region_of(found[1]) else found[0], words)
    key = company_key(bare)
    head = leading(key)
    rest = key[head[0] :] if head else key
    return rest if len(rest) >= 2 else key


def legal_form(words: str) -> str | None:
    """Return the legal form that a name states, as the vocabulary spells it.

    >>> legal_form("示例健康"), legal_form("株式会社示例")
    (None, '株式会社')
    """
    whole = " ".join(words.split())
    found = _latin_form().search(whole) or _form().search(squash(whole))
    return _spelled()[_bare(found[0])] if found else None


def company_region(words: str) -> Seat | None:
    """Return the region that a name states, in brackets or in front.

    None where it states none, or one that is a brand as well (东方, 朝阳); a short name
    (上海某某健康 without 有限公司) states none.

    >>> company_region("杭州示例医药有限公司").code, company_region("东方示例有限公司")
    ('330100', None)
    """
    for found in _PLACE.finditer(words):
        if found[1] == "中国":
            return Seat("中国", "CN")
        if region := region_of(found[1]):
            return Seat(region.name, region.code)
    head = leading(squash(words)) if legal_form(words) else None
    return Seat(head[1].name, head[1].code) if head else None


def _bare(form: str) -> str:
    return re.sub(r"[\s.,()]", "", squash(form))


@cache
def _spelled() -> Mapping[str, str]:
    return {_bare(row["form"]): row["form"] for row in vocab.load("legal_forms")}


def _forms(side: str) -> list[str]:
    rows = vocab.load("legal_forms")
    forms = [row["form"] for row in rows if row["side"] in (side, "both")]
    return sorted(forms, key=lambda form: (-len(form), form))


@cache
def _form() -> re.Pattern[str]:
    """Match a Chinese form in a folded name."""
    end, begin = (
        "|".join(_loose(form) for form in _forms(side) if not form.isascii())
        for side in ("end", "begin")
    )
    return re.compile(f"(?:{end})$|^(?:{begin})")


def _loose(form: str) -> str:
    """Match a form with its brackets or, as in keys, without."""
    return re.sub(r"\\([()])", r"\\\1?", re.escape(squash(form)))


@cache
def _latin_form() -> re.Pattern[str]:
    """Match a Latin form behind a blank or a comma, its points left out or not."""
    forms = (
        r"[\s.,]*".join(re.escape(letter) for letter in re.sub(r"[\s.,]", "", form))
        for form in _forms("end")
        if form.isascii()
    )
    return re.compile(rf"[\s,]+(?:{'|'.join(forms)})\.?\s*$", re.IGNORECASE)
