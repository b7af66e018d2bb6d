"""A core patent as a form states it: number and title in one cell.

>>> def shown(words):
...     return {column: str(cell) for column, cell in patent(Text.raw(words)).items()}
>>> shown("ZL202010000001.0-一种示例片")
{'patent_number': 'ZL202010000001.0', 'title': '一种示例片'}
>>> shown("一种示例片（202010000001.0）")
{'patent_number': '202010000001.0', 'title': '一种示例片'}
"""

import re

from normalize.text import Text

_NUMBER = r"(?P<number>(?:ZL|CN|PCT/?)?\s*[\dA-Z/]{6,16}(?:\s*[.．]\s*[\dX])?)"
_APART = r"[-—－–:：、，,\s()（）]*"
NUMBER_FIRST = re.compile(rf"{_NUMBER}{_APART}(?P<title>.*)", re.DOTALL)
NUMBER_LAST = re.compile(rf"(?P<title>.+?){_APART}{_NUMBER}{_APART}$", re.DOTALL)


def patent(cell: Text) -> dict[str, Text]:
    """Return number and title; a cell without a number is all title."""
    words = cell.strip()
    found = words.match(NUMBER_FIRST) or words.match(NUMBER_LAST)
    if not found:
        return {"title": words}
    return {"patent_number": found["number"], "title": found["title"]}
