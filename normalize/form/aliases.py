"""Labels that a person knows though no vocabulary does (标签裁定).

They travel with the document to whatever reads it: reading looks at nothing else.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

CODE = "label_by_decision"


class Alias(NamedTuple):
    """A printed label and the field it stands for; `where` is the file and line."""

    label: str
    field: str
    reason: str
    decided_by: str
    decided_on: date
    where: str = ""

    @property
    def about(self) -> str:
        """What it is about, in a line."""
        return f"the label {self.label} is {self.field}"

    def told(self) -> str:
        """Say what was decided, by whom, when and why; not where: lines move."""
        by = f"{self.decided_by}, {self.decided_on}"
        return f"the label {self.label} is read as {self.field} ({by}): {self.reason}"


def of_labels(rulings: Iterable[object]) -> tuple[Alias, ...]:
    """Return those of all decisions that are on labels, as documents are read with.

    Where they stand is left out: a line that moves reads nothing again.
    """
    own = (each for each in rulings if isinstance(each, Alias))
    return tuple(sorted(each._replace(where="") for each in own))
