"""Which facts of a form's answer are of a study of its own drug."""

import pytest

from normalize.facts.drugs import drug_names
from normalize.facts.outcomes import outcomes
from normalize.facts.study_gate import of_own_study, tells_of_study
from normalize.sentences import sentences
from normalize.text import Text


def read(words: str) -> list[str]:
    text = Text.raw(words)
    found = of_own_study(text, outcomes(text), drug_names(text), "示舒替尼")
    return [str(fact.cells["value"]) for fact in found]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("本品2年OS率55.2%，疾病控制率82.4%。", ["55.2", "82.4"]),
        ("示舒替尼是首个口服药。其中位PFS达9.0个月。", ["9.0"]),
        ("目录内的示格替尼2年OS率为30.1%；本品2年OS率55.2%。", ["55.2"]),
        ("本品ORR仅12.3%。", ["12.3"]),
        ("目录内的示格替尼片2年OS率为30.1%。", []),
        ("晚期胆管癌患者5年生存率为9%。", []),
        ("研究显示我国胆管癌5年OS率为11.3%。", []),
        ("传统化疗的ORR为12.0%，本品填补空白。", []),
        ("本品填补空白。该病5年生存率仅9%。", []),
        ("假设本品的ORR为50%。", []),
    ],
)
def test_what_a_form_tells_of_its_own_drug(words: str, values: list[str]) -> None:
    assert read(words) == values


def test_a_study_goes_on_without_a_word_of_it() -> None:
    told = list(sentences(Text.raw("共入组20例患者。ORR为50%。PFS为9个月。")))
    assert tells_of_study(told, [])
    assert not tells_of_study(told[1:], [])
