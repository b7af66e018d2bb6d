"""What opens and closes an official notice (公文), where it stands apart from its text.

Above: the salutation and the number of the document. Below: 特此通知, whom to ask, the
offices that sign, the day, and the small print: 此件公开发布, 抄送, 印发.

>>> words = ["特此通知。", "联系人：段一", "示省医保局", "2031年6月20日", "地址：示路"]
>>> closing([Line(0, 0, 0, [], one) for one in words], range(5))
{0, 1, 2, 3}
"""

import re
from collections.abc import Container, Sequence

from extract.readers.html.flow import Line
from extract.readers.html.margins import is_formal, is_imprint, is_tool

LONGEST = 80  # Characters of such a line.
PARTING = re.compile(r"\W*(?:特此|专此|此复)[\w（）]{0,8}[。．.]?\s*$")
SMALL_PRINT = re.compile(
    r"\W*(?:此[件文](?:主动|依申请|不予|可|予|公|对|删|有)|(?:信息)?公开(?:属性|方式|形式|类别|选项)\s*[:：]"
    r"|(?:抄\s*送|抄\s*报|分\s*送|主\s*送|主题词)\s*[:：])|.{4,60}\d\s*日\s*印发\s*$"
)
CONTACT = re.compile(
    r"\W*(?:业务|技术|监督|举报)?(?:联\s*系|咨\s*询|电\s*话|传\s*真|邮\s*[箱编]|电子邮[件箱]|E-?mail|地\s*址)"
    r"|\W*(?:单位|通讯|通信|办公)地址",
    re.IGNORECASE,
)
DAY = re.compile(r"[\d〇○零一二三四五六七八九十元]\s*日\s*$")
NUMBER = re.compile(r"[〔\[［【(（](?:19|20)\d\d[〕\]］】)）]\s*第?\s*\d+\s*号\s*$")
SALUTES = re.compile(r"[:：]\s*$")


def opening(lines: Sequence[Line], start: int, top: int) -> set[int]:
    """Return salutation and document number right above line `start`, below `top`."""
    found = set()
    for i in range(start - 1, top, -1):
        if _opens(lines[i]):
            found.add(i)
        elif not is_tool(lines[i]):
            break
    return found


def _opens(line: Line) -> bool:
    if line.linked or is_tool(line):
        return False
    salutes = SALUTES.search(line.words) and line.words.count("：") < 2
    return bool(salutes or NUMBER.search(line.words))


def closing(
    lines: Sequence[Line], behind: range, files: Container[int] = ()
) -> set[int]:
    """Return which of the lines right behind the content close a notice.

    Tools of the page and `files` may stand between.  Whom to ask stands above a day
    or the small print; else it is the foot of a site.
    """
    found: list[int] = []
    for i in behind:
        if _closes(lines[i]):
            found.append(i)
        elif i not in files and not is_tool(lines[i]):
            break
    asked = min((i for i in found if CONTACT.match(lines[i].words)), default=None)
    while found and asked is not None and not is_last(lines[found[-1]]):
        if found.pop() == asked:
            break
    return set(found)


def _closes(line: Line) -> bool:
    if line.linked or len(line.words) > LONGEST or is_imprint(line):
        return False
    signs = is_formal(line) and not SALUTES.search(line.words)
    return signs or is_last(line) or bool(CONTACT.match(line.words))


def is_last(line: Line) -> bool:
    """Tell whether a line is one of the last of a notice: the day, small print."""
    words = line.words
    return bool(
        SMALL_PRINT.match(words)
        or PARTING.match(words)
        or (DAY.search(words) and is_formal(line))
    )
