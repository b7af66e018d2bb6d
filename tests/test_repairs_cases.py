"""Every repair on single strings: what it must mend, must leave, and cannot do yet."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from normalize.repairs import REPAIRS, traditional
from normalize.text import Text, restore

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, str]]:
    text = (CASES / f"repairs_{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def mended(case: dict[str, str]) -> str:
    if case["repair"] == "simplified":
        return traditional.simplified(case["input"])
    text, _ = dict(REPAIRS)[case["repair"]](Text.raw(case["input"]))
    assert restore(str(text), text.repairs(case["input"])) == case["input"]
    return str(text)


def each(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    rows = cases(name)
    ids = [f"{number}-{case['repair']}" for number, case in enumerate(rows)]
    return pytest.mark.parametrize("case", rows, ids=ids)


@each("positive")
def test_damage_is_mended(case: dict[str, str]) -> None:
    assert case["input"] != case["expected"]
    assert mended(case) == case["expected"]


@each("negative")
def test_sound_text_is_left_alone(case: dict[str, str]) -> None:
    assert case["input"] == case["expected"]
    assert mended(case) == case["expected"]


@pytest.mark.xfail(reason="known failure", strict=True)
@each("known_failures")
def test_not_yet(case: dict[str, str]) -> None:
    assert mended(case) == case["expected"]
