"""A form in its order (表单顺序): labels, blocks that repeat, tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.forms.answers import Answer
from tests.forms.shapes import Pairs, Part, Records

LABELS = {
    "applied_at": "申报时间",
    "catalog_status": "药品目录",
    "generic_name": "药品通用名称（中文、含剂型）",
    "catalog_code": "医保药品分类与代码",
    "category": "药品类别",
    "is_exclusive": "是否为独家",
    "catalog_kinds": "申报目录类别",
    "registration_class": "① 药品注册分类",
    "patent": "核心专利类型",
    "patent_expires": "核心专利权期限届满日",
    "patent_dispute": "当前是否存在专利纠纷",
    "specification": "说明书全部注册规格",
    "holder": "上市许可持有人（授权企业）",
    "indication": "说明书全部适应症/功能主治",
    "dosage": "说明书用法用量",
    "disease_background": "所治疗疾病基本情况",
    "first_launch_china": "中国大陆首次上市时间",
    "approval_number": "注册证号/批准文号",
    "first_launch_country": "该通用名全球首个上市国家/地区",
    "first_launch_global": "该通用名全球首次上市时间",
    "is_otc": "是否为OTC",
    "similar_drugs": "同疾病治疗领域内或同药理作用药品上市情况",
    "commitment_file": "企业承诺书",
    "label_file": "药品最新版法定说明书",
    "certificate_file": "所有《药品注册证书》（国产药品）或《进口药品注册证》（进口药品），"
    "包括首次上市的批准注册证明文件，请扫描成一个文件后上传",
    "comparator_rationale": "参照药品选择理由",
    "other_notes": "其他情况请说明",
    "design": "试验类型",
    "comparator": "试验对照药品",
    "stage": "试验阶段",
    "result": "对主要临床结局指标改善情况",
    "evidence_file": "试验数据结果证明文件，外文资料须同时提供原文及中文翻译件（除英语之外的外文"
    "资料，中文翻译件须经专业翻译机构认证）",
    "recommendation": "临床指南/诊疗规范推荐情况",
    "recommendation_file": "临床指南/诊疗规范中需包含申报药品推荐情况具体内容，并突出（高亮）显示"
    "药品名称、适应症、推荐意见等关键信息",
    "cde_effectiveness": "国家药监局药品审评中心《技术审评报告》中关于本药品有效性的描述",
    "label_safety": "药品说明书收载的安全性信息",
    "adverse_reactions": "药品不良反应监测情况和药品安全性研究结果",
    "innovation": "创新程度",
    "application_innovation": "应用创新",
    "heritage": "传承性（仅中成药填写）",
    "public_health_impact": "所治疗疾病对公共健康的影响描述",
    "basic_need": "符合“保基本”原则描述",
    "gap_filling": "弥补目录短板描述",
    "clinical_management": "临床管理难度描述",
}
COMPARATORS = (
    "参照药品名称", "是否医保目录内", "规格", "单价（元）", "用法用量", "费用类型", "金额（元）", "疗程/周期",
)  # fmt: skip
BASICS = (
    "generic_name", "catalog_code", "category", "is_exclusive", "catalog_kinds",
    "registration_class", "patents", "patent_dispute", "specification", "holder",
    "indication", "dosage", "disease_background", "first_launch_china",
    "approval_number", "first_launch_country", "first_launch_global", "is_otc",
    "similar_drugs", "commitment_file", "label_file", "certificate_file",
)  # fmt: skip
SAFETY = ("label_safety", "adverse_reactions")
NOVELTY = ("innovation", "application_innovation", "heritage")
FAIRNESS = ("public_health_impact", "basic_need", "gap_filling", "clinical_management")
TRIAL = ("design", "comparator", "stage", "result", "evidence_file")
SIDE_BY_SIDE = 24  # Characters; longer values have a row to themselves.


@dataclass(frozen=True, kw_only=True)
class Options:
    """How the form is filled in and printed, beside its layout.

    `number` writes the number of a block (1 to …), `label` decorates a label, `copies`
    counts how often blocks are printed, and `last` how much of the last copy is there.
    """

    number: Callable[[int], str] = str
    label: Callable[[str], str] = str
    copies: int = 1
    last: int | None = None
    headed: bool = False


def parts(answer: Answer, options: Options) -> list[Part]:
    """The form, in order."""
    return [
        f"{answer.year}年国家医保药品目录调整",
        "申报材料（公示版）",
        "中国医疗保障",
        f"药品名称：{answer.cells['generic_name']}",
        f"企业名称：{answer.cells['company']}",
        "申报信息",
        _pairs(answer, ("applied_at", "catalog_status"), options),
        "一、基本信息",
        *_eligibility(answer),
        *_basics(answer, options),
        "参照药品信息",
        Records(list(COMPARATORS), [list(row) for row in answer.comparators]),
        _pairs(answer, ("comparator_rationale", "other_notes"), options),
        "二、有效性信息",
        *_blocks(_trials(answer), options),
        *_blocks(_guidelines(answer), options),
        _pairs(answer, ("cde_effectiveness",), options),
        "三、安全性信息",
        _pairs(answer, SAFETY, options),
        "四、创新性信息",
        _pairs(answer, NOVELTY, options),
        "五、公平性信息",
        _pairs(answer, FAIRNESS, options),
    ]


def _eligibility(answer: Answer) -> list[Part]:
    if not answer.eligibility:
        return []
    numbered = [f"{i}.{item}" for i, item in enumerate(answer.eligibility, 1)]
    return ["药品申报条件：", *numbered]


def _pairs(answer: Answer, fields: tuple[str, ...], options: Options) -> Pairs:
    stated = [field for field in fields if field in answer.cells]
    return Pairs([(options.label(LABELS[f]), answer.cells[f]) for f in stated])


def _basics(answer: Answer, options: Options) -> list[Part]:
    at = BASICS.index("patents")
    patents = [
        {"patent": f"{number}-{title}", "patent_expires": expires}
        for number, title, expires in answer.patents
    ]
    return [
        _pairs(answer, BASICS[:at], options),
        *_blocks(patents, options),
        _pairs(answer, BASICS[at + 1 :], options),
    ]


def _trials(answer: Answer) -> list[Mapping[str, str]]:
    return [{f: trial[f] for f in TRIAL if f in trial} for trial in answer.trials]


def _guidelines(answer: Answer) -> list[Mapping[str, str]]:
    return [
        {"recommendation": t, "recommendation_file": f} for t, f in answer.guidelines
    ]


def _blocks(blocks: list[Mapping[str, str]], options: Options) -> list[Part]:
    if options.headed and blocks:
        return [
            Records([LABELS[f] for f in blocks[0]], [list(b.values()) for b in blocks])
        ]
    pairs = [
        (
            options.label(
                LABELS[field] + (options.number(i) if _counts(field) else "")
            ),
            words,
        )
        for i, block in enumerate(blocks, 1)
        for field, words in block.items()
    ]
    copies = [*(pairs * (options.copies - 1)), *pairs[: options.last]]
    return [Pairs(copies)] if copies else []


def _counts(field: str) -> bool:
    return field in ("patent", "patent_expires", "design", "recommendation")
