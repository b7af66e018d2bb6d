"""The head of a news page: headline, dateline, breadcrumb (标题、电头、面包屑).

The headline stands above the dateline; the page's own <title> and front matter are
believed where the page itself shows them, since a hijacked page lies in <title> first.

>>> lines = [Text.raw("首页 > 要闻"), Text.raw("首张处方开出")]
>>> lines.append(Text.raw("2025-03-01 10:22 来源：示例网"))
>>> str(headline(lines, ())), str(published(lines, ()))
('首张处方开出', '2025-03-01 10:22')
>>> list(map(str, breadcrumb(lines)))
['首页', '要闻']
"""

import re
from collections.abc import Sequence

from normalize.document import Meta
from normalize.text import Text
from normalize.values.plain import squash

HEAD_LINES = 14
LONGEST_HEADLINE = 90
SHORTEST_HEADLINE = 6
AGREEMENT = 0.4
TITLE_METAS = ("articletitle", "title", "og:title", "twitter:title")
DATE_METAS = (
    "pubdate", "article:published_time", "date", "publishdate", "datepublished",
    "publish_time", "og:release_date", "weibo:article:create_at", "pubtime",
)  # fmt: skip

ADDRESS_METAS = ("canonical", "og:url", "link", "url")
CHANNEL_METAS = ("categories", "category", "channel", "article:section")

_D = r"[\d０-９〇○零一二三四五六七八九十]"
MOMENT = re.compile(
    rf"(?:(?:19|20|１９|２０)[\d０-９]{{2}}|民[國国]\s*{_D}{{1,4}}|二[〇○零]{_D}{{2}})"
    rf"\s*[-/.年．－／]\s*{_D}{{1,3}}\s*[-/.月．－／]\s*{_D}{{1,3}}\s*日?"
    r"(?:[\sT　]*[\d０-９]{1,2}\s*[:：]\s*[\d０-９]{2}"
    r"(?:\s*[:：]\s*[\d０-９]{2})?(?:\+08:?00|Z)?)?"
)
PUBLISHED = re.compile(r"(?:发布|发表|发稿|更新|刊登)?(?:时间|日期)\s*[:：]?\s*$")
DATELINE = re.compile(
    r"来源|發布|发布|记者|时间|日期|编辑|作者|浏览|阅读|点击|字号|分享"
)
CRUMB = re.compile(r"\s*[>＞»›]\s*")
SENTENCE_END = re.compile(r"[。；;]$")


def headline(lines: Sequence[Text], meta: Sequence[Meta]) -> Text | None:
    """Return the headline, or None."""
    shown = {squash(str(line)): line for line in lines[:HEAD_LINES]}
    named = [m.text for name in TITLE_METAS for m in meta if m.name.lower() == name]
    for text in named:
        for words, line in shown.items():
            if len(line) >= SHORTEST_HEADLINE and words in squash(str(text)):
                return line
    body = squash("".join(str(line) for line in lines))
    for text in named:
        if _agrees(squash(str(text)), body):
            return text
    at = _dateline(lines)
    candidates = lines[:at] if at is not None else lines[:5]
    found = [line for line in candidates if _may_be_headline(line)]
    if found:
        return found[-1] if at is not None else found[0]
    return next(iter(named), None)


def published(lines: Sequence[Text], meta: Sequence[Meta]) -> Text | None:
    """Return the words for the time: those of the dateline, else of the metadata."""
    at = _dateline(lines)
    if at is not None and (found := lines[at].search(MOMENT)):
        return found[0]
    named = [m.text for name in DATE_METAS for m in meta if m.name.lower() == name]
    return next(iter(named), None)


def address(meta: Sequence[Meta]) -> Text | None:
    """Return the page's own address, where it states one."""
    named = {m.name.lower(): m.text for m in meta}
    return next((named[name] for name in ADDRESS_METAS if name in named), None)


def channel(lines: Sequence[Text], meta: Sequence[Meta]) -> list[Text]:
    """Return the channel: the breadcrumb below the site, else the page's categories."""
    named = [m.text for m in meta if m.name.lower() in CHANNEL_METAS]
    return breadcrumb(lines)[1:] or named


def breadcrumb(lines: Sequence[Text]) -> list[Text]:
    """Return the parts of 首页 > 新闻 > 国内, without 正文 for the article."""
    for line in lines[:HEAD_LINES]:
        if len(line) < 60 and line.search(r"[>＞»›]"):
            parts = [part.strip() for part in line.split(CRUMB)]
            return [
                part
                for part in parts
                if len(part) and str(part) not in ("正文", "内容")
            ]
    return []


def dateline_end(lines: Sequence[Text]) -> int:
    """Return the index of the first line of the body."""
    at = _dateline(lines)
    return 0 if at is None else at + 1


def _dateline(lines: Sequence[Text]) -> int | None:
    """The first short line that is mostly a date, a source or a credit."""
    for i, line in enumerate(lines[:HEAD_LINES]):
        found = line.search(MOMENT)
        if not found or len(line) > 120:
            continue
        rest = str(line).replace(str(found[0]), "")
        short = len(rest.strip()) < 12 or DATELINE.search(rest)
        if short and not SENTENCE_END.search(str(line)):
            return i
    return None


def _agrees(title: str, body: str) -> bool:
    """Whether a title that the page does not show speaks of what the page does."""
    pairs = [title[i : i + 2] for i in range(len(title) - 1)]
    return sum(pair in body for pair in pairs) >= AGREEMENT * max(1, len(pairs))


def _may_be_headline(line: Text) -> bool:
    words = str(line).strip()
    return (
        SHORTEST_HEADLINE <= len(words) <= LONGEST_HEADLINE
        and not SENTENCE_END.search(words)
        and not CRUMB.search(words)
        and not DATELINE.match(words)
    )
