"""`python -m extract data/raw`: read a folder and publish the tables."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extract.commands.endings import stop
from extract.commands.options import OUT, Out, Raw


class Engine(StrEnum):
    """Where documents are read."""

    local = "local"
    ray = "ray"


def run(
    raw: Raw,
    out: Out = OUT,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; by default one for each core.")
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="Read on this machine, or on a cluster of Ray.")
    ] = Engine.local,
    address: Annotated[
        str | None,
        typer.Option(help="The cluster; by default RAY_ADDRESS, else this machine."),
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
    accept_drift: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Publish although this threshold is passed; repeat it."
        ),
    ] = None,
    retry: Annotated[
        bool,
        typer.Option(
            "--retry",
            help="Read those again that a limit or a crash has ended on another night.",
        ),
    ] = False,
    timeout: Annotated[
        float,
        typer.Option(
            min=1, metavar="SECONDS", help="For one document; more for a large file."
        ),
    ] = 120,
    memory: Annotated[
        float, typer.Option(min=0.5, metavar="GB", help="For one document.")
    ] = 4,
    log_json: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Append one JSON object per event; - is the output."
        ),
    ] = None,
    on_failure: Annotated[
        str | None,
        typer.Option(
            metavar="COMMAND", help="Run this where the exit code is not 0; no shell."
        ),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="No progress and no summary.")
    ] = False,
) -> None:
    """Read a folder and publish the tables; the word `run` may be left out."""
    _check(accept_drift or (), engine, address)
    from extract.night import Night, spend

    night = Night(
        raw=raw, out=out, workers=workers, engine=engine.value, address=address,
        strict=strict, decisions=decisions, keep=keep, accepted=accept_drift or (),
        retry=retry, timeout=timeout, memory=int(memory * (1 << 30)),
        log_json=log_json, on_failure=on_failure, quiet=quiet,
    )  # fmt: skip
    raise typer.Exit(spend(night))


def _check(accepted: Sequence[str], engine: Engine, address: str | None) -> None:
    if address and engine is Engine.local:
        stop(2, "--address is that of a cluster; write --engine ray with it.")
    if accepted:
        from extract.drift import NAMES, unknown

        if odd := unknown(accepted):
            stop(2, f"There is no threshold {odd[0]}; there are {', '.join(NAMES)}.")
