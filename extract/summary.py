"""What a run has come to: documents, tables, problems, what was set aside and why."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console

from extract.show import printable, show
from normalize.entities.decided import Decision
from normalize.rows import Rows
from normalize.tables import TABLE

STATUSES = ("ok", "partial", "quarantined", "duplicate")
SEVERITIES = ("error", "warning", "info")


def summarize(
    tables: Rows, out: Path, on: Console, unmet: Iterable[Decision] = ()
) -> None:
    """Print the closing summary of a run that was published in `out`."""
    show("Documents", ("status", "files"), statuses(tables), on)
    show("Tables", ("table", "rows"), [(name, len(tables[name])) for name in TABLE], on)
    if problems := problem_counts(tables):
        show("Problems", ("severity", "code", "count"), problems, on)
    if aside := set_aside(tables):
        show("Quarantined", ("file", "reason"), aside, on)
    if idle := [(each.where, each.one, each.other) for each in unmet]:
        show("Decisions on what no document names", ("line", "one", "other"), idle, on)
    on.out(f"The tables are in {printable(str(out))}.")


def statuses(tables: Rows) -> list[tuple[str, int]]:
    """Count documents by what became of them."""
    counted = Counter(row["status"] for row in tables["documents"])
    return [(status, counted[status]) for status in STATUSES]


def problem_counts(tables: Rows) -> list[tuple[str, str, int]]:
    """Count problems by severity, the worst first, and code."""
    counted = Counter((row["severity"], row["code"]) for row in tables["problems"])
    ranked = sorted(counted.items(), key=lambda item: (_rank(item[0][0]), item[0][1]))
    return [(severity, code, count) for (severity, code), count in ranked]


def set_aside(tables: Rows) -> list[tuple[str, str]]:
    """List every quarantined document with the reason."""
    reasons: dict[str, str] = {}
    for row in tables["problems"]:
        if row["severity"] == "error":
            reasons.setdefault(row["doc_id"], f"{row['code']}: {row['message']}")
    return [
        (row["path"], reasons[row["doc_id"]])
        for row in tables["documents"]
        if row["status"] == "quarantined"
    ]


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity)
