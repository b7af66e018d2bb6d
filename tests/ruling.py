"""A folder of forms and one of decisions, and runs that follow these."""

from pathlib import Path

from extract.decisions import read_decisions
from extract.inputs import Input
from extract.pipeline import Result
from extract.verify import verify
from normalize.rows import Row, Rows
from tests.expected import RAW
from tests.hashes import differing
from tests.running import ran

HEADS = {
    "entities": "decision,entity_type,one,other,reason,decided_by,decided_on",
    "labels": "label,field,reason,decided_by,decided_on",
    "values": "doc,table,column,row,was,becomes,reason,decided_by,decided_on",
}
SIGNED = "seen the paper,zhang,2030-05-01"
FORM = (RAW / "nhsa_form_short.md").read_text("utf-8")


class Desk:
    """Documents in `raw`, decisions in `decisions`, tables in `out`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.raw, self.out = folder / "raw", folder / "out"
        self.decisions = folder / "decisions"
        self.read: list[str] = []
        self.raw.mkdir()
        self.decisions.mkdir()
        self.decide()

    def write(self, name: str, text: str) -> None:
        (self.raw / name).write_text(text, "utf-8")

    def decide(self, **lines: str | list[str]) -> None:
        """Let the files of decisions hold just these lines, each signed."""
        for kind, head in HEADS.items():
            own = lines.get(kind, [])
            own = [own] if isinstance(own, str) else own
            text = "\n".join([head, *(f"{line},{SIGNED}" for line in own)])
            (self.decisions / f"{kind}.csv").write_text(f"{text}\n", "utf-8")

    def run(self, out: Path | None = None) -> Result:
        """Run; `read` lists what was read."""
        self.read = []
        return ran(
            self.raw, out or self.out, self._told, read_decisions(self.decisions)
        )

    def _told(self, one: Input, rows: Rows) -> None:
        self.read.append(one.relative)

    def differing(self) -> list[str]:
        """The tables that a rebuild of everything gives otherwise."""
        fresh = self.folder / "fresh"
        read = self.read
        self.run(fresh)
        self.read = read
        return differing(self.out, fresh)

    def unproved(self) -> list[str]:
        return verify(self.raw, self.out).failures


def coded(tables: Rows, code: str) -> list[Row]:
    return [row for row in tables["problems"] if row["code"] == code]


def proofs(tables: Rows, row_id: str, column: str) -> list[tuple[str, str | None]]:
    """Rule and quote of what proves a cell."""
    return [
        (row["rule"], row["quote"])
        for row in tables["evidence"]
        if (row["row_id"], row["column_name"]) == (row_id, column)
    ]
