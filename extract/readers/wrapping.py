"""Lines that were broken to fit a page, put together again.

A printer breaks a sentence wherever the line is full: many lines of nearly one length,
without a mark at their ends.  The break goes between Han, and becomes a space between
Latin words.  A transcription with one paragraph per line is left as it is.

>>> wide = "本品适用于成人复发或难治性疾病的治疗且须在医师指导下使用"
>>> broken = Text.raw(f"{wide}\\n{wide}\\n{wide}\\n完毕。\\n第二段。")
>>> str(unwrapped(broken)) == wide * 3 + "完毕。\\n第二段。"
True
>>> str(unwrapped(Text.raw("甲\\n乙\\n丙"))).split()
['甲', '乙', '丙']
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from extract.readers import headings
from normalize.text import Text

RULE = "wrapping"
LINE = re.compile(r"[^\r\n]+")
NARROWEST = 40  # Columns, a Han takes two: lists of names are narrower.
SLACK = 5  # A closing mark that may not begin a line moves two Han to the next.
FEWEST = 3  # Full lines that go on, in one run.
ENDS = tuple("。！？；：!?;:|")
BEGINS = re.compile(
    r"\s|[-•·●◆□■☑*#>|【↓]|[（(]?\d{1,3}[)）.、．]|[（(][一二三四五六七八九十]+[)）]|《"
    r"|[^，。；：、:;,]{2,30}[:：]"  # 药品类别：西药
)
COLUMNS = re.compile(r"\S(?:[ \u3000]{3,}|\t| \| )\S")
CLAUSES = re.compile("[，；]")  # A title as wide as the page has none, a sentence has.
LATIN = re.compile(r"[^\W\d_\u2e80-\uffff]|[\d,.;)%]")


def unwrapped(text: Text) -> Text:
    """Return a text whose hard-wrapped paragraphs stand on one line each."""
    changes: list[tuple[int, int, str]] = []
    for run in _runs(str(text)):
        again = _printed_again(run)
        joints = [joint for joint in _joints(run) if joint[1] not in again]
        if len(joints) >= FEWEST:
            changes += joints
    return text.change(changes, RULE)


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Lines that stand together, without a blank line or a table row between."""
    run: list[re.Match[str]] = []
    for line in LINE.finditer(text):
        apart = run and text.count("\n", run[-1].end(), line.start()) > 1
        prose = bool(line[0].strip()) and not COLUMNS.search(line[0])
        if run and (apart or not prose):
            yield run
            run = []
        if prose:
            run.append(line)
    if run:
        yield run


def _joints(run: list[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
    """The breaks within one run that stand inside a sentence."""
    widths = [_width(line[0].rstrip()) for line in run]
    full = max(widths) - SLACK
    for i, line in enumerate(run[:-1]):
        following = run[i + 1]
        if widths[i] >= max(full, NARROWEST) and _goes_on(line[0], following[0]):
            start = line.start() + len(line[0].rstrip())
            yield start, following.start(), _between(line[0].rstrip(), following[0])


def _printed_again(run: list[re.Match[str]]) -> set[int]:
    """Where short lines begin that stand there twice: labels, not ends of sentences."""
    times = Counter(line[0] for line in run)
    short = max(_width(line[0]) for line in run) / 2
    return {
        line.start() for line in run if times[line[0]] > 1 and _width(line[0]) <= short
    }


def _goes_on(line: str, following: str) -> bool:
    if line.rstrip().endswith(ENDS) or BEGINS.match(following):
        return False
    is_title = headings.level(line) is not None and not CLAUSES.search(line)
    return headings.level(following) is None and not is_title


def _between(line: str, following: str) -> str:
    return " " if LATIN.match(line[-1]) and LATIN.match(following[0]) else ""


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
