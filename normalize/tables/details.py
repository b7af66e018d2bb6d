"""What belongs to a drug, a trial or a filing."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from normalize.column import column, precision, row_id, source, table
from normalize.values.amounts import integer, number, yuan
from normalize.values.dates import moment, partial_date
from normalize.values.plain import file_name
from normalize.values.yes_no import yes_no


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFile:
    """A file attached to a form."""

    label: str = column("项目", "The label that asks for it.")
    file: str = column("文件", "File name.", parse=file_name)


@table(
    "filings",
    "申报",
    "One row per application form.",
    key=("drug_id", "catalog_year"),
    blocks=True,
)
class Filing:
    """A 申报材料 form."""

    filing_id: str = row_id()
    doc_id: str = source()
    drug_id: str = column("药品", "The drug applied for.", ref="drugs")
    catalog_year: int = column("目录年度", "Year of the catalogue.", parse=integer)
    applied_at: datetime = column("申报时间", "When it was filed.", parse=moment)
    catalog_status: str = column("药品目录", "In or outside the present catalogue.")
    catalog_kinds: list[str] = column("申报目录类别", "Catalogues applied for.")
    eligibility: list[str] = column(
        "药品申报条件", "Conditions ticked, or printed where none is ticked."
    )
    disease_background: str = column("所治疗疾病基本情况", "The disease.")
    similar_drugs: str = column(
        "同类药品上市情况", "Drugs of the same field or mechanism."
    )
    comparator_rationale: str = column(
        "参照药品选择理由", "Why this comparator, or none."
    )
    other_notes: str = column("其他情况说明", "Other notes.")
    cde_effectiveness: str = column(
        "技术审评报告有效性描述", "Effectiveness in the CDE review report."
    )
    label_safety: str = column("说明书安全性信息", "Safety in the label.")
    adverse_reactions: str = column(
        "不良反应监测情况", "Adverse reactions and safety studies."
    )
    innovation: str = column("创新程度", "Innovation.")
    application_innovation: str = column("应用创新", "Innovation in use.")
    heritage: str = column("传承性", "Heritage (Chinese medicine only).")
    public_health_impact: str = column("公共健康影响", "Impact on public health.")
    basic_need: str = column("符合保基本原则", "Why it meets basic need.")
    gap_filling: str = column("弥补目录短板", "Which gap of the catalogue it fills.")
    clinical_management: str = column("临床管理难度", "Ease of clinical management.")
    attachments: list[FormFile] = column("附件", "Attached files, each once.")


@table(
    "filing_changes", "申报变化",
    "One row per column that differs between two filings of one drug.",
    key=("filing_id", "previous_filing_id", "table_name", "column_name"),
    evidence=False,
)  # fmt: skip
class FilingChange:
    """What a form says otherwise than the form before it of the same drug."""

    change_id: str = row_id()
    drug_id: str = column("药品", "The drug.", ref="drugs")
    doc_id: str = source()
    filing_id: str = column("申报", "The later filing.", ref="filings")
    previous_filing_id: str = column("前次申报", "The one before.", ref="filings")
    table_name: str = column("表", "Table of the column.", role="merge")
    column_name: str = column("列", "The column.", role="merge")
    change: str = column(
        "变化", "What became of it.", values=("added", "removed", "changed"),
        role="merge",
    )  # fmt: skip
    before: str = column(
        "原值",
        "Its value then, lists joined by 、; of a table the entries that went, or "
        "each entry that stayed with its cell.",
        role="merge",
    )
    after: str = column(
        "现值", "Its value now; of a table the entries that came.", role="merge"
    )


STATISTICS = (
    "rate", "median", "mean", "hazard_ratio", "odds_ratio", "risk_ratio",
    "mean_change", "difference", "survival_rate", "risk_reduction", "count",
)  # fmt: skip


@table(
    "outcomes", "结局指标", "One row per measured endpoint.",
    key=("trial_id", "drug_id", "field", "endpoint", "endpoint_text", "statistic",
         "value", "timepoint_months", "population", "assessor", "arm", "not_reached"),
)  # fmt: skip
class Outcome:
    """A number that a trial, a review report or a form states for an endpoint."""

    outcome_id: str = row_id()
    trial_id: str = column(
        "试验", "The trial, where the number stands in one.", ref="trials"
    )
    doc_id: str = source()
    drug_id: str = column("药品", "The drug.", ref="drugs")
    field: str = column("出处栏目", "Column of trials or filings whose words state it.")
    endpoint: str = column(
        "终点", "Standard abbreviation (ORR, CR, OS …); null if unknown."
    )
    endpoint_text: str = column("终点原文", "The endpoint as stated.")
    statistic: str = column("统计量", "What kind of number it is.", values=STATISTICS)
    value: float = column("数值", "The number; null where not reached.", parse=number)
    unit: str = column("单位", "Unit of value and bounds: %, months …")
    ci_level: float = column("置信水平", "Confidence level.", unit="%", parse=number)
    ci_low: float = column("置信下限", "Lower bound.", parse=number)
    ci_high: float = column(
        "置信上限", "Upper bound; null where not reached.", parse=number
    )
    p_value: str = column("P值", "The p value as stated, with its sign: <0.001.")
    n: int = column(
        "分母", "Patients in the denominator.", unit="patients", parse=integer
    )
    n_events: int = column(
        "分子", "Patients with the outcome.", unit="patients", parse=integer
    )
    timepoint_months: float = column(
        "时间点", "Time point.", unit="months", parse=number
    )
    timepoint_text: str = column("时间点原文", "The time point as stated.")
    population: str = column("人群", "Population or subgroup, as stated.")
    arm: str = column("组别", "Treatment arm, as stated.")
    versus: str = column("对照", "What it is compared with, as stated.")
    assessor: str = column("评估者", "Who assessed it.", values=("IRC", "investigator"))
    is_best: bool = column("是否最佳", "Best response.", parse=yes_no)
    is_estimated: bool = column(
        "是否估计", "Estimated, such as by Kaplan-Meier.", parse=yes_no
    )
    not_reached: bool = column("未达到", "The median was not reached.", parse=yes_no)
    quote: str = column("原文", "The words.")


@table(
    "patents",
    "专利",
    "One row per core patent.",
    key=("drug_id", "patent_number", "title"),
    blocks=True,
)
class Patent:
    """A core patent that a form lists."""

    patent_id: str = row_id()
    drug_id: str = column("药品", "The drug.", ref="drugs")
    doc_id: str = source()
    ordinal: int = column("序号", "The 1 of 核心专利类型1.", parse=integer)
    patent_number: str = column("专利号", "Patent or application number.", code=True)
    title: str = column("专利名称", "Title.")
    expires_on: date = column(
        "期限届满日", "Expiry.", parse=partial_date, also=("expires_on_precision",)
    )
    expires_on_precision: str = precision("expires_on")


@table(
    "comparators",
    "参照药品",
    "One row per comparator drug.",
    key=("filing_id", "name", "specification"),
    blocks=True,
)
class Comparator:
    """A row of the comparator table of a form."""

    comparator_id: str = row_id()
    filing_id: str = column("申报", "The filing.", ref="filings")
    doc_id: str = source()
    ordinal: int = column("序号", "Position in the table.", parse=integer)
    name: str = column("参照药品名称", "Comparator drug.")
    in_catalog: bool = column(
        "是否医保目录内", "In the present catalogue.", parse=yes_no
    )
    specification: str = column("规格", "Strength.")
    unit_price: Decimal = column("单价", "Price of one unit.", unit="yuan", parse=yuan)
    dosage: str = column("用法用量", "Dosage.")
    cost_type: str = column("费用类型", "Daily, yearly or per course.")
    amount: Decimal = column("金额", "Cost.", unit="yuan", parse=yuan)
    course: str = column("疗程/周期", "Course or cycle.")


@table(
    "recommendations",
    "指南推荐",
    "One row per guideline that recommends the drug.",
    key=("drug_id", "guideline", "text"),
    blocks=True,
)
class Recommendation:
    """A guideline block of a form."""

    recommendation_id: str = row_id()
    drug_id: str = column("药品", "The drug.", ref="drugs")
    doc_id: str = source()
    ordinal: int = column("序号", "The 1 of 推荐情况1.", parse=integer)
    guideline: str = column("指南名称", "Title of the guideline.")
    issuer: str = column("发布单位", "Who issued it.")
    year: int = column("年份", "Edition.", parse=integer)
    strength: str = column("推荐级别", "Strength, as stated (I级推荐).")
    text: str = column("推荐内容", "The recommendation, in full.")
    evidence_file: str = column("证明文件", "The attached proof.", parse=file_name)


@table(
    "adverse_events", "不良反应", "One row per adverse event that a document counts.",
    key=("drug_id", "field", "term", "n", "rate", "grade", "population"),
)  # fmt: skip
class AdverseEvent:
    """An adverse event with its count or rate."""

    adverse_event_id: str = row_id()
    drug_id: str = column("药品", "The drug.", ref="drugs")
    doc_id: str = source()
    field: str = column("出处栏目", "Column of filings whose words state it.")
    term: str = column("不良反应", "Term, as stated.")
    n: int = column("例数", "Patients or cases.", parse=integer)
    rate: float = column("发生率", "Share.", unit="%", parse=number)
    grade: str = column("级别", "Grade, as stated (≥3级).")
    n_exposed: int = column(
        "暴露人数", "Patients in the denominator.", unit="patients", parse=integer
    )
    population: str = column("人群", "Population, as stated.")
    quote: str = column("原文", "The words.")


@table(
    "quantities", "数量",
    "One row per number with a unit that prose states and no other table takes.",
    key=("drug_id", "field", "subject", "value_low", "value_high", "unit", "quote"),
)  # fmt: skip
class Quantity:
    """Epidemiology, baseline, dose, counts and prices in running text."""

    quantity_id: str = row_id()
    drug_id: str = column("药品", "The drug.", ref="drugs")
    doc_id: str = source()
    field: str = column(
        "出处栏目", "Column whose words state it; null for a notice or news."
    )
    subject: str = column("对象", "What is counted or measured, as stated.")
    value_low: float = column(
        "数值", "The number, or the lower end of a range.", parse=number
    )
    value_high: float = column(
        "上限", "Upper end of a range; null for a single number.", parse=number
    )
    unit: str = column("单位", "Unit, as stated: %, /10万, 例, 元 …")
    is_approximate: bool = column("是否约数", "约, 余, 近, 左右.", parse=yes_no)
    quote: str = column("原文", "The words.")
