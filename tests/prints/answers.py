"""Answers to print: invented drugs, with blocks and prose of any number and length."""

import random
from collections.abc import Mapping
from dataclasses import replace

from tests import forms

SENTENCES = (
    "本研究为随机、双盲、多中心试验，共入组330例患者，按2:1随机分组。",
    "试验组的中位无进展生存期为11.2个月（95%CI：9.8-12.6），对照组为5.5个月。",
    "推荐剂量为每次0.25×10^8个细胞，溶于250ml氯化钠注射液，两次间隔不少于28天。",
    "按体表面积给药，每次75mg/m²，静脉滴注不少于60分钟。",
    "菌落总数不超过2.5×10^6CFU/g，符合现行版药典的规定。",
    "据统计，我国每年新发病例约4.8万例，其中60岁以上者占62.5%。",
    "不良反应多为1～2级，停药率为3.6%，未见与药物相关的死亡。",
    "参见《示例癌诊疗指南（2023年版）》第四章与《示例药物临床应用专家共识》。",
    "The primary endpoint was progression-free survival (PFS) assessed by BICR.",
    "患者须在有经验的医师指导下使用；冷链（2～8℃）运输，不得冷冻。",
    "与对照组相比，风险比为0.62（P<0.001），亚组分析的结果一致。",
    "目录内已有同类药品，本品的日治疗费用为118.50元，低于参照药品。",
)
TITLES = (
    "一种取代的嘧啶类化合物及其用途",
    "一种嘧啶类化合物的晶型及其制备方法",
    "含嘧啶类化合物的药物组合物",
    "一种口服固体制剂及其制备方法",
)
EXPIRIES = ("2039-05", "2040-09-14", "2041-12", "2038-03-21")
DESIGNS = ("随机、双盲、安慰剂对照临床试验", "单臂临床试验", "真实世界研究")
STAGES = ("上市前", "上市后")
FIRMS = (
    "江苏衡岚药业有限公司",
    "四川澄泽生物科技股份有限公司",
    "示例（天津）制药有限公司",
)
DRUGS = ("盐酸示诺替尼片", "注射用醋酸示瑞肽", "示例奥仑单抗注射液（重组人源化）")
PROSE = ("disease_background", "similar_drugs", "label_safety", "public_health_impact",
         "indication", "dosage", "innovation")  # fmt: skip


def answer(seed: int) -> forms.Answer:
    """The answer of a seed."""
    dice = random.Random(f"answer {seed}")
    base = dice.choice([forms.CHEMICAL, forms.CHEMICAL, forms.HERBAL])
    year = dice.choice([2021, 2022, 2023, 2024, 2025])
    return replace(
        base,
        year=year,
        cells={**base.cells, **_names(dice, year), **_prose(dice)},
        values={**base.values, **_dated(year)},
        eligibility=base.eligibility[: dice.choice([0, 1, 2])],
        patents=_patents(dice),
        trials=_trials(dice),
        guidelines=_guidelines(dice),
        comparators=_comparators(dice),
    )


def stated(answer: forms.Answer) -> forms.Answer:
    """The answer with the list of conditions that stands in it."""
    values = {**answer.values, "eligibility": list(answer.eligibility) or None}
    return replace(answer, values=values)


def _names(dice: random.Random, year: int) -> Mapping[str, str]:
    firm = dice.choice(FIRMS)
    return {
        "generic_name": dice.choice(DRUGS),
        "company": firm,
        "holder": firm,
        "applied_at": f"{year}-07-12 10:31:45",
    }


def _dated(year: int) -> Mapping[str, object]:
    return {"applied_at": f"{year}-07-12T10:31:45+08:00", "catalog_year": year}


def prose(dice: random.Random, most: int = 12) -> str:
    """Sentences, some of them paragraphs of their own."""
    count = dice.randint(1, most)
    parts = [dice.choice(SENTENCES) for _ in range(count)]
    ends = [dice.choice(["", "", "", "\n"]) for _ in range(count - 1)]
    return "".join(a + b for a, b in zip(parts, [*ends, ""], strict=True))


def _prose(dice: random.Random) -> Mapping[str, str]:
    return {name: prose(dice) for name in PROSE if dice.random() < 0.6}


def _patents(dice: random.Random) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (f"20{20 + i}1099{dice.randrange(1000, 9999)}.{dice.randrange(10)}", title, end)
        for i, (title, end) in enumerate(
            zip(TITLES[: dice.randint(0, 4)], EXPIRIES, strict=False)
        )
    )


def _trials(dice: random.Random) -> tuple[Mapping[str, str], ...]:
    return tuple(
        {
            "design": dice.choice(DESIGNS),
            "comparator": dice.choice(["安慰剂", "克瑞替尼胶囊", "无"]),
            "stage": dice.choice(STAGES),
            "result": f"试验{i}：" + prose(dice),
            "evidence_file": f"↓ 下载文件 研究报告{i}.pdf",
        }
        for i in range(1, dice.randint(0, 3) + 1)
    )


def _guidelines(dice: random.Random) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            f"《示例癌诊疗指南（202{i}年版）》将本品列为二线治疗的I级推荐。"
            + prose(dice, 4).replace("\n", ""),
            f"↓ 下载文件 诊疗指南{i}.pdf",
        )
        for i in range(1, dice.randint(0, 3) + 1)
    )


def _comparators(dice: random.Random) -> tuple[tuple[str, ...], ...]:
    rows = (
        *forms.CHEMICAL.comparators,
        ("示洛替尼片（Ⅱ）", "否", "0.1g×30片/盒", "1280.00",
         "口服，每次0.1g，每日三次，餐后服用，连续用药直至疾病进展", "疗程费用", "46720.00", "12个月"),
    )  # fmt: skip
    return rows[: dice.randint(0, 3)]
