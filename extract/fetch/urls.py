"""Web addresses (网址): one spelling for each, and which of them may be asked.

>>> joined("https://www.example.gov.cn/tzgg/index.html", " ../art/说明 书.pdf#p=2 ")
'https://www.example.gov.cn/art/%E8%AF%B4%E6%98%8E%20%E4%B9%A6.pdf'
>>> joined("http://www.example.gov.cn:80/a/", "b.do;jsessionid=7A.n1?name=药", "gbk")
'http://www.example.gov.cn/a/b.do?name=%D2%A9'
>>> rules = Rules(frozenset({"www.example.gov.cn"}), frozenset({80, 443}))
>>> rules.refusal("https://www.example.gov.cn/a.pdf")
''
>>> rules.refusal("https://user:word@www.example.gov.cn/a.pdf")
'an address with a user name or password in it'
>>> rules.refusal("ftp://www.example.gov.cn/a.pdf")
'an address that is neither http nor https'
>>> rules.refusal("http://www.example.gov.cn:8080/a.pdf")
'port 8080, which is not among the ports of the source'
>>> rules.refusal("http://www.example.gov.cn.evil.example/")
'www.example.gov.cn.evil.example, which is not among the hosts of the source'
"""

import re
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

PORTS = {"http": 80, "https": 443}
KEPT = "%/:;=@!$&'()*+,~[]|"
# A number that a server puts into every link anew, for visitors without cookies.
SESSION = re.compile(r";jsessionid=[^/?;]*", re.IGNORECASE)
BLANKS = re.compile(r"[\t\r\n]")
LONGEST = 2_000


class Rules(NamedTuple):
    """The hosts and ports of a source: nothing else is ever asked."""

    hosts: frozenset[str]
    ports: frozenset[int]

    def refusal(self, url: str) -> str:
        """Say why an address may not be asked; empty if it may."""
        try:
            parts = urlsplit(url)
            port = port_of(parts)
        except ValueError:
            return "an address that can not be read"
        if parts.scheme not in PORTS:
            return "an address that is neither http nor https"
        if "@" in parts.netloc:
            return "an address with a user name or password in it"
        if (parts.hostname or "") not in self.hosts:
            return f"{parts.hostname}, which is not among the hosts of the source"
        if port not in self.ports:
            return f"port {port}, which is not among the ports of the source"
        return "" if len(url) <= LONGEST else "an address that is far too long"


def joined(base: str, link: str, encoding: str = "utf-8") -> str:
    """Return the address a link of a page leads to; empty where it leads to none.

    Characters of a query are written in the `encoding` of the page, those of a path in
    UTF-8, as browsers do.
    """
    try:
        plain, mark, query = BLANKS.sub("", link.strip()).partition("?")
        whole = urlsplit(urljoin(base, plain.replace("\\", "/") + mark + query))
        return urlunsplit(_spelled(whole, encoding)) if whole.hostname else ""
    except (ValueError, UnicodeError):
        return ""


def port_of(parts: SplitResult) -> int | None:
    """Return the port of an address, told or implied; ValueError for an odd one."""
    return parts.port or PORTS.get(parts.scheme)


def origin(url: str) -> str:
    """Return scheme, host and port of an address, as robots.txt is kept by them.

    >>> origin("https://www.example.gov.cn/a/b.html?c")
    'https://www.example.gov.cn'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(url: str) -> str:
    """Return the host of an address."""
    return urlsplit(url).hostname or ""


def _spelled(parts: SplitResult, encoding: str) -> tuple[str, str, str, str, str]:
    path = _undotted(SESSION.sub("", parts.path)) or "/"
    query = quote(parts.query, safe=KEPT + "?", encoding=encoding, errors="replace")
    return parts.scheme, _place(parts), quote(path, safe=KEPT), query, ""


def _undotted(path: str) -> str:
    """Leave out `.` and `..`, as browsers do before they ask."""
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del steps[max(1, len(steps) - 1) :]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _place(parts: SplitResult) -> str:
    host = (parts.hostname or "").encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    own = parts.port in (None, PORTS.get(parts.scheme))
    who, at, _ = parts.netloc.rpartition("@")
    return f"{who}{at}{host}" + ("" if own else f":{parts.port}")
