"""How a command that is stopped ends: with an exit code and a sentence."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, NoReturn

import typer

STAYS = "the tables published last stay as they are"


class Ending(NamedTuple):
    """An exit code, a sentence for the person, and whether the program is at fault."""

    code: int
    message: str
    is_fault: bool = False


@contextmanager
def told(out: str = "") -> Iterator[None]:
    """Turn what stops a command into a sentence and an exit code.

    `out` is the folder it writes to, if it does.
    """
    try:
        yield
    except typer.Exit:
        raise
    except (KeyboardInterrupt, Exception) as error:
        stop(*show_ending(error, out)[:2])


def stop(code: int, message: str) -> NoReturn:
    """Say a sentence on standard error and exit."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


def show_ending(error: BaseException, out: str) -> Ending:
    """Return how to end; a fault of this program is printed with its trace."""
    found = ending(error, out)
    if found.is_fault:
        traceback.print_exception(error)
    return found


def ending(error: BaseException, out: str) -> Ending:
    """Return the exit code and sentence of what stopped a command."""
    from extract.decisions import BadDecision
    from extract.holder import Locked
    from extract.inputs import BadFolder
    from extract.pipeline import CheckFailed
    from extract.trouble import trouble
    from normalize.entities.decided import Contradiction

    match error:
        case KeyboardInterrupt():
            return Ending(130, f"Interrupted; {STAYS}.")
        case BadFolder() | BadDecision() | Contradiction():
            return Ending(2, str(error))
        case CheckFailed():
            return Ending(3, _check_failed(error))
        case Locked():
            return Ending(4, str(error))
    if said := trouble(error, out):
        return Ending(3, f"{said} {STAYS.capitalize()}.")
    # Python itself would exit with 1, which says that tables were published.
    said = f"That is a fault of this program; {STAYS}."
    return Ending(3, said, is_fault=True)


def _check_failed(error: Exception) -> str:
    from extract.drift import NAMES

    lines = ["Nothing was published, because a check failed:", str(error)]
    drifts = [name for name in NAMES if f"drift: {name}: " in str(error)]
    if drifts:
        named = " ".join(f"--accept-drift {name}" for name in drifts)
        lines.append(f"Where that is as it should be, run again with {named}")
    if staged := getattr(error, "staged", None):
        lines.append(f"Until then you can look at the tables in {staged}")
    return "\n".join(lines)
