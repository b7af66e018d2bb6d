"""The sentences of a notice, each a piece of its text.

>>> [str(each) for each in sentences([Text.raw("甲。 乙；丙")])]
['甲', '乙', '丙']
"""

import re
from collections.abc import Iterable, Iterator

from normalize.notice.flow import Item
from normalize.text import Text

_LONGEST = 1000  # characters of a sentence; a longer one is none
_SENTENCE = re.compile(r"[。；;！!]")


def sentences(items: Iterable[Item]) -> Iterator[Text]:
    """Yield the sentences of lines, without their marks; tables have none."""
    for item in items:
        if isinstance(item, Text):
            said = (each.strip() for each in item.split(_SENTENCE))
            yield from (each for each in said if 0 < len(each) <= _LONGEST)
