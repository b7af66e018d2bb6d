"""What the notice parser does not do yet: each is expected to fail, strictly."""

import pytest

from extract.readers import html
from normalize.notice.provisions import provisions
from tests.notices import texts


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
