"""Text decoded wrongly: lines in the wrong charset, runs read one byte out of step.

Three repairs, each only where the bytes prove it (`confusions`, `lost_lines`,
`misaligned`), and one admission: 锟斤拷 and runs of U+FFFD hold nothing that could be
put right.

>>> text, doubts = repair(Text.raw("鑽鐩戝眬 公布锟斤拷名单"))
>>> [(doubt.code, str(doubt.quote)) for doubt in doubts]
[('mojibake_lost', '锟斤拷')]
"""

import re

from normalize.draft import Doubt
from normalize.repairs import confusions, lost_lines, misaligned
from normalize.text import Text

_LOST = re.compile("(?:锟斤拷|\ufffd\ufffd)[锟斤拷\ufffd]*|烫烫烫烫*|屯屯屯屯*")


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Decode again what was decoded wrongly, and doubt what is lost or guessed."""
    guessed: list[Doubt] = []
    if confusions.strange_lines(text.chars):
        text, _ = confusions.repair(text)
        text, guessed = lost_lines.repair(text)
    text, doubts = misaligned.repair(text)
    return text, [*guessed, *doubts, *_lost(text)]


def _lost(text: Text) -> list[Doubt]:
    found = list(text.finditer(_LOST))
    if not found:
        return []
    message = f"{len(found)} places hold nothing but replacement characters"
    return [Doubt("mojibake_lost", message, found[0][0])]
