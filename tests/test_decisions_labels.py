"""Labels that people know: forms are read again with them, and nothing else is."""

import pickle
import shutil
from pathlib import Path

import pytest

from extract.decisions import BadDecision
from extract.decisions.labels import parse
from extract.engines.local import process
from extract.inputs import Input
from extract.one import extract_file
from extract.version import differ_in, labeled, reading_version
from normalize.form.aliases import of_labels
from tests.expected import RAW
from tests.ruling import FORM, HEADS, SIGNED, Desk, coded, proofs

HEAD = HEADS["labels"]
UNKNOWN = "本品拟用人群及病种"
ODD = FORM.replace("说明书适应症/功能主治", UNKNOWN)
LINE = f"{UNKNOWN},indication"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.write("form.md", ODD)
    shutil.copy(RAW / "news_clean.md", made.raw / "news.md")
    return made


def test_a_label_fills_its_column_on_the_next_run(desk: Desk) -> None:
    before = desk.run().tables
    assert len(coded(before, "unknown_label")) == 1
    assert before["drugs"][0]["indication"] is None
    desk.decide(labels=LINE)
    result = desk.run()
    tables = result.tables
    assert desk.read == ["form.md"]
    [drug] = [
        row for row in tables["drugs"] if row["generic_name"] == "塞替洛芬凝胶贴膏"
    ]
    assert drug["indication"].startswith("用于骨关节炎")
    [(rule, quote)] = proofs(tables, drug["drug_id"], "indication")
    assert (rule, quote) == ("quoted", drug["indication"])
    assert coded(tables, "unknown_label") == []
    [told] = coded(tables, "label_by_decision")
    assert told["message"] == (
        f"the label {UNKNOWN} is read as indication (zhang, 2030-05-01): seen the paper"
    )
    assert (told["severity"], told["quote"]) == ("info", UNKNOWN)
    assert result.unmet == ()
    assert desk.differing() == []
    assert desk.unproved() == []


def test_only_forms_are_read_again(desk: Desk) -> None:
    for path in RAW.iterdir():
        if path.suffix in (".md", ".txt", ".html"):
            shutil.copy(path, desk.raw)
    kinds = {row["path"]: row["parser"] for row in desk.run().tables["documents"]}
    desk.decide(labels=LINE)
    desk.run()
    again = {path for path, parser in kinds.items() if parser in ("nhsa_form", None)}
    assert {*desk.read} == again
    assert {"nhsa_form", "news", "notice"} <= {*kinds.values()}
    desk.decide()
    desk.run()
    assert desk.read == []  # the readings without it are still known


def test_a_line_that_moves_reads_nothing_again(desk: Desk) -> None:
    desk.decide(labels=LINE)
    desk.run()
    file = desk.decisions / "labels.csv"
    head, _, rest = file.read_text("utf-8").partition("\n")
    file.write_text(f"{head}\n# 2030\n\n{rest}", "utf-8")
    result = desk.run()
    assert desk.read == []
    assert result.unmet == ()


def test_one_that_no_form_has_is_reported(desk: Desk) -> None:
    desk.decide(labels=[LINE, "没有的标签,indication"])
    result = desk.run()
    assert [each.about for each in result.unmet] == [
        "the label 没有的标签 is indication"
    ]
    assert desk.run().unmet == result.unmet


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"{UNKNOWN},indications", "there is no field 'indications'; there are "),
        ("说明书适应症,dosage", "the label 说明书适应症 is known as indication"),
        ("：,dosage", "which has no words"),
        (",dosage", "label is empty; fill it in"),
    ],
)
def test_odd_lines_are_told_with_file_and_line(line: str, said: str) -> None:
    with pytest.raises(BadDecision) as told:
        parse(f"{HEAD}\n{line},{SIGNED}\n", "labels.csv")
    assert str(told.value).startswith("labels.csv:2: ")
    assert said in str(told.value)


def test_a_label_means_one_thing() -> None:
    lines = [f"{LINE},{SIGNED}", f"{UNKNOWN}：,dosage,{SIGNED}"]
    with pytest.raises(
        BadDecision, match=r"labels.csv:3: labels.csv:2 decided on this label"
    ):
        parse("\n".join([HEAD, *lines]), "labels.csv")


def test_workers_read_with_them_too(tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_text(ODD, "utf-8")
    labels = of_labels(parse(f"{HEAD}\n{LINE},{SIGNED}\n", "labels.csv"))
    one = Input(path, "form.md", labels=labels)
    [(_, rows)] = process([pickle.loads(pickle.dumps(one))], workers=1)
    here = extract_file(one)
    for found in (rows, here):
        found["documents"][0]["seconds"] = None
    assert rows == here
    assert rows["drugs"][0]["indication"].startswith("用于骨关节炎")
    assert extract_file(Input(path, "form.md"))["drugs"][0]["indication"] is None


def test_to_decide_on_a_label_is_a_change_of_labels_alone() -> None:
    labels = of_labels(parse(f"{HEAD}\n{LINE},{SIGNED}\n", "labels.csv"))
    plain = reading_version("nhsa_form")
    assert differ_in(plain, plain + labeled("nhsa_form", labels)) == "labels"
    assert labeled("news", labels) == ""
    assert labeled(None, labels) != ""
