"""Who is who: which rows of different documents speak of the same thing, one by kind.

Deterministic keys only, and a name that can mean two things means neither.
"""

from normalize.entities.drugs import drug_groups, drug_id
from normalize.entities.events import event_groups, event_id, fineness
from normalize.entities.policies import policy_groups, policy_id

__all__ = [
    "drug_groups", "drug_id", "event_groups", "event_id", "fineness", "policy_groups",
    "policy_id",
]  # fmt: skip
