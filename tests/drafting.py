"""A page to draft from: words of it as `Text`, and rows as the pipeline types them."""

from normalize.column import table_of
from normalize.document import Document, Paragraph, doc_id
from normalize.draft import Doubt, Draft
from normalize.rows import Row, Rows, type_drafts
from normalize.text import Text


class Page:
    """A document of plain lines, and the words in it."""

    def __init__(self, raw: str, name: str = "a.txt") -> None:
        text = Text.raw(raw)
        self.document = Document(
            name=name, media_type="text/plain", raw=raw, text=text,
            blocks=tuple(map(Paragraph, text.lines())), doc_id=doc_id(raw.encode()),
        )  # fmt: skip

    def __getitem__(self, words: str) -> Text:
        """The first place of some words; ValueError where they do not stand."""
        start = self.document.raw.index(words)
        return self.document.text[start : start + len(words)]

    def typed(self, *drafts: Draft | Doubt) -> Rows:
        """Type drafts of this page."""
        return type_drafts(self.document, drafts)

    def row(self, draft: Draft) -> Row:
        """Type one draft and return its row."""
        [row] = self.typed(draft)[table_of(draft.table).name]
        return row


def evidence_of(rows: Rows) -> list[tuple[str, str, str | None]]:
    """Table, column and quote of every piece of evidence."""
    return [(r["table_name"], r["column_name"], r["quote"]) for r in rows["evidence"]]


def problems_of(rows: Rows) -> list[tuple[str, str, str | None, str | None]]:
    """Severity, code, column and quote of every problem."""
    return [
        (r["severity"], r["code"], r["column_name"], r["quote"])
        for r in rows["problems"]
    ]
