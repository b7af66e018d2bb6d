"""HTML (网页): a saved page, as a browser shows it, without what surrounds its content.

>>> page = "<title>公告</title><h1>公告</h1><p>甲&nbsp;乙</p><p hidden>丙"
>>> document = read(page, "a.htm")
>>> document.blocks
(Heading(text=Text('公告'), level=1), Paragraph(text=Text('甲\\xa0乙')))
>>> document.meta
(Meta(name='title', text=Text('公告')),)
"""

import re

from extract.readers.html.frames import framed
from extract.readers.html.margins import IMPRINT, is_link
from extract.readers.html.meta import metas, shown_metas
from extract.readers.html.page import Page
from extract.readers.unreadable import Unreadable
from extract.readers.visible import visible
from normalize.document import Document

FEW = 200  # Characters; a page with a password and fewer words is a login form.
FRAME_LINES, FRAME_WORDS = 8, 120  # That may stand around a frame with the article.
MENU = 40  # Characters of the longest line of links that is one.
SAYS = re.compile(r"[。！？；，]|\d{4}.\d\d?.\d\d?|附件")
MOST_FRAMES = 5  # That are named.
CHALLENGES = ("captcha", "verif", "vcode", "yzm", "checkcode")


def read(raw: str, name: str) -> Document:
    """Return the document of a decoded page; Unreadable: "empty" or "login_page"."""
    page = Page.of(raw, 0, len(raw), fragment=False)
    _reject_forms(page)
    text = visible(raw, page.changes())
    return Document(
        name=name,
        media_type="text/html",
        raw=raw,
        text=text,
        blocks=tuple(block for _, block in page.blocks(text)),
        meta=(*metas(page.tree), *shown_metas(page.tree, page.lines, page.kept)),
        links=tuple(page.links(text)),
        notes=tuple(page.notes()),
    )


def _reject_forms(page: Page) -> None:
    if _is_shell(page) and (addresses := framed(page.tree)):
        raise Unreadable(
            "frames",
            "The page shows other pages in frames and has no article of its own. Open "
            f"and save the one you want: {', '.join(addresses[:MOST_FRAMES])}.",
        )
    if not page.lines:
        raise Unreadable(
            "empty",
            "The page shows no words: a script fills it in. Open it in a browser, save "
            "it when its words have appeared, and add it again.",
        )
    if sum(len(line.words) for line in page.lines) < FEW and _asks_who_you_are(page):
        raise Unreadable(
            "login_page",
            "This page asks to log in or to prove that a person is reading; it is not "
            "the document. Log in with a browser, save the document itself and add it.",
        )


def _is_shell(page: Page) -> bool:
    """Whether a page has no words, or none but those of a menu and of a headline."""
    if page.tables or any(line.linked > MENU for line in page.lines):
        return False
    said = [line.words for line in page.lines if not is_link(line)]
    said = [words for words in said if not IMPRINT.search(words)]
    few = len(said) <= FRAME_LINES and sum(map(len, said)) <= FRAME_WORDS
    return few and not any(map(SAYS.search, said))


def _asks_who_you_are(page: Page) -> bool:
    """Whether the page has a field for a password or for the letters of a picture."""
    for _, node in page.tree.elements("input"):
        if page.tree.get(node, "type").lower() == "password":
            return True
        named = (page.tree.get(node, "name") + page.tree.get(node, "id")).lower()
        if any(word in named for word in CHALLENGES):
            return True
    return False
