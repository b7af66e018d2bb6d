"""Which copy leads, and what holds of copies at large."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.column import columns_of
from normalize.rows import Row
from normalize.tables import (
    RepairRow,
)
from tests.copied_pages import (
    ARTICLE,
    MENU,
    NEWS,
    NOTICE,
    OTHER,
    PAPER,
    changed,
    copies,
    document,
    tables_of,
    told,
)

# --- who leads


def repair(doc_id: str, rule: str) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(RepairRow))
    return row | {"doc_id": doc_id, "rule": rule, "start": 0, "end": 1}


EARLY = datetime(2024, 1, 1, tzinfo=UTC)
LATE = datetime(2024, 1, 2, tzinfo=UTC)
GOV = {"source_type": "notice", "url": "https://ybj.example.gov.cn/art/1.html"}


@pytest.mark.parametrize(
    ("other", "leader"),
    [
        (document("b", NEWS), "a"),
        (document("b", NEWS, published_at=EARLY), "b"),
        (document("b", NEWS, status="partial", published_at=EARLY), "a"),
        (document("b", told(*ARTICLE[:-1]), published_at=EARLY), "a"),
        (document("b", NEWS, **GOV), "b"),
        (document("b", NEWS, source_type="notice", url="https://gov.cn.example.com/"), "a"),
    ],
)  # fmt: skip
def test_the_better_one_leads(other: Row, leader: str) -> None:
    found = (
        copies(tables_of(document("a", NEWS, published_at=LATE), other))
        if (other["published_at"])
        else copies(tables_of(document("a", NEWS), other))
    )
    assert set(found.values()) == {leader}


def test_the_clean_one_leads_and_convention_is_no_damage() -> None:
    pages = [document("a", NEWS), document("b", NEWS)]
    damage = [repair("a", "pinyin"), repair("a", "traditional+mojibake")]
    print_ = [
        repair("b", "width"),
        repair("b", "markup"),
        repair("b", "page_furniture"),
    ]
    assert copies(tables_of(*pages, repairs=damage + print_)) == {"a": "b"}


def test_likeness_is_the_share_of_the_shorter_text() -> None:
    tables = tables_of(document("a", NEWS), document("b", told(*ARTICLE[:4])))
    copies(tables)
    likeness = [row["copy_likeness"] for row in tables["documents"]]
    assert likeness == [None, 1.0]


def test_every_copy_is_a_copy_of_its_leader_not_of_a_copy() -> None:
    """The short text is within both; the two long ones differ in a number."""
    long = told(*OTHER, *NOTICE)
    pages = [
        document("a", long), document("b", changed(long, ("36.5", "38.5"))),
        document("c", told(*OTHER, *NOTICE[:2], *NOTICE[3:])),
    ]  # fmt: skip
    found = copies(tables_of(*pages))
    assert found == {"c": "a"}


# --- at large

PIECES = [*ARTICLE, *NOTICE, *OTHER]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("\n".join)


@given(st.lists(texts, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(words: list[str], dice: Any) -> None:
    pages = [document(f"{i:02}", text) for i, text in enumerate(words)]
    mixed = list(pages)
    dice.shuffle(mixed)
    assert copies(tables_of(*pages)) == copies(tables_of(*mixed))


@given(st.lists(texts, min_size=2, max_size=6))
def test_groups_have_one_leader_and_marking_again_changes_nothing(
    words: list[str],
) -> None:
    pages = [document(f"{i:02}", text) for i, text in enumerate(words)]
    tables = tables_of(*pages)
    found = copies(tables)
    assert not set(found) & set(found.values())
    assert copies(tables) == found


@given(texts, st.integers(2, 6))
def test_equal_bodies_are_one_group(text: str, n: int) -> None:
    pages = [document(f"{i:02}", MENU * (i % 2) + text) for i in range(n)]
    found = copies(tables_of(*pages))
    assert len(found) in (0, n - 1)
    assert len(set(found.values())) <= 1


def test_many_mirrors_of_one_article_are_one_group() -> None:
    """A hash pairs a page with its neighbors only; the group has them all."""
    pages = [document(f"{i:03}", MENU + NEWS + f"\n访问量：{i}") for i in range(60)]
    assert len(copies(tables_of(*pages))) == 59


def test_many_notices_of_one_template_are_none() -> None:
    pages = [document(f"{i:03}", changed(PAPER, ("36.5", f"{i}.5"))) for i in range(60)]
    assert not copies(tables_of(*pages))
