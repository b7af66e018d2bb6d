"""Where the pieces of a notice lie: head, addressees, text, signature, attachments.

>>> page = "关于示例工作的通知 各市药监局，各有关单位： 现将有关事项通知如下： 一、目标"
>>> page += " 附件：示例指南 示例省药监局 2025年6月20日 附件 示例指南"
>>> found = lay_out([Text.raw(line) for line in page.split()])
>>> [str(item) for item in found.body], str(found.addressees)
(['现将有关事项通知如下：', '一、目标'], '各市药监局，各有关单位')
>>> [(part.label, [str(item) for item in part.items]) for part in found.parts]
[('附件', ['示例指南'])]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalize.notice import attachments
from normalize.notice.attachments import Attachment
from normalize.notice.flow import Item, before_tail, is_tail
from normalize.notice.head import ENDS, title
from normalize.notice.labels import LABEL
from normalize.notice.numbering import marker
from normalize.notice.signature import Signature, lone_date, signature
from normalize.text import Text
from normalize.values.plain import squash

_LONGEST = 600  # characters of the addressees
_TO = re.compile(
    r"[^。；;！？!?]*(?:各|有关|局|委|厅|部|院|省|市|公司|企业|单位|代表|委员|协会|同志|中心|机构)"
    r"[^。；;！？!?]*[:：]"
)
_NO_TO = re.compile(
    r"(?:如下|通知|公告|通告|意见|事项|要求|决定|答复)\s*[:：]$"
    r"|^(?:为|根据|按照|依据|经研究|经审|近|现|自|附)"
    r"|^.{0,4}(?:电话|地址|联系人|来源|单位名称|日期|时间)\s*[:：]$"
)
_HAS_PROSE = re.compile(r"(?=.{30}).*[，,。]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An attachment: its label (附件1), what is under it, and what it lists itself."""

    label: str
    quote: Text
    items: Sequence[Item]
    attachments: Sequence[Attachment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A notice cut into its pieces, each a run of lines and tables.

    `date` is that of a notice without the offices that sign it.
    """

    head: Sequence[Item]
    addressees: Text | None
    body: Sequence[Item]
    closing: Sequence[Item]
    signature: Signature | None
    date: Text | None
    attachments: Sequence[Attachment]
    parts: Sequence[Part]


def lay_out(items: Sequence[Item]) -> Layout:
    """Cut the items of a notice into its pieces."""
    to, start = _opening(items)
    rest = before_tail(items[start:])
    headings = _headings(rest)
    proper = rest[: headings[0]] if headings else rest
    signed = signature(proper)
    listed, taken = _lists(proper)
    dated = None if signed else lone_date(proper)
    ends = [signed.start] if signed else [] if dated is None else [dated]
    end = min([*taken, *ends, len(proper)])
    date = None if dated is None else proper[dated]
    return Layout(
        head=items[: start - len(to)],
        addressees=Text.join(to).strip("：: \u3000") if to else None,
        body=proper[:end],
        closing=proper[end:],
        signature=signed,
        date=date if isinstance(date, Text) else None,
        attachments=listed or attachments.files(proper[end:]),
        parts=list(parts(rest, headings)),
    )


def _opening(items: Sequence[Item]) -> tuple[list[Text], int]:
    """The lines of the addressees, and where the text begins."""
    below = _below_title(items)
    for at in range(below, len(items)):
        item = items[at]
        if not isinstance(item, Text) or item.match(LABEL) or is_tail(item):
            continue
        if to := _addressees(items, at):
            return to, at + len(to)
        if _is_prose(item) or (below and _is_text(item)):
            return [], at
    return [], len(items)


def _below_title(items: Sequence[Item]) -> int:
    """The line under the title; a site greets its visitors in whole sentences above."""
    for at, item in enumerate(items):
        if not isinstance(item, Text):
            continue
        if marker(item) or _addressees(items, at):
            return 0
        if item.search("关于") and title([item]):
            return at + 1
    return 0


def _addressees(items: Sequence[Item], at: int) -> list[Text]:
    """The lines that name the addressees, if they begin here; a long list wraps."""
    lines: list[Text] = []
    for item in items[at : at + 6]:
        if not isinstance(item, Text) or (
            lines and not lines[-1].search("[、，,]$|^各")
        ):
            break
        lines.append(item)
        whole = Text.join(lines)
        if len(whole) > _LONGEST:
            break
        if whole.fullmatch(_TO) and not whole.search(_NO_TO):
            return lines
    return []


def _is_text(line: Text) -> bool:
    """Whether a line below the title is of the text, however short it is."""
    return marker(line) is not None or line.search("。$|如下[：:]$|^特此") is not None


def _is_prose(line: Text) -> bool:
    if line.search(ENDS):
        return False
    ends = len(line) > 15 and line.chars.endswith(("。", "：", ":", "；", ";"))
    return ends or line.match(_HAS_PROSE) is not None


def _lists(items: Sequence[Item]) -> tuple[list[Attachment], list[int]]:
    """The attachments that these items list, each once, and which items do so."""
    listed: dict[str, Attachment] = {}
    taken: list[int] = []
    for at, item in enumerate(items):
        if at in taken or not (isinstance(item, Text) and item.match("(?:相关)?附")):
            continue
        entries, n = attachments.listing(items[at:])
        taken += range(at, at + n) if entries else []
        for entry in entries:
            listed.setdefault(squash(str(entry.title)), entry)
    return list(listed.values()), taken


def _headings(rest: Sequence[Item]) -> list[int]:
    """Where the attachments begin; a list of them is no heading."""
    signed = signature(rest)
    end = signed.end if signed else len(rest)
    found = openings(rest, end)
    issued = _issued(rest, end, found[0] if found else len(rest))
    return found if issued is None else [issued, *found]


def openings(items: Sequence[Item], end: int = 0) -> list[int]:
    """Where attachments begin: at a label, or below `end` at a label with its title."""
    return [
        at
        for at in range(len(items))
        if _is_heading(items, at) or (at >= end and _opens_part(items, at))
    ]


def _issued(rest: Sequence[Item], start: int, end: int) -> int | None:
    """Where the regulation begins that a notice issues right below its signature."""
    for at in range(start, end):
        item = rest[at]
        if (
            isinstance(item, Text)
            and item.search(ENDS)
            and not attachments.titled(item)
        ):
            numbered = [i for i in rest[at:end] if isinstance(i, Text) and marker(i)]
            return at if len(numbered) > 1 else None
    return None


def _is_heading(rest: Sequence[Item], at: int) -> bool:
    line = rest[at]
    if not isinstance(line, Text) or attachments.heading(line) is None:
        return False
    return not attachments.listing(rest[at:])[0]


def _opens_part(rest: Sequence[Item], at: int) -> bool:
    """Whether a line with label and title has a text of its own under it."""
    before = rest[at - 1] if at else None
    after = rest[at + 1] if at + 1 < len(rest) else None
    in_list = _is_titled(before) or _is_titled(after)
    return after is not None and _is_titled(rest[at]) and not in_list


def _is_titled(item: Item | None) -> bool:
    return isinstance(item, Text) and attachments.titled(item) is not None


def parts(rest: Sequence[Item], headings: Sequence[int]) -> Iterator[Part]:
    """Yield the attachments that begin with these headings."""
    for at, end in pairwise([*headings, len(rest)]):
        line, under = rest[at], rest[at + 1 : end]
        assert isinstance(line, Text)
        label, title = attachments.heading(line), attachments.titled(line)
        if label is None and title and title.number:
            label, under = f"{title.label}{title.number}", [title.title, *under]
        listed, taken = _lists(under)
        items = [item for i, item in enumerate(under) if i not in taken]
        yield Part(
            label=label or str(line), quote=line, items=items, attachments=listed
        )
