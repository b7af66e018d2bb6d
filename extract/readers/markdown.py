"""Markdown, as feed aggregators and converters write it.

What stands in HTML is read as HTML; the rest line by line, one paragraph a line.  Text
that begins like front matter and never ends it is text.

>>> page = "---\\ntitle: 公告\\n---\\n# 一、总则\\n**甲**药\\n\\n<div><p>乙药</p></div>"
>>> document = read(page, "a.md")
>>> document.blocks
(Heading(text=Text('一、总则'), level=1), Paragraph(text=Text('甲药')), \
Paragraph(text=Text('乙药')))
>>> document.meta
(Meta(name='title', text=Text('公告')),)
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.readers import headings
from extract.readers.front_matter import begins, front_matter
from extract.readers.html.page import Page
from extract.readers.html.tree import BLOCK, Tree
from extract.readers.inline_markup import inline
from extract.readers.lines import Lines
from extract.readers.pipes import RULE_ROW, pipe_grid
from extract.readers.plain import prose
from extract.readers.tabs import tab_grid
from extract.readers.visible import Change, visible
from normalize.document import Block, Document, Grid, Heading, Link, Paragraph
from normalize.text import Text

HASHES = re.compile(r"[ \t]{0,3}(?P<marks>#{1,6})(?:[ \t]+|$)")
PREFIX = re.compile(r"[ \t]*(?:>[ \t]?)*(?:#{1,6}(?:[ \t]+|$)|[-*+][ \t]+(?=\S))?")
CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
RULER = re.compile(r"[ \t]*(?:(?:[*_-][ \t]*){3,}|(?:```|~~~).*|={3,}[ \t]*)$")
BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
UNENDED = (
    "front_matter_broken",
    "The page begins like front matter but never ends it; it was read as text.",
)

Range = tuple[int, int]


def read(raw: str, name: str) -> Document:
    """Return the document of a decoded Markdown page."""
    source = Text.raw(raw)
    start, meta = front_matter(source) or (0, ())
    pages = [Page.of(raw, *span, fragment=True) for span in _html(raw, start)]
    parts = [Lines.of(source, *span) for span in _between(pages, start, len(raw))]
    changes, links = _inline(raw, parts)
    changes += [Change(0, start, "", "markup")]
    changes += [change for page in pages for change in page.changes()]
    text = visible(raw, changes)
    document = Document(
        name=name,
        media_type="text/markdown",
        raw=raw,
        text=source,
        blocks=tuple(block for part in parts for block in _blocks(part)),
        links=tuple(Link(source[a:b], address) for a, b, address in links),
        notes=(UNENDED,) if begins(raw) and not start else (),
    ).repaired(text)
    return replace(_with_pages(document, pages), meta=meta)


def _html(raw: str, start: int) -> Iterator[Range]:
    """The ranges that are HTML: block elements that begin a line, neighbors as one."""
    tree = Tree.of(raw, start)
    first, last = -1, start
    for node in tree.nodes[1:]:
        if (
            node.start < last
            or node.name not in BLOCK
            or not _begins_line(raw, node.start)
        ):
            continue
        if first >= 0 and raw[last : node.start].strip():
            yield first, last
            first = -1
        first = node.start if first < 0 else first
        last = _element_end(raw, node.name, node.start, node.end)
    if first >= 0:
        yield first, last


def _begins_line(raw: str, at: int) -> bool:
    return not raw[raw.rfind("\n", 0, at) + 1 : at].strip()


def _element_end(raw: str, name: str, start: int, end: int) -> int:
    """An element without an end tag ends, as HTML in Markdown does, at a blank line."""
    if raw[start:end].rstrip().lower().endswith(f"</{name}>"):
        return end
    blank = BLANK_LINE.search(raw, start, end)
    return blank.start() if blank else end


def _between(pages: list[Page], start: int, end: int) -> Iterator[Range]:
    for page in pages:
        yield start, page.span[0]
        start = page.span[1]
    yield start, end


def _inline(
    raw: str, parts: list[Lines]
) -> tuple[list[Change], list[tuple[int, int, str]]]:
    """What is markup in the lines outside HTML, and the links in them."""
    changes, links = [], []
    for part in parts:
        for start, end in part.places:
            if _is_ruler(raw[start:end]):
                changes.append(Change(start, end, "", "markup"))
                continue
            inner, closing = _prefixed(raw, start, end)
            changes += [
                Change(start, inner, "", "markup"),
                Change(closing, end, "", "markup"),
            ]
            found = inline(raw, inner, closing)
            changes += found.changes
            links += found.links
    return [change for change in changes if change.start < change.end], links


def _is_ruler(line: str) -> bool:
    return bool(RULER.fullmatch(line) or RULE_ROW.fullmatch(line))


def _prefixed(raw: str, start: int, end: int) -> Range:
    """The range of a line without its marks of heading, list and quotation."""
    prefix = PREFIX.match(raw, start, end)
    inner = prefix.end() if prefix and prefix[0].strip() else start
    closing = HASHES.match(raw, start, end) and CLOSING_HASHES.search(raw, inner, end)
    return inner, closing.start() if closing else end


def _blocks(lines: Lines) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        grid = pipe_grid(lines, at) or tab_grid(lines, at)
        if grid:
            yield grid[0]
            at = grid[1]
            continue
        line = lines[at]
        hashes = line.match(HASHES)
        if hashes:
            yield Heading(line, len(hashes["marks"]))
        elif not lines.blank(at) and not _is_ruler(str(line)):
            yield prose(line)
        at += 1


def _with_pages(document: Document, pages: list[Page]) -> Document:
    """Put the blocks and links of the parts in HTML where they belong."""
    text = document.text
    blocks = [_titled(block) for block in document.blocks]
    blocks += [block for page in pages for _, block in page.blocks(text)]
    links = [*document.links, *(link for page in pages for link in page.links(text))]
    notes = [*document.notes, *(note for page in pages for note in page.notes())]
    return replace(
        document,
        blocks=tuple(sorted(blocks, key=_place)),
        links=tuple(links),
        notes=tuple(notes),
    )


def _titled(block: Block) -> Block:
    """A paragraph that turns out to be a numbered title once its marks are gone."""
    if isinstance(block, Paragraph) and (level := headings.level(str(block.text))):
        return Heading(block.text, level)
    return block


def _place(block: Block) -> int:
    if isinstance(block, Grid):
        return min(
            cell.text.span.start for row in block.rows for cell in row if len(cell.text)
        )
    return block.text.span.start
