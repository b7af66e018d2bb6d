"""Titles that a page has cut: without the offices before 关于, or short of their end.

>>> page = Text.raw("示例局综合司关于示例问题的复函-示例局")
>>> str(extended(Text.raw("关于示例问题的复函"), [page]))
'示例局综合司关于示例问题的复函'
"""

import re
from collections.abc import Iterable, Sequence

from normalize.draft import Doubt
from normalize.notice import head
from normalize.notice.flow import Item
from normalize.notice.offices import offices
from normalize.text import Text
from normalize.values.codes import find_doc_numbers
from normalize.values.plain import squash

_ENDED = re.compile(rf"(?:{head.TYPE})(?:[（(].*)?$")


def extended(printed: Text | None, others: Iterable[Text]) -> Text | None:
    """Return the title with the offices that another place has before it, if any."""
    if printed is None or not printed.match("关于|对"):
        return printed
    for other in others:
        at = other.chars.find(printed.chars)
        if at > 0 and offices(other[:at]):
            return other[: at + len(printed)]
    return printed


def whole(
    printed: Text | None,
    lines: Sequence[Text],
    items: Iterable[Item],
    agencies: Sequence[Text],
) -> tuple[Text | None, list[Doubt]]:
    """Return the title as printed, or as quoted in full where that one is cut short."""
    if printed is not None and printed.search(_ENDED):
        return printed, []
    cut = printed or next((line for line in reversed(lines) if _could_open(line)), None)
    for quoted in head.quoted_titles(items):
        if _opens(cut, quoted) and _by(quoted, agencies):
            message = (
                "the title at the top is cut short; taken from where the text quotes it"
            )
            return quoted, [Doubt("title_recovered", message, cut or quoted, "info")]
    message = (
        "no line at the top is the title of an official document; look at the source"
    )
    return cut, [Doubt("title_incomplete", message, cut)]


def _could_open(line: Text) -> bool:
    """Whether a line may be what is left of a title."""
    said = line.search("[\u4e00-\u9fff]") and not line.search("[。；：:>|]")
    return bool(said) and not (head.is_date(line.chars) or any(find_doc_numbers(line)))


def _opens(cut: Text | None, quoted: Text) -> bool:
    """Whether what is left of a title is the beginning of the quoted one."""
    if cut is None:
        return True
    left = squash(re.sub(r"[….\s]+$", "", cut.chars))
    return bool(left) and squash(quoted.chars).startswith(left)


def _by(quoted: Text, agencies: Sequence[Text]) -> bool:
    """Whether a quoted title names the very offices that have signed."""
    named, _ = head.parts_of(quoted)
    return bool(named) and {squash(n.chars) for n in named} == {
        squash(n.chars) for n in agencies
    }
