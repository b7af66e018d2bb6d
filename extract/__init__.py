"""The conductor: reads files into documents, runs the parsers, publishes the tables.

In a notebook, the published tables are data frames:

    import extract

    t = extract.open("data/tables")
    t.drugs[["generic_name", "company", "first_launch_china"]]
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.desk.tables import Tables


def open(folder: str | Path = "data/tables", raw: str | Path | None = None) -> "Tables":
    """Open the published tables of a folder, as they are now.

    `raw` is the folder of the documents; with it, `why` shows their pages.  Raises
    BadFolder where there are no tables.
    """
    from extract.desk.tables import Tables  # pandas and DuckDB take half a second

    return Tables(folder, raw)
