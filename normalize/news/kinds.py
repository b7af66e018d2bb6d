"""What a page of prose is: an article, a list of other articles, a thread of a forum.

The lists and threads of a site read like news line by line, but what they report is
that of other pages (list) or of anybody (thread).

>>> from normalize.document import Paragraph
>>> from normalize.news.article import article
>>> text = Text.raw("要闻\\n" + "示例药品获批上市。2025-03-01\\n" * 9)
>>> page = Document(name="a", media_type="text/plain", raw=text.chars, text=text,
...                 blocks=tuple(map(Paragraph, text.lines()[:10])))
>>> kind(page, article(page))
'list_page'
"""

import re
from typing import Literal

from normalize.document import Document
from normalize.facts.drug_contexts import names_context
from normalize.news.article import Article
from normalize.news.credits import credits
from normalize.text import Text

Kind = Literal["article", "list_page", "forum_thread"]

ENOUGH, SENTENCES = 120, 3  # characters and sentences of prose without a headline
BRIEF = 20  # characters of one with a headline, if signed, dated or about drugs
MILESTONES = 3  # lines that begin with a date
LINKED = 0.5  # of the characters
ENTRIES, ENTRY_SHARE = 6, 0.4  # lines that end in a date, and their share
LONGEST_ENTRY, ENTRY_END = 150, 20  # characters of it, and of the date at its end
POSTS = 4

_LETTER = re.compile(r"\s*(?:尊敬|敬爱|亲爱)的[^，。]{1,20}[：:]\s*$")
_MILESTONE = re.compile(r"^[ \t]*(?:19|20)\d\d[-/.年][ \t]*\d", re.MULTILINE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_END = re.compile("[。！？]")
_ENTRY = re.compile(
    r"[\u4e00-\u9fff].{6,}?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])）】]?\s*$"
)
_POST = re.compile(
    r"(?:发表于|发布于|回复于|发表时间|评论于)[:：]?\s*\d"
    r"|^(?:楼主|沙发|板凳|地板|#?\d{1,4}\s*(?:楼|#|L$))|\d{1,4}\s*楼$"
)


def kind(document: Document, found: Article) -> Kind | None:
    """Say what a page is; None where it has no prose of its own."""
    if sum(_is_post(line.text) for line in found.lines) >= POSTS:
        return "forum_thread"
    if _is_list(document, found):
        return "list_page"
    return "article" if _is_prose(found) else None


def _is_prose(found: Article) -> bool:
    sentences, size = len(_END.findall(found.body.chars)), len(found.body)
    if _LETTER.match(found.lines[0].text.chars if found.lines else ""):
        return False
    if found.title is None or size < BRIEF:
        return sentences >= SENTENCES and size >= ENOUGH
    told = f"{found.title}\n{found.body}"
    signed = found.said is not None or bool(credits(found.edges))
    if signed or names_context(told):
        return sentences > 0 or len(_MILESTONE.findall(told)) >= MILESTONES
    return sentences >= SENTENCES


def _is_list(document: Document, found: Article) -> bool:
    if "link_entries" in dict(document.notes):
        return True
    linked = sum(len(link.text) for link in document.links)
    entries = sum(_is_entry(line.text) for line in found.lines)
    return linked > LINKED * len(document.text) or (
        entries >= max(ENTRIES, ENTRY_SHARE * len(found.lines))
    )


def _is_entry(line: Text) -> bool:
    if len(line) > LONGEST_ENTRY or not _YEAR.search(line.chars[-ENTRY_END:]):
        return False
    return _ENTRY.search(line.chars) is not None


def _is_post(line: Text) -> bool:
    return _POST.search(line.chars) is not None
