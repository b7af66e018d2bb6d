"""The parts of fetching alone: sources.toml, names, addresses, TLS, pauses, reports."""

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.fetch.addresses import is_public, resolve
from extract.fetch.answers import accepted
from extract.fetch.names import file_name
from extract.fetch.outcomes import Failed, Refused, TryAgain
from extract.fetch.pace import Pace
from extract.fetch.sources import BadSources, parse, read_plan
from extract.fetch.urls import Rules, joined
from extract.fetch.wire import Answer, Wire
from tests.fetching import AGENT, HOST, PDF, Reply, Site, wire

EXAMPLE = Path(__file__).resolve().parent.parent / "docs/sources.example.toml"
HEAD = f"user_agent = '{AGENT}'\n[sources.a]\nstart = ['https://{HOST}/']\nhosts = ['{HOST}']\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "s.toml: there is no source; write one below [sources.name]"),
        ("x = 1", "s.toml:1: there is no key x; write user_agent or sources"),
        ("a = ", "s.toml: Invalid value (at end of document)"),
        ("[sources.a]\n", "s.toml: user_agent is missing; say who fetches, and whom to ask"),
        ("user_agent = 'bot'\n[sources.a]", "s.toml:1: user_agent: 'bot' names no contact"),
        (f"user_agent = '{AGENT}'\n\n[sources.a]\nstart = ['https://{HOST}/']", "s.toml:3: sources.a has no hosts; it is required"),
        (HEAD + "delay = 0", "s.toml:5: sources.a.delay: 0 is no number of seconds from 1 to 600"),
        (HEAD + "delay = true", "s.toml:5: sources.a.delay: True is no number"),
        (HEAD + "max_bytes = '5 TB'", "s.toml:5: sources.a.max_bytes: '5 TB' is no size; write one as '50 MB'"),
        (HEAD + "max_documents = 0", "s.toml:5: sources.a.max_documents: 0 is no whole number above 0"),
        (HEAD + "types = ['exe']", "s.toml:5: sources.a.types: 'exe' is no type known here; there are html"),
        (HEAD + "types = 'pdf'", "s.toml:5: sources.a.types: 'pdf' is no list; write one in [ ]"),
        (HEAD + "ports = [70000]", "s.toml:5: sources.a.ports: 70000 is no port"),
        (HEAD + "folder = '../b'", "s.toml:5: sources.a.folder: '../b' is no folder below data/raw"),
        (HEAD + "folder = '.fetch'", "s.toml:5: sources.a.folder: '.fetch' is no folder below data/raw"),
        (HEAD + "documents = ['re:(']", "s.toml:5: sources.a.documents: 're:(' is no regular expression"),
        (HEAD + "[sources.b]\nhosts = ['*.gov.cn']\nstart = ['x']", "s.toml:6: sources.b.hosts: '*.gov.cn' is no host"),
        (HEAD + "[sources.b]\nhosts = ['x.cn']\nstart = ['https://y.cn/']", "s.toml:7: sources.b: https://y.cn/ is y.cn, which is not among the hosts"),
        (HEAD + "[sources.b]\nhosts = ['x.cn']\nstart = ['https://u:p@x.cn/']", "s.toml:7: sources.b: https://u:p@x.cn/ is an address with a user name"),
        (HEAD + "[sources.b]\nhosts = ['x.cn']\nstart = ['https://x.cn/']\nhost = ['x.cn']", "s.toml:8: sources.b has no key host; there are start"),
    ],
)  # fmt: skip
def test_a_bad_source_is_a_sentence(text: str, complaint: str) -> None:
    with pytest.raises(BadSources) as told:
        parse(text, "s.toml")
    assert str(told.value).startswith(complaint)


def test_the_example_of_the_documentation_is_sound() -> None:
    plan = read_plan(EXAMPLE)
    assert [source.name for source in plan.sources] == ["notices", "guide"]
    assert plan.sources[0].max_bytes == 30_000_000


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadSources, match="No such file"):
        read_plan(tmp_path / "sources.toml")
    (tmp_path / "sources.toml").write_bytes("user_agent = '国家药监局'".encode("gbk"))
    with pytest.raises(BadSources, match="save it as UTF-8"):
        read_plan(tmp_path / "sources.toml")


@given(st.text(max_size=300), st.sampled_from(["pdf", "html"]))
def test_names_are_safe_everywhere(step: str, kind: str) -> None:
    url = joined(f"https://{HOST}/", "x/" + step) or f"https://{HOST}/"
    name = file_name(url, kind)
    assert name == file_name(url, kind)
    assert len(name.encode()) <= 120
    assert name.endswith(f".{kind}")
    assert not set(name) & set('/\\:*?"<>|\0 \n') and name.isprintable()
    assert not name.startswith((".", "~", "-"))


def test_names_tell_addresses_apart() -> None:
    urls = [
        f"https://{HOST}/{path}"
        for path in ("A.pdf", "a.pdf", "x/a.pdf", "a.pdf?1", "CON")
    ]
    names = [file_name(url, "pdf").lower() for url in urls]
    assert len(set(names)) == len(urls)
    assert names[-1].startswith("con-")
    assert file_name(f"https://{HOST}/%B9%AB%B8%E6.pdf", "pdf").startswith("公告-")


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("b.html#x", "https://h.cn/a/b.html"),
        ("//H.CN:443/../b", "https://h.cn/b"),
        ("\\c\\d.pdf", "https://h.cn/c/d.pdf"),
        (" b\n.html ", "https://h.cn/a/b.html"),
        ("mailto:a@h.cn", ""),
        ("javascript:void(0)", ""),
        ("http://[x/", ""),
        ("https://药.cn/", "https://xn--ym1a.cn/"),
        ("b%20c?q=a%2Fb", "https://h.cn/a/b%20c?q=a%2Fb"),
    ],
)
def test_addresses_have_one_spelling(link: str, whole: str) -> None:
    assert joined("https://h.cn/a/index.html", link) == whole


@pytest.mark.parametrize(
    "url",
    [
        "https://h.cn:99999/",
        "https://h.cn:x/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://h.cn./",
        "https://h.cn@evil.cn/",
    ],
)
def test_odd_addresses_are_refused(url: str) -> None:
    assert Rules(frozenset({"h.cn"}), frozenset({80, 443})).refusal(url)


@given(
    st.ip_addresses(v=4, network="10.0.0.0/8")
    | st.ip_addresses(v=4, network="127.0.0.0/8")
    | st.ip_addresses(v=4, network="100.64.0.0/10")
    | st.ip_addresses(v=4, network="224.0.0.0/3")
)
def test_addresses_within_are_refused_however_they_are_written(address: object) -> None:
    assert not is_public(str(address))
    assert not is_public(f"::ffff:{address}")
    assert not is_public(f"64:ff9b::{address}")


def test_a_connection_is_made_to_the_address_that_was_looked_at() -> None:
    """A name that leads elsewhere the second time gains nothing: it is asked once."""
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    with Site().open() as site:
        site.pages["/a"] = Reply(200, {}, b"x")
        means = Wire(
            agent=AGENT,
            resolve=lambda host, port: answers.pop(0),
            permitted=lambda address: address == "127.0.0.1",
        )
        with means.get(site.url("/a"), {}) as answer:
            assert b"".join(answer.body) == b"x"
        assert site.headers["/a"][0]["host"] == f"{HOST}:{site.port}"
        assert len(answers) == 1


def test_this_machine_is_refused_unless_a_test_permits_it() -> None:
    with Site().open() as site:
        means = Wire(agent=AGENT, resolve=lambda host, port: ["127.0.0.1"])
        with (
            pytest.raises(Refused, match=r"127\.0\.0\.1"),
            means.get(site.url("/"), {}),
        ):
            pass
        assert site.asked == []


def test_one_inner_address_among_good_ones_is_enough_to_refuse() -> None:
    means = Wire(agent=AGENT, resolve=lambda host, port: ["93.184.216.34", "::1"])
    with pytest.raises(Refused, match="::1"), means.get("http://h.cn/", {}):
        pass


def test_a_name_without_an_address_may_have_one_later() -> None:
    with pytest.raises(TryAgain, match="leads to no address"):
        resolve("name.invalid", 80)


class Keys(NamedTuple):
    certificate: Path
    key: Path


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """A certificate of the host that nobody has signed."""
    if not (program := shutil.which("openssl")):
        pytest.skip("openssl makes the certificate of this test; install it")
    made = Keys(tmp_path / "cert.pem", tmp_path / "key.pem")
    subprocess.run(
        [program, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
         "-out", str(made.certificate), "-keyout", str(made.key)],
        check=True, capture_output=True,
    )  # fmt: skip
    return made


@pytest.fixture
def secret_site(keys: Keys) -> Iterator[tuple[Site, list[str]]]:
    site, names = Site(), list[str]()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(keys.certificate, keys.key)
    context.sni_callback = lambda connection, name, _: names.append(name)
    plain = site._server.socket
    site._server.socket = context.wrap_socket(plain, server_side=True)
    site._server.handle_error = lambda *_: None  # type: ignore[method-assign]
    site.pages["/a.pdf"] = Reply(200, {}, PDF)
    with site.open():
        yield site, names


def test_certificates_are_those_of_the_site(
    secret_site: tuple[Site, list[str]], keys: Keys
) -> None:
    site, names = secret_site
    url = f"https://{HOST}:{site.port}/a.pdf"
    with pytest.raises(Failed, match="can not be trusted") as told, wire().get(url, {}):
        pass
    assert not isinstance(told.value, TryAgain)
    trusting = wire(tls=ssl.create_default_context(cafile=str(keys.certificate)))
    with trusting.get(url, {}) as answer:
        assert b"".join(answer.body) == PDF
    with (
        pytest.raises(Failed, match="can not be trusted"),
        trusting.get(url.replace("www", "x"), {}),
    ):
        pass
    assert names[-2:] == [HOST, HOST.replace("www", "x")]
    assert site.asked == ["/a.pdf"]


def test_from_https_to_http_is_no_way() -> None:
    from extract.fetch.answers import redirected

    moved = Answer("https://h.cn/", 301, {"location": "http://h.cn/"}, iter(()))
    with pytest.raises(Refused, match="from https to plain http"):
        redirected(moved)
    assert redirected(moved._replace(url="http://h.cn/")) == "http://h.cn/"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_redirect_may_be_written_in_chinese(charset: str) -> None:
    from extract.fetch.answers import redirected

    location = "/国家公告.pdf".encode(charset).decode("latin-1")
    moved = Answer("https://h.cn/", 302, {"location": location}, iter(()))
    assert redirected(moved) == joined("https://h.cn/", "/国家公告.pdf")


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("90", 90.0), ("Thu, 01 Jan 2026 00:02:00 GMT", 120.0), ("soon", 0.0), ("-5", 0.0), ("Wed, 31 Dec 2025 00:00:00 GMT", 0.0)],
)  # fmt: skip
def test_retry_after_in_either_spelling(told: str, seconds: float) -> None:
    headers = {"retry-after": told, "date": "Thu, 01 Jan 2026 00:00:00 GMT"}
    with pytest.raises(TryAgain) as reason:
        accepted(Answer("https://h.cn/", 429, headers, iter(())))
    assert reason.value.after == seconds


def test_a_pause_begins_when_the_download_has_ended() -> None:
    now, slept = [0.0], list[float]()
    pace = Pace(lambda: now[0], slept.append)
    pace.wait("h.cn", 5.0)
    now[0] = 60.0
    pace.done("h.cn")
    now[0] = 61.0
    pace.wait("h.cn", 5.0)
    assert slept == [4.0]
