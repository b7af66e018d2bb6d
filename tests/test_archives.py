"""Archives: what is in them, what is refused, and what never gets unpacked."""

import base64
import bz2
import gzip
import io
import struct
import tarfile
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from extract import archives
from extract.archives import entry
from extract.engines.local import process
from extract.inputs import Input, NotOpened, find_inputs, read_bytes
from extract.verify import verify
from normalize.document import doc_id
from normalize.rows import Rows
from tests.running import ran

Files = Mapping[str, str | bytes]

NOTICE = """示例市医疗保障局关于示例的通知
示医保发〔2025〕3号

各有关单位：
一、请遵照执行。
二、本通知自印发之日起施行。
示例市医疗保障局
2025年6月20日
"""
DOCX = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"}


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def tarred(files: Files, encoding: str = "utf-8") -> bytes:
    made = io.BytesIO()
    with tarfile.open(
        fileobj=made, mode="w", format=tarfile.GNU_FORMAT, encoding=encoding
    ) as archive:
        for name, words in files.items():
            data = words.encode() if isinstance(words, str) else words
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def named(names: list[bytes]) -> bytes:
    """A zip with names of raw bytes and no word on their charset."""
    plain = [f"{i:0{len(name)}}" for i, name in enumerate(names)]
    data = zipped(dict.fromkeys(plain, "x"))
    for new, old in zip(names, plain, strict=True):
        data = data.replace(old.encode(), new)
    return data


def put(raw: Path, files: Files) -> list[Input]:
    raw.mkdir(exist_ok=True)
    for name, words in files.items():
        data = words.encode() if isinstance(words, str) else words
        (raw / name).write_bytes(data)
    return find_inputs(raw)


def contents(inputs: list[Input]) -> dict[str, bytes]:
    return {one.relative: read_bytes(one) for one in inputs}


def refused(inputs: list[Input]) -> dict[str, str]:
    return {one.relative: one.refused for one in inputs if one.refused}


def unlisted(inputs: list[Input]) -> dict[str, str]:
    return {one.relative: one.unlisted for one in inputs if one.unlisted}


# --- what is in them


def test_the_members_are_inputs_and_the_archive_is_none(tmp_path: Path) -> None:
    files = {"乙/b.txt": "乙", "a.txt": "甲", "乙/": "", "空.txt": ""}
    inputs = put(tmp_path, {"申报.zip": zipped(files), "x.txt": "x"})
    assert contents(inputs) == {
        "x.txt": b"x",
        "申报.zip/a.txt": "甲".encode(),
        "申报.zip/乙/b.txt": "乙".encode(),
        "申报.zip/空.txt": b"",
    }
    assert {one.path.name for one in inputs} == {"x.txt", "申报.zip"}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_archives_in_archives_are_opened(method: int, tmp_path: Path) -> None:
    inner = zipped({"c.txt": "丙"}, method)
    middle = zipped({"内.zip": inner, "b.txt": "乙"}, method)
    found = contents(put(tmp_path, {"外.zip": zipped({"中.zip": middle}, method)}))
    assert found == {
        "外.zip/中.zip/b.txt": "乙".encode(),
        "外.zip/中.zip/内.zip/c.txt": "丙".encode(),
    }


def test_tar_gzip_and_bzip2_are_opened(tmp_path: Path) -> None:
    tar = tarred({"说明/a.txt": "甲", "b.txt": "乙"})
    found = contents(
        put(
            tmp_path,
            {
                "1.tar": tar,
                "2.tar.gz": gzip.compress(tar),
                "3.tgz": gzip.compress(tar),
                "4.txt.bz2": bz2.compress("丁".encode()),
            },
        )
    )
    one, other = "甲".encode(), "乙".encode()
    assert found == {
        "1.tar/b.txt": other,
        "1.tar/说明/a.txt": one,
        "2.tar.gz/2.tar/b.txt": other,
        "2.tar.gz/2.tar/说明/a.txt": one,
        "3.tgz/3.tar/b.txt": other,
        "3.tgz/3.tar/说明/a.txt": one,
        "4.txt.bz2/4.txt": "丁".encode(),
    }


@pytest.mark.parametrize(
    "parts",
    [
        DOCX,
        {"ofd.xml": "<OFD/>", "Doc_0/Document.xml": ""},
        {"mimetype": "application/epub+zip", "OEBPS/1.xhtml": ""},
        {"META-INF/MANIFEST.MF": "", "A.class": ""},
    ],
)
def test_a_document_that_is_a_zip_is_no_archive(parts: Files, tmp_path: Path) -> None:
    one = zipped(parts)
    assert contents(put(tmp_path, {"a.bin": one, "b.zip": zipped({"c": one})})) == {
        "a.bin": one,
        "b.zip/c": one,
    }


def test_a_zip_of_documents_is_an_archive(tmp_path: Path) -> None:
    data = zipped({"甲.docx": zipped(DOCX)}, zipfile.ZIP_STORED)
    assert [one.relative for one in put(tmp_path, {"a": data})] == ["a/甲.docx"]


def test_a_broken_document_is_no_archive(tmp_path: Path) -> None:
    [one] = put(tmp_path, {"a.docx": zipped(DOCX)[:-30]})
    assert (one.relative, one.unlisted) == ("a.docx", "")


SAVED = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n"


def part(kind: str, location: str, data: bytes) -> bytes:
    head = f"--x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nContent-Location: {location}"
    return head.encode() + b"\r\n\r\n" + base64.encodebytes(data)


def test_a_page_saved_as_one_file_is_its_pages(tmp_path: Path) -> None:
    page = "<h1>示例公告</h1>".encode("gbk")
    parts = (
        part("text/html", "https://a.invalid/x/notice_1.html?id=2", page)
        + part("image/png", "https://a.invalid/a.png", b"\x89PNG")
        + part("text/html", "https://a.invalid/", b"<p>frame")
    )
    (tmp_path / "a.mhtml").write_bytes(SAVED + parts + b"--x--")
    found = find_inputs(tmp_path)
    assert [one.relative for one in found] == [
        "a.mhtml/notice_1.html",
        "a.mhtml/page.html",
    ]
    assert read_bytes(found[0]) == page


NESTED = b"".join(
    b"--%d\r\nContent-Type: multipart/mixed; boundary=%d\r\n\r\n" % (n, n + 1)
    for n in range(3_000)
)


@pytest.mark.parametrize("rest", [b"", b"--x", NESTED.replace(b"--0", b"--x")])
def test_a_saved_page_without_a_page_is_one_input(rest: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(SAVED + rest)
    [one] = find_inputs(tmp_path)
    assert one.relative == "a.mht" and one.unlisted.endswith(".")


def test_what_a_desktop_leaves_behind_is_not_listed(tmp_path: Path) -> None:
    files = dict.fromkeys(
        ["a.txt", "__MACOSX/._a.txt", "b/.DS_Store", "Thumbs.db"], "x"
    )
    assert [one.relative for one in put(tmp_path, {"a.zip": zipped(files)})] == [
        "a.zip/a.txt"
    ]


def test_the_order_is_that_of_paths_not_of_archives(tmp_path: Path) -> None:
    names = ["b.txt", "a.txt", "B.txt", "甲.txt", "a/z.txt"]
    for order, folder in ((names, "1"), (names[::-1], "2")):
        inputs = put(tmp_path / folder, {"a.zip": zipped(dict.fromkeys(order, "x"))})
        relatives = [one.relative for one in inputs]
        assert relatives == sorted(f"a.zip/{name}" for name in names)


def test_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive, pytest.warns(UserWarning):
        for name in ("a.txt", "a.txt", "a.txt (2)", "a.txt"):
            archive.writestr(name, str(archive.fp.tell() if archive.fp else 0))
    found = contents(put(tmp_path, {"a.zip": made.getvalue()}))
    assert list(found) == [
        "a.zip/a.txt", "a.zip/a.txt (2)", "a.zip/a.txt (3)", "a.zip/a.txt (4)",
    ]  # fmt: skip
    assert len(set(found.values())) == 4
    assert found["a.zip/a.txt"] == b"0"


# --- names


@pytest.mark.parametrize(
    "names",
    [
        ["申报材料/说明书.pdf", "读我.txt"],
        ["联通.txt"],
        ["誠信.txt", "㐀.txt"],  # Bytes of a backslash; four bytes of GB 18030.
        ["a.txt"],
    ],
)
@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_names_without_a_charset(
    names: list[str], charset: str, tmp_path: Path
) -> None:
    data = named([name.encode(charset) for name in names])
    found = [one.relative for one in put(tmp_path, {"a.zip": data})]
    assert found == sorted(f"a.zip/{name}" for name in names)


def test_names_of_a_tar_decide_together_too(tmp_path: Path) -> None:
    tar = tarred({"公告.txt": "x", "a.txt": "x"}, "gbk")
    assert [one.relative for one in put(tmp_path, {"a.tar": tar})] == [
        "a.tar/a.txt", "a.tar/公告.txt",
    ]  # fmt: skip


def test_a_name_in_no_charset_is_shown_somehow(tmp_path: Path) -> None:
    [one] = put(tmp_path, {"a.zip": named([b"\xff\xff.txt"])})
    assert one.relative == "a.zip/\xa0\xa0.txt"
    assert read_bytes(one) == b"x"


def test_names_with_control_characters_and_backslashes(tmp_path: Path) -> None:
    data = zipped({"a\\b\x1b[31m.txt": "x", ".\\c.txt": "x"})
    assert [one.relative for one in put(tmp_path, {"a.zip": data})] == [
        r"a.zip/a/b\x1b[31m.txt", "a.zip/c.txt",
    ]  # fmt: skip


# --- what is refused, member by member


def test_paths_that_lead_out_are_refused(tmp_path: Path) -> None:
    names = [
        "../a.txt",
        "b/../../a.txt",
        "/etc/a.txt",
        "C:\\a.txt",
        "..\\a.txt",
        "a.txt",
    ]
    inputs = put(tmp_path, {"a.zip": zipped(dict.fromkeys(names, "x"))})
    leads_out = "a member whose path leads out of its archive"
    absolute = "a member with an absolute path"
    assert refused(inputs) == {
        "a.zip/../a.txt": leads_out,
        "a.zip/../a.txt (2)": leads_out,
        "a.zip/C:/a.txt": absolute,
        "a.zip/b/../../a.txt": leads_out,
        "a.zip/etc/a.txt": absolute,
    }
    assert len(inputs) == 6


def test_links_are_refused(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("链接.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as other:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"{kind.decode()}.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            other.addfile(info)
    inputs = put(tmp_path, {"a.zip": made.getvalue(), "b.tar": tar.getvalue()})
    assert refused(inputs) == {
        "a.zip/链接.txt": "a link in an archive",
        "b.tar/1.txt": "a link in an archive",
        "b.tar/2.txt": "a link in an archive",
        "b.tar/6.txt": "a member that is no regular file",
    }


def flagged(data: bytes, flag: int) -> bytes:
    """Set a bit in the flags of every entry of the central directory."""
    at = data.index(b"PK\x01\x02") + 8
    return data[:at] + struct.pack("<H", flag) + data[at + 2 :]


def test_members_with_a_password_are_refused(tmp_path: Path) -> None:
    inputs = put(tmp_path, {"a.zip": flagged(zipped({"a.txt": "x"}), 1)})
    told = {"a.zip/a.txt": "a member of an archive with a password"}
    assert refused(inputs) == told
    [(_, rows)] = process(inputs, 1)
    assert rows["problems"][0]["code"] == "not_opened"
    assert rows["problems"][0]["message"] == (
        "It is a member of an archive with a password; it was not opened."
    )


def test_other_ways_of_packing_are_refused(tmp_path: Path) -> None:
    inputs = put(tmp_path, {"a.zip": zipped({"a.txt": "x"}, zipfile.ZIP_LZMA)})
    assert refused(inputs) == {
        "a.zip/a.txt": "a member packed in a way that is not read (14)"
    }


def test_damaged_members_cost_themselves(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": "甲甲甲", "b.txt": "乙"}, zipfile.ZIP_STORED))
    data[data.index("甲".encode())] ^= 1
    first, second = put(tmp_path, {"a.zip": bytes(data)})
    with pytest.raises(NotOpened, match="not those that were packed"):
        read_bytes(first)
    assert read_bytes(second) == "乙".encode()


def test_an_archive_that_changes_under_way_is_told(tmp_path: Path) -> None:
    [one] = put(tmp_path, {"a.zip": zipped({"a.txt": "x"})})
    one.path.write_bytes(b"x")
    with pytest.raises(NotOpened, match="changed"):
        read_bytes(one)
    one.path.unlink()
    with pytest.raises(NotOpened, match="No such file"):
        read_bytes(one)


# --- what is set aside whole


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped({}), "holds no files"),
        (zipped({"__MACOSX/a": "x", "b/": ""}), "holds no files"),
        (zipped({"a.txt": "甲" * 99})[:-40], "can not be read"),
        (b"PK\x03\x04 and nothing else", "can not be read"),
        (gzip.compress(b"x" * 99)[:-9], "damaged"),
        (b"BZh91AY&SY" + bytes(20), "damaged"),
        (bytes(257) + b"ustar" + bytes(300), "can not be read"),
    ],
    # Not by the bytes: archives keep the time, and processes must agree on names.
    ids=["empty", "litter", "zip cut", "no zip", "gzip cut", "no bzip2", "no tar"],
)
def test_an_archive_that_can_not_be_listed_is_one_input(
    data: bytes, message: str, tmp_path: Path
) -> None:
    inputs = put(tmp_path, {"a.bin": data})
    assert [one.relative for one in inputs] == ["a.bin"]
    assert message in inputs[0].unlisted
    [(_, rows)] = process(inputs, 1)
    [document], [problem] = rows["documents"], rows["problems"]
    assert (document["status"], problem["code"]) == ("quarantined", "archive")
    assert (document["doc_id"], document["bytes"]) == (doc_id(data), len(data))
    assert problem["message"] == inputs[0].unlisted


def test_archives_beyond_the_depth_are_one_input(tmp_path: Path) -> None:
    data: bytes = zipped({"a.txt": "x"})
    for _ in range(4):
        data = zipped({"z.zip": data, "b.txt": "y"})
    inputs = put(tmp_path, {"z.zip": data})
    assert [(one.relative, bool(one.unlisted)) for one in inputs] == [
        ("z.zip/b.txt", False),
        ("z.zip/z.zip/b.txt", False),
        ("z.zip/z.zip/z.zip/b.txt", False),
        ("z.zip/z.zip/z.zip/z.zip", True),
    ]
    [*_, (_, rows)] = process(inputs, 1)
    assert rows["problems"][0]["code"] == "archive"
    assert rows["documents"][0]["doc_id"] == doc_id(read_bytes(inputs[-1]))


def test_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry.Budget, "__init__", lambda self: small(self, members=5))
    four = zipped(dict.fromkeys("abcd", "x"))
    inputs = put(
        tmp_path,
        {"1.zip": four, "2.zip": zipped(dict.fromkeys("abcdef", "x")),
         "3.zip": zipped({"a": four, "b": "x"})},
    )  # fmt: skip
    assert unlisted(inputs).keys() == {"2.zip", "3.zip/a"}
    assert len(inputs) == 4 + 1 + 2


def small(budget: entry.Budget, members: int = 99, size: int = 9999) -> None:
    budget.members, budget.size = members, size
    budget.began = time.monotonic()


def test_too_many_bytes_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry.Budget, "__init__", lambda self: small(self, size=2000))
    lot = {"a": "x" * 1500, "b": "x" * 1000}
    inputs = put(
        tmp_path,
        {"1.zip": zipped(lot), "2.zip": zipped({"c": zipped(lot), "d": "x"}),
         "3.gz": gzip.compress(b"x" * 2001), "4.tar": tarred(lot)},
    )  # fmt: skip
    assert unlisted(inputs).keys() == {"1.zip", "2.zip/c", "3.gz", "4.tar"}
    assert "unpacks to 2,500 bytes" in unlisted(inputs)["1.zip"]


def test_a_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    bomb = zipped({"a.txt": bytes(20_000_000), "b.txt": "x"})
    inputs = put(tmp_path, {"a.zip": bomb})
    assert list(refused(inputs)) == ["a.zip/a.txt"]
    assert "times its size" in inputs[0].refused


def test_a_bomb_that_lies_is_not_unpacked_further(tmp_path: Path) -> None:
    bomb = zipped({"a.txt": bytes(20_000_000)})
    for at in (bomb.index(b"PK\x01\x02") + 24, 22):  # The size, in both places.
        bomb = bomb[:at] + struct.pack("<I", 1000) + bomb[at + 4 :]
    [one] = put(tmp_path, {"a.zip": bomb})
    assert not one.refused
    with pytest.raises(NotOpened, match="not those that were packed"):
        read_bytes(one)


def test_a_packed_bomb_is_not_opened(tmp_path: Path) -> None:
    inputs = put(tmp_path, {"a.gz": gzip.compress(bytes(20_000_000))})
    assert "unpacks to 20,000,000 bytes or more" in inputs[0].unlisted


def test_bombs_cost_what_may_be_unpacked_and_no_more() -> None:
    budget = entry.Budget(size=15_000_000)
    bomb = io.BytesIO(gzip.compress(bytes(20_000_000)))
    for left in (0, 0):
        with pytest.raises(entry.Unlisted):
            budget.take(archives.packed.listed(bomb, "a", budget).entries)
        assert budget.size == left
        bomb.seek(0)


def test_hostile_archives(shared: Path) -> None:
    inputs = find_inputs(shared / "corpora" / "hostile" / "zip")
    told = {one.relative: one.refused or one.unlisted for one in inputs}
    assert told["gen_zip_gbk_names.zip/附件1：申报表.docx"] == ""
    assert "268,435,456 bytes" in told["gen_zip_256MB_zeros.zip/a.bin"]
    assert "leads out" in told["gen_zip_slip.zip/../../evil.txt"]
    assert "password" in told["tika_736014bc_testZipEncrypted.zip/encrypted.txt"]
    assert told["tika_736014bc_testZipEncrypted.zip/unencrypted.txt"] == ""
    nested = [words for name, words in told.items() if "nested" in name]
    assert len(nested) == 16**3
    assert all("lies in 3 others" in words for words in nested)


# --- the whole run


def test_an_archive_of_documents_becomes_tables_and_is_proved(tmp_path: Path) -> None:
    other = NOTICE.replace("3号", "4号")
    files: Files = {
        "通知.txt": NOTICE,
        "附.zip": zipped({"又.txt": other}),
        "图.png": b"\x89PNG",
    }
    raw, out = tmp_path / "raw", tmp_path / "out"
    inputs = put(
        raw, {"包.zip": zipped(files), "通知.txt": NOTICE, "空.zip": zipped({})}
    )
    tables = ran(raw, out).tables
    assert tables["runs"][0]["inputs_seen"] == len(inputs) == 5
    status = {row["path"]: row["status"] for row in tables["documents"]}
    assert status == {
        "包.zip/图.png": "quarantined",
        "包.zip/通知.txt": "ok",
        "包.zip/附.zip/又.txt": "ok",
        "空.zip": "quarantined",
        "通知.txt": "duplicate",
    }
    proof = verify(raw, out)
    assert (proof.documents, proof.failures) == (2, [])
    assert proof.cells > 10


SAMPLES = Path(__file__).parent.parent / "data" / "raw"


def test_samples_in_an_archive_give_the_tables_of_samples_in_a_folder(
    tmp_path: Path,
) -> None:
    samples = {
        path.name: path.read_bytes() for path in sorted(SAMPLES.glob("nhsa_form_[st]*"))
    }
    assert samples
    put(tmp_path / "packed", {"样本.zip": zipped(samples)})
    put(tmp_path / "plain", samples)
    packed, plain = (
        ran(tmp_path / name, tmp_path / f"{name}.out").tables
        for name in ("packed", "plain")
    )
    assert [row["path"] for row in packed["documents"]] == [
        f"样本.zip/{row['path']}" for row in plain["documents"]
    ]
    assert shared_cells(packed) == shared_cells(plain)
    proof = verify(tmp_path / "packed", tmp_path / "packed.out")
    assert (proof.documents, proof.failures) == (len(samples), [])


def shared_cells(tables: Rows) -> Rows:
    """The tables without what tells one run, or one folder, from another."""
    own = ("path", "seconds", "run_id")
    return {
        name: [{k: v for k, v in row.items() if k not in own} for row in rows]
        for name, rows in tables.items()
        if name != "runs"
    }


def test_a_changed_member_proves_nothing(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    put(raw, {"包.zip": zipped({"通知.txt": NOTICE})})
    ran(raw, out)
    put(raw, {"包.zip": zipped({"通知.txt": NOTICE + "。"})})
    assert verify(raw, out).failures == [
        "包.zip/通知.txt: the file has changed since it was read"
    ]


# --- a listing is part of no document: whatever it does, the run goes on


def test_an_archive_that_takes_too_long_to_list_is_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry, "MAX_SECONDS", -1.0)
    found = put(tmp_path, {"a.zip": zipped({"a.txt": "x"}), "b.txt": "x"})
    assert [(one.relative, one.unlisted) for one in found] == [
        ("a.zip", f"This archive takes longer than -1 s to list. {entry.ADVICE}"),
        ("b.txt", ""),
    ]


@pytest.mark.parametrize("error", [KeyError("odd"), MemoryError(), RecursionError()])
def test_an_archive_that_breaks_its_listing_is_one_file(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise error

    monkeypatch.setattr("extract.archives.zips.listed", breaks)
    found = put(tmp_path, {"a.zip": zipped({"a.txt": "x"}), "b.txt": "x"})
    assert [one.relative for one in found] == ["a.zip", "b.txt"]
    assert found[0].unlisted.startswith(
        f"This archive can not be listed: {type(error).__name__}: "
    )
