"""How full and how right each column is: docs/columns.md, and the same in Chinese.

    python -m tests.columns     read the samples, and write both pages

How full, the tables of the samples in data/raw say; how right, the annotated documents
of docs/scorecard.md, all sets together; how much is found, these and what a person read
in the samples and their variants.
"""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from normalize.column import Column, columns_of, table_of
from normalize.parquet import read_table
from normalize.rows import Row
from normalize.tables import TABLES
from tests.expected import documents, expected_of, holds, tables_of

ROOT = Path(__file__).parent.parent
SCORECARD = ROOT / "docs" / "scorecard.md"
MEASURED = re.compile(
    r"^\| (\w+\.\w+) \|.*\| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE
)
NONE = "–"


class Tally(NamedTuple):
    """How often a column was right, said what is not so, and left out what is.

    `unasked` is right too, in documents where not all that is stated was judged.
    """

    right: int = 0
    extra: int = 0
    missed: int = 0
    unasked: int = 0


Measured = tuple[str, Tally]


class Words(NamedTuple):
    """What a page says, in its language."""

    path: Path
    head: str
    columns: str
    rows: str
    measured: str


ENGLISH = Words(
    ROOT / "docs" / "columns.md",
    """# How full, how right

Written by `python -m tests.columns`; do not edit.

- *filled*: the share of rows that have a value, in the tables of the samples in
  `data/raw` (5 forms, 4 news, 4 notices).  A cell is empty where the document does not
  say it: see [why](faq.md#why-is-a-cell-empty).
- *right*: of the values that the tables state, the share that a person also read; in
  brackets, of how many.
- *found*: of the values that a person read, the share that the tables state.

*Right* is measured on the annotated documents of the [scorecard](scorecard.md), which
are invented and in part traps; *found* on them and on what a person read in 55 forms,
notices and news of the project's own.  Small numbers tell little: 100 % (4) is four
cells.  A dash says that nobody asked for the column.  Real forms, printed pages and web
pages are measured as whole documents, in the same scorecard.
""",
    "| column | 标签 | unit | filled | right | found |\n|---|---|---|--:|--:|--:|",
    "{rows} rows in the samples.",
    " Rows right: {right}; found: {found}.",
)
CHINESE = Words(
    ROOT / "docs" / "zh" / "columns.md",
    """# 各列的填充与准确

由 `python -m tests.columns` 生成，请勿手改。

- *填充*：在 `data/raw` 的示例（5 份申报材料、4 篇新闻、4 份通知公告）所得的表中，有值的行所占的比例。文件没有说的，单元格就是空的，见[为什么单元格是空的](faq.md#为什么单元格是空的)。
- *准确*：表中给出的值，与人工所读一致的比例；括号中是个数。
- *找全*：人工读出的值，表中也给出的比例。

*准确*在[评分表](../scorecard.md)的标注文件上测得：文件均为虚构，其中一部分是陷阱；*找全*还包括人工读过的 55 份自有的申报材料、通知和新闻。
个数少时说明不了什么：100 % (4) 只是四个单元格。横线表示没有评测该列。真实的申报材料、打印件和网页按整份文件评测，也见评分表。
""",
    "| 列 | 标签 | 单位 | 填充 | 准确 | 找全 |\n|---|---|---|--:|--:|--:|",
    "示例中有 {rows} 行。",
    "各行准确：{right}；找全：{found}。",
)
LANGUAGES = (ENGLISH, CHINESE)


def page(tables: Path, words: Words) -> str:
    """Return a page, from the folder of the samples' tables."""
    parts = (_table(cls, read_table(cls, tables), tallies(), words) for cls in TABLES)
    return "\n".join([words.head, *parts])


@cache
def tallies() -> Mapping[str, Tally]:
    """Return what is measured of each `table.column`."""
    return summed(
        [*measured(SCORECARD.read_text(encoding="utf-8")), *read_by_persons()]
    )


def summed(tallies: Iterable[Measured]) -> dict[str, Tally]:
    """Add up the tallies of each name.

    >>> summed([("a.b", Tally(1, 1, 0)), ("a.b", Tally(2, 0, 2))])
    {'a.b': Tally(right=3, extra=1, missed=2, unasked=0)}
    """
    sums: dict[str, Counter[str]] = {}
    for name, tally in tallies:
        sums.setdefault(name, Counter()).update(tally._asdict())
    return {name: Tally(**counts) for name, counts in sums.items()}


def measured(scorecard: str) -> Iterator[Measured]:
    """Yield the tallies of the annotated sets.

    >>> [*measured("| a.b | 50% | 100% | 1 | 1 | 0 |")]
    [('a.b', Tally(right=1, extra=1, missed=0, unasked=0))]
    """
    for name, *counts in MEASURED.findall(scorecard):
        yield name, Tally(*map(int, counts))


def read_by_persons() -> Iterator[Measured]:
    """Yield what a person read in the project's own documents, as found or missed.

    The rest of such a document was not asked for, so nothing in it is extra.
    """
    for path in documents():
        tables = tables_of(path)
        for name, facts in expected_of(path).items():
            if not name.startswith("_"):
                yield from (
                    (f"{name}.{column}", _there(fact, tables[name]))
                    for fact in facts
                    for column in fact
                )


def _there(fact: Any, rows: list[Row]) -> Tally:
    is_there = any(holds(fact, row) for row in rows)
    return Tally(unasked=1) if is_there else Tally(missed=1)


def _table(
    cls: type, rows: list[Row], tallies: Mapping[str, Tally], words: Words
) -> str:
    table = table_of(cls)
    tally = tallies.get(f"{table.name}.rows", Tally())
    said = words.rows.format(rows=len(rows))
    if tally.right:
        said += words.measured.format(right=right(tally), found=found(tally))
    lines = [
        _line(column, rows, tallies.get(f"{table.name}.{column.name}", Tally()))
        for column in columns_of(cls)
    ]
    head = f"## {table.name} · {table.label}\n\n{said}\n"
    return "\n".join([head, words.columns, *lines]) + "\n"


def _line(column: Column, rows: list[Row], tally: Tally) -> str:
    cells = [
        f"`{column.name}`", column.label, column.unit,
        share(sum(row[column.name] not in (None, []) for row in rows), len(rows)),
        right(tally), found(tally),
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def right(tally: Tally) -> str:
    """Say how much of what was stated is right, of how many.

    >>> right(Tally(3, 1, 2)), right(Tally())
    ('75 % (4)', '–')
    """
    return _of(tally.right, tally.right + tally.extra)


def found(tally: Tally) -> str:
    """Say how much of what was to be found was, of how many.

    >>> found(Tally(3, 1, 2, 5))
    '80 % (10)'
    """
    there = tally.right + tally.unasked
    return _of(there, there + tally.missed)


def _of(part: int, whole: int) -> str:
    return f"{share(part, whole)} ({whole})" if whole else NONE


def share(part: int, whole: int) -> str:
    """Say a share in percent; 100 % and 0 % are said of all and of none only.

    >>> share(1, 3), share(999, 1000), share(1, 1000), share(0, 0)
    ('33 %', '99 %', '1 %', '–')
    """
    if not whole:
        return NONE
    rounded = round(100 * part / whole)
    return f"{min(max(rounded, 1), 99) if 0 < part < whole else rounded} %"


def published(folder: Path) -> Path:
    """Publish the tables of the samples in a folder, and return where they are."""
    out = folder / "tables"
    command = [sys.executable, "-m", "extract", "data/raw", "--out", out, "--quiet"]
    subprocess.run(command, check=True, cwd=ROOT)
    return out


def stale(tables: Path) -> Iterator[Words]:
    """Name the pages that say what is no longer so."""
    for words in LANGUAGES:
        if words.path.read_text(encoding="utf-8") != page(tables, words):
            yield words


def main() -> None:
    """Write both pages anew."""
    with tempfile.TemporaryDirectory() as folder:
        tables = published(Path(folder))
        for words in LANGUAGES:
            words.path.write_text(page(tables, words), encoding="utf-8")


if __name__ == "__main__":
    main()
