"""The reviewed decisions of people (人工裁定): `data/decisions/*.csv`, data in git.

    entities.csv  which two are one, and which are not
    labels.csv    which field a printed label of a form stands for
    values.csv    what a cell should say

Each line says what, why, who and when.  Everything odd is told with file and line, and
nothing is run then.  The last two files may be missing.
"""

from pathlib import Path

from extract.decisions import entities, labels, values
from extract.decisions.entities import parse as parse
from extract.decisions.lines import BadDecision as BadDecision
from normalize.decisions import Ruling


def read_decisions(folder: Path) -> list[Ruling]:
    """Read the decisions of a folder; raises BadDecision with file and line.

    Lines that begin with # are comments.
    """
    file = folder / entities.FILE
    if not file.is_file():
        raise BadDecision(f"{file}: there is no such file; create it")
    found: list[Ruling] = []
    for module in (entities, labels, values):
        file = folder / module.FILE
        if file.is_file():
            found += module.parse(file.read_text("utf-8-sig"), str(file))
    entities.refuse_contradictions(found)
    return found
