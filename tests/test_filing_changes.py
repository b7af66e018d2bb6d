"""Form to form: what two filings of one drug say differently, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from extract.inputs import Input
from extract.one import extract_file
from normalize.entities import drug_groups, drug_id
from normalize.entities.changes import drugs_of_forms, fill_changes
from normalize.entities.copies import leaders, mark_copies
from normalize.entities.once import tell_once
from normalize.rows import Row, Rows, empty_rows
from normalize.tables import Drug
from normalize.things import Kind, merge_things
from tests import forms

OLD = forms.CHEMICAL
NEW = replace(OLD, year=2025, cells={**OLD.cells, "applied_at": "2025-07-11 09:00:00"})


@pytest.fixture
def changes(tmp_path: Any) -> Callable[..., list[tuple[Any, ...]]]:
    """Compare forms: the table, column, kind, words before and after of each change."""

    def compare(*answers: forms.Answer, layouts: tuple[str, ...] = ()) -> list[Any]:
        tables = compared(tmp_path, answers, layouts or ("tabs_4",) * len(answers))
        return told(tables)

    return compare


def told(tables: Rows) -> list[tuple[Any, ...]]:
    columns = ("table_name", "column_name", "change", "before", "after")
    return [tuple(row[c] for c in columns) for row in tables["filing_changes"]]


def compared(
    folder: Any, answers: tuple[forms.Answer, ...], layouts: tuple[str, ...]
) -> Rows:
    tables = empty_rows()
    for i, (answer, layout) in enumerate(zip(answers, layouts, strict=True)):
        path = folder / f"{i}.{'html' if 'html' in layout else 'txt'}"
        path.write_text(forms.printed(answer, layout, forms.Options()), "utf-8")
        for name, rows in extract_file(Input(path, path.name)).items():
            tables[name] += rows
    return composed(tables)


def composed(tables: Rows) -> Rows:
    """The steps of a merge that changes of filings rest on."""
    mark_copies(tables)
    stated = drugs_of_forms(tables)
    merge_things(tables, Kind(Drug, drug_groups, drug_id, _newest(tables)))
    tell_once(tables)
    fill_changes(tables, stated)
    return tables


def _newest(tables: Rows) -> Callable[[Row], Any]:
    filed = {row["doc_id"]: str(row["applied_at"]) for row in tables["filings"]}
    return lambda row: sorted(filed.values()).index(filed[row["doc_id"]])


def with_cells(answer: forms.Answer, **cells: str) -> forms.Answer:
    return replace(answer, cells={**answer.cells, **cells})


def without(answer: forms.Answer, *fields: str) -> forms.Answer:
    kept = {f: w for f, w in answer.cells.items() if f not in fields}
    return replace(answer, cells=kept)


def test_a_form_filed_again_unchanged_has_no_changes(changes: Any) -> None:
    assert changes(OLD, NEW) == []


@pytest.mark.parametrize("layout", sorted(forms.LAYOUTS))
def test_another_printer_is_no_change(changes: Any, layout: str) -> None:
    assert changes(OLD, NEW, layouts=("tabs_4", layout)) == []


@pytest.mark.parametrize(
    "dosage",
    [
        "口服。推荐剂量为每次４０ｍｇ，每日一次，直至疾病进展或出现不可耐受的毒性。",
        "口服。推荐剂量为每次 40mg,每日一次,直至疾病进展或出现不可耐受的毒性",
        "口服，推荐剂量为每次40mg；每日一次，直至疾病进展，或出现不可耐受的毒性。",
    ],
)
def test_layout_and_punctuation_are_no_change(changes: Any, dosage: str) -> None:
    assert changes(OLD, with_cells(NEW, dosage=dosage)) == []


CELLS = {
    "indication": "drugs", "specification": "drugs", "dosage": "drugs",
    "registration_class": "drugs", "catalog_status": "filings",
    "disease_background": "filings", "comparator_rationale": "filings",
    "adverse_reactions": "filings", "innovation": "filings", "other_notes": "filings",
}  # fmt: skip


@pytest.mark.parametrize("field", CELLS)
def test_a_cell_that_says_something_else(changes: Any, field: str) -> None:
    words = OLD.cells[field] + "新增的内容"
    expected = (CELLS[field], field, "changed", OLD.cells[field], words)
    assert changes(OLD, with_cells(NEW, **{field: words})) == [expected]


def test_a_point_makes_another_dose(changes: Any) -> None:
    dosage = OLD.cells["dosage"].replace("40mg", "4.0mg")
    [(_, column, change, _, after)] = changes(OLD, with_cells(NEW, dosage=dosage))
    assert (column, change, after) == ("dosage", "changed", dosage)


def test_a_cell_that_comes_or_goes(changes: Any) -> None:
    less = without(OLD, "other_notes")
    notes = OLD.cells["other_notes"]
    assert changes(less, NEW) == [("filings", "other_notes", "added", None, notes)]
    gone = without(NEW, "other_notes")
    assert changes(OLD, gone) == [("filings", "other_notes", "removed", notes, None)]


def test_yes_becomes_no(changes: Any) -> None:
    new = with_cells(NEW, is_otc="是")
    assert changes(OLD, new) == [("drugs", "is_otc", "changed", "否", "是")]


def test_a_list_in_another_order_is_no_change_and_a_longer_one_is(changes: Any) -> None:
    turned = with_cells(NEW, catalog_kinds="商保创新药目录、基本医保目录")
    assert changes(OLD, turned) == []
    fewer = with_cells(NEW, catalog_kinds="基本医保目录")
    assert changes(OLD, fewer) == [
        (
            "filings",
            "catalog_kinds",
            "changed",
            "基本医保目录、商保创新药目录",
            "基本医保目录",
        )
    ]


def test_a_comparator_that_comes_and_one_that_goes(changes: Any) -> None:
    first, second = OLD.comparators
    other = ("维瑞替尼片", *second[1:])
    assert changes(OLD, replace(NEW, comparators=(first, other))) == [
        ("comparators", "name", "changed", "洛美替尼片 100mg/片", "维瑞替尼片 100mg/片")
    ]
    assert changes(OLD, replace(NEW, comparators=(first,))) == [
        ("comparators", "name", "removed", "洛美替尼片 100mg/片", None)
    ]


def test_the_price_of_a_comparator(changes: Any) -> None:
    first, second = OLD.comparators
    cheaper = (*first[:3], "98.00", *first[4:])
    assert changes(OLD, replace(NEW, comparators=(second, cheaper))) == [
        (
            "comparators", "unit_price", "changed",
            "克瑞替尼胶囊 250mg/粒: 118.5", "克瑞替尼胶囊 250mg/粒: 98",
        )
    ]  # fmt: skip


def test_a_price_with_other_zeros_is_no_other_price(changes: Any) -> None:
    first, second = OLD.comparators
    same = (*first[:3], "118.5", *first[4:])
    assert changes(OLD, replace(NEW, comparators=(same, second))) == []


def test_a_new_patent_and_a_later_expiry(changes: Any) -> None:
    (number, title, _), second = OLD.patents
    new = replace(NEW, patents=((number, title, "2041-02"), second,
                                ("202310990033.1", "一种制剂", "2043-01")))  # fmt: skip
    assert changes(OLD, new) == [
        ("patents", "patent_number", "added", None, "202310990033.1"),
        (
            "patents", "expires_on", "changed",
            f"{number}: 2039-05", f"{number}: 2041-02",
        ),
    ]  # fmt: skip


def test_a_guideline_more(changes: Any) -> None:
    guidelines = (
        *OLD.guidelines,
        ("《样例癌诊疗规范》推荐使用示诺替尼。", "↓ 下载文件 规范.pdf"),
    )
    file, entry = changes(OLD, replace(NEW, guidelines=guidelines))
    assert entry == ("recommendations", "guideline", "added", None, "样例癌诊疗规范")
    assert file[:3] == ("filings", "attachments", "changed")
    assert file[4] == f"{file[3]}、规范.pdf"


def test_a_trial_told_to_its_end(changes: Any) -> None:
    first, second = OLD.trials
    longer = {**first, "result": first["result"] + "随访延长后总生存期为30.1个月。"}
    found = changes(OLD, replace(NEW, trials=(longer, second)))
    assert [row[:3] for row in found] == [("trials", "result", "changed")]


def test_three_years_are_compared_one_by_one(changes: Any) -> None:
    last = replace(
        with_cells(NEW, applied_at="2026-07-01 09:00:00", dosage="皮下注射。"),
        year=2026,
    )
    between = with_cells(NEW, specification="60mg")
    assert [row[1:3] for row in changes(last, OLD, between)] == [
        ("specification", "changed"),
        ("specification", "changed"),
        ("dosage", "changed"),
    ]


def test_forms_of_two_drugs_are_not_compared(changes: Any) -> None:
    other = with_cells(
        NEW, generic_name="盐酸另诺替尼片", company="某某药业有限公司",
        holder="某某药业有限公司", catalog_code="XL01EXS902A001010199902",
        approval_number="国药准字H20250999",
    )  # fmt: skip
    assert changes(OLD, other) == []


def test_one_form_has_nothing_before_it(changes: Any) -> None:
    assert changes(OLD) == []


def test_two_prints_of_one_filing_are_one_filing(tmp_path: Any) -> None:
    tables = compared(tmp_path, (OLD, OLD, NEW), ("tabs_4", "html_2", "tabs_2"))
    assert len(leaders(tables)) == 1
    assert len(tables["filings"]) == 2
    assert len(tables["drugs"]) == 1
    assert [len(tables[name]) for name in ("comparators", "patents")] == [4, 4]
    assert tables["filing_changes"] == []


def test_two_years_are_no_copies(tmp_path: Any) -> None:
    tables = compared(tmp_path, (OLD, NEW), ("tabs_4", "tabs_4"))
    assert leaders(tables) == {}
    assert len(tables["filings"]) == 2


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_the_order_of_files_does_not_matter(
    tmp_path: Any, order: tuple[int, ...]
) -> None:
    last = replace(with_cells(NEW, applied_at="2026-07-01 09:00:00"), year=2026)
    answers = (OLD, with_cells(NEW, specification="60mg"), last)
    tables = compared(tmp_path, tuple(answers[i] for i in order), ("tabs_4",) * 3)
    assert [row[1:] for row in told(tables)] == [
        ("specification", "changed", "20mg；40mg", "60mg"),
        ("specification", "changed", "60mg", "20mg；40mg"),
    ]
    assert len({row["change_id"] for row in tables["filing_changes"]}) == 2
