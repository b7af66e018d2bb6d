"""Tables of notices: heads of several rows, forms, what is kept as fields."""

import pytest

from normalize.document import Cell, Grid
from normalize.notice.cells import pairs
from normalize.notice.cited_lists import cited_in
from normalize.notice.drug_list import listed_drugs
from normalize.notice.fields import fields
from normalize.notice.table_heads import head_at
from normalize.text import Text
from tests.notices import plain


def grid(*lines: str) -> Grid:
    rows = [line.split("[|]") for line in Text.raw("\n".join(lines)).lines()]
    return Grid(tuple(tuple(map(Cell, row)) for row in rows))


def head(*lines: str) -> tuple[list[str], int]:
    rows = [[cell.text for cell in row] for row in grid(*lines).rows]
    labels, first = head_at(rows, 0)
    return [str(label.whole) for label in labels], first


@pytest.mark.parametrize(
    ("rows", "labels", "first"),
    [
        (["序号|价格|", "|原价|现价", "1|2|3"], ["序号", "价格原价", "价格现价"], 2),
        (["序号|价格|价格", "序号|原价|现价"], ["序号", "价格原价", "价格现价"], 2),
        (["甲|乙|", "|丙|丁", "1|2|3"], ["甲", "乙丙", "乙丁"], 2),
        (["甲|乙|乙", "甲|丙|丁", "子|戊|己"], ["甲", "乙丙", "乙丁"], 2),
        (["甲|乙|丙", "1|2|3"], ["甲", "乙", "丙"], 1),
        (["甲|乙|", "子|丑|", "寅|卯|"], ["甲", "乙", ""], 1),
        (["甲||乙|", "丙||丁|"], ["甲", "", "乙", ""], 1),
        (["序号|价格|", "|1.5|2.5"], ["序号", "价格", ""], 1),
        (["甲|乙", "丙|丁|戊"], ["甲", "乙"], 1),
    ],
)
def test_a_head(rows: list[str], labels: list[str], first: int) -> None:
    assert head(*rows) == (labels, first)


@pytest.mark.parametrize(
    ("unit", "cell", "expected"),
    [
        ("单位", "支", "支"),
        ("计价单位", "元/盒", "盒"),
        ("最小包装单位", "瓶", "瓶"),
        ("单位名称", "示例甲制药有限公司", None),
        ("单位", "示例甲制药有限公司", None),
    ],
)
def test_what_a_price_buys(unit: str, cell: str, expected: str | None) -> None:
    [drug] = listed_drugs(grid(f"药品名称|挂网价（元）|{unit}", f"示例片|9.80|{cell}"))
    said = drug.get("price_unit")
    assert (plain(said) if said else None) == expected
    assert ("company" in drug) is (expected is None)


def test_the_new_price_counts_and_the_old_one_is_kept() -> None:
    table = grid(
        "药品名称|企业|价格（元）|", "||调整前|调整后", "示例片|示例公司|9.8|7.1"
    )
    [drug] = listed_drugs(table)
    kept = [(plain(each.cells["label"]), plain(each.cells["value"]))
            for each in fields([table], None)]  # fmt: skip
    assert plain(drug["price"]) == "7.1元"
    assert kept == [("价格（元）调整前", "9.8")]


def test_the_head_of_the_next_page_is_no_drug() -> None:
    table = grid(
        "药品名称|生产企业", "示例片|示例公司", "药品名称|生产企业", "示范片|示例公司"
    )
    assert [plain(each["generic_name"]) for each in listed_drugs(table)] == [
        "示例片", "示范片",
    ]  # fmt: skip


def test_a_form_of_two_rows_is_no_list() -> None:
    table = grid("单位名称|示例局|联系人|甲某", "地址|示例路|电话|010-55550101")
    assert [str(pair.label) for pair in pairs(table)] == [
        "单位名称", "联系人", "地址", "电话",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lead", "relation"),
    [
        ("决定废止下列文件：", "repeals"),
        ("下列文件继续有效：", "refers"),
        ("对下列文件予以修改：", "amends"),
        ("现将有关文件目录公布如下：", "refers"),
    ],
)
def test_a_list_does_what_its_lead_says(lead: str, relation: str) -> None:
    item = "1.关于示例的通知（示发〔2013〕7号）"
    cited = list(cited_in([Text.raw(lead), Text.raw(item)]))
    assert [(str(each.doc_number), each.relation) for each in cited] == [
        ("示发〔2013〕7号", relation)
    ]


def test_a_list_of_goods_cites_nothing() -> None:
    table = grid("名称|编号", "示例柜|A-001")
    assert list(cited_in([Text.raw("下列设备报废："), table])) == []
