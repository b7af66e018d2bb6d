"""Which forms are prints of one filing (同一份申报材料).

All forms share their labels, and two years of one drug most of their values: copies
are only those filed for the same drug at the same time that state the same.
"""

from collections.abc import Sequence

from normalize.entities.pages import Page

SAME = 0.8  # share of the fields of the shorter print; a cut one has other pieces


def form_groups(forms: Sequence[Page]) -> list[list[Page]]:
    """Group forms by drug and time of filing; one that does not state it is alone."""
    groups: dict[tuple[str, ...], list[Page]] = {}
    for form in forms:
        groups.setdefault(form.filed or (form.doc_id,), []).append(form)
    return list(groups.values())


def form_likeness(one: Page, other: Page) -> float | None:
    """Return the share of fields that two forms have in common; None for too few."""
    fewer = min(len(one.fields), len(other.fields))
    if not fewer or not one.filed or one.filed != other.filed:
        return None
    share = len(one.fields & other.fields) / fewer
    return share if share >= SAME else None
