"""What an answer of a form measured (疗效结果): in its sentences and its result tables.

What a table says of an outcome that a sentence tells too is one outcome.  This stands
apart from the form, which notices know too: they measure nothing.
"""

from collections.abc import Iterator, Sequence

from normalize.draft import Draft
from normalize.facts.outcome_tables import Table, completed, inside, unsaid, without
from normalize.facts.outcomes import outcomes
from normalize.text import Text


def measured(answer: Text, tables: Sequence[Table]) -> Iterator[Draft]:
    """Yield the outcomes of an answer, those of the tables within it once."""
    own = inside(answer, tables)
    stated = [fact for table in own for fact in table.facts]
    told = completed(list(outcomes(without(answer, own))), stated)
    yield from (*told, *unsaid(stated, told))
