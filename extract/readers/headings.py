"""Lines that title what follows, by the numbering of Chinese official documents.

The numbering of 公文 runs 一、 (一) 1. (1), that of rules and guides 第一编, 第一章,
第一节.  Arabic numbers are left out: a line that begins with one is a list item as
often as a title.

>>> level("一、基本信息"), level("（二）申报条件"), level("第二节 审评"), level("附件1")
(1, 2, 2, 1)
>>> level("（一）申报单位应当具备下列条件。"), level("第一条 总则"), level("十分常见")
(None, None, None)
"""

import re

NUMERAL = "[一二三四五六七八九十百零〇]+"
LONGEST = 50  # Characters of a title; longer lines are numbered sentences.
SHAPES = (
    (1, re.compile(rf"第\s*(?:{NUMERAL}|\d+)\s*(?:编|章|部分)(?!第)")),
    (2, re.compile(rf"第\s*(?:{NUMERAL}|\d+)\s*节")),
    (1, re.compile(rf"{NUMERAL}\s*(?:[（(]{NUMERAL}[）)])?\s*、")),
    (2, re.compile(rf"[（(]\s*{NUMERAL}\s*[）)]")),
    (1, re.compile(rf"附(?:件|录|表)\s*(?:\d+|{NUMERAL})?\s*[:：]?\Z")),
)
SENTENCE = re.compile(r"[。；！？;!?]|[，,、：:]\Z")


def level(line: str) -> int | None:
    """Return the level of a heading, from 1; None for a line that is no heading."""
    line = line.strip()
    if len(line) > LONGEST or SENTENCE.search(line):
        return None
    return next((level for level, shape in SHAPES if shape.match(line)), None)
