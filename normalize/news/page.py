"""What a page says of itself: its site, its address, its place among others (面包屑).

>>> list(map(str, breadcrumb([Line(Text.raw("首页 > 要闻 > 国内 > 正文"))])))
['首页', '要闻', '国内']
"""

import re
from collections.abc import Mapping, Sequence

from normalize.document import Meta
from normalize.facts.organizations import agency_names
from normalize.news.lines import Line, key
from normalize.news.names import is_medium, somebody
from normalize.text import Text

HEAD_LINES, LONGEST = 14, 60
ADDRESS_METAS = ("canonical", "og:url", "link", "url")
CHANNEL_METAS = (
    "categories", "category", "channel", "columnname", "article:section", "section",
)  # fmt: skip
SOURCE_METAS = ("contentsource", "source", "mediaid", "article:source", "publisher")
AUTHOR_METAS = ("author", "article:author", "og:article:author")
NO_CHANNEL = ("正文", "内容", "详情", "正文内容", "文章正文", "»")
SITE_METAS = ("sitename", "og:site_name")

_CRUMB = re.compile(r"\s*(?:[>＞»›→]+|(?<=\s)[/|·\-](?=\s))\s*")
# 首页-要闻-正文, 首页/要闻: other joints, where the first page tells a breadcrumb.
_TIGHT_CRUMB = re.compile(r"\s*(?:[>＞»›→/|·]|[-–—]+)\s*")
_HOME = re.compile(
    r"(?:您?(?:现在|当前)?的?(?:所在)?的?(?:位置|栏目)\s*[:：]?\s*)?[\u4e00-\u9fff]{0,8}(?:首页|主页)\s*[-–—/|·]"
)
_LONGEST_PART = 16
_ADDRESS = re.compile(
    r"(?:(?:原文|文章|网页|本文|来源)?(?:链接|网址|地址)"
    r"|(?i:url(?: source)?|link|source))"
    r"\s*[:：]\s*<?(?P<words>https?://[^\s<>]+)>?"
)
_NAME = re.compile(r"[\u4e00-\u9fff·、 ]{2,30}|[A-Za-z]+(?:[ ][A-Za-z]+){0,3}")
_SOURCE = re.compile(r"[^/:：@]{2,24}")
_OWNER = re.compile(
    r"(?P<words>[\u4e00-\u9fffA-Za-z]{2,12}?)(?:网站|平台)?所?发布的(?:信息|内容|文章)"
)


def address(meta: Sequence[Meta]) -> Text | None:
    """Return the page's own address, where it states one."""
    return _first(meta, ADDRESS_METAS)


def named_address(lines: Sequence[Line]) -> Text | None:
    """Return the address that a copy of a page names (原文链接：…), or None."""
    for line, _ in (*lines[:HEAD_LINES], *lines[-HEAD_LINES:]):
        if found := line.fullmatch(_ADDRESS):
            return found["words"]
    return None


def channel(
    lines: Sequence[Line], meta: Sequence[Meta], title: Text | None = None
) -> list[Text]:
    """Return the channel: the breadcrumb below the site, else the page's categories.

    The headline, which some breadcrumbs end with, is none.
    """
    named = [m.text for m in meta if m.name.lower() in CHANNEL_METAS]
    headline = key(title.chars) if title is not None else ""
    # A reader that leaves the breadcrumb out of the text names it apart.
    apart = [Line(m.text) for m in meta if m.name == "breadcrumb"]
    crumbs = breadcrumb(lines) or breadcrumb(apart)
    parts = [part for part in crumbs[1:] if not _opens(part, headline)]
    return parts or named


def _opens(part: Text, headline: str) -> bool:
    """Whether part of a breadcrumb is the headline, be it cut short."""
    words = key(part.chars)
    return words == headline or (len(words) >= 8 and headline.startswith(words))


def breadcrumb(lines: Sequence[Line]) -> list[Text]:
    """Return the parts of 首页 > 新闻 > 国内, without 正文 for the article."""
    for line, _ in lines[:HEAD_LINES]:
        joint = _joint(line) if len(line) < LONGEST else None
        parts = [part.strip() for part in line.split(joint)] if joint else []
        if _are_names(parts[:-1]):
            return [part for part in parts if part and str(part) not in NO_CHANNEL]
    return []


def _joint(line: Text) -> re.Pattern[str] | None:
    """What parts the names of a breadcrumb; None for a line that is none."""
    if line.match(_HOME):
        return _TIGHT_CRUMB
    return _CRUMB if line.search(r"[>＞»›→]") else None


def _are_names(parts: Sequence[Text]) -> bool:
    """Whether words are names of channels, and no formula: P＞0.05."""
    long = any(len(part) > _LONGEST_PART for part in parts)
    return bool(parts) and not long and parts[0].search("[\u4e00-\u9fff]") is not None


def named_in_meta(meta: Sequence[Meta], title: Text | None) -> dict[str, Text]:
    """Return publisher and author as the metadata name them.

    An author that is the site's own name, as the end of <title> shows, is none.
    """
    found: dict[str, Text] = {}
    source = _first(meta, SOURCE_METAS)
    if source is not None and _SOURCE.fullmatch(source.chars):
        found["publisher"] = source
    author = somebody(_first(meta, AUTHOR_METAS))
    if author is not None and _NAME.fullmatch(author.chars):
        is_site = _signs(author, meta, title) and not agency_names(author)
        if is_site or is_medium(author.chars):
            found.setdefault("publisher", author)
        if not is_site:
            found["author"] = author
    return found


def site(meta: Sequence[Meta]) -> Text | None:
    """Return the name of the site, where the metadata give it; a platform is none."""
    found = _first(meta, SITE_METAS)
    return None if found is None or found.search("平台$") else found


def publisher(
    said: Mapping[str, Text], channel: Sequence[Text], lines: Sequence[Line]
) -> Text | None:
    """Return who published the page.

    Where no 来源 says it: an author that is a medium, or also a channel, as in the
    dumps of news feeds, is the site itself; else the site that speaks in
    the closing disclaimer.
    """
    if "publisher" in said:
        return said["publisher"]
    author = said.get("author")
    listed = author is not None and str(author) in map(str, channel)
    if author is not None and (listed or is_medium(author.chars)):
        return author
    return owner(lines)


def owner(lines: Sequence[Line]) -> Text | None:
    """Return the site that speaks of itself in its closing disclaimer, or None.

    >>> words = Text.raw("免责说明：示例医讯所发布的信息不能替代医生的建议。")
    >>> str(owner([Line(words)]))
    '示例医讯'
    """
    for line, _ in reversed(lines):
        for sentence in line.split(r"[。！!：:；;]"):
            if match := sentence.search(_OWNER):
                return match["words"]
    return None


def _first(meta: Sequence[Meta], names: Sequence[str]) -> Text | None:
    found = (m.text for name in names for m in meta if m.name.lower() == name)
    return next(found, None)


def _signs(author: Text, meta: Sequence[Meta], title: Text | None) -> bool:
    """Whether a name stands in <title> beside the headline, or in the copyright."""
    words = key(author.chars)
    headline = key(title.chars) if title is not None else ""
    named = [m.text.chars for m in meta if m.name.lower() in ("title", "copyright")]
    parts = (part for name in named for part in re.split(r"[_|｜\-–—\s]+", name))
    return any(key(part).startswith(words) for part in parts if key(part) != headline)
