"""What citing words do with a policy (引用关系): rest on it, forward it, repeal it.

>>> said = "为落实《甲意见》，根据《乙办法》（示〔2021〕3号）和《丙规定》，《丁》废止"
>>> said = Text.raw(said)
>>> [relation(said, *found.match.span()) for found in said.finditer("《.*?》")]
['implements', 'based_on', 'based_on', 'repeals']
>>> relation(Text.raw("见示发〔2021〕3号"), 1, 11)
'refers'
>>> relation(Text.raw("依据：《甲法》第3条"), 3, 7)
'based_on'
"""

import re
from collections.abc import Sequence
from functools import cache

from normalize.text import Text
from normalize.values.doc_numbers import find_doc_numbers
from normalize.vocab import load

_NEAR = 2  # characters between a word and the title it governs
_FAR = 300  # characters of a list of titles that one verb governs
_QUOTED = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_BRACKETS = re.compile("[（(][^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*[）)]")
_SENTENCE = re.compile("[。；;！!？?\n]")


def relation(text: Text, start: int, stop: int) -> str:
    """Tell what the words around text[start:stop] do with the policy cited there."""
    before = _bare(_SENTENCE.split(text.chars[max(0, start - _FAR) : start])[-1])
    after, *then = map(_bare, _SENTENCE.split(text.chars[stop : stop + _FAR])[:2])
    governed = _governs(before)
    if governed and governed[1] <= _NEAR:
        return governed[0]
    behind = next(
        (r for pattern, r in _patterns("after") if pattern.match(after)), None
    )
    return behind or (governed[0] if governed else _taken_up(then))


def _taken_up(then: Sequence[str]) -> str:
    """What the sentence behind says is done: 印发了□。现就有关内容解读如下。"""
    found = (
        name
        for words in then
        for pattern, name in _patterns("next")
        if pattern.match(words)
    )
    return next(found, "refers")


def relation_of_list(lead: str) -> str | None:
    """Tell what is done with the policies of a list by the words above it.

    >>> relation_of_list("决定废止下列文件："), relation_of_list("继续有效的文件目录")
    ('repeals', 'refers')
    >>> relation_of_list("各单位：")
    """
    found = {name for pattern, name in _patterns("list") if pattern.search(lead)}
    return found.pop() if len(found) == 1 else None


def _bare(words: str) -> str:
    """Leave out titles, numbers and brackets, which are no words about the policy."""
    for number in find_doc_numbers(Text.raw(words)):
        words = words.replace(number.chars, "")
    return _BRACKETS.sub("", _QUOTED.sub("", words))


def _governs(before: str) -> tuple[str, int] | None:
    """The relation whose word ends nearest, and how far before; a verb rules lists."""
    found = [
        (match.end(), name)
        for pattern, name in _patterns("before")
        for match in pattern.finditer(before)
    ]
    if not found:
        return None
    end, name = max(found)
    between = before[end:].removeprefix("：").removeprefix(":")  # 依据：《甲法》
    return None if re.search("[，,：:]", between) else (name, len(between))


@cache
def _patterns(place: str) -> list[tuple[re.Pattern[str], str]]:
    rows = (row for row in load("citation_relations") if row["place"] == place)
    return [(re.compile(row["pattern"]), row["relation"]) for row in rows]
