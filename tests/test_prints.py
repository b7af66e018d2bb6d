"""Rows of a print equal the answer, whoever printed it and wherever its pages break.

`tests.prints` prints forms from known answers through ReportLab, Chromium and
LibreOffice; every cell of a born-digital print must come out. Printers that are not
installed are skipped by name.
"""

import random
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pypdfium2 as pdfium
import pytest

from extract.readers import read
from normalize.document import Document
from normalize.repairs import repair_all
from normalize.rows import Rows, type_drafts
from parsers import nhsa_form
from tests import forms, prints
from tests.prints import (
    answers,
    circular,
    compared,
    html,
    sheet,
    turned,
    word,
    wording,
    writer,
)  # fmt: skip
from tests.prints.options import BORDERS, FURNITURE, PAPERS, Printer
from tests.test_form_layouts import rows_of

pdf = pytest.importorskip("extract.readers.pdf")

SEEDS: dict[Printer, range] = {
    "reportlab": range(60),
    "chromium": range(16),
    "writer": range(16),
}
CASES = [(printer, seed) for printer, seeds in SEEDS.items() for seed in seeds]


class Printed:
    """The prints of each printer, made when the first is wanted."""

    def __init__(self) -> None:
        self._prints: dict[Printer, list[prints.Print]] = {}

    def get(self, printer: Printer, seed: int) -> prints.Print:
        """Give a print, or skip the test where the printer is not installed."""
        absent = prints.missing(printer)
        if absent:
            pytest.skip(f"{printer} cannot print here: install {absent}")
        if printer not in self._prints:
            self._prints[printer] = prints.printed(list(orders(printer)))
        return self._prints[printer][seed]


def orders(printer: Printer) -> Iterable[prints.Order]:
    for seed in SEEDS[printer]:
        yield answers.answer(seed), prints.draw(seed, printer)


@pytest.fixture(scope="session")
def printed() -> Printed:
    return Printed()


def typed(document: Document) -> Rows:
    document = document.repaired(repair_all(document.text)[0])
    assert nhsa_form.recognizes(document)
    return type_drafts(document, nhsa_form.parse(document))


# --- reading what was printed


@pytest.mark.parametrize(("printer", "seed"), CASES)
def test_the_rows_of_a_print_equal_its_answer(
    printed: Printed, printer: Printer, seed: int
) -> None:
    one = printed.get(printer, seed)
    score = prints.compare(typed(pdf.read(one.pdf, "form.pdf")), one.answer)
    assert score.wrong == []


@pytest.mark.parametrize("seed", range(12))
def test_the_form_as_a_word_document_says_the_same(seed: int) -> None:
    answer, options = answers.answer(seed), prints.draw(seed, "writer")
    data = word.docx(sheet.sheet(answer, options), answer, options)
    assert prints.compare(typed(read(data, "form.docx")), answer).wrong == []


def test_the_form_in_the_older_format_of_word_says_the_same() -> None:
    if not writer.available():
        pytest.skip("writer cannot print here: install libreoffice-writer-nogui")
    orders = [(answers.answer(seed), prints.draw(seed, "writer")) for seed in range(6)]
    documents = [word.docx(sheet.sheet(a, o), a, o) for a, o in orders]
    for data, (answer, _) in zip(
        writer.converted(documents, "doc"), orders, strict=True
    ):
        assert prints.compare(typed(read(data, "form.doc")), answer).wrong == []


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_on_its_side_reads_as_one_that_stands(degrees: int) -> None:
    options = prints.Options(turned=degrees)
    one = prints.form(forms.CHEMICAL, options)
    score = prints.compare(typed(pdf.read(one.pdf, "form.pdf")), one.answer)
    assert score.wrong == []


@pytest.mark.parametrize("size", [8, 9, 11])
def test_two_columns_of_prose_are_read_one_after_the_other(size: float) -> None:
    options = prints.Options(size=size, footer="slash")
    data = circular.gazette(circular.LONG, options)
    document = pdf.read(data, "gazette.pdf")
    assert circular.compare(document, circular.LONG).wrong == []


def test_red_headed_paper_is_read_paragraph_by_paragraph() -> None:
    if not writer.available():
        pytest.skip("writer cannot print here: install libreoffice-writer-nogui")
    [data] = writer.converted([circular.docx(circular.CIRCULAR)])
    document = pdf.read(data, "circular.pdf")
    assert circular.compare(document, circular.CIRCULAR).wrong == []


# --- the printers themselves


@pytest.mark.parametrize("seed", range(12))
def test_what_is_printed_can_be_read_without_paper(seed: int) -> None:
    """The sheet as HTML, before any page: the answers do not ask for the impossible."""
    options = prints.draw(seed, "chromium")
    answer = answers.answer(seed)
    page = html.page(sheet.sheet(answer, options), options).replace("<sup>", "^")
    wanted = prints.compare(rows_of(page.replace("^2</sup>", "²")), answer)
    assert wanted.wrong == []


def test_the_same_seed_prints_the_same_file() -> None:
    answer, options = answers.answer(5), prints.draw(5)
    assert prints.form(answer, options).pdf == prints.form(answer, options).pdf
    scan = prints.scan(prints.form(answer, options).pdf, dpi=40, skew=1, noise=9)
    assert scan == prints.scan(
        prints.form(answer, options).pdf, dpi=40, skew=1, noise=9
    )


def test_the_seeds_vary_everything() -> None:
    drawn = [prints.draw(seed) for seed in SEEDS["reportlab"]]
    assert {one.border for one in drawn} == set(BORDERS)
    assert {one.footer for one in drawn} == set(FURNITURE)
    assert {one.paper for one in drawn} == set(PAPERS)
    assert {one.turned for one in drawn} == {0, 90, 180, 270}
    assert {one.watermark for one in drawn} == {"none", "one", "tiles"}
    assert {one.form.copies for one in drawn} == {1, 2, 3, 5}
    for field in ("closed", "middle", "shade", "thead", "break_all", "raise_units"):
        assert {getattr(one, field) for one in drawn} == {True, False}


def test_the_answers_have_from_none_to_many_blocks() -> None:
    drawn = [answers.answer(seed) for seed in SEEDS["reportlab"]]
    assert {len(one.patents) for one in drawn} == {0, 1, 2, 3, 4}
    assert {len(one.trials) for one in drawn} >= {0, 1, 2, 3}
    assert {len(one.guidelines) for one in drawn} == {0, 1, 2, 3}
    assert {len(one.comparators) for one in drawn} == {0, 1, 2, 3}
    assert {one.year for one in drawn} == {2021, 2022, 2023, 2024, 2025}


def test_every_label_is_worded_as_the_vocabulary_knows_it() -> None:
    known = wording.aliases()
    words = wording.drawn_words(random.Random(2))
    assert set(words) == set(forms.LABELS.values())
    assert all(word in known[label] for label, word in words.items())


def test_a_turned_page_looks_as_before() -> None:
    one = prints.form(forms.CHEMICAL, prints.Options())
    before = pdfium.PdfDocument(one.pdf)[0].get_size()
    after = pdfium.PdfDocument(turned.upright(one.pdf, 90))[0]
    assert after.get_rotation() == 90
    assert after.get_size() == pytest.approx(before, abs=0.1)
    lying = pdfium.PdfDocument(turned.sideways(one.pdf, 90))[0]
    assert lying.get_size() == pytest.approx(before[::-1], abs=0.1)


@pytest.mark.parametrize("color", ["color", "gray", "fax"])
def test_a_scan_is_pictures_only(color: prints.Color) -> None:
    one = prints.form(forms.CHEMICAL, prints.Options())
    scan = prints.scan(one.pdf, dpi=40, color=color, skew=0.5)
    document = pdfium.PdfDocument(scan)
    assert len(document) == len(pdfium.PdfDocument(one.pdf))
    assert document[0].get_textpage().get_text_bounded() == ""


def test_a_word_document_holds_the_form() -> None:
    answer, options = answers.answer(1), prints.draw(1, "writer")
    data = word.docx(sheet.sheet(answer, options), answer, options)
    with ZipFile(BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
    assert all(words in body for words in (answer.cells["company"], "w:gridSpan"))


# --- the score


def test_a_score_says_what_is_wrong() -> None:
    empty: Rows = {table: [] for table in compared.TABLES}
    score = prints.compare(empty, forms.CHEMICAL)
    assert score.right < score.cells
    assert "trials[1].stage: None, not '上市后'" in score.wrong


def test_a_score_counts_rows_too_many_and_words_lost() -> None:
    page = forms.printed(forms.CHEMICAL, "tabs_2", forms.Options())
    rows = rows_of(page)
    assert prints.compare(rows, forms.CHEMICAL).wrong == []
    rows["patents"] = [*rows["patents"], rows["patents"][0]]
    rows["problems"].append({"code": "lost_words", "quote": "某字"})
    wrong = prints.compare(rows, forms.CHEMICAL).wrong
    assert wrong == ["patents: 1 rows too many", "lost 某字"]


def test_a_document_is_scored_by_its_cells() -> None:
    page = forms.printed(forms.CHEMICAL, "html_2", forms.Options())
    document = read(page.encode(), "form")
    score = prints.compare(document, forms.CHEMICAL)
    assert score.wrong == []
    other = {**forms.CHEMICAL.cells, "category": "生物制品"}
    changed = replace(forms.CHEMICAL, cells=other)
    assert prints.compare(document, changed).wrong == ["no cell holds '生物制品'"]
