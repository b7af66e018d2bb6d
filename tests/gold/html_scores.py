"""Scores of our own pipeline on the shared pages, by the corpus's own score.py.

python -m tests.gold.html_scores      needs the reference corpora beside the project
"""

import importlib.util
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.gold.html_plugin import extract

Damage = Callable[[ModuleType, bytes], bytes]

DAMAGES: dict[str, Damage] = {
    "clean": lambda score, page: page,
    "hijack": lambda score, page: score.hijack(score.decode(page)).encode(
        "utf-8", "replace"
    ),
    "gb18030:utf-8": lambda score, page: score.reencode(page, "gb18030", "utf-8"),
    "gb18030:none": lambda score, page: score.reencode(page, "gb18030", "none"),
    "utf-8:gb2312": lambda score, page: score.reencode(page, "utf-8", "gb2312"),
    "read as Latin-1": lambda score, page: twice(score.decode(page)),
    "one bad byte": lambda score, page: marred(score.decode(page)),
}


def twice(page: str) -> bytes:
    """Return a page of GB18030 that somebody read as Latin-1 and saved as UTF-8."""
    return page.encode("gb18030").decode("latin-1").encode()


def marred(page: str) -> bytes:
    """Return a page of GB18030 that declares nothing and has a bad byte in the middle.

    It stands between characters, behind a tag: elsewhere it would cost its neighbors.
    """
    middle = page.find(">", len(page) // 2) + 1 or len(page)
    parts = (page[:middle], page[middle:])
    return b"\xff".join(part.encode("gb18030") for part in parts)


@cache
def scores(shared: Path, damage: str) -> dict[str, float]:
    """Return the mean of every measure over the pages that have gold for it."""
    folder = shared / "corpora" / "html"
    score = _module(folder / "score.py")
    lines = (folder / "MANIFEST.jsonl").read_text("utf-8").splitlines()
    found = []
    for row in map(json.loads, lines):
        page = DAMAGES[damage](score, (folder / row["path"]).read_bytes())
        answer = extract(page, row["url"])
        measured = score.score_page(row["gold"], answer)
        found.append(measured | dict(_more(row["gold"], answer)))
        if row["kind"] == "gov" and "5gF1" in measured:
            found[-1]["5gF1 gov"] = measured["5gF1"]
    return {name: value for name, value in _means(found).items() if value is not None}


def _more(gold: dict[str, Any], answer: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """What score.py leaves out: the time of day, and the editor by himself."""
    if gold.get("time"):
        yield "time", gold["time"][:5] in answer.get("date", "").replace("：", ":")
    if gold.get("editor"):
        yield "editor", gold["editor"] in answer.get("editor", "")


def _means(found: list[dict[str, Any]]) -> dict[str, float | None]:
    names = sorted({name for each in found for name in each})
    columns = {name: [each[name] for each in found if name in each] for name in names}
    return {name: sum(column) / len(column) for name, column in columns.items()}


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("html_corpus_score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    root = Path(__file__).resolve().parents[3] / "shared"
    for damage in DAMAGES:
        shown = {name: round(value, 3) for name, value in scores(root, damage).items()}
        print(damage, shown)
