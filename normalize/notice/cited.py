"""What a notice cites, and what of it is its own: title, number, attachments.

Its title cites too (关于废止《…》的公告), but not what it issues (关于印发《…》的通知).
"""

import re
from collections.abc import Iterable, Iterator

from normalize.draft import Draft
from normalize.facts.citations import CitedPolicy
from normalize.facts.cited_policies import cited_policies, rows_of
from normalize.facts.organizations import place_words
from normalize.notice.checks import all_attachments
from normalize.notice.cited_lists import cited_in
from normalize.notice.identity import Identity
from normalize.notice.layout import Layout
from normalize.text import Text
from normalize.values.plain import squash

_QUOTED = re.compile("《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
_OF_OTHERS = re.compile("转发|修改|修订|修正|废止|解读|执行|落实|贯彻|停止|代替")
_ISSUES = re.compile("印发|发布|公布|颁布|下发|征求|征集|预告")
_SHORTEST = 6  # characters of a name without its region: 药品管理规定
_VERSION = re.compile(r"[（(][^（()）]{1,20}[）)]$")


def citations(issued: Draft, known: Identity, layout: Layout) -> Iterator[Draft]:
    """Yield each policy that the notice cites, and its citation, none of itself."""
    own = set(_own(known, layout))
    found = [
        each
        for cited in _said(known, layout)
        for each in _others(rows_of(cited, issued), own, known.title)
    ]
    yield from found
    if known.title is not None:
        told = {name for each in found for name in _names(each)}
        yield from _others(cited_policies(known.title, issued), own | told, known.title)


def _said(known: Identity, layout: Layout) -> Iterator[CitedPolicy]:
    """Yield what the text cites, then what the attachments do: lists among them."""
    yield from cited_in([*layout.body, *layout.closing])
    for part in layout.parts:
        yield from cited_in(part.items, known.title)


def _others(
    drafts: Iterable[Draft], own: set[str], title: Text | None
) -> Iterator[Draft]:
    yield from (each for each in drafts if not _is_own(each, own, title))


def _is_own(cited: Draft, own: set[str], title: Text | None) -> bool:
    """Whether it is of this notice; a number that is not its own makes it another's."""
    number = cited.cells.get("doc_number")
    if isinstance(number, Text):
        return _number(number) in own
    return bool(own & set(_names(cited))) or _is_issued(cited, title)


def _own(known: Identity, layout: Layout) -> Iterator[str]:
    titles = (known.title, *(entry.title for entry in all_attachments(layout)))
    yield from (squash(words.chars) for words in titles if words is not None)
    yield from map(_number, known.numbers)


def _is_issued(cited: Draft, title: Text | None) -> bool:
    """Whether the notice issues, or drafts, what is cited: its title names it."""
    name = cited.cells.get("title")
    if title is None or not isinstance(name, Text):
        return False
    around = _QUOTED.sub("", title.chars)
    if not _ISSUES.search(around) or _OF_OTHERS.search(around):
        return False
    return any(_bare(each.chars) in squash(title.chars) for each in _called(name))


def _called(name: Text) -> Iterator[Text]:
    """A name, and that without its region, which the office in the title tells."""
    yield name
    region = name.match(place_words())
    if region and len(name) - len(region[0]) >= _SHORTEST:
        yield name[len(region[0]) :]


def _number(words: Text) -> str:
    """A number to compare, with or without the name of the state."""
    return squash(words.chars).removeprefix("中华人民共和国")


def _names(cited: Draft) -> Iterator[str]:
    for name in ("title", "doc_number"):
        cell = cited.cells.get(name)
        if isinstance(cell, Text):
            yield squash(cell.chars)
            yield _bare(cell.chars)


def _bare(words: str) -> str:
    return squash(_VERSION.sub("", words))
