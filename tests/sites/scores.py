"""How much of an answer was read from its page, and what else.

>>> from tests.sites import ANSWERS, LAYOUTS
>>> score = scored(LAYOUTS["bare"].page(ANSWERS["short"]).encode(), ANSWERS["short"])
>>> score.title, score.f1, score.lost, score.furniture
(True, 1.0, (), ())
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.one import repaired
from extract.readers import Unreadable
from normalize.document import Document
from normalize.news.article import article
from normalize.text import Text
from tests.sites.answers import Answer

BLANK = re.compile(r"[\s\ufffd]+")


@dataclass(frozen=True, slots=True)
class Score:
    """What one page gave."""

    title: bool
    f1: float  # Of the 5-grams of all lines, in order.
    lost: tuple[str, ...]  # Lines of the answer that are not read.
    furniture: tuple[str, ...]  # Lines read that hold nothing of it.
    ordered: bool  # The lines but attachments stand in the order of the answer.
    notes: tuple[str, ...] = ()

    @property
    def perfect(self) -> bool:
        """Whether all of the answer was read and nothing else."""
        return self.title and not self.lost and not self.furniture


def scored(data: bytes, answer: Answer) -> Score:
    """Read a page and compare."""
    try:
        document, _ = repaired(data, "page.html")
    except Unreadable as reason:
        return Score(False, 0.0, tuple(answer.lines()), (), False, (reason.code,))
    raw = document.raw
    title = article(document).title
    # Traditional pages are answered in their own characters.
    said = "".join(raw[s:e] for s, e in _spans(title)) if title is not None else ""
    shown = _lines(document)
    files = {_squash(words) for words, _ in answer.files()}
    wanted = [*_bare(answer.lines()), *_bare([answer.title])]
    all_shown = "".join(shown)
    return Score(
        title=_squash(said) == _squash(answer.title),
        f1=_f1(_five("".join(_body(shown, answer))), _five("".join(wanted[:-1]))),
        lost=tuple(line for line in wanted if line not in all_shown),
        furniture=tuple(line for line in shown if not _holds(line, answer)),
        ordered=_are_ordered([w for w in wanted[:-1] if w not in files], all_shown),
        notes=tuple(code for code, _ in document.notes),
    )


def _are_ordered(wanted: Sequence[str], shown: str) -> bool:
    at = 0
    for line in wanted:
        at = shown.find(line, at)
        if at < 0:
            return False
    return True


def _spans(text: Text) -> list[tuple[int, int]]:
    return list(zip(text.starts, text.ends, strict=True))


def _lines(document: Document) -> list[str]:
    """The lines of the text in the characters of the page, without blanks."""
    text, found = document.text, []
    for line in text.lines():
        words = "".join(document.raw[s:e] if e - s == 1 else c for (s, e), c in zip(
            _spans(line), line.chars, strict=True))  # fmt: skip
        for cell in words.split("\t"):
            found.append(_squash(cell))
    return [line for line in found if line]


def _squash(words: str) -> str:
    return BLANK.sub("", words)


def _bare(lines: Iterable[str]) -> list[str]:
    return [_squash(line) for line in lines]


def _holds(line: str, answer: Answer) -> bool:
    """Whether a line is of the answer, or says one of its particulars."""
    short = [answer.day, answer.source, answer.author, answer.editor]
    parts = [*answer.lines(), *answer.headline, answer.title]
    return line in INDEX or any(_squash(part) in line for part in short if part) or any(
        line in _squash(part) or _squash(part) in line for part in parts
    )  # fmt: skip


INDEX = {
    "索引号：", "主题分类：", "发布机构：", "发布日期：", "发文机关：", "成文日期：", "标题：",
    "00000-2031-00123", "卫生；通知", "日期：", "附件下载", "相关附件", "附件：", "视频简介",
    "索引号", "0000-31-7", "信息分类", "药品采购", "发布机构", "生成日期", "标题",
}  # fmt: skip


def _body(shown: Sequence[str], answer: Answer) -> list[str]:
    """The lines below headline and dateline, without the editor's."""
    told = {_squash(line) for line in answer.lines()}
    head = [n for n, line in enumerate(shown) if line in told]
    return list(shown[head[0] :]) if head else []


def _five(words: str) -> Counter[str]:
    return Counter(words[i : i + 5] for i in range(max(1, len(words) - 4)))


def _f1(found: Counter[str], wanted: Counter[str]) -> float:
    shared = (found & wanted).total()
    return 2 * shared / (found.total() + wanted.total())
