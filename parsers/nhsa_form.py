"""NHSA application form (国家医保药品目录调整申报材料).

What a company files to have its drug listed in the national reimbursement catalogue,
published by the National Healthcare Security Administration every summer.  A cover
with the drug and the company, then 申报信息, 一、基本信息 (labels and values side by
side), 参照药品信息 (a table of comparators), 二、有效性信息 (blocks of trials and
guidelines, the CDE review report), 三、安全性信息, 四、创新性信息, 五、公平性信息.
Patents, trials and guidelines are numbered; the published files print them twice.

Which labels exist is data: normalize/vocab/form_labels.tsv.
"""

from collections.abc import Iterator

from normalize.document import Document
from normalize.draft import CellValue, Doubt, Draft, Implied
from normalize.facts.names import drug_names, mentions
from normalize.facts.study import study
from normalize.form.blocks import Block, blocks
from normalize.form.fields import fields, unread
from normalize.form.form import Form, column_of, read_form
from normalize.form.guidelines import guideline
from normalize.form.marks import publisher_of
from normalize.form.measured import measured
from normalize.form.numbering import ordinal
from normalize.form.patents import patent
from normalize.form.prose import numbers, reports
from normalize.form.recognized import is_form
from normalize.notice.recognized import is_attachment, is_notice
from normalize.tables import Comparator, DocumentRow, Patent, Recommendation, Trial
from normalize.text import Text
from normalize.values.plain import plain

PLACE = "position in the table"
NOTHING = Text.join([])


def recognizes(document: Document) -> bool:
    """Say whether enough labels of the form stand where labels stand.

    A notice may attach an empty form, be it in a file of its own; it stays a notice.
    """
    if not is_form(document):
        return False
    return not (is_notice(document) or is_attachment(document))


def parse(document: Document) -> Iterator[Draft | Doubt]:
    """Yield the filing, its drug and all that belongs to them."""
    form = read_form(document, document.labels)
    marks = [aside.text for aside in form.asides if aside.role == "mark"]
    yield Draft(DocumentRow, title=form.title, publisher=publisher_of(marks))
    yield from fields(form)
    yield from unread(form)
    yield form.drug
    yield form.filing
    yield from _patents(form)
    yield from _comparators(form)
    yield from _trials(form)
    yield from _recommendations(form)
    yield from numbers(form)
    yield from reports(form)
    yield from mentions(document.text, drug_names(document.text))


def _stated(form: Form, table: str, column: str) -> Iterator[Block]:
    """The blocks of a table that state a column; one that says 无 does not."""
    for block in blocks(form.pairs, table):
        if plain(str(block.cells.get(column, ""))) is not None:
            yield block


def _number(block: Block) -> CellValue | None:
    if block.ordinal:
        return ordinal(block.ordinal)
    return Implied(block.row, PLACE) if block.row else None


def _patents(form: Form) -> Iterator[Draft]:
    for block in _stated(form, "patents", "title"):
        stated = block.cells | patent(block.cells["title"])
        yield Draft(Patent, drug_id=form.drug, ordinal=_number(block), **stated)


def _comparators(form: Form) -> Iterator[Draft]:
    for i, block in enumerate(_stated(form, "comparators", "name"), start=1):
        place = Implied(i, PLACE)
        yield Draft(Comparator, filing_id=form.filing, ordinal=place, **block.cells)


def _trials(form: Form) -> Iterator[Draft]:
    for block in blocks(form.pairs, "trials"):
        if not any(plain(str(cell)) for cell in block.cells.values()):
            continue
        result = block.cells.get("result", NOTHING)
        stated = {**block.cells, **study(result)}
        trial = Draft(Trial, drug_id=form.drug, ordinal=_number(block), **stated)
        yield trial
        for outcome in measured(result, form.results):
            in_result = column_of("result")
            yield outcome.also(trial_id=trial, drug_id=form.drug, field=in_result)


def _recommendations(form: Form) -> Iterator[Draft]:
    for block in _stated(form, "recommendations", "text"):
        stated = block.cells | guideline(block.cells["text"])
        number = _number(block)
        yield Draft(Recommendation, drug_id=form.drug, ordinal=number, **stated)
