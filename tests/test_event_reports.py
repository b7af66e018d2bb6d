"""One event that several pages tell, each in its own words, is one row."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from extract.inputs import Input
from extract.one import extract_file
from normalize.merge import merge
from normalize.rows import Rows

BODY = "沐岚替尼片（商品名：沐岚达）由远岫药业研发，用于治疗示例淋巴瘤患者，疗效与安全性良好。"
PAGES = {
    "day.txt": ("沐岚替尼片获批上市", "2025-03-20", "3月18日，国家药监局附条件批准沐岚替尼片上市。"),
    "stated.txt": ("新药沐岚替尼片来了", "2025-03-21", "2025年3月18日，沐岚替尼片获批上市。"),
    "lately.txt": ("国产新药获批", "2025-03-22", "近日，沐岚替尼片获国家药监局批准上市。"),
    "trade.txt": ("沐岚达获批上市", "2025-03-23", "3月18日，沐岚达获批上市。"),
    "undated.txt": ("患者迎来新药沐岚替尼片", "2025-03-24", "沐岚替尼片已获国家药监局批准上市。"),
}  # fmt: skip
FORECAST = (
    "沐岚替尼片何时获批",
    "2025-01-10",
    "业内预计，沐岚替尼片将于2025年3月获批上市。",
)


def rows_of(folder: Path, name: str, page: tuple[str, str, str]) -> Rows:
    title, day, told = page
    path = folder / name
    path.write_text(f"{title}\n{day} 来源：示例日报\n\n{told}{BODY}\n", "utf-8")
    return extract_file(Input(path, name))


def approvals(results: list[Rows]) -> list[dict[str, Any]]:
    kinds = ("approval", "conditional_approval")
    return [row for row in merge(results)["events"] if row["event_type"] in kinds]


def test_five_reports_are_one_event(tmp_path: Path) -> None:
    results = [rows_of(tmp_path, name, page) for name, page in PAGES.items()]
    [event] = approvals(results)
    assert event["n_reports"] == 5
    assert (str(event["event_date"]), event["event_type"], event["modality"]) == (
        "2025-03-18",
        "conditional_approval",
        "happened",
    )
    assert event["participants"][0] == {
        "name": "国家药监局",
        "kind": "agency",
        "role": "decides",
    }


def test_what_was_expected_stays_beside_what_came(tmp_path: Path) -> None:
    pages = {**PAGES, "forecast.txt": FORECAST}
    results = [rows_of(tmp_path, name, page) for name, page in pages.items()]
    told = {row["modality"]: row["n_reports"] for row in approvals(results)}
    assert told == {"happened": 5, "forecast": 1}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_the_pages_does_not_matter(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    names = list(PAGES)[:3]
    results = [rows_of(tmp_path, name, PAGES[name]) for name in names]
    first, other = approvals(results), approvals([results[i] for i in order])
    assert first == other


APART = {
    "provinces": (
        ("3月18日，沐岚替尼片在浙江省纳入门诊特药目录。", "3月18日，沐岚替尼片在湖南省纳入门诊特药目录。"),
        "reimbursement",
    ),
    "indications": (
        ("3月18日，沐岚替尼片获批用于治疗肺癌。", "3月18日，沐岚替尼片获批用于治疗胃癌。"),
        "approval",
    ),
    "years": (
        ("2029年3月18日，沐岚替尼片获批上市。", "2030年3月18日，沐岚替尼片获批上市。"),
        "approval",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", APART)
def test_two_events_of_one_drug_stay_two(tmp_path: Path, name: str) -> None:
    told, kind = APART[name]
    pages = [
        ("沐岚替尼片的新进展", f"2031-03-2{at}", f"{words}患者家属表示期待已久。")
        for at, words in enumerate(told)
    ]
    results = [rows_bare(tmp_path, f"{at}.txt", page) for at, page in enumerate(pages)]
    for order in (results, results[::-1]):
        rows = [row for row in merge(order)["events"] if row["event_type"] == kind]
        assert [row["n_reports"] for row in rows] == [1, 1]


def rows_bare(folder: Path, name: str, page: tuple[str, str, str]) -> Rows:
    title, day, told = page
    path = folder / name
    path.write_text(f"{title}\n{day} 来源：示例日报\n\n{told}\n", "utf-8")
    return extract_file(Input(path, name))
