"""Contacts (联系方式): whom to ask, at which office, under which number.

They stand one to a line under a label (联系人：示例局 甲某 0100-5550101, the next
line without it), or spread over labels (联系人：…；电话：…；邮箱：…).  A number is one
that is printed as a contact; a blank of a form (联系电话：____) is none.

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

from normalize.notice.flow import Item
from normalize.notice.offices import offices
from normalize.text import Text
from normalize.values.codes import emails, phones

# Within the area nobody prints its code: 电话：55501010.
_LOCAL = re.compile(r"(?<![\d.-])\d{7,8}(?![\d.-])")
_AND = re.compile(r"\s*[、/,，;；或]\s*")
_PURPOSE = (
    "(?:联系|联络|咨询|监督|举报|投诉|办公|服务|技术|支持|业务|政策|受理|申报|报名|申请|值班|工作"
    "|固定|移动|电子|材料|资料|文件|接收|报送|反馈|意见|指定|企业){0,4}"
)
_LABEL = re.compile(
    r"(?P<person>联\s*[系络]\s*人(?:员)?(?:及(?:联系)?(?:电话|方式))?\s*[:：])"
    rf"|(?P<phone>{_PURPOSE}(?:电\s*话|热\s*线|手\s*机|联系方式)(?:号码)?\s*[:：])"
    rf"|(?P<email>{_PURPOSE}邮\s*箱(?:地址)?\s*[:：]|E-?mail\s*[:：])"
    r"|(?P<other>传\s*真|[\u4e00-\u9fff]{0,6}地\s*址|邮\s*编|邮政编码|网\s*址|附\s*件)\s*[:：]",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:联系|咨询)(?:方式|人|电话)[^。]{0,6}$")
_WORD = re.compile(r"[^\s,，;；、。:：()（）/]+")
_PERSON = re.compile(r"([\u4e00-\u9fff·]{2,4}?)(?:老师|同志|女士|先生)?")
_FAMILY = re.compile("^(?:政策|业务|技术|申报|材料|系统|联系|咨询|办公|工作|上午|下午)")


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
    titled = False
    for item in items:
        line = item if isinstance(item, Text) else Text.join([])
        said = list(_said(line, titled or bool(blocks[-1])))
        for kind, words in said:
            _ADD[kind](blocks[-1], words)
        if not said and not line.match(_LABEL):
            blocks.append([])
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


def _said(line: Text, following: bool) -> Iterator[tuple[str, Text]]:
    """Yield what a line says of contacts; nothing for a line about anything else."""
    labels = list(line.finditer(_LABEL))
    if not labels:
        yield from _unlabeled(line) if following else ()
        return
    starts = [0, *(each.match.end() for each in labels)]
    ends = [*(each.match.start() for each in labels), len(line)]
    kinds = ["before", *(str(each.match.lastgroup) for each in labels)]
    for kind, start, end in zip(kinds, starts, ends, strict=True):
        said = list(_pieces(line[start:end])) if kind != "other" else []
        yield from (each for each in said if _fits(kind, each[0]))


def _fits(label: str, kind: str) -> bool:
    """Whether a label asks for this; before the first one only an office stands."""
    if label == "before":
        return kind == "agency"
    return kind != "prose" and (kind != "person" or label in ("person", "phone"))


def _unlabeled(line: Text) -> list[tuple[str, Text]]:
    """What a line without label says, if it goes on as the one above it began."""
    said = list(_pieces(line))
    kinds = {kind for kind, _ in said}
    return said if kinds & {"phone", "email"} and "prose" not in kinds else []


def _pieces(words: Text) -> Iterator[tuple[str, Text]]:
    """Yield numbers and addresses, and the words between them by what they can be."""
    last = 0
    for kind, start, end in sorted(_marks(words), key=lambda mark: mark[1]):
        yield from _names(words[last:start])
        yield kind, words[start:end]
        last = end
    yield from _names(words[last:])


def _marks(words: Text) -> Iterator[tuple[str, int, int]]:
    """Yield the kind and place of every address, and of every run of numbers."""
    for email in emails(words):
        yield "email", *_place(words, email, 0)
    run: tuple[int, int] | None = None
    for number in phones(words) if any(phones(words)) else _local(words):
        start, end = _place(words, number, run[1] if run else 0)
        if run and words[run[1] : start].fullmatch(_AND):
            run = run[0], end
            continue
        if run:
            yield "phone", *run
        run = start, end
    if run:
        yield "phone", *run


def _local(words: Text) -> list[Text]:
    return [found[0] for found in words.finditer(_LOCAL)]


def _place(words: Text, part: Text, after: int) -> tuple[int, int]:
    start = words.chars.index(part.chars, after)
    return start, start + len(part)


def _names(words: Text) -> Iterator[tuple[str, Text]]:
    for found in words.finditer(_WORD):
        word = found[0]
        if offices(word):
            yield "agency", word
        elif (name := word.fullmatch(_PERSON)) and not word.match(_FAMILY):
            yield "person", name[1]
        else:
            yield "prose", word


def _add_agency(block: list[Reached], words: Text) -> None:
    last = block[-1] if block else Reached()
    if last.agency and not (last.person or last.phone or last.email):
        block[-1] = Reached(agency=Text.join([last.agency, words]))
    else:
        block.append(Reached(agency=words))


def _add_person(block: list[Reached], words: Text) -> None:
    last = block[-1] if block else Reached()
    if block and not (last.person or last.phone):
        block[-1] = replace(last, person=words)
    else:
        block.append(Reached(person=words, agency=None if last.phone else last.agency))


def _add_phone(block: list[Reached], words: Text) -> None:
    numbers = words.replace(_AND, "、", "list")
    waiting = [i for i, each in enumerate(block) if not each.phone]
    for i in waiting:
        block[i] = replace(block[i], phone=numbers)
    if not waiting:
        block.append(Reached(phone=numbers))


def _add_email(block: list[Reached], words: Text) -> None:
    if len(block) == 1 and not block[0].email:
        block[0] = replace(block[0], email=words)
    else:
        block.append(Reached(email=words))


_ADD = {
    "agency": _add_agency,
    "person": _add_person,
    "phone": _add_phone,
    "email": _add_email,
}
