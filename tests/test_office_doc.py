"""Word documents of 1997."""

import struct

import pytest

from extract.readers import office
from extract.readers.unreadable import Unreadable
from normalize.document import Document, Grid
from tests.office_files import doc, doc_row, ole

PLAIN = b""


def read(*paragraphs: tuple[str, bytes], **more: object) -> Document:
    return office.read(doc(paragraphs, **more), "a.doc")  # type: ignore[arg-type]


def rows(document: Document) -> list[list[str]]:
    [grid] = document.grids()
    return [[str(cell.text) for cell in row] for row in grid.rows]


def test_paragraphs_and_a_table_come_in_order() -> None:
    document = read(
        ("关于调整目录的公告\r", PLAIN),
        *doc_row(["规格", "20mg"], [0, 2000, 6000]),
        *doc_row(["用法", ""], [0, 2000, 6000]),
        ("特此公告。\r", PLAIN),
    )
    assert document.raw == "关于调整目录的公告\n规格\t20mg\n用法\t\n特此公告。\n"
    assert [type(block).__name__ for block in document.blocks] == [
        "Paragraph",
        "Grid",
        "Paragraph",
    ]
    assert rows(document) == [["规格", "20mg"], ["用法"]]


def test_a_cell_that_spans_rows_stands_in_each() -> None:
    document = read(
        *doc_row(["评价", "合理", "10"], [0, 1000, 2000, 3000]),
        *doc_row(["", "安全", "5"], [0, 1010, 2000, 3000], merged=[0]),
    )
    assert rows(document) == [["评价", "合理", "10"], ["评价", "安全", "5"]]


def test_a_cell_that_spans_columns_keeps_the_columns() -> None:
    document = read(
        *doc_row(["名称", "单价", "总价"], [0, 1000, 2000, 3000]),
        *doc_row(["甲片", "1", "2"], [0, 1000, 2000, 3000]),
        *doc_row(["合计", "3"], [0, 2000, 3000]),
    )
    assert rows(document)[-1] == ["合计", "", "3"]


def test_fields_leave_their_result() -> None:
    document = read(('见\x13HYPERLINK "http://a.example/x"\x14附件\x15。\r', PLAIN))
    assert str(document.text) == "见附件。\n"
    assert [(str(link.text), link.address) for link in document.links] == [
        ("附件", "http://a.example/x")
    ]


def test_raised_digits_become_a_power() -> None:
    document = read(("计数为1×108个\r", PLAIN), raised=[(7, 8)])
    assert str(document.text) == "计数为1×10^8个\n"
    assert document.raw == "计数为1×108个\n"


def test_heading_styles_make_headings() -> None:
    outline = struct.pack("<HB", 0x2640, 1)
    document = read(("适用范围\r", outline), ("正文。\r", PLAIN))
    assert [type(block).__name__ for block in document.blocks] == [
        "Heading",
        "Paragraph",
    ]


def test_breaks_and_symbols() -> None:
    document = read(
        ("第一行\x0b第二行\x0c\r", PLAIN), ("\uf052西药 \uf0a3中成药\r", PLAIN)
    )
    assert document.raw == "第一行\n第二行\n☑西药 □中成药\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (doc([("有密码\r", PLAIN)], flags=0x100), "encrypted"),
        (doc([("\x01\r", PLAIN)]), "picture_only"),
        (doc([("\r", PLAIN)]), "empty"),
        (
            ole(
                {
                    "WordDocument": struct.pack("<HH", 0xA5DC, 101).ljust(2000, b"\0"),
                    "0Table": b"x",
                }
            ),
            "office",
        ),
        (doc([("正文\r", PLAIN)])[:900], "damaged"),
        (ole({"WordDocument": b"\xec\xa5\xc1\0" + bytes(2000)}), "damaged"),
    ],
)
def test_what_can_not_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as reason:
        office.read(data, "a.doc")
    assert reason.value.code == code


def test_damage_never_breaks_the_reader() -> None:
    data = doc(
        [("规格为每片20mg。\r", PLAIN), *doc_row(["规格", "20mg"], [0, 100, 200])]
    )
    for at in range(SECTORS_FROM, len(data), 7):
        broken = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        try:
            assert isinstance(office.read(broken, "a.doc"), Document)
        except Unreadable as reason:
            assert reason.code in (
                "damaged",
                "office",
                "encrypted",
                "empty",
                "picture_only",
                "too_large",
            )


SECTORS_FROM = 512


def test_grid_type() -> None:
    assert isinstance(read(*doc_row(["甲", "乙"], [0, 100, 200])).blocks[0], Grid)
