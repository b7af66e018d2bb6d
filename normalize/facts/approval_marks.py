"""Approval numbers in prose (批准文号): which drug each belongs to.

>>> text = Text.raw("示例替尼片获批上市，批准文号为国药准字H20990001。")
>>> marks = approval_marks(text, drug_names(text))
>>> [(str(drug), str(number)) for drug, number in marks]
[('示例替尼片', '国药准字H20990001')]
"""

import re
from collections.abc import Iterator, Sequence

from normalize.facts.drugs import NamedDrug, drug_names, occurrences
from normalize.facts.offsets import offset
from normalize.text import Text

__all__ = ["approval_marks", "drug_names"]

NUMBER = re.compile(r"国药准字\s*[HZSBTJ][A-Z]?\d{8}")


def approval_marks(
    text: Text, drugs: Sequence[NamedDrug]
) -> Iterator[tuple[Text, Text]]:
    """Yield (name of the drug, number): the drug named last before it in its line."""
    for line in text.lines():
        for found in line.finditer(NUMBER):
            before = line[: offset(line, found[0])]
            named = [drug for _, drug in occurrences(before, drugs)]
            if named:
                yield named[-1].name, found[0]
