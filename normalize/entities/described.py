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
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Called:
    """What documents call one entity, how often, and which ones.

    `entity_id` is that of the drug or the policy that it is, where it is one.
    """

    entity_id: str | None = None
    names: Counter[str] = field(default_factory=Counter)
    texts: set[str] = field(default_factory=set)
    doc_ids: set[str] = field(default_factory=set)

    def add(self, mention: Row, times: int = 1) -> None:
        """Take in a mention that stands in a document so many times."""
        self.entity_id = mention["entity_id"]
        self.names[str(mention["name"])] += times
        self.texts.add(mention["text"])
        self.doc_ids.add(mention["doc_id"])


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
        if is_decided_late(kind):
            groups, more = decided(groups, own, mention_calls)
            told += more
        _add(tables["entities"], kind, groups, things)
    return told


def is_decided_late(kind: str) -> bool:
    """Say whether decisions on a kind are met here; others are when rows are merged.

    >>> is_decided_late("agency"), is_decided_late("company")
    (True, False)
    """
    return kind not in (*THINGS, "company")


def _groups(
    mentions: Iterable[Row], firms: Mapping[str, str]
) -> dict[str, list[Group]]:
    """Mentions by kind and by what they mean."""
    groups: dict[str, dict[str, Group]] = {}
    for mention in mentions:
        kinds = groups.setdefault(mention["entity_type"], {})
        kinds.setdefault(entity_key(mention, firms), []).append(mention)
    return {kind: [own[key] for key in sorted(own)] for kind, own in groups.items()}


def entity_key(mention: Row, firms: Mapping[str, str]) -> str:
    """Return what the mentions of one entity share, within their kind."""
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
        called = Called()
        for mention in group:
            called.add(mention)
        row = entity_row(kind, called, things.get(str(called.entity_id)))
        tell_apart(row, called, known)
        entities.append(row)
        for mention in group:
            mention["entity_id"] = row["entity_id"]


def tell_apart(row: Row, called: Called, known: set[str]) -> None:
    """Give an entity that a decision tore from its namesake an id of its own."""
    if row["entity_id"] in known:
        row["entity_id"] = digest(row["entity_id"], sorted(called.texts))
    known.add(row["entity_id"])


def entity_row(kind: str, called: Called, thing: Row | None) -> Row:
    """Return the row of an entity; `thing` is the drug or the policy that it is."""
    doc_ids = sorted(called.doc_ids)
    name = _name(kind, called, thing)
    used = called.texts | _printed(thing)
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
        "n_mentions": called.names.total(),
    }


def _id(kind: str, name: str) -> str:
    return company_key(name) if kind == "company" else name


def _name(kind: str, called: Called, thing: Row | None) -> str:
    """The name to show: of the row, the fullest of a firm, else the most frequent."""
    if thing is not None:
        columns = ("generic_name", "trade_name", "title", "doc_number")
        if stated := [thing[column] for column in columns if thing.get(column)]:
            return str(stated[0])
    if kind == "company":
        full = fullest(called.texts)
        return company(full) or full
    return min(called.names, key=lambda name: (-called.names[name], name))


def _printed(thing: Row | None) -> set[str]:
    if thing is None:
        return set()
    columns = ("generic_name", "trade_name", "english_name", "doc_number")
    stated = {thing[column] for column in columns if thing.get(column)}
    return stated | set(thing.get("aliases") or ())
