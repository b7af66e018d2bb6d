"""Who is who, on names that documents print: answers were written before the code ran.

A third of the cases are traps: what looks like one thing and is two, or none.
"""

from itertools import permutations
from typing import Any

import pytest

from normalize.column import columns_of
from normalize.draft import Draft, Implied
from normalize.entities.companies import firm_groups, firms
from normalize.entities.drugs import drug_groups
from normalize.facts.drugs import drug_names
from normalize.facts.names import mentions
from normalize.facts.organizations import agency
from normalize.rows import Row
from normalize.tables import Drug
from normalize.text import Text
from normalize.values.companies import company_key, company_region, legal_form


def drug(name: str | None = None, holder: str | None = None, **cells: Any) -> Row:
    blank = {column.name: None for column in columns_of(Drug)}
    return blank | {"generic_name": name, "holder": holder} | cells


def grouped(rows: list[Row]) -> list[str]:
    """The groups as letters; the same in whatever order."""
    letters = {id(row): "ABCDEFG"[i] for i, row in enumerate(rows)}
    printed = {row[role] for row in rows for role in ("holder", "company")} - {None}
    known = firms(firm_groups([{"name": name} for name in sorted(printed)]))
    seen = {
        tuple(
            sorted(
                "".join(sorted(letters[id(r)] for r in g))
                for g in drug_groups([*p], known)
            )
        )
        for p in permutations(rows)
    }
    assert len(seen) == 1, seen
    return list(seen.pop())


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        # 批准文号, 医保代码
        ([drug("示例替尼片", approval_number="国药准字H20240001"), drug("示例替尼", approval_number="国药准字H20240001")], ["AB"]),
        ([drug("示例替尼片", "甲公司", catalog_code="XL01EXA001"), drug("示例替尼片", catalog_code="XL01EXA001")], ["AB"]),
        # the license went to another holder: the number stays
        ([drug("示例替尼片", "甲公司", approval_number="国药准字H20240001"), drug("示例替尼片", "乙公司", approval_number="国药准字H20240001")], ["AB"]),
        # the number of a comparator in the wrong row: another name and another firm
        ([drug("示例替尼片", "甲公司", approval_number="国药准字H20240001"), drug("范例沙坦片", "乙公司", approval_number="国药准字H20240001")], ["A", "B"]),
        ([drug("示例替尼片", "甲公司", approval_number="国药准字H20240001"), drug("范例沙坦片", "乙公司", approval_number="国药准字H20240001"), drug("示例替尼片", approval_number="国药准字H20240001")], ["AC", "B"]),
        ([drug("示例替尼片", "甲公司", approval_number="国药准字H1"), drug("范例沙坦片", "乙公司", approval_number="国药准字H1"), drug(trade_name="某达", approval_number="国药准字H1")], ["A", "B", "C"]),
        # a chain: by number, then by trade name
        ([drug("示例替尼片", "甲公司", approval_number="国药准字H1"), drug("示例替尼片", trade_name="示达", approval_number="国药准字H1"), drug("示例替尼片", "甲代理公司", trade_name="示达")], ["ABC"]),
        ([drug("示例替尼片", trade_name="示达"), drug("范例沙坦片", trade_name="示达")], ["A", "B"]),
        # two firms file one generic
        ([drug("示例替尼片", "甲制药有限公司"), drug("示例替尼片", "乙制药有限公司")], ["A", "B"]),
        # one agent imports the same generic of two holders
        ([drug("示例替尼片", "甲株式会社", company="丙贸易有限公司"), drug("示例替尼片", "乙株式会社", company="丙贸易有限公司")], ["A", "B"]),
        ([drug("示例替尼片", "甲株式会社", company="丙贸易有限公司"), drug("示例替尼片", company="丙贸易有限公司")], ["AB"]),
        ([drug("示例替尼片", "甲株式会社", company="丙贸易有限公司"), drug("示例替尼片", "乙株式会社", company="丙贸易有限公司"), drug("示例替尼片", company="丙贸易有限公司")], ["A", "B", "C"]),
        # from 有限公司 to 股份有限公司
        ([drug("示例替尼片", "示例药业有限公司"), drug("示例替尼片", "示例药业股份有限公司")], ["AB"]),
        ([drug("示例替尼片", "示例药业（天津）有限公司"), drug("示例替尼片", "示例药业（上海）有限公司")], ["A", "B"]),
        ([drug("示例替尼片", "示例药业（天津）有限公司"), drug("示例替尼片", "示例药业有限公司")], ["A", "B"]),
        # the short name of a firm in news
        ([drug("示例替尼片", "江苏示例医药股份有限公司"), drug("示例替尼片", company="示例医药")], ["AB"]),
        ([drug("示例替尼片", "江苏示例医药股份有限公司"), drug("示例替尼片", company="范例医药")], ["A", "B"]),
        # Taiwan's words
        ([drug("重组人白血球介素注射液", "甲公司"), drug("重组人白细胞介素注射液", "甲公司")], ["AB"]),
        ([drug("示例单株抗体注射液"), drug("示例单克隆抗体注射液")], ["AB"]),
        # English names
        ([drug("示例仑赛注射液", "甲公司", english_name="Examplecel"), drug("Examplecel")], ["AB"]),
        ([drug("示例仑赛注射液", "甲公司", english_name="Examplecel"), drug("范例仑赛注射液", "乙公司", english_name="Examplecel"), drug("EXAMPLECEL")], ["A", "B", "C"]),
        ([drug("示例仑赛注射液", "甲公司", aliases=["EX-019"]), drug("EX-019")], ["AB"]),
        # trade name only
        ([drug("示例仑赛注射液", "甲公司", trade_name="示达"), drug(trade_name="示达")], ["AB"]),
        ([drug(trade_name="示达"), drug(trade_name="示达")], ["AB"]),
        # without the salt, without the form
        ([drug("甲磺酸示例替尼片", "甲公司"), drug("示例替尼片", "甲公司")], ["AB"]),
        ([drug("甲磺酸示例替尼片", "甲公司"), drug("示例替尼片")], ["AB"]),
        ([drug("甲磺酸示例替尼片", "甲公司"), drug("盐酸示例替尼片", "甲公司")], ["A", "B"]),
        ([drug("甲磺酸示例替尼片", "甲公司"), drug("盐酸示例替尼片", "甲公司"), drug("示例替尼片", "甲公司")], ["A", "B", "C"]),
        ([drug("甲磺酸示例替尼片", "甲公司"), drug("示例替尼胶囊", "甲公司")], ["A", "B"]),
        ([drug("复方示例片", "甲公司"), drug("示例片", "甲公司")], ["A", "B"]),
        ([drug("示例替尼片", "甲公司"), drug("示例替尼", company="甲公司")], ["AB"]),
        ([drug("示例替尼片", "甲公司"), drug("示例替尼胶囊", "甲公司"), drug("示例替尼", company="甲公司")], ["A", "B", "C"]),
        # spaces and brackets
        ([drug("示例氨基酸注射液（18AA）", "甲公司"), drug("示例氨基酸注射液 (18AA)", "甲公司")], ["AB"]),
        ([drug("示例片（Ⅰ）", "甲公司"), drug("示例片（Ⅱ）", "甲公司")], ["A", "B"]),
    ],
)  # fmt: skip
def test_drugs(rows: list[Row], groups: list[str]) -> None:
    assert grouped(rows) == groups


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        (["示例生物科技（天津）有限公司", "示例生物科技(天津)有限公司"], [[0, 1]]),
        (["示例生物科技（天津）有限公司", "示例生物科技有限公司"], [[0], [1]]),
        (["示例生物科技有限公司", "示例生物科技股份有限公司", "示例生物科技股份公司"], [[0, 1, 2]]),
        (["Example Pharma Co., Ltd.", "Example Pharma Co.,Ltd", "EXAMPLE PHARMA"], [[0, 1, 2]]),
        (["Example Pharma K.K.", "Example Pharma S.r.l."], [[0, 1]]),
        (["示例株式会社", "株式会社示例"], [[0, 1]]),
        (["示例健康", "示例健康科技（天津）有限公司"], [[0, 1]]),
        (["示例健康", "示例健康科技（天津）有限公司", "示例健康科技（上海）有限公司"], [[0], [1], [2]]),
        (["示例健康", "示例健康大药房连锁有限公司"], [[0], [1]]),
        (["示例医药", "浙江示例医药集团股份有限公司"], [[0, 1]]),
        (["示例医药", "示例医药商业有限公司"], [[0], [1]]),
        (["示例集团有限公司", "示例有限公司"], [[0], [1]]),
        (["三九医药股份有限公司", "华润三九医药股份有限公司"], [[0, 1]]),
        (["示例", "示例生物科技有限公司"], [[0], [1]]),
    ],
)  # fmt: skip
def test_companies(names: list[str], groups: list[list[int]]) -> None:
    expected = sorted(sorted(names[i] for i in group) for group in groups)
    for order in permutations(names):
        found = firm_groups([{"name": name} for name in order])
        assert sorted(sorted(r["name"] for r in g) for g in found) == expected


@pytest.mark.parametrize(
    ("name", "form", "region"),
    [
        ("示例生物科技（天津）有限公司", "有限公司", "天津市"),
        ("浙江示例制药股份有限公司", "股份有限公司", "浙江省"),
        ("杭州示例医药有限责任公司", "有限责任公司", "杭州市"),
        ("浙江省杭州市示例药业有限公司", "有限公司", "杭州市"),
        ("示例（中国）有限公司", "有限公司", "中国"),
        ("示例股份公司", "股份公司", None),
        ("Example Pharma Co., Ltd.", "Co., Ltd.", None),
        ("Example GmbH", "GmbH", None),
        ("示例健康", None, None),
        ("东方示例药业有限公司", "有限公司", None),
        ("朝阳示例药业有限公司", "有限公司", None),
        ("北京同示例堂股份有限公司", "股份有限公司", "北京市"),
    ],
)
def test_the_name_of_a_company(name: str, form: str | None, region: str | None) -> None:
    where = company_region(name)
    assert (legal_form(name), where.name if where else None) == (form, region)


def test_a_key_of_a_company_keeps_its_place() -> None:
    assert company_key("示例（天津）有限公司") != company_key("示例有限公司")


@pytest.mark.parametrize(
    ("words", "name", "level", "region"),
    [
        ("NMPA", "国家药品监督管理局", "national", "中国"),
        ("国家药监局", "国家药品监督管理局", "national", "中国"),
        ("国家食品药品监督管理总局", "国家药品监督管理局", "national", "中国"),
        ("CDE", "国家药品监督管理局药品审评中心", "national", "中国"),
        ("国家医保局", "国家医疗保障局", "national", "中国"),
        ("浙江省卫健委", "浙江省卫生健康委员会", "province", "浙江省"),
        ("浙江卫健委", "浙江省卫生健康委员会", "province", "浙江省"),
        ("杭州市医保局", "杭州市医疗保障局", "city", "杭州市"),
        ("上海市药监局", "上海市药品监督管理局", "province", "上海市"),
        ("浙江省食品药品监督管理局", "浙江省药品监督管理局", "province", "浙江省"),
        ("卫福部食药署", "台湾卫生福利部食品药物管理署", "regional", "台湾"),
        ("EMA", "欧洲药品管理局", "foreign", "欧盟"),
        ("浙江省人社厅", "浙江省人力资源和社会保障厅", "province", "浙江省"),
    ],
)
def test_agencies(words: str, name: str, level: str, region: str) -> None:
    assert agency(words) == (name, level, region)


def _value(draft: Draft, cell: str) -> object:
    implied = draft.cells[cell]
    assert isinstance(implied, Implied)
    return implied.value


def told(raw: str, *kinds: str) -> list[tuple[str, str]]:
    text = Text.raw(raw)
    found = mentions(text, drug_names(text))
    rows = [(str(_value(d, "entity_type")), str(d.cells["text"])) for d in found]
    return [row for row in rows if not kinds or row[0] in kinds]


@pytest.mark.parametrize(
    ("raw", "places"),
    [
        ("会议在浙江省杭州市举行", ["浙江省杭州市"]),
        ("会议在浙江举行。", ["浙江"]),
        ("患者来自北京、上海、广州等地", ["北京", "上海", "广州"]),
        ("项目落户天津，明年投产", ["天津"]),
        ("该药在美国和日本上市", ["美国", "日本"]),
        ("该药已在四川省的医院使用", ["四川省"]),
        ("湖北、湖南两省启动采购", ["湖北", "湖南"]),
        # traps: inside longer names
        ("中山大学肿瘤防治中心", []),
        ("南开大学教授", []),
        ("西藏路和南京东路", []),
        ("长春新碱与长春西汀", []),
        ("吉林敖东发布公告", []),
        ("青岛啤酒股价上涨", []),
        ("朝阳医院与东方医院", []),
        ("四川省人民医院主任", []),
        ("四川省肿瘤医院和浙江大学医学院附属第一医院", []),
        ("中国医学科学院血液病医院", []),
        ("美国临床肿瘤学会年会", []),
        ("河南中医学院", []),
        ("日本血吸虫病患者", []),
        ("海南马自达汽车", []),
        ("在东方，太阳升起", []),
        ("北京时间昨日", []),
        ("上海细胞治疗集团", []),
        ("售价US$100", []),
    ],
)
def test_places(raw: str, places: list[str]) -> None:
    assert [words for kind, words in told(raw) if kind == "place"] == places


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("浙江省药监局批准", [("agency", "浙江省药监局")]),
        ("示例生物（天津）有限公司", [("company", "示例生物（天津）有限公司")]),
        (
            "《关于示例工作的通知》（示发〔2024〕3号）",
            [("policy", "关于示例工作的通知")],
        ),
        ("由Example Pharma Co.,Ltd.申报", [("company", "Example Pharma Co.,Ltd.")]),
        (
            "由Example Pharma (China) Co., Ltd.申报",
            [("company", "Example Pharma (China) Co., Ltd.")],
        ),
        ("Novo Example AG宣布", [("company", "Novo Example AG")]),
        ("示例制药株式会社宣布", [("company", "示例制药株式会社")]),
        ("Hepatitis B surface AG阳性", []),
        ("国家药监局药品审评中心受理", [("agency", "国家药监局药品审评中心")]),
    ],
)
def test_no_words_are_two_entities(raw: str, expected: list[tuple[str, str]]) -> None:
    assert told(raw) == expected
