"""What the notice parser does not do yet: each is expected to fail, strictly."""

import pytest

from normalize.notice.provisions import provisions
from tests.notices import texts


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
