"""Which texts may be one text: those that share rare runs of characters (shingles).

Each text leaves a sketch, its sentences and one in `SAMPLE` of its runs of `WIDTH`
characters, as fixed hashes.  Texts that share one of their rarest hashes are
candidates; a hash that many texts have pairs each with its neighbors only, so that a
thousand notices of one template cost thousands of comparisons and not a million.

>>> same = "某省药品监督管理局近日发布公告决定对细胞治疗产品的生产质量开展专项检查"
>>> other = "参保患者经定点医院评估后用药医保基金按规定的比例支付年度支付设有限额"
>>> pairs([sketch((same,)), sketch((other,)), sketch((same,))])
[(0, 2)]
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

WIDTH = 8  # characters of a run
SAMPLE = 16  # one hash in so many is kept, the same ones in every text
RAREST = 32  # hashes by which a text is looked up
NEIGHBORS = 8  # texts that a hash pairs a text with
SHORTEST = 8  # characters of a sentence that tells a text
LEAST = 0.3  # share of the smaller sketch below which no body is contained

READ = 1 << 17  # hashes of the pairs that are looked at together

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]
Yes = npt.NDArray[np.bool_]
_BASE = np.uint64(0x9E3779B97F4A7C15)  # splitmix64: odd, its bits well mixed
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def sketch(sentences: Sequence[str]) -> Hashes:
    """Return the hashes, sorted and each once, by which folded sentences are found."""
    whole = [_of(words) for words in sentences if len(words) >= SHORTEST]
    runs = _runs("".join(sentences))
    kept = runs[runs % np.uint64(SAMPLE) == 0]
    return np.unique(np.concatenate([np.array(whole, np.uint64), kept]))


def pairs(sketches: Sequence[Hashes]) -> list[tuple[int, int]]:
    """List the places of texts that may be one, the smaller place first, in order."""
    sizes = np.array([len(hashes) for hashes in sketches], np.int64)
    return [
        (a, b)
        for some in together(_candidates(sketches), sizes)
        for a, b in some[contained(sketches, some)].tolist()
    ]


def together(pairs: Places, sizes: Places) -> Iterator[Places]:
    """Cut pairs (n x 2) of sketches into runs whose hashes are few, or that are one.

    >>> [len(run) for run in together(np.array([[0, 1]] * 5), np.array([READ, 1]))]
    [1, 1, 1, 1, 1]
    """
    held = np.cumsum(sizes[pairs].sum(axis=1)) // READ
    yield from np.split(pairs, np.flatnonzero(np.diff(held)) + 1)


def contained(sketches: Sequence[Hashes], pairs: Places) -> Yes:
    """Tell of pairs (n x 2) of sketches, by place, which may have one in the other.

    They may, where so much of the smaller sketch is in the other one.

    >>> sketches = [np.array(each, np.uint64) for each in ([1, 2], [2, 3, 9], [])]
    >>> contained(sketches, np.array([[0, 1], [1, 2]])).tolist()
    [True, False]
    """
    sizes = np.array([len(hashes) for hashes in sketches], np.int64)
    hashes = np.concatenate([np.empty(0, np.uint64), *sketches])
    known, ids = np.unique(hashes, return_inverse=True)
    there = np.repeat(np.arange(len(sizes)), sizes) * len(known) + ids  # in order
    smaller, larger = np.take_along_axis(pairs, np.argsort(sizes[pairs]), axis=1).T
    asked = np.repeat(np.arange(len(pairs)), sizes[smaller])
    starts, begun = np.cumsum(sizes) - sizes, np.cumsum(sizes[smaller])
    at = np.arange(len(asked)) - (begun - sizes[smaller])[asked]
    wanted = larger[asked] * len(known) + ids[starts[smaller][asked] + at]
    common = np.bincount(asked, np.isin(wanted, there), len(pairs))
    enough: Yes = (sizes[smaller] > 0) & (common >= LEAST * sizes[smaller])
    return enough


def _of(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big")


def _runs(words: str) -> Hashes:
    """A hash for each run of characters."""
    codes = np.frombuffer(words.encode("utf-32-le"), np.uint32).astype(np.uint64)
    size = len(codes) - WIDTH + 1
    found = np.zeros(max(size, 0), np.uint64)
    for i in range(WIDTH if size > 0 else 0):
        found = (found + codes[i : i + size]) * _BASE
        found ^= found >> np.uint64(29)
    found *= _MIX
    return found ^ (found >> np.uint64(32))


def _candidates(sketches: Sequence[Hashes]) -> Places:
    hashes, owners = _rarest(sketches)
    n = len(sketches)
    codes = [np.empty(0, np.int64)]
    for step in range(1, NEIGHBORS + 1):
        same = hashes[step:] == hashes[:-step]
        a, b = owners[step:][same], owners[:-step][same]
        codes.append(np.minimum(a, b) * n + np.maximum(a, b))
    return np.column_stack(np.divmod(np.unique(np.concatenate(codes)), n))


def _rarest(sketches: Sequence[Hashes]) -> tuple[Hashes, Places]:
    """The rarest shared hashes of each text with the text, neighbors side by side."""
    sizes = [len(hashes) for hashes in sketches]
    owners = np.repeat(np.arange(len(sketches), dtype=np.int64), sizes)
    hashes = np.concatenate([np.empty(0, np.uint64), *sketches])
    _, which, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    shared = counts[which] > 1
    hashes, owners, often = hashes[shared], owners[shared], counts[which][shared]
    order = np.lexsort((hashes, often, owners))
    hashes, owners = hashes[order], owners[order]
    starts = np.searchsorted(owners, owners)
    few = np.arange(len(owners)) - starts < RAREST
    hashes, owners = hashes[few], owners[few]
    order = np.lexsort((owners, _smallest(sketches)[owners], hashes))
    return hashes[order], owners[order]


def _smallest(sketches: Sequence[Hashes]) -> Hashes:
    """A hash of each text that near copies share: their neighbors in every list."""
    return np.array([min(hashes, default=0) for hashes in sketches], np.uint64)
