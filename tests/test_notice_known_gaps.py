"""What the notice parser does not do yet: each is expected to fail, strictly."""

import pytest

from extract.readers import html, plain
from normalize.notice.provisions import provisions
from normalize.tables import Provision
from tests.notices import drafts, texts

WRAPPED = """甲省药监局关于示例的通知
各设区市市场监督管理局、药品不良反应监测中心：
（一）协议期内谈判药品按照支付标准直接挂网，企业应
当于规定时间内通过招采管理系统提交资料并对资料的真
实性、完整性负责，逾期未提交的，视为放弃在本省挂网
的资格，由此产生的后果由企业自行承担，请企业合理安
排时间。
甲省药监局
2025年6月20日
"""


@pytest.mark.xfail(
    strict=True, reason="the reader takes a full, wrapped line for a title"
)
def test_a_numbered_line_that_wraps_is_joined() -> None:
    found = drafts(plain.read(WRAPPED, "a.txt"), Provision)
    assert str(found[0]["text"]).startswith("协议期内")


@pytest.mark.xfail(strict=True, reason="the reader drops a line of <h1> as furniture")
def test_the_first_line_of_a_heading_stays() -> None:
    page = (
        "<html><body><div>您现在的位置：首页 &gt; 政策</div><h1>国家药监局综合司<br>"
        "关于示例的复函</h1><p>甲省药监局：</p><p>你局来函收悉，经研究，现函复如下，请遵照执行。</p>"
        "<p>国家药监局综合司</p><p>2025年6月20日</p></body></html>"
    )
    assert "国家药监局综合司\n关于" in str(html.read(page, "a.html").text)


@pytest.mark.xfail(strict=True, reason="a paragraph after a list goes to its last item")
def test_a_closing_paragraph_is_not_of_the_last_item() -> None:
    lines = [
        "二、用药保障",
        "（一）甲。",
        "（二）乙。",
        "下一步，我局将继续做好目录调整工作。",
    ]
    found = {each.path: str(each.text) for each in provisions(texts(*lines))}
    assert found["二/(二)"] == "乙。"


@pytest.mark.xfail(strict=True, reason="(1)…(2)… inside a paragraph stay in its text")
def test_inline_items_are_provisions() -> None:
    paths = [each.path for each in provisions(texts("1.支持研发。(1)甲。(2)乙。"))]
    assert paths == ["1", "1/(1)", "1/(2)"]
