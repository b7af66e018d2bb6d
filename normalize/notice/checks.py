"""What a notice says twice must agree: the list of attachments with their headings.

>>> from normalize.notice.layout import lay_out
>>> page = "关于示例的通知 各单位： 请遵照执行。 附件：1.示例标准（2024年） 示例局"
>>> page += " 2025年6月20日 附件1 示例标准（2024年版） 附件2 示例表"
>>> layout = lay_out([Text.raw(line) for line in page.split()])
>>> for doubt in attachment_doubts(layout):
...     print(doubt.code, doubt.quote)
attachment_title_differs 示例标准（2024年版）
attachment_not_listed 附件2
>>> [(entry.label, str(entry.title)) for entry in all_attachments(layout)]
[('附件1', '示例标准（2024年）'), ('附件2', '示例表')]
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from normalize.draft import Doubt
from normalize.notice.attachments import Attachment
from normalize.notice.criteria import Scoring
from normalize.notice.identity import Identity
from normalize.notice.layout import Layout, Part
from normalize.notice.numbering import marker
from normalize.text import Text
from normalize.values.plain import squash

_NAMED = re.compile(
    r"[（(](?:详见|见|参见)?附\s*[件表]\s*\d{0,2}[）)]|(?:详|参)?见附\s*[件表]\s*\d{0,2}"
)


_HAN_ORDER = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
_HAN = re.compile("[一二三四五六七八九十]$")


class Entry(NamedTuple):
    """An attachment by its label (附件1); `quote` is where the number is printed."""

    label: str
    quote: Text
    title: Text | None


def all_attachments(layout: Layout) -> list[Entry]:
    """List the attachments of a notice and theirs, those without an entry last."""
    nested = [each for part in layout.parts for each in part.attachments]
    listed = [_entry(each) for each in (*layout.attachments, *nested)]
    return [*listed, *(_headed(part) for part in _unlisted(layout))]


def attachment_doubts(layout: Layout) -> Iterator[Doubt]:
    """Yield what the headings of the attachments say otherwise than the list."""
    for part, entry in _pairs(layout):
        headed = list(_titles(part))
        if entry is None and part.label.startswith("附"):
            yield Doubt(
                "attachment_not_listed", f"{part.label} is in no list", part.quote
            )
        elif (
            headed
            and entry
            and entry.title
            and not any(_alike(entry.title, each) for each in headed)
        ):
            message = f"{part.label} is listed as {entry.title}"
            yield Doubt("attachment_title_differs", message, headed[0], "info")


def missing_doubts(known: Identity, layout: Layout) -> Iterator[Doubt]:
    """Yield what a notice should have and this page of it lacks."""
    if known.signed is None:
        message = "no date below the text, and none under a label"
        yield Doubt("issue_date_missing", message, known.title)
    elif known.signed is layout.date:
        yield Doubt("signature_missing", "no office stands over the date", known.signed)
    if not all_attachments(layout) and (named := _named_attachment(layout)):
        message = "the text speaks of attachments, and lists none"
        yield Doubt("attachment_list_missing", message, named)


def _named_attachment(layout: Layout) -> Text | None:
    lines = [item for item in layout.body if isinstance(item, Text)]
    return next((found[0] for line in lines if (found := line.search(_NAMED))), None)


def point_doubts(scoring: Scoring) -> Iterator[Doubt]:
    """Yield the sections of a scoring table whose items do not add to what it says."""
    for each in scoring.sums:
        if abs(each.declared - each.counted) > 0.01:
            message = f"says {each.declared:g} points, its items have {each.counted:g}"
            yield Doubt("points_do_not_add", message, each.quote)
    for cell in scoring.unread:
        yield Doubt("points_unread", "no one number of points", cell)


def _entry(listed: Attachment) -> Entry:
    label = "".join(listed.label.chars.split()) if listed.label else "附"
    label = "附件" if label == "附" else label
    number = listed.number.chars if listed.number else ""
    quote = listed.number or listed.label or listed.title
    return Entry(label + number, quote, listed.title)


def _headed(part: Part) -> Entry:
    return Entry(part.label, part.quote, next(_titles(part), None))


def _unlisted(layout: Layout) -> list[Part]:
    pairs = _pairs(layout)
    return [
        part for part, entry in pairs if entry is None and part.label.startswith("附")
    ]


def _pairs(layout: Layout) -> Iterator[tuple[Part, Entry | None]]:
    """Pair each attachment with its entry; a single one needs no number."""
    nested = [each for part in layout.parts for each in part.attachments]
    known: dict[str, Entry] = {}
    for listed in (*layout.attachments, *nested):
        known.setdefault(_key(_entry(listed).label), _entry(listed))
    lone = _entry(layout.attachments[0]) if len(layout.attachments) == 1 else None
    for part in layout.parts:
        alone = lone if len(layout.parts) == 1 else None
        yield part, known.get(_key(part.label)) or alone


def _key(label: str) -> str:
    """A label with its number in figures: 附件一 is listed as 1."""
    return _HAN.sub(lambda found: str(_HAN_ORDER.index(found[0]) + 1), label)


def _titles(part: Part) -> Iterator[Text]:
    """Yield what may be the title under a heading: its first line, or two, or three."""
    lines: list[Text] = []
    for item in part.items[:3]:
        if not isinstance(item, Text) or marker(item) or item.search("[。；：;:]"):
            return
        lines.append(item)
        yield Text.join(lines)


def _alike(one: Text, other: Text) -> bool:
    return squash(one.chars) == squash(other.chars)
