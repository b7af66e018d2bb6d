"""Bold by printing again: what is stored of the further prints is only a part.

PDFium leaves out a character that it has seen at this place, but not always; so of the
second and third print of a label some pieces are left, which begin anywhere in it.
"""

import pytest

from extract.readers.printed.lines import lines
from extract.readers.printed.page import Glyph
from extract.readers.printed.runs import runs_of
from tests.printed_pages import words

LABEL = "显示药品名称"


def read(*prints: list[Glyph]) -> list[str]:
    return [line.chars for line in lines([r for p in prints for r in runs_of(p)])]


@pytest.mark.parametrize("start", range(6))
@pytest.mark.parametrize("end", [4, 6])
def test_a_part_that_is_printed_again_is_read_once(start: int, end: int) -> None:
    again = words(10.3, 10, LABEL)[start:end]
    assert read(words(10, 10, LABEL), again, again) == [LABEL]


@pytest.mark.parametrize("start", range(1, 5))
def test_a_print_that_goes_on_beyond_the_first_is_cut_there(start: int) -> None:
    first, second = words(10, 10, LABEL)[:4], words(10.3, 10, LABEL)[start:]
    assert read(first, second) == [LABEL]


def test_another_word_at_the_same_place_is_kept() -> None:
    assert "".join(read(words(10, 10, "药品"), words(10, 10, "规格"))) == "药品规格"


def test_the_same_word_on_another_height_is_kept() -> None:
    assert read(words(10, 10, "药品"), words(10, 30, "药品")) == ["药品", "药品"]
