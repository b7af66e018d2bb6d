"""`review`: what a person should decide, the weightiest first."""

from typing import Annotated

import typer

from extract.commands.endings import stop, told
from extract.commands.options import OUT, Out

FOLDER = "data/decisions"


def review(
    out: Out = OUT,
    first: Annotated[int, typer.Option("-n", min=1, help="How many to list.")] = 20,
    code: Annotated[
        str, typer.Option(help="Only problems of this code, as unknown_label.")
    ] = "",
    severity: Annotated[
        str, typer.Option(help="Only these: error, warning or info.")
    ] = "",
) -> None:
    """List problems by weight, each with the line that settles it in data/decisions.

    A problem weighs more the worse it is, and the more documents and rows hang on it.
    Fill in WHY, WHO and the day; the next run follows the line.
    """
    with told(out):
        from extract.desk.review import SEVERITIES, by_code
        from extract.desk.review import review as reviewed
        from extract.desk.review.printed import lines
        from extract.desk.tables import Tables
        from extract.storage.stores import local

        if severity and severity not in SEVERITIES:
            stop(
                2, f"There is no severity {severity}; write {' or '.join(SEVERITIES)}."
            )
        with Tables(local(out)) as tables:
            items, total = reviewed(tables, code, severity, first)
            codes = [each for _, each, _ in by_code(tables)] if code else []
        if code and code not in codes:
            stop(2, f"No problem is {code}; there are: {', '.join(codes) or 'none'}.")
        typer.echo("\n".join(lines(items, total, FOLDER)))
