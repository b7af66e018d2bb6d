"""Decisions of people: read loudly, followed before any key, and told."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.decisions import BadDecision, parse, read_decisions
from normalize.decisions import of_entities
from normalize.draft import Draft
from normalize.entities.companies import firm_groups
from normalize.entities.decided import Contradiction, Decision, decided, sides_of
from normalize.entities.drugs import drug_groups
from normalize.entities.named import BLANK, drug_calls, firm_calls
from normalize.entities.rulings import unmet_decisions
from normalize.merge import merge
from normalize.rows import Row, Rows
from normalize.tables import DocumentRow, Drug
from tests.drafting import Page

HEAD = "decision,entity_type,one,other,reason,decided_by,decided_on"


def ruled(*lines: str) -> list[Decision]:
    """Decisions of lines without reason, person and day."""
    rows = [f"{line},it is so,zhang,2030-05-01" for line in lines]
    return parse("\n".join([HEAD, *rows]), "entities.csv")


def drug(name: str | None, holder: str | None = None, **cells: Any) -> Row:
    return {**BLANK, "generic_name": name, "holder": holder, **cells}


def together(rows: list[Row], decisions: list[Decision]) -> list[str]:
    """Groups as letters, the same in whatever order rows and decisions come."""
    letters = {id(row): "ABCDEF"[i] for i, row in enumerate(rows)}
    seen = set()
    for order in permutations(rows):
        for lines in (decisions, decisions[::-1]):
            groups, _ = decided(drug_groups([*order]), lines, drug_calls)
            words = ("".join(sorted(letters[id(r)] for r in g)) for g in groups)
            seen.add(tuple(sorted(words)))
    assert len(seen) == 1, seen
    return list(seen.pop())


# --- what they do


@pytest.mark.parametrize(
    ("rows", "lines", "groups"),
    [
        # joined though no key does
        ([drug("甲片", "乙公司"), drug("甲片", "丙公司")], ["same,drug,甲片|乙公司,甲片|丙公司"], ["AB"]),
        ([drug("甲片", "乙公司"), drug("丁丸")], ["same,drug,丁丸,甲片"], ["AB"]),
        ([drug("甲片", "乙公司", approval_number="国药准字H1"), drug("丁丸")], ["same,drug,丁丸,国药准字H1"], ["AB"]),
        # a chain of decisions
        ([drug("甲片"), drug("丙丸"), drug("丁散")], ["same,drug,甲片,丙丸", "same,drug,丙丸,丁散"], ["ABC"]),
        # a name that two drugs have is no decision on either
        ([drug("甲片", "乙公司"), drug("甲片", "丙公司"), drug("丁丸")], ["same,drug,丁丸,甲片"], ["A", "B", "C"]),
        # kept apart though a key joins; a bare row could mean both
        ([drug("甲片", "乙公司", catalog_code="X"), drug("甲丸", "乙公司", catalog_code="X")], ["different,drug,甲片|乙公司,甲丸|乙公司"], ["A", "B"]),
        ([drug("甲片", trade_name="达"), drug("甲片", "丙公司", trade_name="达"), drug("甲片", "乙公司", trade_name="达")], ["different,drug,甲片|乙公司,甲片|丙公司"], ["A", "B", "C"]),
        # what shares a name with one half only goes with it
        ([drug("甲片", "乙公司", approval_number="H1"), drug("甲片", "丙公司", approval_number="H1"), drug("甲片", "乙公司")], ["different,drug,甲片|乙公司,甲片|丙公司"], ["AC", "B"]),
        # same and different: what is the same as one is not the other either
        ([drug("甲片", "乙公司", approval_number="H1"), drug("甲片", "丙公司", approval_number="H1"), drug("丁丸")], ["different,drug,甲片|乙公司,甲片|丙公司", "same,drug,丁丸,甲片|丙公司"], ["A", "BC"]),
        # on what is not there
        ([drug("甲片"), drug("丙丸")], ["same,drug,甲片,戊液", "different,drug,己片,庚片"], ["A", "B"]),
    ],
)  # fmt: skip
def test_a_decision_goes_before_keys(
    rows: list[Row], lines: list[str], groups: list[str]
) -> None:
    assert together(rows, ruled(*lines)) == groups


def test_two_legal_forms_may_be_kept_apart() -> None:
    rows = [{"name": "示例药业有限公司"}, {"name": "示例药业股份有限公司"}]
    lines = ruled("different,company,示例药业有限公司,示例药业股份有限公司")
    assert len(firm_groups(rows)) == 1
    assert len(decided(firm_groups(rows), lines, firm_calls)[0]) == 2


@pytest.mark.parametrize(
    "lines",
    [
        ["same,drug,甲片,乙片", "same,drug,乙片,丙片", "different,drug,甲片,丙片"],
        ["different,drug,甲片,丙片", "same,drug,丙片,甲片|乙公司", "same,drug,甲片,甲片|乙公司"],
    ],
)  # fmt: skip
def test_decisions_that_contradict_one_another_are_refused(lines: list[str]) -> None:
    with pytest.raises(Contradiction, match=r"entities.csv:\d"):
        sides_of(ruled(*lines))


def test_one_row_can_not_be_two() -> None:
    rows = [[drug("甲片", "乙公司", approval_number="国药准字H1")]]
    with pytest.raises(Contradiction, match="one row is named both"):
        decided(rows, ruled("different,drug,甲片|乙公司,国药准字H1"), drug_calls)


NAMES = [
    drug(n, h) for n in ("甲片", "乙丸", "丙散") for h in (None, "丁公司", "戊公司")
]


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=7), st.randoms())
def test_the_order_of_rows_changes_nothing(rows: list[Row], chance: Any) -> None:
    rows = [dict(row) for row in rows]
    lines = ruled(
        "same,drug,甲片|丁公司,乙丸|丁公司", "different,drug,甲片|丁公司,甲片|戊公司"
    )

    def groups(order: list[Row]) -> set[frozenset[int]]:
        found, _ = decided(drug_groups(order), lines, drug_calls)
        return {frozenset(id(row) for row in group) for group in found}

    shuffled = [*rows]
    chance.shuffle(shuffled)
    assert groups(rows) == groups(shuffled)
    assert sum(map(len, groups(rows))) == len(rows)


# --- what a run tells of them


def news(raw: str, name: str) -> Rows:
    page = Page(raw, name)
    lines = list(page.document.lines())
    one = Draft(Drug, generic_name=lines[0], company=lines[1])
    rows = page.typed(Draft(DocumentRow), one)
    rows["documents"][0] |= {"path": name, "source_type": "news", "status": "ok"}
    return rows


def test_a_decision_is_told_and_the_row_is_one() -> None:
    results = [news("示例片\n甲公司", "a"), news("范例片\n乙公司", "b")]
    lines = ruled("same,drug,示例片|甲公司,范例片|乙公司")
    for order in (results, results[::-1]):
        tables = merge(order, lines)
        [one] = tables["drugs"]
        [told] = [p for p in tables["problems"] if p["code"] == "merged_by_decision"]
        assert (told["row_id"], told["severity"]) == (one["drug_id"], "info")
        assert "entities.csv:2, zhang, 2030-05-01): it is so" in told["message"]
    assert len(merge(results)["drugs"]) == 2


def test_a_company_decided_to_be_one_makes_its_drug_one() -> None:
    results = [news("示例片\n甲公司", "a"), news("示例片\n乙公司", "b")]
    assert len(merge(results)["drugs"]) == 2
    assert len(merge(results, ruled("same,company,甲公司,乙公司"))["drugs"]) == 1


def test_a_suggestion_is_a_line_to_decide_with() -> None:
    results = [
        news("示例仑赛注射液\n甲公司", "a"), news("示例伦赛注射液\n甲公司", "b")
    ]  # fmt: skip
    tables = merge(results)
    [told] = [p for p in tables["problems"] if p["code"] == "maybe_same_drug"]
    line = told["message"].partition(": ")[2]
    same = line.replace("WHY,WHO,YYYY-MM-DD", "a slip,li,2030-06-01")
    for answer, count in ((same, 1), (same.replace("same", "different"), 2)):
        tables = merge(results, parse(f"{HEAD}\n{answer}", "x.csv"))
        assert len(tables["drugs"]) == count
        assert "maybe_same_drug" not in {p["code"] for p in tables["problems"]}


def test_a_decision_on_what_no_document_names_is_listed() -> None:
    results = [news("示例片\n甲公司", "a")]
    met, idle = "different,drug,示例片,示例片|甲公司", "same,drug,示例片,戊液"
    assert [d.where for d in unmet_decisions(results, ruled(met, idle))] == [
        "entities.csv:3"
    ]


# --- how they are read


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("perhaps,drug,甲,乙,r,p,2030-01-01", "decision is 'perhaps'; write same or"),
        ("same,pill,甲,乙,r,p,2030-01-01", "entity_type is 'pill'; write drug or"),
        ("same,drug,甲,乙,,p,2030-01-01", "reason is empty"),
        ("same,drug,甲,乙,r,p,2030/1/1", "decided_on is '2030/1/1'"),
        ("same,drug,甲,乙,r,p", "6 cells, not 7"),
        ("same,drug,甲,甲,r,p,2030-01-01", "one and other name the same"),
        ("same,drug,甲（Ⅰ）,甲(I),r,p,2030-01-01", "one and other name the same"),
    ],
)
def test_a_bad_line_is_told_with_its_place(line: str, message: str) -> None:
    with pytest.raises(BadDecision) as error:
        parse(f"{HEAD}\n# a comment\n\n{line}\n", "x.csv")
    assert str(error.value).startswith(f"x.csv:4: {message}")


def test_two_lines_on_the_same_two_are_refused() -> None:
    with pytest.raises(BadDecision, match=r"x\.csv:3: x\.csv:2 decided"):
        parse(
            f"{HEAD}\nsame,drug,甲,乙,r,p,2030-01-01\n"
            "different,drug,乙,甲,r,p,2030-01-01\n",
            "x.csv",
        )


def test_a_file_is_read_and_missing_ones_are_told(tmp_path: Path) -> None:
    file = tmp_path / "entities.csv"
    with pytest.raises(BadDecision, match="there is no such file"):
        read_decisions(tmp_path)
    file.write_text("one,other\n", "utf-8")
    with pytest.raises(BadDecision, match="the first line has to be"):
        read_decisions(tmp_path)
    quoted = '"示例片, 复方|甲公司"'
    line = f"same,drug,{quoted},乙片,r,p,2030-01-01"
    file.write_text(f"\ufeff{HEAD}\n{line}\n", "utf-8")
    [decision] = of_entities(read_decisions(tmp_path))
    assert "示例片,复方|甲" in (decision.one, decision.other)


def test_the_file_of_the_repository_can_be_read() -> None:
    read_decisions(Path(__file__).parents[1] / "data" / "decisions")
