"""The entities that documents mention (实体): one row each, however often it is named.

>>> mention = {"doc_id": "d", "entity_type": "agency", "name": "示例局"}
>>> mention["entity_id"] = None
>>> tables = {"mentions": [mention], "drugs": [], "policies": [], "entities": []}
>>> describe(tables)
>>> [(row["name"], row["n_mentions"]) for row in tables["entities"]]
[('示例局', 1)]
>>> mention["entity_id"] == tables["entities"][0]["entity_id"]
True
"""

from normalize.column import columns_of
from normalize.entities.groups import Row
from normalize.ids import digest
from normalize.tables import Entity

THINGS = {"drug": ("drugs", "drug_id"), "policy": ("policies", "policy_id")}


def describe(tables: dict[str, list[Row]]) -> None:
    """Fill `entities` from `mentions`, and point these at its rows."""
    names: dict[str, str | None] = {
        row[key]: row.get("generic_name") or row.get("trade_name") or row.get("title")
        for table, key in THINGS.values()
        for row in tables[table]
    }
    groups: dict[tuple[str, str], list[Row]] = {}
    for mention in tables["mentions"]:
        known_as = mention["entity_type"], mention["entity_id"] or mention["name"]
        groups.setdefault(known_as, []).append(mention)
    for (kind, name), group in sorted(groups.items()):
        row = _row(kind, name, names, group)
        tables["entities"].append(row)
        for mention in group:
            mention["entity_id"] = row["entity_id"]


def _row(kind: str, name: str, names: dict[str, str | None], group: list[Row]) -> Row:
    doc_ids = sorted({mention["doc_id"] for mention in group})
    return dict.fromkeys(column.name for column in columns_of(Entity)) | {
        "entity_id": name if name in names else digest("entities", kind, name),
        "entity_type": kind,
        "name": names.get(name) or name,
        "doc_id": doc_ids[0],
        "doc_ids": doc_ids,
        "n_mentions": len(group),
    }
