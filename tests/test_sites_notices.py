"""Short notices laid out flat, in cells, in wrappers: all of each, nothing of the site."""

import pytest

from extract.one import repaired
from normalize.document import Document
from normalize.news.article import article
from tests.sites.notices import NOTICES, TITLE


def _read(name: str) -> Document:
    document, _ = repaired(NOTICES[name].page.encode(), "page.html")
    return document


@pytest.mark.parametrize("name", NOTICES)
def test_a_short_notice_is_read_whole_and_alone(name: str) -> None:
    notice, document = NOTICES[name], _read(name)
    text = "".join(str(document.text).split())
    assert [w for w in notice.wanted if "".join(w.split()) not in text] == []
    assert [words for words in notice.unwanted if words in text] == []
    assert not document.notes


@pytest.mark.parametrize("name", NOTICES)
def test_a_short_notice_keeps_its_headline_and_files(name: str) -> None:
    document = _read(name)
    assert str(article(document).title) == TITLE
    linked = {link.address for link in document.links}
    assert linked >= set(NOTICES[name].addresses)
