"""A folder of CSV files (纯文本表格): one a table, as RFC 4180 has it.

    README.txt   what is what
    columns.csv  every column: label, unit, meaning
    drugs.csv …  one a table

UTF-8 with a byte order mark, which Excel needs for Chinese.  A list is JSON.  Words
that a program might take for a formula have an apostrophe before them, and so have
words that would look like that then: to take one off is always right.

>>> [guarded(words) for words in ("=1+1", "'=1", "甲片", "＝1", "-")]
["'=1+1", "''=1", '甲片', "'＝1", "'-"]
"""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extract.desk.export.source import Exported, Source
from extract.desk.export.target import made
from extract.desk.export.words import as_json, plainly
from normalize.schema import type_name
from normalize.tables import TABLE

README, COLUMNS = "README.txt", "columns.csv"
OURS = (README, COLUMNS, *(f"{name}.csv" for name in TABLE))
# Excel of East Asia takes the wide signs for narrow ones.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_HEAD = ("table", "column", "label", "type", "unit", "meaning")


def write_csv(source: Source, place: Path, *, force: bool = False) -> None:
    """Write the tables into a new folder; raises InTheWay."""
    with made(place, force=force, ours=OURS) as folder:
        folder.mkdir()
        (folder / README).write_text(_readme(source), "utf-8-sig", newline="\r\n")
        _write(folder / COLUMNS, _HEAD, _columns(source))
        for table in source.tables:
            head = [column.name for column in table.columns]
            _write(folder / f"{table.name}.csv", head, _rows(table))


def guarded(words: str) -> str:
    """Keep words from being taken for a formula."""
    return f"'{words}" if _FORMULA.match(words) else words


def _write(path: Path, head: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


def _rows(table: Exported) -> Iterator[list[str]]:
    for row in table.rows():
        yield [_cell(row[column.name]) for column in table.columns]


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return guarded(value)
    return as_json(value) if isinstance(value, list | dict) else plainly(value)


def _columns(source: Source) -> Iterator[tuple[str, ...]]:
    for table in source.tables:
        for c in table.columns:
            kind = type_name(c.type)
            yield table.name, c.name, c.label, kind, c.unit, c.meaning


def _readme(source: Source) -> str:
    tables = (
        f"  {table.name}.csv  {table.declared.label}  {table.n_rows:,}"
        for table in source.tables
    )
    return _TOLD.format(
        snapshot=source.snapshot, published=source.published, tables="\n".join(tables)
    )


_TOLD = """\
快照 snapshot {snapshot}, {published}

{tables}

各列含义见 columns.csv。The columns are explained in columns.csv.

编码 UTF-8（带 BOM），逗号分隔，RFC 4180。空单元格表示原文没有。列表写作 JSON。
UTF-8 with a byte order mark, commas, RFC 4180. An empty cell: no document states it.
A list is written as JSON. Moments are those of China, with +08:00.

以 = + - @（含全角）、制表符或换行开头的文字前加了一个撇号（'），以免被当作公式；
以撇号再接这些字符开头的也加一个。用程序读时，去掉这一个撇号即得原文。
Words that begin with = + - @ (also the wide ones), a tab or an end of line have one
apostrophe (') before them, lest a spreadsheet take them for a formula; so have words
that begin with apostrophes and then one of these. Take one off to have the words.
Numbers are never changed: -1.5 is -1.5.
"""
