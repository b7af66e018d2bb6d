"""A form in Word and in Excel says the same as the form in text."""

import random

import pytest

from extract.readers import office
from normalize.repairs import repair_all
from normalize.rows import Rows, type_drafts
from parsers import nhsa_form
from tests import forms
from tests.office_files import form_docx, form_xlsx
from tests.test_form_layouts import NUMBERS, wrong

CASES = 24
WRITERS = {"docx": form_docx, "xlsx": form_xlsx}


def rows_of(data: bytes) -> Rows:
    document = office.read(data, "form")
    document = document.repaired(repair_all(document.text)[0])
    assert nhsa_form.recognizes(document)
    return type_drafts(document, nhsa_form.parse(document))


@pytest.mark.parametrize("seed", range(CASES))
@pytest.mark.parametrize("writer", WRITERS)
def test_the_rows_equal_the_answer(writer: str, seed: int) -> None:
    dice = random.Random(seed)
    answer = dice.choice([forms.CHEMICAL, forms.HERBAL])
    number = dice.choice(list(NUMBERS))
    options = forms.Options(
        number=NUMBERS[number], copies=dice.choice([1, 2]), headed=dice.random() < 0.2
    )
    columns = dice.choice([2, 4, 6])
    items = forms.laid_out(forms.parts(answer, options), columns)
    items = forms.cut(items, dice.choice(["none", "before"]), 3)
    data = WRITERS[writer](items, dice.choice([columns, columns + 2, 8]))
    assert wrong(answer, rows_of(data), numbered=number != "none") == []
