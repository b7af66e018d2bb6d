"""What is said beside the names of drugs (药品语境), and what only looks like a name.

动作片, EXAMPLA® and 新产品Galaxy have the shape of a drug's name; they are names only
near words about drugs (`drug_contexts.tsv`).  Some words never are (`not_drugs.tsv`).
"""

import re
from functools import cache

from normalize.text import Text
from normalize.vocab import load

NEAR = 60  # characters around a name that may speak of drugs


def speaks_of_drugs(text: Text, start: int, stop: int) -> bool:
    """Tell whether words around a place of a text speak of drugs.

    A text shorter than its surroundings, as the cell of a table, may well be a name.

    >>> film, pill = "影院放映武打片，场场爆满。", "患者口服降糖片，效果明显。"
    >>> speaks_of_drugs(Text.raw(film * 9), 4, 7), speaks_of_drugs(Text.raw(film), 4, 7)
    (False, True)
    >>> speaks_of_drugs(Text.raw(pill * 9), 4, 7)
    True
    """
    if len(text) <= NEAR:
        return True
    around = text.chars[max(0, start - NEAR) : start], text.chars[stop : stop + NEAR]
    return any(map(_context(("drug",)).search, around))


def names_context(words: str) -> bool:
    """Tell whether words say what is said of drugs, trials or patients.

    >>> names_context("患者服用后好转"), names_context("影片上映")
    (True, False)
    """
    return _context(("drug", "care")).search(words) is not None


@cache
def _context(kinds: tuple[str, ...]) -> re.Pattern[str]:
    rows = (row for row in load("drug_contexts") if row["kind"] in kinds)
    return re.compile("|".join(row["word"] for row in rows))


def may_name(name: Text) -> bool:
    """Tell whether a name is not one of those that only end like a drug's.

    >>> may_name(Text.raw("示例霉素")), may_name(Text.raw("黄曲霉素"))
    (True, False)
    """
    words = name.chars.lower()
    others = [row["word"] for row in load("not_drugs")]
    return words not in others and not words.endswith(
        tuple(word for word in others if not word.isascii())
    )
