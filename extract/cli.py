"""The command line: `python -m extract data/raw`, and what else can be asked for.

Exit codes: 0 all well; 1 published, but some documents were set aside; 2 wrong usage;
3 nothing was published, because a check failed or the program broke; 4 another run is
writing to the same folder; 130 interrupted.

Nothing is imported here that takes time: `--help` answers at once.
"""

import os
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from extract.version import VERSION

if TYPE_CHECKING:
    from extract.inputs import Input
    from extract.pipeline import Engine
    from normalize.entities.decided import Decision
    from normalize.rows import Rows

PROGRAM = "python -m extract"
DECISIONS = Path("data/decisions")


class _RunByDefault(TyperGroup):
    """A first argument that is no command is the folder of a run."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        known = {*self.commands, "--help", "--version"}
        return super().parse_args(ctx, args if {*args[:1]} <= known else ["run", *args])


app = typer.Typer(
    cls=_RunByDefault, add_completion=False, no_args_is_help=True, rich_markup_mode=None
)

Raw = Annotated[Path, typer.Argument(help="The folder of documents.")]
Out = Annotated[Path, typer.Option(help="The folder of the published tables.")]


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


@app.command()
def run(
    raw: Raw,
    out: Out = Path("data/tables"),
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; by default one for each core.")
    ] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Exit with 1 also for documents read in part, "
            "and for problems of severity warning or error.",
        ),
    ] = False,
    decisions: Annotated[
        Path | None,
        typer.Option(
            help="The folder of entities.csv, the decisions on who is who; "
            "by default data/decisions where there is one."
        ),
    ] = None,
    keep: Annotated[
        int, typer.Option(min=2, help="Snapshots to keep, the new one included.")
    ] = 3,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="No progress and no summary.")
    ] = False,
) -> None:
    """Read a folder and publish the tables; the word `run` may be left out."""
    with _told():
        from extract.inputs import keep_apart
        from extract.pipeline import run as run_all
        from extract.progress import watching

        keep_apart(raw, out)
        folder = decisions or (DECISIONS if DECISIONS.is_dir() else None)
        engine, watch = _local(workers or _cores()), watching(quiet)
        result = run_all(raw, out, engine, watch, _decided(folder), keep)
        if not quiet:
            from extract.show import console
            from extract.summary import summarize

            summarize(result, out, console())
        left = _left_aside(result.folder, strict)
    raise typer.Exit(left)


def _decided(folder: Path | None) -> "Sequence[Decision]":
    if folder is None:
        return ()
    from extract.decisions import read_decisions

    return read_decisions(folder)


def _local(workers: int) -> "Engine":
    """Read documents on this machine; loaded only if there is one to read."""

    def engine(inputs: "Iterable[Input]") -> "Iterator[tuple[Input, Rows]]":
        from extract.engines.local import process

        waiting = list(inputs)
        if waiting:
            yield from process(waiting, workers)

    return engine


@app.command()
def verify(raw: Raw = Path("data/raw"), out: Out = Path("data/tables")) -> None:
    """Read the sources again and prove each quote of the tables."""
    with _told():
        from extract.verify import verify as prove

        proof = prove(raw, out)
        if proof.failures:
            _stop(3, "\n".join(proof.failures))
        typer.echo(f"{proof.cells} cells of {proof.documents} documents proved.")


@app.command()
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
        _stop(2, f"There is no table {table}; there are {', '.join(TABLE)}.")
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


def _cores() -> int:
    """Count the cores this process may use, which in a container are not all."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _left_aside(snapshot: Path, strict: bool) -> int:
    """Return 1 where a person should look at the documents, else 0."""
    from extract.counts import problem_counts, statuses

    counted = statuses(snapshot)
    bad = counted["quarantined"] + (counted["partial"] if strict else 0)
    told = problem_counts(snapshot) if strict else []
    return int(bad > 0 or any(severity != "info" for severity, *_ in told))


@contextmanager
def _told() -> Iterator[None]:
    """Turn what stops a command into a sentence and an exit code."""
    try:
        yield
    except typer.Exit:
        raise
    except KeyboardInterrupt:
        _stop(130, "Interrupted; the tables published last stay as they are.")
    except Exception as error:
        _stop(*_explained(error))


def _explained(error: Exception) -> tuple[int, str]:
    from extract.decisions import BadDecision
    from extract.inputs import BadFolder
    from extract.pipeline import CheckFailed
    from extract.snapshot import Locked
    from normalize.entities.decided import Contradiction

    match error:
        case BadFolder() | BadDecision() | Contradiction():
            return 2, str(error)
        case CheckFailed():
            return 3, f"Nothing was published, because a check failed:\n{error}"
        case Locked():
            return 4, str(error)
    # Python itself would exit with 1, which says that tables were published.
    traceback.print_exception(error)
    return 3, "That is a fault of this program; the tables published last stay."


def _stop(code: int, message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
