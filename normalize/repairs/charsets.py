"""Charsets as browsers read them: Latin-1 is cp1252, and its undefined bytes stay.

Python's cp1252 refuses the bytes 81 8D 8F 90 9D; browsers show them as the C1 controls
of the same number, and so does nearly all text that was read wrongly by one.

>>> decode(b"\\x81\\x93", "cp1252")
'\\x81“'
>>> encode('\\x81“', "cp1252") == b"\\x81\\x93"
True
"""

from collections.abc import Mapping
from functools import cache

SLOPPY = frozenset({"cp1252"})


def encode(text: str, charset: str) -> bytes:
    """Return the bytes of a text; raises UnicodeEncodeError where there are none."""
    if charset in SLOPPY:
        return text.translate(_bytes(charset)).encode("latin-1")
    return text.encode(charset)


def decode(data: bytes, charset: str) -> str:
    """Return the text of bytes; raises UnicodeDecodeError where they are none."""
    if charset in SLOPPY:
        return data.decode("latin-1").translate(_chars(charset))
    return data.decode(charset)


@cache
def common_han() -> frozenset[str]:
    """Return the Han of the first levels of GB 2312 (3,755) and Big5 (5,401)."""
    simplified = bytes(
        byte for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF) for byte in (a, b)
    )
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = bytes(
        byte for a in range(0xA4, 0xC7) for b in trails for byte in (a, b)
    )
    known = simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore")
    return frozenset(char for char in known if "\u3400" <= char <= "\u9fff")


@cache
def _chars(charset: str) -> Mapping[int, str]:
    """Map the number of each byte that means something else than in Latin-1."""
    pairs = ((n, bytes([n]).decode(charset, "ignore")) for n in range(0x80, 0x100))
    return {n: char for n, char in pairs if char not in {"", chr(n)}}


@cache
def _bytes(charset: str) -> Mapping[int, str]:
    """Map the same back; a control that stands for another byte is none of it."""
    chars = _chars(charset)
    back = {ord(char): chr(n) for n, char in chars.items()}
    return dict.fromkeys(chars, "\ufffd") | back
