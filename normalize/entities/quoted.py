"""Mentions that a cell proves (单元格中的实体): names that only their place gives away.

In prose a name is found by its shape; in the cell 企业名称 or 药品通用名称 anything is
one: Example Pharma AG, a drug of two characters.  Where a cell of `drugs` or `policies`
quotes words that no mention covers, or only parts of, they become one.

>>> drug = {"drug_id": "1", "generic_name": "某物"}
>>> proof = {"table_name": "drugs", "row_id": "1", "column_name": "generic_name"}
>>> proof |= {"doc_id": "d", "start": 3, "end": 5, "page": None, "quote": "某物"}
>>> tables = {"drugs": [drug], "policies": [], "evidence": [proof], "mentions": []}
>>> mention_cells(tables)
>>> [(row["name"], row["start"], row["end"]) for row in tables["mentions"]]
[('某物', 3, 5)]
"""

import re
from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Iterator

from normalize.column import columns_of
from normalize.entities.groups import Row
from normalize.facts.organizations import agency, agency_names, company_names
from normalize.ids import digest
from normalize.tables import Mention
from normalize.text import Text
from normalize.values.companies import company_key

KINDS = {
    ("drugs", "generic_name"): "drug",
    ("drugs", "trade_name"): "drug",
    ("drugs", "english_name"): "drug",
    ("drugs", "aliases"): "drug",
    ("drugs", "company"): "company",
    ("drugs", "holder"): "company",
    ("policies", "agencies"): "agency",
}
# 示例医院药学部, 示例大学办公室; but 示例市医疗保险协会 may be asked to issue.
_NO_OFFICE = re.compile("医院|大学|学院|卫生院|诊所|药店|董事会|监事会")
LONGEST = 40  # characters: a longer cell says more than a name


def mention_cells(tables: dict[str, list[Row]]) -> None:
    """Add to `mentions` what cells name and prose does not; before rows are merged."""
    drugs = {row["drug_id"]: row for row in tables["drugs"]}
    proofs: dict[str, list[tuple[Row, str]]] = {}
    for proof, kind in _proofs(tables["evidence"]):
        proofs.setdefault(proof["doc_id"], []).append((proof, kind))
    mentions: dict[str, list[Row]] = {doc_id: [] for doc_id in proofs}
    for mention in tables["mentions"]:
        mentions.setdefault(mention["doc_id"], []).append(mention)
    tables["mentions"] = [
        mention
        for doc_id, own in mentions.items()
        for mention in _with(own, proofs.get(doc_id, []), drugs)
    ]


def _with(
    mentions: list[Row], proofs: list[tuple[Row, str]], drugs: dict[str, Row]
) -> list[Row]:
    """The mentions of a document with those of its cells, in order."""
    kept = sorted(mentions, key=_start)
    for proof, kind in proofs:
        at = bisect(kept, proof["start"], key=_start)
        first = at - 1 if at and kept[at - 1]["end"] > proof["start"] else at
        last = bisect_left(kept, proof["end"], key=_start)
        if all(_is_part(mention, proof) for mention in kept[first:last]):
            kept[first:last] = [_mention(proof, kind, drugs)]
    return kept


def _start(mention: Row) -> int:
    return int(mention["start"])


def _is_part(mention: Row, proof: Row) -> bool:
    """Whether a mention is inside of a cell's words, and not the whole of them."""
    inside = proof["start"] <= mention["start"] and mention["end"] <= proof["end"]
    return inside and len(mention["text"]) < len(proof["quote"])


def _proofs(evidence: list[Row]) -> Iterator[tuple[Row, str]]:
    """Yield the quotes that are names, those in one piece, from the left."""
    kinds = [(row, KINDS.get((row["table_name"], _column(row)))) for row in evidence]
    pieces = Counter(_cell(row) for row, kind in kinds if kind)
    for row, kind in sorted(kinds, key=lambda each: each[0]["start"] or 0):
        if kind and pieces[_cell(row)] == 1 and _is_name(row["quote"] or "", kind):
            yield row, kind


def _is_name(quote: str, kind: str) -> bool:
    """Whether a cell is a name; a hospital or a board may issue, and is no office."""
    fits = 0 < len(quote) <= LONGEST and "\n" not in quote
    return fits and not (kind == "agency" and _is_no_office(quote))


def _is_no_office(words: str) -> bool:
    name = Text.raw(words)
    return not agency_names(name) and bool(
        _NO_OFFICE.search(words) or company_names(name)
    )


def _column(proof: Row) -> str:
    return str(proof["column_name"]).partition(".")[0]


def _cell(proof: Row) -> tuple[str, str, str]:
    return proof["table_name"], proof["row_id"], proof["column_name"]


def _mention(proof: Row, kind: str, drugs: dict[str, Row]) -> Row:
    where = {name: proof[name] for name in ("doc_id", "page", "start", "end")}
    return dict.fromkeys(column.name for column in columns_of(Mention)) | {
        "mention_id": digest("mentions", proof["doc_id"], proof["start"], "cell"),
        "entity_type": kind,
        "name": _name(proof, kind, drugs),
        "text": proof["quote"],
        **where,
    }


def _name(proof: Row, kind: str, drugs: dict[str, Row]) -> str:
    words = str(proof["quote"])
    if kind == "drug":
        return str(drugs[proof["row_id"]]["generic_name"] or words)
    return company_key(words) if kind == "company" else agency(words).name
