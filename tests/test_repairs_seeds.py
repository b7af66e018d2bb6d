"""The chain of repairs on the real documents."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from normalize.repairs import (
    repair_all,
    traditional,
)
from normalize.text import Text
from tests.repairing import (
    clean,
    codes,
    rules,
)


def seed(shared: Path, number: str) -> str:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")


def gold(shared: Path, number: str) -> dict[str, Any]:
    (path,) = (shared / "corpora" / "gold").glob(f"seed_{number}_*.json")
    answers: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return answers


def lost_lines(raw: str) -> list[str]:
    text, _ = repair_all(Text.raw(raw))
    gone = {"spam", "page_furniture", "foreign_script"}
    return [
        repair.before.strip()
        for repair in text.repairs(raw)
        if gone & set(repair.rule.split("+")) and not repair.after.strip()
    ]


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_seeds_come_back_from_their_ledger(shared: Path, number: str) -> None:
    clean(seed(shared, number))


@pytest.mark.parametrize("number", ["000", "002"])
def test_clean_seeds_lose_nothing(shared: Path, number: str) -> None:
    raw = seed(shared, number)
    assert lost_lines(raw) == []
    assert rules(raw) <= {"width", "latex", "traditional"}
    assert codes(raw) == []


def test_only_adverts_leave_the_copied_notice(shared: Path) -> None:
    raw = seed(shared, "001")
    end, lost = gold(shared, "001")["end_of_document"], lost_lines(raw)
    assert (lost[0], len(lost)) == (end["first_advert_line"], end["advert_lines_after"])
    kept = raw[: raw.index(end["first_advert_line"])]
    assert clean(raw) == clean(kept)
    assert kept.rstrip().endswith(end["last_real_line"])


def test_the_hijacked_page_is_clean(shared: Path) -> None:
    raw, answers = seed(shared, "003"), gold(shared, "003")
    lines = [line for line in clean(raw).splitlines() if line.strip()]
    assert answers["title"] in lines
    assert lines[0] == " > ".join([answers["host_site"], *answers["channel"]])
    assert lines[-1] == f"【责任编辑：{answers['editor']}】"
    assert traditional.lean(clean(raw))[0] == 0
    assert not re.search(r"[(（] ?[a-zāáǎàēéěèīíǐìōóǒòūúǔù]+ ?[)）]", clean(raw))
    assert len(lost_lines(raw)) == 7


def test_the_machine_translated_page_is_chinese_again(shared: Path) -> None:
    raw, (drug, *_) = seed(shared, "004"), gold(shared, "004")["drugs"]
    assert not re.search("[\u0600-\u06ff]", clean(raw))
    assert f"{drug['cell_source']}间充质干细胞({drug['class']})注射液" in clean(raw)
    assert len(lost_lines(raw)) == 2  # a comment form, a disclaimer that names nobody
    assert codes(raw) == ["foreign_term_supplied"]
