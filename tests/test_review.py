"""The review loop: a problem is listed with its line, the line is pasted, it is gone."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from extract.commands.review import review as command
from extract.desk.review import Item, by_code, review
from extract.desk.review.lines import as_csv
from extract.desk.review.printed import lines
from extract.desk.tables import Tables
from tests.ruling import FORM, HEADS, Desk
from tests.test_export import snapshot

UNKNOWN = "本品拟用适应症"
SIGNATURE = "WHY,WHO,YYYY-MM-DD"
DOCUMENT = {"doc_id": "d", "path": "a.md", "status": "ok"}


def drug(at: int, **cells: Any) -> dict[str, Any]:
    return {"drug_id": f"drug{at}", "doc_id": "d", "generic_name": f"{at}片", **cells}


def problem(code: str, severity: str = "warning", **cells: Any) -> dict[str, Any]:
    return {
        "code": code,
        "severity": severity,
        "doc_id": "d",
        "message": "why",
        **cells,
    }


def listed(folder: Path, *args: Any, **rows: list[dict[str, Any]]) -> list[Item]:
    tables = {"documents": [DOCUMENT], **rows}
    with Tables(snapshot(folder / "tables", **tables)) as opened:
        return review(opened, *args)[0]


def pasted(printed: str) -> list[tuple[str, str]]:
    """The lines to paste, each with its file."""
    return re.findall(r"into data/decisions/(\w+)\.csv:\n(.*)\n", printed)


# --- the whole loop


def invoke(*args: object) -> Any:
    app = typer.Typer()
    app.command()(command)
    return CliRunner().invoke(app, [*map(str, args)])


def test_a_label_from_problem_to_column(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write("a.md", FORM.replace("说明书适应症/功能主治", UNKNOWN))
    desk.run()
    done = invoke("--out", desk.out, "--code", "unknown_label")
    assert done.exit_code == 0, done.output
    [(kind, line)] = pasted(done.output)
    assert (kind, line) == ("labels", f"{UNKNOWN},indication,{SIGNATURE}")
    desk.decide(labels=line.removesuffix(f",{SIGNATURE}"))
    tables = desk.run().tables
    assert tables["drugs"][0]["indication"].startswith("用于骨关节炎")
    done = invoke("--out", desk.out, "--code", "unknown_label")
    assert done.exit_code == 2
    assert "No problem is unknown_label" in done.output


def test_a_value_from_problem_to_cell(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write("a.md", FORM.replace("2038-03-21", "2038-33-21"))
    desk.run()
    done = invoke("--out", desk.out, "--code", "unparsed")
    [(kind, line)] = pasted(done.output)
    assert kind == "values"
    assert line.startswith("a.md,patents,expires_on,")
    assert line.endswith(f",,<value>,{SIGNATURE}")
    desk.decide(
        values=line.replace("<value>", "2038-03-21").removesuffix(f",{SIGNATURE}")
    )
    result = desk.run()
    assert str(result.tables["patents"][0]["expires_on"]) == "2038-03-21"
    assert result.tables["documents"][0]["status"] == "ok"
    assert result.unmet == ()
    assert "unparsed" not in invoke("--out", desk.out).output


def test_a_line_that_is_not_filled_in_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    text = f"{HEADS['labels']}\n{UNKNOWN},indication,{SIGNATURE}\n"
    (desk.decisions / "labels.csv").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"labels.csv:2: decided_on is 'YYYY-MM-DD'"):
        desk.run()


# --- the weight


def test_worse_is_heavier_and_more_is_heavier(tmp_path: Path) -> None:
    outcomes = [
        {"outcome_id": f"o{i}", "doc_id": "d", "drug_id": "drug1"} for i in range(20)
    ]
    same = "may be one; …: same,drug,1片,2片,WHY,WHO,YYYY-MM-DD"
    items = listed(
        tmp_path,
        drugs=[drug(1), drug(2)],
        outcomes=outcomes,
        problems=[
            problem("lost_words"),
            problem("unparsed", "error", table_name="drugs", row_id="drug2", column_name="price"),
            problem("maybe_same_drug", "info", table_name="drugs", row_id="drug2", message=same),
            problem("merged_by_decision", "info"),
        ],
    )  # fmt: skip
    assert [(item.code, item.weight, item.rows) for item in items] == [
        ("maybe_same_drug", 1 * (1 + 20 + 1), 21),
        ("unparsed", 9 * (1 + 1), 1),
        ("lost_words", 3 * (1 + 0), 0),
    ]
    assert [line.text for line in items[0].lines] == [
        f"same,drug,1片,2片,{SIGNATURE}",
        f"different,drug,1片,2片,{SIGNATURE}",
    ]


def test_one_label_in_many_forms_is_one_item(tmp_path: Path) -> None:
    documents = [
        {"doc_id": f"d{i}", "path": f"{i}.md", "status": "ok"} for i in range(5)
    ]
    problems = [
        problem("unknown_label", doc_id=f"d{i}", quote=UNKNOWN) for i in range(5)
    ]
    other = problem("unknown_label", doc_id="d1", quote="旁注")
    [first, second] = listed(tmp_path, documents=documents, problems=[*problems, other])
    assert (first.documents, first.weight, first.paths) == (
        5,
        15,
        ("0.md", "1.md", "2.md"),
    )
    assert second.quote == "旁注"
    assert second.lines[0].text == f"旁注,<field>,{SIGNATURE}"


def test_the_list_is_the_same_in_any_order(tmp_path: Path) -> None:
    problems = [problem("lost_words", message=f"{i}") for i in range(6)]
    one = listed(tmp_path / "1", problems=problems)
    assert one == listed(tmp_path / "2", problems=problems[::-1])
    assert [item.message for item in one] == [f"{i}" for i in range(6)]


def test_only_what_is_asked_for(tmp_path: Path) -> None:
    problems = [problem("a", "error"), problem("b"), problem("c", "info")]
    assert [i.code for i in listed(tmp_path, "", "warning", problems=problems)] == ["b"]
    assert [i.code for i in listed(tmp_path, "c", "", problems=problems)] == ["c"]
    assert [i.code for i in listed(tmp_path, "", "", 1, problems=problems)] == ["a"]
    with Tables(tmp_path / "tables") as tables:
        assert by_code(tables) == [
            ("error", "a", 1),
            ("info", "c", 1),
            ("warning", "b", 1),
        ]


# --- the lines


def test_a_line_tells_the_row_by_cells_that_only_it_has(tmp_path: Path) -> None:
    place = {"table_name": "comparators", "column_name": "unit_price"}
    common = {"doc_id": "d", "specification": "1mg"}
    rows = [{"comparator_id": f"c{i}", "name": name, "ordinal": i, **common}
            for i, name in enumerate(["甲片", "甲片", "乙片"])]  # fmt: skip
    items = listed(
        tmp_path,
        comparators=rows,
        problems=[problem("unparsed", row_id="c1", **place), problem("unsure", row_id="c2", **place)],
    )  # fmt: skip
    told = {item.code: item.lines[0].text for item in items}
    assert (
        told["unparsed"]
        == f"a.md,comparators,unit_price,ordinal=1,,<value>,{SIGNATURE}"
    )
    assert (
        told["unsure"] == f"a.md,comparators,unit_price,ordinal=2,,<value>,{SIGNATURE}"
    )


def test_a_line_holds_what_is_there(tmp_path: Path) -> None:
    place = {"table_name": "drugs", "row_id": "drug1"}
    [item] = listed(
        tmp_path,
        drugs=[drug(1, indication="用于\n治疗，" * 30)],
        problems=[problem("unsure", column_name="indication", **place)],
    )
    [cells] = [line.text for line in item.lines]
    assert (
        cells
        == f"a.md,drugs,indication,,{'用于 治疗，' * 6}用于 治…,<value>,{SIGNATURE}"
    )


@pytest.mark.parametrize(
    "where",
    [
        {"table_name": "drugs", "row_id": "drug1", "column_name": "aliases"},
        {"table_name": "drugs", "row_id": "drug1"},
        {"table_name": "drugs", "row_id": "gone", "column_name": "price"},
        {"table_name": "entities", "row_id": "e", "column_name": "name"},
        {},
    ],
)
def test_where_no_line_helps_there_is_none(tmp_path: Path, where: Any) -> None:
    [item] = listed(tmp_path, drugs=[drug(1)], problems=[problem("conflict", **where)])
    assert item.lines == ()


def test_a_line_is_one_line_whatever_the_words() -> None:
    assert as_csv('a"b', "c\nd", "e,f") == f'"a""b",c d,"e,f",{SIGNATURE}'


def test_what_is_printed_can_not_color_the_screen(tmp_path: Path) -> None:
    items = listed(
        tmp_path,
        problems=[problem("unknown_label", quote="\x1b[31m标签", message="\x1b[2J")],
    )
    assert "\x1b" not in "\n".join(lines(items, 1, "data/decisions"))


def test_empty_tables_and_odd_words(tmp_path: Path) -> None:
    snapshot(tmp_path / "tables")
    out = ("--out", tmp_path / "tables")
    assert invoke(*out).output == "There is nothing to decide.\n"
    odd = invoke(*out, "--severity", "bad")
    assert (odd.exit_code, odd.output) == (
        2, "There is no severity bad; write error or warning or info.\n",
    )  # fmt: skip
