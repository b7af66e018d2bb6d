"""What is kept around the content of a page: dateline, index table, editor.

The dateline stands below the headline, the index table (索引号, 发文字号, 发布机构) of
an official page above or beside it, the editor (责任编辑) below the content.  Between
them stand the tools of the page (字体, 打印, 关闭), which are words but no content.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from extract.readers.html.flow import ATTACHMENT, Line

DATELINE = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}|民[國国]\s*\d|来源|來源|稿源|作者|[记記]者|编辑|編輯"
    r"|发布|發布|發佈|文\s?[号號]|字\s?[号號]\s*[:：]\s*\S+[号號]"
)
DATED = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|民[國国]\s*\d"
)
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
    r"[:：]\s*$|(?:局|厅|廳|委|委员会|办公室|政府|公司|协会|学会|中心)\s*$"
    r"|^\s*(?:\d|[〇○零一二三四五六七八九]){4}\s?年.{1,4}月.{1,4}日\s*$"
)
TOOL_WORDS = (
    r"打印|关闭|關閉|列印|字[体體号號]|分享|收藏|纠错|返回|上一[篇页条]|下一[篇页条頁]|扫一扫|举报"
    r"|相关(?:附件|链接|文档|阅读|新闻|推荐|文章|报道|专题)|相關(?:新聞|文章)|点击|浏览|评论|参与"
)
TOOL = re.compile(
    rf"(?:[\W\d]|{TOOL_WORDS}|[大中小到至给我要本此页文章窗口顶部首列表次数量人]|微信|微博|朋友圈)+"
)
TOOL_WORD = re.compile(TOOL_WORDS)
LONGEST_TOOL = 30  # Characters.
LONGEST = 150  # Characters of a dateline; a credit has half of them.
NEAR = 15  # Lines behind the content that may hold the credit.
LINKED = 0.6
GRAM = 4
REPEATED, REPEATS = 400, 3  # Characters of a line that says a third of them.


def is_link(line: Line) -> bool:
    """Tell whether a line leads elsewhere; the cells of a table may hold links."""
    return not line.cell and line.linked > LINKED * len(line.words)


def is_formal(line: Line) -> bool:
    """Tell whether a line is a salutation, signature, date or attachment."""
    shaped = FORMAL.search(line.words) or ATTACHMENT.match(line.words)
    return not line.linked and bool(shaped)


def said(words: str) -> int:
    """Return how many characters long a line is, what it says again left out."""
    return len({words[i : i + GRAM] for i in range(max(1, len(words) - GRAM + 1))})


def is_aside(line: Line) -> bool:
    """Tell whether a line is a link, one sentence repeated, or a tool of the page."""
    if is_link(line) or _repeats(line.words[:REPEATED]):
        return True
    words = line.words
    is_tool = (
        len(words) <= LONGEST_TOOL and TOOL_WORD.search(words) and TOOL.fullmatch(words)
    )
    return not line.cell and bool(is_tool)


def _repeats(words: str) -> bool:
    """Whether a long line says one thing over and over, as search spam does."""
    return len(words) == REPEATED and REPEATS * said(words) < REPEATED


def is_dated(line: Line) -> bool:
    """Tell whether a line is a dateline that says the day."""
    return is_dateline(line) and DATED.search(line.words) is not None


def is_dateline(line: Line) -> bool:
    """Tell whether a line says when and where from; the source may be linked."""
    size = len(line.words)
    return line.linked < size < LONGEST and bool(DATELINE.search(line.words))


def is_index(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is a label of the index table, or the value behind one."""
    if is_link(lines[at]):
        return False
    return bool(
        INDEX.match(lines[at].words) or (at and INDEX.match(lines[at - 1].words))
    )


def foot(lines: Sequence[Line], last: int) -> set[int]:
    """Return the numbers of the lines behind the content that belong to it.

    Those are its signature and attachments, right behind, and a credit close by.
    """
    behind = range(last + 1, min(last + 1 + NEAR, len(lines)))
    signed = takewhile(lambda i: _is_signature(lines[i]), behind)
    return {*signed, *(i for i in behind if _is_credit(lines[i].words))}


def _is_signature(line: Line) -> bool:
    return is_formal(line) and not line.words.rstrip().endswith((":", "："))


def _is_credit(words: str) -> bool:
    return 2 * len(words) < LONGEST and bool(CREDIT.search(words))
