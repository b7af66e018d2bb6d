"""What is told at the end of a run (小结): a line for each source, and each reason.

>>> found = [Outcome("notices", "https://a.example/1", "new"),
...          Outcome("notices", "https://a.example/2", "refused", "it is empty")]
>>> print(report(["notices"], found))
notices: 1 new, 0 unchanged, 0 changed, 1 refused, 0 failed, 0 left for the next run
  refused: it is empty: 1, as https://a.example/2
>>> exit_code(found), exit_code([Outcome("notices", "https://a.example/3", "failed")])
(0, 1)
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extract.fetch.outcomes import STATUSES, Outcome

WORDS = {"left": "left for the next run"}


def report(sources: Iterable[str], outcomes: Sequence[Outcome]) -> str:
    """Return the text on the outcomes of a run, source by source."""
    return "\n".join(line for name in sources for line in _lines(name, outcomes))


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """Return 1 where something failed; a refusal is as it should be."""
    return int(any(outcome.status == "failed" for outcome in outcomes))


def _lines(source: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    own = [outcome for outcome in outcomes if outcome.source == source]
    counted = Counter(outcome.status for outcome in own)
    told = ", ".join(f"{counted[each]} {WORDS.get(each, each)}" for each in STATUSES)
    yield f"{source}: {told}"
    reasons = Counter((each.status, each.reason) for each in own if each.reason)
    first = {(each.status, each.reason): each.url for each in reversed(own)}
    for (status, reason), times in sorted(reasons.items()):
        yield f"  {status}: {reason}: {times}, as {first[status, reason]}"
