"""The five real documents: their tables beside their gold.

python -m tests.gold.score [--all]      needs the reference corpora beside the project
"""

import json
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from extract.inputs import Input
from extract.one import extract_file
from normalize.merge import merge
from normalize.rows import Rows
from tests.gold.checks import Check, Gold, of_document
from tests.gold.form import form_checks
from tests.gold.news import news_checks
from tests.gold.notice import notice_checks

CHECKS: dict[str, Callable[[Gold, Rows], Iterator[Check]]] = {
    "nhsa_application_form": form_checks,
    "notice": notice_checks,
    "news": news_checks,
    "article": news_checks,
}


@lru_cache(maxsize=1)
def tables_of_seeds(shared: Path) -> Rows:
    """Extract and merge the five documents."""
    paths = sorted((shared / "seeds").glob("*.txt"))
    return merge([extract_file(Input(path, path.name)) for path in paths])


def score(shared: Path) -> dict[str, list[Check]]:
    """Return the checks of each document, by its name."""
    tables = tables_of_seeds(shared)
    checks = {}
    for path in sorted((shared / "corpora" / "gold").glob("seed_*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        own = of_document(tables, Path(gold["source"]).name)
        checks[path.stem] = list(CHECKS[gold["doc_type"]](gold, own))
    return checks


def report(checks: dict[str, list[Check]]) -> str:
    """Say per document how many fields are right, and which are not."""
    lines = []
    for name, own in checks.items():
        right = sum(check.found for check in own)
        lines.append(f"{name}: {right}/{len(own)} = {right / len(own):.3f}")
        lines += [f"    wrong  {c.path}: {c.expected!r}" for c in own if not c.found]
    return "\n".join(lines)


if __name__ == "__main__":
    shared = (
        Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "shared"
    )
    print(report(score(shared)))
