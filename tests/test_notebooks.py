"""The notebooks run as they are opened, on tables that were published just now."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest

from extract.snapshot import locked, new_stage, publish
from normalize.parquet import write_table
from normalize.tables import TABLES

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted(ROOT.glob("notebooks/[0-9]_*.ipynb"))
SVG = "image/svg+xml"
EXECUTE = "from nbclient.cli import main; main()"  # jupyter execute


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The three notebooks after a run over the samples, as `make run` leaves them."""
    folder = tmp_path_factory.mktemp("samples")
    (folder / "data").mkdir()
    (folder / "data" / "raw").symlink_to(ROOT / "data" / "raw")
    command = [sys.executable, "-m", "extract", "data/raw"]
    command += ["--out", str(folder / "data" / "tables")]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    return execute([opened(path) for path in NOTEBOOKS], folder)


def execute(notebooks: Sequence[Any], folder: Path) -> list[Any]:
    """Run notebooks in `notebooks` of a folder, each in a kernel of its own."""
    (folder / "notebooks").mkdir()
    paths = [folder / f"notebooks/{number}.ipynb" for number in range(len(notebooks))]
    for path, notebook in zip(paths, notebooks, strict=True):
        nbformat.write(notebook, path)
    done = subprocess.run(
        [sys.executable, "-c", EXECUTE, "--inplace", *paths],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return [opened(path) for path in paths]


def shown(notebook: Any) -> Iterator[dict[str, str]]:
    """What its cells show: nothing is printed, and no cell fails."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            assert output.output_type in ("display_data", "execute_result"), output
            yield dict(output.data)


def opened(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def saying(notebook: Any, *words: str) -> list[dict[str, str]]:
    """The outputs that show all of the words."""
    return [
        output
        for output in shown(notebook)
        if all(any(word in shown for shown in output.values()) for word in words)
    ]


def test_there_are_three() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "1_first_look", "2_one_drug", "3_outcomes",
    ]  # fmt: skip


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_they_are_kept_without_outputs(path: Path) -> None:
    notebook = opened(path)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [(cell.outputs, cell.execution_count) for cell in cells] == [
        ([], None) for _ in cells
    ]
    assert [cell.id for cell in notebook.cells] == [
        f"cell-{number}" for number in range(len(notebook.cells))
    ]


def test_a_first_look_answers_the_three_questions(executed: list[Any]) -> None:
    notebook = executed[0]
    assert saying(notebook, "13 documents, 9 drugs")
    [trials] = saying(notebook, "芎䗪通络颗粒", "mRS_good", "61.9", "480")
    assert "甲磺酸岚替布胶囊" not in trials["text/html"]  # it applied in 2024
    [number] = saying(notebook, "<mark>90.8</mark>", "nhsa_form_long.txt")
    assert "80.98" in number["text/html"]
    [printed] = saying(notebook, "浙江澜屿医药科技有限公司", "nhsa_form_printed.pdf")
    assert "data:image/png;base64," in printed["text/html"]
    assert saying(notebook, "foreign_term_supplied")


def test_one_drug_is_followed_through_forms_and_news(executed: list[Any]) -> None:
    notebook = executed[1]
    assert saying(
        notebook, "珂基奥仑赛注射液", "澜序生物科技（苏州）有限公司", "2024-01-01"
    )
    assert saying(
        notebook, "<mark>用于治疗既往接受过至少二线治疗", "nhsa_form_long.txt"
    )
    assert saying(notebook, "nhsa_form_long.txt", "news_hijacked.txt", "mentions")
    assert saying(notebook, "conditional_approval", "orphan_designation", "n_reports")
    assert saying(notebook, "hazard_ratio", "0.34")
    assert saying(notebook, "CRS", "32.5")
    assert saying(notebook, "天津口岸细胞治疗药品出口便利化工作指引")


def test_outcomes_are_plotted_with_their_intervals(executed: list[Any]) -> None:
    notebook = executed[2]
    [plot] = [output[SVG] for output in shown(notebook) if SVG in output]
    for words in (
        "珂基奥仑赛注射液",
        "珞维替尼片",
        "甲磺酸岚替布胶囊",
        "ORR (%)",
        "对照",
    ):
        assert words in plot
    assert plot.count('aria-roledescription="point"') == 12
    assert plot.count('aria-roledescription="rule mark"') >= 4
    assert saying(notebook, "<mark>90.8</mark>")
    assert saying(notebook, "risk_reduction", "本品中位PFS较目录内常用方案延长11.5个月")


def test_on_empty_tables_they_show_columns(tmp_path: Path) -> None:
    out = tmp_path / "data" / "tables"
    out.mkdir(parents=True)
    with locked(out):
        staged = new_stage(out)
        for cls in TABLES:
            write_table(cls, [], staged)
        publish(staged, out)
    together = opened(NOTEBOOKS[0])
    together.cells += [c for path in NOTEBOOKS[1:] for c in opened(path).cells]
    for number, cell in enumerate(together.cells):
        cell.id = f"cell-{number}"
    [notebook] = execute([together], tmp_path)
    assert saying(notebook, "0 documents, 0 drugs")
    assert saying(notebook, "generic_name", "first_launch_china")
    assert [output for output in shown(notebook) if SVG in output]
