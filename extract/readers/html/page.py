"""A range of HTML as changes of the raw text, and as blocks of the visible text.

The range is a whole file, or the part of a Markdown page that is written in HTML;
offsets are those of the file in both cases.

>>> raw = "前言 <div><h2>一、总则</h2><p>正文。</p></div>"
>>> page = Page.of(raw, 3, len(raw), fragment=True)
>>> text = visible(raw, page.changes())
>>> str(text), [type(block).__name__ for _, block in page.blocks(text)]
('前言 一、总则\\n正文。', ['Heading', 'Paragraph'])
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from extract.readers import headings
from extract.readers.html.attachments import unlinked
from extract.readers.html.changes import CellOrder, changes, gone
from extract.readers.html.content import content, unfurnished
from extract.readers.html.flow import Line, lines
from extract.readers.html.going_on import going_on
from extract.readers.html.grids import Table, grid_of, tables
from extract.readers.html.headlines import titled
from extract.readers.html.hidden import hidden
from extract.readers.html.listing import is_list
from extract.readers.html.meta import titles
from extract.readers.html.tree import Tree
from extract.readers.visible import Change, cut, visible
from normalize.document import Block, Heading, Link, Paragraph
from normalize.text import Text

__all__ = ["Page", "visible"]

NOWHERE = ("#", "javascript:", "about:")
Placed = tuple[int, Block]  # A block and the raw offset where it begins.


@dataclass(frozen=True, slots=True)
class Page:
    """What was found in a range of HTML."""

    tree: Tree
    span: tuple[int, int]
    lines: tuple[Line, ...]  # All that a browser shows.
    kept: frozenset[int]  # The numbers of those that are content.
    hidden: frozenset[int]  # Places of the elements that are not shown.
    tables: tuple[Table, ...]

    @classmethod
    def of(cls, raw: str, start: int, end: int, *, fragment: bool) -> "Page":
        """Read a range of HTML; of a fragment only what is named furniture is none."""
        tree = Tree.of(raw, start, end)
        unseen = hidden(tree)
        found = tables(tree)
        seen = unlinked(tree, lines(tree, _order(found), unseen))
        kept = (
            unfurnished(tree, seen) if fragment else content(tree, seen, titles(tree))
        )
        seen = seen if fragment else titled(seen, kept)
        return cls(
            tree,
            (start, end),
            tuple(seen),
            frozenset(kept),
            frozenset(unseen),
            tuple(found),
        )

    def changes(self) -> Iterator[Change]:
        """Yield the changes that leave the content of the range."""
        left_out = [
            gone(line, "page_furniture")
            for i, line in enumerate(self.lines)
            if i not in self.kept
        ]
        unseen = (self.tree.nodes[i] for i in self.hidden)
        left_out += [Change(node.start, node.end, "", "hidden") for node in unseen]
        content = self._content()
        return changes(self.tree.raw, self.span, content, _order(self.tables), left_out)

    def _content(self) -> list[Line]:
        return [line for i, line in enumerate(self.lines) if i in self.kept]

    def _main(self) -> int:
        """The number of the longest line of the content."""
        return max(sorted(self.kept), key=lambda i: len(self.lines[i].words))

    def blocks(self, text: Text) -> Iterator[Placed]:
        """Yield the blocks, cut from the visible text of the file."""
        table_of = {
            at: table for table in self.tables for row in table.rows for at in row
        }
        for table, group in groupby(
            self._content(), lambda line: table_of.get(line.cell)
        ):
            if table:
                grid, _ = grid_of(self.tree, table, lambda at: self._cut(text, at))
                yield self.tree.nodes[table.at].start, grid
            else:
                yield from _prose(group, text)

    def _cut(self, text: Text, at: int) -> Text:
        return cut(text, self.tree.nodes[at].start, self.tree.nodes[at].end)

    def links(self, text: Text) -> Iterator[Link]:
        """Yield the hyperlinks of the content that have words and lead somewhere."""
        for i, node in self.tree.elements("a"):
            words = self._cut(text, i)
            address = self.tree.get(node, "href") if len(words) else ""
            if address and not address.lower().startswith(NOWHERE):
                yield Link(words, address)

    def notes(self) -> Iterator[tuple[str, str]]:
        """Yield what an analyst should know about the page and its tables."""
        if self.kept and is_list(self.tree, self.lines, self._main()):
            yield "link_entries", "The page is made of many like entries with links."
        else:
            yield from going_on(self.tree, self.lines, self.kept)
        nothing = Text.raw("")
        for table in self.tables:
            if grid_of(self.tree, table, lambda at: nothing)[1]:
                told = "A table claims more merged cells than are followed."
                yield "spans_capped", told


def _order(found: list[Table] | tuple[Table, ...]) -> CellOrder:
    """The number of the row, and the number in it, of each cell of the data tables."""
    rows = (row for table in found for row in table.rows)
    return {at: (n, i) for n, row in enumerate(rows) for i, at in enumerate(row)}


def _prose(group: Iterator[Line], text: Text) -> Iterator[Placed]:
    """Headings and paragraphs; all lines of an h1 to h6 are one heading."""
    for level, part in groupby(
        group, lambda line: line.heading and (line.heading, line.block)
    ):
        found = list(part)
        if level:
            words = cut(text, found[0].start, found[-1].end)
            yield found[0].start, Heading(words, level[0])
        else:
            yield from (
                (line.start, _block(cut(text, line.start, line.end))) for line in found
            )


def _block(words: Text) -> Block:
    level = headings.level(str(words))
    return Heading(words, level) if level else Paragraph(words)
