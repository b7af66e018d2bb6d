"""Whether a verb tells an event of our kind (事件的门槛): 获批 is said of houses too.

What happens to drugs counts where drugs are spoken of; a policy is issued where its
title is one, or an office issues it.

>>> def told(kind, words, verb):
...     text = Text.raw(words)
...     return is_credible(kind, text.search(verb)[0], text, drugs=())
>>> told("approval", "2024年3月该楼盘获批上市", "获批上市"), told(
...     "approval", "2024年3月该药获批上市", "获批上市")
(False, True)
>>> told("policy_issued", "学校发出停课通知", "发出停课通知"), told(
...     "policy_issued", "国家药监局发布通知", "发布通知")
(False, True)
"""

import re
from collections.abc import Sequence

from normalize.facts.citations import citations
from normalize.facts.drug_contexts import names_context
from normalize.facts.drugs import NamedDrug
from normalize.facts.event_parties import parties
from normalize.facts.offsets import offset
from normalize.text import Text

OF_ANYBODY = frozenset({"regulator_reply", "funding"})
_RULES = re.compile(
    "《|办法|规定|条例|通知|公告|公示|意见|政策|目录|细则|法律|标准|价格|支付|给付|医保|制度|程序|指南"
)
# 相关阅读：… is another page's headline.
_ELSEWHERE = re.compile(
    r"\s*(?:相关|推荐|延伸|热门|更多|精彩)(?:阅读|链接|文章|新闻|推荐|资讯)|上一篇|下一篇|版权|点击|戳这里"
)
# What is read out of mice or cells is no result of a trial.
_ANIMALS = re.compile(
    "[小大]鼠|动物(?:实验|模型|试验)|细胞系|体外(?:实验|试验|研究)|猕?猴"
)
_WHOLE = re.compile(r"[。！!；;][”」』\"）)]?$")
_TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")


def is_credible(
    kind: str, verb: Text, sentence: Text, *, drugs: Sequence[NamedDrug]
) -> bool:
    """Tell whether a verb in a sentence tells an event of a kind.

    `drugs` are those that the document names.
    """
    if sentence.match(_ELSEWHERE):
        return False
    if kind in OF_ANYBODY:
        return True
    if kind == "trial_readout" and _ANIMALS.search(sentence.chars):
        return False
    if kind == "policy_issued":
        return _is_issued(verb, sentence)
    if kind == "policy_effective":
        return _RULES.search(sentence.chars) is not None
    return bool(drugs) or names_context(sentence.chars)


def is_whole(sentence: Text) -> bool:
    """Tell whether words are a sentence, and not a headline or the item of a list.

    >>> is_whole(Text.raw("示例替尼已获批上市。")), is_whole(Text.raw("示例替尼获批"))
    (True, False)
    """
    return sentence.search(_WHOLE) is not None and not sentence.search("[？?]")


def _is_issued(verb: Text, sentence: Text) -> bool:
    """Whether a policy is what the verb takes, not what tells a thing apart (的)."""
    if "《" not in verb.chars:
        return bool(parties(sentence))
    begin = offset(sentence, verb) + verb.chars.rindex("《")
    title = _TITLE.match(sentence.chars, begin)
    if title is None:
        return False
    known = {cited.title.span for cited in citations(sentence) if cited.title}
    inside = sentence[begin + 1 : title.end() - 1].span
    attributive = sentence.chars[title.end() : title.end() + 1] == "的"
    return inside in known and not attributive
