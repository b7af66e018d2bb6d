"""robots.txt (爬虫协议): what a site asks of programs, and it is done.

As RFC 9309 has it, and a little more careful: a site without the file (404, 410) asks
for nothing; one that can not say at the moment (5xx, no answer, 429), or says it to
nobody (401, 403), is left alone.

>>> wishes = parsed(200, b"User-agent: *\\nDisallow: /inner/\\nCrawl-delay: 5")
>>> agent = "example-bot/1.0 (mailto:data@example.org)"
>>> wishes.refusal("https://www.example.gov.cn/inner/a.pdf", agent)
'robots.txt asks programs to stay away from it'
>>> wishes.refusal("https://www.example.gov.cn/a.pdf", agent), wishes.delay(agent)
('', 5.0)
>>> parsed(404, b"").refusal("https://www.example.gov.cn/a.pdf", agent)
''
>>> parsed(503, b"").refusal("https://www.example.gov.cn/a.pdf", agent)
'robots.txt can not be read (503), so nobody knows what may be asked'
"""

from typing import NamedTuple

from protego import Protego

MOST = 512_000  # bytes that are read of it
SECRET = (401, 403, 429)


class Wishes(NamedTuple):
    """What one site asks of programs; `unknown` says why that is not known."""

    file: Protego
    unknown: str = ""

    def refusal(self, url: str, agent: str) -> str:
        """Say why an address may not be asked; empty if it may."""
        if self.unknown:
            return self.unknown
        if self.file.can_fetch(url, token(agent)):
            return ""
        return "robots.txt asks programs to stay away from it"

    def delay(self, agent: str) -> float:
        """Return the seconds that are to pass between two requests; 0 if not said."""
        name = token(agent)
        rate = self.file.request_rate(name)
        pause = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(self.file.crawl_delay(name) or 0.0, pause)


def parsed(status: int, body: bytes) -> Wishes:
    """Return the wishes that an answer to /robots.txt states."""
    if status == 200:
        return Wishes(Protego.parse(body[:MOST].decode("utf-8-sig", "replace")))
    if 400 <= status < 500 and status not in SECRET:
        return Wishes(Protego.parse(""))
    return unknown(str(status))


def unknown(why: str) -> Wishes:
    """Return the wishes of a site that does not tell them."""
    reason = f"robots.txt can not be read ({why}), so nobody knows what may be asked"
    return Wishes(Protego.parse(""), reason)


def token(agent: str) -> str:
    """Return the name by which robots.txt addresses a program.

    >>> token("example-bot/1.0 (mailto:data@example.org)")
    'example-bot'
    """
    return agent.split("/")[0].split()[0]
