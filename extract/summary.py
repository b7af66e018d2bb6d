"""What a run has come to: documents, tables, problems, what was set aside and why.

After the first run all of it; later what is otherwise than the night before.
"""

from pathlib import Path

from rich.console import Console

from extract.counts import problem_counts, set_aside, statuses, table_sizes
from extract.pipeline import Result
from extract.show import printable, show


def summarize(result: Result, out: Path | str, on: Console) -> None:
    """Print the closing summary of a run that was published in `out`."""
    folder, run = result.folder, result.run
    show("Documents", ("status", "files"), list(statuses(folder).items()), on)
    if result.last:
        from extract.tonight import difference, tell

        tell(difference(folder, result.last), on)
    else:
        _show_all(folder, on)
    if idle := [(each.where, each.about) for each in result.unmet]:
        show("Decisions on what no document has", ("line", "decision"), idle, on)
    if run["outcome"] == "unchanged":
        on.out("Nothing is new since the last run; the tables stay as they are.")
    else:
        on.out(f"{run['inputs_read']} files read, {run['inputs_reused']} known before.")
    for line in (run.get("message") or "").splitlines():
        on.out(printable(line))
    on.out(f"The tables are in {printable(str(out))}.")


def _show_all(folder: Path, on: Console) -> None:
    show("Tables", ("table", "rows"), list(table_sizes(folder).items()), on)
    if problems := problem_counts(folder):
        show("Problems", ("severity", "code", "count"), problems, on)
    if aside := set_aside(folder):
        show("Quarantined", ("file", "reason"), aside, on)
