"""`explain`: by id or by name, one cell or all; whatever is not there names what is."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from extract.commands.explain import explain
from extract.desk.cell import column_named
from extract.desk.named import NAMES, name_columns
from extract.desk.tables import NotThere
from normalize.tables import TABLE
from tests.samples import published

DRUG = "甲磺酸岚替布胶囊"


def call(*arguments: object) -> Result:
    raw, out = published()
    app = typer.Typer()
    app.command()(explain)
    asked = [*map(str, arguments), "--out", str(out), "--raw", str(raw)]
    return CliRunner().invoke(app, asked)


def test_a_cell_is_told_with_words_place_and_rule() -> None:
    result = call("drugs", DRUG, "indication")
    assert result.exit_code == 0, result.stderr
    head, column, *rest = result.stdout.splitlines()
    assert head.startswith(f"{DRUG} · ") and " · drugs " in head
    assert column == "indication · 适应症/功能主治"
    value, words, source, rule = (line.split(maxsplit=1)[1] for line in rest)
    assert words.startswith("…") and f"⟦{value}⟧" in words
    assert source == "nhsa_form_printed.pdf, page 1, characters 691–726"
    assert rule == "quoted"


@pytest.mark.parametrize(
    "name",
    ["岚替布", "甲磺酸 岚替布胶囊", "国药准字H20239951", "XL01EXS901A001010199901"],
)
def test_a_row_goes_by_any_of_its_names(name: str) -> None:
    assert call("drugs", name, "generic_name").stdout.startswith(DRUG)


@pytest.mark.parametrize(
    "name", ["江药监药注〔2024〕37号", "江药监药注[2024]37号", "创新药品挂网"]
)
def test_a_policy_goes_by_number_and_title(name: str) -> None:
    assert "⟦江药监药注〔2024〕37号⟧" in call("policies", name, "doc_number").stdout


def test_a_document_goes_by_its_path() -> None:
    result = call("documents", "news_traditional.html", "title")
    assert (
        "  raw  " in result.stdout and "'藥獲' → '药获' (traditional)" in result.stdout
    )


def test_without_a_column_all_cells_are_listed() -> None:
    result = call("drugs", DRUG)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith(DRUG)
    assert any(
        "适应症" in line and line.endswith("nhsa_form_printed.pdf p. 1 (quoted)")
        for line in lines
    )
    assert not any("price" in line for line in lines)  # it has none


def test_an_id_and_a_chinese_label_do_as_well() -> None:
    listed = call("drugs", DRUG).stdout.splitlines()[0]
    row_id = listed.split()[-1]
    assert "indication · " in call("drugs", row_id, "适应症").stdout


def test_the_page_is_written(tmp_path: Path) -> None:
    result = call("drugs", DRUG, "indication", "--crop", tmp_path / "a.png")
    assert result.exit_code == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    refused = call("policies", "临床示范应用", "title", "--crop", tmp_path / "b.png")
    assert refused.exit_code == 2
    assert "on no printed page" in refused.stderr
    assert not (tmp_path / "b.png").exists()


def test_a_name_of_several_rows_lists_them() -> None:
    result = call("trials", "岚替布")
    assert (result.exit_code, result.stdout) == (2, "")
    first, *rows = result.stderr.splitlines()
    assert first == f"{len(rows)} rows of trials go by 岚替布; name one by its id:"
    assert all(DRUG in row for row in rows) and len(rows) == 2
    again = call("trials", rows[0].split()[0], "stage")
    assert again.exit_code == 0


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("drug", "x"), "There is no table drug; did you mean drugs"),
        (
            ("drugs", "甲磺酸兰替布胶囊"),
            "no row with the id or the name 甲磺酸兰替布胶囊; did you mean\n",
        ),
        (("drugs", "zzzz"), "drugs has no row with the id or the name zzzz."),
        (
            ("drugs", DRUG, "indicaton"),
            "has no column indicaton; did you mean indication",
        ),
        (
            ("drugs", DRUG, "上市"),
            "上市 is in the labels of holder, first_launch_china",
        ),
        (("drugs", DRUG, "aliases.3"), "The cell has no part aliases.3"),
        (("drugs", ""), "no row with the id or the name"),
        (("drugs", "片\x1b[2J"), "no row with the id or the name"),
    ],
)
def test_what_is_not_there_is_bad_usage(asked: tuple[str, ...], message: str) -> None:
    result = call(*asked)
    assert result.exit_code == 2, result.stdout
    assert message in result.stderr
    assert result.stdout == ""
    assert "\x1b" not in result.stderr


def test_tables_that_are_not_there_are_told(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(explain)
    result = CliRunner().invoke(app, ["drugs", "x", "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert "no tables yet" in result.stderr


@pytest.mark.parametrize("name", TABLE)
def test_the_names_of_rows_are_columns(name: str) -> None:
    columns = set(TABLE[name].__dataclass_fields__)  # type: ignore[attr-defined]
    assert set(name_columns(name)) <= columns
    assert set(NAMES) <= set(TABLE)


def test_a_label_is_found_whole_before_it_is_found_in_part() -> None:
    assert column_named("drugs", "价格") == "price"
    assert column_named("drugs", "price_text") == "price_text"
    with pytest.raises(NotThere):
        column_named("drugs", "没有")
