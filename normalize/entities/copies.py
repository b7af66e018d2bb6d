"""Which documents are copies of one another (同文): mirrors, reposts, prints.

A copy has the body of another document, its numbers, its names and no other title; its
furniture and its damage are its own.  Notices of one 文号 are mirrors if their texts
are like, though a date or an office differs; then that is a problem of its own.  Forms
share all their labels: they are copies only where the same filing was printed twice.

The cleanest document of a group leads; the others name it in `copy_of`.  A group has
no chains: every copy is a copy of its leader.

>>> text = "某省药监局近日发布公告，决定对示例产品开展专项检查，历时三个月。" * 3
>>> def page(doc_id, words):
...     row = dict.fromkeys(["title", "url", "published_at", "copy_of"])
...     known = {"doc_id": doc_id, "text": words, "status": "ok", "parser": "news"}
...     return row | known | {"source_type": "news"}
>>> from normalize.rows import empty_rows
>>> pages = [page("a", text), page("b", "某网首页\\n" + text), page("c", "别的话。")]
>>> tables = empty_rows() | {"documents": pages}
>>> mark_copies(tables)
>>> [(row["doc_id"], row["copy_of"]) for row in tables["documents"]]
[('a', None), ('b', 'a'), ('c', None)]
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence, Set
from itertools import pairwise

from normalize.draft import Doubt
from normalize.entities.form_copies import form_groups, form_likeness
from normalize.entities.groups import joined
from normalize.entities.pages import Page, pages_of
from normalize.entities.shingles import pairs, sketch
from normalize.rows import Row, Rows, problem
from normalize.values.bodies import folded
from normalize.values.likeness import Likeness, alike, compare, differ

LONG = 200  # characters of a body that chance does not repeat
SHORT = 40  # … and below which nothing is told apart
CONTAINED = 0.8  # share of the shorter body that a copy has in common
CONTAINED_SHORT = 0.95
CONTAINED_NUMBERED = 0.5  # of two papers of one number
COVERED = 0.5  # share of the longer one; below it a page only quotes the other
COVERED_TITLED = 0.25  # … under the same title: the page has the beginning only
COVERED_OTHERWISE = 0.7  # news that prints a notice is a copy of it if it says no more
EDITED = 0.02  # share of the body that an editor may have put in other words
DAYS = 31  # between two dates of signing that one mirror may have wrong
NUMBER_TELLS = 100  # characters; a page with the link to its paper tells nothing

COMPARED = ("page", "attachment")  # kinds of documents that are compared by text

FIGURES = 4  # numbers that two texts have to tell before they are counted
COMMON_FIGURES = 0.5  # share of the fewer that copies have in common

Test = Callable[[Page, Page], float | None]
Near = tuple[str, str]


def mark_copies(tables: Rows, near: Iterable[Near] | None = None) -> None:
    """Fill `copy_of` and `copy_likeness` of documents, and tell what disagrees.

    Policies must not be merged yet: each is looked at in its own document.  `near` are
    the ids of documents whose texts may be one, two by two; found here by default.
    """
    pages = pages_of(tables)
    found = list(near) if near is not None else None
    for kind in COMPARED:
        own = [page for page in pages if page.kind == kind]
        _lead(_of_texts(own, _near(own) if found is None else found), copied)
    _lead(form_groups([p for p in pages if p.kind == "form"]), form_likeness)
    tables["problems"] += _reused_numbers(tables, pages)


def leaders(tables: Rows) -> dict[str, str]:
    """Return the leader of each document that is a copy, by `doc_id`."""
    return {
        row["doc_id"]: row["copy_of"]
        for row in tables["documents"]
        if row["copy_of"] is not None
    }


# --- which may be copies


def _near(pages: Sequence[Page]) -> list[Near]:
    found = pairs([sketch(page.body.sentences) for page in pages])
    return [(pages[a].doc_id, pages[b].doc_id) for a, b in found]


def _of_texts(pages: list[Page], found: Iterable[Near]) -> list[list[Page]]:
    """Groups of pages that are copies of one another, over whatever steps."""
    by_id = {page.doc_id: page for page in pages}
    near = [(by_id[a], by_id[b]) for a, b in found if a in by_id and b in by_id]
    for first, *others in _by_number(pages):
        near += ((first, other) for other in others)
        near += pairwise(others)  # all of them would be a million for a thousand
    links: dict[str, list[str]] = {}
    for one, other in near:
        if copied(one, other) is not None:
            links.setdefault(one.doc_id, []).append(other.doc_id)
    groups = joined(
        [[{"page": page}] for page in pages],
        lambda group: [
            key
            for page in (row["page"] for row in group)
            for key in (page.doc_id, *links.get(page.doc_id, ()))
        ],
    )
    return [[row["page"] for row in group] for group in groups]


def _by_number(pages: Iterable[Page]) -> Iterator[list[Page]]:
    """Pages that are papers of one number, in order."""
    papers: dict[tuple[str, str], list[Page]] = {}
    for page in pages:
        if page.number:
            papers.setdefault(page.number, []).append(page)
    return (sorted(group, key=_rank) for group in papers.values() if len(group) > 1)


# --- who leads


def _lead(groups: Iterable[Sequence[Page]], test: Test) -> None:
    """Name the leader of each copy; the cleanest first, each under its likest."""
    for group in groups:
        leading: list[Page] = []
        for page in sorted(group, key=_rank):
            found = [(-like, i) for i, led in enumerate(leading)
                     if (like := test(led, page)) is not None]  # fmt: skip
            if found:
                likeness, i = min(found)
                page.row["copy_of"] = leading[i].doc_id
                page.row["copy_likeness"] = round(-likeness, 3)
            else:
                leading.append(page)


def _rank(page: Page) -> tuple[object, ...]:
    """Read in full, least damaged, of the office itself, longest, first to tell."""
    at = page.row["published_at"]
    return (
        page.row["status"] != "ok",
        page.damage,
        not page.is_original,
        -page.length,
        (at is None, at.timestamp() if at else 0.0),
        page.doc_id,
    )


def _reused_numbers(tables: Rows, pages: Sequence[Page]) -> Iterator[Row]:
    """A problem for each other text under the number of a paper."""
    led = leaders(tables)
    for papers in _by_number(p for p in pages if p.body.length >= NUMBER_TELLS):
        first = papers[0]
        leader = led.get(first.doc_id, first.doc_id)
        for page in papers[1:]:
            if page.doc_id not in led and page.doc_id != leader:
                doubt = Doubt(
                    "number_reused",
                    f"its number is that of document {first.doc_id}, which has another "
                    "text; see whether one of them only cites it",
                )
                yield problem(page.doc_id, doubt, table_name="policies")


# --- what a copy is


def copied(one: Page, other: Page) -> float | None:
    """Return how much of the shorter page the other has; None for another paper."""
    if _are_two_papers(one, other) or _tell_other_figures(one, other):
        return None
    found = compare(one.body, other.body, one.names | other.names)
    if one.number and one.number == other.number:
        return found.containment if found.containment >= CONTAINED_NUMBERED else None
    same = not found.facts and not differ(
        one.title, other.title, one.names | other.names
    )
    like = _has_it_all(found, one, other) and _is_of_one_day(found, one, other)
    return found.containment if same and like else None


def _are_two_papers(one: Page, other: Page) -> bool:
    """Whether number and day tell two papers apart, whatever their texts."""
    numbered = one.number and other.number and one.number != other.number
    return bool(numbered) and (
        one.issued_on is None or one.issued_on != other.issued_on
    )


def _tell_other_figures(one: Page, other: Page) -> bool:
    """Whether two texts of no common number tell other figures, but for some damage.

    Comparing them word by word would find that too, a hundred times as slowly: the
    papers of one template are all near one another.
    """
    same = one.number is not None and one.number == other.number
    return not same and are_other_figures(one.figures, other.figures)


def are_other_figures(one: Set[Hashable], other: Set[Hashable]) -> bool:
    """Whether two texts have too few figures in common to be one text.

    >>> are_other_figures({"12", "8.5", "2024", "6"}, {"31", "7.2", "2025", "6", "40"})
    True
    """
    fewer = min(len(one), len(other))
    return fewer >= FIGURES and len(one & other) < COMMON_FIGURES * fewer


def _has_it_all(found: Likeness, one: Page, other: Page) -> bool:
    titled = alike(one.title, other.title)
    if found.shorter < LONG:
        whole = found.containment >= CONTAINED_SHORT and not found.edits
        told = found.coverage >= COVERED or titled
        return found.shorter >= SHORT and whole and told
    edited = sum(len(max(edit, key=len)) for edit in found.edits)
    return (
        found.containment >= CONTAINED
        and edited <= EDITED * found.shared
        and found.coverage >= _least_cover(one, other, titled)
    )


def _least_cover(one: Page, other: Page, titled: bool) -> float:
    if titled:
        return COVERED_TITLED
    same = one.row["source_type"] == other.row["source_type"]
    return COVERED if same else COVERED_OTHERWISE


def _is_of_one_day(found: Likeness, one: Page, other: Page) -> bool:
    """Whether two papers without a common number may be one paper.

    Year after year a notice is issued again, word for word; only its day tells.
    """
    if one.number and other.number:  # One of them misprints it, if all else is one.
        same = folded(one.title or "") == folded(other.title or "")
        return same and found.containment >= CONTAINED_SHORT
    titled = alike(one.title, other.title)
    if one.issued_on is None or other.issued_on is None:
        return True
    apart = abs((one.issued_on - other.issued_on).days)
    return apart == 0 or (apart <= DAYS and titled and found.shorter >= LONG)
