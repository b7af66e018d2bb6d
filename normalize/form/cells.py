"""From pairs to the cells of a table: what is stated once, lists, and files."""

import re
from collections.abc import Iterable, Iterator, Mapping

from normalize.draft import CellValue, Implied
from normalize.form.pairs import Pair
from normalize.text import Text
from normalize.values.plain import file_names, plain, squash

TICK = re.compile(r"\s*[☑☒√✓✔■●◉]\s*")
BOX = re.compile(r"\s*[□☐○◯]\s*")
NUMBER = re.compile(r"\s*[-•·*]?\s*[(（]?(?P<number>\d{1,2})[)）.．、]\s*")
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
            stated[known.column] = items(pair) if known.kind == "list" else pair.value
    return stated


def items(pair: Pair) -> list[Text]:
    """Return the items of a list: the ticked ones where boxes are printed, else all."""
    lines = [line for line in pair.value.lines() if len(line.strip())]
    ticked = [line for line in lines if line.match(TICK)]
    if ticked or any(line.match(BOX) for line in lines):
        lines = ticked
    if len(lines) == 1 and len(lines[0]) < LONGEST_INLINE_LIST:
        lines = lines[0].split(LIST_MARK)
    return _unnumbered([_without(line, TICK) for line in lines])


def files(pairs: Iterable[Pair]) -> list[Mapping[str, Text | Implied]]:
    """Return every attached file once, under the label that asks for it first."""
    found: dict[str, Mapping[str, Text | Implied]] = {}
    for pair in pairs:
        if pair.label.known and pair.label.known.kind == "file":
            for file in _file_quotes(pair.value):
                entry = {"label": pair.label.text, "file": file}
                found.setdefault(squash(str(file)), entry)
    return list(found.values())


def _file_quotes(cell: Text) -> Iterator[Text]:
    """The names of files in a cell, without the marks to download them."""
    for name in file_names(str(cell)):
        if found := cell.search(re.escape(name)):
            yield found[0]


def _unnumbered(lines: list[Text]) -> list[Text]:
    """The items without 1. 2. 3., where the numbers do count them.

    Only counting tells the 1. of `1.2020年1月1日` from a decimal.
    """
    found = [line.match(NUMBER) for line in lines]
    numbers = [str(f["number"]) for f in found if f]
    if numbers == [str(i) for i in range(1, len(lines) + 1)]:
        return [_without(line, NUMBER) for line in lines]
    return lines


def _without(line: Text, marker: re.Pattern[str]) -> Text:
    found = line.match(marker)
    return line[found.match.end() :].strip() if found else line.strip()
