"""Attachment of a notice (附件) saved as a file of its own: a list, a guide, a form.

附件2 on top or in the name of the file, then a title, and below it what a notice would
hold under that heading: numbered provisions, a scoring table, a list of drugs, a form
to fill in.  It has neither number nor signature; its notice is another file, to which
`normalize.entities.attached` brings it where that one is there too.

A policy row only where it has provisions or scores; a row per listed drug; what no
typed table takes is in `fields`.

>>> from normalize.document import Paragraph
>>> text = Text.raw("附件1\\n示例指南\\n一、申报材料\\n（一）申报表。")
>>> page = Document(name="a.docx", media_type="text/plain", raw=text.chars, text=text,
...                 blocks=tuple(map(Paragraph, text.lines())))
>>> recognizes(page)
True
>>> [each.table.__name__ for each in parse(page)]
['DocumentRow', 'Policy', 'Provision', 'Provision']
"""

from collections.abc import Iterator

from normalize.document import Document
from normalize.draft import Doubt, Draft, Implied
from normalize.facts.cited_policies import rows_of
from normalize.facts.names import drug_names, mentions
from normalize.facts.quantities import quantities
from normalize.notice import head
from normalize.notice.attached import Piece, attached
from normalize.notice.cited_lists import cited_in
from normalize.notice.contents import contents, drugs
from normalize.notice.fields import fields
from normalize.notice.recognized import is_attachment
from normalize.tables import DocumentRow, Policy
from normalize.text import Text
from normalize.values.plain import squash

SOURCE_TYPE = "notice"
"""An attachment is a part of a notice, whichever file it is in."""

Found = Iterator[Draft | Doubt]


def recognizes(document: Document) -> bool:
    """Say whether the document is an attachment without its notice."""
    return is_attachment(document)


def parse(document: Document) -> Found:
    """Yield the row of the document, and what each attachment in it holds."""
    pieces = attached(document)
    yield Draft(DocumentRow, title=pieces[0].title)
    policy = _policy(pieces[0])
    rows = [row for each in pieces for row in contents(policy, each.items, each.label)]
    is_policy = any(isinstance(row, Draft) for row in rows)
    citing = policy if is_policy else None
    if is_policy:
        yield policy
    yield from rows
    for each in pieces:
        yield from drugs(each.items)
        yield from fields(each.items, each.title)
        yield from _facts(each, citing)
    yield from mentions(document.text, drug_names(document.text))


def _policy(piece: Piece) -> Draft:
    title = piece.title if isinstance(piece.title, Text) else None
    return Draft(
        Policy,
        title=piece.title,
        doc_type=head.parts_of(title)[1] if title else None,
        is_full_text=Implied(True, "the document is the attachment itself", title),
    )


def _facts(piece: Piece, citing: Draft | None) -> Iterator[Draft]:
    """Yield the policies that the text cites, but for itself, and its numbers."""
    title = piece.title.chars if isinstance(piece.title, Text) else ""
    over = piece.title if isinstance(piece.title, Text) else None
    for cited in cited_in(piece.items, over):
        yield from (each for each in rows_of(cited, citing) if not _is(each, title))
    for item in piece.items:
        if isinstance(item, Text):
            yield from quantities(item)


def _is(cited: Draft, title: str) -> bool:
    named = cited.cells.get("title")
    return isinstance(named, Text) and squash(named.chars) == squash(title)
