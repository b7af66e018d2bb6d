"""What articles report of studies: which drug, which trial, which number."""

import pytest

from normalize.draft import Implied
from normalize.facts.drugs import drug_names
from normalize.facts.reported import Study, reported
from normalize.text import Text


def studies(words: str) -> list[Study]:
    text = Text.raw(words)
    return reported(text, drug_names(text))


def told(words: str) -> list[tuple[str, str | None, list[str]]]:
    """Each study: its drug, how many patients, the numbers it measured."""
    return [
        (str(study.drug), _words(study.trial.get("enrolled")), _numbers(study))
        for study in studies(words)
    ]


def _words(cell: object) -> str | None:
    return None if cell is None else str(getattr(cell, "value", cell))


def _numbers(study: Study) -> list[str]:
    cells = [f.cells.get("value", f.cells.get("rate")) for f in study.facts]
    return [str(c.value if isinstance(c, Implied) else c) for c in cells]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "示例单抗注射液的Ⅱ期研究共入组86例患者。结果显示，ORR为58.1%，中位PFS为8.3个月。",
            [("示例单抗注射液", "86", ["58.1", "8.3"])],
        ),
        (  # Two drugs in one paragraph, each with its own numbers.
            "样例替尼胶囊的说明书显示ORR为37.5%。示例替尼片的注册研究共纳入110例患者，ORR达45.5%。",
            [("样例替尼胶囊", None, ["37.5"]), ("示例替尼片", "110", ["45.5"])],
        ),
        (  # The comparator is no drug of the study.
            "示例替尼片的Ⅲ期试验随机入组300例患者。与样例他赛注射液相比，ORR提高至60.2%。",
            [("示例替尼片", "300", ["60.2"])],
        ),
        (  # 入组 is no arm that the drug would be compared as.
            "样例他赛注射液获批。示例替尼片入组90例受试者的试验中，ORR为40.0%。",
            [("示例替尼片", "90", ["40.0"])],
        ),
        (  # Two studies of one drug.
            "示例替尼片的研究A入组50例患者，ORR为40.0%。研究B入组90例患者，ORR为44.4%。",
            [("示例替尼片", "50", ["40.0"]), ("示例替尼片", "90", ["44.4"])],
        ),
        (  # A study without a drug is one too.
            "该回顾性研究共纳入1204例2型糖尿病患者。",
            [("None", "1204", [])],
        ),
        (
            "示例替尼片的试验入组64例受试者，治疗期间腹泻发生率为12.5%。",
            [("示例替尼片", "64", ["12.5"])],
        ),
        (  # A p value and an interval are of a study, whatever lies before them.
            "示例抗菌注射液的试验入组181例患者。\n主要分析集为全部用药人群。\n"
            "• 全因死亡率：21.2%比29.7%（95%CI -23.6～6.7）。\n• 临床治愈率：58.8%比43.9%。\n"
            "• 微生物清除率：65.2%比39.1%。\n• 肾毒性：11.9%比35.4%（P<0.001）。",
            [
                (
                    "示例抗菌注射液",
                    "181",
                    ["21.2", "29.7", "58.8", "43.9", "65.2", "39.1", "11.9", "35.4"],
                )
            ],
        ),
    ],
)
def test_studies(words: str, expected: list[tuple[str, str | None, list[str]]]) -> None:
    assert told(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "肺癌患者的五年生存率仅为20%，疾病负担沉重。",
        "测试数据显示，示例OS升级率在两天内达到41.7%，CR一次通过率为76.2%。",
        "举个例子，如果100名患者中有40名肿瘤明显缩小，ORR就是40%。",
        "按设计假设，试验的对照组中位OS为11个月，样本量为620例患者。",
        "HR为0.70，可以理解为风险下降三成。",
        "该市流感样病例就诊百分比为5.2%，发热门诊量上升。",
        "本季度公司营业收入增长率为12.5%，毛利率为60%。",
        "全国每年新增病例约40万例，患病率逐年上升。",
    ],
)
def test_what_is_no_result_of_a_study(words: str) -> None:
    assert [study.facts for study in studies(words)] == []


@pytest.mark.parametrize(
    ("words", "design"),
    [
        (
            "这是一项随机、双盲、安慰剂对照的Ⅲ期临床研究，共入组300例患者。",
            "随机、双盲、安慰剂对照的Ⅲ期临床研究",
        ),
        ("示例片的单臂II期试验入组40例患者。", "单臂II期试验"),
        ("真实世界研究共纳入500例患者。", "真实世界研究"),
        ("示例片的临床研究入组40例患者。", None),
        ("研究院的40例患者接受了示例片治疗，临床试验结果良好。", None),
    ],
)
def test_the_design(words: str, design: str | None) -> None:
    assert [str(s.design() or "") or None for s in studies(words)] == [design]
