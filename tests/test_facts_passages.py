"""Which sentences tell of a study, and which drug holds from before them."""

import pytest

from normalize.facts.drugs import drug_names
from normalize.facts.passages import passages
from normalize.facts.study_gate import in_order
from normalize.text import Text


def read(words: str) -> list[tuple[str, list[str]]]:
    text = Text.raw(words)
    found = passages(text, drug_names(text), in_order([]))
    return [(str(p.sentence), [str(name) for _, name in p.named]) for p in found]


@pytest.mark.parametrize(
    ("words", "drugs"),
    [
        ("示例替尼片的试验入组60例患者。ORR为50%。", ["示例替尼片", "示例替尼片"]),
        ("示例替尼片的试验中，与样例他赛注射液相比，ORR更高。", ["示例替尼片"]),
        ("该试验共入组60例患者。", []),
    ],
)
def test_the_drug_that_holds(words: str, drugs: list[str]) -> None:
    assert [name for _, names in read(words) for name in names] == drugs


@pytest.mark.parametrize(
    "words",
    [
        "肺癌五年生存率仅为20%。",
        "举例来说，示例替尼片的ORR为30%。",
        "收入增长12%。",
        "",
    ],
)
def test_what_tells_of_no_study(words: str) -> None:
    assert read(words) == []


def test_a_study_goes_on_over_many_sentences() -> None:
    words = "示例替尼片的试验入组60例患者。" + "该研究继续随访。" * 500
    assert {tuple(names) for _, names in read(words)} == {("示例替尼片",)}


def test_a_break_ends_what_holds() -> None:
    words = "示例替尼片的试验入组60例患者。" + "今天天气很好。" * 9 + "该试验已结束。"
    assert read(words)[-1] == ("该试验已结束。", [])
