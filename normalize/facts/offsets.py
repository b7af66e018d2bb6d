"""Where a piece of a text stands in it (位置), found by its place in the raw text.

>>> text = Text.raw("示例仑赛获批，示例仑赛上市")
>>> offset(text, text[7:11]), end(text, text[7:11])
(7, 11)
"""

from bisect import bisect_left

from normalize.text import Text


def offset(text: Text, piece: Text) -> int:
    """Return the index in `text` of the first character of `piece`, cut from it."""
    return bisect_left(text.starts, piece.starts[0])


def end(text: Text, piece: Text) -> int:
    """Return the index in `text` after the last character of `piece`."""
    return offset(text, piece) + len(piece)
