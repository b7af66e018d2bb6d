"""What became of a document: the words of a run (结果).

>>> Outcome("notices", "https://www.example.gov.cn/a.pdf", "new", file="n/a.pdf").status
'new'
"""

from typing import Literal, NamedTuple

Status = Literal["new", "unchanged", "changed", "refused", "failed", "left"]
STATUSES: tuple[Status, ...] = (
    "new", "unchanged", "changed", "refused", "failed", "left",
)  # fmt: skip


class Refused(ValueError):
    """Our own rules, or those of the site, forbid it; to try again is no use."""


class Failed(ValueError):
    """It could not be had this time; the message says why."""


class TryAgain(Failed):
    """It may be had a little later: in `after` seconds, where the server says so."""

    def __init__(self, reason: str, after: float = 0.0) -> None:
        super().__init__(reason)
        self.after = after


class Outcome(NamedTuple):
    """What became of one address of a source; `file` is below the raw folder.

    `left` is what a limit on documents leaves for the next run."""

    source: str
    url: str
    status: Status
    reason: str = ""
    file: str = ""
