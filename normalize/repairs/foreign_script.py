"""Runs of Arabic, Cyrillic, Thai … that a translation plug-in left in a Chinese page.

Three things look alike.  A whole line at the edge of a page is its chrome (the heading
of a comment form) and goes.  A run inside brackets, quotes or behind a colon is a
foreign name and stays, and so does one that the sentence calls a name (韩文名称为…,
…字样), that is translated behind it in brackets, or that looks like Latin letters (рН).
A run that touches Chinese or an acronym in mid-sentence stands for a Chinese word: put
back only if the acronym behind it is in the vocabulary or spelled out by the document,
with the acronym in brackets; otherwise the run goes and the acronym stays, for nothing
may be invented.  Both are doubted.

>>> page = "脂肪来源خلايا MSC (خلية)注射液已经获批，用于治疗成人肛周瘘管。"
>>> text, doubts = repair(Text.raw(page))
>>> print(text)
脂肪来源间充质干细胞(MSC)注射液已经获批，用于治疗成人肛周瘘管。
>>> doubts[0].code
'foreign_term_supplied'
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from normalize.draft import Doubt
from normalize.repairs.lines import Line, spoken, without
from normalize.repairs.traditional import characterwise
from normalize.text import Text
from normalize.vocab import load

RULE = "foreign_script"
CHINESE = 0.6  # share of Han among the letters of a document we may repair
EDGE = 0.1  # share of the document's Han on the far side of its chrome
CHROME = 120  # characters of a line of chrome
RUNS_OF_BILINGUAL = 3  # runs in one line that make it a bilingual one

_HAN = re.compile("[\u3400-\u9fff]")
_CHINESE_OR_LATIN = re.compile("[\u3400-\u9fffA-Za-z]")
_OPEN, _CLOSE = r"(（\[【“‘《«:：", r")）\]】”’》»"
_ACRONYM = r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*"


_CALLED = re.compile(
    r"(?:名[称字]?|[名称译写叫文语]为|称|叫作?|写作|译作|标识|标志|标注|印有|[文语])$"
)
_NAMED = re.compile(
    r"[ \u00a0]?(?:[(（][\u3400-\u9fff]|字样|一词|公司|集团|株式会社|制药|医院|大学)"
)
_LATIN_LIKE = re.compile("[авсеорхукмнтрАВСЕНКМОРТХУіІѕЅ]{1,3}")


class _Run(NamedTuple):
    """A foreign run in mid-sentence, and the acronym it left."""

    match: re.Match[str]
    line: Line

    @property
    def acronym(self) -> str:
        return self.match["acronym"] or ""


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Take foreign chrome out and mend sentences with a foreign run in them."""
    if not _letter().search(text.chars) or not _is_chinese(text.chars):
        return text, []
    text = without(text, _chrome(text.chars), RULE)
    edits: list[tuple[int, int, str]] = []
    doubts: list[Doubt] = []
    for run in _runs(text.chars):
        term = _term(text.chars, run.acronym)
        edits += _edits(run, term)
        doubts.append(_doubt(run, term, text[run.line.start : run.line.end].strip()))
    return text.change(edits, RULE), doubts


def _is_chinese(chars: str) -> bool:
    han = len(_HAN.findall(chars))
    return han >= CHINESE * (han + len(_letter().findall(chars)))


def _chrome(chars: str) -> list[Line]:
    """List the wholly foreign lines with hardly any Chinese on one side of them."""
    lines = spoken(chars)
    before = list(accumulate(len(_HAN.findall(line.words)) for line in lines))
    most = EDGE * before[-1]
    return [
        line
        for line, han in zip(lines, before, strict=True)
        if min(han, before[-1] - han) <= most
        and len(line.words) <= CHROME
        and _letter().search(line.words)
        and _foreign_line().fullmatch(line.words)
    ]


def _runs(chars: str) -> Iterator[_Run]:
    """Yield the runs that stand for a Chinese word of their sentence."""
    for line in spoken(chars):
        if not _letter().search(line.words):
            continue
        bare = list(_injected().finditer(chars, line.start, line.end))
        if len(bare) < RUNS_OF_BILINGUAL:
            yield from (_Run(match, line) for match in bare if _touches(match))


def _touches(match: re.Match[str]) -> bool:
    """Whether Chinese or an acronym stands beside a run; a capital begins a name."""
    before = match.string[: match.start("run")][-2:].rstrip(" ")
    behind = match.string[match.end("run") :][:2].lstrip(" ")
    beside = _CHINESE_OR_LATIN.search(before[-1:] + behind[:1])
    return beside is not None and not _is_name(match)


def _is_name(match: re.Match[str]) -> bool:
    """Whether a run is a name, or letters that were taken for Latin ones."""
    run, chars = match["run"], match.string
    if run[0].isupper() or _LATIN_LIKE.fullmatch(run):
        return True
    before = characterwise(chars[max(0, match.start() - 4) : match.start()])
    behind = characterwise(chars[match.end("run") :][:6])
    if _CALLED.search(before):
        return True
    return not match["acronym"] and _NAMED.match(behind) is not None


def _term(chars: str, acronym: str) -> str | None:
    """Find the Chinese word for an acronym: in the document, or in the vocabulary."""
    if not acronym:
        return None
    return _terms().get(acronym) or _spelled_out(chars, acronym)


def _spelled_out(chars: str, acronym: str) -> str | None:
    """Find the words that stand alone before the acronym in brackets."""
    han = "[\u3400-\u9fff]"
    words = re.search(
        rf"(?<!{han})({han}{{2,14}})[(（]{re.escape(acronym)}[)）,，]", chars
    )
    return words[1] if words else None


def _edits(run: _Run, term: str | None) -> Iterator[tuple[int, int, str]]:
    """Yield the edits around the acronym, which keeps its own place."""
    match = run.match
    if not run.acronym:
        yield *match.span(), ""
        return
    start, end = match.span("acronym")
    yield match.start(), start, f"{term}(" if term else ""
    yield end, match.end(), ")" if term else ""


def _doubt(run: _Run, term: str | None, quote: Text) -> Doubt:
    foreign = run.match["run"]
    if term:
        message = f"{foreign} stands for a word: {term}, after {run.acronym}"
        return Doubt("foreign_term_supplied", message, quote)
    message = f"{foreign} stood for a word that is not known"
    return Doubt("foreign_term_lost", message, quote)


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(f"[{_ranges()}]")


@cache
def _foreign_line() -> re.Pattern[str]:
    """A line with foreign words and nothing else but digits and punctuation."""
    return re.compile(rf"[^\w]*+[{_ranges()}\d_](?:[{_ranges()}\d_]|[^\w])*+")


@cache
def _injected() -> re.Pattern[str]:
    """A run outside brackets and quotes, the acronym behind it, a foreign bracket.

    Whole runs only, and never given back: a page may hold a very long one.
    """
    letters = f"[{_ranges()}\u200c-\u200f]"
    run = f"[{_ranges()}]{letters}*+(?:[ \u00a0]{letters}++)*+"
    return re.compile(
        rf"(?<![{_OPEN}])(?<![{_OPEN}] )(?<!{letters})(?<!{letters} )"
        rf"(?:(?<=[\u3400-\u9fff]) )?(?P<run>{run})"
        rf"(?: ?(?P<acronym>{_ACRONYM}))?"
        rf"(?: ?[(（] ?{run} ?[)）])?"
        rf"(?! ?[{_CLOSE}])(?: (?=[\u3400-\u9fff]))?"
    )


@cache
def _ranges() -> str:
    return "".join(
        f"{chr(int(row['first'], 16))}-{chr(int(row['last'], 16))}"
        for row in load("foreign_scripts")
    )


@cache
def _terms() -> dict[str, str]:
    return {row["acronym"]: row["term"] for row in load("foreign_terms")}
