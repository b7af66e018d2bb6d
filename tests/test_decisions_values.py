"""Values that people corrected: on the right cell, signed, and taken back at will."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.decisions import BadDecision, read_decisions
from extract.decisions.values import parse
from normalize.corrected import Correction, corrected, of_documents, says, told_by
from normalize.entities.decided import Contradiction
from normalize.merge import merge
from normalize.rows import Rows, empty_rows
from tests.ruling import FORM, HEADS, SIGNED, Desk, coded, proofs

HEAD = HEADS["values"]
PRICE = "a.md,comparators,unit_price,,11.2,12.5元"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.write("a.md", FORM)
    return made


def correction(line: str) -> Correction:
    [found] = parse(f"{HEAD}\n{line},{SIGNED}\n", "values.csv")
    return found


def test_a_value_is_corrected_on_the_next_run(desk: Desk) -> None:
    before = desk.run().tables
    assert before["comparators"][0]["unit_price"] == Decimal("11.20")
    desk.decide(values=PRICE)
    result = desk.run()
    tables = result.tables
    [row] = tables["comparators"]
    assert row == before["comparators"][0] | {"unit_price": Decimal("12.5")}
    assert proofs(tables, row["comparator_id"], "unit_price") == [("decided", "11.20")]
    [told] = coded(tables, "corrected_by_decision")
    where = f"{desk.decisions / 'values.csv'}:2"
    assert told["message"] == (
        f"单价: 11.2 became 12.5元 ({where}, zhang, 2030-05-01): seen the paper"
    )
    assert (told["severity"], told["table_name"], told["row_id"], told["column_name"]) == (
        "info", "comparators", row["comparator_id"], "unit_price",
    )  # fmt: skip
    assert told["quote"] == "11.20"
    assert result.unmet == ()
    assert desk.read == []  # nothing is read again
    assert desk.differing() == []
    assert desk.unproved() == []


def test_one_that_is_taken_back_leaves_no_trace(desk: Desk) -> None:
    desk.run()
    before = {path.name: path.read_bytes() for path in (desk.out / "current").iterdir()}
    desk.decide(values=PRICE)
    desk.run()
    assert desk.run().run["outcome"] == "unchanged"
    desk.decide()
    desk.run()
    after = {path.name: path.read_bytes() for path in (desk.out / "current").iterdir()}
    assert desk.read == []
    assert {n for n in before if before[n] != after[n]} <= {
        "runs.parquet", "made_of.json", "metrics.json", "metrics.prom",
    }  # fmt: skip


def test_a_correction_of_what_is_not_there_is_reported(desk: Desk) -> None:
    desk.decide(values=[PRICE, "a.md,comparators,unit_price,name=甲片,11.2,13元",
                        "b.md,drugs,trade_name,,甲,乙"])  # fmt: skip
    result = desk.run()
    assert [each.where.rpartition(":")[2] for each in result.unmet] == ["3", "4"]
    assert result.unmet[1].about == "b.md: drugs.trade_name is 甲"
    assert desk.run().unmet == result.unmet  # also where nothing is new


def test_a_document_that_says_otherwise_now_is_left_alone(desk: Desk) -> None:
    desk.decide(values=PRICE)
    desk.run()
    desk.write("a.md", FORM.replace("11.20", "14.00"))
    result = desk.run()
    assert result.tables["comparators"][0]["unit_price"] == 14
    assert len(result.unmet) == 1


@pytest.mark.parametrize(
    ("line", "table", "cells"),
    [
        # a merged thing, by path; a date with its precision
        ("a.md,drugs,first_launch_china,,2021-05,2021-06-07", "drugs",
         {"first_launch_china": date(2021, 6, 7), "first_launch_china_precision": "day"}),
        ("a.md,drugs,is_otc,,是,否", "drugs", {"is_otc": False}),
        ("a.md,drugs,is_otc,,true,否", "drugs", {"is_otc": False}),
        ("a.md,drugs,indication,,用于骨关节炎、肩周炎…,用于肩周炎。", "drugs", {"indication": "用于肩周炎。"}),
        ("a.md,trials,enrolled,ordinal=1,312,321", "trials", {"enrolled": 321}),
        # a cell that was empty, and one that becomes empty
        ("a.md,drugs,trade_name,,,示例贴", "drugs", {"trade_name": "示例贴"}),
        ("a.md,comparators,cost_type,,日均费用,", "comparators", {"cost_type": None}),
    ],
)  # fmt: skip
def test_cells_of_every_kind(desk: Desk, line: str, table: str, cells: Any) -> None:
    desk.decide(values=line)
    result = desk.run()
    [row] = result.tables[table]
    assert {name: row[name] for name in cells} == cells
    assert result.unmet == ()
    assert desk.unproved() == []


def test_the_id_of_the_document_names_it_too(desk: Desk) -> None:
    of = desk.run().tables["documents"][0]["doc_id"]
    desk.decide(values=PRICE.replace("a.md", of))
    assert desk.run().tables["comparators"][0]["unit_price"] == Decimal("12.5")


def test_copies_of_the_bytes_are_corrected_once(desk: Desk) -> None:
    desk.write("b.md", FORM)
    desk.decide(values=PRICE.replace("a.md", "b.md"))
    tables = desk.run().tables
    assert [row["unit_price"] for row in tables["comparators"]] == [Decimal("12.5")]
    assert len(coded(tables, "corrected_by_decision")) == 1


def test_what_is_unclear_stops_the_run(desk: Desk) -> None:
    row = next(line for line in FORM.splitlines() if line.startswith("| 酮丙吲芬"))
    other = row.replace("酮丙吲芬", "洛索吲芬")
    desk.write("a.md", FORM.replace(row, f"{row}\n{other}"))
    desk.decide(values=PRICE)
    with pytest.raises(
        Contradiction, match=r"values.csv:2: .*unit_price is 11.2 in 2 rows"
    ):
        desk.run()
    desk.decide(values=PRICE.replace(",,", ",name=洛索吲芬凝胶贴膏,"))
    found = {row["name"]: row["unit_price"] for row in desk.run().tables["comparators"]}
    assert found == {
        "酮丙吲芬凝胶贴膏": Decimal("11.2"),
        "洛索吲芬凝胶贴膏": Decimal("12.5"),
    }


def test_two_corrections_of_a_cell_stop_the_run(desk: Desk) -> None:
    desk.decide(
        values=[PRICE, PRICE.replace(",,", ",ordinal=1,").replace("12.5", "13")]
    )
    with pytest.raises(
        Contradiction, match=r"values.csv:2 corrected this cell already"
    ):
        desk.run()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a,drug,price,,1,2元", "there is no table drug; there are drugs, "),
        ("a,drugs,prices,,1,2元", "drugs has no column prices; it has drug_id, "),
        ("a,drugs,drug_id,,1,2", "drugs.drug_id is no document's words"),
        ("a,trials,drug_id,,1,2", "trials.drug_id is no document's words"),
        ("a,mentions,text,,1,2", "mentions.text is no document's words"),
        ("a,drugs,aliases,,1,2", "drugs.aliases is a list"),
        ("a,drugs,is_otc,,是,maybe", "becomes is 'maybe', which is no 是否"),
        ("a,outcomes,statistic,,rate,share", "'share' is not one of rate, "),
        ("a,drugs,trade_name,,甲 ,甲", "was and becomes are the same"),
        ("a,drugs,trade_name,甲片,乙,丙", "write cells of drugs as column=value"),
        ("a,drugs,trade_name,nom=甲片,乙,丙", "write cells of drugs as column=value"),
        (",drugs,trade_name,,乙,丙", "doc is empty; fill it in"),
        ("a,drugs,trade_name,乙,丙", "8 cells, not 9"),
    ],
)  # fmt: skip
def test_odd_lines_are_told_with_file_and_line(line: str, said: str) -> None:
    with pytest.raises(BadDecision) as told:
        parse(f"{HEAD}\n# a comment\n{line},{SIGNED}\n", "values.csv")
    assert str(told.value).startswith("values.csv:3: ")
    assert said in str(told.value)


def test_a_cell_is_decided_on_once() -> None:
    line = f"{PRICE},{SIGNED}"
    with pytest.raises(
        BadDecision, match=r"values.csv:3: values.csv:2 decided on this cell"
    ):
        parse(f"{HEAD}\n{line}\n{line}\n", "values.csv")


def test_nothing_runs_where_a_line_is_odd(desk: Desk) -> None:
    desk.decide(values="a.md,drugs,nothing,,1,2")
    with pytest.raises(BadDecision, match=r"values.csv:2"):
        desk.run()
    assert not desk.out.exists()


def test_files_may_be_missing_but_that_of_entities(desk: Desk) -> None:
    for name in ("labels", "values"):
        (desk.decisions / f"{name}.csv").unlink()
    assert read_decisions(desk.decisions) == []
    (desk.decisions / "entities.csv").unlink()
    with pytest.raises(BadDecision, match=r"entities.csv: there is no such file"):
        read_decisions(desk.decisions)


# --- the function itself


def rows_of(*names: str, status: str = "partial", **cells: Any) -> Rows:
    rows = [{"drug_id": f"{at}", "doc_id": "d", "generic_name": name, "trade_name": None,
             **cells} for at, name in enumerate(names)]  # fmt: skip
    return empty_rows() | {
        "documents": [{"doc_id": "d", "status": status}],
        "drugs": rows,
    }


def problem_of(code: str, **where: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("table_name", "row_id", "column_name"))
    return blank | {"code": code, "severity": "error", **where}


def test_a_doubt_that_is_settled_goes_and_the_document_is_whole() -> None:
    rows = rows_of("甲片")
    place = {"table_name": "drugs", "row_id": "0", "column_name": "trade_name"}
    rows["problems"] = [problem_of("unparsed", **place), problem_of("unsure", **place)]
    found, met = corrected(rows, [correction("d,drugs,trade_name,,,乙")])
    assert [row["code"] for row in found["problems"]] == ["corrected_by_decision"]
    assert found["documents"][0]["status"] == "ok"
    assert len(met) == 1
    assert rows["documents"][0]["status"] == "partial"  # what was read stays


def test_other_errors_stay() -> None:
    rows = rows_of("甲片")
    rows["problems"] = [
        problem_of("unparsed", table_name="drugs", row_id="1", column_name="trade_name")
    ]
    found, _ = corrected(rows, [correction("d,drugs,trade_name,,,乙")])
    assert found["documents"][0]["status"] == "partial"
    assert len(found["problems"]) == 2


def test_corrections_do_not_chain() -> None:
    lines = ["d,drugs,trade_name,generic_name=甲片,,乙", "d,drugs,trade_name,,乙,丙"]
    found, met = corrected(rows_of("甲片"), [*map(correction, lines)])
    assert found["drugs"][0]["trade_name"] == "乙"
    assert met == [correction(lines[0])]


@pytest.mark.parametrize(
    ("cell", "words", "same"),
    [("甲（片）", "甲(片)", True), ("甲片", "甲", False), ("甲乙丙片", "甲乙…", True), ("甲", "", False), (None, "", True), (None, "甲", False)],
)  # fmt: skip
def test_words_say_a_cell(cell: str | None, words: str, same: bool) -> None:
    [(column, _)] = told_by("drugs", "generic_name=x")
    assert says({"generic_name": cell}, column, words) is same


def test_documents_are_named_by_path_or_id() -> None:
    one, other = correction(PRICE), correction(PRICE.replace("a.md", "d"))
    files = [("a.md", "d"), ("b.md", "d"), ("c.md", "e")]
    assert of_documents([one, other], files) == {"d": [one, other]}
    assert merge([], [one])["drugs"] == []
