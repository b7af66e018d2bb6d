"""Bytes to text: UTF-8, GB18030 (国标), Big5 (大五碼) or UTF-16, whatever is claimed.

A byte order mark decides at once.  Otherwise each encoding is tried on a sample and
judged by the share of Han that everybody knows (the first levels of GB 2312 and Big5),
less the characters it could not read.  What the page declares only breaks ties: Chinese
pages that say utf-8 and are GBK, or the reverse, are common.  The labels gb2312 and gbk
always mean gb18030: names such as 喆, 镕 and 頔 are written with it all the same.

>>> decode("国家药监局公告".encode("gbk"))
Decoded(text='国家药监局公告', encoding='gb18030', notes=())
>>> decode("國家藥監局公告".encode("big5")).encoding
'big5hkscs'
>>> decode("公告".encode() + b"\\xff" + "通知".encode())
... # doctest: +NORMALIZE_WHITESPACE
Decoded(text='公告\\ufffd通知', encoding='utf-8',
    notes=(('bad_bytes', '1 character could not be decoded as utf-8, at byte 6'),))
"""

import codecs
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from bs4.dammit import EncodingDetector

from extract.readers import twice
from extract.readers.unreadable import Unreadable
from normalize.repairs import language
from normalize.repairs.charsets import common_han

__all__ = ["Decoded", "Notes", "common_han", "decode"]

Notes = tuple[tuple[str, str], ...]

# UTF-32 before UTF-16: the mark of UTF-32LE begins with that of UTF-16LE.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = ("utf-8", "gb18030", "big5hkscs")
LABELS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "euc-cn": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cp950": "big5hkscs",
    "utf8": "utf-8",
}
TIE = 0.02  # What the page says of itself weighs no more than this share of the Han.
UNLIKELY = -9.0  # Nats a Han; Chinese bodies have -4.9 to -6.5, misread Korean -10.6.
FEWEST, WEIGHED = 10, 200  # Han that are weighed; a list of rare names has few.
RUNS = 200
SAMPLE = 1 << 18
TOO_MANY_LOST = 0.3  # With a third of the characters lost, nothing can be quoted.
TOO_MANY_CONTROLS = 0.01  # Old content systems leave a few control bytes in real pages.

HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
HAN = re.compile(r"[\u3400-\u9fff\ue000-\uf8ff]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1b"))
# No byte of a Chinese character equals a line feed or ">", in any of the encodings.
CHUNK = re.compile(rb"[^\n>]*[\n>]?")
# Two, spelled out: what begins with a group is looked for ten times slower.
UTF8_HAN = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}[\xe3-\xe9][\x80-\xbf]{2}")


class Decoded(NamedTuple):
    """The text, the encoding that won, and what an analyst should know about it."""

    text: str
    encoding: str
    notes: Notes = ()


def decode(data: bytes) -> Decoded:
    """Decode a file; raises Unreadable: "binary" or "undecodable".

    What was decoded wrongly once before and saved so is decoded again; `encoding` then
    is the chain: `utf-8>cp1252>gb18030` is UTF-8 whose characters, written as cp1252,
    are the bytes of GB18030.
    """
    decoded = _once(data)
    again = twice.read(decoded.text)
    return _chained(decoded, again) if again else decoded


def _chained(decoded: Decoded, again: twice.Again) -> Decoded:
    right, wrong = again.confusion
    message = f"The text was {right} read as {wrong} and saved; it was decoded again"
    if again.left:
        message += f", but for {again.left} pieces that stay as they are"
    notes = (*decoded.notes, ("decoded_twice", message))
    return Decoded(again.text, f"{decoded.encoding}>{wrong}>{right}", notes)


def _once(data: bytes) -> Decoded:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding, offset=len(mark))
    if (wide := _utf16(data)) is not None:
        return _lenient(data, wide)
    _reject_binary(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        encoding = _best(data)
    if encoding != "utf-8" and not UTF8_HAN.search(data):
        decoded = _lenient(data, encoding)
    else:
        decoded = _mixed(data, encoding)
    return decoded if _is_chinese(decoded.text) else _doubted(decoded)


def _is_chinese(text: str) -> bool:
    """Whether the Han of a text follow one another as Chinese does, if it has many."""
    han = "".join(islice((run[0] for run in HAN_RUN.finditer(text)), RUNS))[:WEIGHED]
    return len(han) < FEWEST or language.plain().score(han) > UNLIKELY * len(han)


def _doubted(decoded: Decoded) -> Decoded:
    message = (
        f"Its characters make no Chinese: it may be no {decoded.encoding}, but "
        "Japanese, Korean or a language of Europe."
    )
    return decoded._replace(notes=(*decoded.notes, ("charset_unsure", message)))


def _utf16(data: bytes) -> str | None:
    """Which UTF-16 it is by the zero bytes of its ASCII characters; None if neither."""
    zeros = data.count(0)
    if not zeros or zeros * 100 < len(data):
        return None
    even = data[0::2].count(0)
    odd = zeros - even
    if min(even, odd) * 10 > max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = data[: SAMPLE & ~1].decode(encoding, "replace")
    return None if CONTROL.search(text) or _score(text) < -0.5 else encoding


def _reject_binary(data: bytes) -> None:
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls > TOO_MANY_CONTROLS * len(data):
        raise Unreadable(
            "binary",
            "This is no text but binary data of a kind that is not known here. Open it "
            "with the program that made it and save it as text or HTML.",
        )


def _best(data: bytes) -> str:
    sample = _sample(data)
    declared = _declared(data)
    scores = {
        encoding: _score(sample.decode(encoding, "replace"))
        + TIE * (encoding == declared)
        for encoding in CANDIDATES
    }
    return max(CANDIDATES, key=scores.__getitem__)


def _declared(data: bytes) -> str | None:
    label = EncodingDetector.find_declared_encoding(data, is_html=True)
    return LABELS.get(label, label) if label else None


def _sample(data: bytes) -> bytes:
    """The parts that are not ASCII, which a page full of scripts has few of."""
    parts, size = [], 0
    for chunk in CHUNK.findall(data):
        if not chunk.isascii():
            parts.append(chunk)
            size += len(chunk)
            if size > SAMPLE:
                break
    return b"".join(parts)


def _score(text: str) -> float:
    """The share of Han that are common, less five times that of lost characters."""
    han = HAN.findall(text)
    common = sum(map(common_han().__contains__, han)) / len(han) if han else 0.0
    return common - 5 * text.count("\ufffd") / max(1, len(text))


def _lenient(data: bytes, encoding: str, offset: int = 0) -> Decoded:
    """Decode all of it; one bad byte must not lose the page."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        first = error.start + offset
    return _checked(data.decode(encoding, "replace"), encoding, first)


def _mixed(data: bytes, encoding: str) -> Decoded:
    """Decode piece by piece: a content system puts GBK headers into UTF-8 pages."""
    text, foreign, first, at = [], 0, -1, 0
    for chunk in CHUNK.findall(data):
        piece, own = _piece(chunk, encoding)
        foreign += not own
        if first < 0 and own and "\ufffd" in piece:
            first = at + _first_bad(chunk, encoding)
        text.append(piece)
        at += len(chunk)
    decoded = _checked("".join(text), encoding, first)
    if not foreign:
        return decoded
    message = f"{foreign} pieces of the file are not {encoding} and were decoded apart"
    return decoded._replace(notes=(*decoded.notes, ("mixed_encodings", message)))


def _piece(chunk: bytes, encoding: str) -> tuple[str, bool]:
    """The text of one piece, and whether it is in the encoding of the file."""
    own = chunk.decode(encoding, "replace")
    if chunk.isascii():
        return own, True
    for other, text in _readings(chunk, encoding):
        if _score(text) > _score(own) and (other == "utf-8" or "\ufffd" in own):
            return text, False
    return own, True


def _readings(chunk: bytes, encoding: str) -> Iterator[tuple[str, str]]:
    """Every other encoding that reads a piece without a loss."""
    for other in CANDIDATES:
        if other != encoding:
            try:
                yield other, chunk.decode(other)
            except UnicodeDecodeError:
                continue


def _first_bad(chunk: bytes, encoding: str) -> int:
    try:
        chunk.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _checked(text: str, encoding: str, first: int) -> Decoded:
    """The text with a note of its losses; Unreadable where they are too many."""
    lost = text.count("\ufffd")
    if lost > TOO_MANY_LOST * len(text):
        raise Unreadable(
            "undecodable",
            "The characters fit neither UTF-8, GB18030, Big5 nor UTF-16: too many are "
            "lost. Save the file as UTF-8 and add it again.",
        )
    if first < 0:
        return Decoded(text, encoding)
    characters = "1 character" if lost == 1 else f"{lost} characters"
    at = f"at byte {first}" if lost == 1 else f"the first at byte {first}"
    where = f"{characters} could not be decoded as {encoding}, {at}"
    return Decoded(text, encoding, (("bad_bytes", where),))
