"""HTML: tokens, attributes and the tree, of damaged pages too."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers import html
from extract.readers.html.tokens import attribute, attributes, tokens
from extract.readers.html.tree import Tree
from tests.html_pages import PROSE, read
from tests.test_readers_plain import outline


@pytest.mark.parametrize(
    "page", ["<a <b> c", "</>x</ p>", "<p", "<a x='", "<title>甲", "a<b", "<>"]
)
def test_tokens_cover_the_source_without_a_gap(page: str) -> None:
    found = list(tokens(page))
    assert found[0][2] == 0
    assert all(a[3] == b[2] for a, b in pairwise(found))
    assert found[-1][3] == len(page)


TAG = st.lists(
    st.sampled_from(
        [
            " ",
            "=",
            '"',
            "'",
            "/",
            ">",
            "class",
            "CLASS",
            "x",
            "style",
            "ſtyle",
            "\u3000",
        ]
    ),
    max_size=12,
).map("".join)


@given(TAG)
def test_one_attribute_is_found_as_among_all(tag: str) -> None:
    found = attributes(tag, 0, len(tag))
    for name in ("class", "style", "x"):
        assert attribute(tag, 0, len(tag), name) == found.get(name)


@pytest.mark.parametrize(
    "unit", ["<a ", "<!--", "<script>", "<b> </b>", "<p x='", "=/"]
)
def test_damage_takes_time_in_proportion(unit: str) -> None:
    began = process_time()
    html.read(f"<p>{PROSE}<i {unit * 100_000}", "a.html")
    assert process_time() - began < 8


def test_a_hundred_thousand_nested_elements_are_read() -> None:
    assert outline(read("<div>" * 100_000 + PROSE)) == [PROSE]


def test_every_node_lies_inside_its_parent() -> None:
    tree = Tree.of(
        "<ul><li>甲<li><p>乙<table><tr><td>丙</ul><td>丁</table></b></p>戊<i><div>己</i>"
    )
    for i, node in enumerate(tree.nodes[1:], 1):
        parent = tree.nodes[node.parent]
        assert parent.start <= node.start <= node.end <= parent.end
        assert node.parent < i < node.last <= parent.last
