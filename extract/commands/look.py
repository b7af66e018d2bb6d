"""`status`, `runs`, `rollback`: what readers see, how it came, and how to go back."""

from pathlib import Path
from typing import Annotated

import typer

from extract.commands.endings import told
from extract.commands.options import OUT, Out


def status(out: Out = OUT) -> None:
    """Print what is read now, what is new in it, the last runs, and who is at work."""
    with told(out):
        from extract.show import console
        from extract.standing import tell_standing
        from extract.storage.stores import is_url

        folder = _folder(out)
        if is_url(out):
            from extract.remote import standing

            typer.echo(standing(out))
        tell_standing(folder, str(folder), console())


def runs(
    out: Out = OUT,
    number: Annotated[
        int, typer.Option("-n", min=1, help="How many of the last.")
    ] = 20,
) -> None:
    """List the runs of a folder, the last one below."""
    with told(out):
        from extract.show import console
        from extract.standing import tell_runs

        tell_runs(_folder(out), number, console())


def rollback(
    out: Out = OUT,
    to: Annotated[
        int | None, typer.Option(min=1, help="The snapshot; by default the one before.")
    ] = None,
) -> None:
    """Let readers see an older snapshot again."""
    with told(out):
        now = _rolled_back(out, to)
        typer.echo(
            f"Snapshot {now} is read now. The next run publishes anew: "
            "find out first what was wrong."
        )


def _rolled_back(out: str, to: int | None) -> str:
    from extract.storage.stores import is_url

    if is_url(out):
        from extract.remote import roll_back

        return roll_back(out, to)
    from extract.snapshot import locked
    from extract.snapshot import rollback as go_back

    folder = _folder(out)
    with locked(folder):
        return go_back(folder, to).name


def _folder(out: str) -> Path:
    """The folder of this machine that knows the runs; BadFolder if there is none."""
    from extract.inputs import BadFolder
    from extract.remote import work_folder
    from extract.storage.stores import is_url, local

    folder = work_folder(out) if is_url(out) else local(out)
    if not (folder / ".snapshots").is_dir():
        raise BadFolder(f"{out} holds no tables yet; run `python -m extract` first.")
    return folder
