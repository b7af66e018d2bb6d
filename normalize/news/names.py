"""Names on a byline (署名): of people, of media, and of nobody (佚名, 未知).

>>> is_person("段一"), is_person("获悉"), is_person("示例晚报")
(True, False, False)
>>> is_medium("示例晚报"), is_medium("示例财经-综合"), is_medium("段一")
(True, True, False)
"""

import re
from functools import cache

from normalize.text import Text
from normalize.values.date_words import HALVES
from normalize.vocab import load

NOBODY = frozenset(
    ("未知", "佚名", "不详", "匿名", "无", "网络", "admin", "null", "小编")
)
_KEEPER = re.compile("管理员$")
_TRANSCRIBED = re.compile(r"[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,6}){1,3}")
_MEDIUM = re.compile(
    r"(?:[网社报刊台志号]|[日晚早晨时周][报刊]|杂志|频道|在线|新闻|传媒|财经|娱乐|科技|体育"
    r"|健康|消息|资讯|之[窗星家声]|微信|微博|客户端|公众号|即时|新媒体)"
    r"(?:$|[\[(（《\-—])"
)
# What else stands on a dateline: tools, counters, the weekday.
_TOOL = re.compile(
    r"我要|我有|字[号体]|打印|收藏|分享|评论|参与|浏览|阅读|点击|举报|手机|订阅|转发|进入"
    r"|^来自|属地|[听看]新闻|^发表于|帐号$|账号$|^展开|^原创|^听"
    rf"|[甲乙丙丁戊己庚辛壬癸]\S年|农历|^(?:{HALVES})$"
    r"|星期|条|次|人$|正文|下一页|关注|纠错|复制|来源|作者|编辑|记者|时间|日期|发布|更新|首页"
    r"|原创$|^本[站网]$|^[大中小\W]+$"
)


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in load("surnames"))


def is_person(words: str) -> bool:
    """Tell whether words have the shape of a Chinese name, by the family name."""
    if _TRANSCRIBED.fullmatch(words):
        return True
    short = 2 <= len(words) <= 3 and words[0] in _surnames()
    compound = 3 <= len(words) <= 4 and words[:2] in _surnames()
    return (short or compound) and not is_medium(words)


def is_medium(words: str) -> bool:
    """Tell whether words have the shape of the name of a medium."""
    return _MEDIUM.search(words) is not None


def is_tool(words: str) -> bool:
    """Tell whether words on a dateline are a tool of the page or a label."""
    return _TOOL.search(words) is not None


def somebody(name: Text | None) -> Text | None:
    """Return a name, unless it says that nobody is known."""
    if name is None or str(name).lower() in NOBODY or _KEEPER.search(name.chars):
        return None
    return name
