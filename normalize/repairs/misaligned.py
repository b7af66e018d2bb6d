"""Characters damaged by a split of GBK bytes out of step, put right where certain.

Each way to read a damaged run is weighed as Chinese against the run as it stands.  The
middle of a run is determined by its bytes; an end character may stay a guess, and then
the guess is named.  It must run before everything else: folding ！ to ! loses its
bytes, and a Simplified character has other bytes than the Traditional one.

>>> text, doubts = repair(Text.raw("产品“跨?！甭肪丁?\\n打通“跨海”路径。"))
>>> str(text).splitlines()[0], [doubt.code for doubt in doubts]
('产品“跨海”路径。', ['mojibake_repaired'])
>>> str(repair(Text.raw("这是真的吗?(注1)我们不知道。"))[0])
'这是真的吗?(注1)我们不知道。'
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from normalize.draft import Doubt
from normalize.repairs import language
from normalize.repairs.shifted import LOST
from normalize.repairs.traditional import characters
from normalize.repairs.weighing import Weighed, weigh
from normalize.text import Text

RULE = "mojibake"
GAIN = 8.0  # nats over the run as shown before a reading is taken
FLOOR = -7.0  # nats a character of a reading; questions put side by side read as -7.4
MARGIN = 2.0  # readings nearer than this to the best are named
SOUND = -6.0  # nats of a character behind another; damage has -9 and less
MOST = 100  # places tried in one document, a tenth of a second each
MOST_UNSEEN = 3  # characters of a reading where no Chinese is shown: ?，F for 。现
MOST_NAMED = 5  # of those readings
DROP_GAIN = 8.0  # what a reading with a dropped character must gain on top

# A lost byte shows before the mark that the bytes were split on, folded or not.
# Characters of two bytes follow, if only behind a reading: ?，F(xiàn)有.
_SUSPECT = re.compile(
    rf"[{LOST}](?=[！，？；：（）!,?;:()\ufffd]\S)(?=[^\n]{{0,12}}[\u3400-\u9fff])"
)
_LETTER = re.compile("[A-Za-z]")
_HAN = re.compile("[\u3400-\u9fff]")
_TAG_TAIL = re.compile(r"<?/?[a-z][a-z0-9]{0,9}>")


class _Run(NamedTuple):
    """A run of the text, what stands there now, and what else it may have been."""

    start: int
    end: int
    words: str
    others: list[str]


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Put right the runs that were read out of step; doubt every one."""
    runs = list(_runs(text.chars)) if _SUSPECT.search(text.chars) else []
    new = text.change([(run.start, run.end, run.words) for run in runs], RULE)
    doubts, grown = _unread(text.chars), 0
    for run in runs:
        start = run.start + grown
        doubts.append(_doubt(run, new[start : start + len(run.words)]))
        grown += len(run.words) - (run.end - run.start)
    return new, doubts


def _runs(chars: str) -> Iterator[_Run]:
    chinese, end = language.of(chars), 0
    for suspect in islice(_SUSPECT.finditer(chars), MOST):
        if suspect.start() < end or _is_dash(chars, suspect.start(), chinese):
            continue
        best = _best(weigh(chars, suspect.start(), chinese))
        shown = chars[suspect.start() : best[0].end] if best else ""
        if best and not _says_nothing(shown) and _sounds(best[0].words, shown):
            run = _run(chars, suspect.start(), best)
            yield run
            end = run.end


def _is_dash(chars: str, at: int, chinese: language.Language) -> bool:
    """Whether two lost signs stand before sound Chinese: 诚信??对客户, once a —."""
    behind = chars[at + 2 : at + 4].translate(characters())
    whole = chars[at + 1] in LOST and len(_HAN.findall(behind)) == 2
    return whole and chinese.pair(*behind) > SOUND


def _unread(chars: str) -> list[Doubt]:
    """Doubt a document with more suspects than anyone will wait for."""
    suspects = sum(1 for _ in islice(_SUSPECT.finditer(chars), MOST + 1))
    message = f"more than {MOST} places look damaged; the others are as they were"
    return [Doubt("mojibake_unread", message)] if suspects > MOST else []


def _best(weighed: list[Weighed]) -> list[Weighed]:
    """Keep the readings to choose from; none where the run may stand as it is."""
    plain = [each for each in weighed if not each.dropped]
    bar = plain[0].gain + DROP_GAIN if plain else GAIN
    best = weighed if weighed and weighed[0].gain > bar else plain
    return best if best and best[0].gain > GAIN else []


def _sounds(words: str, shown: str) -> bool:
    """Whether a reading is Chinese, and its characters more so than those shown."""
    if language.plain().score(words) <= FLOOR * len(words):
        return False
    before, after = ("".join(_HAN.findall(each)) for each in (shown, words))
    if not before or not after:
        return len(words) <= MOST_UNSEEN
    return _each(after) > _each(before)


def _each(han: str) -> float:
    """Return the log probability of a character."""
    return language.plain().score(f"，{han}") / len(han)


def _says_nothing(shown: str) -> bool:
    """Whether hardly a byte of a run is known: ??? stands for any dash or blank."""
    if not shown.replace("\ufffd", "?").isascii():
        return False
    return "???" in shown or not _LETTER.search(shown)


def _run(chars: str, start: int, best: list[Weighed]) -> _Run:
    first, *rest = best
    tail = _TAG_TAIL.match(chars, first.end)  # its `<` may have gone with the last byte
    near = [each.words for each in rest if first.gain - each.gain < MARGIN]
    end = tail.end() if tail else first.end
    return _Run(start, end, first.words, near[:MOST_NAMED])


def _doubt(run: _Run, quote: Text) -> Doubt:
    if run.others:
        message = f"bytes were lost: {run.words}, or else {' or '.join(run.others)}"
        return Doubt("mojibake_uncertain", message, quote)
    message = f"bytes were lost: {run.words} is the one likely reading"
    return Doubt("mojibake_repaired", message, quote, "info")
