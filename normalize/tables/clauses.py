"""What belongs to a policy, and what any text names."""

from dataclasses import dataclass
from datetime import date

from normalize.column import column, precision, row_id, source, table
from normalize.values.amounts import number
from normalize.values.codes import doc_number
from normalize.values.dates import partial_date

PROVISION_KINDS = (
    "support",
    "eligibility",
    "exclusion",
    "requirement",
    "procedure",
    "deadline",
    "other",
)


@table(
    "provisions",
    "条款",
    "One row per numbered provision of a policy.",
    key=("policy_id", "part", "path", "text"),
)
class Provision:
    """A numbered paragraph, with the way down to it."""

    provision_id: str = row_id()
    policy_id: str = column("政策", "The policy.", ref="policies")
    doc_id: str = source()
    part: str = column(
        "部分", "Null for the notice itself, else the attachment: 附件1."
    )
    path: str = column("路径", "Numbers from the top, joined by /: 三/(一)/2.")
    heading: str = column("标题", "Heading.")
    text: str = column("内容", "The words.")
    kind: str = column("类别", "What it does.", values=PROVISION_KINDS)


@table(
    "criteria",
    "评分标准",
    "One row per scoring item.",
    key=("policy_id", "attachment", "section", "item"),
)
class Criterion:
    """A row of a scoring table."""

    criterion_id: str = row_id()
    policy_id: str = column("政策", "The policy.", ref="policies")
    doc_id: str = source()
    attachment: str = column("附件", "The attachment that holds the table.")
    section: str = column("一级指标", "First-level heading.")
    item: str = column("二级指标", "The item.")
    points: float = column("分值", "Points.", parse=number)
    standard: str = column("评分标准", "How points are given.")


WINDOW_KINDS = (
    "application", "consultation", "objection", "validity", "transition",
    "implementation", "deadline", "other",
)  # fmt: skip


@table(
    "windows", "期限", "One row per period or deadline that a policy sets.",
    key=("policy_id", "kind", "starts_on", "ends_on", "text"),
)  # fmt: skip
class Window:
    """When something may or must be done: 申报时间, 公示期, 有效期, 截止."""

    window_id: str = row_id()
    policy_id: str = column("政策", "The policy.", ref="policies")
    doc_id: str = source()
    kind: str = column("类别", "What the period is for.", values=WINDOW_KINDS)
    subject: str = column("对象", "Whom or what it concerns, as stated.")
    starts_on: date = column(
        "开始", "First day.", parse=partial_date, also=("starts_on_precision",)
    )
    starts_on_precision: str = precision("starts_on")
    ends_on: date = column(
        "截止", "Last day.", parse=partial_date, also=("ends_on_precision",)
    )
    ends_on_precision: str = precision("ends_on")
    duration_text: str = column(
        "时长原文", "A length without a last day: 3年, 10个工作日, 自公布次日起10日内."
    )
    text: str = column("原文", "The sentence that sets it.")


# What citing words do (依据, 转发, 废止 …); `refers` where they only name it.
RELATIONS = (
    "based_on", "implements", "forwards", "amends", "replaces", "repeals", "interprets",
    "replies_to", "refers",
)  # fmt: skip


@table(
    "citations", "引用", "One row per citation of a policy.", key=("policy_id", "quote")
)
class Citation:
    """A document that another one cites."""

    citation_id: str = row_id()
    doc_id: str = source()
    citing_policy_id: str = column(
        "引用方", "The policy that cites; null where news or a form does.",
        ref="policies",
    )  # fmt: skip
    policy_id: str = column("被引政策", "The cited policy.", ref="policies")
    relation: str = column(
        "关系", "What the citing words do with it.", values=RELATIONS
    )
    title: str = column("标题", "Title, as cited.")
    doc_number: str = column(
        "文号", "Document number, as cited.", parse=doc_number, code=True
    )
    quote: str = column("原文", "The words.")


ENTITY_TYPES = ("drug", "company", "agency", "disease", "policy", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """A name that an office or a firm had before."""

    name: str = column("曾用名", "The name.")
    until: date = column(  # noqa: RUF009 - column() makes a dataclass field
        "至", "Day of the renaming, where it is known."
    )
    source: str = column("依据", "Which vocabulary or decision says so.")


@table(
    "entities", "实体", "One row per entity that any document mentions.",
    key=("entity_type", "name"), evidence=False,
)  # fmt: skip
class Entity:
    """Who or what is meant, under all its names; `mentions` has the words."""

    entity_id: str = column(
        "实体标识",
        "drug_id or policy_id where there is such a row; else of the kind and the "
        "name that all documents share.",
        role="id",
    )
    entity_type: str = column("类别", "Kind of entity.", values=ENTITY_TYPES)
    name: str = column("名称", "Canonical name.", role="merge")
    aliases: list[str] = column(
        "别名", "Other names that the documents use.", role="merge"
    )
    former_names: list[FormerName] = column(
        "曾用名", "Names it had before.", role="merge"
    )
    legal_form: str = column("法律形式", "有限公司, 股份有限公司 …", role="merge")
    level: str = column(
        "层级", "Level of an office or a place.",
        values=("national", "provincial", "city", "county", "international"),
        role="merge",
    )  # fmt: skip
    region: str = column("地区", "Where it is, or acts for.", role="merge")
    region_code: str = column(
        "地区代码", "GB/T 2260 within China, else ISO 3166-1.", role="merge"
    )
    doc_id: str = source()
    doc_ids: list[str] = column(
        "来源文件", "Every document that mentions it.", role="merge"
    )
    n_mentions: int = column("提及次数", "How often.", role="merge")


@table(
    "mentions",
    "提及",
    "One row per mention of an entity.",
    key=("entity_type", "text", "start"),
    span_of="text",
    evidence=False,
)
class Mention:
    """Where a document names something."""

    mention_id: str = row_id()
    doc_id: str = source()
    entity_type: str = column("类别", "Kind of entity.", values=ENTITY_TYPES)
    entity_id: str = column("实体标识", "The entity.", ref="entities")
    name: str = column(
        "名称",
        "The name that documents share: generic name of a drug, full name of an "
        "agency, company without its legal form, code of a place.",
    )
    text: str = column("文字", "The words.")
    page: int = column("页", "Page, from 1.")
    start: int = column("起", "First raw character.")
    end: int = column("止", "One past the last raw character.")
