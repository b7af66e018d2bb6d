"""`verify` and `schema`: what the tables say is proved, or explained."""

from typing import Annotated

import typer

from extract.commands.endings import stop, told
from extract.commands.options import OUT, RAW, Out, Raw


def verify(raw: Raw = RAW, out: Out = OUT) -> None:
    """Read the sources again and prove each quote of the tables."""
    with told(out):
        from extract.storage.stores import local
        from extract.verify import verify as prove

        proof = prove(local(raw), local(out))
        if proof.failures:
            stop(3, "\n".join(proof.failures))
        typer.echo(f"{proof.cells} cells of {proof.documents} documents proved.")


def schema(
    table: Annotated[str, typer.Argument(help="A table; all if not given.")] = "",
    markdown: Annotated[
        bool, typer.Option("--markdown", help="As the text of docs/tables.md.")
    ] = False,
) -> None:
    """Print what the tables and their columns mean."""
    from normalize.schema import described, dictionary
    from normalize.tables import TABLE

    if table and table not in TABLE:
        stop(2, f"There is no table {table}; there are {', '.join(TABLE)}.")
    if markdown:
        typer.echo(described(TABLE[table]) if table else dictionary(), nl=False)
    elif table:
        _show_columns(TABLE[table])
    else:
        _show_tables()


def _show_tables() -> None:
    from extract.show import console, show
    from normalize.column import table_of
    from normalize.tables import TABLES

    lines = [(t.name, t.label, t.meaning) for t in map(table_of, TABLES)]
    show("Tables", ("table", "标签", "meaning"), lines, console())


def _show_columns(cls: type) -> None:
    from extract.show import console, show
    from normalize.column import columns_of, table_of
    from normalize.schema import type_name

    declared = table_of(cls)
    lines = [(c.name, type_name(c.type), c.label, c.meaning) for c in columns_of(cls)]
    title = f"{declared.name} · {declared.label}: {declared.meaning}"
    show(title, ("column", "type", "标签", "meaning"), lines, console())
