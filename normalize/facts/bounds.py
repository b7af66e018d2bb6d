"""Where a name begins (名称的左边界): after the last word that no name holds.

Chinese has no blanks, so 用于治疗的示例仑赛注射液 shows where the name ends (its dosage
form) but not where it begins.  `name_bounds.tsv` lists what news and notices put before
a name: function words, verbs, and what the thing is (药物, 产品); counts and dates end
there as well.

>>> str(name_part(Text.raw("2018年5月批准首款细胞疗法示例仑赛")))
'示例仑赛'
>>> str(name_part(Text.raw("对乙酰氨基酚"))), str(name_part(Text.raw("对示例替尼")))
('对乙酰氨基酚', '示例替尼')
"""

import re
from functools import cache

from normalize.text import Text
from normalize.vocab import load

KINDS = ("function", "role", "verb", "trade")

# A number with its counter (3款, 第2个) or a date ends before the name begins; the
# number of a code (EX-05片) or a vitamin (B12片) is of the name.
_COUNTED = (
    r"(?<![A-Za-z\d])(?<![A-Za-z]-)[\d一二三四五六七八九十百千万亿两几多]+余?"
    r"(?:[年月日](?:以?[来内前后间]|以上|左右|期间)?"
    r"|[支盒瓶袋粒片例个种家项批款名位次剂类省件元岁])"
    r"|[这那哪某每][个种类些例罐位名项款]"
)


@cache
def _bounds(kinds: tuple[str, ...]) -> re.Pattern[str]:
    rows = [row for row in load("name_bounds") if row["kind"] in kinds]
    rows.sort(key=lambda row: -len(row["word"]))
    words = [
        f"{row['word']}(?!{row['unless']})" if row["unless"] else row["word"]
        for row in rows
    ]
    return re.compile("|".join([*words, _COUNTED]))


def name_part(run: Text, after: str = "", kinds: tuple[str, ...] = KINDS) -> Text:
    """Return the end of a run of characters that may be a name; empty if none is.

    `after` is what follows the run, so that 细胞 is no bound before 注射液.
    """
    start = 0
    for match in _bounds(kinds).finditer(run.chars + after):
        if match.start() < len(run):
            start = min(match.end(), len(run))
    return run[start:]


def before_bound(run: Text, kinds: tuple[str, ...] = KINDS) -> Text:
    """Return the beginning of a run, up to the first word that no name holds.

    >>> str(before_bound(Text.raw("示例凝血肽11月18日获批")))
    '示例凝血肽'
    """
    found = _bounds(kinds).search(run.chars)
    return run[: found.start()] if found else run
