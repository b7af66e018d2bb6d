"""A broken or hostile PDF ends in a reason, in seconds, and costs no other file."""

import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest

from extract.engines.local import process
from extract.inputs import Input, find_inputs
from extract.readers.pdf.marks import TooComplex
from extract.readers.pdf.opening import MAX_PAGES, opened
from extract.readers.pdf.pages import read_page
from extract.readers.unreadable import Unreadable
from normalize.rows import Rows, empty_rows

SECONDS = 20.0  # Of one file; the slowest takes two on an idle machine.
MEMORY = 3 << 30

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s>>"


# --- files


def pdf(*objects: bytes) -> bytes:
    """Number the objects from 1, the catalog; write their table and the trailer."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(out))
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def written(pages: int = 3, **options: object) -> bytes:
    """A sound PDF of a few pages, as a program writes it."""
    document = pymupdf.open()
    for number in range(1, pages + 1):
        page = document.new_page()
        for line in range(20):
            words = f"第{number}页第{line}行：示例替尼片的规格为{line + 1}mg。"
            page.insert_text((60, 80 + 30 * line), words, fontname="china-s")
    data: bytes = document.tobytes(**options)
    document.close()
    return data


def flate_bomb(times: int) -> bytes:
    data = bytes(1 << 28)
    for _ in range(times):
        data = zlib.compress(data, 9)
    filters = b"/Filter[%s]" % (b"/FlateDecode " * times)
    page = PAGE % b"/Contents 4 0 R"
    return pdf(CATALOG, ONE_PAGE, page, stream(data, filters))


def laughs(depth: int, packed: bool = False) -> bytes:
    """Forms that draw the next one twice each: 2^depth at the end."""
    draw = b"q 1 0 0 1 1 1 cm /X Do /X Do Q"
    data, entry = (
        (zlib.compress(draw), b"/Filter/FlateDecode") if packed else (draw, b"")
    )
    uses = b"/Resources<</XObject<</X %d 0 R>>>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + entry
    forms = [stream(data, form + uses % (number + 1)) for number in range(5, 5 + depth)]
    page = PAGE % (b"/Contents 4 0 R" + uses % 5)
    last = stream(b"0 0 1 1 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]")
    return pdf(CATALOG, ONE_PAGE, page, stream(draw), *forms, last)


def ring() -> bytes:
    """Two forms that draw each other twice, by the names of their page."""
    uses = b"/Resources<</XObject<</X 5 0 R/Y 6 0 R>>>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    return pdf(
        CATALOG,
        ONE_PAGE,
        PAGE % (b"/Contents 4 0 R" + uses),
        stream(b"/X Do"),
        stream(b"/Y Do /Y Do", form),
        stream(b"/X Do /X Do", form),
    )


def encrypted(**passwords: str) -> bytes:
    return written(encryption=pymupdf.PDF_ENCRYPT_AES_256, **passwords)


def many_pages() -> bytes:
    kids = b"3 0 R " * (MAX_PAGES + 1)
    pages = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, MAX_PAGES + 1)
    return pdf(CATALOG, pages, PAGE % b"")


def flat_xref_loop() -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\nxref\n0 1\n"
        b"0000000000 65535 f \ntrailer<</Size 2/Root 1 0 R/Prev 46>>\n"
        b"startxref\n46\n%%EOF"
    )


SET_ASIDE: dict[str, tuple[Callable[[], bytes], str]] = {
    "html": (lambda: b"<!DOCTYPE html><p>404 Not Found, %s</p>" % (b"x" * 2000), "not_pdf"),
    "junk_before": (lambda: b"x" * 1100 + written(), "not_pdf"),
    "nothing_after_head": (lambda: b"%PDF-1.7\n", "damaged"),
    "user_password": (lambda: encrypted(user_pw="a", owner_pw="b"), "encrypted"),
    "no_pages": (lambda: pdf(CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"), "damaged"),
    "no_catalog": (lambda: pdf(b"<</Type/Nothing>>"), "damaged"),
    "tree_loop": (
        lambda: pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"), "damaged",
    ),
    "xref_loop": (flat_xref_loop, "damaged"),
    "many_pages": (many_pages, "too_many_pages"),
    "large_page": (
        lambda: pdf(CATALOG, ONE_PAGE, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 99999]>>"),
        "page_too_large",
    ),
    "flate_bomb": (lambda: flate_bomb(1), "bomb"),
    "flate_flate_bomb": (lambda: flate_bomb(2), "bomb"),
    "laughs": (lambda: laughs(30), "bomb"),
    "ring": (ring, "bomb"),
    "packed_laughs": (lambda: laughs(30, packed=True), "bomb"),
}  # fmt: skip

READ: dict[str, tuple[Callable[[], bytes], int]] = {
    "sound": (written, 3),
    "owner_password": (lambda: encrypted(owner_pw="b"), 3),
    "http_head_before": (lambda: b"HTTP/1.1 200 OK\r\nServer: a\r\n\r\n" + written(), 3),
    "few_laughs": (lambda: laughs(5), 1),
    "count_lies": (
        lambda: pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", PAGE % b""), 1,
    ),
    "deep_arrays": (
        lambda: pdf(CATALOG, ONE_PAGE, PAGE % (b"/X " + b"[" * 200_000 + b"]" * 200_000)), 1,
    ),
    "form_that_draws_itself": (
        lambda: pdf(
            CATALOG, ONE_PAGE,
            PAGE % b"/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>",
            stream(b"/X Do"),
            stream(b"/X Do", b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"),
        ), 1,
    ),
    "flate_of_a_large_page": (
        lambda: pdf(
            CATALOG, ONE_PAGE, PAGE % b"/Contents 4 0 R",
            stream(zlib.compress(b"0 0 m 9 9 l S\n" * 100_000), b"/Filter/FlateDecode"),
        ), 1,
    ),
}  # fmt: skip


# --- in this process


@pytest.mark.parametrize("name", sorted(SET_ASIDE))
def test_what_cannot_be_read_says_why(name: str) -> None:
    build, code = SET_ASIDE[name]
    with pytest.raises(Unreadable) as reason:
        opened(build())
    assert reason.value.code == code
    assert reason.value.message.endswith(".")


@pytest.mark.parametrize("name", sorted(READ))
def test_what_can_be_read_is_opened(name: str) -> None:
    build, pages = READ[name]
    file = opened(build())
    assert (len(file.document), file.lost, file.notes) == (pages, frozenset(), ())
    file.document.close()


def test_a_file_that_ends_early_is_never_taken_for_a_whole_one() -> None:
    whole = written(8)
    kept = []
    for share in range(1, 20):
        try:
            file = opened(whole[: len(whole) * share // 20])
        except Unreadable as reason:
            assert reason.code == "damaged"
            continue
        assert "cut_short" in dict(file.notes)
        kept.append(len(file.document) - len(file.lost))
        file.document.close()
    assert kept and max(kept) <= 8


def test_a_file_without_its_table_is_put_together_again() -> None:
    whole = written()
    file = opened(whole[: whole.rindex(b"xref\n", 0, whole.rindex(b"startxref"))])
    assert len(file.document) == 3
    text = file.document[2].get_textpage().get_text_range()
    assert "第3页第7行" in text
    assert "cut_short" in dict(file.notes)
    file.document.close()


def test_pages_that_cannot_be_found_are_named() -> None:
    kids = b"<</Type/Pages/Kids[3 0 R 9 0 R 3 0 R]/Count 3>>"
    file = opened(pdf(CATALOG, kids, PAGE % b""))
    lost = [dict(file.notes).get("pages_lost")]
    assert len(file.document) - len(file.lost) == 2
    assert file.lost == {1} and lost == ["pages that cannot be found: 2"]
    file.document.close()


# --- in the workers, as a run does it


def read(one: Input) -> Rows:
    """Open a file and read all of its pages; stands in for the whole run."""
    rows = empty_rows()
    rows["documents"].append({"path": one.relative, "pages": 0, "seconds": 0.0})
    try:
        rows["documents"][0]["pages"] = sum(1 for _ in pages(one.path.read_bytes()))
    except Unreadable as reason:
        rows["problems"].append({"code": reason.code})
    except TooComplex:
        rows["problems"].append({"code": "too_complex"})
    return rows


def pages(data: bytes) -> Iterator[int]:
    file = opened(data)
    for index in range(len(file.document)):
        if index not in file.lost:
            yield len(read_page(file.document, index).page.words)
    file.document.close()


def outcomes(raw: Path) -> dict[str, str]:
    """The problem code of each file, or "read"; and nothing may take long."""
    found = {}
    began = time.monotonic()
    for one, rows in process(find_inputs(raw), 2, SECONDS, MEMORY, read):
        codes = [row["code"] for row in rows["problems"]]
        found[Path(one.relative).stem] = str(codes[0]) if codes else "read"
    assert time.monotonic() - began < 10 * SECONDS
    return found


def test_in_the_workers_each_costs_only_itself(tmp_path: Path) -> None:
    given = {name: build() for name, (build, _) in (SET_ASIDE | READ).items()}
    for name, data in given.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    expected = {name: code for name, (_, code) in SET_ASIDE.items()}
    expected |= dict.fromkeys(READ, "read")
    expected["form_that_draws_itself"] = "read"
    assert outcomes(tmp_path) == expected


KNOWN = {"not_pdf", "damaged", "encrypted", "bomb", "too_many_pages", "page_too_large"}
KNOWN |= {"read", "too_complex"}


def test_the_hostile_corpus_ends_in_reasons(shared: Path) -> None:
    found = outcomes(shared / "corpora" / "hostile" / "pdf")
    assert set(found.values()) <= KNOWN
    assert {name: code for name, code in found.items() if name.startswith("gen_")} == {
        "gen_100k_pages_same_kid": "too_many_pages",
        "gen_deep_array_200k": "read",
        "gen_flate_bomb_1GB": "bomb",
        "gen_flate_flate_bomb_1GB": "bomb",
        "gen_form_xobject_billion_laughs": "bomb",
        "gen_html_as_pdf": "not_pdf",
        "gen_huge_mediabox": "page_too_large",
        "gen_leading_garbage": "read",
        "gen_page_count_lie_2e9": "read",
        "gen_pages_self_loop": "damaged",
        "gen_prev_xref_loop": "damaged",
        "gen_truncated_1000": "damaged",
        "gen_truncated_370963": "read",
    }
