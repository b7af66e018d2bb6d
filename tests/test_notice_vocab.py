"""Every row of the vocabularies of a notice does what its own example says."""

import re
from collections.abc import Mapping

import pytest

from normalize import vocab
from normalize.notice.flow import before_tail
from normalize.notice.head import parts_of
from normalize.notice.issuer import issuer
from normalize.notice.labels import labels
from normalize.notice.offices import offices
from normalize.text import Text

Row = Mapping[str, str]


def rows(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "row", vocab.load(name), ids=lambda row: next(iter(row.values()))
    )


@rows("policy_types")
def test_policy_types(row: Row) -> None:
    assert str(parts_of(Text.raw(row["example"]))[1]) == row["type"]


@rows("agency_endings")
def test_agency_endings(row: Row) -> None:
    assert row["example"].endswith(row["ending"])
    assert [str(name) for name in offices(Text.raw(row["example"]))] == [row["example"]]


@rows("agency_levels")
def test_agency_levels(row: Row) -> None:
    assert issuer(Text.raw(row["example"])).level == row["level"]


@rows("notice_labels")
def test_notice_labels(row: Row) -> None:
    found = [field for field, _ in labels([Text.raw(row["example"])])]
    assert found == ([row["field"]] if row["field"] else [])


@rows("page_tails")
def test_page_tails(row: Row) -> None:
    line = Text.raw("附件1")
    assert list(before_tail([line, Text.raw(row["example"])])) == [line]


@pytest.mark.parametrize("name", ["provision_kinds", "criteria_headers"])
def test_patterns_tell_example_from_negative(name: str) -> None:
    for row in vocab.load(name):
        assert re.search(row["pattern"], row["example"]), row
        assert not re.search(row["pattern"], row["negative"]), row


def test_the_first_kind_that_matches_is_the_right_one() -> None:
    known = vocab.load("provision_kinds")
    for row in known:
        beside = [each for each in known if each["where"] == row["where"]]
        first = next(
            each for each in beside if re.search(each["pattern"], row["example"])
        )
        assert first["kind"] == row["kind"], row
