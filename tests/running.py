"""The whole pipeline in this process, for what a test wrote into a folder."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from extract.inputs import Input
from extract.one import extract_file
from extract.pipeline import Report, Result, run
from normalize.decisions import Ruling
from normalize.rows import Rows


def inline(inputs: Iterable[Input]) -> Iterator[tuple[Input, Rows]]:
    """Read documents one after the other, without a worker."""
    return ((one, extract_file(one)) for one in inputs)


def ran(
    raw: Path,
    out: Path,
    told: Report = lambda one, rows: None,
    decisions: Sequence[Ruling] = (),
) -> Result:
    """Run the pipeline without workers."""
    return run(raw, out, inline, lambda total: nullcontext(told), decisions)
