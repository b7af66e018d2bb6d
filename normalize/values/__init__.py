"""From words to typed values: dates, amounts, codes, names, outcomes.

A value function takes the words of a cell (already repaired, of any width convention)
and returns the typed value, None where the words say that there is none (`-`, `无`),
or raises `Rejected`.
"""


class Rejected(ValueError):
    """The words are not a value of this kind; the message says why, for an analyst."""
