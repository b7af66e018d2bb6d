"""A cell and what proves it, as lines on a terminal (终端呈现).

>>> from normalize.text import Repair
>>> piece = Piece(
...     column="dosage", rule="quoted", doc_id="d", path="a.txt", start=5, end=9,
...     quote="每次２片", words="每次2片", before="用法：", after="，口服",
...     repairs=(Repair(7, 8, "２", "2", "width"),),
... )
>>> print("\\n".join(_piece(piece)))
  words    …用法：⟦每次2片⟧，口服…
  raw      每次２片
  source   a.txt, characters 5–9
  rule     quoted
  repair   '２' → '2' (width)
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extract.desk.cell import columns
from extract.desk.named import Named
from extract.desk.shown import as_line, as_words, shortened, stated, where
from extract.desk.tables import Tables
from extract.desk.why import Piece, Why, row_with

MOST_PIECES = 20  # of one cell
WIDEST = 60  # characters of a value in the list of all cells


def lines(why: Why, name: str) -> Iterator[str]:
    """Yield the lines on a cell of a row that goes by a name."""
    yield as_line(f"{name} · {why.table} {why.row_id}")
    yield as_line(f"{why.column} · {why.label}")
    yield _line("value", stated(why))
    if not why.pieces:
        yield _line("basis", why.basis)
    for piece in why.pieces[:MOST_PIECES]:
        if why.column != piece.column:
            yield as_line(piece.column)
        yield from _piece(piece)
    if more := len(why.pieces[MOST_PIECES:]):
        yield f"… and {more} more; name a part, as {why.pieces[-1].column}"
    for each in why.problems:
        yield _line("problem", f"{each.severity} {each.code}: {each.message}")


def cells(tables: Tables, table: str, row_id: str) -> list[tuple[str, str, str, str]]:
    """List the cells of a row that have a value: column, label, value, source."""
    row = row_with(tables, table, row_id)
    proofs = _first_proofs(tables, table, row_id)
    return [
        (c.name, c.label, shortened(as_line(as_words(row[c.name])), WIDEST), told)
        for c in columns(table).values()
        if row[c.name] not in (None, [])
        for told in [proofs.get(c.name, "")]
    ]


def candidates(found: Iterable[Named]) -> Iterator[str]:
    """Yield a line for each row that may be meant."""
    return (f"  {row_id}  {shortened(as_line(name))}" for row_id, name in found)


def _piece(piece: Piece) -> Iterator[str]:
    if piece.quote is not None:
        words = shortened(piece.words or piece.quote, 2_000)
        yield _line("words", f"…{piece.before}⟦{words}⟧{piece.after}…")
        if piece.words and piece.words != piece.quote:
            yield _line("raw", shortened(piece.quote))
    yield _line("source", where(piece))
    yield _line("rule", piece.rule)
    for repair in piece.repairs:
        was, now = shortened(repair.before), shortened(repair.after)
        yield _line("repair", f"{was!r} → {now!r} ({repair.rule})")


def _line(label: str, words: str) -> str:
    return f"  {label:<8} {as_line(words)}"


def _first_proofs(tables: Tables, table: str, row_id: str) -> Mapping[str, str]:
    """Return the file, page and rule of the first words of each column."""
    asked = """
        SELECT split_part(column_name, '.', 1) AS root,
            first(rule ORDER BY start) AS rule,
            first(page ORDER BY start) AS page,
            first(path ORDER BY start) AS path
        FROM evidence LEFT JOIN documents
            ON evidence.doc_id = documents.doc_id AND status <> 'duplicate'
        WHERE table_name = ? AND row_id = ? GROUP BY root
    """
    rows = tables.rows(asked, table, row_id)
    return {row["root"]: _source(row) for row in rows}


def _source(row: Mapping[str, Any]) -> str:
    page = f" p. {row['page']}" if row["page"] else ""
    return as_line(f"{row['path'] or ''}{page} ({row['rule']})")
