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
from normalize.tables.clauses import (
    Citation,
    Criterion,
    Entity,
    FormerName,
    Mention,
    Provision,
    Window,
)
from normalize.tables.details import (
    AdverseEvent,
    Comparator,
    Filing,
    FilingChange,
    FormFile,
    Outcome,
    Patent,
    Quantity,
    Recommendation,
)
from normalize.tables.events import Event, Participant
from normalize.tables.headline import (
    Contact,
    Drug,
    Policy,
    PolicyAttachment,
    Trial,
)

TABLES: tuple[type, ...] = (
    Drug, Trial, Policy, Event,
    Filing, FilingChange, Outcome, Patent, Comparator, Recommendation,
    AdverseEvent, Quantity,
    Provision, Criterion, Window, Citation, Entity, Mention,
    DocumentRow, Field, Evidence, RepairRow, Problem, Run,
)  # fmt: skip

TABLE: dict[str, type] = {table_of(cls).name: cls for cls in TABLES}

__all__ = [
    "TABLE", "TABLES", "AdverseEvent", "Citation", "Comparator", "Contact",
    "Criterion", "DocumentRow", "Drug", "Entity", "Event", "Evidence", "Field",
    "Filing", "FilingChange", "FormFile", "FormerName", "Mention", "Outcome",
    "Participant", "Patent", "Policy", "PolicyAttachment", "Problem", "Provision",
    "Quantity", "Recommendation", "RepairRow", "Run", "Trial", "Window", "table_of",
]  # fmt: skip
