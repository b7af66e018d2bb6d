"""Yes, no, neither, and boxes ticked in every way."""

import pytest

from normalize.values import Rejected
from normalize.values.yes_no import yes_no


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("是", True),
        ("否", False),
        ("是。", True),
        ("有", True),
        ("无", False),
        ("√", True),
        ("☑", True),
        ("×", False),
        ("Ｙ", True),
        ("n", False),
        ("独家", True),
        ("非独家", False),
        ("□是 ☑否", False),
        ("☑是，□否", True),
        ("■是□否", True),
        ("○是 ●否", False),
        ("是☑ 否□", True),
        ("是□否☑", False),
        ("( )是 (√)否", False),
        ("是（√） 否（ ）", True),
        ("[x] 是 [ ] 否", True),
        ("☑ 是", True),
        ("□是 □否", None),
        ("□", None),
        ("-", None),
        ("", None),
    ],
)
def test_answers(words: str, expected: bool | None) -> None:
    assert yes_no(words) is expected


@pytest.mark.parametrize("words", ["也许", "是否", "☑是 ☑否", "☑甲类 □乙类", "是或否"])
def test_what_is_no_answer(words: str) -> None:
    with pytest.raises(Rejected):
        yes_no(words)
