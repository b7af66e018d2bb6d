"""Characters of a line that are printed raised: an exponent, the power of a unit.

>>> list(changes("约0.25×108个", [(8, 9)]))
[(8, 9, '^8', 'superscript')]
"""

from collections.abc import Iterable, Iterator

from extract.readers.powers import power


def changes(
    chars: str, raised: Iterable[tuple[int, int]], before: str = ""
) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, new words and rule for each raised range of a line.

    `before` is the line above, where words go on.
    """
    for start, end in raised:
        if new := power(chars[start:end], before + chars[:start]):
            yield start, end, new, "superscript"
