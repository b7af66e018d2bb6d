"""Damage to the text of public documents, and how it is undone.

`REPAIRS` is the whole list, in the order it is run, and the order matters.  Bytes read
out of step come first: every other repair changes the bytes they are told by.  Pinyin
goes before Traditional characters, which its readings belong to; spam before both
widths and scripts are made one, because they give it away.  A repair takes a `Text`
and returns it repaired, with `Doubt`s for what a person should look at; it finds its
evidence in the text itself, and in the edits the text has been through.

>>> raw = "國內(nèi)首個醫(yī)藥產(chǎn)品獲批，用量為１０⁸個"
>>> text, doubts = repair_all(Text.raw(raw))
>>> print(text)
国内首个医药产品获批，用量为10^8个
>>> sorted({repair.rule for repair in text.repairs(raw)})
['pinyin', 'traditional', 'width']
"""

from collections.abc import Callable

from normalize.draft import Doubt
from normalize.repairs import (
    advert_tail,
    converted,
    foreign_script,
    latex,
    mojibake,
    page_furniture,
    pinyin,
    place_footer,
    seo_words,
    spam_title,
    spun,
    traditional,
    width,
)
from normalize.text import Text

Repair = Callable[[Text], tuple[Text, list[Doubt]]]
Check = Callable[[Text], list[Doubt]]

REPAIRS: tuple[tuple[str, Repair], ...] = (
    ("mojibake", mojibake.repair),
    ("pinyin", pinyin.repair),
    ("foreign_script", foreign_script.repair),
    ("spam", spam_title.repair),
    ("spam", seo_words.repair),
    ("spam", place_footer.repair),
    ("spam", advert_tail.repair),
    ("page_furniture", page_furniture.repair),
    ("traditional", traditional.repair),
    ("width", width.repair),
    ("latex", latex.repair),
)

# What no repair can put right, looked for in the clean text.
CHECKS: tuple[Check, ...] = (spun.doubts, converted.doubts)


def repair_all(text: Text) -> tuple[Text, list[Doubt]]:
    """Run every repair in order; return the clean text and all doubts."""
    doubts: list[Doubt] = []
    for _, repair in REPAIRS:
        text, more = repair(text)
        doubts += more
    return text, [*doubts, *(doubt for check in CHECKS for doubt in check(text))]
