"""How a run is getting on, on standard error: a bar on a terminal, lines elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from extract.show import console, printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from extract.inputs import Input
    from normalize.rows import Rows

Report = Callable[["Input", "Rows"], None]


def watching(quiet: bool) -> Callable[[int], AbstractContextManager[Report]]:
    """Return what shows the progress of a number of documents."""
    return lambda total: progress(total, quiet)


@contextmanager
def progress(total: int, quiet: bool = False) -> Iterator[Report]:
    """Give a function that is told of every document as it is done."""
    on = console(error=True)
    if quiet:
        yield lambda one, rows: None
    elif on.is_terminal:
        with _bar(on) as bar:
            yield _advancing(bar, total)
    else:
        yield _logging(on, total)


def _bar(on: "Console") -> "Progress":
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
        console=on,
        transient=True,
    )


def _advancing(bar: "Progress", total: int) -> Report:
    task = bar.add_task("", total=total)

    def report(one: "Input", rows: "Rows") -> None:
        bar.update(task, advance=1, description=printable(one.relative))

    return report


def _logging(on: "Console", total: int) -> Report:
    done = 0

    def report(one: "Input", rows: "Rows") -> None:
        nonlocal done
        done += 1
        status = rows["documents"][0]["status"]
        on.out(f"{done}/{total} {status} {printable(one.relative)}")

    return report
