"""What is kept around the content of a page: dateline, index table, editor.

The dateline stands below the headline, the index table (索引号, 发文字号, 发布机构) of
an official page above or beside it, the editor (责任编辑) below the content.  Between
them stand the tools of the page (字体, 打印, 关闭), which are words but no content.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from extract.readers.html.flow import ATTACHMENT, Line

DATELINE = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}|民[國国]\s*\d|来源|來源|稿源|作者|[记記]者|编辑|編輯"
    r"|\d\s*(?:分[钟鐘]|小[时時]|天)前"
    r"|发布|發布|發佈|文\s?[号號]|字\s?[号號]\s*[:：]\s*\S+[号號]"
)
DATED = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|民[國国]\s*\d"
    r"|\d\s*(?:分[钟鐘]|小[时時]|天)前"
)
CALENDAR = re.compile(
    r"\W*(?:今[天日]是|[现現]在是|当前时间|[欢歡]迎[您访訪光])"
)  # Of the site.
INDEX = re.compile(
    r"\W*(?:索\s*引\s*号|(?:发\s*文\s*字|文)\s*号|发布机构|发文机关|公文种类|主题分类"
    r"|(?:成文|发布|公开|生成|发文|印发)日期|(?:有\s*效|时\s*效)性)"
)
CREDIT = re.compile(
    r"责任编辑|責任編輯|责编|責編"
    r"|(?:编辑|編輯|校对|审核|来源|來源|稿源|出处|作者|供稿|撰稿|[记記]者)\s*[:：/／]"
)
# Salutation, signature and date of an official notice, which may have few other words.
FORMAL = re.compile(
    r"[:：]\s*$|(?:局|厅|廳|委|署|司|处|處|院|办|委员会|委員會|办公室|辦公室|政府|公司|协会|学会|中心)\s*$"
    r"|^(?:.{2,40}[局厅廳委署司会會院室府心]\s*)?(?:\d|[〇○零一二三四五六七八九]){4}\s?年.{1,4}月.{1,4}日\s*$"
)
INDEX_CELLS, INDEX_LABELS = 30, 3  # The most of a table, the fewest that tell it.
IMPRINT = re.compile(
    r"ICP\s*[备備证證]|公网安备|网站标识码|备案号|[版著][权權作]+所有|Copyright|©"
    r"|^\W*(?:技术支持|技術支援|运维单位|网站(?:建设|维护|管理|制作))[^:：]{0,4}[:：]"
    r"|^\W*主办(?:单位)?\s*[:：].*(?:承办|维护|地址|备案|邮编)|(?:分辨率|浏览器).{0,4}浏览",
    re.IGNORECASE,
)
TOOL_WORDS = (
    r"打印|关闭|關閉|列印|字[体體号號]|分享|收藏|纠错|返回|上一[篇页条]|下一[篇页条頁]|扫一扫|举报|阅读|点赞"
    r"|相关(?:附件|链接|文档|阅读|新闻|推荐|文章|报道|专题)|相關(?:新聞|文章)|点击|浏览|评论|参与"
)
TOOL = re.compile(
    rf"(?:[\W\d]|{TOOL_WORDS}|[大中小特超到至给我要本此页文章窗口顶部首列表次数量人]|微信|微博|朋友圈"
    r"|默认|正常|本网页|赞|在看|转发|喜欢|QQ|空间|好友)+"
)
TOOL_WORD = re.compile(TOOL_WORDS)
LONGEST_TOOL = 30  # Characters.
LONGEST = 150  # Characters of a dateline; a credit has half of them.
DAY_BEHIND = re.compile(r"\W*(?:(?:20)?\d\d[-/.年])?\d\d?[-/.月]\d\d?日?\W*$")
NEAR = 15  # Lines behind the content that may hold the credit.
LINKED = 0.6
GRAM = 4
BRIEF = 60  # Characters.
MANIFOLD = 3  # Characters of prose to each different one.
REPEATED, REPEATS = 400, 3  # Characters of a line that says a third of them.


def is_link(line: Line) -> bool:
    """Tell whether a line leads elsewhere; the cells of a table may hold links."""
    if line.cell or not line.linked:
        return False
    size = len(line.words)
    return line.linked > LINKED * size or _is_entry(line.words, size - line.linked)


def _is_entry(words: str, bare: int) -> bool:
    """Whether a day is all that is not linked: 甲药获批上市 [2031-06-20]."""
    day = DAY_BEHIND.search(words)
    return day is not None and bare <= len(day[0])


def is_formal(line: Line) -> bool:
    """Tell whether a line is a salutation, signature, date or attachment."""
    shaped = FORMAL.search(line.words) or ATTACHMENT.match(line.words)
    return not line.linked and bool(shaped)


def said(words: str) -> int:
    """Return how many characters long a line is, what it says again left out."""
    size = max(1, len(words) - GRAM + 1)
    # Nobody says one thing twice so briefly, or so richly.
    if size <= BRIEF or len(set(words)) * MANIFOLD >= size:
        return size
    return len({words[i : i + GRAM] for i in range(size)})


def is_aside(line: Line) -> bool:
    """Tell whether a line is a link, one sentence repeated, or a tool of the page."""
    return is_link(line) or repeats(line.words) or is_tool(line)


def is_tool(line: Line) -> bool:
    """Tell whether a line is made of tools of the page: 打印 关闭 字号：大 中 小."""
    words = line.words
    if CALENDAR.match(words) and len(words) <= LONGEST_TOOL:
        return True
    return (
        len(words) <= LONGEST_TOOL
        and not line.cell
        and TOOL_WORD.search(words) is not None
        and TOOL.fullmatch(words) is not None
        and DATED.search(words) is None  # 2025-03-01 10:22 打印本页
    )


def is_imprint(line: Line) -> bool:
    """Tell whether a line is the imprint of a site (备案号, 版权所有)."""
    return not line.cell and IMPRINT.search(line.words[:LONGEST]) is not None


def repeats(words: str) -> bool:
    """Tell whether a long line says one thing over and over, as search spam does."""
    return len(words) >= REPEATED and REPEATS * said(words[:REPEATED]) < REPEATED


def is_dated(line: Line) -> bool:
    """Tell whether a line is a dateline that says the day."""
    return is_dateline(line) and DATED.search(line.words) is not None


def is_dateline(line: Line) -> bool:
    """Tell whether a line says when and where from; the source may be linked."""
    size = len(line.words)
    if not line.linked < size < LONGEST or CALENDAR.match(line.words):
        return False
    return DATELINE.search(line.words) is not None


def is_index(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is a label of the index table, or the value behind one."""
    if is_link(lines[at]):
        return False
    return bool(
        INDEX.match(lines[at].words) or (at and INDEX.match(lines[at - 1].words))
    )


def index_cells(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the cells of an index table, whose prose is no article's.

    >>> table = ("索引号", "甲-1", "文号", "示〔2031〕8号", "成文日期", "2031-06-20")
    >>> len(index_cells([Line(0, 7, 0, [], words) for words in table]))
    6
    """
    found: set[int] = set()
    for is_cell, group in groupby(range(len(lines)), lambda i: lines[i].cell > 0):
        cells = list(group) if is_cell else []
        if 0 < len(cells) <= INDEX_CELLS:
            labels = [i for i in cells if INDEX.match(lines[i].words)]
            found.update(cells if len(labels) >= INDEX_LABELS else ())
    return found


def is_credit(words: str) -> bool:
    """Tell whether a line names the people and the source behind an article."""
    return 2 * len(words) < LONGEST and bool(CREDIT.search(words))
