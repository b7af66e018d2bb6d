"""Bytes read wrongly, with losses: put right, told where guessed, else left alone."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.draft import Doubt
from normalize.repairs import language, lost_lines, mojibake
from normalize.repairs.lossy import UNDEFINED
from normalize.text import Text, restore

CASES = Path(__file__).parent / "cases"
SENTENCE = "示例省药品监督管理局公布抽检结果，企业应当在十日内整改。"


def cases(name: str) -> Any:
    lines = (CASES / f"mojibake_{name}.jsonl").read_text("utf-8").split("\n")
    return pytest.mark.parametrize("case", [json.loads(line) for line in lines if line])


def mended(raw: str) -> tuple[str, list[Doubt]]:
    text, doubts = mojibake.repair(Text.raw(raw))
    assert restore(str(text), text.repairs(raw)) == raw
    return str(text), doubts


@cases("positive")
def test_damage_is_mended_and_told(case: dict[str, str]) -> None:
    words, doubts = mended(case["input"])
    assert words == case["expected"]
    assert [doubt.code for doubt in doubts] == [case["code"]] * len(doubts)


@cases("negative")
def test_sound_text_is_left_alone(case: dict[str, str]) -> None:
    assert mended(case["input"]) == (case["expected"], [])


@pytest.mark.xfail(reason="known failure: the likelier guess is wrong", strict=True)
@cases("known_failures")
def test_a_guess_that_is_wrong(case: dict[str, str]) -> None:
    assert mended(case["input"])[0] == case["expected"]


@cases("known_failures")
def test_a_wrong_guess_names_the_right_one(case: dict[str, str]) -> None:
    words, [doubt] = mended(case["input"])
    assert doubt.code == "mojibake_uncertain"
    right = [a for a, b in zip(case["expected"], words, strict=True) if a != b]
    assert all(char in doubt.message for char in right)


def lost(text: str, mark: str) -> str:
    """Read UTF-8 as a GBK decoder does that makes one mark of what is no GBK."""
    return text.encode().decode("gbk", "replace").replace("\ufffd", mark)


@pytest.mark.parametrize("mark", ["?", "\ufffd"])
def test_only_the_damaged_line_changes(mark: str) -> None:
    sound = "这是真的吗?(注1)\n蒺藜、薏苡仁?\n"
    raw = f"{sound}{lost(SENTENCE, mark)}\n{sound}"
    assert mended(raw)[0] == f"{sound}{SENTENCE}\n{sound}"


def test_each_change_is_as_short_as_the_bytes_allow() -> None:
    raw = lost(SENTENCE, "?")
    text, _ = mojibake.repair(Text.raw(raw))
    assert max(len(repair.after) for repair in text.repairs(raw)) == 3


def test_what_no_byte_tells_is_said_to_be_lost() -> None:
    raw = f"{lost(SENTENCE, '?')}????"
    _, doubts = mended(raw)
    assert {doubt.code for doubt in doubts} == {"mojibake_lost"}


def test_bytes_that_cp1252_does_not_have_may_be_gone() -> None:
    shown = "".join(
        "" if byte in UNDEFINED else bytes([byte]).decode("cp1252")
        for byte in SENTENCE.encode()
    )
    assert len(shown) < len(SENTENCE.encode())
    assert mended(shown)[0] == SENTENCE


def test_a_name_of_a_place_is_known() -> None:
    assert "安福县" in language.dictionary()
    assert language.plain().score("安福县") > language.plain().score("安保县")


def test_a_page_full_of_damage_is_not_read_to_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lost_lines, "MOST", 60)
    words, doubts = mended(f"{lost(SENTENCE, '?')}\n" * 3)
    assert words.count(SENTENCE) == 1
    assert "mojibake_unread" in {doubt.code for doubt in doubts}


def test_japanese_is_no_damage() -> None:
    text = "新しいワクチンの接種がはじまりました。くわしくは病院で。\n" * 2000
    assert mended(text) == (text, [])


@given(st.text(alphabet="鍥藉惰嵂鐩戝眬?\ufffd，、。药品ab1é”\n", max_size=80))
def test_any_text_comes_back(raw: str) -> None:
    mended(raw)


@given(st.text(max_size=100))
def test_any_characters_are_borne(raw: str) -> None:
    mended(raw)
