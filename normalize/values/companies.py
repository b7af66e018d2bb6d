"""Company names (企业名称): as printed, and as a key that ignores how it was printed.

>>> company("示例生物科技(天津)有限公司")
'示例生物科技（天津）有限公司'
>>> company_key("示例生物科技（天津）有限公司")
'示例生物科技天津'
>>> company_key("示例生物科技(天津)股份有限公司")
'示例生物科技天津'
"""

import re

from normalize.values.plain import plain, squash

_HAN = "[\u4e00-\u9fff]"

# 集团 stays: a group and its company are two.
_FORM = re.compile("(?:股份)?(?:有限)?(?:责任)?公司$")
_LATIN_FORM = re.compile(
    r"(?:[\s,]+(?:co|company|corp|corporation|inc|incorporated|limited|ltd|llc|llp|plc"
    r"|gmbh|ag|kgaa|bv|b\.v|nv|n\.v|sa|s\.a|spa|s\.p\.a|ab|a/s)\b\.?)+\s*$",
    re.IGNORECASE,
)


def company(words: str) -> str | None:
    """Return a company name without layout, its brackets as registers print them.

    A Chinese name has full-width brackets and no blanks; a Latin one is left alone.
    """
    name = plain(words)
    if name is None or not re.search(_HAN, name):
        return name
    wide = name.translate(str.maketrans("()", "（）"))
    return re.sub(r"(?<=[\u4e00-\u9fff（）]) +| +(?=[\u4e00-\u9fff（）])", "", wide)


def company_key(words: str) -> str:
    """Fold a company name for comparing: brackets, width, case and legal form go.

    >>> company_key("Example Pharma Co., Ltd.")
    'examplepharma'
    """
    bare = re.sub("[()]", "", squash(_LATIN_FORM.sub("", " ".join(words.split()))))
    return _FORM.sub("", bare) or bare
