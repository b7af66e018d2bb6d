"""The mark of a footnote behind a label is none of its words; a printed number is."""

import pytest

from normalize.form.numbering import bare
from normalize.text import Text


@pytest.mark.parametrize("mark", ["1", "12", "1,3"])
def test_a_raised_mark_is_left_out(mark: str) -> None:
    label = Text.raw(f"药品注册分类{mark}")
    marked = label.change([(6, len(label), f"[{mark}]")], "superscript")
    assert str(marked) == f"药品注册分类[{mark}]"
    assert str(bare(marked)) == "药品注册分类"


def test_a_power_behind_a_label_is_such_a_mark() -> None:
    assert str(bare(Text.raw("药品注册分类^1："))) == "药品注册分类"


def test_a_number_printed_in_brackets_stays() -> None:
    assert str(bare(Text.raw("试验类型[2]"))) == "试验类型[2]"
