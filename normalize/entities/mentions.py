"""Which row a mention means (提及的实体).

Parsers name an entity by the key that all documents share: a drug's generic name, a
policy's number or title.  Where the document has a row of it, or one row of all has
that name, its id takes that place.

>>> drug = {"drug_id": "0a", "doc_ids": ["d"], "generic_name": "示例片"}
>>> drug |= {"trade_name": None, "english_name": None, "aliases": ["示例"]}
>>> mention = {"doc_id": "d", "entity_type": "drug", "name": "示例"}
>>> tables = {"drugs": [drug], "policies": [], "mentions": [mention]}
>>> identify_mentions(tables)
>>> mention["entity_id"]
'0a'
"""

from collections.abc import Iterator

from normalize.entities.drugs import drug_key, shorter
from normalize.entities.groups import Row

KINDS = (("drug", "drugs", "drug_id"), ("policy", "policies", "policy_id"))

Name = tuple[str, str, str]  # document, kind, folded name


def identify_mentions(tables: dict[str, list[Row]]) -> None:
    """Put ids of merged drugs and policies in place of their names.

    A name that no row of its document has means the one row of any document that does.
    """
    own: dict[Name, str] = {}
    ids: dict[Name, set[str]] = {}
    for kind, table, key in KINDS:
        for row in tables[table]:
            for name in map(drug_key, _names(row)):
                ids.setdefault(("", kind, name), set()).add(row[key])
                for doc_id in row["doc_ids"]:
                    own.setdefault((doc_id, kind, name), row[key])
                    for short in shorter(name) if kind == "drug" else ():
                        ids.setdefault((doc_id, kind, short), set()).add(row[key])
    for mention in tables["mentions"]:
        doc_id, kind = mention["doc_id"], mention["entity_type"]
        name = drug_key(mention["name"] or "")
        meant = own.get((doc_id, kind, name)) or _only(ids, (doc_id, kind, name))
        mention["entity_id"] = meant or _only(ids, ("", kind, name))


def _only(ids: dict[Name, set[str]], called: Name) -> str | None:
    """The one id of a name; none where there are two."""
    meant = ids.get(called, set())
    return next(iter(meant)) if len(meant) == 1 else None


def _names(row: Row) -> Iterator[str]:
    for column in ("generic_name", "trade_name", "english_name", "doc_number", "title"):
        if row.get(column):
            yield row[column]
    yield from row.get("aliases") or ()
