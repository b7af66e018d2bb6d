"""The tables in other files: the same values, nothing that runs, nothing overwritten."""

import csv as plain_csv
import json
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest
import typer
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from extract.commands.export import export
from extract.desk.export import AUDIT, NoSuchTable, chosen
from extract.desk.export.csv import write_csv
from extract.desk.export.duckdb import write_duckdb
from extract.desk.export.source import Source
from extract.desk.export.target import InTheWay
from extract.desk.export.xlsx import write_xlsx
from extract.snapshot import locked, new_stage, publish
from normalize.column import columns_of
from normalize.parquet import read_table, write_table
from normalize.schema import arrow_schema
from normalize.tables import TABLE, Comparator, Drug, Outcome

CHINA = ZoneInfo("Asia/Shanghai")
RUN = {"run_id": "r", "ended_at": datetime(2030, 1, 2, 3, 4, 5, tzinfo=CHINA)}
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "'=1", "\n=1", "-",
    '=HYPERLINK("http://example.invalid")', "http://example.invalid", "00123", "1e5",
    "{=1}", "<r><t>粗</t></r>", "<b>&amp;</b>", 'a,"b"\r\nc', " 前后 ", "_x0041_", "TRUE",
    "🙂" * 3, "一\x00二\x0b三", "\x1b[31m", "\ufffe", "#N/A",
]  # fmt: skip


def snapshot(folder: Path, **rows: list[dict[str, Any]]) -> Path:
    """Publish tables that hold just these rows."""
    with locked(folder):
        staged = new_stage(folder)
        for name, cls in TABLE.items():
            own = [RUN] if name == "runs" else rows.get(name, [])
            write_table(cls, own, staged)
        return publish(staged, folder)


def exported(
    folder: Path, tables: tuple[str, ...] = ("drugs",), **rows: list[dict[str, Any]]
) -> Source:
    return Source(snapshot(folder / "tables", **rows), tables)


def sheet(path: Path, name: str) -> list[list[Any]]:
    book = CalamineWorkbook.from_path(path)
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def records(path: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a sheet as dicts; what is empty is left out."""
    label = arrow_schema(TABLE[table]).metadata[b"label"].decode()
    _, names, *rows = sheet(path, f"{label} {table}")
    return [
        {str(n): v for n, v in zip(names, row, strict=True) if v != ""} for row in rows
    ]


# --- a workbook


def test_values_are_of_their_types(tmp_path: Path) -> None:
    drug = {
        "drug_id": "d1",
        "generic_name": "示例片",
        "aliases": ["甲", "乙"],
        "is_exclusive": True,
        "price": Decimal("12.5000"),
        "first_seen": date(2030, 1, 2),
        "doc_ids": ["x"],
    }
    filing = {"filing_id": "f", "applied_at": datetime(2030, 5, 6, 7, 8, 9, tzinfo=CHINA),
              "attachments": [{"label": "说明书", "file": "1.pdf"}]}  # fmt: skip
    with exported(
        tmp_path, ("drugs", "filings"), drugs=[drug], filings=[filing]
    ) as source:
        write_xlsx(source, tmp_path / "a.xlsx")
    [found] = records(tmp_path / "a.xlsx", "drugs")
    assert found == drug | {"aliases": "甲、乙", "price": 12.5, "doc_ids": "x"}
    [found] = records(tmp_path / "a.xlsx", "filings")
    assert found["applied_at"] == datetime(2030, 5, 6, 7, 8, 9)
    assert json.loads(found["attachments"]) == filing["attachments"]


def test_heads_are_the_label_and_the_name(tmp_path: Path) -> None:
    with exported(tmp_path, ("trials", "comparators")) as source:
        write_xlsx(source, tmp_path / "a.xlsx")
    labels, names, *rows = sheet(tmp_path / "a.xlsx", "参照药品 comparators")
    assert names == [c.name for c in columns_of(Comparator)]
    assert labels[names.index("unit_price")] == "单价（yuan）"
    assert rows == []
    about = dict(row[:2] for row in sheet(tmp_path / "a.xlsx", "说明"))
    assert about["发布 published"] == "2030-01-02 03:04:05"
    assert about["试验 trials"].startswith("试验: One row per clinical trial")


def test_words_never_become_anything_else(tmp_path: Path) -> None:
    drugs = [{"drug_id": f"{at}", "generic_name": w} for at, w in enumerate(HOSTILE)]
    with exported(tmp_path, drugs=drugs) as source:
        write_xlsx(source, tmp_path / "a.xlsx")
    found = {
        r["drug_id"]: r.get("generic_name")
        for r in records(tmp_path / "a.xlsx", "drugs")
    }
    shown = {"一\x00二\x0b三": "一␀二␋三", "\x1b[31m": "␛[31m", "\ufffe": "\ufffd",
             'a,"b"\r\nc': 'a,"b"␍\nc'}  # fmt: skip
    assert [found[f"{at}"] for at in range(len(HOSTILE))] == [
        shown.get(words, words) for words in HOSTILE
    ]
    with zipfile.ZipFile(tmp_path / "a.xlsx") as file:
        pages = [n for n in file.namelist() if "worksheets/sheet" in n]
        assert not any(
            b"<f>" in file.read(n) or b"hyperlink" in file.read(n) for n in pages
        )


@pytest.mark.parametrize("char", ["字", "🙂"])
def test_a_long_cell_is_cut_and_says_so(tmp_path: Path, char: str) -> None:
    fits = "字" * 32_767
    drugs = [
        {"drug_id": "long", "generic_name": "甲", "indication": char * 40_000},
        {"drug_id": "fits", "generic_name": "乙", "indication": fits},
    ]
    with exported(tmp_path, drugs=drugs) as source:
        write_xlsx(source, tmp_path / "a.xlsx")
    long, short = records(tmp_path / "a.xlsx", "drugs")
    assert short["indication"] == fits
    assert len(long["indication"].encode("utf-16-le")) // 2 <= 32_767
    assert long["indication"].startswith(char * 16_000)
    assert long["indication"].endswith(
        "见 Parquet 或 CSV；cut here: drugs long indication〕"
    )
    assert sheet(tmp_path / "a.xlsx", "截断 cut")[1:] == [
        ["drugs", "long", "indication", 40_000]
    ]


def test_without_long_cells_there_is_no_sheet_of_them(tmp_path: Path) -> None:
    with exported(tmp_path) as source:
        write_xlsx(source, tmp_path / "a.xlsx")
    assert CalamineWorkbook.from_path(tmp_path / "a.xlsx").sheet_names == [
        "说明",
        "药品 drugs",
    ]


@pytest.mark.parametrize(
    ("n", "sheets"), [(0, [0]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])]
)
def test_a_long_table_goes_on_in_another_sheet(
    tmp_path: Path, n: int, sheets: list[int]
) -> None:
    drugs = [{"drug_id": f"{at}", "generic_name": "片"} for at in range(n)]
    with exported(tmp_path, drugs=drugs) as source:
        write_xlsx(source, tmp_path / "a.xlsx", rows_in_sheet=3)
    names = ["药品 drugs", *(f"药品 drugs ({at})" for at in range(2, 5))][: len(sheets)]
    assert CalamineWorkbook.from_path(tmp_path / "a.xlsx").sheet_names == [
        "说明",
        *names,
    ]
    rows = [row for name in names for row in sheet(tmp_path / "a.xlsx", name)[2:]]
    assert [row[0] for row in rows] == [f"{at}" for at in range(n)]


def test_numbers_and_days_that_excel_has_not_are_words(tmp_path: Path) -> None:
    outcome = {"outcome_id": "o", "value": float("inf"), "n": 10**17, "ci_low": 0.1}
    drug = {"drug_id": "d", "first_seen": date(1890, 1, 2),
            "price": Decimal("1234567890123456.7800")}  # fmt: skip
    with exported(
        tmp_path, ("drugs", "outcomes"), drugs=[drug], outcomes=[outcome]
    ) as source:
        write_xlsx(source, tmp_path / "a.xlsx")
    [found] = records(tmp_path / "a.xlsx", "outcomes")
    assert (found["value"], found["n"], found["ci_low"]) == ("inf", f"{10**17}", 0.1)
    [found] = records(tmp_path / "a.xlsx", "drugs")
    assert (found["first_seen"], found["price"]) == (
        "1890-01-02",
        "1234567890123456.78",
    )


def test_panes_are_frozen_and_rows_can_be_filtered(tmp_path: Path) -> None:
    with exported(tmp_path, drugs=[{"drug_id": "1"}]) as source:
        write_xlsx(source, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as file:
        page = file.read("xl/worksheets/sheet2.xml").decode()
    assert 'ySplit="2"' in page and 'state="frozen"' in page
    assert '<autoFilter ref="A2:' in page


# --- CSV


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [*plain_csv.DictReader(file)]


def test_csv_gives_back_every_word(tmp_path: Path) -> None:
    drugs = [{"drug_id": f"{at}", "generic_name": w} for at, w in enumerate(HOSTILE)]
    with exported(tmp_path, drugs=drugs) as source:
        write_csv(source, tmp_path / "csv")
    found = [row["generic_name"] for row in rows_of(tmp_path / "csv" / "drugs.csv")]
    assert not any(words[:1] in [*"=+-@＝\t\n"] for words in found)
    freed = [
        w[1:] if w.lstrip("'")[:1] in [*"=+-@＝\t\n"] and w[0] == "'" else w
        for w in found
    ]
    assert freed == HOSTILE


def test_csv_is_for_excel_in_chinese(tmp_path: Path) -> None:
    drug = {
        "drug_id": "d",
        "aliases": ["甲", "=乙"],
        "price": Decimal("-1.5"),
        "is_exclusive": False,
    }
    with exported(tmp_path, drugs=[drug]) as source:
        write_csv(source, tmp_path / "csv")
    content = (tmp_path / "csv" / "drugs.csv").read_bytes()
    assert content.startswith("\ufeffdrug_id,".encode()) and content.endswith(b"\r\n")
    [found] = rows_of(tmp_path / "csv" / "drugs.csv")
    assert (found["aliases"], found["price"], found["is_exclusive"], found["holder"]) == (
        '["甲", "=乙"]', "-1.5", "false", "",
    )  # fmt: skip
    told = (tmp_path / "csv" / "README.txt").read_text("utf-8-sig")
    assert "drugs.csv  药品  1" in told and "apostrophe" in told
    columns = {
        (r["table"], r["column"]): r for r in rows_of(tmp_path / "csv" / "columns.csv")
    }
    assert columns["drugs", "price"]["label"] == "价格"


# --- DuckDB


def test_a_database_says_what_its_columns_are(tmp_path: Path) -> None:
    outcomes = [
        {"outcome_id": f"{at}", "endpoint": "ORR", "value": at / 2}
        for at in range(2500)
    ]
    with exported(tmp_path, ("outcomes", "drugs"), outcomes=outcomes) as source:
        write_duckdb(source, tmp_path / "a.duckdb")
    with duckdb.connect(str(tmp_path / "a.duckdb"), read_only=True) as sql:
        rows = sql.execute("SELECT outcome_id, value FROM outcomes").fetchall()
        about = dict(
            sql.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall()
        )
        told = dict(sql.execute("SELECT column_name, comment FROM duckdb_columns() "
                                "WHERE table_name = 'outcomes'").fetchall())  # fmt: skip
        assert sql.execute("SELECT count(*) FROM drugs").fetchall() == [(0,)]
        [of] = sql.execute("FROM about").fetchall()
    assert of == ("1", datetime(2030, 1, 2, 3, 4, 5))
    assert rows == [(f"{at}", at / 2) for at in range(2500)]
    assert about["outcomes"] == "结局指标: One row per measured endpoint."
    assert set(told) == {c.name for c in columns_of(Outcome)}
    assert told["timepoint_months"] == "时间点 [months]: Time point."


# --- which tables, and where


def test_audit_tables_are_asked_for() -> None:
    assert not set(chosen()) & set(AUDIT)
    assert set(chosen(every=True)) == set(TABLE)
    assert chosen(["evidence"]) == ("evidence",)
    with pytest.raises(NoSuchTable, match="There is no table drug; there are drugs, "):
        chosen(["drug"])


@pytest.mark.parametrize("write", [write_xlsx, write_csv, write_duckdb])
def test_nothing_is_written_over(tmp_path: Path, write: Any) -> None:
    place = tmp_path / "place"
    with exported(tmp_path, drugs=[{"drug_id": "1"}]) as source:
        write(source, place)
        with pytest.raises(InTheWay, match="--force"):
            write(source, place)
        write(source, place, force=True)
        with pytest.raises(InTheWay, match="create that folder first"):
            write(source, tmp_path / "none" / "place")
    assert {path.name for path in tmp_path.iterdir()} == {"place", "tables"}


def test_no_folder_with_other_files_is_replaced(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("mine")
    with exported(tmp_path) as source:
        for write in (write_csv, write_xlsx):
            with pytest.raises(
                InTheWay, match=r"holds notes\.txt, which no export wrote"
            ):
                write(source, mine, force=True)
        (tmp_path / "file").write_text("mine")
        with pytest.raises(InTheWay, match="is a file; name a folder"):
            write_csv(source, tmp_path / "file", force=True)
    assert (mine / "notes.txt").read_text() == "mine"


def test_a_failed_export_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a.xlsx"
    place.write_text("before")
    with exported(tmp_path) as source:
        monkeypatch.setattr("extract.desk.export.xlsx._fill", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            write_xlsx(source, place, force=True)
    assert place.read_text() == "before"
    assert {path.name for path in tmp_path.iterdir()} == {"a.xlsx", "tables"}


def contents(place: Path) -> Mapping[str, bytes]:
    if place.is_file():
        return {"": place.read_bytes()}
    return {path.name: path.read_bytes() for path in place.iterdir()}


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_the_same_snapshot_gives_the_same_bytes(tmp_path: Path, write: Any) -> None:
    drugs = [{"drug_id": f"{at}", "generic_name": f"{at}片"} for at in range(5)]
    with exported(tmp_path, drugs=drugs) as source:
        write(source, tmp_path / "one")
        write(source, tmp_path / "other")
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


# --- the command


def invoke(*args: str | Path) -> Any:
    app = typer.Typer()
    app.command()(export)
    return CliRunner().invoke(app, [*map(str, args)])


def test_the_command_writes_all_three(tmp_path: Path) -> None:
    folder = snapshot(
        tmp_path / "tables", drugs=[{"drug_id": "1", "generic_name": "示例片"}]
    )
    out = ("--out", tmp_path / "tables", "--tables", "drugs, trials")
    done = invoke(*out, "--xlsx", tmp_path / "a.xlsx", "--csv", tmp_path / "c",
                  "--duckdb", tmp_path / "a.duckdb")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert f"{tmp_path / 'a.xlsx'}: 2 tables, 1 rows." in done.output
    [row] = read_table(Drug, folder)
    assert (
        records(tmp_path / "a.xlsx", "drugs")[0]["generic_name"] == row["generic_name"]
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "Say what to write"),
        (["--xlsx", "x", "--tables", "drug"], "There is no table drug"),
        (["--xlsx", "."], "is a folder"),
    ],
)
def test_the_command_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], said: str
) -> None:
    snapshot(tmp_path / "tables")
    monkeypatch.chdir(tmp_path)
    done = invoke("--out", "tables", *args)
    assert done.exit_code == 2
    assert said in done.output
