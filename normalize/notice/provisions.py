"""Provisions (条款): the numbered paragraphs, each with the way down to it.

A paragraph without a number belongs to the one above it.  A short first sentence, or a
short line without a full stop, is the heading.  Runs of (1)…(2)… inside a paragraph
stay in its text.  What the notice adds at its end (特此通知, 联系人, 备注) is none.

>>> page = "一、申报条件 （一）否决项。有下列情形的，不得申报： 1.受过处罚的；"
>>> page += " 2.材料虚假的。 二、支持政策 对入选品种给予 资金支持。 特此通知。"
>>> for each in provisions([Text.raw(line) for line in page.split()]):
...     print(each.path, each.kind, each.heading, each.text, sep="|")
一|eligibility|申报条件|None
一/(一)|exclusion|否决项|有下列情形的，不得申报：
一/(一)/1|exclusion|None|受过处罚的；
一/(一)/2|exclusion|None|材料虚假的。
二|support|支持政策|对入选品种给予资金支持。
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from normalize import vocab
from normalize.notice.flow import Item
from normalize.notice.numbering import SECTION, Marker, marker
from normalize.text import Text

_KINDS = tuple(
    (re.compile(row["pattern"]), row["kind"], row["where"])
    for row in vocab.load("provision_kinds")
)
# What stands under 支持政策 is support, whatever else its words are about.
_LASTING = ("exclusion", "support", "eligibility")

_HEADING = re.compile(r"([^。；;！!：:，,]{2,32})。\s*(?=\S)")
_WHOLE = re.compile(r"[^。；;！!]{0,48}[^。；;！!，,、：:]")
_ENDS = re.compile(
    r"特此|以上|此\s*[件复致]|本(?:通知|公告|通告|意见|办法|方案|规定|指南|措施|细则|文件)自"
    r"|附\s*[件表录]\s*\d*\s*[:：]|抄送|联系(?:人|电话|方式)|(?:咨询|监督|举报)电话|电\s*话\s*[:：]"
    r"|(?:电子)?邮箱|邮\s*编|传\s*真|[（(](?:此件|信息公开)|.{0,8}邮箱\s*[:：]|.{0,8}地址\s*[:：]"
)
_NOTE = re.compile(r"(?:备\s*注|注|说明|填表说明|填写说明)\s*[:：]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A numbered paragraph: `number` is what is printed before it."""

    path: str
    number: Text
    heading: Text | None
    text: Text | None
    kind: str


def provisions(items: Iterable[Item]) -> Iterator[Numbered]:
    """Yield the numbered paragraphs of a notice or of one attachment, in order."""
    above: list[tuple[int, Numbered]] = []  # on the way down to the present one
    for mark, more in _paragraphs(items):
        above = [(rank, each) for rank, each in above if rank < mark.rank]
        present = _numbered(mark, more, above[-1][1] if above else None)
        above.append((mark.rank, present))
        yield present


def _paragraphs(items: Iterable[Item]) -> Iterator[tuple[Marker, list[Text]]]:
    """Yield each number, with the lines that go on under it."""
    current: tuple[Marker, list[Text]] | None = None
    noted = False
    for item in items:
        mark = marker(item) if isinstance(item, Text) else None
        noted = _is_noted(item, mark, noted)
        if current and (mark or noted or not isinstance(item, Text) or _ends(item)):
            yield current
            current = None
        if mark and not noted:
            current = mark, []
        elif current and isinstance(item, Text):
            current[1].append(item)
    if current:
        yield current


def _is_noted(item: Item, mark: Marker | None, noted: bool) -> bool:
    """Whether a line is part of a note (备注), whose numbers are no provisions."""
    if isinstance(item, Text) and item.match(_NOTE):
        return True
    return noted and not (mark and mark.rank < SECTION)


def _ends(line: Text) -> bool:
    return line.match(_ENDS) is not None


def summary(items: Iterable[Item]) -> Text | None:
    """Return the paragraph before the first number: what is issued, and why."""
    lines: list[Text] = []
    for item in items:
        if not isinstance(item, Text) or marker(item):
            break
        lines.append(item)
        if item.search("[。：:]$"):
            break
    return Text.join(lines) if lines else None


def _numbered(mark: Marker, more: list[Text], above: Numbered | None) -> Numbered:
    heading, text = _split(mark.rest, bool(more))
    text = Text.join([piece for piece in (text, *more) if piece])
    return Numbered(
        path=f"{above.path}/{mark.label}" if above else mark.label,
        number=mark.quote,
        heading=heading,
        text=text or None,
        kind=_kind(heading, text, above.kind if above else "other"),
    )


def _split(rest: Text, followed: bool) -> tuple[Text | None, Text | None]:
    """Tell the heading of a provision from its text."""
    if found := rest.match(_HEADING):
        return found[1], rest[len(found[0]) :]
    if rest.fullmatch(_WHOLE) or (followed and rest.fullmatch(r"[^。；;]{1,48}[:：]")):
        return rest.strip("：:"), None
    return None, rest


def _kind(heading: Text | None, text: Text | None, above: str) -> str:
    """What a provision does, by its heading, else its lead, what is above, its text."""
    said = str(heading or "")
    first = re.match(r"[^。；;]*[。；;:：]?", str(text or ""))
    lead = first[0] if first else ""
    found = _look("heading", said) or _look("lead", lead)
    if above in _LASTING and found != "exclusion":
        return above
    return found or (above if above != "other" else _look("text", lead) or above)


def _look(where: str, words: str) -> str | None:
    found = (
        kind
        for pattern, kind, place in _KINDS
        if place == where and pattern.search(words)
    )
    return next(found, None)
