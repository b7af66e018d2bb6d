"""Words of everyday news that look like drugs, offices, diseases or firms, and are none."""

import pytest

from normalize.facts.bounds import name_part
from normalize.facts.drug_contexts import speaks_of_drugs
from normalize.facts.names import agency_names, company_names, disease_names, drug_names
from normalize.facts.prices import prices
from normalize.text import Text

PROSE = (
    "昨天下午，记者来到位于市中心的这家影院，现场观众很多，大家都在排队买票，气氛热烈。"
    * 2
)


def names_in(sentence: str) -> list[str]:
    """Every name a drug has in a sentence within prose that speaks of other things."""
    found = drug_names(Text.raw(PROSE + sentence + PROSE))
    return [word for drug in found for word in drug.words()]


@pytest.mark.parametrize(
    "sentence",
    [
        "年度动作片和科幻大片同时上映，预告片已经放出。",
        "这部校园欺凌教育片由示例影视制片人段一担纲制片。",
        "孩子往桌上撒了几十片纸，又撒了三十片。",
        "太空胶囊和咖啡胶囊很受欢迎，积木颗粒散落一地。",
        "这碗牛肉丸和樱桃小丸子一样可爱。",
        "玉米糖浆涨价，洗手凝胶脱销，贴片广告减少。",
        "西林县和霉素没有关系，黄曲霉素超标。",
        "新产品Galaxy亮相，EXAMPLA®手机开售，Excel、April和Concept也来了。",
        "商家推出（MSC）胶囊旅馆。",
        "导演说这部恐怖片在片场拍了一年，散场时人群疏散。",
        "她爱喝普洱茶和橄榄油拌的沙拉，指南针和时针都停了。",
        "吃下一颗定心丸，好友烟消云散。",
    ],
)
def test_what_only_ends_like_a_drug_is_none(sentence: str) -> None:
    assert names_in(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("患者服用示例降糖片后好转。", "示例降糖片"),
        ("医生的处方是速效示例救心丸。", "速效示例救心丸"),
        ("他每天吃阿司匹林肠溶片。", "阿司匹林肠溶片"),
        ("感冒了就喝示例双黄连口服液，这药很便宜。", "示例双黄连口服液"),
        ("两片示例沙坦片就够了。", "示例沙坦片"),
        ("示例依那普利胶囊降价。", "示例依那普利胶囊"),
        ("药物EXAMPLA®在美国上市。", "EXAMPLA"),
        ("两款产品Examplab和Exemplar均为细胞疗法。", "Exemplar"),
    ],
)
def test_near_words_about_drugs_the_name_counts(sentence: str, name: str) -> None:
    assert name in names_in(sentence)


def test_a_class_of_drugs_in_brackets_begins_no_name() -> None:
    text = Text.raw("公司的异体脐带来源间充质干细胞(MSC)注射液获批临床。")
    assert drug_names(text) == []


def test_a_short_text_may_be_a_name() -> None:
    assert speaks_of_drugs(Text.raw("示例降糖片"), 0, 5)
    assert not speaks_of_drugs(Text.raw(PROSE), 0, 5)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("记者经过长春市财政局门前", ["长春市财政局"]),
        ("呼和浩特市人民政府网站消息", ["呼和浩特市人民政府"]),
        ("广西壮族自治区药监局和示例公司", ["广西壮族自治区药监局"]),
        ("云南省发展和改革委员会通知", ["云南省发展和改革委员会"]),
        ("国家及各省市发展改革委", []),
        ("省卫生健康委和省医保局", ["省卫生健康委", "省医保局"]),
    ],
)
def test_an_office_begins_where_its_place_does(words: str, found: list[str]) -> None:
    assert [str(name) for name in agency_names(Text.raw(words))] == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("近30年来成人急性淋巴细胞白血病的疗效", ["急性淋巴细胞白血病"]),
        ("因突发心脏病抢救无效", ["心脏病"]),
        ("它能导致肝癌，可致鼻咽癌", ["鼻咽癌"]),
        ("这罐直肠癌检体", ["直肠癌"]),
        ("农民总理病逝，妻病逝，病倒入院，病友捐款", []),
        ("天气炎热，家有病夫，90岁病危", []),
        ("很多病都是心病，哪种病要装病", []),
        ("没病都要去装病，体弱多病", []),
    ],
)
def test_a_disease_is_no_part_of_a_story(words: str, found: list[str]) -> None:
    assert [str(name) for name in disease_names(Text.raw(words))] == found


@pytest.mark.parametrize(
    "words",
    [
        "这些公司和那家公司都调往另一子公司",
        "他们分享任何子公司的数据库公司",
        "信用卡公司和游轮公司宣布",
        "这才能常保健康的秘诀，传承红色基因的故事",
        "要发展智慧医疗的想法",
    ],
)
def test_a_firm_without_a_name_is_none(words: str) -> None:
    assert company_names(Text.raw(words)) == []


def test_a_span_of_years_ends_before_the_name() -> None:
    assert str(name_part(Text.raw("近30年来示例替尼"))) == "示例替尼"


def test_the_new_price_is_the_price() -> None:
    text = Text.raw("示例替尼片单支价格由1.2万元降至3800元。")
    assert [str(price.money) for price in prices(text, drug_names(text))] == ["3800元"]
