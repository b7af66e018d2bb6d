"""A second opinion on the visible text of a page: BeautifulSoup sees the same words."""

import pytest
from bs4 import BeautifulSoup

from extract.readers import read

ARTICLE = """<!DOCTYPE html><html><head><title>{title}</title><style>p {{ color: red }}</style>
<script>var a = "<p>不是正文</p>";</script></head><body><h1>{title}</h1>
<p>2025-03-01 10:22　来源：示例网</p>{body}</body></html>"""
SENTENCES = (
    "甲公司今日公布示例替尼片的研究结果，主要终点已经达到。专家表示，该结果令人鼓舞。"
)
BODIES = [
    f"<p>{SENTENCES}</p><p>{SENTENCES}</p>",
    f"<div>{SENTENCES}<br>{SENTENCES}<br/>中位<b>PFS</b>为<i>12.3</i>个月&nbsp;&amp;&#21442;照。</div>",
    f"<p>{SENTENCES}<p>{SENTENCES}<ul><li>一项{SENTENCES}<li>二项{SENTENCES}</ul>",
    f"<p>{SENTENCES}</p><table><tr><th>药品<th>规格<tr><td>示例片<td>5mg</table><p>{SENTENCES}</p>",
    f"<p>{SENTENCES}<!-- 不显示 -->{SENTENCES}</p><p>a &lt; b，P&le;0.05，{SENTENCES}</p>",
]


@pytest.mark.parametrize("body", BODIES)
def test_both_see_the_same_words(body: str) -> None:
    page = ARTICLE.format(title="示例替尼片研究达到主要终点", body=body)
    soup = BeautifulSoup(page, "html.parser")
    for tag in soup(["script", "style", "title"]):
        tag.decompose()
    document = read(page.encode(), "page")
    assert "".join(str(document.text).split()) == "".join(soup.get_text().split())
