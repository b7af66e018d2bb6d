"""Who wrote, reported, edited and published a news page (来源、作者、记者、责任编辑).

A credit has a label (`news_labels.tsv`), on the dateline, below the text or in a cell
beside its value; the source may also stand on the dateline without one.

>>> page = ["2025-03-01 来源：示例晚报  记者：段一 通讯员：和二", "（责任编辑：普三）"]
>>> said = credits([Line(Text.raw(words)) for words in page])
>>> {name: str(words) for name, words in said.items()}
{'publisher': '示例晚报', 'reporter': '段一', 'editor': '普三'}
>>> credits([Line(Text.raw("数据来源：示例库；记者获悉，来源：资料图"))])
{}
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from normalize.news.lines import Line
from normalize.news.names import is_person, is_tool, somebody
from normalize.news.staff import staff
from normalize.text import Text
from normalize.vocab import load

LONGEST_LINE = 120  # characters of a line that is all head or foot
OPENING, CLOSING = 200, 60  # of a longer one, where a credit may stand
LONGEST_PREFIX = 2  # characters before the label of a credit: 本文来源
LONGEST_LABEL = 8
NEXT = 30  # characters of a line that holds the value of the label above it
SOURCE = 24

_HAN = re.compile("[\u4e00-\u9fff]$")
_SEPARATOR = re.compile(r"\s*[:：/／丨｜|╱]+\s*")
_BOOK = re.compile(r"(?=《)")
_STOP = re.compile(r"[|｜()（）\[\]【】<>:：;；。，,！？]|$")
# 记者段一报道, 段一摄: what a person did is no part of the name.
_DID = r"(?:综合|摄影)?报[道导]|摄影|采写|整理|撰写|摄(?![\u4e00-\u9fff])"
# 示例社记者 段一 摄: under a picture it is who took it.
_PHOTOGRAPHER = re.compile(r"^\s*[\u4e00-\u9fff·]{2,8}\s*摄(?![\u4e00-\u9fff])")
_NAME = re.compile(
    rf"[\u4e00-\u9fff·]+?(?={_DID}|[^\u4e00-\u9fff·]|$)"
    r"|[A-Za-z][\w.\-]*(?: [A-Z][\w.\-]*){0,3}(?!@)"
)
_BLANK = re.compile(r"[\s　]")
_IN_BRACKETS = re.compile(r"[（(【〔\[][^）)】〕\]]*$")
_SHORT_NAME = re.compile("[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff][ 　]+[\u4e00-\u9fff]")
_OFFICE = re.compile(r"(?:[局委办院部科室处社网报台所]|中心|公司|小组|编辑部)$")
_GAP = re.compile(r"[\s、，,/／_]*")
_PADDED = re.compile(
    "([\u4e00-\u9fff])[ 　]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])(?:[、，,\\s]*)"
)
_REPORTED = re.compile(
    r"(?:[〔【（(\[]\s*(?:记者)?|^\s*记者)\s*"
    r"(?P<words>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})*)"
    r"\s*[╱/／]\s*[\u4e00-\u9fff]{2,8}(?:报导|报道|电)"
)
# （示例社记者段一一台北21日电）, 【记者段一一台北报导】
_WIRED = re.compile(
    r"记者(?P<words>[\u4e00-\u9fff]{2,4})[\u4e00-\u9fff]{2}(?:\d{1,2}日)?(?:专?电|报导|报道)"
    r"(?=\s*[)）】〕\]])"
)
_NO_SOURCE = re.compile(
    r"图|^(?:(?:互联)?网络?|网友|综合|(?:网络|综合)?(?:转载|整理)|网上|原创|其[他它]|暂无"
    r"|https?|www\..*|.*\.(?:com|cn|net|org).*)$|^\W*$"
)
_AFTER_SOURCE = re.compile(
    r"(?:(?:19|20)\d\d\s*[-年./]|我要|我有|有\d+人|手机看?|打印|浏览|点击|阅读|字[号体]"
    r"|责任|责编|编辑|作者|记者|发[布表稿]?时间|时间|日期|参与|分享|收藏|评论|等$)"
)


class _Label(NamedTuple):
    field: str
    separator: str
    before: re.Pattern[str]


class _Found(NamedTuple):
    """A label in a line: where it begins, and where its value does."""

    field: str
    start: int
    end: int
    colon: bool


@cache
def _labels() -> dict[str, _Label]:
    return {
        row["label"]: _Label(
            row["field"],
            row["separator"],
            re.compile(rf"(?:{row['before']})$" if row["before"] else r"(?!)"),
        )
        for row in load("news_labels")
    }


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_labels(), key=lambda word: (-len(word), word))
    spaced = (r"[ 　]*".join(word) for word in words)
    return re.compile(f"(?P<label>{'|'.join(spaced)})")


def credits(lines: Sequence[Line]) -> dict[str, Text]:
    """Return what the lines say of publisher, author, reporter and editor.

    The first credit of a kind counts; 佚名 and 未知 are none.
    """
    found: dict[str, Text] = {}
    alone = sum(_alone(line.text) is not None for line in lines) > 1
    for at, line in enumerate(lines):
        following = lines[at + 1].text if at + 1 < len(lines) else line.text[:0]
        said = [*_in_line(line.text, following)]
        if alone and (field := _alone(line.text)) and _is_value(field, following):
            said.append((field, _value(_Found(field, 0, 0, True), following)))
        for field, words in said:
            if somebody(words) is not None:
                found.setdefault(field, words)
    return found


def _alone(line: Text) -> str | None:
    """The field of a line that is a label without a colon, as lists of a page have."""
    if len(line) > LONGEST_LABEL:
        return None
    label = _labels().get("".join(line.chars.split()))
    return label.field if label and len(line) > 1 else None


def is_credit(line: Text) -> bool:
    """Tell whether a line begins with the label of a credit, whoever it names."""
    opening = line.strip("　 ([（【")
    label = next(iter(_labels_in(opening)), None)
    return label is not None and label.colon and label.start <= LONGEST_PREFIX


def _in_line(line: Text, following: Text) -> Iterator[tuple[str, Text]]:
    yield from staff(line)
    for part in _parts(line):
        yield from _reported(part)
        labels = list(_labels_in(part))
        ends = [*(each.start for each in labels[1:]), len(part)]
        for label, stop in zip(labels, ends, strict=False):
            value = part[label.end : stop]
            if label.colon and stop == len(part) and not value.strip():
                value = following if _is_value(label.field, following) else value
            if label.field and (words := _value(label, value)):
                yield label.field, words


def _reported(part: Text) -> Iterator[tuple[str, Text]]:
    """Who reports from where: 〔记者段一一／台北报导〕, （示例社记者段一台北电）."""
    match = part.search(_REPORTED)
    wired = None if match else part.search(_WIRED)
    if found := match or (wired if wired and is_person(wired["words"].chars) else None):
        yield "reporter", found["words"]


def _parts(line: Text) -> list[Text]:
    if len(line) <= LONGEST_LINE:
        return [line]
    return [line[:OPENING], line[max(OPENING, len(line) - CLOSING) :]]


def _labels_in(part: Text) -> Iterator[_Found]:
    """Yield what labels a credit, not what is part of a word: 数据来源, 王文举."""
    known = False
    for found in _pattern().finditer(part.chars):
        label = _labels()["".join(found["label"].split())]
        colon = _SEPARATOR.match(part.chars, found.end())
        if colon is None and label.separator == "book":
            colon = _BOOK.match(part.chars, found.end())
        before = part.chars[: found.start()]
        is_word = _HAN.search(before) and not label.before.search(before)
        if is_word and not (known and colon and label.field != "publisher"):
            continue
        end = colon.end() if colon else found.end()
        spaced = label.separator == "space" and _is_spaced(label, part, found)
        if colon or spaced:
            known = True
            yield _Found(label.field, found.start(), end, colon is not None)


def _is_value(field: str, line: Text) -> bool:
    """Whether the line below an empty label is its value, and not the article."""
    words = line.strip().chars
    if field == "publisher":
        return 0 < len(words) <= NEXT
    if _is_named(line.strip()) or _SHORT_NAME.fullmatch(words):
        return True
    return len(words) <= 12 and (words.isascii() or bool(_OFFICE.search(words)))


def _value(label: _Found, value: Text) -> Text:
    if label.field == "publisher":
        return _source(value)
    words = _people(label.field, value)
    if label.field == "reporter" and _PHOTOGRAPHER.search(value.chars):
        return words[:0]
    return words if label.colon or _is_named(words) else words[:0]


def _is_spaced(label: _Label, part: Text, found: re.Match[str]) -> bool:
    """Whether a label without a colon is one: 记者张三, 来源 示例网 beside a time.

    In a sentence only brackets, or the name of a medium, make it one: （记者 张三）.
    """
    is_short = len(part) <= LONGEST_LINE / 2
    if label.field == "reporter" and found["label"] == "记者":
        before = part.chars[: found.start()]
        if _IN_BRACKETS.search(before) or label.before.search(before):
            return True
        return is_short and not part.chars.endswith(("。", "！", "？", "：", ":"))
    return part.chars[found.end() : found.end() + 1].isspace() and is_short


def _is_named(words: Text) -> bool:
    return all(map(is_person, re.split(r"[、，,/／\s]+", words.chars)))


def _source(rest: Text) -> Text:
    """The name of a medium: up to a blank, a mark or a tool of the page."""
    words = _upto(rest.strip(), _STOP)
    if not words.chars.isascii():
        words = _upto(words, _BLANK)
    words = _upto(words, _AFTER_SOURCE).strip(" \t　-—·")
    if whole := words.fullmatch("《([^《》]+)》"):
        words = whole[1]
    is_none = len(words) > SOURCE or _NO_SOURCE.search(words.chars)
    return words[:0] if is_none else words


def _upto(words: Text, pattern: re.Pattern[str]) -> Text:
    found = pattern.search(words.chars)
    return words[: found.start()] if found else words


def _people(field: str, rest: Text) -> Text:
    """One or more names from the start on; the code of 张三_NN12 is none."""
    words = _upto(rest.strip(), _STOP)
    if words.match(_PADDED):
        return _unpadded(words)
    at = 0
    for token in words.finditer(_NAME):
        start, stop = token.match.span()
        is_next = _GAP.fullmatch(words.chars, at, start) is not None
        may_be = _may_be_first(field, token[0].chars) if not at else None
        if not is_next or not (is_person(token[0].chars) if at else may_be):
            break
        at = stop
    return words[:at]


def _unpadded(words: Text) -> Text:
    """Names of two characters that print has spaced out: 段　一 普　三."""
    names, at = [], 0
    while found := words[at:].match(_PADDED):
        names.append(Text.join([found[1], found[2]]))
        if words[at + found.match.end() - 1 : at + found.match.end()].search("[、，,]"):
            names.append(words[at + found.match.end() - 1 : at + found.match.end()])
        at += found.match.end()
    return Text.join(names)


def _may_be_first(field: str, name: str) -> bool:
    """Whether a label's first word is a name; authors are also departments.

    In an interview 记者 stands before each question.
    """
    if field == "reporter":
        return is_person(name)
    longest = {"author": 16, "editor": 8}[field]
    is_name = 2 <= len(name) <= longest or (name.isascii() and len(name) > 1)
    return is_name and not is_tool(name)
