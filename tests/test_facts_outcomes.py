"""Outcomes in prose: invented sentences with their facts, and the gold annotations."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import vocab
from normalize.column import columns_of
from normalize.draft import Draft, Implied
from normalize.facts.outcomes import outcomes
from normalize.tables import Outcome
from normalize.text import Text
from normalize.values.outcomes.endpoints import endpoint_of
from normalize.values.outcomes.phrases import is_none
from normalize.values.outcomes.tokens import tokens

CASES = Path(__file__).parent / "cases" / "outcomes.jsonl"
Facts = dict[str, Any]


def facts(draft: Draft) -> Facts:
    """What a draft says, as words; its quote apart."""
    said = {
        name: cell.value if isinstance(cell, Implied) else str(cell)
        for name, cell in draft.cells.items()
    }
    return {name: words for name, words in said.items() if name != "quote"}


def read(words: str) -> list[Facts]:
    return [facts(draft) for draft in outcomes(Text.raw(words))]


def case(line: str) -> Any:
    read = json.loads(line)
    why = read.get("known_failure")
    marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
    return pytest.param(read["text"], read["expected"], marks=marks, id=read["text"])


ALL = [case(line) for line in CASES.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("words", "expected"), ALL)
def test_a_sentence_says_these_outcomes(words: str, expected: list[Facts]) -> None:
    assert read(words) == expected


@pytest.mark.parametrize("words", [param.values[0] for param in ALL])
def test_every_cell_is_quoted_and_the_quote_holds_it(words: str) -> None:
    for draft in outcomes(Text.raw(words)):
        quote = draft.cells["quote"]
        assert isinstance(quote, Text)
        for cell in draft.cells.values():
            piece = cell.quote if isinstance(cell, Implied) else cell
            assert isinstance(piece, Text)
            assert words[slice(*piece.span)].replace("\n", "") == str(piece)
            assert str(piece) in str(quote)


@pytest.mark.parametrize("words", [param.values[0] for param in ALL])
def test_every_cell_can_be_typed(words: str) -> None:
    columns = {column.name: column for column in columns_of(Outcome)}
    for said in read(words):
        for name, value in said.items():
            column = columns[name]
            typed = column.parse(value) if isinstance(value, str) else value
            assert typed is not None
            assert not column.values or typed in column.values


@pytest.mark.parametrize("row", vocab.load("endpoints"), ids=lambda row: row["example"])
def test_the_example_of_an_endpoint_is_that_endpoint(row: dict[str, str]) -> None:
    sentence = Text.raw(row["example"])
    [mention] = [t.text.chars for t in tokens(sentence) if t.kind == "endpoint"]
    assert endpoint_of(mention).name == row["endpoint"]
    [said] = read(row["example"])
    assert said.get("endpoint", "") == row["endpoint"]


@pytest.mark.parametrize(
    "row", vocab.load("not_endpoints"), ids=lambda row: row["word"]
)
def test_what_is_no_endpoint_is_none(row: dict[str, str]) -> None:
    assert is_none(row["example"])
    assert read(f"研究显示，{row['example']}。") == []
    assert read(f"研究中患者的{row['word']}率为12.0%。") == []


@pytest.mark.parametrize(
    "row", vocab.load("measure_nouns"), ids=lambda row: row["word"]
)
def test_a_noun_of_measures_names_one(row: dict[str, str]) -> None:
    [said] = read(f"治疗后，{row['example']}。")
    assert said["value"].lstrip("-") in row["example"]


def test_an_unlisted_endpoint_needs_a_study() -> None:
    assert read("头发覆盖率为62.0%。") == []
    [said] = read("研究入组60例患者。头发覆盖率为62.0%。")
    assert (said["endpoint_text"], said["statistic"]) == ("头发覆盖率", "rate")
    assert "endpoint" not in said


def test_a_lone_noun_is_no_name() -> None:
    assert read("患者的比例为62.0%，水平下降12%。") == []


def test_a_line_break_inside_a_number_is_layout() -> None:
    [said] = read("中位PFS为9.\n8个\n月，")
    assert (said["endpoint"], said["value"], said["unit"]) == ("PFS", "9.8", "months")


def test_an_analysis_set_is_the_denominator_of_the_sentences_behind_it() -> None:
    rate, median = outcomes(
        Text.raw("在57例可评估患者中。ORR为61.4%。中位DOR为8.0个月。")
    )
    assert isinstance(rate.cells["n"], Implied)
    assert str(rate.cells["n"].quote) == "57"
    assert "n" not in median.cells


@given(st.decimals(0, 100, places=1), st.sampled_from("%％"), st.sampled_from("为达: "))
def test_any_rate_is_read(value: object, sign: str, link: str) -> None:
    [said] = read(f"试验组ORR{link}{value}{sign}。")
    assert said["value"] == str(value)
    assert (said["endpoint"], said["unit"], said["arm"]) == ("ORR", "%", "试验组")


FRAGMENTS = """
    ORR 中位OS PFS率 HbA1c 12.3 65% 8.1个月 6个月 、 ， 。 和 分别为 均 未达到 试验组 对照组
    vs HR=0.6 95%CI:1-2 P<0.05 （ ） 患者中 41例 41/48 n=60 下降 较基线 第12周 IRC 与 占
    差值 2~6个月 约 由 至 中位随访
"""
WORDS = st.sampled_from(FRAGMENTS.split())


@given(st.lists(WORDS, max_size=25).map("".join))
def test_any_words_are_read_without_inventing_a_value(words: str) -> None:
    for said in read(words):
        assert said.get("not_reached") or str(said["value"]).lstrip("-") in words


# --- the gold annotations of a real form

NAMES = {"MRD阴性率": "MRD_negative", "无复发生存期": "RFS", "总生存期": "OS"}


def gold(outcome: Facts) -> Facts:
    """Put a gold outcome in our terms; what gold does not state is left out."""
    name = outcome["endpoint"].removeprefix("中位")
    ci = [str(bound or "").removesuffix("个月") for bound in outcome.get("ci95", [])]
    stated = {
        "endpoint": NAMES.get(name, name.removesuffix("率")),
        "value": outcome["value"],
        "ci_low": float(ci[0]) if ci else None,
        "ci_high": float(ci[1]) if ci and ci[1] else None,
        "timepoint": outcome.get("time"),
        "assessor": {"IRC": "IRC", "研究者": "investigator"}.get(
            str(outcome.get("assessor"))
        ),
        "population": outcome.get("population") or outcome.get("denominator"),
        "n": outcome.get("n"),
    }
    if isinstance(stated["population"], int):
        stated |= {"n": stated["population"], "population": None}
    if outcome.get("state"):
        stated["not_reached"] = True
    return {name: value for name, value in stated.items() if value is not None}


def agrees(said: Facts, stated: Facts) -> bool:
    said = said | {"timepoint": said.get("timepoint_text")}
    said.setdefault("endpoint", said["endpoint_text"].removesuffix("率"))
    return all(same(said.get(name), value) for name, value in stated.items())


def same(said: Any, stated: Any) -> bool:
    if isinstance(stated, bool) or said is None:
        return bool(said == stated)
    if isinstance(stated, int | float):
        return float(said) == float(stated)
    return str(said) in str(stated) or str(stated) in str(said)


def compare(words: str, annotated: list[Facts]) -> tuple[list[Facts], list[Facts]]:
    """List what is missing, and what nobody annotated."""
    said, missing = read(words), []
    for stated in map(gold, annotated):
        hit = next((s for s in said if agrees(s, stated)), None)
        if hit:
            said.remove(hit)
        else:
            missing.append(stated)
    return missing, said


@pytest.fixture(scope="module")
def form(shared: Path) -> Facts:
    path = shared / "corpora" / "gold" / "seed_000_nhsa_form.json"
    found: Facts = json.loads(path.read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def form_words(shared: Path) -> str:
    return next((shared / "seeds").glob("000_*.txt")).read_text("utf-8")


@pytest.mark.parametrize("at", range(3))
def test_the_trials_of_the_form(form: Facts, at: int) -> None:
    trial = form["trials"][at]
    assert compare(trial["text"], trial["outcomes"]) == ([], [])


def test_the_review_report_of_the_form(form: Facts, form_words: str) -> None:
    _, _, rest = form_words.partition("《技术审评报告》中关于本药品有效性的描述")
    report = max(rest.splitlines()[:5], key=len)
    measured = [
        o for o in form["review_report"]["outcomes"] if "随访" not in o["endpoint"]
    ]
    assert compare(report, measured) == ([], [])


def test_the_innovation_of_the_form(form: Facts) -> None:
    numbers = form["innovation"]["application_numbers"]
    said = read(form["innovation"]["应用创新"])
    assert [(float(s["value"]), s.get("versus")) for s in said] == [
        (n["value"], n.get("versus")) for n in numbers if "级" not in n["what"]
    ]
