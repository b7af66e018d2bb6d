"""The headline of a news page (标题), and the line it stands on.

A page names its article several times: in <title>, with the site's name behind it; in
og:title or ArticleTitle; on the page.  What stands on the page and in one of the others
is the headline, as the page prints it.  A hijacked page lies in <title>: words that
the page does not know are not believed.

>>> page = [Line(Text.raw("要闻 首页")), Line(Text.raw("「示例」处方—首张开出"), 1)]
>>> titles = [Text.raw("“示例”处方-首张开出_要闻_示例网")]
>>> found = headline(page, titles)
>>> str(found.text), found.at
('「示例」处方—首张开出', 1)
>>> str(without_site(titles[0]))
'“示例”处方-首张开出'
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from normalize.document import Meta
from normalize.facts.organizations import agency_names
from normalize.news.lines import Line, key
from normalize.news.moments import moment_in
from normalize.text import Found, Text

TITLE_METAS = ("articletitle", "og:title", "twitter:title", "headline", "title")
NEAR = 3  # lines below a headline in which the date stands
TOP = 5  # lines, where nothing else tells the headline
REACH = 40  # lines from the top that may hold the headline
LONGEST, LONGEST_TITLE = 90, 300  # characters of a headline, and of <title>
SHORTEST, SHORTEST_HEADING, SHORTEST_FIRST = 6, 2, 4
SHARE = 0.35  # of the longest part of <title>: the rest names channel and site
AGREEMENT = 0.4  # of the pairs of a title that the page has too

_JOINT = re.compile(r"\s*[_|｜丨]\s*|\s+[-–—]+\s+|\s*--+\s*|[-–—](?=[^-–—_|]{2,12}$)")
_SITE = re.compile(
    r"(?:[网社报台刊]|网站|频道|在线|新闻|头条|首页|论坛|社区|中心|门户|官网|博客|日报)$"
)
_NO_HEADLINE = re.compile(
    r"[。；;]$|[>＞»›]"
    r"|^(?:首页|来源|發布|发布|记者|时间|日期|编辑|作者|浏览|阅读|点击|字号)"
    r"|^(?:您?(?:现在|当前)?的?位置|分享|打印|正文)|(?:^|[_|｜\-])\S{1,12}(?<![挂上联])[网频]站?道?$"
    # A wire's dateline, a line in brackets, an entry of a table of years.
    r"|\d[日号]\s*[专综]?合?[电讯]$|^[（(][^）)]*[）)]$|^(?:19|20)\d\d[-/.年]\d[^，。]{0,6}?\s"
    r"|^(?:原创|撰文|文|图文)[\s|丨/／]|\]\("
    r"|^(?:URL Source|Published Time|Markdown Content)\s*:"
)


_LABEL = re.compile(r"\s*(?:(?:新闻|文章)?(?:标题|题目)|Title)\s*[:：]\s*")
_ABOUT = re.compile(
    r"关于.+的?(?:通知|公告|通告|公示|意见|函|批复|决定|办法|方案|规定)$"
)
_INDEX_LABEL = re.compile(r"(?:信息|文件|公文)?(?:标\s*题|名\s*称)\s*[:：]?")
# What a site calls every page of its own: it is no headline of any.
_GENERIC = re.compile(
    r"^(?:新闻|文章|信息|内容|资讯|公告|政策)?(?:首页|主页|详情|正文|内容|文件|中心|动态|公告|详细)页?$"
    r"|(?:首页|主页|频道|官网|门户网?站?|网站|人民政府|委员会|[局厅网])$"
)
_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,2}[)）]?[、.．]|[（(][一二三四五六七八九十][)）]"
)
LONGEST_NAME = 20  # characters of a title that may be nothing but the site's name
_CUT = re.compile(r"\s*(?:…+|\.{2,})\s*$")


class Headline(NamedTuple):
    """The words of a headline, and the number of its line; none if it is not shown."""

    text: Text
    at: int | None


def titles(meta: Sequence[Meta]) -> list[Text]:
    """List what the head of a page calls the article, the surest name first."""
    named = (m.text for name in TITLE_METAS for m in meta if m.name.lower() == name)
    return [title for title in named if len(title) <= LONGEST_TITLE]


def headline(
    lines: Sequence[Line], titles: Sequence[Text], *, trusted: bool = False
) -> Headline | None:
    """Return the headline of a page without its label, or None.

    `trusted` titles, as those of front matter, are believed without the page.
    """
    found = _found(lines, titles, AGREEMENT / 2 if not trusted else 0)
    if found and (label := found.text.match(_LABEL)):
        return found._replace(text=found.text[label.match.end() :])
    return found


def _found(
    lines: Sequence[Line], titles: Sequence[Text], agreement: float
) -> Headline | None:
    top = lines[:REACH]
    titles = [*titles, *_labeled(top)]
    at = _named(top, titles)
    if at is not None and not _is_logo(top, at):
        return _whole(top, at, titles)
    body = _pairs("".join(key(str(line.text)) for line in lines))
    at = _prominent(top)
    if at is not None and _tops(top, at, titles):
        return Headline(top[at].text, at)
    if at is not None and _agrees(top[at].text, body - _own(top[at].text, lines, at)):
        return Headline(top[at].text, at)
    for title in titles:
        if not _is_generic(without_site(title)) and _agrees(title, body, agreement):
            return Headline(without_site(title), None)
    at = at if at is not None else _first(top)
    return Headline(top[at].text, at) if at is not None else None


def _labeled(lines: Sequence[Line]) -> list[Text]:
    """The title that an index table names in the cell beside its label."""
    return [
        value.text
        for label, value in pairwise(takewhile(lambda line: not _tells(line), lines))
        if label.text.fullmatch(_INDEX_LABEL) and _ABOUT.search(value.text.chars)
    ]


def _whole(lines: Sequence[Line], at: int, titles: Sequence[Text]) -> Headline:
    """The headline on a line, and on the one above or below that goes on with it."""
    own = lines[at].text.strip()
    for first in (at, at - 1):
        pair = [line.text.strip() for line in lines[max(first, 0) : first + 2]]
        words = "".join(piece.chars for piece in pair)
        is_more = len(pair) == 2 and len(words) > len(own) + 1
        if is_more and any(words in title.chars for title in titles):
            return Headline(Text.join(pair), first + 1)
    return Headline(lines[at].text, at)


def _is_logo(lines: Sequence[Line], at: int) -> bool:
    """Whether the line that <title> repeats is a name, and the headline another."""
    if len(lines[at].text) >= SHORTEST:
        return False
    dated = next((i for i, line in enumerate(lines) if _is_dated(line)), 0)
    above = lines[dated - 1] if dated > at + 1 else lines[at]
    return len(above.text) > 2 * SHORTEST and _may_be(above)


def _tops(lines: Sequence[Line], at: int, titles: Sequence[Text]) -> bool:
    """Whether a heading stands right above the date, and no <title> says more."""
    below = list(takewhile(lambda line: not _may_be(line), lines[at + 1 :][:NEAR]))
    longest = max((len(without_site(title)) for title in titles), default=0)
    is_longer = bool(titles) and longest < len(lines[at].text)
    return is_longer and lines[at].level in (1, 2) and any(map(_is_dated, below))


def _is_generic(title: Text) -> bool:
    """Whether a title is but the name of the site, or of the kind of page."""
    words = title.chars.strip()
    return len(words) <= LONGEST_NAME and _GENERIC.search(words) is not None


def without_site(title: Text) -> Text:
    """Return the words of <title> before the channel and the site."""
    found = title.search(_JOINT)
    while found:
        rest = title[found.match.end() :]
        if _is_long(title, found) and _names_site(str(rest), str(found[0])):
            return title[: found.match.start()].strip()
        at = found.match.end()
        found = next((f for f in title.finditer(_JOINT) if f.match.start() >= at), None)
    return title


def _is_long(title: Text, joint: Found) -> bool:
    """Whether what stands before a joint may be a headline; a short one, if sure."""
    start = joint.match.start()
    is_name = _SITE.search(title.chars[:start]) is not None
    return start >= SHORTEST or (
        start >= SHORTEST - 2 and not is_name and joint[0].chars.strip() in ("_", "|")
    )


def _names_site(rest: str, joint: str) -> bool:
    """Whether what follows a joint is a site; behind `_` and `|` it always is."""
    return joint.strip() not in ("-", "–", "—") or _SITE.search(rest) is not None


def _named(lines: Sequence[Line], titles: Sequence[Text]) -> int | None:
    """The number of the line that says most of a title."""
    known = [_Title.of(str(title)) for title in titles]
    best, found = 0, None
    for at, line in enumerate(lines):
        said = key(str(line.text)) if len(line.text) <= 2 * LONGEST else ""
        score = max((title.score(line, said) for title in known), default=0)
        if score > best:
            best, found = score, at
    return found


class _Title(NamedTuple):
    """A title to compare with: its letters, and its parts."""

    key: str
    parts: tuple[str, ...]
    cut: tuple[str, ...]  # Parts that end in an ellipsis, without it.

    @classmethod
    def of(cls, words: str) -> "_Title":
        parts = _JOINT.split(words)
        cut = tuple(key(part) for part in parts if _CUT.search(part))
        return cls(key(words), tuple(map(key, parts)), cut)

    def score(self, line: Line, said: str) -> int:
        shortest = SHORTEST_HEADING if line.level in (1, 2) else SHORTEST
        if said == self.parts[0]:
            shortest = min(shortest, SHORTEST_FIRST)
        part = (line.level in (1, 2) or said == self.parts[0]) and said in self.parts
        least = 0 if part else SHARE * max(map(len, self.parts))
        if len(said) < max(shortest, least):
            return 0
        told = said in self.key or any(
            len(opening) >= SHORTEST and said.startswith(opening)
            for opening in (self.key, *self.cut)
        )
        return 2 * min(len(said), len(self.key)) + (line.level == 1) if told else 0


def _prominent(lines: Sequence[Line]) -> int | None:
    """The line most like a headline: the highest heading, else above the date."""
    may = [at for at, line in enumerate(lines) if _may_be(line)]
    dated = next((i for i, line in enumerate(lines) if _is_dated(line)), len(lines))
    above = [at for at in may if at < dated]
    headings = [at for at in above if lines[at].level in (1, 2)]
    told = next((at for at, line in enumerate(lines) if _tells(line)), len(lines))
    # The day in an index table (成文日期) stands above the headline.
    headings += [at for at in may if dated < at < told and _heads_article(lines, at)]
    headings = [at for at in headings if not _is_part(lines[at])]
    if headings:
        return min(headings, key=lambda at: lines[at].level)
    named = [at for at in may if at < told and _ABOUT.search(lines[at].text.chars)]
    if named:
        return named[0]
    if not any(map(_tells, lines[dated:])):  # a day at the foot
        above = [at for at in above if at < told]
    return above[-1] if dated < len(lines) and above else None


def _heads_article(lines: Sequence[Line], at: int) -> bool:
    """Whether a heading is of the first level, or has the dateline right below."""
    level = lines[at].level
    return level == 1 or (level == 2 and any(map(_is_dated, lines[at + 1 : at + 2])))


def _tells(line: Line) -> bool:
    """Whether a line is prose, or a numbered title of its parts."""
    words = line.text.chars
    is_prose = len(words) > LONGEST_NAME and words.endswith(("。", "！", "？"))
    return is_prose or _NUMBERED.match(words) is not None


def _is_part(line: Line) -> bool:
    """Whether a heading is of a part (一、概况), or the name of who runs the site."""
    if _NUMBERED.match(line.text.chars) and not re.match(r"\d+\.\d", line.text.chars):
        return True
    return any(len(name) == len(line.text) for name in agency_names(line.text))


def _first(lines: Sequence[Line]) -> int | None:
    """The first line that may be a headline, where it stands at the top."""
    return next((at for at in range(min(TOP, len(lines))) if _may_be(lines[at])), None)


def _is_dated(line: Line) -> bool:
    return len(line.text) < LONGEST and moment_in(line.text) is not None


def _may_be(line: Line) -> bool:
    words = str(line.text).strip()
    return (
        SHORTEST <= len(words) <= LONGEST
        and not _NO_HEADLINE.search(words)
        and not _is_dated(line)
    )


def _agrees(title: Text, body: frozenset[str], share: float = AGREEMENT) -> bool:
    """Whether a title speaks of what the page does."""
    pairs = _pairs(key(str(without_site(title))))
    return bool(pairs) and len(pairs & body) >= share * len(pairs)


def _own(title: Text, lines: Sequence[Line], at: int) -> frozenset[str]:
    """The pairs that only the title's own line has."""
    others = "".join(key(str(line.text)) for i, line in enumerate(lines) if i != at)
    return _pairs(key(str(title))) - _pairs(others)


def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[i : i + 2] for i in range(len(words) - 1))
