"""A file of a run and the reading that speaks for it: known without a library."""

from typing import NamedTuple


class Live(NamedTuple):
    """A file of the run, and the reading that its rows are from."""

    input: str
    path: str
    doc_id: str
