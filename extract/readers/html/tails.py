"""What stands behind an article inside its element: disclaimers, headings of teasers.

>>> words = ["首例患者用药。", "（责编：普三）", "声明：本文仅供参考。", "推荐阅读"]
>>> shown = [Line(0, 0, 0, [], one) for one in words]
>>> sorted(behind(shown, [0, 1, 2, 3]))
[2, 3]
"""

import re
from collections.abc import Sequence

from extract.readers.html.flow import ATTACHMENT, Line
from extract.readers.html.margins import is_credit, is_imprint, is_link

LIGHT = 0.6  # Of the characters may stand behind the article.
SAID = re.compile(  # Who speaks in a disclaimer, and of what.
    r"本[网網站文平]|转载|轉載|版权|版權|侵权|侵權|作者|投资|投資|真实性|仅供|僅供|存储空间|copyright",
    re.IGNORECASE,
)
DISCLAIMER = re.compile(
    r"\W*(?:(?:免责|免責|特别|特別|版权|版權|郑重|鄭重|重要|转载|平台|法律)?(?:声明|聲明)"
    r"|(?:风险|風險|版权|版權|温馨|特别)提[示醒]|Notice)\s*[:：】\])）]",
    re.IGNORECASE,
)
TEASERS = re.compile(
    r"\W*(?:(?:相关|相關|推荐|推薦|热门|熱門|热点|最新|精彩|延伸|更多|关联)"
    r"(?:的)?(?:阅读|閱讀|新闻|新聞|文章|报道|報道|報導|推荐|推薦|内容|資訊|资讯|评论|視頻|视频|专题|链接)?"
    r"(?:请见|請見|如下)?"
    r"|(?:猜[你您]喜[欢歡]|为[你您]推荐|大家都在看|[你您]可能.{0,6}|相关链接|网友评论|发表评论"
    r"|全部评论|阅读下一篇|下一篇|上一篇))\W*(?:\d+\W*)?"
)
OTHER = re.compile(
    r"\W*(?:标签|標籤|关键[词字]|tags?)\s*[:：]|\W*(?:原文(?:地址|链接|网址)|本文(?:地址|链接|网址)|转载请注明)\s*[:：]|.{0,40}點我下載"
    r"|.{0,20}(?:点击|长按|扫码|扫描).{0,8}(?:阅读原文|二维码|关注)",
    re.IGNORECASE,
)


def behind(lines: Sequence[Line], kept: Sequence[int]) -> set[int]:
    """Return which of the kept lines stand behind the article."""
    sizes = [len(lines[i].words) for i in kept]
    rest, whole, cut = 0, sum(sizes), len(kept)
    for n in range(len(kept) - 1, 0, -1):
        rest += sizes[n]
        if rest > LIGHT * whole:
            break
        at, is_last = kept[n], n == cut - 1
        if _ends(lines[at]) or (is_last and _heads_links(lines, at)):
            cut = n
    return {i for i in kept[cut:] if not _stays(lines[i])}


def _ends(line: Line) -> bool:
    words = line.words
    if is_imprint(line):
        return True
    if DISCLAIMER.match(words):
        return bool(SAID.search(words))
    return bool(TEASERS.fullmatch(words) or OTHER.match(words))


def _heads_links(lines: Sequence[Line], at: int) -> bool:
    """Whether a heading heads nothing, or a list of links."""
    return lines[at].heading > 0 and (at + 1 == len(lines) or is_link(lines[at + 1]))


def _stays(line: Line) -> bool:
    return is_credit(line.words) or ATTACHMENT.match(line.words) is not None
