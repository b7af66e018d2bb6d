"""From pairs to the cells of a table: what is stated once, lists, and files."""

import re
from collections.abc import Iterable, Iterator, Mapping

from normalize.draft import CellValue, Implied
from normalize.form.boxes import choices
from normalize.form.pairs import Pair
from normalize.text import Text
from normalize.values.plain import file_names, plain, squash

BULLETS = " \t\n\u3000-•·●*"
NUMBER = re.compile(
    r"(?:^|\n|(?<=[。；;]))(?P<mark>[\s•·●*-]*[(（]?(?P<number>\d{1,2})[)）.．、](?!\d{1,3}(?!\d))\s*)"
)
LIST_MARK = r"[、；;]"
LONGEST_INLINE_LIST = 80


def states(pair: Pair) -> bool:
    """Say whether a pair states something: `-` and 无 do not."""
    return plain(str(pair.value)) is not None


def cells(pairs: Iterable[Pair], table: str) -> dict[str, CellValue]:
    """Return the first stated value of each column of a table.

    The name on the cover only stands until 药品通用名称 states it in full.
    """
    stated: dict[str, CellValue] = {}
    for pair in pairs:
        known = pair.label.known
        if known is None or known.table != table or not states(pair):
            continue
        if known.column not in stated or known.field == known.column == "generic_name":
            stated[known.column] = (
                items(pair.value) if known.kind == "list" else answer(pair)
            )
    return stated


def answer(pair: Pair) -> Text:
    """Return the value of a pair: of boxes, the one choice that is ticked."""
    offered = choices(pair.value) if pair.label.is_of("value", "words") else None
    ticked = [words for words, is_ticked in offered or () if is_ticked]
    if not offered or len(ticked) > 1 or (ticked and not len(ticked[0])):
        return pair.value
    return ticked[0] if ticked else pair.value[:0]


def items(value: Text) -> list[Text]:
    r"""Return the items of a list: the ticked ones where a box is ticked, else all.

    >>> [str(item) for item in items(Text.raw("1.2020年后批准，\n含当年\n2.罕见病"))]
    ['2020年后批准，\n含当年', '罕见病']
    >>> [str(item) for item in items(Text.raw("□ 1.新通用名\n☑ 2.罕见病"))]
    ['罕见病']
    """
    offered = choices(value)
    if offered is None:
        return _numbered(value) or _listed(value)
    words = _unnumbered([words for words, _ in offered])
    ticked = [w for w, (_, is_ticked) in zip(words, offered, strict=True) if is_ticked]
    return ticked or (words if "\n" in str(value) else [])


def _listed(value: Text) -> list[Text]:
    marked = len(value) < LONGEST_INLINE_LIST and value.search(LIST_MARK)
    pieces = value.split(LIST_MARK) if marked else value.lines()
    return [piece.strip(BULLETS) for piece in pieces if len(piece.strip(BULLETS))]


def _numbered(value: Text) -> list[Text]:
    """The items that the numbers 1, 2, 3 begin; none unless the first one begins it.

    Only counting tells the 1. of `1.2020年1月1日` from a decimal.
    """
    marks: list[re.Match[str]] = []
    for found in NUMBER.finditer(str(value)):
        if int(found["number"]) == len(marks) + 1:
            marks.append(found)
    if not marks or str(value)[: marks[0].start()].strip():
        return []
    ends = [*(mark.start("mark") for mark in marks[1:]), len(value)]
    return [value[a.end() : b].strip(BULLETS) for a, b in zip(marks, ends, strict=True)]


def _unnumbered(words: list[Text]) -> list[Text]:
    """Choices without the numbers 1, 2, 3 before them."""
    found = [each.match(NUMBER) for each in words]
    numbers = [int(str(f["number"])) for f in found if f]
    if numbers != list(range(1, len(words) + 1)):
        return words
    return [each[f.match.end() :] for each, f in zip(words, found, strict=True) if f]


def files(pairs: Iterable[Pair]) -> list[Mapping[str, Text | Implied]]:
    """Return every attached file once, under the label that asks for it first."""
    found: dict[str, Mapping[str, Text | Implied]] = {}
    for pair in pairs:
        if pair.label.is_of("file"):
            for file in _file_quotes(pair.value):
                entry = {"label": pair.label.text, "file": file}
                found.setdefault(squash(str(file)), entry)
    return list(found.values())


def _file_quotes(cell: Text) -> Iterator[Text]:
    """The names of files in a cell, without the marks to download them."""
    for name in file_names(str(cell)):
        if found := cell.search(r"\s*".join(map(re.escape, name))):
            yield found[0]
