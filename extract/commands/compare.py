"""`diff` and `history`: what changed between snapshots, or between filings."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.commands.endings import stop, told
from extract.commands.options import OUT, Out

if TYPE_CHECKING:
    from extract.desk.diff.comparison import Comparison

LAST = "last"


def diff(
    was: Annotated[
        str, typer.Argument(help="The older snapshot: its number, or a folder.")
    ] = "",
    now: Annotated[
        str, typer.Argument(help="The newer one; by default the one that is read.")
    ] = "",
    since: Annotated[
        str | None,
        typer.Option(help="The older snapshot; `last` is the one before."),
    ] = None,
    out: Out = OUT,
    table: Annotated[str, typer.Option(help="Only of this table.")] = "",
    first: Annotated[
        int, typer.Option("-n", min=0, help="How many changed cells to print.")
    ] = 20,
    every: Annotated[
        bool, typer.Option("--all", help="Print every changed cell.")
    ] = False,
    csv: Annotated[
        Path | None, typer.Option(help="Write every difference to this file.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="The same as JSON.")] = None,
) -> None:
    """Print what differs between two snapshots, each row and cell with its cause.

    Causes: new_source, changed_source, removed_source, parser, vocabulary,
    merge_decision, merge.
    """
    if was and since:
        stop(2, "Name the older snapshot once: as the first argument or with --since.")
    with told(out):
        from extract.desk.diff import compared
        from extract.desk.diff.which import two
        from extract.storage.stores import local

        _known(table)
        found = two(local(out), was or since or LAST, now)
        with compared(*found, table) as comparison:
            for file in filter(None, (csv, json)):
                comparison.save(file)
            _print(comparison, None if every else first)


def _known(table: str) -> None:
    from normalize.tables import TABLE

    if table and table not in TABLE:
        stop(2, f"There is no table {table}; there are {', '.join(TABLE)}.")


def _print(comparison: "Comparison", first: int | None) -> None:
    from extract.desk.diff import cells_of, told
    from extract.desk.diff.shown import show_diff
    from extract.show import console

    every = cells_of(comparison) if first is None else None
    show_diff(told(comparison, first or 0), console(), every)


def history(
    drug: Annotated[
        str, typer.Argument(help="Its name, an approval number (批准文号), or its id.")
    ],
    out: Out = OUT,
    every: Annotated[
        bool, typer.Option("--all", help="Print changed texts in full.")
    ] = False,
) -> None:
    """Print a drug's filings year over year: what each says otherwise, word by word."""
    with told(out):
        import extract
        from extract.desk.filed import filed
        from extract.desk.filed.shown import show_filed
        from extract.desk.named import Several
        from extract.desk.printed import candidates
        from extract.desk.tables import NotThere
        from extract.show import console

        try:
            with extract.open(out) as tables:
                show_filed(filed(tables, drug), console(), in_full=every)
        except Several as several:
            stop(2, "\n".join([str(several), *candidates(several.candidates)]))
        except NotThere as error:
            stop(2, str(error))
