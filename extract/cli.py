"""The command line: `python -m extract data/raw`, and what else can be asked for.

Exit codes: 0 all well; 1 published, but some documents were set aside; 2 wrong usage;
3 nothing was published, because a check failed, a disk or the program broke; 4 another
run is writing to the same folder; 130 interrupted.

Nothing is imported here that takes time: `--help` answers at once.
"""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from extract.commands.ask import schema, verify
from extract.commands.compare import diff, history
from extract.commands.explain import explain
from extract.commands.export import export
from extract.commands.fetch import fetch
from extract.commands.look import rollback, runs, status
from extract.commands.review import review
from extract.commands.run import run
from extract.commands.view import view
from extract.version import VERSION

PROGRAM = "python -m extract"
COMMANDS = (
    run, status, runs, rollback, verify, explain, view, diff, history, review, export,
    schema, fetch,
)  # fmt: skip


class _RunByDefault(TyperGroup):
    """A first argument that is no command is the folder of a run."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        known = {*self.commands, "--help", "--version"}
        return super().parse_args(ctx, args if {*args[:1]} <= known else ["run", *args])


app = typer.Typer(
    cls=_RunByDefault, add_completion=False, no_args_is_help=True, rich_markup_mode=None
)
for _command in COMMANDS:
    app.command()(_command)


def main() -> None:
    """Run the program with the arguments it was given."""
    app(prog_name=PROGRAM)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(VERSION)
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help="Print the version.",
        ),
    ] = False,
) -> None:
    """Read Chinese pharmaceutical documents into tables you can trust.

    The shortest call is `python -m extract data/raw`.
    """
