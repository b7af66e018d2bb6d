"""Events: what happened, and what a source says will or will not happen."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from normalize.column import column, precision, row_id, source, table
from normalize.values.amounts import money
from normalize.values.dates import partial_date

EVENT_TYPES = (
    "approval", "conditional_approval", "application_accepted", "designation",
    "priority_review", "orphan_designation", "breakthrough_designation",
    "guideline_recommendation", "first_prescription", "first_infusion",
    "patient_discharged", "partnership", "price_set", "insurance_coverage",
    "reimbursement", "trial_readout", "customs_clearance", "policy_issued",
    "policy_effective", "regulator_reply", "funding", "other",
)  # fmt: skip

MODALITIES = ("happened", "planned", "forecast", "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody with a part in an event."""

    name: str = column("名称", "The name, as the sentence has it.")
    kind: str = column(
        "类别",
        "What it is.",
        values=("agency", "company", "hospital", "media", "other"),
    )
    role: str = column(
        "角色", "Its part: who decides, who asks, who gives, gets, treats, reports.",
        values=("decides", "applies", "provides", "receives", "treats", "partner",
                "reports", "other"),
    )  # fmt: skip


@table(
    "events", "事件",
    "One row per thing that happened, or that a source says will or will not happen.",
    key=("event_type", "modality", "event_date", "drug_name", "actors", "description"),
)  # fmt: skip
class Event:
    """Something dated that a document reports."""

    event_id: str = row_id()
    event_date: date = column(
        "日期", "When.", parse=partial_date, also=("event_date_precision",)
    )
    event_date_precision: str = precision("event_date")
    date_basis: str = column(
        "日期依据",
        "How the date is known: stated, taken from (the document, ...), or not told.",
        of="event_date",
    )
    event_type: str = column("事件类型", "Kind of event.", values=EVENT_TYPES)
    modality: str = column(
        "情态",
        "Whether the source says that it happened, is planned, is expected by somebody "
        "(预计, 有望, 或), or did not happen (未获批, 撤回).",
        values=MODALITIES,
    )
    drug_id: str = column("药品标识", "The drug.", ref="drugs")
    drug_name: str = column("药品", "The drug as the sentence names it.")
    actors: list[str] = column("主体", "Who acted: agencies, companies, hospitals.")
    participants: list[Participant] = column("参与方", "The actors, with their roles.")
    region: str = column("地区", "Where: country or administrative region.")
    region_code: str = column(
        "地区代码",
        "GB/T 2260 within China, else ISO 3166-1 (US); EU, which that reserves.",
        of="region", code=True,
    )  # fmt: skip
    amount: Decimal = column(
        "金额", "Amount of money.", unit="yuan", parse=money, also=("currency",)
    )
    currency: str = column("币种", "Currency of `amount`, ISO 4217.", of="amount")
    amount_text: str = column(
        "金额原文", "The source's words for the amount.", of="amount"
    )
    description: str = column("描述", "The sentence that reports it.")
    doc_id: str = source()
    doc_ids: list[str] = column(
        "来源文件", "Every report of the same event.", role="merge"
    )
    n_reports: int = column(
        "报道数", "Number of documents that report it.", role="merge"
    )
