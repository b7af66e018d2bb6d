"""Names of drugs, offices, companies and diseases, by their shape."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.facts.bounds import name_part
from normalize.facts.drug_shapes import base_of, core_of, generic_names
from normalize.facts.drugs import topic
from normalize.facts.names import (
    agency_names,
    company_names,
    disease_names,
    drug_names,
    mentions,
    named,
    occurrences,
)
from normalize.facts.organizations import agency
from normalize.facts.places import countries
from normalize.text import Text
from normalize.vocab import load


def names(raw: str) -> list[str]:
    return [str(drug.name) for drug in drug_names(Text.raw(raw))]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("新药示例仑赛注射液的售价", "示例仑赛注射液"),
        ("2016年3月示例仑赛注射液已获资格", "示例仑赛注射液"),
        ("2016年3月示例仑赛在新加坡获批", "示例仑赛"),
        ("示例生物科技有限公司的基因治疗药物示例达（示例仑赛注射液）", "示例仑赛注射液"),
        ("这种细胞——示例仑赛注射液，", "示例仑赛注射液"),
        ("美国FDA示例仑赛注射液", "示例仑赛注射液"),
        ("口服示例洛芬缓释胶囊", "示例洛芬缓释胶囊"),
        ("口服示例补液盐，示例口服液治疗", "示例口服液"),
        ("静脉注射用示例素获批", "注射用示例素"),
        ("注射用示例妥珠单抗用于乳腺癌", "注射用示例妥珠单抗"),
        ("与甲磺酸示例替尼片相比", "甲磺酸示例替尼片"),
        ("对乙酰氨基酚片用于退热", "对乙酰氨基酚片"),
        ("进口药示例替尼片已获批", "示例替尼片"),
        ("口服药示例双胍片", "示例双胍片"),
        ("PD-1单抗示例利单抗注射液", "示例利单抗注射液"),
        ("示例医药示例利珠单抗", "示例利珠单抗"),
        ("复方示例氨酸注射液（18AA）", "复方示例氨酸注射液（18AA）"),
        ("示例当归补血丸", "示例当归补血丸"),
        ("人示例间充质干细胞注射液获批", "人示例间充质干细胞注射液"),
        ("新型冠状病毒灭活疫苗", "新型冠状病毒灭活疫苗"),
        ("批准首款疗法Examplecel后", "Examplecel"),
        ("同类产品EXAMPLUS®（单链）", "EXAMPLUS"),
        ("应用exampleleucel治疗", "exampleleucel"),
    ],
)  # fmt: skip
def test_a_name_is_cut_out_of_its_sentence(raw: str, name: str) -> None:
    assert names(raw) == [name]


@pytest.mark.parametrize(
    "raw",
    [
        "新闻图片和照片，幻灯片、芯片和一片",
        "病毒扩散、分散和弥散",
        "血栓形成与溶栓治疗",
        "该单抗与PD-1单抗",
        "CAR-T产品与FDA、NMPA",
        "口服片剂、注射剂",
        "发表于《Nature》杂志",
        "疗法Nature杂志报道",
    ],
)
def test_other_words_are_no_drugs(raw: str) -> None:
    assert names(raw) == []


def test_trade_name_english_name_and_aliases_stand_beside_the_name() -> None:
    text = Text.raw(
        "示例达®（示例仑赛注射液，代号：EX-019）获批。甲磺酸示例替尼片（商品名：示例沙）；"
        "示例利单抗注射液（Examplimab）。示例替尼与示例仑赛联用。"
    )
    cell, small, antibody = drug_names(text)
    assert (str(cell.trade_name), [str(a) for a in cell.aliases]) == (
        "示例达",
        ["EX-019", "示例仑赛"],
    )
    assert (str(small.trade_name), [str(a) for a in small.aliases]) == (
        "示例沙",
        ["示例替尼"],
    )
    assert str(antibody.english_name) == "Examplimab"


def test_an_abbreviation_in_brackets_is_no_english_name() -> None:
    [drug] = drug_names(Text.raw("示例仑赛注射液（CAR-T）获批"))
    assert drug.english_name is None


def test_junk_before_a_name_goes_where_the_text_has_the_name_without() -> None:
    assert names("示例仑赛注射液获批。某某喜迎示例仑赛注射液") == ["示例仑赛注射液"]
    assert names("示例沙坦片；复方示例沙坦片") == ["示例沙坦片", "复方示例沙坦片"]


def test_two_dosage_forms_are_two_drugs() -> None:
    assert names("示例替尼片和示例替尼胶囊") == ["示例替尼片", "示例替尼胶囊"]


def test_a_drug_is_found_by_every_name() -> None:
    text = Text.raw("示例达（示例仑赛注射液）上市，示例仑赛定价，示例达到货")
    drugs = drug_names(text)
    assert [str(place) for place, _ in occurrences(text, drugs)] == [
        "示例达", "示例仑赛注射液", "示例仑赛", "示例达",
    ]  # fmt: skip
    assert named("示例仑赛", drugs) is drugs[0]
    assert named("示例替尼", drugs) is None
    assert str(topic(text, drugs)) == "示例仑赛注射液"
    assert list(occurrences(text, [])) == []


@pytest.mark.parametrize("row", load("dosage_forms"), ids=lambda row: row["form"])
def test_every_dosage_form_ends_a_name(row: dict[str, str]) -> None:
    assert names(f"获批的示例甲乙{row['form']}。") == [f"示例甲乙{row['form']}"]
    assert core_of(f"示例甲乙{row['form']}") == "示例甲乙"
    for mark in row["not_after"]:
        assert not any(
            n.endswith(f"{mark}{row['form']}")
            for n in names(f"示例甲{mark}{row['form']}")
        )
    if row["example"]:
        assert names(row["example"]) == [row["example"]]


@pytest.mark.parametrize("row", load("drug_stems"), ids=lambda row: row["word"])
def test_stems_end_and_prefixes_begin_a_name(row: dict[str, str]) -> None:
    if row["kind"] == "stem":
        assert names(f"获批的示例{row['word']}，") == [f"示例{row['word']}"]
    elif row["word"][-1] in "酸":
        assert base_of(f"{row['word']}示例甲片") == "示例甲"


@pytest.mark.parametrize("row", load("name_bounds"), ids=lambda row: row["word"])
def test_every_bound_ends_what_stands_before_a_name(row: dict[str, str]) -> None:
    assert str(name_part(Text.raw(f"某{row['word']}氘氚氙"))) == "氘氚氙"
    assert re.compile(row["unless"]) is not None


def test_offices_are_listed_or_govern_a_region() -> None:
    text = Text.raw(
        "根据国家药监局、浙江省卫健委和上海海关的意见，向省医保局及CDE报告；海关关员与卫生部门"
    )
    assert [str(name) for name in agency_names(text)] == [
        "国家药监局", "浙江省卫健委", "上海海关", "省医保局", "CDE",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "name", "region"),
    [
        ("国家药监局", "国家药品监督管理局", "中国"),
        ("NMPA", "国家药品监督管理局", "中国"),
        ("国家药品监督管理局药品评审中心", "国家药品监督管理局药品审评中心", "中国"),
        ("沙特食品药品监督管理局", "沙特食品药品监督管理局", "沙特阿拉伯"),
        ("SFDA", "沙特食品药品监督管理局", "沙特阿拉伯"),
        ("EMA", "欧洲药品管理局", "欧盟"),
        ("浙江省卫健委", "浙江省卫生健康委员会", "浙江省"),
        ("浙江卫健委", "浙江省卫生健康委员会", "浙江省"),
        ("上海海关", "上海海关", "上海市"),
        ("省药监局", "省药品监督管理局", None),
    ],
)
def test_an_office_has_one_name(words: str, name: str, region: str | None) -> None:
    assert (agency(words).name, agency(words).region) == (name, region)


def test_no_two_offices_share_a_name() -> None:
    words = [
        w
        for row in load("agencies")
        for w in (row["name"], *row["aliases"].split("|"))
        if w
    ]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("批准示例生物科技（天津）有限公司的申请", ["示例生物科技（天津）有限公司"]),
        ("中国示例制药股份有限公司公告", ["中国示例制药股份有限公司"]),
        ("企业与示例健康达成合作", ["示例健康"]),
        ("示例健康联合示例保险，为患者提供保障", ["示例健康", "示例保险"]),
        ("购买商业保险，关注心理健康，发展生物医药", []),
        ("医药公司与上市公司、控股子公司", []),
        ("干细胞与基因的研究，市级卫生健康和药监部门", []),
    ],
)
def test_companies_have_a_legal_form_or_a_context(raw: str, found: list[str]) -> None:
    assert [str(name) for name in company_names(Text.raw(raw))] == found


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("用于治疗成人复发或难治性示例淋巴瘤", ["复发或难治性示例淋巴瘤"]),
        (
            "急性移植物抗宿主病（aGVHD）和糖尿病肾病",
            ["急性移植物抗宿主病", "糖尿病肾病"],
        ),
        ("细胞因子释放综合征", ["细胞因子释放综合征"]),
        ("肿瘤患者在病房看病，控制炎症，适应症", []),
    ],
)
def test_diseases_are_found_by_their_ending(raw: str, found: list[str]) -> None:
    assert [str(name) for name in disease_names(Text.raw(raw))] == found


def test_countries_are_found_by_every_name() -> None:
    found = countries(Text.raw("在沙特、印尼和印度获批，USA，USAID"))
    assert [(str(name), code) for name, code in found] == [
        ("沙特", "SA"), ("印尼", "ID"), ("印度", "IN"), ("USA", "US"),
    ]  # fmt: skip


def test_mentions_do_not_overlap_and_have_a_canonical_key() -> None:
    text = Text.raw(
        "浙江省卫健委依据《示例管理办法》批准示例生物（天津）有限公司的示例仑赛注射液，示例仑赛用于示例淋巴瘤，在美国"
    )
    found = [
        (
            draft.cells["entity_type"].value,
            str(draft.cells["text"]),
            draft.cells["name"].value,
        )
        for draft in mentions(text, drug_names(text))
    ]
    assert found == [
        ("agency", "浙江省卫健委", "浙江省卫生健康委员会"),
        ("policy", "示例管理办法", "示例管理办法"),
        ("company", "示例生物（天津）有限公司", "示例生物天津"),
        ("drug", "示例仑赛注射液", "示例仑赛注射液"),
        ("drug", "示例仑赛", "示例仑赛注射液"),
        ("disease", "示例淋巴瘤", "示例淋巴瘤"),
        ("place", "美国", "US"),
    ]


@given(
    st.text(
        alphabet="的示例仑赛注射液片替尼（）商品名：达®A1bc公司有限省药监局病，。\n",
        max_size=60,
    )
)
def test_any_text_is_read_and_every_name_stands_in_it(raw: str) -> None:
    text = Text.raw(raw)
    for draft in mentions(text, drug_names(text)):
        name = draft.cells["text"]
        assert raw[name.span.start : name.span.end] == str(name)
    for name in generic_names(text):
        assert raw[name.span.start : name.span.end] == str(name)
