"""PP-OCR: a model finds lines, one reads a line, one tells if it is on its head.

The models are files of the rapidocr package and are run here directly, so that what
that package throws away is kept: for each character where in the line it was seen, how
sure that was, and whether another one was nearly seen in its place.

One thread: a run with several workers is faster by processes, and the order in which
threads add up floating numbers would show in the last digits.
"""

import itertools
import os
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.readers.scan.extra import cv2, models, onnxruntime

Image = NDArray[np.uint8]
Numbers = NDArray[np.float32]

FIND = "PP-OCRv6_det_small.onnx"
READ = "PP-OCRv6_rec_small.onnx"
TURNED = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"

HEIGHT = 48  # of a line, in pixels, as the reading model was trained
STRIDE = 8  # pixels of such a line per column of the answer
NARROWEST, WIDEST = 96, 3200
BLANK, SPACE = 0, -1
WIDTHS = 0xFEE0  # from ( to （


class Sign(NamedTuple):
    """A character read: where in the line (0 to 1), how sure, how nearly another.

    `other` is the second likely one, even where it is hardly likely.
    """

    char: str
    at: float
    sure: float
    rival: float
    other: str = ""


@cache
def _session(name: str) -> Any:
    # Or it reports its use to its makers, and keeps reports in the home folder.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # else it keeps the memory of the widest line
    return onnxruntime.InferenceSession(
        str(models() / name), options, providers=["CPUExecutionProvider"]
    )


@cache
def _characters() -> Sequence[str]:
    """What the columns of an answer stand for: a blank, the alphabet, a space."""
    alphabet = _session(READ).get_modelmeta().custom_metadata_map["character"]
    return ["", *alphabet.splitlines(), " "]


def _run(name: str, batch: Numbers) -> Numbers:
    session = _session(name)
    answer: Numbers = session.run(None, {session.get_inputs()[0].name: batch})[0]
    return answer


def _numbers(image: Image) -> Numbers:
    """An image as the models take it: three channels from -1 to 1."""
    bgr = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR) if image.ndim == 2 else image
    return (bgr.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)


def text_map(image: Image) -> Numbers:
    """Return how likely each pixel is in the core of a line; the size of the image."""
    height, width = image.shape[:2]
    size = max(32, round(width / 32) * 32), max(32, round(height / 32) * 32)
    found = _run(FIND, _numbers(cv2.resize(image, size))[None])[0, 0]
    answer: Numbers = cv2.resize(found, (width, height))
    return answer


def upside_down(lines: Sequence[Image]) -> list[float]:
    """Return for each line how likely it stands on its head."""
    batch = np.zeros((len(lines), 3, HEIGHT, 4 * HEIGHT), np.float32)
    for row, line in zip(batch, lines, strict=True):
        fit = _fit(line[:, : 4 * line.shape[0]], 4 * HEIGHT)
        row[:, :, : fit.shape[2]] = fit
    return [float(answer[1]) for answer in _run(TURNED, batch)] if lines else []


def read(lines: Sequence[Image]) -> list[list[Sign]]:
    """Read each line, an image of its height; a line without text gives nothing."""
    return [read_line(line) for line in lines]


def read_line(line: Image) -> list[Sign]:
    """Read a line by itself: beside wider ones it would be read a little differently.

    A batch is no faster on one thread, and its blank space costs as much as words.
    """
    width = _width(line)
    fit = _fit(line, width)
    padded = np.zeros((1, 3, HEIGHT, width), np.float32)
    padded[0, :, :, : fit.shape[2]] = fit
    share = width / min(_natural(line), width)
    return list(_signs(_run(READ, padded)[0], share))


def _natural(line: Image) -> int:
    height, width = line.shape[:2]
    return max(1, round(HEIGHT * int(width) / int(height)))


def _width(line: Image) -> int:
    """The width of a line as it is read: a multiple of the stride within limits."""
    width = min(max(_natural(line), NARROWEST), WIDEST)
    return -(-width // STRIDE) * STRIDE


def _fit(line: Image, width: int) -> Numbers:
    return _numbers(cv2.resize(line, (min(_natural(line), width), HEIGHT)))


def _signs(columns: Numbers, share: float) -> Iterator[Sign]:
    """The characters of an answer; `share`: its width over that of the line in it."""
    best = columns.argmax(axis=1)
    edges = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]
    doubt = _near_misses(columns, best)
    for start, end in itertools.pairwise(edges):
        token = int(best[start])
        if token != BLANK:
            peak = start + int(columns[start:end, token].argmax())
            other, likely = _second(columns[peak], token)
            rival = max(likely, float(doubt[start:end].max()))
            at = (start + end) / 2 / len(best) * share
            sure = float(columns[peak, sorted({token, _other_width(token)})].sum())
            yield Sign(_characters()[token], min(at, 1.0), sure, rival, other)


def _second(column: Numbers, token: int) -> tuple[str, float]:
    """The next likely character, and how likely; one of another width is the same."""
    others = column.copy()
    others[[BLANK, SPACE, token, _other_width(token)]] = 0
    second = int(others.argmax())
    return _characters()[second], float(others[second])


@cache
def _other_width(token: int) -> int:
    """The token of the full-width form of a half-width character, or the reverse.

    The reading model was trained on （ and ( alike and can not tell them apart.
    """
    char = _characters()[token]
    if token == BLANK:
        return token
    other = ord(char) + (WIDTHS if ord(char) < WIDTHS else -WIDTHS)
    return _tokens().get(chr(other), token) if other > 0 else token


@cache
def _tokens() -> dict[str, int]:
    return {char: token for token, char in enumerate(_characters())}


def _near_misses(columns: Numbers, best: NDArray[np.int64]) -> Numbers:
    """How nearly a character was seen in the blank columns beside each column.

    A character smears over the columns beside it; that is not another one.
    """
    missed = 1 - columns[:, BLANK] - columns[:, SPACE]
    place = np.arange(len(best))
    read = np.where(best == BLANK, -1, place)
    before = np.maximum.accumulate(read)
    after = np.where(best == BLANK, len(best), place)
    after = np.minimum.accumulate(after[::-1])[::-1]
    for nearest in (before, np.where(after == len(best), -1, after)):
        token = np.where(nearest < 0, BLANK, best[nearest])
        other = np.array([_other_width(int(each)) for each in token])
        missed -= np.where(token != BLANK, columns[place, token], 0)
        missed -= np.where(other != token, columns[place, other], 0)
    shown = np.where(best == BLANK, missed, 0.0)
    padded = np.pad(shown, 2)
    near = [padded[i : i + len(best)] for i in range(5)]
    answer: Numbers = np.maximum(np.max(near, axis=0), 0)
    return answer
