"""Contacts (联系方式): whom to ask, at which office, under which number.

They stand one to a line under a label (联系人：示例局 甲某 0100-5550101, the next
line without it), or spread over labels and lines (联系人：…；电话：…；邮箱：…), or in a
table with a column of numbers.  A number is one that is printed as a contact; a blank
of a form (联系电话：____) is none.

>>> lines = ["联系人：示例省药监局　甲乙丙　0100-5550101"]
>>> lines += ["示例省医保局 丁戊 0100-5550102", "电子邮箱：demo@example.com"]
>>> for each in contacts([Text.raw(line) for line in lines]):
...     print(each.agency, each.person, each.phone, each.email, sep="|")
示例省药监局|甲乙丙|0100-5550101|None
示例省医保局|丁戊|0100-5550102|None
None|None|None|demo@example.com
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.document import Grid
from normalize.notice.contact_words import Piece, is_labeled, said
from normalize.notice.flow import Item
from normalize.text import Text

_TITLE = re.compile(r"(?:联系|咨询)(?:方式|人|电话)[^。]{0,6}$")
_AND = re.compile(r"\s*[、/,，;；或]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How somebody is reached."""

    agency: Text | None = None
    person: Text | None = None
    phone: Text | None = None
    email: Text | None = None


def contacts(items: Iterable[Item]) -> list[Reached]:
    """List the contacts of a notice, or of an attachment, in order."""
    blocks: list[list[Reached]] = [[]]
    titled, before = False, ""
    for item in items:
        line = item if isinstance(item, Text) else Text.join([])
        pieces = said(line, following=titled or bool(blocks[-1]))
        for piece in pieces:
            _add(blocks[-1], piece, before)
            before = piece.kind
        if not pieces and not is_labeled(line):
            blocks.append(list(_tabled(item)))
            before = ""
        titled = line.search(_TITLE) is not None
    return [each for block in blocks for each in block if _is_reached(each)]


def _is_reached(each: Reached) -> bool:
    return any((each.person, each.phone, each.email))


def merged(own: Sequence[Reached], others: Iterable[Reached]) -> list[Reached]:
    """Add to a notice's contacts what its attachments say beyond it.

    An attachment that names a contact again adds the e-mail address, and no second
    number: that is often a private one.
    """
    known = list(own)
    for other in others:
        same = [i for i, each in enumerate(known) if _same(each, other)]
        for i in same:
            known[i] = replace(known[i], email=known[i].email or other.email)
        if not same:
            known.append(other)
    return known


def _same(one: Reached, other: Reached) -> bool:
    if one.person and other.person:
        return str(one.person) == str(other.person)
    return bool(one.email and other.email and str(one.email) == str(other.email))


def _add(block: list[Reached], piece: Piece, before: str) -> None:
    """Add a piece to a block; `before` is the kind of the piece before it."""
    if piece.kind == "agency":
        _add_agency(block, piece)
    elif piece.kind == "person":
        _add_person(block, piece)
    elif piece.kind == "phone":
        _add_phone(block, piece.words.replace(_AND, "、", "list"), before)
    elif piece.kind == "email":
        _add_email(block, piece.words)


def _add_agency(block: list[Reached], piece: Piece) -> None:
    last = block[-1] if block else Reached()
    if piece.aside and block and not last.agency:
        block[-1] = replace(last, agency=piece.words)
    elif last.agency and not _is_reached(last):
        block[-1] = Reached(agency=Text.join([last.agency, piece.words]))
    else:
        block.append(Reached(agency=piece.words))


def _add_person(block: list[Reached], piece: Piece) -> None:
    last = block[-1] if block else Reached()
    if block and not last.person and (piece.aside or not last.phone):
        block[-1] = replace(last, person=piece.words)
    else:
        agency = None if last.phone else last.agency
        block.append(Reached(person=piece.words, agency=agency))


def _add_phone(block: list[Reached], numbers: Text, before: str) -> None:
    """A number is that of all who have none yet; right behind a number, one more."""
    waiting = [i for i, each in enumerate(block) if not each.phone]
    if not waiting and before == "phone":
        waiting, numbers = _alike(block), _both(block[-1].phone, numbers)
    for i in waiting:
        block[i] = replace(block[i], phone=numbers)
    if not waiting:
        block.append(Reached(phone=numbers))


def _alike(block: Sequence[Reached]) -> list[int]:
    """The last contacts that share one number."""
    shared = block[-1].phone
    return [i for i, each in enumerate(block) if each.phone is shared]


def _both(one: Text | None, other: Text) -> Text:
    if one is None:
        return other
    end = len(one)
    return Text.join([one.change([(end, end, "、")], "list"), other])


def _add_email(block: list[Reached], words: Text) -> None:
    """An address is that of all who share one number; else it is nobody's own."""
    together = bool(block) and len(_alike(block)) == len(block)
    if together and not block[0].email:
        block[:] = [replace(each, email=words) for each in block]
    else:
        block.append(Reached(email=words))


def _tabled(item: Item) -> Iterator[Reached]:
    """Yield the contacts of a table with a column of numbers and one of names."""
    if not isinstance(item, Grid) or not (columns := _columns(item)):
        return
    for row in item.rows[1:]:
        cells = {
            kind: row[at].text.strip() for kind, at in columns.items() if at < len(row)
        }
        if any(len(cells.get(kind, "")) for kind in ("phone", "email")):
            yield Reached(**{kind: cell for kind, cell in cells.items() if cell})


_COLUMNS = (
    ("phone", re.compile("(?:联系|咨询|办公|监督)?(?:电话|方式)(?:号码)?")),
    ("email", re.compile("(?:电子)?(?:邮箱|邮件)")),
    ("person", re.compile("联系人(?:员)?(?:姓名)?")),
    ("agency", re.compile("(?:联系|受理|咨询|承办)?(?:单位|部门|处室|机构)(?:名称)?")),
)


def _columns(grid: Grid) -> dict[str, int]:
    """Which column holds what; none for a table that is not of contacts."""
    head = ["".join(cell.text.chars.split()) for cell in grid.rows[0]]
    found = {
        kind: at
        for kind, pattern in _COLUMNS
        for at, words in enumerate(head)
        if pattern.fullmatch(words)
    }
    return found if {"phone", "email"} & found.keys() and len(found) > 1 else {}
