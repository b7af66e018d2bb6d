"""`export`: the tables as a workbook, as CSV files, as a database."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from extract.commands.endings import stop, told
from extract.commands.options import OUT, Out


def export(
    out: Out = OUT,
    xlsx: Annotated[
        Path | None, typer.Option(help="Write an Excel workbook, a sheet for a table.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option(help="Write a folder of CSV files, one for a table.")
    ] = None,
    duckdb: Annotated[
        Path | None, typer.Option(help="Write a DuckDB database file.")
    ] = None,
    tables: Annotated[
        str, typer.Option(help="Only these, as drugs,events; audit tables too.")
    ] = "",
    every: Annotated[
        bool,
        typer.Option("--all", help="The audit tables too: evidence, repairs, fields …"),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write over what was exported before.")
    ] = False,
) -> None:
    """Write the tables for Excel (--xlsx), as CSV files (--csv), as SQL (--duckdb)."""
    if not (xlsx or csv or duckdb):
        stop(2, "Say what to write: --xlsx FILE, --csv FOLDER or --duckdb FILE.")
    with told(out):
        from extract.desk.export import NoSuchTable, chosen
        from extract.desk.export.target import InTheWay

        try:
            names = chosen([n.strip() for n in tables.split(",") if n.strip()],
                           every=every)  # fmt: skip
            _export(Path(out), names, [*_asked(xlsx, csv, duckdb)], force=force)
        except (NoSuchTable, InTheWay) as error:
            stop(2, str(error))


Writer = Callable[..., None]


def _asked(
    xlsx: Path | None, csv: Path | None, duckdb: Path | None
) -> Iterator[tuple[Writer, Path]]:
    from extract.desk.export.csv import write_csv
    from extract.desk.export.duckdb import write_duckdb
    from extract.desk.export.xlsx import write_xlsx

    for writer, place in ((write_xlsx, xlsx), (write_csv, csv), (write_duckdb, duckdb)):
        if place:
            yield writer, place


def _export(
    out: Path, names: tuple[str, ...], asked: list[tuple[Writer, Path]], *, force: bool
) -> None:
    from extract.desk.export.source import Source
    from extract.desk.tables import Tables
    from extract.storage.stores import local

    with Tables(local(str(out))) as tables:
        folder = tables.folder
    with Source(folder, names) as source:
        for write, place in asked:
            write(source, place, force=force)
            rows = sum(table.n_rows for table in source.tables)
            typer.echo(f"{place}: {len(names)} tables, {rows:,} rows.")
