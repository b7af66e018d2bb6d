"""Why two snapshots differ (差异之因), beginning with what became of the documents.

A document is known by its bytes, so a file with another name is the same document.
That a document is new, has changed (another one had its path), or is gone is a cause;
so is that it was read by other code or with other vocabularies, as `parser_version`
tells.  What no document of a row explains lies in what brings documents together: its
vocabularies, what people decided, its code; where these are the same, some document
elsewhere has moved it.

>>> ", ".join(Cause)
'new_source, changed_source, removed_source, parser, vocabulary, merge_decision, merge'
"""

from enum import StrEnum
from pathlib import Path

import duckdb

from extract.made_of import read_made_of
from extract.version import differ_in


class Cause(StrEnum):
    """The one cause of a difference; where several apply, the first of these."""

    new_source = "new_source"
    changed_source = "changed_source"
    removed_source = "removed_source"
    parser = "parser"
    vocabulary = "vocabulary"
    merge_decision = "merge_decision"
    merge = "merge"

    @property
    def rank(self) -> int:
        """Its place in that order, from 0."""
        return [*Cause].index(self)

    @classmethod
    def ranked(cls, rank: int) -> "Cause":
        """Return the cause at a place of that order."""
        return tuple(cls)[rank]


# Labels of forms are known by decision of a person: see `extract.version.labeled`.
OF_READING = {
    "code": Cause.parser,
    "words": Cause.vocabulary,
    "labels": Cause.merge_decision,
}
_DOCUMENTS = """
    CREATE TABLE {side}_documents AS
    SELECT doc_id, list(path) AS paths, min(path) AS path,
        coalesce(max(parser_version) FILTER (status <> 'duplicate'), '') AS version
    FROM {table} GROUP BY doc_id
"""


def find_sources(sql: duckdb.DuckDBPyConnection, was: str, now: str) -> None:
    """Fill `sources`: documents that are a cause, as a rank, and their paths.

    `was` and `now` are the SQL of the two tables `documents`.
    """
    for side, table in (("was", was), ("now", now)):
        sql.execute(_DOCUMENTS.format(side=side, table=table))
    _rate_versions(sql)
    sql.execute(f"""
        CREATE TABLE sources AS
        {_apart("now", "was", Cause.new_source)}
        UNION ALL {_apart("was", "now", Cause.removed_source)}
        UNION ALL SELECT doc_id, n.path, cause
        FROM now_documents n JOIN was_documents w USING (doc_id)
        JOIN rated ON rated.was = w.version AND rated.now = n.version
    """)


def _apart(side: str, other: str, without: Cause) -> str:
    """The documents of one side only: changed, where the other has one of that path."""
    others = f"(SELECT flatten(list(paths)) FROM {other}_documents)"
    return f"""
        SELECT doc_id, path, CASE WHEN list_has_any(paths, {others})
            THEN {Cause.changed_source.rank} ELSE {without.rank} END AS cause
        FROM {side}_documents ANTI JOIN {other}_documents USING (doc_id)
    """


def _rate_versions(sql: duckdb.DuckDBPyConnection) -> None:
    """Fill `rated`: which pairs of versions differ, and in code or in words."""
    sql.execute("CREATE TABLE rated (was VARCHAR, now VARCHAR, cause INTEGER)")
    pairs = sql.execute("""
        SELECT DISTINCT w.version, n.version
        FROM was_documents w JOIN now_documents n USING (doc_id)
        WHERE w.version <> n.version
    """).fetchall()
    for was, now in pairs:
        rank = OF_READING[differ_in(was, now)].rank
        sql.execute("INSERT INTO rated VALUES (?, ?, ?)", (was, now, rank))


def otherwise(sql: duckdb.DuckDBPyConnection, was: Path, now: Path) -> Cause:
    """Return the cause of what no document of a row explains."""
    before, after = read_made_of(was), read_made_of(now)
    merges_otherwise = before.merging != after.merging
    if merges_otherwise and differ_in(before.merging, after.merging) == "words":
        return Cause.vocabulary
    if before.decisions != after.decisions and before.decisions and after.decisions:
        return Cause.merge_decision
    if merges_otherwise or not before.merging:
        return Cause.merge
    return _elsewhere(sql)


def _elsewhere(sql: duckdb.DuckDBPyConnection) -> Cause:
    """The cause that some document is, though not one that the row names."""
    [(rank,)] = sql.execute("SELECT min(cause) FROM sources").fetchall()
    if rank is not None:
        return Cause.ranked(int(rank))
    # Its name is all that is new of a document: it may stand in another order.
    [(renamed,)] = sql.execute("""
        SELECT count(*) FROM was_documents w JOIN now_documents n USING (doc_id)
        WHERE list_sort(w.paths) <> list_sort(n.paths)
    """).fetchall()
    return Cause.changed_source if renamed else Cause.merge
