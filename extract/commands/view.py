"""`view`: the tables and their documents, on a page of this machine."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from extract.commands.endings import stop, told
from extract.commands.options import OUT, RAW, Out


def view(
    out: Out = OUT,
    raw: Annotated[
        Path, typer.Option(help="The folder of documents, to show printed pages.")
    ] = Path(RAW),
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="By default any that is free.")
    ] = 0,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address.")
    ] = False,
) -> None:
    """Show the tables and the documents they come from in a browser."""
    with told(out):
        from extract.desk.tables import Tables
        from extract.desk.view.server import serve

        with Tables(out, raw) as tables, suppress(KeyboardInterrupt):
            try:
                serve(tables, raw, port, browser=not no_browser)
            except OSError as error:
                stop(2, f"Port {port} can not be used: {error.strerror}; try another.")
