"""Words broken into lines, as a printer breaks them: Latin words and numbers are whole.

No line begins with a mark that ends a phrase; the character before comes with it.

>>> measure = lambda words, raised: len(words)
>>> [line_words(line) for line in broken("每次0.25×10^8个（冻存）", 8, measure)]
['每次0.25×', '10^8个（冻存）']
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

RAISED = re.compile(r"\^(-?\d+)|([²³])")
ATOM = re.compile(r"[!-~]*[A-Za-z0-9][!-~]*(?:\^-?\d+|[²³])*|.")
SINGLE = re.compile(r"\^-?\d+|.")
NEVER_FIRST = "，。；：、）》”%％"
PLAIN = str.maketrans("²³", "23")


class Run(NamedTuple):
    """Characters of one kind on a line."""

    words: str
    raised: bool = False


Line = list[Run]
Measure = Callable[[str, bool], float]


def broken(
    words: str,
    width: float,
    measure: Measure,
    *,
    anywhere: bool = False,
    raise_units: bool = True,
) -> list[Line]:
    """The lines of words in a width; `anywhere` breaks Latin words too."""
    lines = []
    for paragraph in words.split("\n"):
        atoms = (SINGLE if anywhere else ATOM).findall(paragraph)
        pieces = [
            _runs(part, raise_units)
            for atom in atoms
            for part in _parts(atom, width, measure)
        ]
        lines += list(_filled(pieces, width, measure))
    return lines


def line_words(line: Line) -> str:
    """A line in plain characters."""
    return "".join("^" * run.raised + run.words for run in line)


def _parts(atom: str, width: float, measure: Measure) -> list[str]:
    """An atom, or its characters where it is wider than a line."""
    return SINGLE.findall(atom) if measure(atom, False) > width else [atom]


def _runs(atom: str, raise_units: bool) -> Line:
    runs, at = [], 0
    for found in RAISED.finditer(atom):
        if found[2] and not raise_units:
            continue
        runs += [Run(atom[at : found.start()])] if found.start() > at else []
        runs.append(Run((found[1] or found[2]).translate(PLAIN), raised=True))
        at = found.end()
    return [*runs, Run(atom[at:])] if at < len(atom) else runs


def _filled(pieces: list[Line], width: float, measure: Measure) -> Iterator[Line]:
    line: list[Line] = []
    used = 0.0
    for piece in pieces:
        wide = _wide(piece, measure)
        if line and used + wide > width:
            kept = _kept(line, piece)
            yield _joined(line[:kept])
            line = line[kept:]
            used = sum(_wide(each, measure) for each in line)
        line.append(piece)
        used += wide
    yield _joined(line)


def _wide(piece: Line, measure: Measure) -> float:
    return sum(measure(*run) for run in piece)


def _kept(line: list[Line], piece: Line) -> int:
    """How many pieces stay on a line: a mark takes the piece before it to the next."""
    clings = piece[0].raised or piece[0].words in NEVER_FIRST
    return max(1, len(line) - 1) if clings else len(line)


def _joined(pieces: list[Line]) -> Line:
    joined: Line = []
    for run in chain.from_iterable(pieces):
        if joined and joined[-1].raised == run.raised:
            joined[-1] = Run(joined[-1].words + run.words, run.raised)
        else:
            joined.append(run)
    return joined
