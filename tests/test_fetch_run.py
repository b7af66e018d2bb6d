"""Runs against a site on this machine: what is asked, what is kept, what is told."""

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.fetch.part import Part
from extract.fetch.run import fetch
from extract.fetch.sources import BadSources
from extract.fetch.state import Busy, opened, provenance
from extract.inputs import find_inputs
from tests.fetching import (  # fmt: skip
    AGENT,
    FILES,
    HOST,
    PAGE,
    PDF,
    Clock,
    Reply,
    Site,
    files,
    links,
    plan,
    run,
    wire,
)

ROOT = Path(__file__).resolve().parent.parent
PDF_TYPE = {"Content-Type": "application/pdf"}
HTML_TYPE = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def site() -> Iterator[Site]:
    with Site().open() as opened_site:
        yield opened_site


def statuses(outcomes: dict) -> dict[str, str]:
    return {path: outcome.status for path, outcome in outcomes.items()}


def test_a_second_run_costs_a_304_for_each(site: Site, tmp_path: Path) -> None:
    tags = {"ETag": '"1"'}
    site.pages["/list"] = links("d/a.pdf")._replace(headers=HTML_TYPE | {"ETag": '"l"'})
    site.pages["/d/a.pdf"] = Reply(200, PDF_TYPE | tags, PDF)
    first = run(site, tmp_path)
    assert statuses(first) == {"/d/a.pdf": "new"}
    [path] = files(tmp_path)
    assert path == first["/d/a.pdf"].file and path.startswith("notices/a-")
    assert files(tmp_path)[path] == PDF
    before = (tmp_path / path).stat()
    assert statuses(run(site, tmp_path)) == {"/d/a.pdf": "unchanged"}
    assert (tmp_path / path).stat() == before
    assert site.documents() == ["/list", "/d/a.pdf"] * 2
    assert [h.get("if-none-match") for h in site.headers["/d/a.pdf"]] == [None, '"1"']
    assert site.headers["/list"][1]["if-none-match"] == '"l"'
    assert site.headers["/d/a.pdf"][0]["user-agent"] == AGENT
    assert site.headers["/d/a.pdf"][0]["accept-encoding"] == "identity"
    assert "cookie" not in site.headers["/d/a.pdf"][1]


def test_a_change_replaces_the_file_and_a_loss_does_not(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/list"] = links("d/a.pdf")
    site.pages["/d/a.pdf"] = Reply(200, PDF_TYPE, PDF)
    run(site, tmp_path)
    assert statuses(run(site, tmp_path)) == {"/d/a.pdf": "unchanged"}  # Same bytes.
    site.pages["/d/a.pdf"] = Reply(200, PDF_TYPE, PDF + b"2")
    assert statuses(run(site, tmp_path)) == {"/d/a.pdf": "changed"}
    assert list(files(tmp_path).values()) == [PDF + b"2"]
    site.pages["/d/a.pdf"] = Reply(404)
    gone = run(site, tmp_path)["/d/a.pdf"]
    assert (gone.status, gone.reason) == (
        "refused",
        "the server answered 404 Not Found",
    )
    site.pages["/d/a.pdf"] = Reply(200, HTML_TYPE, PAGE.encode())
    assert run(site, tmp_path)["/d/a.pdf"].status == "refused"
    assert list(files(tmp_path).values()) == [PDF + b"2"]


def test_a_file_that_was_deleted_is_fetched_again(site: Site, tmp_path: Path) -> None:
    site.pages["/list"] = links("d/a.pdf")
    site.pages["/d/a.pdf"] = Reply(200, PDF_TYPE | {"ETag": '"1"'}, PDF)
    outcome = run(site, tmp_path)["/d/a.pdf"]
    (tmp_path / outcome.file).unlink()
    assert statuses(run(site, tmp_path)) == {"/d/a.pdf": "new"}
    assert files(tmp_path) == {outcome.file: PDF}


def test_a_moved_folder_takes_its_files_along(site: Site, tmp_path: Path) -> None:
    site.pages["/list"] = links("d/a.pdf")
    site.pages["/d/a.pdf"] = Reply(200, PDF_TYPE | {"ETag": '"1"'}, PDF)
    first = run(site, tmp_path)["/d/a.pdf"].file
    site.pages["/d/a.pdf"] = Reply(200, PDF_TYPE, PAGE.encode())
    run(site, tmp_path, folder="other/place")
    assert files(tmp_path) == {first: PDF}
    site.pages["/d/a.pdf"] = Reply(200, PDF_TYPE | {"ETag": '"1"'}, PDF)
    second = run(site, tmp_path, folder="other/place")["/d/a.pdf"].file
    assert files(tmp_path) == {second: PDF}
    assert second == first.replace("notices/", "other/place/")


def test_two_levels_of_links_base_and_gbk(site: Site, tmp_path: Path) -> None:
    base = f'<base href="{site.url("/d/2025/")}"><meta charset="gbk">'
    page = "说明 书.html?名=药"
    site.pages["/list"] = links(
        page, f"{page}#2", "./x/../b.html", "/other.html", charset="gbk", head=base
    )
    one = "/d/2025/%E8%AF%B4%E6%98%8E%20%E4%B9%A6.html?%C3%FB=%D2%A9"
    body = PAGE + '<a href="../../att/t.pdf">附件</a><a href="/d/z.html">无关</a>'
    site.pages[one] = Reply(200, {"Content-Type": "text/html"}, body.encode("gbk"))
    site.pages["/d/2025/b.html"] = Reply(
        200, HTML_TYPE | {"ETag": '"b"'}, body.encode()
    )
    site.pages["/att/t.pdf"] = Reply(200, PDF_TYPE, PDF)
    outcomes = run(site, tmp_path, attachments=["*/att/*.pdf"])
    assert statuses(outcomes) == {
        one: "new",
        "/d/2025/b.html": "new",
        "/att/t.pdf": "new",
    }
    assert site.documents() == ["/list", one, "/d/2025/b.html", "/att/t.pdf"]
    again = run(site, tmp_path, attachments=["*/att/*.pdf"])
    assert statuses(again) == dict.fromkeys(outcomes, "unchanged")


def test_start_pages_are_documents_where_no_links_are_followed(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/list"] = Reply(200, HTML_TYPE, PAGE.encode())
    assert statuses(run(site, tmp_path, documents=None)) == {"/list": "new"}
    assert list(files(tmp_path).values()) == [PAGE.encode()]


def test_robots_are_obeyed(site: Site, tmp_path: Path) -> None:
    rules = b"User-agent: *\nDisallow: /d/secret\nCrawl-delay: 7\n"
    site.pages["/robots.txt"] = Reply(200, {}, rules)
    site.pages["/list"] = links("d/secret.pdf", "d/a.pdf", "d/b.pdf")
    for name in "ab":
        site.pages[f"/d/{name}.pdf"] = Reply(200, PDF_TYPE, PDF)
    clock = Clock()
    outcomes = run(site, tmp_path, clock)
    assert (
        outcomes["/d/secret.pdf"].reason
        == "robots.txt asks programs to stay away from it"
    )
    assert site.asked == ["/robots.txt", "/list", "/d/a.pdf", "/d/b.pdf"]
    assert clock.slept == [7.0, 7.0, 7.0]


@pytest.mark.parametrize(
    ("status", "asked"),
    [(404, True), (410, True), (503, False), (401, False), (403, False), (429, False)],
)
def test_a_robots_file_that_can_not_be_read(
    site: Site, tmp_path: Path, status: int, asked: bool
) -> None:
    site.pages["/robots.txt"] = Reply(status)
    site.pages["/list"] = links()
    outcomes = run(site, tmp_path)
    assert bool(site.documents()) == asked
    if not asked:
        assert outcomes["/list"].status == "failed"
        assert "robots.txt can not be read" in outcomes["/list"].reason
        assert str(status) in outcomes["/list"].reason


def test_redirects_stay_among_the_hosts(site: Site, tmp_path: Path) -> None:
    site.pages["/list"] = links("d/in.pdf", "d/out.pdf", "d/loop", "d/file", "d/user")
    site.pages["/d/in.pdf"] = Reply(302, {"Location": site.url("/new/a.pdf", FILES)})
    site.pages["/d/out.pdf"] = Reply(
        302, {"Location": site.url("/a.pdf", "evil.example")}
    )
    site.pages["/d/loop"] = Reply(302, {"Location": "/d/loop"})
    site.pages["/d/file"] = Reply(302, {"Location": "file:///etc/passwd"})
    site.pages["/d/user"] = Reply(302, {"Location": f"http://u:p@{HOST}:{site.port}/x"})
    site.pages["/new/a.pdf"] = Reply(200, PDF_TYPE | {"ETag": '"1"'}, PDF)
    found = run(site, tmp_path)
    assert found["/d/in.pdf"].status == "new"
    assert (
        found["/d/out.pdf"].reason
        == "it leads to evil.example, which is not among the hosts of the source"
    )
    assert found["/d/loop"].reason == "more than 5 redirects"
    assert found["/d/file"].status == "failed"
    assert (
        found["/d/user"].reason
        == "it leads to an address with a user name or password in it"
    )
    assert site.asked.count("/robots.txt") == 2  # One for each of two hosts.
    assert statuses(run(site, tmp_path))["/d/in.pdf"] == "unchanged"
    assert "if-none-match" not in site.headers["/d/in.pdf"][1]
    assert site.headers["/new/a.pdf"][1]["if-none-match"] == '"1"'


def test_a_redirect_to_a_private_address_is_refused(site: Site, tmp_path: Path) -> None:
    site.pages["/list"] = links("d/a.pdf")
    site.pages["/d/a.pdf"] = Reply(302, {"Location": site.url("/a.pdf", FILES)})
    means = wire({FILES: "169.254.169.254"})
    found = run(site, tmp_path, means=means)["/d/a.pdf"]
    assert found.status == "refused"
    assert "169.254.169.254, which is not of the public internet" in found.reason


def test_links_to_other_hosts_and_types_are_refused_unasked(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/list"] = links(site.url("/d/x.pdf", "other.example"), "d/a.zip")
    found = run(site, tmp_path)
    assert (
        found["/d/x.pdf"].reason
        == "it leads to other.example, which is not among the hosts of the source"
    )
    assert (
        found["/d/a.zip"].reason
        == "it is zip, which is not among the types of the source"
    )
    assert site.documents() == ["/list"]


def test_pauses_between_requests_are_fixed(site: Site, tmp_path: Path) -> None:
    site.pages["/list"] = links("d/a.pdf", site.url("/d/b.pdf", FILES))
    for name in "ab":
        site.pages[f"/d/{name}.pdf"] = Reply(200, PDF_TYPE, PDF)
    clock = Clock()
    run(site, tmp_path, clock)
    # robots, list, a of one host; robots and b of the other.
    assert clock.slept == [2.0, 2.0, 2.0]


def test_retry_after_is_obeyed(site: Site, tmp_path: Path) -> None:
    replies = iter(
        [Reply(503, {"Retry-After": "120"}), Reply(429, {}), Reply(200, PDF_TYPE, PDF)]
    )
    site.pages["/list"] = links("d/a.pdf")

    def busy(handler) -> None:
        from tests.fetching import answer

        answer(handler, next(replies))

    site.pages["/d/a.pdf"] = busy
    clock = Clock()
    assert statuses(run(site, tmp_path, clock)) == {"/d/a.pdf": "new"}
    assert clock.slept == [2.0, 2.0, 120.0, 60.0]


def test_who_wants_a_long_pause_is_left_for_the_next_run(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/list"] = links("d/a.pdf", "d/b.pdf")
    site.pages["/d/a.pdf"] = Reply(503, {"Retry-After": "86400"})
    found = run(site, tmp_path)
    assert found["/d/a.pdf"].reason == f"{HOST} wants a pause of 86400 seconds"
    assert found["/d/b.pdf"].status == "failed"
    assert site.documents() == ["/list", "/d/a.pdf"]


def test_a_host_that_fails_again_and_again_is_left_alone(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/list"] = links(*(f"d/{n}.pdf" for n in range(5)))
    for n in range(5):
        site.pages[f"/d/{n}.pdf"] = Reply(500)
    found = run(site, tmp_path)
    assert set(statuses(found).values()) == {"failed"}
    assert len(site.documents()) == 1 + 3 * 3
    assert (
        found["/d/4.pdf"].reason == f"{HOST} failed 3 times in a row and is left alone"
    )


def test_a_limit_on_documents_gets_on_from_run_to_run(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/list"] = links(*(f"d/{name}.pdf" for name in "abc"))
    for name in "abc":
        site.pages[f"/d/{name}.pdf"] = Reply(200, PDF_TYPE, PDF + name.encode())
    assert statuses(run(site, tmp_path, max_documents=2)) == {
        "/d/a.pdf": "new", "/d/b.pdf": "new", "/d/c.pdf": "left",
    }  # fmt: skip
    assert statuses(run(site, tmp_path, max_documents=1))["/d/c.pdf"] == "new"


def test_where_files_are_from_is_known(site: Site, tmp_path: Path) -> None:
    site.pages["/list"] = links("d/a.pdf")
    site.pages["/d/a.pdf"] = Reply(200, PDF_TYPE | {"ETag": 'W/"1"'}, PDF)
    path = run(site, tmp_path)["/d/a.pdf"].file
    known = provenance(tmp_path)
    assert list(known) == [path]
    assert (known[path].url, known[path].etag) == (site.url("/d/a.pdf"), 'W/"1"')
    assert known[path].fetched_at.endswith("+00:00") and known[path].bytes == len(PDF)
    assert [one.relative for one in find_inputs(tmp_path)] == [path]
    assert provenance(tmp_path / "nowhere") == {}


def test_a_kill_before_the_row_is_written_costs_one_download(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/list"] = links("d/a.pdf")
    site.pages["/d/a.pdf"] = Reply(200, PDF_TYPE | {"ETag": '"1"'}, PDF)
    run(site, tmp_path)
    with sqlite3.connect(tmp_path / ".fetch/state.sqlite") as database:
        database.execute("delete from fetched")
    database.close()
    assert statuses(run(site, tmp_path)) == {"/d/a.pdf": "new"}
    assert list(files(tmp_path).values()) == [PDF]


def test_one_run_at_a_time(site: Site, tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(Busy, match="Another run is fetching"):
        run(site, tmp_path)


def test_a_folder_that_leads_out_is_refused(site: Site, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "notices").symlink_to(tmp_path)
    with pytest.raises(BadSources, match="leads out of"):
        list(fetch(plan(site), raw, wire(), Clock().pace()))
    assert site.asked == []


def test_a_list_that_is_lost_is_a_failure(site: Site, tmp_path: Path) -> None:
    found = run(site, tmp_path)["/list"]
    assert found.status == "failed"
    assert found.reason == "its list can not be read: the server answered 404 Not Found"


KILLED = """
import sys
from pathlib import Path
from tests.fetching import Clock, plan, wire
from extract.fetch.run import fetch

class There:
    port = int(sys.argv[1])
    def url(self, path):
        return f"http://www.example.gov.cn:{self.port}{path}"

list(fetch(plan(There()), Path(sys.argv[2]), wire(), Clock().pace()))
"""


def test_kill_nine_leaves_nothing_half_written(site: Site, tmp_path: Path) -> None:
    half = threading.Event()

    def hanging(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in {"ETag": '"1"', "Content-Length": str(len(PDF))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(PDF[:6_000])
        half.set()
        time.sleep(1)

    site.pages["/list"] = links("d/a.pdf")
    site.pages["/d/a.pdf"] = hanging
    program = [sys.executable, "-c", KILLED, str(site.port), str(tmp_path)]
    child = subprocess.Popen(program, cwd=ROOT)
    try:
        assert half.wait(30)
        for _ in range(100):
            sizes = [one.stat().st_size for one in tmp_path.rglob("*.part")]
            if any(sizes):
                break
            time.sleep(0.02)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert files(tmp_path) == {}
    site.pages["/d/a.pdf"] = Reply(200, PDF_TYPE | {"ETag": '"1"'}, PDF)
    assert statuses(run(site, tmp_path)) == {"/d/a.pdf": "new"}
    assert list(files(tmp_path).values()) == [PDF]


def test_the_command_tells_and_exits(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, raw = tmp_path / "sources.toml", tmp_path / "raw"
    file.write_text(f"user_agent = '{AGENT}'\n[sources.a]\nstart = ['{site.url('/list')}']\n"
                    f"hosts = ['{HOST}']\nports = [{site.port}]\ndelay = 1\ndocuments = ['*/d/*']")  # fmt: skip
    monkeypatch.setattr("extract.fetch.run.Wire", lambda agent: wire())
    monkeypatch.setattr("extract.fetch.run.Pace", Clock().pace)
    call = partial(CliRunner().invoke, app, ["fetch", str(file), "--raw", str(raw)])
    site.pages["/list"] = links("d/a.pdf")
    site.pages["/d/a.pdf"] = Reply(200, PDF_TYPE, PDF)
    done = call()
    assert (done.exit_code, done.output) == (
        0, "a: 1 new, 0 unchanged, 0 changed, 0 refused, 0 failed, 0 left for the next run\n",
    )  # fmt: skip
    site.pages["/d/a.pdf"] = Reply(403)
    done = call()
    assert done.exit_code == 1
    assert (
        f"failed: the server answered 403 Forbidden: 1, as {site.url('/d/a.pdf')}"
        in done.output
    )
    with opened(raw):
        assert call().exit_code == 4
    file.write_text("x = 1")
    done = call()
    assert (done.exit_code, "sources.toml:1: there is no key x" in done.output) == (
        2,
        True,
    )
    monkeypatch.setattr("extract.fetch.find_spec", lambda name: None)
    done = call()
    assert done.exit_code == 2
    assert "pip install 'pharmatables[fetch]'" in done.output


# --- what is left over


def started(raw: Path, *urls: str) -> list[Path]:
    """Bodies that are not whole."""
    parts = [Part.of(raw / ".fetch" / "parts", url) for url in urls]
    for part in parts:
        part.path.write_bytes(b"%PDF")
        part.note.write_text("{}")
    return [path for part in parts for path in part]


def test_a_part_stays_while_its_address_is_linked(site: Site, tmp_path: Path) -> None:
    """Also of a document that is left for another night."""
    site.pages["/list"] = links("d/a.pdf", "d/b.pdf")
    for path in ("/d/a.pdf", "/d/b.pdf"):
        site.pages[path] = Reply(200, PDF_TYPE, PDF)
    gone = started(tmp_path, site.url("/d/gone.pdf"))
    left = started(tmp_path, site.url("/d/a.pdf"), site.url("/d/b.pdf"))
    run(site, tmp_path, max_documents=1)
    assert not any(path.exists() for path in gone)
    assert [path.exists() for path in left] == [False, False, True, True]


def test_no_part_goes_while_a_list_can_not_be_read(site: Site, tmp_path: Path) -> None:
    site.pages["/list"] = Reply(404, {}, b"")
    parts = started(tmp_path, site.url("/d/a.pdf"))
    run(site, tmp_path)
    assert all(path.exists() for path in parts)


def test_a_full_disk_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("extract.fetch.run.fetch", full)
    file, raw = tmp_path / "sources.toml", tmp_path / "raw"
    file.write_text(f"user_agent = '{AGENT}'\n[sources.a]\nhosts = ['{HOST}']\n"
                    f"start = ['https://{HOST}/']")  # fmt: skip
    done = CliRunner().invoke(app, ["fetch", str(file), "--raw", str(raw)])
    assert (done.exit_code, done.stderr) == (
        2, f"{raw} can not be used: database or disk is full.\n",
    )  # fmt: skip
