"""The labels of a form: which column a printed label means.

A label is recognized by its words, width and brackets aside; then by its beginning,
where a long instruction follows it; then, if it is nearly a known one, by likeness,
because forms are retyped (载载 for 收载).  A number at its end counts its block.

>>> book = LabelBook.of("form_labels")
>>> second = book.read(Text.raw("试验类型（二）"))
>>> second.field, str(second.ordinal)
('trial_design', '二')
>>> book.read(Text.raw("① 药品注册分类：")).field
'registration_class'
>>> book.read(Text.raw("储存条件")).field is None, book.nearest("企业的名称")
(True, '企业名称')
"""

import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from normalize.text import Text
from normalize.values.plain import squash
from normalize.vocab import load

LIKENESS = 86
NEAR = 50
SHORTEST_FUZZY = 5
SHORTEST_BEGINNING = 3
SHORTEST_INSTRUCTION = 8

_QUALIFIER = r"\s*[（(][^（()）]{1,20}[)）]$"
_BEFORE = r"^[\s*＊★●■◆·①-⑳]*(?:[\d０-９]{1,2}[.．、](?!\d))?[\s]*"
_NUMERAL = r"[\d０-９]{1,2}|[一二三四五六七八九十]{1,2}"
_ORDINAL = rf"\s*[（(【\[]?\s*(?P<ordinal>{_NUMERAL})\s*[）)】\]]?$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A label of the vocabulary: what it fills and of what kind its value is."""

    field: str
    table: str
    column: str
    kind: str


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label, its meaning if known, and the number of its block if printed."""

    text: Text
    known: Known | None = None
    ordinal: Text | None = None

    @property
    def field(self) -> str | None:
        """The canonical name; None for a label nobody knows."""
        return self.known.field if self.known else None


@dataclass(frozen=True, slots=True)
class LabelBook:
    """A vocabulary of labels, by exact words and by beginning.

    The same words can head a table column and stand beside a value (规格); `heads` and
    `whole` keep the two apart.
    """

    whole: MutableMapping[str, Known]
    heads: MutableMapping[str, Known]
    beginnings: MutableMapping[str, Known]
    printed: MutableMapping[str, str]

    @classmethod
    @cache
    def of(cls, name: str) -> "LabelBook":
        """Load a vocabulary of field, table, column, kind, match and labels."""
        book = cls({}, {}, {}, {})
        for row in load(name):
            known = Known(**{k: row[k] for k in ("field", "table", "column", "kind")})
            for label in row["labels"].split("|"):
                book._add(label, known, begins=row["match"] == "begin")
        return book

    def _add(self, label: str, known: Known, *, begins: bool) -> None:
        squashed = squash(label)
        self.printed[squashed] = label
        if known.kind == "column":
            self.heads[squashed] = known
        else:
            self.whole[squashed] = known
        if begins:
            self.beginnings[squashed] = known

    def read(self, text: Text, *, heads: bool = False) -> Label:
        """Say what a label means, beside its value or as the head of a column."""
        bare = _bare(text)
        if known := self._exact(str(bare), heads):
            return Label(text, known)
        return self._numbered(text, bare, heads) or Label(
            text, self._meant(str(bare), heads)
        )

    def _numbered(self, text: Text, bare: Text, heads: bool) -> Label | None:
        """The label without the number at its end, if that is one."""
        found = bare.search(_ORDINAL)
        if not found or not found.match.start():
            return None
        known = self._meant(str(bare[: found.match.start()]), heads)
        return Label(text, known, found["ordinal"]) if known else None

    def nearest(self, label: str) -> str | None:
        """Return the known label that is most like `label`."""
        found = process.extractOne(
            squash(label), self.printed.keys(), scorer=fuzz.ratio
        )
        return self.printed[found[0]] if found and found[1] >= 50 else None

    def completes(self, cut: Text, rest: Text) -> bool:
        """Whether `rest` is what a page break cut off the label `cut`."""
        return len(rest) > 1 and self._begun(str(cut) + str(rest)) is not None

    def _meant(self, words: str, heads: bool) -> Known | None:
        """What a label means that is not in the vocabulary word for word."""
        return (
            self._exact(words, heads)
            or self._begun(words)
            or self._exact(re.sub(_QUALIFIER, "", words), heads)
            or self._alike(words)
        )

    def _exact(self, words: str, heads: bool) -> Known | None:
        first, second = (self.heads, self.whole) if heads else (self.whole, self.heads)
        squashed = squash(words)
        return first.get(squashed) or second.get(squashed)

    def _begun(self, words: str) -> Known | None:
        """The label that a long instruction follows."""
        squashed = squash(words)
        fits = [b for b in self.beginnings if squashed.startswith(b)]
        longest = max(fits, key=len, default="")
        if len(longest) < SHORTEST_BEGINNING or squashed in self.whole:
            return self.whole.get(squashed)
        rest = squashed[len(longest) :]
        goes_on = not rest[0].isalnum() or len(rest) > SHORTEST_INSTRUCTION
        return self.beginnings[longest] if goes_on else None

    def _alike(self, words: str) -> Known | None:
        squashed = squash(words)
        if len(squashed) < SHORTEST_FUZZY:
            return None
        found = process.extractOne(
            squashed, self.whole.keys(), scorer=fuzz.ratio, score_cutoff=LIKENESS
        )
        return self.whole[found[0]] if found else None


def _bare(text: Text) -> Text:
    """The label without numbering, stars and colon."""
    bare = text.strip()
    if before := bare.match(_BEFORE):
        bare = bare[before.match.end() :]
    return bare.strip(" \t：:＊*")
