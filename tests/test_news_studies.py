"""News: trials, outcomes and adverse events join the drug that they are of."""

from pathlib import Path

from extract.inputs import Input
from extract.one import extract_file
from normalize.merge import merge
from normalize.rows import Rows

PAGE = """示例生物公布两项研究结果
2024年9月9日　来源：示例医药网

示例生物（苏州）有限公司公布示例替尼片的Ⅲ期临床研究结果。该研究随机入组300例患者，数据截止至2024年3月31日。
示例替尼组ORR为60.2%（95%CI：54.1，66.0），化疗组为33.1%；3级及以上腹泻发生率为6.5%。
此前，样例单抗注射液的单臂II期试验入组48例患者，12个月OS率为71.4%，平均年龄为58岁。
"""


def tables(tmp_path: Path) -> Rows:
    path = tmp_path / "a.txt"
    path.write_text(PAGE, "utf-8")
    return merge([extract_file(Input(path, path.name))])


def test_each_number_joins_its_trial_and_its_drug(tmp_path: Path) -> None:
    found = tables(tmp_path)
    drugs = {row["drug_id"]: row["generic_name"] for row in found["drugs"]}
    trials = {row["trial_id"]: row for row in found["trials"]}
    assert {
        (drugs[row["drug_id"]], row["enrolled"], str(row["cutoff_date"]), row["design"])
        for row in trials.values()
    } == {
        ("示例替尼片", 300, "2024-03-31", "III期临床研究"),
        ("样例单抗注射液", 48, "None", "单臂II期试验"),
    }
    assert {
        (drugs[row["drug_id"]], trials[row["trial_id"]]["enrolled"], row["endpoint"],
         row["value"], row["arm"])
        for row in found["outcomes"]
    } == {
        ("示例替尼片", 300, "ORR", 60.2, "示例替尼组"),
        ("示例替尼片", 300, "ORR", 33.1, "化疗组"),
        ("样例单抗注射液", 48, "OS", 71.4, None),
    }  # fmt: skip
    [event] = found["adverse_events"]
    assert (drugs[event["drug_id"]], event["rate"]) == ("示例替尼片", 6.5)


def test_a_number_of_a_study_is_no_quantity_as_well(tmp_path: Path) -> None:
    quantities = tables(tmp_path)["quantities"]
    assert [(row["value_low"], row["unit"]) for row in quantities] == [(58.0, "岁")]
