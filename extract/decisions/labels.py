"""What labels of forms mean (标签裁定): `labels.csv`.

A form of another year, or of another printer, may have a label that the vocabulary
does not know.  A line says which field it stands for: `normalize/vocab/form_labels.tsv`
lists them.  Forms are then read again, and nothing else is.

    label,field,reason,decided_by,decided_on
    本品适用人群,indication,wording of 2030,zhang,2030-05-01

>>> head = "label,field,reason,decided_by,decided_on"
>>> line = "本品适用人群,indication,wording of 2030,zhang,2030-05-01"
>>> [(a.label, a.field, a.where) for a in parse(f"{head}\\n{line}\\n", "x.csv")]
[('本品适用人群', 'indication', 'x.csv:2')]
"""

from extract.decisions.lines import BadDecision, Line, day, lines, refuse_repeats
from normalize.form.aliases import Alias
from normalize.form.labels import LABELS, LabelBook
from normalize.form.numbering import bare
from normalize.text import Text
from normalize.values.plain import squash
from normalize.vocab import load

FILE = "labels.csv"
COLUMNS = ("label", "field", "reason", "decided_by", "decided_on")


def parse(content: str, name: str) -> list[Alias]:
    """Read decisions on labels from CSV text; `name` stands in error messages."""
    aliases = [_alias(line) for line in lines(content, name, COLUMNS)]
    refuse_repeats(((squash(a.label), a.where) for a in aliases), "this label")
    return aliases


def _alias(line: Line) -> Alias:
    where, row = line
    known = [label["field"] for label in load(LABELS)]
    if row["field"] not in known:
        raise BadDecision(
            f"{where}: there is no field {row['field']!r}; "
            f"there are {', '.join(sorted(known))}"
        )
    label = str(bare(Text.raw(row["label"])))
    if not label:
        raise BadDecision(f"{where}: label is {row['label']!r}, which has no words")
    if means := LabelBook.of(LABELS).stated(label, heads=False):
        raise BadDecision(
            f"{where}: the label {label} is known as {means.field}; only a label "
            "that nobody knows is decided on"
        )
    reason, by = row["reason"], row["decided_by"]
    return Alias(label, row["field"], reason, by, day(line), where)
