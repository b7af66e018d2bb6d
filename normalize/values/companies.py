"""Company names (企业名称): as printed, and as a key that ignores how it was printed.

>>> company("示例生物科技(天津)有限公司")
'示例生物科技（天津）有限公司'
>>> company_key("示例生物科技（天津）有限公司") == company_key("示例生物科技(天津)股份有限公司")
True
"""

import re

from normalize.values.plain import plain, squash

_HAN = "[\u4e00-\u9fff]"
_FORM = re.compile(
    r"(?:集团)?(?:股份)?(?:有限)?(?:责任)?公司$"
    r"|(?:,?(?:co\.?,?ltd|inc|corp(?:oration)?|limited|ltd|llc|gmbh|ag|plc|s\.?a)\.?)+$"
)


def company(words: str) -> str | None:
    """Return a company name without layout, its brackets as registers print them.

    A Chinese name has full-width brackets and no blanks; a Latin one is left alone.
    """
    name = plain(words)
    if name is None or not re.search(_HAN, name):
        return name
    wide = name.translate(str.maketrans("()", "（）"))
    return re.sub(rf"(?<=[\u4e00-\u9fff（）]) +| +(?=[\u4e00-\u9fff（）])", "", wide)


def company_key(words: str) -> str:
    """Fold a company name for comparing: brackets, width, case and legal form go.

    >>> company_key("Example Pharma Co., Ltd.")
    'examplepharma'
    """
    bare = re.sub(r"[()]", "", squash(words))
    return _FORM.sub("", bare) or bare
