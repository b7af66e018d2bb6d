"""What is known of a document when it is compared with others (待比对文件).

>>> Page.blank("a", "某局发布公告，决定开展检查。", title="某局公告").body.sentences
('某局发布公告决定开展检查',)
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlsplit

from normalize.entities.policies import own_key
from normalize.rows import Row, Rows
from normalize.values.bodies import Body, body, count_addresses, folded, numbers

# Repairs of what has befallen a page; the others only bring it to one convention.
DAMAGE = frozenset({"mojibake", "pinyin", "foreign_script", "spam"})
NAMED = frozenset({"agency", "company", "drug", "place"})
READ = frozenset({"ok", "partial"})


@dataclass(frozen=True, kw_only=True)
class Page:
    """A document with its names, its paper's number and day, and its damage."""

    row: Row
    names: frozenset[str]
    number: tuple[str, str] | None
    issued_on: date | None
    repaired: int
    fields: frozenset[tuple[str, str]]
    filed: tuple[str, ...]

    @classmethod
    def blank(cls, doc_id: str, text: str, **cells: object) -> "Page":
        """Return a page of news of which only this is known."""
        row = dict.fromkeys(["title", "url", "published_at", "copy_of", "parser"])
        known = {"doc_id": doc_id, "text": text, "source_type": "news", "status": "ok"}
        return cls(
            row={**row, **known, **cells}, names=frozenset(), number=None,
            issued_on=None, repaired=0, fields=frozenset(), filed=(),
        )  # fmt: skip

    @property
    def doc_id(self) -> str:
        """Return the id of the document."""
        return str(self.row["doc_id"])

    @property
    def title(self) -> str:
        """Return the title, empty where there is none."""
        return self.row["title"] or ""

    @property
    def kind(self) -> str:
        """Say with what it is compared: forms, attachments, or other pages."""
        return kind_of(self.row)

    @cached_property
    def body(self) -> Body:
        """Return its sentences."""
        return body(self.row["text"])

    @cached_property
    def figures(self) -> frozenset[str]:
        """Return the numbers that its body tells."""
        return frozenset(
            number
            for words in self.body.sentences
            for number in numbers(words)
            if number.isascii()
        )

    @property
    def length(self) -> int:
        """Return how much it says: fields of a form, else characters of the body."""
        return len(self.fields) if self.kind == "form" else self.body.length

    @property
    def damage(self) -> int:
        """Return how many repairs it needed in a thousand characters.

        An address within the words is an offer that no repair was sure of.
        """
        found = self.repaired + count_addresses(self.row["text"])
        return 1000 * found // max(self.body.length, 1)

    @property
    def is_original(self) -> bool:
        """Say whether it is a notice on a site of the government."""
        host = urlsplit(self.row["url"] or "").hostname or ""
        return self.row["source_type"] == "notice" and host.endswith(".gov.cn")


def kind_of(row: Row) -> str:
    """Say with what a row of `documents` is compared."""
    if row["source_type"] == "nhsa_form":
        return "form"
    return "attachment" if row["parser"] == "attachment" else "page"


def pages_of(tables: Rows) -> list[Page]:
    """List the documents that were read, in the order of their ids."""
    names, fields = _names(tables), _fields(tables)
    papers, repaired, filed = _papers(tables), _repaired(tables), _filed(tables)
    read = [row for row in tables["documents"] if row["text"] and row["status"] in READ]
    return [
        Page(
            row=row,
            names=frozenset(names.get(row["doc_id"], ())),
            number=own_key(paper) if (paper := papers.get(row["doc_id"])) else None,
            issued_on=paper["issued_on"] if paper else None,
            repaired=repaired[row["doc_id"]],
            fields=frozenset(fields.get(row["doc_id"], ())),
            filed=filed.get(row["doc_id"], ()),
        )
        for row in sorted(read, key=lambda row: str(row["doc_id"]))
    ]


def _papers(tables: Rows) -> dict[str, Row]:
    """The policy that each document is, its first if it holds several."""
    rows = [row for row in tables["policies"] if row["is_full_text"]]
    return {row["doc_id"]: row for row in reversed(rows)}


def _names(tables: Rows) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for row in tables["mentions"]:
        if row["entity_type"] in NAMED and row["text"]:
            names.setdefault(row["doc_id"], set()).add(folded(row["text"]))
    return names


def _fields(tables: Rows) -> dict[str, set[tuple[str, str]]]:
    fields: dict[str, set[tuple[str, str]]] = {}
    for row in tables["fields"]:
        said = folded(row["label"]), folded(row["value"] or "")
        fields.setdefault(row["doc_id"], set()).add(said)
    return fields


def _repaired(tables: Rows) -> Counter[str]:
    """How many repairs of damage each document needed."""
    return Counter(
        row["doc_id"]
        for row in tables["repairs"]
        if not DAMAGE.isdisjoint(row["rule"].split("+"))
    )


def _filed(tables: Rows) -> dict[str, tuple[str, ...]]:
    """When and for what each form was filed; only where it says so."""
    drugs = {row["drug_id"]: row for row in tables["drugs"]}
    return {
        row["doc_id"]: (row["applied_at"].isoformat(), folded(drug["generic_name"]))
        for row in tables["filings"]
        if row["applied_at"]
        and (drug := drugs.get(row["drug_id"]))
        and drug["generic_name"]
    }
