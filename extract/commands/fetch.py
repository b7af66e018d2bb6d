"""`fetch`: download what is new."""

from pathlib import Path
from typing import Annotated

import typer

from extract.commands.endings import told


def fetch(
    sources: Annotated[Path, typer.Argument(help="The file sources.toml.")],
    raw: Annotated[Path, typer.Option(help="Where they go.")] = Path("data/raw"),
) -> None:
    """Download what is new at the sources; 1 says that something failed."""
    with told():
        from extract.fetch.command import fetch_all

        said, code = fetch_all(sources, raw)
        typer.echo(said)
    raise typer.Exit(code)
