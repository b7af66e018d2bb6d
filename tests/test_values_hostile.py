"""No words, however long and strange, hold a value function up or break it."""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress

import pytest

from normalize.text import Text
from normalize.values import Rejected
from normalize.values.amounts import approximate, find_money, money, number, percent
from normalize.values.codes import (
    approval_numbers,
    catalog_code,
    doc_number,
    emails,
    find_doc_numbers,
    patents,
    phones,
)
from normalize.values.companies import company, company_key
from normalize.values.dates import find, moment, partial_date, ranges
from normalize.values.numerals import numeral
from normalize.values.plain import file_names, plain, squash
from normalize.values.regions import find_regions, region_of
from normalize.values.yes_no import yes_no

LONG = [
    piece * (40_000 // len(piece))
    for piece in (
        "9", "一", "万", "十", " ", "\n", "　\n", "a", "a.", "甲", "甲 ", "国药准字", "2025年",
        "1,234", "电话0", "山西省", "下载 ", "□是", "((", "〔2020〕", "约", "每盒", "¥", "-",
    )
]  # fmt: skip
CELLS: list[Callable[[str], object]] = [
    plain, squash, file_names, company, company_key, number, approximate, percent, money,
    numeral, partial_date, moment, yes_no, approval_numbers, catalog_code, patents,
    doc_number, region_of,
]  # fmt: skip
PROSE: list[Callable[[Text], Iterable[object]]] = [
    find, ranges, find_money, find_regions, find_doc_numbers, phones, emails,
]  # fmt: skip


def quickly(read: Callable[[], object]) -> None:
    start = time.process_time()
    with suppress(Rejected):
        read()
    assert time.process_time() - start < 5


@pytest.mark.parametrize("read", CELLS, ids=lambda read: read.__name__)
def test_cells(read: Callable[[str], object]) -> None:
    for words in LONG:
        quickly(lambda words=words: read(words))


@pytest.mark.parametrize("read", PROSE, ids=lambda read: read.__name__)
def test_prose(read: Callable[[Text], Iterable[object]]) -> None:
    for words in LONG:
        quickly(lambda words=words: list(read(Text.raw(words))))
