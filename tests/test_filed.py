"""One drug's filings, year over year, word by word."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import extract
from extract.commands import compare
from extract.desk.filed import Filed, Filing, filed
from extract.desk.filed.shown import html, show_filed
from extract.desk.filed.words import Piece, changes, marked, shortened, words
from extract.desk.named import Several
from extract.show import console
from tests.checking import publish_rows
from tests.expected import RAW
from tests.nights import Nights

NAME, COMPANY = "塞替洛芬凝胶贴膏", "江西岭川制药股份有限公司"
LATER = {
    "2024年国家": "2025年国家", "2024-07-09": "2025-07-11",
    "每日1次，每次1贴": "每日2次，每次1贴", "11.20": "10.80", "31.8mm": "32.1mm",
    "肌肉痛和外伤": "肌肉痛、腰痛和外伤",
}  # fmt: skip
NEWS = f"""# {NAME}进入医保

2025-02-03 10:00 来源：示例网

2025年1月15日，国家药监局批准{COMPANY}的{NAME}上市。
"""


def changed(text: str, edits: dict[str, str]) -> str:
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Two forms of one drug, one of another, and news between."""
    folder = tmp_path_factory.mktemp("filed")
    raw = folder / "raw"
    raw.mkdir()
    form = (RAW / "nhsa_form_short.md").read_text("utf-8")
    other = {"塞替洛芬": "博替洛芬", "XM02AAS901L0010101": "XM02AAS902L0010101",
             "国药准字H2021993": "国药准字H2022993", "201810991125.3": "201810991122.3"}  # fmt: skip
    (raw / "a.md").write_text(form, "utf-8")
    (raw / "b.md").write_text(changed(form, LATER), "utf-8")
    (raw / "c.md").write_text(changed(form, other), "utf-8")
    (raw / "news.md").write_text(NEWS, "utf-8")
    nights = Nights(folder)
    nights.night()
    with extract.open(nights.out) as opened:
        yield opened


@pytest.fixture(scope="module")
def found(tables: Any) -> Filed:
    return filed(tables, NAME)


def test_filings_stand_in_order_of_years(found: Filed) -> None:
    assert (found.name, found.company) == (NAME, COMPANY)
    assert [(f.year, f.on, f.path, len(f.changes)) for f in found.filings] == [
        (2024, date(2024, 7, 9), "a.md", 0), (2025, date(2025, 7, 11), "b.md", 4),
    ]  # fmt: skip


def test_each_field_that_changed_is_told_word_by_word(found: Filed) -> None:
    told = {(c.table, c.column): c for c in found.filings[1].changes}
    assert [(*key, c.label, c.change) for key, c in told.items()] == [
        ("drugs", "indication", "适应症/功能主治", "changed"),
        ("drugs", "dosage", "说明书用法用量", "changed"),
        ("trials", "result", "试验·对主要临床结局指标改善情况", "changed"),
        ("comparators", "unit_price", "参照药品·单价", "changed"),
    ]
    dosage = told["drugs", "dosage"]
    assert dosage.after and dosage.after.startswith("外用，每日2次，每次1贴")
    assert marked(dosage.words).startswith("外用，每日[-1-]{+2+}次，每次1贴")
    assert "[-31.8-]{+32.1+}mm" in marked(told["trials", "result"].words)
    assert "肌肉痛{+、腰痛+}和外伤" in marked(told["drugs", "indication"].words)


def test_events_stand_between_the_filings(found: Filed) -> None:
    line = found.time_line()
    days = [each.on for each in line]
    assert days == sorted(day for day in days if day)
    kinds = ["filing" if isinstance(each, Filing) else each.kind for each in line]
    assert kinds[0] == kinds[-1] == "filing"
    assert "approval" in kinds[1:-1]


@pytest.mark.parametrize(
    "asked", [NAME, "国药准字H20219935", "塞替洛芬", " 塞替洛芬凝胶贴膏 "]
)
def test_a_drug_is_found_by_its_names(asked: str, tables: Any, found: Filed) -> None:
    assert filed(tables, asked).drug_id == found.drug_id
    assert filed(tables, found.drug_id) == found


def test_a_name_of_several_is_refused(tables: Any) -> None:
    with pytest.raises(Several) as told:
        filed(tables, "凝胶贴膏")
    assert len(told.value.candidates) == 2


def test_changes_are_a_data_frame(found: Filed) -> None:
    frame = found.changes
    assert [*frame.columns][:4] == ["year", "filed_on", "table", "column"]
    assert frame["column"].tolist() == ["indication", "dosage", "result", "unit_price"]
    assert set(frame["file"]) == {"b.md"}


def test_fields_stand_beside_one_another(found: Filed) -> None:
    frame = found.fields
    assert [*frame.columns] == ["2024 a.md", "2025 b.md"]
    dosage = frame.loc["dosage"].tolist()
    assert [value[:9] for value in dosage] == ["外用，每日1次，每", "外用，每日2次，每"]


def test_without_filings_there_is_no_history(tmp_path: Path) -> None:
    from extract.snapshot import locked
    from normalize.rows import empty_rows

    drug = {"drug_id": "1", "doc_id": "d", "generic_name": "示例片", "doc_ids": ["d"]}
    with locked(tmp_path / "out"):
        publish_rows(empty_rows() | {"drugs": [drug]}, tmp_path / "out")
    with extract.open(tmp_path / "out") as opened:
        found = filed(opened, "示例片")
    assert found.time_line() == []
    assert found.changes.empty
    assert found.fields.empty
    assert "changes" not in html(found)
    lines = asked("示例片", out=str(tmp_path / "out"))
    assert lines[1] == "No application form names it; history is told of forms."


# --- as it is shown

app = typer.Typer()
app.command()(compare.history)


def asked(*told: str, out: str, code: int = 0) -> list[str]:
    done = CliRunner().invoke(app, [*told, "--out", out])
    assert done.exit_code == code, done.output
    return done.output.splitlines()


def test_it_is_printed(tables: Any) -> None:
    out = str(tables.folder)
    lines = asked("国药准字H20219935", out=out)
    assert lines[0].startswith(f"{NAME} · {COMPANY} · drugs ")
    assert lines[1] == "2024-07-09  申报 2024 a.md: the first that is known"
    at = lines.index("2025-07-11  申报 2025 b.md: 4 changes")
    assert lines[at + 3 : at + 5] == [
        "            说明书用法用量 drugs.dosage: changed",
        "              外用，每日[-1-]{+2+}次，每次1贴，贴于患处，…",
    ]
    full = asked(NAME, "--all", out=out)
    assert len(full) == len(lines)
    assert sum(map(len, full)) > sum(map(len, lines))


def test_on_a_terminal_it_has_colors(
    found: Filed, capsys: pytest.CaptureFixture[str]
) -> None:
    show_filed(found, console(terminal=True))
    out = capsys.readouterr().out
    assert "\x1b[9;31m1\x1b[0m\x1b[32m2\x1b[0m" in out


def test_a_drug_that_is_not_clear_is_told_with_candidates(tables: Any) -> None:
    out = str(tables.folder)
    lines = asked("凝胶贴膏", out=out, code=2)
    assert lines[0] == "2 rows of drugs go by 凝胶贴膏; name one by its id:"
    assert [NAME in line or "博替洛芬" in line for line in lines[1:]] == [True, True]
    assert asked("无此药", out=out, code=2)[0].startswith("drugs has no row")


def test_a_notebook_shows_it_without_markup_of_documents(found: Filed) -> None:
    shown = found._repr_html_()
    assert "<del>1</del><ins>2</ins>" in shown
    evil = found.filings[1].changes[0]
    from dataclasses import replace

    bad = replace(evil, words=changes("甲", "甲<script>"))
    filing = replace(found.filings[1], changes=(bad,), path="<b>.md")
    told = html(replace(found, filings=(filing,), events=()))
    assert "<script>" not in told
    assert "<b>" not in told


# --- words

TEXTS = st.text(alphabet="用于成人儿童治疗1.5%abc （）", max_size=30)


@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_pieces(before: str, after: str) -> None:
    pieces = changes(before, after)
    assert "".join(p.words for p in pieces if p.change != "added") == before
    assert "".join(p.words for p in pieces if p.change != "removed") == after
    assert "".join(words(before)) == before
    kept = [p for p in pieces if p.change != "same"]
    assert [p for p in shortened(pieces) if p.change != "same"] == kept


def test_numbers_are_whole_words() -> None:
    assert changes("12.5%", "12.8%") == (
        Piece("removed", "12.5%"),
        Piece("added", "12.8%"),
    )
    assert changes("n=1,234例", "n=1,235例")[1:3] == (
        Piece("removed", "1,234"), Piece("added", "1,235"),
    )  # fmt: skip
    assert changes(None, None) == ()
