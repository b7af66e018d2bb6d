"""Words of Taiwan and Hong Kong as keys; mainland text that a converter went through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.regional import mainland
from normalize.repairs import repair_all
from normalize.text import Text
from normalize.vocab import load


@pytest.mark.parametrize("row", load("regional_terms"), ids=lambda row: row["term"])
def test_a_term_has_a_key(row: dict[str, str]) -> None:
    assert mainland(row["term"]) == row["mainland"] != row["term"]
    assert row["term"] in row["example"]
    assert mainland(row["example"]) != row["example"]
    for word in filter(None, row["not_in"].split("、")):
        assert row["term"] in word and mainland(word) == word


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("复发或难治型急性淋巴芽细胞白血病", "复发或难治型急性淋巴细胞白血病"),
        ("骨髓增生不良症候群", "骨髓增生异常综合征"),
        ("晚期非小细胞肺癌", "晚期非小细胞肺癌"),
        ("罕见病患者", "罕见病患者"),
        ("该中药证据不足", "该中药证据不足"),
        ("产品品质与网路", "产品品质与网路"),
    ],
)
def test_words_and_keys(words: str, key: str) -> None:
    assert mainland(words) == key


def test_a_mainland_term_is_its_own_key() -> None:
    keys = {row["mainland"] for row in load("regional_terms")}
    assert [key for key in keys if mainland(key) != key] == []


@given(st.lists(st.sampled_from([row["example"] for row in load("regional_terms")])))
def test_a_key_is_its_own_key(words: list[str]) -> None:
    key = mainland("，".join(words))
    assert mainland(key) == key


def codes(raw: str) -> list[str]:
    return [doubt.code for doubt in repair_all(Text.raw(raw))[1]]


@pytest.mark.parametrize(
    "raw",
    [
        "進程性死亡受體-1抑制劑獲批，用於治療成人患者。",
        "藥品批准檔案由申請人保管，審批程式另行公佈。",
        "疗效显着，双方签订采购契约，用于治疗成人患者。",
    ],
)
def test_swapped_terms_are_flagged_and_kept(raw: str) -> None:
    assert codes(raw) == ["converted_vocabulary"]


@pytest.mark.parametrize(
    "raw",
    [
        "食藥署核准新藥上市，健保署依政府資訊公開法公布給付規定。",
        "程序性死亡受体-1抑制剂获批，批准文件已送达。",
        "双方签订劳动契约。",
        "工藝引數。",
    ],
)
def test_honest_terms_are_not(raw: str) -> None:
    assert codes(raw) == []
