"""Whether an event happened (情态): what a source says of it beside its verb.

`event_hedges.tsv` lists the words and how far they reach: 未 stands right before the
verb, 预计 in its clause, 如果 and 传闻 anywhere before it in the sentence, 失败 behind
it.  None of them: it happened.

>>> def said(words, kind="approval"):
...     sentence = Text.raw(words)
...     return modality(sentence, sentence, sentence.search("获批上市")[0], kind)
>>> said("示例替尼获批上市"), said("示例替尼尚未获批上市"), said("预计该药获批上市")
('happened', 'denied', 'forecast')
>>> said("如果获批上市"), said("示例替尼将于年内获批上市")
('condition', 'forecast')
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby

from normalize.facts.offsets import offset
from normalize.text import Text
from normalize.vocab import load

CONDITION = "condition"  # said of what may happen: no event
HAPPENED = "happened"
WILL = "will"
# 将 before a distant verb is a mere object marker; 有望 reaches over a date.
NEAR = 3
FAR = 16
# Where words speak against one another the first stands: 如果预计…未获批.
_RANK = (CONDITION, "denied", "planned", "forecast", WILL, HAPPENED)
# Others decide these: who says 将 of them can only expect it.
DECIDED_BY_OTHERS = frozenset(
    {
        "approval", "conditional_approval", "designation", "priority_review",
        "orphan_designation", "breakthrough_designation", "application_accepted",
        "guideline_recommendation",
    }
)  # fmt: skip


def modality(sentence: Text, clause: Text, verb: Text, kind: str) -> str:
    """Tell what the words beside a verb say of the event; `condition` for none at all.

    `clause` and `verb` are cut from `sentence`.
    """
    said = {HAPPENED, *_hedges(sentence, clause, verb)}
    if contradicts(sentence):
        said.discard(CONDITION)  # 网传已获批的消息不实: the rumor is answered
    strongest = next(word for word in _RANK if word in said)
    is_expected_plan = strongest == "planned" and "forecast" in said
    if strongest != WILL and not is_expected_plan:
        return strongest
    return "forecast" if kind in DECIDED_BY_OTHERS else "planned"


def contradicts(sentence: Text) -> bool:
    """Tell whether a sentence denies what it tells as a whole: 否认申请被驳回.

    >>> contradicts(Text.raw("公司否认上市申请被驳回"))
    True
    """
    whole = (pattern for (reach, _), pattern in _patterns() if reach == "whole")
    return any(pattern.search(sentence.chars) for pattern in whole)


def _hedges(sentence: Text, clause: Text, verb: Text) -> Iterator[str]:
    """Yield what the words say that reach the verb."""
    chars, at = sentence.chars, offset(sentence, verb)
    begin, stop = offset(sentence, clause), at + len(verb)
    part = 1 + max(chars.rfind("；", 0, at), chars.rfind(";", 0, at))
    scopes = {
        "near": (max(begin, at - NEAR), at),
        "far": (max(begin, at - FAR), at),
        "clause": (begin, at),
        "sentence": (part, at),
        "whole": (part, len(chars)),
        "after": (at, min(stop + FAR, begin + len(clause))),
    }
    for (reach, said), pattern in _patterns():
        inside = reach == "far" and pattern.search(chars, at, stop)
        if inside or pattern.search(chars, *scopes[reach]):
            yield said


@cache
def _patterns() -> tuple[tuple[tuple[str, str], re.Pattern[str]], ...]:
    rows = sorted(load("event_hedges"), key=_kind)
    return tuple(
        (kind, re.compile("|".join(map(_pattern, own))))
        for kind, own in groupby(rows, key=_kind)
    )


def _kind(row: Mapping[str, str]) -> tuple[str, str]:
    return row["reach"], row["modality"]


def _pattern(row: Mapping[str, str]) -> str:
    after = [f"(?<!{word})" for word in row["not_after"].split("|") if word]
    before = f"(?!{row['not_before']})" if row["not_before"] else ""
    return "".join(after) + row["word"] + before
