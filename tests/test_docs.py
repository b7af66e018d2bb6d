"""What the docs say is true: their examples run, their links lead somewhere."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from _pytest.mark import ParameterSet

from extract.cli import COMMANDS

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/*.md")]
)
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
PROMPT = re.compile(r"^\$ ", re.MULTILINE)
COMMAND = re.compile(r"python -m extract ([^\n`;]+)")
BY_NAME = {command.__name__: command for command in COMMANDS}
LATE = "nhsa_form_tcm.html"  # what the second night brings
SNIPPET = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
CODE = re.compile(r"(?:Doubt|Unreadable|Failure)\(\s*\"([a-z_]+)\"")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples and their tables, after a night that brought one."""
    folder = tmp_path_factory.mktemp("project")
    raw = folder / "data" / "raw"
    shutil.copytree(ROOT / "data" / "raw", raw)
    late = raw / LATE
    late.rename(folder / LATE)
    for _ in range(2):
        run_command("python -m extract data/raw", folder)
        if not late.exists():
            (folder / LATE).rename(late)
    return folder


def run_command(command: str, folder: Path, code: int = 0) -> str:
    """Run a command as a reader would, in a folder; return what it says."""
    done = subprocess.run(
        [sys.executable, *shlex.split(command)[1:]],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def examples(pattern: re.Pattern[str]) -> list[ParameterSet]:
    """Every example of a kind, named by its page."""
    return [
        pytest.param(shown, id=page.relative_to(ROOT).as_posix())
        for page in PAGES
        for shown in pattern.findall(page.read_text(encoding="utf-8"))
    ]


def known_options(command: Callable[..., None]) -> set[str]:
    app = typer.Typer()
    app.command()(command)
    known = typer.main.get_command(app).params
    return {name for param in known for name in param.opts} | {"--help"}


@pytest.mark.parametrize("code", examples(SNIPPET))
def test_examples_run(code: str, published: Path) -> None:
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


@pytest.mark.parametrize("shown", examples(CONSOLE))
def test_commands_say_what_is_shown(shown: str, published: Path) -> None:
    for session in PROMPT.split(shown)[1:]:
        command, *lines = session.splitlines()
        said = run_command(command, published)
        assert [line for line in lines if not holds(said, line)] == [], said


def holds(said: str, line: str) -> bool:
    """Whether a line is among what was said; … stands for what is left out."""
    parts = re.split(r"…|\s{2,}", line)
    return (
        re.search(".*?".join(re.escape(part.strip()) for part in parts), said)
        is not None
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_options_are_there(page: Path) -> None:
    for line in COMMAND.findall(page.read_text(encoding="utf-8")):
        name, *rest = line.split("#")[0].replace("`", " ").split()
        command = BY_NAME.get(name, BY_NAME["run"])
        options = {word.split("=")[0] for word in rest if word.startswith("--")}
        assert options <= known_options(command), line
        assert name in BY_NAME or not re.fullmatch("[a-z]+", name), line


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
