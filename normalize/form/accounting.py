"""Whether a form has been read to the last word (逐行核对).

Every word of the clean text is part of a label, of a value, or of an aside that has a
role or is reported.  What is in none of them, the reading has lost.

>>> page = Text.raw("药品类别\\t西药\\n贮藏：避光")
>>> [str(words) for words in lost(page, [page[0:4], page[5:7], page[8:10]])]
['避光']
"""

import re
from collections.abc import Iterable, Iterator

from normalize.text import Text


def lost(whole: Text, read: Iterable[Text]) -> Iterator[Text]:
    """Yield the runs of words of a text that no piece of it covers."""
    covered = {start for piece in read for start in piece.starts}
    for line in whole.lines():
        left = "".join(
            " " if start in covered else char
            for char, start in zip(line.chars, line.starts, strict=True)
        )
        for found in re.finditer(r"[^\W_]+", left):
            yield line[found.start() : found.end()]
