"""`verify` and `schema`: what the tables say is proved, or explained."""

from typing import Annotated

import typer

from extract.commands.endings import stop, told
from extract.commands.options import OUT, RAW, Out, Raw


def verify(
    raw: Raw = RAW,
    out: Out = OUT,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; by default one for each core.")
    ] = None,
) -> None:
    """Read the sources again and prove each quote of the tables.

    The tables lie in a folder; the documents in a folder or at an s3:// URL.
    """
    with told(out):
        from os import cpu_count

        from extract.storage.stores import is_url, local
        from extract.verify import verify as prove

        if is_url(out):
            stop(2, "Tables are proved in a folder: copy the snapshot, and name it.")
        documents = raw if is_url(raw) else local(raw)
        proof = prove(documents, local(out), workers or cpu_count() or 1)
        if proof.failures:
            stop(3, "\n".join([*proof.failures, str(proof)]))
        typer.echo(str(proof))


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
