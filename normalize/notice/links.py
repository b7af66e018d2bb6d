"""Where a page keeps the files of its attachments (附件下载): the links on their names.

The name in the list is itself the link; or the page links the files below its text,
by name (附件1：示例指南.docx) or by label alone (附件2).  An address is made whole by
the page's own where the page states it, and stays as printed where not.

>>> from normalize.draft import Implied
>>> page = Text.raw("附件：1.示例指南 2.示例表 附件2.xlsx")
>>> links = [Link(page[5:9], "P020.docx"), Link(page[16:], "/f/2.xlsx")]
>>> cells = [{"title": page[5:9]},
...          {"title": page[12:15], "ordinal": Implied("2", "as printed", page[10:11])}]
>>> home = Text.raw("https://www.example.gov.cn/xxgk/t1.html")
>>> [each["url"].value for each in addressed(cells, links, home)]
['https://www.example.gov.cn/xxgk/P020.docx', 'https://www.example.gov.cn/f/2.xlsx']
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urljoin

from normalize.document import Link
from normalize.draft import Implied
from normalize.text import Text
from normalize.values.plain import squash

Cells = Mapping[str, Text | Implied]

BECAUSE = "the page links it here"
SHORTEST = 6  # letters of a name that a longer one may hold
_LABEL = re.compile(r"^附[件表录]?(\d{0,2})[:.,、_-]*")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|zip|rar|ofd|ceb|jpe?g|png|txt)$")


def addressed(
    entries: Sequence[Cells], links: Sequence[Link], home: Text | None
) -> list[Cells]:
    """Return the attachments with the address of each that the page links."""
    return [_addressed(entry, links, home) for entry in entries]


def _addressed(entry: Cells, links: Sequence[Link], home: Text | None) -> Cells:
    link = _link_of(entry, links)
    if link is None:
        return entry
    whole = _whole(link.address.strip(), home)
    return {**entry, "url": Implied(whole, BECAUSE, link.text)}


def _whole(address: str, home: Text | None) -> str:
    try:
        return urljoin(home.chars, address) if home is not None else address
    except ValueError:  # http://[示例]/ is no address that can be taken apart
        return address


def _link_of(entry: Cells, links: Sequence[Link]) -> Link | None:
    title, ordinal = entry.get("title"), entry.get("ordinal")
    if isinstance(title, Text):
        if found := next((link for link in links if _covers(link, title)), None):
            return found
        if found := next((link for link in links if _names(link, title)), None):
            return found
    number = str(ordinal.value) if isinstance(ordinal, Implied) else ""
    return next((link for link in links if number and _is_label(link, number)), None)


def _covers(link: Link, title: Text) -> bool:
    """Whether the words of a link are, or are part of, those of a title."""
    spans = [(span.start, span.end) for span in link.text.spans()]
    return any(
        start < own.end and own.start < end
        for own in title.spans()
        for start, end in spans
    )


def _names(link: Link, title: Text) -> bool:
    name, wanted = _bare(link.text), _bare(title)
    if not name or not wanted:
        return False
    return name == wanted or (len(wanted) >= SHORTEST and wanted in name)


def _is_label(link: Link, number: str) -> bool:
    found = _LABEL.match(_FILE.sub("", squash(link.text.chars)))
    return found is not None and found[1] == number and not _bare(link.text)


def _bare(words: Text) -> str:
    """A name without label, extension and blanks."""
    return _LABEL.sub("", _FILE.sub("", squash(words.chars)))
