"""What a form says (答案), and two invented ones: a chemical and a herbal drug."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a form says, by canonical field or column."""

    year: int = 2024
    cells: Mapping[str, str]
    values: Mapping[str, Any]
    eligibility: tuple[str, ...] = ()
    patents: tuple[tuple[str, str, str], ...] = ()
    trials: tuple[Mapping[str, str], ...] = ()
    guidelines: tuple[tuple[str, str], ...] = ()
    comparators: tuple[tuple[str, ...], ...] = ()


CHEMICAL = Answer(
    year=2024,
    cells={
        "generic_name": "盐酸示诺替尼片",
        "company": "江苏衡岚药业有限公司",
        "applied_at": "2024-07-12 10:31:45",
        "catalog_status": "药品目录外",
        "catalog_code": "XL01EXS901A001010199901",
        "category": "西药",
        "is_exclusive": "是",
        "catalog_kinds": "基本医保目录、商保创新药目录",
        "registration_class": "化学药品1类",
        "patent_dispute": "否",
        "specification": "20mg；40mg",
        "holder": "江苏衡岚药业有限公司",
        "indication": "用于既往接受过至少一种系统治疗的局部晚期或转移性示例癌成人患者的治疗。",
        "dosage": "口服。推荐剂量为每次40mg，每日一次，直至疾病进展或出现不可耐受的毒性。",
        "disease_background": "示例癌起病隐匿，多数患者确诊时已属晚期；既往化疗的中位生存期不足一年，"
        "复发后缺少有效的治疗手段，临床需求迫切。",
        "first_launch_china": "2023-11",
        "approval_number": "国药准字H20230901、国药准字H20230902",
        "first_launch_country": "中国",
        "first_launch_global": "2023-11",
        "is_otc": "否",
        "similar_drugs": "同靶点药品已有两种在境内上市，本品的结构与之不同，对耐药突变仍有活性。",
        "commitment_file": "↓ 下载文件 衡岚承诺书.pdf",
        "label_file": "↓ 下载文件 示诺替尼说明书.pdf",
        "certificate_file": "↓ 下载文件 药品注册证书.pdf",
        "comparator_rationale": "目录内同类药品中使用最广泛，适应症与本品一致。",
        "other_notes": "本品2022年8月获准纳入优先审评审批程序。",
        "cde_effectiveness": "审评认为，关键研究设计合理，主要终点达到预设标准，获益明确大于风险。",
        "label_safety": "最常见的不良反应为腹泻、皮疹和口腔黏膜炎，多为轻度，停药后可以恢复。",
        "adverse_reactions": "上市以来未收到新的安全性信号，监管部门未发布过警告信息。",
        "innovation": "本品为首个作用于该位点的小分子抑制剂，具有自主知识产权。",
        "application_innovation": "口服给药，患者在家即可用药，依从性好。",
        "heritage": "-",
        "public_health_impact": "示例癌的发病率随人口老龄化上升，劳动能力的损失较大。",
        "basic_need": "日治疗费用与目录内药品相当，基金支出可以预期。",
        "gap_filling": "目录内尚无用于该突变的药品，可以弥补这一空白。",
        "clinical_management": "适应症明确，须经基因检测后使用，滥用风险低。",
    },
    values={
        "applied_at": "2024-07-12T10:31:45+08:00",
        "catalog_year": 2024,
        "is_exclusive": True,
        "patent_dispute": False,
        "is_otc": False,
        "first_launch_china": date(2023, 11, 1),
        "first_launch_global": date(2023, 11, 1),
        "catalog_kinds": ["基本医保目录", "商保创新药目录"],
        "eligibility": [
            "2019年1月1日至2024年6月30日期间，经国家药监部门批准上市的新通用名药品。",
            "说明书适应症中包含有罕见病目录所收录罕见病的药品。",
        ],
    },
    eligibility=(
        "2019年1月1日至2024年6月30日期间，经国家药监部门批准上市的新通用名药品。",
        "说明书适应症中包含有罕见病目录所收录罕见病的药品。",
    ),
    patents=(
        ("201910990011.2", "一种取代的嘧啶类化合物及其用途", "2039-05"),
        ("202010990022.7", "一种嘧啶类化合物的晶型及其制备方法", "2040-09-14"),
    ),
    trials=(
        {
            "design": "随机、双盲、安慰剂对照临床试验",
            "comparator": "安慰剂",
            "stage": "上市前",
            "result": "共入组330例患者，试验组的中位无进展生存期为11.2个月，对照组为5.5个月，"
            "两组的差异有统计学意义，各亚组的结果一致。",
            "evidence_file": "↓ 下载文件 示诺替尼III期研究.pdf",
        },
        {
            "design": "单臂临床试验",
            "comparator": "无",
            "stage": "上市后",
            "result": "真实世界研究纳入512例患者，客观缓解率为46.3%，与注册研究一致。",
            "evidence_file": "↓ 下载文件 示诺替尼真实世界研究.pdf",
        },
    ),
    guidelines=(
        (
            "《示例癌诊疗指南（2024年版）》将示诺替尼列为二线治疗的I级推荐。",
            "↓ 下载文件 示例癌诊疗指南.pdf",
        ),
        (
            "《示例癌靶向治疗专家共识》建议携带该突变的患者使用示诺替尼。",
            "↓ 下载文件 专家共识.pdf",
        ),
    ),
    comparators=(
        (
            "克瑞替尼胶囊",
            "是",
            "250mg/粒",
            "118.50",
            "每次250mg，每日两次",
            "年费用",
            "86505.00",
            "365天",
        ),
        (
            "洛美替尼片",
            "是",
            "100mg/片",
            "45.20",
            "每次100mg，每日一次",
            "年费用",
            "16498.00",
            "-",
        ),
    ),
)
HERBAL = replace(
    CHEMICAL,
    year=2025,
    cells={
        **CHEMICAL.cells,
        "generic_name": "茯芪通痹颗粒",
        "category": "中成药",
        "registration_class": "中药1.1类",
        "is_otc": "是",
        "heritage": "本方源于名老中医的经验方，以益气活血立法，院内制剂已使用二十余年。",
    },
    values={**CHEMICAL.values, "catalog_year": 2025, "is_otc": True},
    patents=(),
    trials=(),
    comparators=(),
)
