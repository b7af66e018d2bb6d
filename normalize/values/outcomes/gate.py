"""Whether a sentence speaks of a study (研究语境): then its phrases may be endpoints.

>>> from normalize.text import Text
>>> speaks_of_study(Text.raw("治疗24周后，头发覆盖率为62.0%"))
True
>>> speaks_of_study(Text.raw("该品种的市场份额为37.2%"))
False
"""

import re

from normalize.text import Text

_SIGN = r"[·•●\-\s]*"
_GOES_ON = re.compile(
    rf"其中|{_SIGN}(?:(?:[^，,；;。：:%％]{{1,20}}组)[与和同对比较][^，,；;。：:%％]{{1,20}}组"
    r"(?:相比|之?间)?的?|两组(?:之?间)?的?|组间的?)?(?:(?:校正|调整)后的?|治疗)?(?:最小二乘)?"
    r"(?:均[值数])?(?:差[值异]|相差|率差|绝对差)[为是：:\s]*[-−－]?\d"
    rf"|{_SIGN}[^，,；;。：:\s\d]{{1,12}}组[\s：:为]*[-−－+]?\d[\d.]*\s*(?:/\d+\s*[（(]|[%％])"
)
FAR = 3  # sentences that a study goes on for without a word of it
_STUDY = re.compile(
    r"患者|受试者|患儿|患眼|儿童|治疗(?!领域|费用|市场)|症状|研究|试验|(?<![入分编重种小])组|基线|安慰剂|疗效|终点"
    r"|(?:治疗|用药|给药|接种|术|免)(?:[前后末]|\s*\d)|第\s*\d+\s*(?:周|天|月|年)"
    r"|[Pp]\s*值?\s*[<＜=＝]|CI|(?<![A-Za-z])(?:HR|OR|RR)(?![A-Za-z])|风险比"
    r"|风险(?:显著|明显)?(?:下降|降低)|(?<![A-Za-z])[nN]\s*[=＝]"
)


def speaks_of_study(sentence: Text) -> bool:
    """Tell whether a sentence has a word of a study: 患者, 对照组, 第12周, P<."""
    return sentence.search(_STUDY) is not None


def goes_on(sentence: Text) -> bool:
    """Tell whether a sentence measures what the one before it did.

    >>> goes_on(Text.raw("两组的差值为9.3%")), goes_on(Text.raw("B组：4/70（5.7%）"))
    (True, True)
    """
    return sentence.match(_GOES_ON) is not None
