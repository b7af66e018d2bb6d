"""What the docs say is true: their examples run, their links lead somewhere."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/*.md")]
)
SNIPPET = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
CODE = re.compile(r"(?:Doubt|Unreadable|Failure)\(\s*\"([a-z_]+)\"")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples and their tables, as after `make run`."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "data").mkdir()
    command = [
        sys.executable,
        "-m",
        "extract",
        "data/raw",
        "--out",
        folder / "data/tables",
    ]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    return folder


def snippets() -> list[tuple[str, str]]:
    """Every Python example, with the name of its page."""
    return [
        (page.relative_to(ROOT).as_posix(), code)
        for page in PAGES
        for code in SNIPPET.findall(page.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(
    ("page", "code"), snippets(), ids=[page for page, _ in snippets()]
)
def test_examples_run(page: str, code: str, published: Path) -> None:
    assert len(run_example(code, published).splitlines()) >= 1


def run_example(code: str, folder: Path) -> str:
    """Run code as a reader would, in a folder with published tables."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_notebook_runs(published: Path) -> None:
    notebook = json.loads((ROOT / "notebooks" / "first_look.ipynb").read_text("utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    code = "\n".join("".join(cell["source"]) for cell in cells)
    run_example(code, published)
    assert [cell["outputs"] for cell in cells] == [[]] * len(cells)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_problem_code_is_explained() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("extract", "parsers", "normalize")
        for path in sorted((ROOT / folder).rglob("*.py"))
    )
    explained = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    assert [
        c for c in sorted(set(CODE.findall(code))) if f"`{c}`" not in explained
    ] == []
