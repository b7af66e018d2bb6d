"""Whom a notice says to ask."""

import pytest

from normalize.notice.contacts import Reached, contacts, merged
from normalize.text import Text
from tests.notices import texts


def said(reached: list[Reached]) -> list[str]:
    rows = [(each.agency, each.person, each.phone, each.email) for each in reached]
    return ["|".join("" if cell is None else str(cell) for cell in row) for row in rows]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["联系人:甲省药监局 宋某某 0351-5550101", "甲省医保局 展某某 0351-5550102"],
         ["甲省药监局|宋某某|0351-5550101|", "甲省医保局|展某某|0351-5550102|"]),
        (["联系人：王某，联系电话：010-55550101，邮箱：a@example.com"],
         ["|王某|010-55550101|a@example.com"]),
        (["联系人：王某、李某；电话：010-55550101"],
         ["|王某|010-55550101|", "|李某|010-55550101|"]),
        (["联系人：医政司　祁某某", "电　话：010-55550139"], ["医政司|祁某某|010-55550139|"]),
        (["监督电话：021-55550101（工作日）"], ["||021-55550101|"]),
        (["省医保局咨询电话：0531-55550101、55550102"], ["省医保局||0531-55550101、55550102|"]),
        (["三、联系方式", "市科技局社会发展处 李某 020-55550101"],
         ["市科技局社会发展处|李某|020-55550101|"]),
        (["材料报送邮箱：a@example.com", "邮寄地址：示例路1号", "联系人及联系方式：宋某 0351-5550101/13000000000"],
         ["|宋某|0351-5550101、13000000000|a@example.com"]),
        (["联系人：王某 电话：010-55550101 传真：010-55550102"], ["|王某|010-55550101|"]),
        (["电话：55550101"], ["||55550101|"]),
    ],
)  # fmt: skip
def test_contacts(lines: list[str], expected: list[str]) -> None:
    assert said(contacts(texts(*lines))) == expected


@pytest.mark.parametrize(
    "line",
    [
        "联系电话：",
        "联系人：　　　电话：",
        "示例省药监局 王某 0351-5550101",
        "一、加强联系",
    ],
)
def test_no_contacts(line: str) -> None:
    assert contacts(texts(line)) == []


def test_an_attachment_adds_the_address_and_not_a_private_number() -> None:
    own = [Reached(person=Text.raw("宋某"), phone=Text.raw("0351-5550101"))]
    other = [
        Reached(
            person=Text.raw("宋某"),
            phone=Text.raw("13000000000"),
            email=Text.raw("a@b.cn"),
        ),
        Reached(person=Text.raw("李某"), phone=Text.raw("0351-5550102")),
    ]
    assert said(merged(own, other)) == [
        "|宋某|0351-5550101|a@b.cn",
        "|李某|0351-5550102|",
    ]
