"""What a line of contacts (联系方式) says, piece by piece: offices, persons, numbers.

A label tells what follows it; what stands before the first one can only be an office.
A piece in brackets belongs to the one before it: 甲某（示例局）.

>>> line = Text.raw("联系人：示例省药监局 甲乙丙（药化处），0100-5550101")
>>> for piece in said(line, following=False):
...     print(piece.kind, piece.words, piece.aside)
agency 示例省药监局 False
person 甲乙丙 False
agency 药化处 True
phone 0100-5550101 False
>>> list(said(Text.raw("联系电话：____"), following=False))
[]
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from normalize.notice.numbering import marker
from normalize.notice.offices import offices
from normalize.text import Text
from normalize.values.codes import emails, phones

# Within the area nobody prints its code: 电话：55501010; a hotline is 12345.
_LOCAL = re.compile(r"(?<![\d.-])(?:\d{7,8}|[23]\d{3} \d{4}|12[0-9]{3})(?![\d.-])")
_AND = r"\s*[、/,，;；或]\s*"
_PURPOSE = (
    "(?:联系|联络|咨询|监督|举报|投诉|办公|服务|技术|支持|业务|政策|受理|申报|报名|申请|值班|工作"
    "|固定|移动|电子|材料|资料|文件|接收|报送|反馈|意见|指定|企业|平台|座机|办公室){0,4}"
)
_WHO = (
    r"联\s*[系络]\s*人(?:员)?(?:姓名)?(?:及|和|、)?(?:联系)?(?:电话|方式)?"
    "|(?:承办|经办|联络)人"
)
_OFFICE = (
    r"(?:联系|联络|承办|主办|咨询|受理|责任)\s*(?:单位|部门|处室|机构)"
    "(?:及(?:联系)?电话)?"
)
_PHONE = r"(?:电\s*话|热\s*线|手\s*机|联系方式|座\s*机)(?:号码)?"
_EMAIL = r"(?:邮\s*箱|邮\s*件|信箱)(?:地址)?"
_ELSE = r"传\s*真|[\u4e00-\u9fff]{0,6}地\s*址|邮\s*编|邮政编码|网\s*址|附\s*件"
_LABEL = re.compile(
    rf"(?P<person>(?:{_WHO})\s*[:：])|(?P<agency>{_OFFICE}\s*[:：])"
    rf"|(?P<phone>{_PURPOSE}{_PHONE}\s*[:：])|(?P<call>(?:致电|拨打)(?:电话)?)"
    rf"|(?P<email>{_PURPOSE}{_EMAIL}\s*[:：]|E-?mail\s*[:：])"
    rf"|(?P<other>(?:{_ELSE})\s*[:：])",
    re.IGNORECASE,
)
_ONE = "[\u4e00-\u9fff]"
_WORD = re.compile(
    rf"(?<!{_ONE}){_ONE}[ \u3000]{{1,2}}{_ONE}(?!{_ONE})|[^\s,，;；、。:：()（）/]+"
)
_PERSON = re.compile(
    rf"([\u4e00-\u9fff·]{{2,4}}?|{_ONE}\s+{_ONE})(?:老师|同志|女士|先生)?"
)
_FAMILY = re.compile(
    "^(?:政策|业务|技术|申报|材料|系统|联系|咨询|办公|工作|上午|下午|微信|本办|本局|本部|查询|传真)"
)


_ASK = re.compile("(?:咨询|支持|联系|受理)$")


class Piece(NamedTuple):
    """A piece of a line: agency, person, phone, email or prose; `aside` in brackets."""

    kind: str
    words: Text
    aside: bool


def is_labeled(line: Text) -> bool:
    """Whether a line begins with a label of contacts, be it one of a blank."""
    return _bare(line).match(_LABEL) is not None


def said(line: Text, *, following: bool) -> list[Piece]:
    """List what a line says of contacts; nothing for a line about anything else.

    A line without a label says something only `following` another one or a title.
    """
    bare = _bare(line)
    labels = list(bare.finditer(_LABEL))
    if not labels:
        return _unlabeled(bare, following)
    starts = [0, *(each.match.end() for each in labels)]
    ends = [*(each.match.start() for each in labels), len(bare)]
    kinds = ["before", *(str(each.match.lastgroup) for each in labels)]
    return [
        piece
        for kind, start, end in zip(kinds, starts, ends, strict=True)
        if kind != "other"
        for piece in _pieces(bare[start:end])
        if _fits(kind, piece)
    ]


def _bare(line: Text) -> Text:
    number = marker(line)
    return (number.rest if number else line).strip("（()）").strip()


def _fits(label: str, piece: Piece) -> bool:
    """Whether a label asks for this; before the first one only an office stands."""
    if label in ("before", "call"):
        return piece.kind == ("agency" if label == "before" else "phone")
    if piece.kind == "person":
        return label in ("person", "phone", "agency")
    return piece.kind != "prose"


def _unlabeled(line: Text, following: bool) -> list[Piece]:
    """What a line without label says, if it goes on as the one above it began.

    By itself it must name whom to ask before a colon: 示例局药化处：甲某，0100-5550101.
    """
    named = line.match(r"([^:：。，,]{2,16})[:：]")
    asked = named is not None and bool(offices(named[1]) or named[1].search(_ASK))
    if not (following or asked):
        return []
    pieces = list(_pieces(line[len(named[0]) :] if named and asked else line))
    if named and offices(named[1]):
        pieces.insert(0, Piece("agency", named[1], False))
    kinds = {piece.kind for piece in pieces}
    return pieces if kinds & {"phone", "email"} and "prose" not in kinds else []


def _pieces(words: Text) -> Iterator[Piece]:
    """Yield numbers and addresses, and the words between them by what they can be."""
    last = 0
    for kind, start, end in sorted(_marks(words), key=lambda mark: mark[1]):
        yield from _names(words, last, start)
        if not _is_fax(words, end):
            yield Piece(kind, words[start:end], False)
        last = end
    yield from _names(words, last, len(words))


def _marks(words: Text) -> Iterator[tuple[str, int, int]]:
    """Yield the kind and place of every address, and of every run of numbers."""
    for email in emails(words):
        yield "email", *_place(words, email, 0)
    run: tuple[int, int] | None = None
    for number in phones(words) if any(phones(words)) else _local(words):
        start, end = _place(words, number, run[1] if run else 0)
        if run and words[run[1] : start].fullmatch(_AND) and not _is_fax(words, end):
            run = run[0], end
            continue
        if run:
            yield "phone", *run
        run = start, end
    if run:
        yield "phone", *run


def _is_fax(words: Text, end: int) -> bool:
    return words[end:].match("[（(]传真") is not None


def _local(words: Text) -> list[Text]:
    return [found[0] for found in words.finditer(_LOCAL)]


def _place(words: Text, part: Text, after: int) -> tuple[int, int]:
    start = words.chars.index(part.chars, after)
    return start, start + len(part)


def _names(words: Text, start: int, end: int) -> Iterator[Piece]:
    for found in words[start:end].finditer(_WORD):
        word, at = found[0], start + found.match.start()
        aside = at > 0 and words.chars[at - 1] in "（("
        if offices(word):
            yield Piece("agency", word, aside)
        elif (name := word.fullmatch(_PERSON)) and not word.match(_FAMILY):
            yield Piece("person", Text.join(name[1].split(r"\s+")), aside)
        else:
            yield Piece("prose", word, aside)
