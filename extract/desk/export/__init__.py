"""The published tables in other files (导出): for Excel, for anything, for SQL.

    xlsx    a workbook to read: one sheet a table, Chinese headers, filters
    csv     a folder of plain files: one a table, and README.txt
    duckdb  one database file, with labels and meanings as comments

A file appears when it is whole, and never takes the place of another one unasked.  The
same snapshot gives the same workbook and the same CSV files, byte by byte.
"""

from collections.abc import Sequence

from normalize.tables import TABLE

# What the rest stands on: millions of rows, and of use beside the sources only.
AUDIT = ("documents", "fields", "evidence", "repairs", "problems", "runs")


class NoSuchTable(ValueError):
    """A table was asked for that there is not; the message is a sentence."""


def chosen(names: Sequence[str] = (), *, every: bool = False) -> tuple[str, ...]:
    """Return the tables to export, in their order; raises NoSuchTable.

    >>> chosen()[:3], chosen(["events", "drugs"]), "evidence" in chosen(every=True)
    (('drugs', 'trials', 'policies'), ('drugs', 'events'), True)
    """
    for name in names:
        if name not in TABLE:
            raise NoSuchTable(
                f"There is no table {name}; there are {', '.join(TABLE)}."
            )
    if names:
        return tuple(name for name in TABLE if name in names)
    return tuple(name for name in TABLE if every or name not in AUDIT)
