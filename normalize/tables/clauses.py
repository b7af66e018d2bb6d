"""What belongs to a policy, and what any text names."""

from normalize.column import column, row_id, source, table
from normalize.values.amounts import number
from normalize.values.codes import doc_number

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


@table(
    "citations", "引用", "One row per citation of a policy.", key=("policy_id", "quote")
)
class Citation:
    """A document that another one cites."""

    citation_id: str = row_id()
    doc_id: str = source()
    policy_id: str = column("被引政策", "The cited policy.", ref="policies")
    title: str = column("标题", "Title, as cited.")
    doc_number: str = column(
        "文号", "Document number, as cited.", parse=doc_number, code=True
    )
    quote: str = column("原文", "The words.")


ENTITY_TYPES = ("drug", "company", "agency", "disease", "policy", "place")


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
    entity_id: str = column(
        "实体标识",
        "drug_id or policy_id where the document has that row; else the name that "
        "documents share: full name of an agency, company without its legal form, "
        "code of a region.",
    )
    text: str = column("文字", "The words.")
    page: int = column("页", "Page, from 1.")
    start: int = column("起", "First raw character.")
    end: int = column("止", "One past the last raw character.")
