"""The labels of a form as other years word them: the aliases of the vocabulary."""

import random
from collections.abc import Mapping

from normalize import vocab
from tests import forms

# The form's own name of a field, where its key in `forms.LABELS` is another.
FIELDS = {
    "design": "trial_design",
    "comparator": "trial_comparator",
    "stage": "trial_stage",
    "result": "trial_result",
    "evidence_file": "trial_file",
}


def aliases() -> dict[str, list[str]]:
    """The wordings of each label of `forms.LABELS`, its own first."""
    known = {
        row["field"]: row["labels"].split("|") for row in vocab.load("form_labels")
    }
    return {
        label: [label, *known.get(FIELDS.get(name, name), [])]
        for name, label in forms.LABELS.items()
    }


def drawn_words(dice: random.Random) -> dict[str, str]:
    """A wording for each label: the usual one for half of the forms."""
    if dice.random() < 0.5:
        return {}
    return {label: dice.choice(words) for label, words in aliases().items()}


def worded(form: list[forms.Part], words: Mapping[str, str]) -> list[forms.Part]:
    """The form with other labels."""
    return [_worded(part, words) for part in form]


def _worded(part: forms.Part, words: Mapping[str, str]) -> forms.Part:
    if isinstance(part, forms.Pairs):
        return forms.Pairs([(relabel(label, words), v) for label, v in part.pairs])
    if isinstance(part, forms.Records):
        return forms.Records([relabel(label, words) for label in part.head], part.rows)
    return part


def relabel(label: str, words: Mapping[str, str]) -> str:
    """Replace the known label in a decorated one, the longest that is there.

    >>> relabel("【试验类型1】", {"试验类型": "研究类型", "类型": "x"})
    '【研究类型1】'
    """
    known = sorted((one for one in words if one in label), key=len)
    return label.replace(known[-1], words[known[-1]]) if known else label
