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
from normalize.text import Text
from normalize.vocab import load

LONGEST_LINE = 120  # characters of a line that is all head or foot
OPENING, CLOSING = 200, 60  # of a longer one, where a credit may stand
LONGEST_PREFIX = 2  # characters before the label of a credit: 本文来源
NEXT = 30  # characters of a line that holds the value of the label above it
SOURCE = 24

_HAN = re.compile("[\u4e00-\u9fff]$")
_SEPARATOR = re.compile(r"\s*[:：/／丨｜|╱]+\s*")
_STOP = re.compile(r"[|｜()（）\[\]【】<>:：;；。，,！？]|$")
_NAME = re.compile(r"[\u4e00-\u9fff·]+|[A-Za-z][\w.\-]*(?: [A-Z][\w.\-]*){0,3}")
_BLANK = re.compile(r"[\s　]")
_GAP = re.compile(r"[\s、，,/／_]*")
_PADDED = re.compile("([\u4e00-\u9fff])[ 　]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_REPORTED = re.compile(
    r"[〔【（(\[]\s*(?:记者)?\s*(?P<words>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})*)"
    r"\s*[╱/／]\s*[\u4e00-\u9fff]{2,8}(?:报导|报道|电)"
)
_NO_SOURCE = re.compile(r"图|^(?:互联网|网友|综合|转载|整理|网上)$|^\W*$")
_AFTER_SOURCE = re.compile(
    r"(?:(?:19|20)\d\d\s*[-年./]|我要|我有|有\d+人|手机看?|打印|浏览|点击|阅读|字[号体]"
    r"|责任|责编|编辑|作者|记者|发[布表稿]?时间|时间|日期|参与|分享|收藏|评论|等$)"
)


class _Label(NamedTuple):
    field: str
    needs_colon: bool
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
            row["separator"] == "colon",
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
    for at, line in enumerate(lines):
        following = lines[at + 1].text if at + 1 < len(lines) else line.text[:0]
        for field, words in _in_line(line.text, following):
            if somebody(words) is not None:
                found.setdefault(field, words)
    return found


def is_credit(line: Text) -> bool:
    """Tell whether a line begins with the label of a credit, whoever it names."""
    opening = line.strip("　 ([（【")
    label = next(iter(_labels_in(opening)), None)
    return label is not None and label.colon and label.start <= LONGEST_PREFIX


def _in_line(line: Text, following: Text) -> Iterator[tuple[str, Text]]:
    for part in _parts(line):
        labels = list(_labels_in(part))
        ends = [*(each.start for each in labels[1:]), len(part)]
        for label, stop in zip(labels, ends, strict=False):
            value = part[label.end : stop]
            if label.colon and stop == len(part) and not value.strip():
                value = following if len(following) <= NEXT else value
            if words := _value(label, value):
                yield label.field, words
        if match := part.search(_REPORTED):
            yield "reporter", match["words"]


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
        before = part.chars[: found.start()]
        is_word = _HAN.search(before) and not label.before.search(before)
        if is_word and not (known and colon and label.field != "publisher"):
            continue
        end = colon.end() if colon else found.end()
        if colon or (not label.needs_colon and _is_spaced(label, part, end)):
            known = True
            yield _Found(label.field, found.start(), end, colon is not None)


def _value(label: _Found, value: Text) -> Text:
    if label.field == "publisher":
        return _source(value)
    words = _people(label.field, value)
    return words if label.colon or _is_named(words) else words[:0]


def _is_spaced(label: _Label, part: Text, end: int) -> bool:
    """Whether a label without a colon is one: 记者张三, 来源 示例网 beside a time."""
    if label.field == "reporter":
        return True
    return part.chars[end : end + 1].isspace() and len(part) <= LONGEST_LINE / 2


def _is_named(words: Text) -> bool:
    return all(map(is_person, re.split(r"[、，,/／\s]+", words.chars)))


def _source(rest: Text) -> Text:
    """The name of a medium: up to a blank, a mark or a tool of the page."""
    words = _upto(rest.strip(), _STOP)
    if not words.chars.isascii():
        words = _upto(words, _BLANK)
    words = _upto(words, _AFTER_SOURCE).strip(" \t　-—·")
    is_none = len(words) > SOURCE or _NO_SOURCE.search(words.chars)
    return words[:0] if is_none else words


def _upto(words: Text, pattern: re.Pattern[str]) -> Text:
    found = pattern.search(words.chars)
    return words[: found.start()] if found else words


def _people(field: str, rest: Text) -> Text:
    """One or more names from the start on; the code of 张三_NN12 is none."""
    words = _upto(rest.strip(), _STOP)
    if padded := words.match(_PADDED):
        return Text.join([padded[1], padded[2]])
    at = 0
    for token in words.finditer(_NAME):
        start, stop = token.match.span()
        is_next = _GAP.fullmatch(words.chars, at, start) is not None
        may_be = _may_be_first(field, token[0].chars) if not at else None
        if not is_next or not (is_person(token[0].chars) if at else may_be):
            break
        at = stop
    return words[:at]


def _may_be_first(field: str, name: str) -> bool:
    """Whether a label's first word is a name; authors are also departments.

    In an interview 记者 stands before each question.
    """
    if field == "reporter":
        return is_person(name)
    longest = {"author": 16, "editor": 8}[field]
    is_name = 2 <= len(name) <= longest or (name.isascii() and len(name) > 1)
    return is_name and not is_tool(name)
