"""What there is to decide, on a terminal (待审清单)."""

from collections.abc import Iterable, Iterator

from extract.desk.review import Item
from extract.show import printable

LONGEST = 300  # characters of a message


def lines(items: Iterable[Item], total: int, folder: str) -> Iterator[str]:
    """Yield the lines of a list; those to paste stand alone, uncut."""
    shown = 0
    for shown, item in enumerate(items, start=1):
        yield from map(printable, _item(shown, item, folder))
        yield ""
    if not total:
        yield "There is nothing to decide."
    elif shown < total:
        yield f"{shown} of {total}; -n {total} lists all, --code and --severity fewer."


def _item(at: int, item: Item, folder: str) -> Iterator[str]:
    hang = f"{item.documents} documents" + (f", {item.rows} rows" if item.rows else "")
    yield f"{at}. weight {item.weight} · {item.severity} {item.code} · {hang}"
    yield f"   {_short(item.message)}"
    if item.place:
        yield f"   at {item.place}"
    more = " …" if item.documents > len(item.paths) else ""
    yield f"   in {', '.join(item.paths)}{more}"
    if not item.lines:
        yield f"   no line settles it; what does, docs/problems.md says: {item.code}"
    for at_line, line in enumerate(item.lines):
        yield f"   {'or' if at_line else 'paste'} into {folder}/{line.file}:"
        yield line.text


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
