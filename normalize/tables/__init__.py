"""Every table and column, declared once.

>>> [table_of(cls).name for cls in TABLES[:4]]
['drugs', 'trials', 'policies', 'events']
>>> TABLE["patents"].__name__
'Patent'
"""

from normalize.column import table_of
from normalize.tables.audit import (
    DocumentRow,
    Evidence,
    Field,
    Problem,
    RepairRow,
    Run,
)
from normalize.tables.clauses import Citation, Criterion, Mention, Provision
from normalize.tables.details import (
    AdverseEvent,
    Comparator,
    Filing,
    FormFile,
    Outcome,
    Patent,
    Quantity,
    Recommendation,
)
from normalize.tables.headline import (
    Contact,
    Drug,
    Event,
    Policy,
    PolicyAttachment,
    Trial,
)

TABLES: tuple[type, ...] = (
    Drug, Trial, Policy, Event,
    Filing, Outcome, Patent, Comparator, Recommendation, AdverseEvent, Quantity,
    Provision, Criterion, Citation, Mention,
    DocumentRow, Field, Evidence, RepairRow, Problem, Run,
)  # fmt: skip

TABLE: dict[str, type] = {table_of(cls).name: cls for cls in TABLES}

__all__ = [
    "TABLE", "TABLES", "AdverseEvent", "Citation", "Comparator", "Contact",
    "Criterion", "DocumentRow", "Drug", "Event", "Evidence", "Field", "Filing",
    "FormFile", "Mention", "Outcome", "Patent", "Policy", "PolicyAttachment",
    "Problem", "Provision", "Quantity", "Recommendation", "RepairRow", "Run", "Trial",
    "table_of",
]  # fmt: skip
