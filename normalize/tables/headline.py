"""Drugs, trials and policies: three of the tables an analyst opens first."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from normalize.column import column, precision, row_id, source, table
from normalize.values import codes
from normalize.values.amounts import integer, money, number
from normalize.values.codes import approval_numbers, doc_number
from normalize.values.companies import company as company_name
from normalize.values.dates import partial_date
from normalize.values.money import per as price_unit_name
from normalize.values.plain import file_name
from normalize.values.yes_no import yes_no


@table(
    "drugs",
    "药品",
    "One row per drug.",
    key=("generic_name", "company", "holder"),
    blocks=True,
)
class Drug:
    """A drug, merged from every document that names it."""

    drug_id: str = row_id()
    doc_id: str = source()
    generic_name: str = column(
        "药品通用名称", "Generic name, with the dosage form.", required=("nhsa_form",)
    )
    trade_name: str = column("商品名", "Trade name.")
    english_name: str = column("英文名", "English or INN name.")
    aliases: list[str] = column("别名", "Other names that the documents use.")
    company: str = column(
        "企业名称", "The applicant.", parse=company_name, required=("nhsa_form",)
    )
    holder: str = column(
        "上市许可持有人", "Marketing authorization holder.", parse=company_name
    )
    catalog_code: str = column(
        "医保药品分类与代码", "Code in the NHSA drug classification.", code=True
    )
    category: str = column("药品类别", "Western or Chinese medicine (西药, 中成药).")
    is_exclusive: bool = column("是否独家", "Made by one company only.", parse=yes_no)
    registration_class: str = column("药品注册分类", "Registration class.")
    specification: str = column("说明书全部注册规格", "All registered strengths.")
    indication: str = column("适应症/功能主治", "All indications of the label.")
    dosage: str = column("说明书用法用量", "Dosage and administration of the label.")
    approval_number: str = column(
        "批准文号", "Approval numbers, joined by 、.",
        parse=approval_numbers, code=True,
    )  # fmt: skip
    first_launch_china: date = column(
        "中国大陆首次上市时间", "First launch in mainland China.",
        parse=partial_date, also=("first_launch_china_precision",),
    )  # fmt: skip
    first_launch_china_precision: str = precision("first_launch_china")
    first_launch_country: str = column(
        "全球首个上市国家/地区", "Country of first launch."
    )
    first_launch_global: date = column(
        "全球首次上市时间", "First launch anywhere.",
        parse=partial_date, also=("first_launch_global_precision",),
    )  # fmt: skip
    first_launch_global_precision: str = precision("first_launch_global")
    is_otc: bool = column("是否为OTC", "Sold without prescription.", parse=yes_no)
    patent_dispute: bool = column(
        "是否存在专利纠纷", "Open patent dispute.", parse=yes_no
    )
    price: Decimal = column(
        "价格", "Price where a source states one.", unit="yuan", parse=money,
        also=("currency",),
    )  # fmt: skip
    currency: str = column("币种", "Currency of `price`, ISO 4217.", of="price")
    price_unit: str = column(
        "计价单位", "What the price buys: 盒, 剂, 单次治疗.",
        parse=price_unit_name, of="price",
    )  # fmt: skip
    price_text: str = column(
        "价格原文", "The source's words for the price.", of="price"
    )
    doc_ids: list[str] = column(
        "来源文件", "Every document that names the drug.", role="merge"
    )
    first_seen: date = column(
        "最早提及", "Earliest date of a document naming it.", role="merge"
    )
    last_seen: date = column(
        "最近提及", "Latest date of a document naming it.", role="merge"
    )


@table(
    "trials", "试验", "One row per clinical trial or study that a document reports.",
    key=("drug_id", "ordinal", "design", "stage", "result"), blocks=True,
)  # fmt: skip
class Trial:
    """A trial block of a form."""

    trial_id: str = row_id()
    drug_id: str = column("药品", "The drug.", ref="drugs")
    doc_id: str = source()
    ordinal: int = column("序号", "The 1 of 试验类型1.", parse=integer)
    design: str = column("试验类型", "Design, as stated.")
    comparator: str = column("试验对照药品", "Comparator drug.")
    stage: str = column("试验阶段", "Before or after marketing (上市前, 上市后).")
    result: str = column("对主要临床结局指标改善情况", "The result, in full.")
    enrolled: int = column(
        "病例数", "Patients treated or enrolled.", unit="patients", parse=integer
    )
    cutoff_date: date = column(
        "数据截止日",
        "Data cutoff.",
        parse=partial_date,
        also=("cutoff_date_precision",),
    )
    cutoff_date_precision: str = precision("cutoff_date")
    median_follow_up_months: float = column(
        "中位随访时间", "Median follow-up.", unit="months", parse=number
    )
    follow_up_low_months: float = column(
        "随访时间下限", "Shortest follow-up.", unit="months", parse=number
    )
    follow_up_high_months: float = column(
        "随访时间上限", "Longest follow-up.", unit="months", parse=number
    )
    evidence_file: str = column("证明文件", "The attached proof.", parse=file_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyAttachment:
    """An attachment of a notice; nested ones carry their own printed number."""

    ordinal: str = column("序号", "The number as printed: 1, 附表2.")
    title: str = column("标题", "Title of the attachment.")
    url: str = column("网址", "Address of its file, where the page links it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom a notice says to ask."""

    agency: str = column("单位", "The office.")
    person: str = column("联系人", "The person.")
    phone: str = column("电话", "Telephone numbers, joined by 、.")
    email: str = column("邮箱", "E-mail address.")


@table(
    "policies", "政策文件",
    "One row per policy document, read in full or merely cited.",
    key=("doc_number", "title"),
)  # fmt: skip
class Policy:
    """A notice, announcement, opinion or measure of a regulator."""

    policy_id: str = row_id()
    doc_id: str = source()
    title: str = column("标题", "Full title.")
    doc_number: str = column(
        "文号", "Document number, brackets as 〔〕.", parse=doc_number, code=True
    )
    other_numbers: list[str] = column(
        "另行文号", "Its further numbers: each office of a joint one may have its own.",
        parse=codes.doc_number, code=True,
    )  # fmt: skip
    index_number: str = column(
        "索引号", "Number in the catalog of open government (索引号).", code=True
    )
    doc_type: str = column("文种", "通知, 公告, 意见, 办法, 答复, 指南 and so on.")
    agencies: list[str] = column(
        "发文机关", "Issuing agencies, in signature order.", required=("notice",)
    )
    level: str = column(
        "层级",
        "Level of the first agency.",
        values=("national", "provincial", "city", "county"),
    )
    region: str = column("地区", "Administrative region of the first agency.")
    region_code: str = column(
        "行政区划代码", "Code of the region, GB/T 2260.", of="region", code=True
    )
    issued_on: date = column(
        "成文日期",
        "Date of signature.",
        parse=partial_date,
        also=("issued_on_precision",),
    )
    issued_on_precision: str = precision("issued_on")
    published_on: date = column(
        "发布日期",
        "Date of publication.",
        parse=partial_date,
        also=("published_on_precision",),
    )
    published_on_precision: str = precision("published_on")
    effective_on: date = column(
        "施行日期",
        "In force from.",
        parse=partial_date,
        also=("effective_on_precision",),
    )
    effective_on_precision: str = precision("effective_on")
    apply_from: date = column(
        "申报开始", "First day of the application window.", parse=partial_date
    )
    apply_to: date = column(
        "申报截止", "Last day of the application window.", parse=partial_date
    )
    valid_until: date = column(
        "有效期至", "Last day of validity, stated or counted from the day in force.",
        parse=partial_date, also=("valid_until_precision",),
    )  # fmt: skip
    valid_until_precision: str = precision("valid_until")
    validity_text: str = column(
        "有效期原文", "The source's words for how long it holds: 有效期3年."
    )
    summary: str = column("摘要", "The paragraph that says what is being issued.")
    addressees: str = column("主送机关", "To whom it is addressed.")
    attachments: list[PolicyAttachment] = column(
        "附件", "Attachments, nested ones included."
    )
    contacts: list[Contact] = column("联系方式", "Contacts.")
    is_full_text: bool = column(
        "是否全文", "False for a document that is only cited.", parse=yes_no
    )
    doc_ids: list[str] = column(
        "来源文件", "Every document that holds or cites it.", role="merge"
    )
