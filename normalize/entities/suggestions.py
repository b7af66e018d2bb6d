"""Which entities may be one, for a person to decide (待裁定); never joined unasked.

Each is a problem that prints the line for the decision file.  Drugs that look alike: of
one name, and of firms whose names differ by a character or by the place; of one firm,
and of names that differ by a character; of one English name and several Chinese ones.
Companies: names that differ by a character or by the place,
and a short name that several firms begin with.

Rows meet only where they share a key, so that it stays about linear.

>>> drug = BLANK | {"drug_id": "1", "doc_id": "d", "holder": "甲公司"}
>>> a = drug | {"generic_name": "示例仑赛注射液"}
>>> b = drug | {"generic_name": "示例伦赛注射液", "drug_id": "2"}
>>> [row] = drug_suggestions([a, b], [])
>>> row["message"].partition(": ")[2]
'same,drug,示例仑赛注射液|甲公司,示例伦赛注射液|甲公司,WHY,WHO,YYYY-MM-DD'
"""

import csv
import io
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from normalize.draft import Doubt
from normalize.entities.decided import Decision
from normalize.entities.drugs import drug_key
from normalize.entities.groups import Row
from normalize.entities.named import BLANK, folded, written
from normalize.facts.drug_shapes import core_of
from normalize.rows import problem
from normalize.values.companies import company_key, company_trunk, legal_form
from normalize.values.plain import squash

__all__ = ["BLANK", "company_suggestions", "drug_suggestions"]

SHORTEST = 5  # characters of a company's name of which one may be a slip
SHORTEST_CORE = 4  # the same of the drugs of one firm: 示例仑赛
MOST = 8  # rows with one key: more are a family of names, not slips of one

Keys = Callable[[Row], Iterable[Hashable]]


def drug_suggestions(drugs: Sequence[Row], decisions: Iterable[Decision]) -> list[Row]:
    """Return a problem for each two drugs that may be one, and are not decided on."""
    pairs = _pairs(drugs, _drug_keys, "drug_id")
    return _told("drug", "drugs", pairs, written, decisions)


def company_suggestions(
    entities: Iterable[Row], decisions: Iterable[Decision]
) -> list[Row]:
    """Return a problem for each two companies that may be one, not decided on."""
    firms = [row for row in entities if row["entity_type"] == "company"]
    pairs = [*_pairs(firms, _firm_keys, "entity_id"), *_short_pairs(firms)]
    return _told("company", "entities", pairs, lambda row: str(row["name"]), decisions)


# --- keys that rows share which may be one


def _drug_keys(row: Row) -> Iterator[Hashable]:
    name = drug_key(row["generic_name"] or row["trade_name"] or "")
    firm = row["holder"] or row["company"]
    if row["english_name"]:
        yield "english", squash(row["english_name"])
    if firm and name:
        yield from (("firm", name, part) for part in _slips(company_key(firm)))
        yield "trunk", name, company_trunk(firm)
        form = name.removeprefix(core_of(name))
        for part in _slips(core_of(name), SHORTEST_CORE):
            yield "name", company_key(firm), form, part


def _firm_keys(row: Row) -> Iterator[Hashable]:
    trunk = company_trunk(row["name"])
    yield from _slips(company_key(row["name"]))
    if len(trunk) >= SHORTEST_CORE:
        yield "trunk", trunk


def _short_pairs(firms: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield each short name with every firm whose name begins so."""
    begin: dict[str, list[Row]] = {}
    for row in firms:
        trunk = company_trunk(row["name"]) if legal_form(row["name"]) else ""
        for end in range(SHORTEST_CORE, len(trunk)):
            begin.setdefault(trunk[:end], []).append(row)
    for row in firms:
        meant = (
            () if legal_form(row["name"]) else begin.get(company_key(row["name"]), ())
        )
        if len(meant) <= MOST:
            yield from ((row, other) for other in meant)


def _slips(name: str, shortest: int = SHORTEST) -> Iterator[Hashable]:
    """What is left of a name without each of its characters: a slip leaves one alike.

    A name and one with a digit more (2号) are two.
    """
    if len(name) >= shortest:
        for at, char in enumerate(name):
            if not char.isdigit() and char not in "左右ivxab甲乙丙丁":
                yield "slip", at, name[:at] + name[at + 1 :]


# --- two by two


def _pairs(rows: Sequence[Row], keys: Keys, row_id: str) -> list[tuple[Row, Row]]:
    """Bring together rows that share a key, each two once, in order of their ids."""
    sharing: dict[Hashable, dict[str, Row]] = {}
    for row in rows:
        for key in keys(row):
            sharing.setdefault(key, {})[row[row_id]] = row
    found = {
        tuple(sorted(two)): None
        for group in sharing.values()
        if 1 < len(group) <= MOST
        for two in combinations(group, 2)
    }
    by_id = {row[row_id]: row for row in rows}
    return [(by_id[one], by_id[other]) for one, other in sorted(found)]


def _told(
    kind: str,
    table: str,
    pairs: Iterable[tuple[Row, Row]],
    written_as: Callable[[Row], str],
    decisions: Iterable[Decision],
) -> list[Row]:
    known = {frozenset((d.one, d.other)) for d in decisions if d.entity_type == kind}
    rows = []
    for one, other in pairs:
        names = sorted({written_as(one), written_as(other)})
        if len(names) > 1 and frozenset(folded(kind, n) for n in names) not in known:
            rows.append(_suggestion(kind, table, one, names))
    return rows


def _suggestion(kind: str, table: str, row: Row, names: Sequence[str]) -> Row:
    message = f"may be one; if so, write into the decisions: {_line(kind, names)}"
    doubt = Doubt(f"maybe_same_{kind}", message, severity="info")
    row_id = row["drug_id" if kind == "drug" else "entity_id"]
    return problem(row["doc_id"], doubt, table_name=table, row_id=row_id)


def _line(kind: str, names: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(["same", kind, *names, "WHY", "WHO", "YYYY-MM-DD"])
    return out.getvalue().strip()
