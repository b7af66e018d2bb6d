"""`--retry`: what a limit or a crash has ended is read again, and nothing else."""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extract.aside import set_aside
from extract.cli import app
from extract.inputs import Input, read_bytes
from extract.pipeline import Result, run
from normalize.document import doc_id
from normalize.draft import Doubt
from normalize.rows import Rows
from normalize.tables import DocumentRow
from tests.nights import Nights, reading, texts


def read_slowly(one: Input) -> Rows:
    """What comes of a document on a machine that is too slow for it."""
    if one.relative != "slow.txt":
        return reading(one)
    doubt = Doubt("timeout", "The document took longer than 120 s.", severity="error")
    return set_aside(doc_id(read_bytes(one)), one.relative, 9, doubt)


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    nights = Nights(tmp_path)
    nights.raw.mkdir()
    for name, text in zip(("a", "slow", "b", "c", "d"), texts()["news"], strict=False):
        (nights.raw / f"{name}.txt").write_text(text, "utf-8")
    (nights.raw / "unknown.txt").write_text("未知", "utf-8")
    return nights


def night(nights: Nights, is_slow: bool, retry: bool) -> Result:
    def engine(inputs: Iterable[Input]) -> Iterator[tuple[Input, Rows]]:
        for one in inputs:
            nights.read.append(one.relative)
            yield one, read_slowly(one) if is_slow else reading(one)

    nights.read = []
    quiet = nullcontext(lambda one, rows: None)
    return run(nights.raw, nights.out, engine, lambda total: quiet, retry=retry)


def statuses(result: Result) -> dict[str, str]:
    from normalize.parquet import read_table

    rows = read_table(DocumentRow, result.folder)
    return {row["path"]: row["status"] for row in rows}


def test_a_document_that_took_too_long_is_read_again_when_asked(
    nights: Nights,
) -> None:
    first = night(nights, is_slow=True, retry=False)
    assert statuses(first)["slow.txt"] == "quarantined"
    assert night(nights, is_slow=False, retry=False).run["outcome"] == "unchanged"
    again = night(nights, is_slow=True, retry=True)
    assert (nights.read, statuses(again)["slow.txt"]) == (["slow.txt"], "quarantined")
    last = night(nights, is_slow=False, retry=True)
    assert (nights.read, statuses(last)["slow.txt"]) == (["slow.txt"], "ok")
    assert statuses(last)["unknown.txt"] == "quarantined"
    assert nights.differing() == []
    assert night(nights, is_slow=True, retry=True).run["outcome"] == "unchanged"


def test_the_limits_reach_the_engine(
    nights: Nights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}

    def process(inputs: Iterable[Input], *limits: float) -> Iterator[None]:
        asked["limits"] = limits
        return iter(())

    def pipeline(raw: Path, out: Path, engine: Any, **more: Any) -> None:
        asked["retry"] = more["retry"]
        list(engine([Input(raw / "a.txt", "a.txt")]))
        raise KeyboardInterrupt

    monkeypatch.setattr("extract.engines.local.process", process)
    monkeypatch.setattr("extract.pipeline.run", pipeline)
    options = ["--retry", "--timeout", "600", "--memory", "12", "--workers", "3"]
    done = CliRunner().invoke(
        app, [str(nights.raw), "--out", str(tmp_path / "out"), *options]
    )
    assert done.exit_code == 130
    assert asked == {"retry": True, "limits": (3, 600.0, 12 << 30)}
