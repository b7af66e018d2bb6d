"""What copies tell of the things of their leaders (转述): one event, one policy.

Words tell apart what happened; a mirror has the same words, and its own day of posting,
its own misprints in title and number.  So where documents are copies, the copy's event
in the same words is the leader's event, and its paper is the leader's paper.

>>> led = {"b": "a"}
>>> papers = [{"doc_id": doc_id, "is_full_text": True} for doc_id in "abc"]
>>> apart = lambda rows: [[row] for row in rows]
>>> [len(group) for group in mirrored_policies(apart, led)(papers)]
[2, 1]
"""

from collections.abc import Callable, Iterable, Mapping

from normalize.entities.groups import Group, Row, joined_to_only
from normalize.values.bodies import folded

Groups = Callable[[list[Row]], list[Group]]
Told = tuple[str, ...]


def mirrored_policies(groups: Groups, led: Mapping[str, str]) -> Groups:
    """Return the grouping of policies by which the paper of a copy is its leader's.

    `led` names the leader of each document that is a copy.  A page that prints several
    papers tells no one which is which.
    """
    return _to_leaders(groups, led, told_as_paper)


def told_as_paper(row: Row, led: Mapping[str, str]) -> list[Told]:
    """Return what a copy's paper has in common with its leader's."""
    return [(_leader(row, led),)] if row["is_full_text"] else []


def retold_events(groups: Groups, led: Mapping[str, str]) -> Groups:
    """Return the grouping of events by which a copy tells the events of its leader.

    A page dates 今日 by the day of its posting, which no two mirrors share.  An event
    whose words the leader has for two events stays apart.
    """
    return _to_leaders(groups, led, told_as_event)


def told_as_event(row: Row, led: Mapping[str, str]) -> list[Told]:
    """Return what a copy's event has in common with its leader's."""
    about = str(row["drug_id"] or row["drug_name"] or "")
    words = folded(row["description"] or "")
    return [(_leader(row, led), str(row["event_type"]), about, words)]


def _to_leaders(
    groups: Groups,
    led: Mapping[str, str],
    words: Callable[[Row, Mapping[str, str]], Iterable[Told]],
) -> Groups:
    """Join what copies tell to the only thing of which their leader has the words."""

    def told_by(copies: bool) -> Callable[[Group], set[Told]]:
        return lambda group: {
            told
            for row in group
            if (row["doc_id"] in led) is copies
            for told in words(row, led)
        }

    return lambda rows: joined_to_only(groups(rows), told_by(True), told_by(False))


def _leader(row: Row, led: Mapping[str, str]) -> str:
    return str(led.get(row["doc_id"], row["doc_id"]))
