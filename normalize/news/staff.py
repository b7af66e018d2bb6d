"""Names behind labels that are none elsewhere: 某经记者 段一 某经编辑 段二; 作者，段一.

A paper signs with its short name, which no list has, on a line with nothing else; pages
that are translated from English print a comma for the colon.

>>> [(what, str(who)) for what, who in staff(Text.raw("某经记者 段一 某经编辑 段二"))]
[('reporter', '段一'), ('editor', '段二')]
>>> list(staff(Text.raw("美术编辑 段二")))
[]
"""

import re
from collections.abc import Iterator

from normalize.news.names import is_person
from normalize.text import Text

LONGEST = 40  # characters of such a line
_NAME = r"(?:(?!记者|编辑)[\u4e00-\u9fff·]){2,4}"
_STAFF = re.compile(
    r"(?:^|[\s　])(?P<medium>[\u4e00-\u9fff\d]{2,6}?)"
    r"(?P<label>记者|编辑)[\s　|丨｜:：]+"
    rf"(?P<words>{_NAME}(?:[、，,\s　]+{_NAME})*)(?=[\s　]|$)"
)
_FIELD = {"作者": "author", "记者": "reporter", "编辑": "editor"}
_COMMA = re.compile(
    r"(?P<label>作者|记者|编辑)\s*[，,]\s*(?P<words>[\u4e00-\u9fff·]{2,12})"
)


def staff(line: Text) -> Iterator[tuple[str, Text]]:
    """Yield the field and the name of each person that a line signs with."""
    if len(line) > LONGEST:
        return
    if comma := line.fullmatch(_COMMA):
        yield _FIELD[str(comma["label"])], comma["words"]
    media: list[str] = []  # 美术编辑 and 视频编辑 are no editors of any medium.
    for found in line.finditer(_STAFF):
        label, medium = str(found["label"]), str(found["medium"])
        if _are_named(found["words"]) and (label == "记者" or medium in media):
            media.append(medium)
            yield _FIELD[label], found["words"]


def _are_named(words: Text) -> bool:
    return all(map(is_person, re.split(r"[、，,\s　]+", words.chars)))
