"""Which row a mention means (提及的实体).

Parsers name an entity by the key that all documents share: a drug's generic name, a
policy's number or title.  Where the document has a row of it, its id takes that place.

>>> drug = {"drug_id": "0a", "doc_ids": ["d"], "generic_name": "示例片"}
>>> drug |= {"trade_name": None, "english_name": None, "aliases": ["示例"]}
>>> mention = {"doc_id": "d", "entity_type": "drug", "name": "示例"}
>>> tables = {"drugs": [drug], "policies": [], "mentions": [mention]}
>>> identify_mentions(tables)
>>> mention["entity_id"]
'0a'
"""

from collections.abc import Iterator
from itertools import product

from normalize.entities.groups import Row
from normalize.values.plain import squash

KINDS = (("drug", "drugs", "drug_id"), ("policy", "policies", "policy_id"))

Name = tuple[str, str, str]  # document, kind, folded name


def identify_mentions(tables: dict[str, list[Row]]) -> None:
    """Put ids of merged drugs and policies in place of their names."""
    ids: dict[Name, str] = {}
    for kind, table, key in KINDS:
        for row in tables[table]:
            for doc_id, name in product(row["doc_ids"], _names(row)):
                ids.setdefault((doc_id, kind, squash(name)), row[key])
    for mention in tables["mentions"]:
        name = squash(mention["name"] or "")
        meant = ids.get((mention["doc_id"], mention["entity_type"], name))
        mention["entity_id"] = meant


def _names(row: Row) -> Iterator[str]:
    for column in ("generic_name", "trade_name", "english_name", "doc_number", "title"):
        if row.get(column):
            yield row[column]
    yield from row.get("aliases") or ()
