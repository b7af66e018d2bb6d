"""Where the pieces of a notice lie: head, addressees, text, signature, attachments.

>>> page = ["关于开展示例工作的通知", "各市药监局，各有关单位：", "现将有关事项通知如下：",
...     "一、目标", "附件：示例指南", "示例省药监局", "2025年6月20日", "附件", "示例指南"]
>>> found = lay_out([Text.raw(line) for line in page])
>>> [str(item) for item in found.body], str(found.addressees)
(['现将有关事项通知如下：', '一、目标'], '各市药监局，各有关单位')
>>> [(part.label, [str(item) for item in part.items]) for part in found.parts]
[('附件', ['示例指南'])]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalize.notice import attachments
from normalize.notice.attachments import Attachment
from normalize.notice.flow import Item, before_tail
from normalize.notice.head import LABEL, TYPE
from normalize.notice.signature import Signature, signature
from normalize.text import Text
from normalize.values.plain import squash

_TO = re.compile(
    r"[^。；;！？!?]*(?:各|有关|局|委|厅|部|院|省|市|公司|企业|单位|代表|委员|协会|同志|中心|机构)"
    r"[^。；;！？!?]*[:：]"
)
_NO_TO = re.compile(
    r"(?:如下|通知|公告|通告|意见|事项|要求|决定|答复)\s*[:：]$"
    r"|^(?:为|根据|按照|依据|经研究|经审|近|现|自|附)"
    r"|^.{0,4}(?:电话|地址|联系人|来源|单位名称|日期|时间)\s*[:：]$"
)
_ENDS_PROSE = re.compile(r".{15,}[。：:；;]$")
_HAS_PROSE = re.compile(r"(?=.{30}).*[，,。]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An attachment: its label (附件1) and what stands under it."""

    label: str
    quote: Text
    items: Sequence[Item]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A notice cut into its pieces, each a run of lines and tables."""

    head: Sequence[Item]
    addressees: Text | None
    body: Sequence[Item]
    closing: Sequence[Item]
    signature: Signature | None
    attachments: Sequence[Attachment]
    parts: Sequence[Part]


def lay_out(items: Sequence[Item]) -> Layout:
    """Cut the items of a notice into its pieces."""
    to, start = _opening(items)
    rest = before_tail(items[start:])
    headings = _headings(rest)
    proper = rest[: headings[0]] if headings else rest
    signed = signature(proper)
    listed, first = _lists(proper)
    end = min(first, signed.start if signed else len(proper))
    return Layout(
        head=items[: start - len(to)],
        addressees=Text.join(to).strip("：: \u3000") if to else None,
        body=proper[:end],
        closing=proper[end:],
        signature=signed,
        attachments=listed,
        parts=list(_parts(rest, headings)),
    )


def _opening(items: Sequence[Item]) -> tuple[list[Text], int]:
    """The lines of the addressees, and where the text begins."""
    for at, item in enumerate(items):
        if not isinstance(item, Text) or item.match(LABEL):
            continue
        if item.fullmatch(_TO) and not item.search(_NO_TO):
            to = _wrapped_to(items, at)
            return to, at + 1
        if _is_prose(item):
            return [], at
    return [], len(items)


def _wrapped_to(items: Sequence[Item], at: int) -> list[Text]:
    start = at
    while start and isinstance(item := items[start - 1], Text) and item.search("[、，,]$"):
        start -= 1
    return [item for item in items[start : at + 1] if isinstance(item, Text)]


def _is_prose(line: Text) -> bool:
    if line.search(rf"(?:{TYPE})(?:[（(].*)?$"):
        return False
    return bool(line.search(_ENDS_PROSE) or line.match(_HAS_PROSE))


def _lists(proper: Sequence[Item]) -> tuple[list[Attachment], int]:
    """The attachments that the notice lists, each once, and where the first list is."""
    listed: dict[str, Attachment] = {}
    first, at = len(proper), 0
    while at < len(proper):
        entries, taken = attachments.listing(proper[at:])
        if entries:
            first = min(first, at)
        for entry in entries:
            listed.setdefault(squash(str(entry.title)), entry)
        at += max(1, taken)
    return list(listed.values()), first


def _headings(rest: Sequence[Item]) -> list[int]:
    """Where the attachments begin; a list of them is no heading."""
    signed = signature(rest)
    end = signed.end if signed else len(rest)
    found: list[int] = []
    for at, item in enumerate(rest):
        if not isinstance(item, Text):
            continue
        alone = attachments.heading(item) and not attachments.listing(rest[at:])[0]
        if alone or (at >= end and _opens_part(rest, at)):
            found.append(at)
    return found


def _opens_part(rest: Sequence[Item], at: int) -> bool:
    """Whether a line with label and title has a text of its own under it."""
    near = [item for item in (*rest[max(0, at - 1) : at], *rest[at + 1 : at + 2])]
    alone = not any(isinstance(item, Text) and attachments.titled(item) for item in near)
    line = rest[at]
    return isinstance(line, Text) and bool(attachments.titled(line)) and alone and at + 1 < len(rest)


def _parts(rest: Sequence[Item], headings: Sequence[int]) -> Iterator[Part]:
    for at, end in zip(headings, [*headings[1:], len(rest)], strict=True):
        line = rest[at]
        assert isinstance(line, Text)
        whole = attachments.titled(line)
        if whole and whole.number is not None:
            label = f"{whole.label}{whole.number}"
            yield Part(label=label, quote=line, items=[whole.title, *rest[at + 1 : end]])
        else:
            label = attachments.heading(line) or str(line)
            yield Part(label=label, quote=line, items=rest[at + 1 : end])
