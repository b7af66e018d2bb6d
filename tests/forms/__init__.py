"""Application forms made from known answers, as many printers would print them.

An `Answer` is what a form says. `parts` puts it in the order of the form, `laid_out`
sets it in rows, `cut` breaks pages through rows, `printed` writes the page in one of the
`LAYOUTS`; `said` is what must come out again. Drugs, companies and figures are invented.
"""

from tests.forms.answers import CHEMICAL, HERBAL, Answer
from tests.forms.expected import SILENCES, said, silent
from tests.forms.layouts import IN_LINES, LAYOUTS, printed
from tests.forms.order import FAIRNESS, LABELS, Options, parts
from tests.forms.pages import CUTS, cut, laid_out
from tests.forms.shapes import HeadRow, Item, Pairs, Part, Records, TableRow

__all__ = [
    "CHEMICAL", "CUTS", "FAIRNESS", "HERBAL", "IN_LINES", "LABELS", "LAYOUTS",
    "SILENCES", "Answer", "HeadRow", "Item", "Options", "Pairs", "Part", "Records",
    "TableRow", "cut", "laid_out", "parts", "printed", "said", "silent",
]  # fmt: skip
