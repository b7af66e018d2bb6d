"""`explain`: where a value comes from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.commands.endings import stop, told
from extract.commands.options import OUT, RAW, Out

if TYPE_CHECKING:
    from extract.desk.tables import Tables
    from extract.desk.why import Why


def explain(
    table: Annotated[str, typer.Argument(help="The table: drugs, policies …")],
    row: Annotated[
        str, typer.Argument(help="The row: its id, or a name, 文号, title.")
    ],
    column: Annotated[
        str, typer.Argument(help="The column or its label; all if not given.")
    ] = "",
    out: Out = OUT,
    raw: Annotated[str, typer.Option(help="The folder of the documents.")] = RAW,
    crop: Annotated[
        Path | None,
        typer.Option(help="Write the page with the words boxed, as a PNG file."),
    ] = None,
) -> None:
    """Print where a value comes from: its words, file and page, rule and repairs."""
    with told(out):
        import extract
        from extract.desk.named import Several
        from extract.desk.printed import candidates
        from extract.desk.tables import NotThere
        from extract.readers.unreadable import Unreadable
        from extract.storage.stores import is_url

        try:
            with extract.open(out, None if is_url(raw) else raw) as tables:
                _explain(tables, table, row, column, crop)
        except Several as several:
            stop(2, "\n".join([str(several), *candidates(several.candidates)]))
        except (NotThere, Unreadable) as error:
            stop(2, str(error))


def _explain(
    tables: "Tables", table: str, row: str, column: str, crop: Path | None
) -> None:
    from extract.desk.cell import column_named, known_table
    from extract.desk.named import row_named
    from extract.desk.printed import lines

    found = row_named(tables, known_table(table), row)
    if not column:
        _show_cells(tables, table, *found)
        return
    why = tables.why(found.row_id, column_named(table, column), table)
    typer.echo("\n".join(lines(why, found.name)))
    if crop:
        _write(why, crop)


def _write(why: "Why", crop: Path) -> None:
    from extract.desk.shown import by_page, picture
    from extract.desk.tables import NotThere

    pages = by_page(why.pieces)
    if not pages:
        raise NotThere("Its words stand on no printed page, so there is none to write.")
    crop.write_bytes(picture(why.raw, pages[0]))


def _show_cells(tables: "Tables", table: str, row_id: str, name: str) -> None:
    from extract.desk.printed import cells
    from extract.show import console, show

    title = f"{name} · {table} {row_id}"
    header = ("column", "标签", "value", "source")
    show(title, header, cells(tables, table, row_id), console())
