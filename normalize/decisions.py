"""What people decide (裁定), by kind: who is who, what a cell says, what a label is."""

from collections.abc import Iterable

from normalize.corrected import Correction
from normalize.entities.decided import Decision
from normalize.form.aliases import Alias

Ruling = Decision | Correction | Alias


def of_entities(rulings: Iterable[Ruling]) -> list[Decision]:
    """Return those on who is who."""
    return [each for each in rulings if isinstance(each, Decision)]


def of_values(rulings: Iterable[Ruling]) -> list[Correction]:
    """Return those on values."""
    return [each for each in rulings if isinstance(each, Correction)]
