"""What workers find loaded: a document of each source type was read before them."""

import pytest

from extract.engines import rehearsal
from extract.one import extract_bytes
from parsers import modules

DOCUMENTS = {"news": rehearsal.NEWS, "notice": rehearsal.NOTICE}
DOCUMENTS |= {"nhsa_form": rehearsal.FORM}


@pytest.mark.parametrize("parser", DOCUMENTS)
def test_each_document_is_read_whole(parser: str) -> None:
    rows = extract_bytes(DOCUMENTS[parser].encode(), f"{parser}.md")
    (document,) = rows["documents"]
    assert (document["parser"], document["status"]) == (parser, "ok")
    assert rows["problems"] == []
    assert rows["drugs"][0]["generic_name"] == "演练替尼片"


def test_every_parser_of_whole_documents_takes_part() -> None:
    attachments = {"parsers.attachment"}  # files that a notice lists
    assert {f"parsers.{each}" for each in DOCUMENTS} == set(modules()) - attachments


def test_a_document_that_fails_costs_nobody_a_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = []

    def fails(data: bytes, name: str) -> None:
        read.append(name)
        raise ZeroDivisionError

    monkeypatch.setattr(rehearsal, "extract_bytes", fails)
    rehearsal.rehearse()
    assert read == ["新闻.txt", "通知.txt", "申报.md"]
