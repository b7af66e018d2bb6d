"""Mainland text that a converter for Taiwan went through: 進程性死亡受體, 批准檔案.

Such a converter swaps words, not only characters (程序 to 進程, 文件 to 檔案), wherever
they stand.  What it made cannot be told from what was written, so nothing is put back;
the document is flagged, for its terms may be wrong.

>>> [doubt.code for doubt in doubts(Text.raw("进程性死亡受体-1抑制剂获批"))]
['converted_vocabulary']
>>> doubts(Text.raw("依政府资讯公开法，本署公布药品许可证"))
[]
"""

import re
from collections.abc import Mapping
from functools import cache

from normalize.draft import Doubt
from normalize.repairs.lines import any_of
from normalize.text import Text
from normalize.vocab import load

WEAK = 2  # kinds of words that are wrong here and right elsewhere
# Taiwan writes 資訊公開 and 採購契約 itself; only a mainland text cannot.
_MAINLAND = re.compile(
    "国家药品?监|国家医保|医疗保障|市场监督|总局|自治区|中华人民|省药"
)


def doubts(text: Text) -> list[Doubt]:
    """Say whether a converter swapped words of a text (in Simplified characters)."""
    found = {match[0]: match for match in _pattern().finditer(text.chars)}
    sure = [match for term, match in found.items() if _terms()[term] == "sure"]
    foreign = any(_terms()[term] != "taiwan" for term in found)
    weak = foreign or _MAINLAND.search(text.chars)
    if not sure and not (weak and len(found) >= WEAK):
        return []
    first = (sure or list(found.values()))[0]
    message = f"a converter for Taiwan swapped words: {', '.join(found)}"
    return [Doubt("converted_vocabulary", message, text[first.start() : first.end()])]


@cache
def _terms() -> Mapping[str, str]:
    return {row["term"]: row["kind"] for row in load("converted_terms")}


@cache
def _pattern() -> re.Pattern[str]:
    """Compile the terms; 启用剂量 is a dose, and no 启用剂."""
    return re.compile(f"(?:{any_of(_terms()).pattern})(?!(?<=剂)[量型])")
