"""Whom a notice says to ask."""

import pytest

from normalize.document import Cell, Grid
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
        (["联系人：马某　古某", "电　话：0991—5555920", "手　机：13900000920", "邮　箱：a@b.cn"],
         ["|马某|0991—5555920、13900000920|a@b.cn", "|古某|0991—5555920、13900000920|a@b.cn"]),
        (["联系人：周某（市医保局），0573-55550922；吴某（市卫健局），0573-55550923。"],
         ["市医保局|周某|0573-55550922|", "市卫健局|吴某|0573-55550923|"]),
        (["联系电话：0351-5550101（王某）、0351-5550102（李某）"],
         ["|王某|0351-5550101|", "|李某|0351-5550102|"]),
        (["省医保局药械处：林某，0591-55550917；省采购中心：0591-55550918、55550919。"],
         ["省医保局药械处|林某|0591-55550917|", "省采购中心||0591-55550918、55550919|"]),
        (["业务咨询：张某 0351-5550101", "技术支持：李某 400-000-0001"],
         ["|张某|0351-5550101|", "|李某|400-000-0001|"]),
        (["联系人：张 三", "联系电话：010-5555 0001，010-55550002（传真）"], ["|张三|010-5555 0001|"]),
        (["（一）承办单位：示例署", "（二）地址：示例路9号", "（三）电话：02-27870000转9090", "（四）电子邮件：a@b.tw"],
         ["示例署||02-27870000转9090|a@b.tw"]),
        (["如有查询，请致电2319 0911与本办公室联络。"], ["||2319 0911|"]),
        (["拨打12393服务热线"], ["||12393|"]),
        (["联系单位及电话：示例局药化司 010-55550912"], ["示例局药化司||010-55550912|"]),
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
        "（联系电话：　　）",
        "政策支持：加大 力度",
        "示例公司于2023年联系了12345家单位。",
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


def test_a_table_of_contacts() -> None:
    rows = ["单位|联系人|联系电话", "甲省医保局|王某|0100-5550101", "乙处||"]
    text = Text.raw("\n".join(rows))
    grid = Grid(tuple(tuple(map(Cell, row.split(r"\|"))) for row in text.lines()))
    assert said(contacts([grid])) == ["甲省医保局|王某|0100-5550101|"]


def test_a_table_that_asks_for_numbers_is_no_contact() -> None:
    text = Text.raw("姓名|职务|是否住宿\n||")
    grid = Grid(tuple(tuple(map(Cell, row.split(r"\|"))) for row in text.lines()))
    assert contacts([grid]) == []
