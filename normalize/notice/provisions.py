"""Provisions (条款): the numbered paragraphs, each with the way down to it.

A paragraph without a number belongs to the one above it; behind a list whose items are
of one paragraph each, to what the list is about.  A short first sentence, or a short
line without a full stop, is the heading.  What the notice adds at its end (特此通知,
联系人, 备注) is none.

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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from normalize import vocab
from normalize.notice.flow import Item
from normalize.notice.numbering import ARTICLE, SECTION, Marker, marker, unrolled
from normalize.notice.signature import is_signer
from normalize.text import Text

_KINDS = tuple(
    (re.compile(row["pattern"]), row["kind"], row["where"])
    for row in vocab.load("provision_kinds")
)
# What stands under 支持政策 is support, whatever else its words are about.
_LASTING = ("exclusion", "support", "eligibility")

_HEADING = re.compile(r"([^。；;！!：:，,]{2,32})。\s*(?=\S)")
_WHOLE = re.compile(r"[^。；;！!：:]{0,48}[^。；;！!，,、：:]")
# 第二条【适用范围】, 第二条（适用范围）: what an article is about.
_CAPTION = re.compile(r"\s*[【（(]([\u4e00-\u9fff、]{2,20})[】）)]\s*(?=\S)")
_SAYS = re.compile(
    "^应|应当|不得|必须|须|(?:详|参)?见附|如附|如下|^本|为准|予以|(?:19|20)\\d\\d年"
)
_ENDS = re.compile(
    r"特此|以上|此\s*[件复致]|专此|感谢[您你]|衷心感谢|如有(?:查询|疑问)|正\s*本\s*[:：]|副\s*本\s*[:：]"
    r"|本(?:通知|公告|通告|意见|办法|方案|规定|指南|措施|细则|文件)自"
    r"|附\s*[件表录]\s*\d*\s*[:：]|抄\s*送|联系(?:人|电话|方式)|联系单位|(?:咨询|监督|举报)电话|电\s*话\s*[:：]"
    r"|(?:电子)?邮箱|邮\s*编|传\s*真|[（(](?:此件|信息公开|公开|主动公开|联系人)|(?:信息公开|公开)(?:选项|属性|方式|形式)"
    r"|.{0,8}邮\s*箱\s*[:：]|.{0,8}地\s*址\s*[:：]|手\s*机\s*[:：]"
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
    found = _paragraphs(items)
    ranks = [mark.rank for mark, _ in found]
    for (mark, more), following in zip(found, [*ranks[1:], 0], strict=False):
        above = [(rank, each) for rank, each in above if rank < mark.rank]
        split = _split(mark.rest, bool(more), following > mark.rank)
        present = _numbered(mark, split, more, above[-1][1] if above else None)
        above.append((mark.rank, present))
        yield present


def _paragraphs(items: Iterable[Item]) -> list[tuple[Marker, list[Text]]]:
    """List each number, with the lines that go on under it."""
    found: list[tuple[Marker, list[Text]]] = []
    noted, going_on = False, False
    for item in _unrolled(items):
        mark = _marker(item, found)
        noted = _is_noted(item, mark, noted)
        if mark and not noted:
            found.append((mark, []))
        elif going_on and isinstance(item, Text) and not (noted or _ends(item)):
            _under(found).append(item)
            continue
        going_on = mark is not None and not noted
    return found


def _unrolled(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield from unrolled(item) if isinstance(item, Text) else [item]


def _marker(item: Item, found: Sequence[tuple[Marker, list[Text]]]) -> Marker | None:
    """The number of a line; 3.5岁以下 under 2. is the rest of a line, no number."""
    mark = marker(item) if isinstance(item, Text) else None
    if mark is None or "." not in mark.label:
        return mark
    whole = (each.label for each, _ in reversed(found) if each.label.isdecimal())
    opened = next(whole, None)
    in_turn = opened is None or mark.label.startswith(f"{opened}.")
    return mark if in_turn else None


def _under(found: Sequence[tuple[Marker, list[Text]]]) -> list[Text]:
    """The lines that one without number adds to: of a list's head behind its last item.

    （二）….  in an article is the end of its list; what follows is about all of it.
    """
    mark, lines = found[-1]
    last = lines[-1] if lines else mark.rest
    articles = [more for each, more in found if each.rank == ARTICLE]
    if not last.chars.endswith("。"):
        return lines
    if mark.rank > ARTICLE and articles:
        return articles[-1]
    of_head = _of_head(found)
    return lines if of_head is None else of_head


def _of_head(found: Sequence[tuple[Marker, list[Text]]]) -> list[Text] | None:
    """The lines of the head of a list that ended: its items are a paragraph each."""
    mark = found[-1][0]
    below = [each for each in found if each[0].rank <= mark.rank]
    at = len(below) - 1
    while at >= 0 and below[at][0].rank == mark.rank:
        at -= 1
    items = below[at + 1 :]
    plain = len(items) > 1 and not any(more for _, more in items)
    return below[at][1] if plain and at >= 0 else None


def _is_noted(item: Item, mark: Marker | None, noted: bool) -> bool:
    """Whether a line is part of a note (备注), whose numbers are no provisions."""
    if isinstance(item, Text) and item.match(_NOTE):
        return True
    return noted and not (mark and mark.rank < SECTION)


def _ends(line: Text) -> bool:
    return line.match(_ENDS) is not None or is_signer(line)


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


def _numbered(
    mark: Marker,
    split: tuple[Text | None, Text | None],
    more: list[Text],
    above: Numbered | None,
) -> Numbered:
    heading, text = split
    text = Text.join([piece for piece in (text, *more) if piece])
    return Numbered(
        path=f"{above.path}/{mark.label}" if above else mark.label,
        number=mark.quote,
        heading=heading,
        text=text or None,
        kind=_kind(heading, text, above.kind if above else "other"),
    )


def _split(rest: Text, followed: bool, opens: bool) -> tuple[Text | None, Text | None]:
    """Tell the heading of a provision from its text; `opens` if a list follows."""
    if caption := rest.match(_CAPTION):
        return caption[1], rest[len(caption[0]) :]
    if (found := rest.match(_HEADING)) and not found[1].search(_SAYS):
        return found[1], rest[len(found[0]) :]
    if opens and (found := rest.fullmatch(r"([^。；;：:，,]{2,16})。")):
        return found[1], None
    if rest.fullmatch(_WHOLE) or (followed and _is_title(rest)):
        return rest.strip("：:"), None
    return None, rest


def _is_title(rest: Text) -> bool:
    """Whether a line that ends in a colon titles what follows; an order is no title."""
    return bool(rest.fullmatch(r"[^。；;]{1,48}[:：]")) and not rest.search(_SAYS)


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
