"""What the parser yields for each sample notice, whole.

A file under golden/notice that is missing is written, and the test fails: read it, and
run again.
"""

import json
from pathlib import Path

import pytest

from extract.readers import html, markdown, plain
from normalize.column import table_of
from normalize.document import Document
from normalize.draft import Draft
from normalize.repairs import repair_all
from normalize.tables import Citation, Mention, Policy, Quantity
from parsers import notice
from tests.notices import plain as values

HERE = Path(__file__).parent
READERS = {".html": html.read, ".md": markdown.read}
GOLDEN = HERE / "golden" / "notice"
SAMPLES = sorted(
    path
    for folder in (HERE.parent / "data" / "raw", HERE / "fixtures" / "variants")
    for path in folder.glob("notice_*")
    if path.suffix != ".json"
)


def document_of(path: Path) -> Document:
    reader = READERS.get(path.suffix, plain.read)
    document = reader(path.read_text("utf-8"), path.name)
    return document.repaired(repair_all(document.text)[0])


def yielded(document: Document) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for each in notice.parse(document):
        if not isinstance(each, Draft):
            found.append({"doubt": each.code, "quote": str(each.quote)})
        elif _is_own(each):
            cells = {name: values(cell) for name, cell in each.cells.items()}
            found.append({"table": table_of(each.table).name, **cells})
    return found


def _is_own(draft: Draft) -> bool:
    """Whether the parser's own modules have read it, and not the fact extractors."""
    if draft.table is Policy:
        return values(draft.cells["is_full_text"]) is True
    return draft.table not in (Mention, Citation, Quantity)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_golden(path: Path) -> None:
    golden = GOLDEN / f"{path.name}.json"
    found = yielded(document_of(path))
    if not golden.exists():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in found)
        golden.write_text(f"[\n{lines}\n]\n", "utf-8")
        pytest.fail(f"{golden.name} was missing and is written now; review it")
    assert found == json.loads(golden.read_text("utf-8"))
