"""Who wrote, reported, edited and published a news page (来源、作者、记者、责任编辑).

>>> top = Text.raw("2025-03-01 来源：示例晚报  记者：段一 通讯员：和二")
>>> said = credits([top, Text.raw("（责任编辑：普三）")])
>>> {name: str(words) for name, words in said.items()}
{'publisher': '示例晚报', 'reporter': '段一', 'editor': '普三'}
"""

import re
from collections.abc import Mapping, Sequence

from normalize.document import Meta
from normalize.text import Text

_END = (
    r"(?=[\s　|｜/／∕)）\]】;；,，]|$"
    r"|(?:作者|记者|编辑|责编|责任编辑|审校|校对|通讯员|时间|发布))"
)
_PERSON = r"[\u4e00-\u9fff·]{2,4}"
_MORE = rf"(?:[、 　]{_PERSON}(?=[、 　)）】\]]|$)){{0,3}}"
_NAMES = rf"\s*[:：/／]\s*(?P<words>{_PERSON}{_MORE}){_END}"
_SITE = r"[^\s　|｜:：()（）\[\]【】<>]{2,24}?"
LABELED = {
    "publisher": re.compile(rf"(?:来源|来自|出处)\s*[:：]\s*(?P<words>{_SITE}){_END}"),
    "author": re.compile(rf"(?:作者|撰文|文){_NAMES}"),
    "reporter": re.compile(rf"记者\s*[:：]?\s*(?P<words>{_PERSON}{_MORE}){_END}"),
    "editor": re.compile(rf"(?:编辑员?|责编){_NAMES}"),
}
LONGEST_CREDIT_LINE = 120
OPENING = 200
METAS = {"author": "author", "source": "publisher", "contentsource": "publisher"}
IN_OPENING = ("publisher", "reporter")
OWNER = re.compile(
    r"(?P<words>[\u4e00-\u9fffA-Za-z]{2,12}?)(?:网站|平台)?所?发布的(?:信息|内容|文章)"
)


def credits(lines: Sequence[Text], meta: Sequence[Meta] = ()) -> dict[str, Text]:
    """Return what is said of publisher, author, reporter and editor.

    A credit stands on a short line, or in the opening of a longer one (电头); the first
    one counts, and what the page shows counts before what its metadata say.
    """
    found: dict[str, Text] = {}
    for line in lines:
        part = line if len(line) <= LONGEST_CREDIT_LINE else line[:OPENING]
        for name, pattern in LABELED.items():
            if name in found or (part is not line and name not in IN_OPENING):
                continue
            if match := part.search(pattern):
                found[name] = match["words"].strip()
    named = {METAS[m.name.lower()]: m.text for m in meta if m.name.lower() in METAS}
    return named | found


def publisher(
    said: Mapping[str, Text], channel: Sequence[Text], lines: Sequence[Text]
) -> Text | None:
    """Return who published the page.

    Where no 来源 says it: an author that is also a channel is the site itself, as in
    the dumps of news feeds; else the site that speaks in the closing disclaimer.
    """
    if "publisher" in said:
        return said["publisher"]
    author = said.get("author")
    if author is not None and str(author) in map(str, channel):
        return author
    return owner(lines)


def owner(lines: Sequence[Text]) -> Text | None:
    """Return the site that speaks of itself in its closing disclaimer, or None.

    >>> str(owner([Text.raw("免责说明：示例医讯所发布的信息不能替代医生的建议。")]))
    '示例医讯'
    """
    for line in reversed(lines):
        for sentence in line.split(r"[。！!：:；;]"):
            if match := sentence.search(OWNER):
                return match["words"]
    return None
