"""Which notice an attachment in a file of its own belongs to.

A notice lists its attachments by number and title; a file that says the same title, on
top or in its name, and no other number, is that attachment, if it is so of one notice
only.  Then what the file provides is a part of that notice's policy, as if the notice
held it, and the policy names the file in its `doc_ids`.

>>> titles = {"1": "示例指南", "2": "示例表"}
>>> listed = [{"ordinal": n, "title": title} for n, title in titles.items()]
>>> notice = {"policy_id": "p", "is_full_text": True, "attachments": listed}
>>> page = {"title": None, "path": "某通知/附件1：示例指南.docx", "text": ""}
>>> places([notice], page)
[Place(policy_id='p', label='附件1')]
>>> places([notice], page | {"text": "附件2 示例指南"})
[]
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from normalize.draft import Doubt
from normalize.entities.groups import Row
from normalize.rows import Rows, problem
from normalize.values.plain import squash

PARSER = "attachment"
_HAN = "一二三四五六七八九十"
_LABEL = re.compile(
    rf"\s*附\s*[件表录]\s*(\d{{1,2}}|[{_HAN}](?=\W))?[\s\-_—.．、:：)）]*"
)
_SHORTEST = 4  # characters of a title that can tell a notice: 申报表 is on many lists
_PARTS = (("provisions", "part"), ("criteria", "attachment"))


class Place(NamedTuple):
    """An entry of the attachments of a policy."""

    policy_id: str
    label: str


def attach(tables: Rows) -> dict[str, Place]:
    """Bring each attachment to its policy; a problem for one whose notice is unknown.

    Policies must be merged already: a notice saved twice is one.  Returns the places
    by document.
    """
    joined: dict[str, Place] = {}
    notices = [row for row in tables["policies"] if row["attachments"]]
    for document in tables["documents"]:
        if document["parser"] != PARSER or document["status"] == "duplicate":
            continue
        found = places(notices, document)
        if len(found) == 1:
            joined[document["doc_id"]] = found[0]
            _join(tables, document["doc_id"], found[0])
        else:
            doubt = _ambiguous(found) if found else _ALONE
            tables["problems"].append(problem(document["doc_id"], doubt))
    return joined


_ALONE = Doubt(
    "notice_not_found",
    "an attachment that no notice here lists by its title; put its notice beside it",
    severity="info",
)


def _ambiguous(found: list[Place]) -> Doubt:
    policies = ", ".join(sorted({place.policy_id for place in found}))
    message = f"the policies {policies} each list an attachment of this title"
    return Doubt("notice_ambiguous", message)


def places(notices: Iterable[Row], document: Row) -> list[Place]:
    """List where notices list the attachment that a document is."""
    titles, number = set(titles_of(document)), _number(document)
    return [
        Place(row["policy_id"], _label(entry["ordinal"]))
        for row in notices
        if row["is_full_text"]
        for entry in row["attachments"]
        if squash(entry["title"] or "") in titles and _agree(entry["ordinal"], number)
    ]


def titles_of(document: Row) -> Iterator[str]:
    """Yield what a notice may call the attachment that a document is, folded."""
    stem = PurePosixPath(document["path"] or "").stem
    for words in (document["title"] or "", stem, _LABEL.sub("", stem, count=1)):
        if len(squash(words)) >= _SHORTEST:
            yield squash(words)


def _number(document: Row) -> str | None:
    """The number that the file says it has, on top or else in its name."""
    stem = PurePosixPath(document["path"] or "").stem
    for words in (document["text"] or "", stem):
        if (found := _LABEL.match(words)) and found[1]:
            return _figure(found[1])
    return None


def _agree(ordinal: str | None, number: str | None) -> bool:
    return ordinal is None or number is None or _figure(ordinal) == number


def _figure(ordinal: str) -> str:
    return str(_HAN.index(ordinal) + 1) if ordinal in _HAN else ordinal


def _label(ordinal: str | None) -> str:
    return ordinal if ordinal and ordinal.startswith("附") else f"附件{ordinal or ''}"


# --- the rows of the file become those of the policy


def _join(tables: Rows, doc_id: str, place: Place) -> None:
    own = {
        row["policy_id"]
        for row in tables["policies"]
        if row["is_full_text"] and row["doc_ids"] == [doc_id]
    }
    for table, column in _PARTS:
        for row in tables[table]:
            if row["doc_id"] == doc_id:
                row["policy_id"] = place.policy_id
                row[column] = row[column] or place.label
    for row in tables["policies"]:
        if row["policy_id"] == place.policy_id:
            row["doc_ids"] = sorted({*row["doc_ids"], doc_id})
    _drop(tables, own)


def _drop(tables: Rows, policies: set[str]) -> None:
    """Leave out the rows of policies that are parts of others, and their evidence."""
    tables["policies"] = [
        row for row in tables["policies"] if row["policy_id"] not in policies
    ]
    tables["evidence"] = [
        row
        for row in tables["evidence"]
        if not (row["table_name"] == "policies" and row["row_id"] in policies)
    ]
