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

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from normalize.entities.drugs import drug_key, shorter
from normalize.entities.groups import Row

KINDS = (("drug", "drugs", "drug_id"), ("policy", "policies", "policy_id"))

Called = tuple[str, str]  # kind, folded name
Ids = dict[tuple[str, str, str], set[str]]  # by document, kind and folded name
# The ids of names of which one row of all documents is called so.
Lookup = Callable[[Collection[Called]], Mapping[Called, str]]


def identify_mentions(
    tables: dict[str, list[Row]], anywhere: Lookup | None = None
) -> None:
    """Put ids of merged drugs and policies in place of their names.

    A name that no row of its document has means the one row of any document that does:
    `anywhere` finds it, by default among the rows of `tables`.
    """
    own, near = _of_documents(tables)
    left: list[tuple[Row, Called]] = []
    for mention in tables["mentions"]:
        doc_id, kind = mention["doc_id"], mention["entity_type"]
        name = drug_key(mention["name"] or "")
        here = doc_id, kind, name
        mention["entity_id"] = own.get(here) or _only(near.get(here, ()))
        if mention["entity_id"] is None and any(kind == each for each, *_ in KINDS):
            left.append((mention, (kind, name)))
    meant = (anywhere or _among(tables))({called for _, called in left})
    for mention, called in left:
        if called in meant:
            mention["entity_id"] = meant[called]


def names_of(kind: str, row: Row) -> Iterator[Called]:
    """Yield what a drug or policy is called, folded."""
    for column in ("generic_name", "trade_name", "english_name", "doc_number", "title"):
        if row.get(column):
            yield kind, drug_key(row[column])
    for alias in row.get("aliases") or ():
        yield kind, drug_key(alias)


def _of_documents(
    tables: dict[str, list[Row]],
) -> tuple[dict[tuple[str, str, str], str], Ids]:
    """What the names of a document mean, and the short ones, which may mean several."""
    own: dict[tuple[str, str, str], str] = {}
    near: Ids = {}
    for kind, row, row_id in _rows(tables):
        for _, name in names_of(kind, row):
            for doc_id in row["doc_ids"]:
                own.setdefault((doc_id, kind, name), row_id)
                for short in shorter(name) if kind == "drug" else ():
                    near.setdefault((doc_id, kind, short), set()).add(row_id)
    return own, near


def _rows(tables: dict[str, list[Row]]) -> Iterator[tuple[str, Row, str]]:
    """Every drug and policy, in an order that is not that of the rows."""
    for kind, table, key in KINDS:
        for row in sorted(tables[table], key=lambda row: str(row[key])):
            yield kind, row, row[key]


def _among(tables: dict[str, list[Row]]) -> Lookup:
    ids: dict[Called, set[str]] = {}
    for kind, row, row_id in _rows(tables):
        for called in names_of(kind, row):
            ids.setdefault(called, set()).add(row_id)
    return lambda asked: {
        called: only for called in asked if (only := _only(ids.get(called, ())))
    }


def _only(meant: Iterable[str]) -> str | None:
    """The one id of a name; none where there are two."""
    ids = list(meant)
    return ids[0] if len(ids) == 1 else None
