"""What citing words do with a policy."""

import re

import pytest

from normalize import vocab
from normalize.facts.relations import relation, relation_of_list
from normalize.tables.clauses import RELATIONS
from normalize.text import Text


def said(raw: str) -> list[str]:
    text = Text.raw(raw)
    found = re.finditer("《.*?》(?:（.*?）)?", raw)
    return [relation(text, *each.span()) for each in found]


@pytest.mark.parametrize(
    "row", vocab.load("citation_relations"), ids=lambda row: row["pattern"]
)
def test_every_word_does_what_its_example_says(row: dict[str, str]) -> None:
    assert row["relation"] in RELATIONS
    if row["place"] == "list":
        assert relation_of_list(row["example"]) == row["relation"]
        return
    assert said(row["example"].replace("□", "《示例办法》")) == [row["relation"]]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("根据《甲办法》《乙办法》（示发〔2021〕3号）和《丙规定》等", ["based_on"] * 3),
        ("根据国家示例局关于印发《甲办法》的通知", ["based_on"]),
        (
            "为贯彻落实《甲意见》，依据《乙办法》，制定本细则",
            ["implements", "based_on"],
        ),
        ("《甲办法》（示发〔2021〕3号）、《乙办法》同时废止", ["repeals", "repeals"]),
        ("2019年3月发布的《甲办法》同时废止", ["repeals"]),
        ("按照《甲办法》第三条，废止《乙办法》", ["based_on", "repeals"]),
        ("《甲办法》自本通知印发之日起停止执行", ["repeals"]),
        ("你局《关于示例的请示》（示〔2021〕3号）收悉", ["replies_to"]),
        ("现将《甲通知》（示〔2021〕3号）转发给你们", ["forwards"]),
        ("对《甲办法》作如下修改", ["amends"]),
        ("《甲办法》政策解读", ["interprets"]),
        ("2021年，我局印发《甲意见》，各地落实", ["refers"]),
        ("《甲办法》规定，企业应当自查", ["refers"]),
        ("依据不足的，不予受理。《甲办法》另有规定的除外", ["refers"]),
        ("贯彻全国会议精神，企业可参见《甲办法》", ["refers"]),
    ],
)
def test_relation(raw: str, expected: list[str]) -> None:
    assert said(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("现将《甲通知》（示〔2019〕3号）中有关内容调整如下", ["amends"]),
        ("将《甲通知》中的支付范围修改为：略", ["amends"]),
        (
            "近日印发了《甲规定》（示〔2022〕3号）。现就有关内容解读如下。",
            ["interprets"],
        ),
        ("印发了《甲规定》。为便于理解，现将有关内容解读如下。", ["interprets"]),
        ("根据《甲办法》，现公告如下。现就解读会议通知如下。", ["based_on"]),
        ("印发了《甲规定》。企业应当执行。", ["refers"]),
        ("《甲规定》中明确，药品价格由企业制定", ["refers"]),
    ],
)
def test_what_is_done_behind_a_title(raw: str, expected: list[str]) -> None:
    assert said(raw) == expected
