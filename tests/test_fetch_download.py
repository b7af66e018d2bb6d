"""Bodies that lie, have no end, or break off: what is kept of them, and what is told."""

import gzip
import io
import time
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.fetching import (
    PAGE,
    PDF,
    Clock,
    Reply,
    Site,
    answer,
    files,
    links,
    run,
    wire,
)

PDF_TYPE = {"Content-Type": "application/pdf"}
HTML_TYPE = {"Content-Type": "text/html"}
LOGIN = b"<html><form>\xe7\x94\xa8\xe6\x88\xb7\xe7\x99\xbb\xe5\xbd\x95<input type=password></form></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site().open() as opened:
        opened.pages["/list"] = links("d/a.pdf")
        yield opened


def packed(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("path", "reply", "reason"),
    [
        ("d/a.pdf", Reply(200, PDF_TYPE, PAGE.encode()), "it is an HTML page where pdf was promised"),
        ("d/a.pdf", Reply(200, HTML_TYPE, PAGE.encode()), "it is an HTML page where pdf was promised"),
        ("d/a.do", Reply(200, {"Content-Disposition": "attachment; filename=a.docx"}, PAGE.encode()), "it is an HTML page where docx was promised"),
        ("d/a", Reply(200, {"Content-Type": "video/mp4"}, b"x"), "its type is video/mp4"),
        ("d/a", Reply(200, {"Content-Type": "image/png"}, b"x"), "its type is image/png"),
        ("d/a.pdf", Reply(200, PDF_TYPE, b""), "it is empty"),
        ("d/a", Reply(200, {}, b"MZ\x90\x00\x03" * 99), "it is data of a kind that is not known here"),
        ("d/a", Reply(200, {}, packed("a.txt")), "it is zip, which is not among the types of the source"),
        ("d/a.docx", Reply(200, {}, b"PK\x03\x04cut"), "it is a damaged zip or office file"),
        ("d/a", Reply(200, HTML_TYPE, LOGIN), "it is a page that asks to log in"),
        ("d/a", Reply(200, {"Content-Encoding": "br"}, b"x"), "its body is compressed as br, which was not asked for"),
        ("d/a.pdf", Reply(200, PDF_TYPE | {"Content-Length": "999999999"}, b"%PDF-1.7"), "it is larger than 20,000 bytes"),
        ("d/a.pdf", Reply(200, PDF_TYPE, PDF * 3), "it is larger than 20,000 bytes"),
        ("d/a.pdf", Reply(200, PDF_TYPE | {"Content-Encoding": "gzip"}, gzip.compress(bytes(10**7))), "it is larger than 20,000 bytes"),
        ("d/a.pdf", Reply(410), "the server answered 410 Gone"),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_refused_with_a_reason(
    site: Site, tmp_path: Path, path: str, reply: Reply, reason: str
) -> None:
    site.pages["/list"] = links(path)
    site.pages[f"/{path}"] = reply
    found = run(site, tmp_path, max_bytes=20_000)[f"/{path}"]
    assert (found.status, found.reason) == ("refused", reason)
    assert files(tmp_path) == {}
    assert list((tmp_path / ".fetch/parts").iterdir()) == []
    assert site.documents() == ["/list", f"/{path}"]  # Once: to try again is no use.


def test_a_refusal_is_remembered_until_the_rules_change(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/d/a.pdf"] = Reply(200, PDF_TYPE | {"ETag": '"1"'}, PDF)
    assert run(site, tmp_path, max_bytes=100)["/d/a.pdf"].status == "refused"
    found = run(site, tmp_path, max_bytes=100)["/d/a.pdf"]
    assert (found.status, found.reason) == ("refused", "it is larger than 100 bytes")
    assert site.headers["/d/a.pdf"][1]["if-none-match"] == '"1"'
    assert run(site, tmp_path)["/d/a.pdf"].status == "new"


def test_files_are_called_what_they_are(site: Site, tmp_path: Path) -> None:
    site.pages["/list"] = links("d/a.doc", "d/b.jsp?id=1", "d/c", "d/e.pdf", "d/f")
    site.pages["/d/a.doc"] = Reply(200, {}, packed("word/document.xml"))
    site.pages["/d/b.jsp?id=1"] = Reply(
        200, {"Content-Type": "application/octet-stream"}, PDF
    )
    site.pages["/d/c"] = Reply(200, HTML_TYPE, "没有标签的公告。".encode("gbk"))
    packed_pdf = gzip.compress(PDF)
    site.pages["/d/e.pdf"] = Reply(
        200, PDF_TYPE | {"Content-Encoding": "gzip"}, packed_pdf
    )
    site.pages["/d/f"] = Reply(200, {}, packed("xl/workbook.xml"))
    found = run(site, tmp_path, types=["docx", "pdf", "html", "xlsx", "doc"])
    endings = {path: outcome.file.rpartition(".")[2] for path, outcome in found.items()}
    assert endings == {
        "/d/a.doc": "docx", "/d/b.jsp?id=1": "pdf", "/d/c": "html", "/d/e.pdf": "pdf",
        "/d/f": "xlsx",
    }  # fmt: skip
    assert files(tmp_path)[found["/d/e.pdf"].file] == PDF


def chunked(handler: BaseHTTPRequestHandler, chunk: bytes, pause: float = 0.0) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    while True:
        handler.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
        time.sleep(pause)


def test_a_body_without_end_is_refused(site: Site, tmp_path: Path) -> None:
    site.pages["/d/a.pdf"] = lambda handler: chunked(handler, b"%PDF-1.7" * 99)
    found = run(site, tmp_path, max_bytes=50_000)["/d/a.pdf"]
    assert (found.status, found.reason) == ("refused", "it is larger than 50,000 bytes")
    assert files(tmp_path) == {}


@pytest.mark.parametrize("limits", [{"patience": 0.3}, {"silence": 0.2}])
def test_slow_bodies_are_given_up(site: Site, tmp_path: Path, limits: dict) -> None:
    pause = 0.02 if "patience" in limits else 1.0
    site.pages["/d/a.pdf"] = lambda handler: chunked(handler, b"%PDF-1.7", pause)
    clock = Clock()
    found = run(site, tmp_path, clock, wire(**limits))["/d/a.pdf"]
    assert (found.status, found.reason) == ("failed", "the server took too long")
    assert clock.slept == [2.0, 2.0, 10.0, 60.0]
    assert files(tmp_path) == {}


def test_slow_headers_are_given_up(site: Site, tmp_path: Path) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.02)

    site.pages["/d/a.pdf"] = drip
    found = run(site, tmp_path, means=wire(patience=0.3))["/d/a.pdf"]
    assert (found.status, found.reason) == ("failed", "the server took too long")


def breaking(reply: Reply, size: int) -> Callable[[BaseHTTPRequestHandler], None]:
    """A server that hangs up after some bytes, once."""
    calls: list[int] = []

    def page(handler: BaseHTTPRequestHandler) -> None:
        calls.append(1)
        if len(calls) > 1:
            return answer(handler, reply)
        told = dict(reply.headers) | {"Content-Length": str(len(reply.body))}
        return answer(handler, Reply(200, told, reply.body[:size]))

    return page


def test_a_body_that_breaks_off_is_gone_on_with(site: Site, tmp_path: Path) -> None:
    reply = Reply(200, PDF_TYPE | {"ETag": '"1"'}, PDF)
    site.pages["/d/a.pdf"] = breaking(reply, 5_000)
    assert run(site, tmp_path)["/d/a.pdf"].status == "new"
    assert list(files(tmp_path).values()) == [PDF]
    assert site.headers["/d/a.pdf"][1]["range"] == "bytes=5000-"
    assert site.headers["/d/a.pdf"][1]["if-range"] == '"1"'


def test_a_body_without_etag_or_date_is_read_anew(site: Site, tmp_path: Path) -> None:
    site.pages["/d/a.pdf"] = breaking(Reply(200, PDF_TYPE, PDF), 5_000)
    assert run(site, tmp_path)["/d/a.pdf"].status == "new"
    assert list(files(tmp_path).values()) == [PDF]
    assert "range" not in site.headers["/d/a.pdf"][1]


def test_a_killed_run_is_gone_on_with_by_the_next(site: Site, tmp_path: Path) -> None:
    class Killed(BaseException):
        pass

    def killing(seconds: float) -> None:
        if seconds == 10.0:  # the pause behind the body that broke off
            raise Killed

    clock = Clock()
    clock.sleep = killing  # type: ignore[method-assign]
    site.pages["/d/a.pdf"] = breaking(
        Reply(200, PDF_TYPE | {"ETag": '"1"'}, PDF), 5_000
    )
    with pytest.raises(Killed):
        run(site, tmp_path, clock)
    assert files(tmp_path) == {}
    assert run(site, tmp_path)["/d/a.pdf"].status == "new"
    assert list(files(tmp_path).values()) == [PDF]
    assert site.headers["/d/a.pdf"][1]["range"] == "bytes=5000-"


def test_a_part_of_a_document_that_has_changed_is_read_anew(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/d/a.pdf"] = lambda handler: answer(
        handler, Reply(200, {"ETag": '"1"', "Content-Length": "20000"}, PDF)
    )
    assert run(site, tmp_path)["/d/a.pdf"].status == "failed"
    assert [part.stat().st_size for part in (tmp_path / ".fetch/parts").glob("*.part")]
    site.pages["/d/a.pdf"] = Reply(200, PDF_TYPE | {"ETag": '"2"'}, PDF + b"2")
    assert run(site, tmp_path)["/d/a.pdf"].status == "new"
    assert list(files(tmp_path).values()) == [PDF + b"2"]


def test_a_wrong_part_is_not_joined(site: Site, tmp_path: Path) -> None:
    reply = Reply(200, PDF_TYPE | {"ETag": '"1"'}, PDF)
    replies = iter([
        Reply(200, dict(reply.headers) | {"Content-Length": str(len(PDF))}, PDF[:4_000]),
        Reply(206, {"Content-Range": f"bytes 0-9/{len(PDF)}"}, PDF[:10]),
        reply,
    ])  # fmt: skip
    site.pages["/d/a.pdf"] = lambda handler: answer(handler, next(replies))
    assert run(site, tmp_path)["/d/a.pdf"].status == "new"
    assert list(files(tmp_path).values()) == [PDF]
