"""Files that break readers end in seconds, with a document or a reason."""

import random
import resource
import time
from pathlib import Path

import pytest

from extract.readers import office
from extract.readers.unreadable import Unreadable
from normalize.document import Document
from tests import forms
from tests.office_files import cells, doc, doc_row, form_docx, xlsx

SECONDS, MEGABYTES = 10, 700
ITEMS = forms.laid_out(forms.parts(forms.HERBAL, forms.Options()), 4)
WHOLE = {
    "docx": form_docx(ITEMS, 6),
    "xlsx": xlsx(cells([["规格", "20mg"]] * 30)),
    "doc": doc([("正文\r", b""), *doc_row(["规格", "20mg"], [0, 900, 1800])]),
}


def ends_well(data: bytes, name: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    start = time.monotonic()
    try:
        assert isinstance(office.read(data, name), Document)
    except Unreadable as reason:
        assert reason.code and reason.message.endswith(".")
    except ValueError as reason:
        assert "no Office file" in str(reason)
    assert time.monotonic() - start < SECONDS
    assert (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 - before < MEGABYTES
    )


@pytest.mark.parametrize("folder", ["docx", "xlsx"])
def test_the_hostile_corpus(shared: Path, folder: str) -> None:
    files = sorted((shared / "corpora" / "hostile" / folder).iterdir())
    assert files
    for file in files:
        ends_well(file.read_bytes(), file.name)


@pytest.mark.parametrize("kind", WHOLE)
def test_cut_off_anywhere(kind: str) -> None:
    data = WHOLE[kind]
    for at in range(0, len(data), max(1, len(data) // 60)):
        ends_well(data[:at], kind)


@pytest.mark.parametrize("kind", WHOLE)
def test_changed_bytes(kind: str) -> None:
    dice = random.Random(3)
    for _ in range(120):
        data = bytearray(WHOLE[kind])
        for _ in range(dice.choice([1, 4, 40])):
            data[dice.randrange(8, len(data))] = dice.randrange(256)
        ends_well(bytes(data), kind)
