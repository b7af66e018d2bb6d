"""Every label and value of a form as printed, and doubts about the rest of it."""

from collections.abc import Iterator

from normalize.draft import Doubt, Draft, Implied
from normalize.form.accounting import lost
from normalize.form.aliases import CODE, Alias
from normalize.form.form import Form
from normalize.form.labels import LABELS, LabelBook
from normalize.tables import Field
from normalize.text import Text
from normalize.values.plain import squash


def fields(form: Form) -> Iterator[Draft | Doubt]:
    """Yield every pair as printed, and a doubt about each label that nobody knows."""
    times: dict[str, int] = {}
    for pair in form.pairs:
        said = squash(f"{pair.label.text}\t{pair.value}")
        times[said] = times.get(said, 0) + 1
        field = pair.label.field
        yield Draft(
            Field,
            section=pair.section,
            label=pair.label.text,
            field=Implied(field, "label") if field else None,
            value=pair.value,
            occurrence=Implied(times[said], "count"),
        )
        if field is None and times[said] == 1:
            yield _unknown(pair.label.text)
    yield from _decided(form)


def _decided(form: Form) -> Iterator[Doubt]:
    """Tell once of each label that is read as a person decided."""
    first: dict[Alias, Text] = {}
    for label in (pair.label for pair in form.pairs):
        if label.known and label.known.decided:
            first.setdefault(label.known.decided, label.text)
    for alias, words in first.items():
        yield Doubt(CODE, alias.told(), words, severity="info")


def _unknown(label: Text) -> Doubt:
    nearest = LabelBook.of(LABELS).nearest(str(label))
    hint = f"; the nearest known one is {nearest}" if nearest else ""
    return Doubt(
        "unknown_label",
        f"the label {label} is not in {LABELS}.tsv{hint}; "
        "its value is kept in fields only",
        label,
    )


def unread(form: Form) -> Iterator[Doubt]:
    """Yield a doubt about each line that is neither label, value, title nor mark."""
    for aside in form.asides:
        if not aside.role:
            yield Doubt(
                "unread_line",
                "this line is neither a label nor a value; it fills no column",
                aside.text,
                severity="info",
            )
    for words in unaccounted(form):
        yield Doubt(
            "lost_words",
            "these words of the form are in no label, value or line",
            words,
        )


def unaccounted(form: Form) -> list[Text]:
    """List the words of the form that are in no label, value, title, mark or line."""
    pieces = [piece for pair in form.pairs for piece in (pair.label.text, pair.value)]
    read = [*pieces, *(aside.text for aside in form.asides)]
    return list(lost(form.document.text, read))
