"""What cells should say (更正): `values.csv`.

    doc,table,column,row,was,becomes,reason,decided_by,decided_on
    2030/申报.pdf,comparators,unit_price,name=甲片,12.5,15.2元,misprint,zhang,2030-05-01

`doc` is the path of the document or its doc_id.  The row is the one whose cell says
what `was` says; where several do, `row` tells which, by cells that only it has.  `was`
and `becomes` are words as a document would have them; empty, the cell is; of a long
text the beginning is enough for `was`, with … at its end.

>>> head = "doc,table,column,row,was,becomes,reason,decided_by,decided_on"
>>> line = "a.txt,drugs,price,,12.5,15.2元,misprint,zhang,2030-05-01"
>>> [(c.column, c.was, c.becomes) for c in parse(f"{head}\\n{line}\\n", "x.csv")]
[('price', '12.5', '15.2元')]
"""

from extract.decisions.lines import BadDecision, Line, day, lines, refuse_repeats
from normalize.corrected import Correction, NoCorrection, column_named, told_by, typed
from normalize.values import Rejected
from normalize.values.plain import squash

FILE = "values.csv"
COLUMNS = (
    "doc", "table", "column", "row", "was", "becomes", "reason", "decided_by",
    "decided_on",
)  # fmt: skip
MAY_BE_EMPTY = ("row", "was", "becomes")


def parse(content: str, name: str) -> list[Correction]:
    """Read corrections from CSV text; `name` stands in error messages."""
    found = [_correction(line) for line in lines(content, name, COLUMNS, MAY_BE_EMPTY)]
    refuse_repeats(((_cell(each), each.where) for each in found), "this cell")
    return found


def _cell(each: Correction) -> tuple[str, ...]:
    return (each.doc, each.table, each.column, squash(each.row), squash(each.was))


def _correction(line: Line) -> Correction:
    where, row = line
    try:
        column = column_named(row["table"], row["column"])
        told_by(row["table"], row["row"])
        typed(column, row["becomes"])
    except NoCorrection as reason:
        raise BadDecision(f"{where}: {reason}") from None
    except (Rejected, TypeError) as reason:
        wanted = f"becomes is {row['becomes']!r}, which is no {column.label}"
        raise BadDecision(f"{where}: {wanted}: {reason}") from None
    if squash(row["was"]) == squash(row["becomes"]):
        raise BadDecision(f"{where}: was and becomes are the same")
    told = {name: row[name] for name in COLUMNS if name != "decided_on"}
    return Correction(**told, decided_on=day(line), where=where)
