"""Labels that were scanned, copied or typed with slips are read, and as no other label."""

import random
import re
from collections import Counter
from itertools import combinations

import pytest

from normalize.form.labels import LabelBook
from normalize.form.slips import folded, is_slip
from normalize.text import Text
from normalize.vocab import load
from tests import forms
from tests.test_form_layouts import NUMBERS, rows_of, same

BOOK = LabelBook.of("form_labels")
ROWS = load("form_labels")
LIKE = {c: row["characters"] for row in load("look_alikes") for c in row["characters"]}
RARE = "眵怑糸髟囍鬯黹"  # No word of a form has these.
POINTS = re.compile(r"[（）()/、“”《》：，]")


def field_of(words: str) -> str | None:
    return BOOK.read(Text.raw(words)).field


def slip(label: str, dice: random.Random) -> str:
    """One character taken for one of like shape, or for a rare one."""
    alike = [i for i, c in enumerate(label) if c in LIKE and c > "\u4e00"]
    if alike and dice.random() < 0.8:
        at = dice.choice(alike)
        new = dice.choice([c for c in LIKE[label[at]] if c != label[at]])
    else:
        at = dice.choice([i for i, c in enumerate(label) if c > "\u4e00"])
        new = dice.choice(RARE)
    return label[:at] + new + label[at + 1 :]


def noisy(label: str, dice: random.Random) -> str:
    """A label as scanned: each fifth with a slip, without its points, with a blank."""
    if dice.random() < 0.2:
        label = slip(label, dice)
    if dice.random() < 0.2:
        label = POINTS.sub("", label)
    if dice.random() < 0.2:
        at = dice.randrange(1, len(label))
        label = f"{label[:at]} {label[at:]}"
    return label


# --- the vocabularies


def test_no_character_stands_in_two_groups() -> None:
    groups = [row["characters"] for row in load("look_alikes")]
    times = Counter("".join(groups))
    assert [c for c, n in times.items() if n > 1] == []
    assert all(len(group) > 1 for group in groups)


@pytest.mark.parametrize("pair", ["末未", "己已", "曰日", "人入", "土士", "0O", "一—",
                                  "l1", "圆园", "药約"])  # fmt: skip
def test_known_confusions_are_look_alikes(pair: str) -> None:
    assert folded(pair[0]) == folded(pair[1])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["field"])
def test_a_row_says_where_its_label_is_from(row: dict[str, str]) -> None:
    assert row["origin"] in ("form", "general", "renewal")
    assert bool(row["years"]) == (row["origin"] == "form")
    assert re.fullmatch(r"(20\d\d)?", row["years"])
    assert row["section"] in (
        "", "封面", "申报信息", "基本信息", "参照药品信息", "有效性信息", "安全性信息",
        "创新性信息", "公平性信息",
    )  # fmt: skip


def test_no_wording_belongs_to_two_labels() -> None:
    """But for the words that both head a column and stand beside a value."""
    wordings = Counter(label for row in ROWS for label in set(row["labels"].split("|")))
    assert sorted(label for label, n in wordings.items() if n > 1) == [
        "用法用量",
        "规格",
    ]


# --- no label is taken for another one


def fields_of(label: str) -> set[str]:
    return {book[label].field for book in (BOOK.whole, BOOK.heads) if label in book}


def test_no_known_label_is_a_slip_of_another_one() -> None:
    pairs = list(combinations(BOOK.printed, 2))
    assert len(pairs) > 10_000
    wrong = [
        (one, other)
        for one, other in pairs
        if not fields_of(one) & fields_of(other)
        if is_slip(one, other) or is_slip(other, one)
    ]
    assert wrong == []


@pytest.mark.parametrize("seed", range(20))
def test_slips_make_no_label_another_known_one(seed: int) -> None:
    dice = random.Random(seed)
    for squashed, label in BOOK.printed.items():
        words = slip(label, dice) if len(label) > 3 else label
        words = slip(words, dice) if len(label) > 7 else words
        assert field_of(words) in (None, *fields_of(squashed)), (label, words)


@pytest.mark.parametrize(
    "words",
    [
        "国外首次上市时间",  # 国内 and 中国 are known
        "美国首次上市时间",
        "全球末次上市时间",
        "是否为处方药",  # asks the contrary of 是否为非处方药
        "次要临床结局指标改善情况",
        "参照品种名称",
        "产品名称",
        "申请条件",
        "药品级别",
        "贮藏条件",
        "每支可用天数",
        "境内代理人",
        "非药品目录外",
        "企业地址",
        "研究目的",
    ],
)
def test_another_word_is_no_slip(words: str) -> None:
    assert field_of(words) is None


@pytest.mark.parametrize(
    "value",
    [
        "本品用于治疗成人药品不良反应监测情况良好的患者。",
        "上市许可持有人为示例药业有限公司，申报企业为其全资子公司。",
        "与参照药品相比，疗程/周期更短，年费用更低。",
        "全额报销", "规定", "西药", "中成药", "上市前", "上市后", "是", "否", "中国",
        "药品目录外", "年费用", "日均费用", "一种药品的晶型及其制备方法", "20mg；40mg",
    ],
)  # fmt: skip
def test_a_value_is_no_label(value: str) -> None:
    assert field_of(value) is None


# --- slips are read


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("药晶娄别", "category"),
        ("药品类 别", "category"),
        ("【药品类别】", "category"),
        ("③ 药品类别:", "category"),
        ("药品\n类别", "category"),
        ("药品□别", "category"),
        ("是否为0TC", "is_otc"),
        ("说明书全部适应症功能主治", "indication"),
        ("药品通用名称中文含剂型", "generic_name"),
        ("传承怡性（仅中成药填写）", "heritage"),
        ("药品说明书载载的安全性信息", "label_safety"),
        ("中国大陆首欢上市时问", "first_launch_china"),
        ("注册证号批准文亏", "approval_number"),
        ("国家药监局药品审评中心技术宙评报告中关干本药品有效性的描述", "cde_effectiveness"),
        ("当前是否存在专刹纠份", "patent_dispute"),
        ("该通用名全球首个上市国家地匹", "first_launch_country"),
        ("核心专利期限届满日", "patent_expires"),
        ("临床指南诊疗规范中霈包含申报药品推荐情况具体内容并突出显示", "recommendation_file"),
    ],
)  # fmt: skip
def test_slips_are_read(words: str, field: str) -> None:
    assert field_of(words) == field


def test_the_number_of_a_block_is_read_beside_a_slip() -> None:
    label = BOOK.read(Text.raw("试验娄型（二）"))
    assert (label.field, str(label.ordinal)) == ("trial_design", "二")
    assert not BOOK.is_exact(label.text)


# --- whole forms


def scanned(seed: int, monkeypatch: pytest.MonkeyPatch) -> tuple[forms.Answer, str]:
    """A form whose labels, and nothing else, have slips."""
    dice = random.Random(seed)
    parts = forms.parts

    def with_slips(answer: forms.Answer, options: forms.Options) -> list[forms.Part]:
        return [_with_slips(part, dice) for part in parts(answer, options)]

    monkeypatch.setattr(forms.layouts, "parts", with_slips)
    answer = dice.choice([forms.CHEMICAL, forms.HERBAL])
    options = forms.Options(number=dice.choice([*NUMBERS.values()][:4]))
    layout = [*forms.LAYOUTS][seed % len(forms.LAYOUTS)]
    return answer, forms.printed(answer, layout, options)


def _with_slips(part: forms.Part, dice: random.Random) -> forms.Part:
    if isinstance(part, forms.Pairs):
        return forms.Pairs([(noisy(label, dice), value) for label, value in part.pairs])
    if isinstance(part, forms.Records):
        return forms.Records([noisy(label, dice) for label in part.head], part.rows)
    return part


def found(answer: forms.Answer, page: str) -> list[bool]:
    """Whether each cell that the answer states came out right."""
    rows = rows_of(page)
    return [
        at < len(rows[table]) and same(value, rows[table][at][column])
        for table, facts in forms.said(answer).items()
        for at, fact in enumerate(facts)
        for column, value in fact.items()
        if value is not None
    ]


def test_of_forms_with_slips_in_labels_99_cells_in_100_are_found() -> None:
    cells: list[bool] = []
    for seed in range(56):
        with pytest.MonkeyPatch.context() as patch:
            cells += found(*scanned(seed, patch))
    assert len(cells) > 3000
    assert sum(cells) / len(cells) >= 0.99
