"""Rows by the names that people use for them (以名寻行): a drug, a title, 文号.

A name is compared without blanks, width and kind of brackets.  What has to do with a
drug or a policy goes by its name too: the trials of 甲片.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from rapidfuzz.process import extract as alike

from extract.desk.cell import columns
from extract.desk.tables import NotThere, Tables, id_column
from normalize.column import table_of
from normalize.tables import TABLE
from normalize.values.plain import squash

# The columns that name a row; of another table, the words that tell its rows apart.
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "drugs": ("generic_name", "trade_name", "english_name", "aliases",
                  "approval_number", "catalog_code"),
        "policies": ("title", "doc_number", "other_numbers", "index_number"),
        "documents": ("path", "title", "url"),
        "entities": ("name", "aliases"),
        "patents": ("patent_number", "title"),
        "events": ("description",),
        "problems": ("code", "message"),
    }
)  # fmt: skip
# What else tells the rows of a table apart for a person who has to choose.
BESIDE = {"drugs": ("company",), "policies": ("issued_on",), "events": ("event_date",)}
OWNERS = ("drugs", "policies")
SHORTEST = 2  # characters that a name may be found by in part


class Named(NamedTuple):
    """A row, and the words by which a person knows it."""

    row_id: str
    name: str


class Several(NotThere):
    """A name that several rows have, or that only resembles theirs: `candidates`."""

    def __init__(self, message: str, candidates: Iterable[Named]) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


def row_named(tables: Tables, table: str, words: str) -> Named:
    """Return the one row of a table with an id or a name, or with it in a name.

    Raises Several where it is not one, with those that may be meant.
    """
    rows = [*_rows(tables, table)]
    asked = squash(words)
    for found in (
        [row for row in rows if row.row_id == words],
        [row for row in rows if asked in row.squashed],
        [row for row in rows if row.holds(asked)],
    ):
        if len(found) == 1:
            return found[0].named
        if found:
            told = f"{len(found)} rows of {table} go by {words}; name one by its id:"
            raise Several(told, (row.named for row in found))
    raise Several(*_unknown(table, words, rows))


class _Row(NamedTuple):
    """A row: all its names, as they are compared, and the few words to show."""

    named: Named
    names: tuple[str, ...]
    squashed: frozenset[str]

    @property
    def row_id(self) -> str:
        return self.named.row_id

    def holds(self, asked: str) -> bool:
        """Whether one of its names has these words in it."""
        return len(asked) >= SHORTEST and any(asked in name for name in self.squashed)


def _unknown(table: str, words: str, rows: list[_Row]) -> tuple[str, list[Named]]:
    names = [" ".join(row.names) for row in rows]
    near = [
        rows[at].named for _, _, at in alike(words, names, limit=5, score_cutoff=50)
    ]
    told = f"{table} has no row with the id or the name {words}"
    return (f"{told}; did you mean" if near else f"{told}."), near


def _rows(tables: Tables, table: str) -> Iterator[_Row]:
    """Yield the rows of a table with all their names."""
    owners, ref = _owner_names(tables, table), _ref(table)
    naming, beside = name_columns(table), BESIDE.get(table, ())
    asked = [id_column(table), *naming, *beside, *([ref] if ref else ())]
    quoted = ", ".join(f'"{column}"' for column in asked)
    for row in tables.rows(f'SELECT {quoted} FROM "{table}"'):
        own = [*_words(row[column] for column in naming)]
        names = (*owners.get(row.get(ref), ()), *own)
        more = _words(row[column] for column in beside)
        shown = " · ".join(dict.fromkeys([*names[:1], *own[:2], *more]))
        named = Named(str(row[id_column(table)]), shown)
        yield _Row(named, names, frozenset(map(squash, names)))


def _owner_names(tables: Tables, table: str) -> dict[Any, tuple[str, ...]]:
    ref = _ref(table)
    if not ref:
        return {}
    owner = columns(table)[ref].ref
    return {row.row_id: row.names for row in _rows(tables, owner)}


@cache
def _ref(table: str) -> str:
    """The column that names the drug or policy of a row; empty for a table without."""
    refs = (c.name for c in columns(table).values() if c.ref in OWNERS)
    return next(refs, "") if table not in OWNERS else ""


@cache
def name_columns(table: str) -> tuple[str, ...]:
    """Return the columns that name the rows of a table.

    >>> name_columns("outcomes")[:2], name_columns("drugs")[0]
    (('field', 'endpoint'), 'generic_name')
    """
    key = table_of(TABLE[table]).key
    known = columns(table)
    words = tuple(n for n in key if known[n].type is str and not known[n].ref)
    return NAMES.get(table) or words


def _words(cells: Iterable[Any]) -> Iterator[str]:
    for cell in cells:
        if cell is not None:
            yield from cell if isinstance(cell, list) else [str(cell)]
