"""Where the lines of a page begin that no block element parts."""

import pytest

from extract.readers import html
from normalize.document import Heading

SENTENCE = "国家药监局批准示例替尼片上市，用于治疗成人患者，定价尚未公布。"


@pytest.mark.parametrize("shown", ["block", "flex", "grid", "table", "list-item"])
@pytest.mark.parametrize("name", ["span", "a", "b", "i", "em", "label", "font"])
def test_an_inline_element_that_is_shown_as_a_block(name: str, shown: str) -> None:
    box = f"<{name} style='color:red; display : {shown}'>第二行，见附件。</{name}>"
    document = html.read(f"<p>{SENTENCE}{box}第三行，特此公告。</p>", "a.html")
    assert str(document.text) == f"{SENTENCE}\n第二行，见附件。\n第三行，特此公告。"


@pytest.mark.parametrize(
    "style", ["inline-block", "inline", "table-cell", "inline-flex"]
)
def test_an_inline_element_that_stays_in_its_line(style: str) -> None:
    page = f"<p>{SENTENCE}<b style='display:{style}'>特此公告。</b></p>"
    assert str(html.read(page, "a.html").text) == f"{SENTENCE}特此公告。"


def test_a_script_that_speaks_of_blocks_parts_nothing() -> None:
    page = f"<p><b>国家</b><script>b.style='display:block'</script>药监局</p>{SENTENCE}"
    assert "国家药监局" in str(html.read(page, "a.html").text)


def test_the_lines_of_a_heading_are_one_heading() -> None:
    lines = "<span style='display:block'>示例局</span>关于征求意见的公告"
    document = html.read(f"<h1>{lines}</h1><p>{SENTENCE}</p>", "a.html")
    headings = [b for b in document.blocks if isinstance(b, Heading)]
    assert [str(heading.text) for heading in headings] == ["示例局关于征求意见的公告"]


@pytest.mark.parametrize("page", ["</div>{0}<br>{0}", "{0}<b>特此公告。</b>"])
def test_words_without_any_block_are_read(page: str) -> None:
    assert SENTENCE in str(html.read(page.format(SENTENCE), "a.html").text)
