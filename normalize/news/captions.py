"""The words under a picture (图注): 图为首张处方。段一摄, ▲开药现场.

Pages print them as lines of their own between the paragraphs.  A numbered title of a
chart (图1 销售额) is one too; a sentence that only speaks of a picture is none.

>>> page = ["图为患者领药。段一 摄", "如图为证，患者领到了药。", "（图片来源：示例网）"]
>>> [str(words) for words in captions([Line(Text.raw(words)) for words in page])]
['图为患者领药。段一 摄', '（图片来源：示例网）']
"""

import re
from collections.abc import Iterable

from normalize.news.lines import Line
from normalize.text import Text

LONGEST = 120
_CAPTION = re.compile(
    r"\s*(?:[▲△▼▽↑↓◆]\s*(?=[\u4e00-\u9fff])|[上下左右题首本]?图[为:：]"
    r"|图\s*\d{1,2}(?:[-.]\d)?\s*[:：.．、\s]\s*\S|[(（【]?\s*(?:图片|配图|题图|封面图)(?:来源|[:：/])"
    r"|[(（【]\s*(?:图源|供图|图)\s*[:：/])"
    r"|.{4,100}?[。\s　(（][\u4e00-\u9fff·]{2,8}\s?(?:摄影?|供图)\s*[)）]?$"
)
_TELLS = re.compile(r"[。！？].{20,}[。！？]")  # more than a sentence: prose


def captions(lines: Iterable[Line]) -> list[Text]:
    """Return the lines of an article that stand under its pictures, in order."""
    return [line.text for line in lines if not line.level and _is_caption(line.text)]


def _is_caption(words: Text) -> bool:
    if not 3 < len(words) <= LONGEST or _TELLS.search(words.chars):
        return False
    return _CAPTION.match(words.chars) is not None
