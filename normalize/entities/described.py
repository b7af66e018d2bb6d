"""The entities that documents mention (实体): one row each, however often it is named.

>>> mention = {"doc_id": "d", "entity_type": "agency", "name": "国家药品监督管理局"}
>>> mention |= {"text": "NMPA", "entity_id": None}
>>> tables = {"mentions": [mention], "drugs": [], "policies": [], "entities": []}
>>> describe(tables, firms={}, decisions=())
[]
>>> [row] = tables["entities"]
>>> row["name"], row["aliases"], row["level"], row["region_code"], row["n_mentions"]
('国家药品监督管理局', ['NMPA'], 'national', 'CN', 1)
>>> mention["entity_id"] == row["entity_id"]
True
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from normalize.column import columns_of
from normalize.entities.companies import fullest
from normalize.entities.decided import Decision, Told, decided
from normalize.entities.groups import Group, Row
from normalize.entities.named import mention_calls
from normalize.entities.traits import traits
from normalize.ids import digest
from normalize.regional import mainland
from normalize.tables import Entity
from normalize.values.companies import company, company_key
from normalize.values.plain import squash

Tables = dict[str, list[Row]]

THINGS = {"drug": ("drugs", "drug_id"), "policy": ("policies", "policy_id")}


def describe(
    tables: Tables, firms: Mapping[str, str], decisions: Iterable[Decision]
) -> list[Told]:
    """Fill `entities` from `mentions`, point these at its rows, tell of decisions.

    `firms` maps the printed name of a company to the key of its firm.
    """
    things = {row[key]: row for table, key in THINGS.values() for row in tables[table]}
    ruled = list(decisions)
    told: list[Told] = []
    for kind, groups in sorted(_groups(tables["mentions"], firms).items()):
        own = [each for each in ruled if each.entity_type == kind]
        if kind not in (*THINGS, "company"):  # these were decided before
            groups, more = decided(groups, own, mention_calls)
            told += more
        _add(tables["entities"], kind, groups, things)
    return told


def _groups(
    mentions: Iterable[Row], firms: Mapping[str, str]
) -> dict[str, list[Group]]:
    """Mentions by kind and by what they mean."""
    groups: dict[str, dict[str, Group]] = {}
    for mention in mentions:
        kinds = groups.setdefault(mention["entity_type"], {})
        kinds.setdefault(_key(mention, firms), []).append(mention)
    return {kind: [own[key] for key in sorted(own)] for kind, own in groups.items()}


def _key(mention: Row, firms: Mapping[str, str]) -> str:
    if mention["entity_id"]:
        return str(mention["entity_id"])
    if mention["entity_type"] == "company":
        text = mention["text"]
        return firms.get(text) or company_key(text)
    return mainland(squash(mention["name"]))


def _add(
    entities: list[Row], kind: str, groups: Sequence[Group], things: Mapping[str, Row]
) -> None:
    known = {row["entity_id"] for row in entities}
    for group in groups:
        row = _row(kind, group, things.get(group[0]["entity_id"]))
        if row["entity_id"] in known:  # torn by a decision, and named alike
            texts = sorted({mention["text"] for mention in group})
            row["entity_id"] = digest(row["entity_id"], texts)
        known.add(row["entity_id"])
        entities.append(row)
        for mention in group:
            mention["entity_id"] = row["entity_id"]


def _row(kind: str, group: Group, thing: Row | None) -> Row:
    doc_ids = sorted({mention["doc_id"] for mention in group})
    name = _name(kind, group, thing)
    used = {mention["text"] for mention in group} | _printed(thing)
    known_as = digest("entities", kind, _id(kind, name))
    described = traits(kind, name, used)
    shown = squash(described.name)
    return dict.fromkeys(column.name for column in columns_of(Entity)) | {
        "entity_id": thing[THINGS[kind][1]] if thing else known_as,
        "entity_type": kind,
        **described._asdict(),
        "aliases": sorted(each for each in used if squash(each) != shown) or None,
        "doc_id": doc_ids[0],
        "doc_ids": doc_ids,
        "n_mentions": len(group),
    }


def _id(kind: str, name: str) -> str:
    return company_key(name) if kind == "company" else name


def _name(kind: str, group: Group, thing: Row | None) -> str:
    """The name to show: of the row, the fullest of a firm, else the most frequent."""
    if thing is not None:
        columns = ("generic_name", "trade_name", "title", "doc_number")
        stated = [thing[column] for column in columns if thing.get(column)]
        return str(next(iter(stated), group[0]["name"]))
    if kind == "company":
        full = fullest(mention["text"] for mention in group)
        return company(full) or full
    counted = Counter(str(mention["name"]) for mention in group)
    return min(counted, key=lambda name: (-counted[name], name))


def _printed(thing: Row | None) -> set[str]:
    if thing is None:
        return set()
    columns = ("generic_name", "trade_name", "english_name", "doc_number")
    stated = {thing[column] for column in columns if thing.get(column)}
    return stated | set(thing.get("aliases") or ())
