"""Codes of drugs in development, and what has their shape and is something else."""

import pytest

from normalize.facts.drugs import drug_names
from normalize.facts.names import mentions
from normalize.text import Text


def named(words: str) -> list[tuple[str, list[str]]]:
    drugs = drug_names(Text.raw(words))
    return [(str(drug.name), [str(alias) for alias in drug.aliases]) for drug in drugs]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("公司的1类新药EX-208获批临床", "EX-208"),
        ("公司宣布EX-208的IND申请获受理", "EX-208"),
        ("在研双抗药物EXX10联合化疗", "EXX10"),
        ("口服小分子抑制剂EXR-A1811获突破性疗法认定", "EXR-A1811"),
        ("EXG003是一款靶向某受体的ADC药物", "EXG003"),
        ("新药9EX2821的IND获批", "9EX2821"),
        ("EC48-ADC获批临床", "EC48-ADC"),
        ("患者接受EX-208治疗后好转", "EX-208"),
        ("患者在EX-301研究中接受EX-208治疗", "EX-208"),
    ],
)
def test_a_code_beside_words_about_drugs(words: str, code: str) -> None:
    assert named(words) == [(code, [])]


@pytest.mark.parametrize(
    "words",
    [
        "CH-201研究显示，总缓解率为80%",
        "关键试验CH-201的疗效",
        "药物临床试验登记号CTR20231234获批",
        "靶向CD19的疗法，IL-17抑制剂，PD-1单抗",
        "新冠肺炎COVID-19疗法",
        "产品通过ISO-9001认证，型号XY-200获批",
        "乘坐EX5102航班送药品",
        "受理号CXHS2300047获受理",
        "药品批号AB20230101召回",
        "国药准字HJ20230001获批",
        "公司SH600276的新药",
    ],
)
def test_what_only_looks_like_a_code(words: str) -> None:
    assert named(words) == []


def test_a_code_that_a_study_has_is_no_drug_in_the_same_text() -> None:
    assert named("CH-201研究结束，CH-201获批发表") == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("示例单抗（代号EX-208）获批", "示例单抗"),
        ("示例单抗注射液（EX-208）获批", "示例单抗注射液"),
        ("示例单抗（Examplemab，EX-208）获批", "示例单抗"),
        ("EX-208（示例单抗注射液）获批", "示例单抗注射液"),
        ("EX-208注射液获批临床，EX-208安全性良好", "EX-208注射液"),
    ],
)
def test_a_code_is_another_name_of_the_drug_beside_it(words: str, name: str) -> None:
    assert named(words) == [(name, ["EX-208"])]


def test_the_code_of_a_mixture_is_of_its_name() -> None:
    words = "复方氨基酸注射液（18AA）获批"
    assert [name for name, _ in named(words)] == ["复方氨基酸注射液（18AA）"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("每次示例软膏涂抹患处", ["示例软膏"]),
        ("再次示例软膏涂抹患处", ["示例软膏"]),
        ("示例替尼片中标集采，范例沙坦片中选", ["示例替尼片", "范例沙坦片"]),
        ("影片中的药品", []),
    ],
)
def test_where_names_begin_and_end(words: str, names: list[str]) -> None:
    assert [name for name, _ in named(words)] == names


def test_the_title_of_a_policy_names_its_office() -> None:
    text = Text.raw("根据《国家药监局关于示例的公告》（2024年第3号）执行")
    found = [str(draft.cells["text"]) for draft in mentions(text, [])]
    assert "国家药监局" in found
    assert "国家药监局关于示例的公告" in found


@pytest.mark.parametrize("words", ["所在地设区市医疗保障局", "各设区市医保局"])
def test_offices_of_no_one_place_are_none(words: str) -> None:
    assert list(mentions(Text.raw(words), [])) == []


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("与某公司就EX-05片签署许可协议，EX-05为新药", [("EX-05片", ["EX-05"])]),
        ("某公司的EX612片被纳入突破性治疗品种", [("EX612片", ["EX612"])]),
        ("口服维生素B12片后好转", [("维生素B12片", [])]),
        ("注射用EX-17新药上市申请获受理", [("注射用EX-17", ["EX-17"])]),
        ("注射用示例凝血肽11月18日获批上市", [("注射用示例凝血肽", [])]),
        ("后者获得某某生物双抗EX-502的独家权益", [("EX-502", [])]),
    ],
)
def test_a_dosage_form_behind_a_code_is_of_its_name(
    words: str, names: list[tuple[str, list[str]]]
) -> None:
    assert named(words) == names


@pytest.mark.parametrize("words", ["每盒100片，每日服10片", "患者每次服20-30片药"])
def test_a_number_of_tablets_is_no_name(words: str) -> None:
    assert named(words) == []
