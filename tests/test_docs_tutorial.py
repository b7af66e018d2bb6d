"""docs/adding-a-source.md, followed to the letter in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = ("adding-a-source.md", "zh/adding-a-source.md")
FILE = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```', re.MULTILINE | re.DOTALL)
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
VARIANTS = "tests/fixtures/variants"


def shown(page: str) -> str:
    return (ROOT / "docs" / page).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the files of the page, and no other variants."""
    folder = tmp_path_factory.mktemp("tutorial")
    shutil.copytree(ROOT / "parsers", folder / "parsers")
    (folder / VARIANTS).mkdir(parents=True)
    (folder / ".venv").symlink_to(sys.prefix)
    for name in (
        "extract", "normalize", "data", "pyproject.toml", "tests/fixtures/samples",
        *(f"tests/{path.name}" for path in ROOT.glob("tests/*.py")),
    ):  # fmt: skip
        (folder / name).symlink_to(ROOT / name)
    for name, content in FILE.findall(shown(PAGES[0])):
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def run(project: Path, command: str) -> str:
    done = subprocess.run(
        command,
        shell=True,
        cwd=project,
        env=os.environ | {"PYTHONPATH": "."},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_its_commands_end_well(project: Path) -> None:
    [commands] = SHELL.findall(shown(PAGES[0]))
    said = {line: run(project, line) for line in commands.splitlines()}
    tests, *_, read, proof = said.values()
    assert re.search(r"(\d+) passed", tests)
    assert "1 files read" in read
    assert "100 %" in proof or "proved" in proof


def test_it_is_as_well_kept_as_the_others(project: Path) -> None:
    run(project, ".venv/bin/ruff check parsers/recall.py")
    run(project, ".venv/bin/ruff format --check parsers/recall.py")
    assert "2 passed" in run(
        project, ".venv/bin/pytest parsers/recall.py tests/test_expected.py -k recall"
    )


def test_the_parser_is_one_file() -> None:
    names = [name for name, _ in FILE.findall(shown(PAGES[0]))]
    assert names == [
        f"{VARIANTS}/recall.txt",
        f"{VARIANTS}/recall.txt.expected.json",
        "parsers/recall.py",
    ]


def test_the_chinese_page_shows_the_same_files() -> None:
    english, chinese = map(shown, PAGES)
    assert FILE.findall(chinese) == FILE.findall(english)
    assert SHELL.findall(chinese) == SHELL.findall(english)
