"""The labels of a form: which column a printed label means.

A label is recognized by its words, width and brackets aside; then by its beginning,
where a long instruction follows it; then, if it is nearly a known one, by likeness,
because forms are retyped (载载 for 收载).  A number at its end is the ordinal of its block.

>>> book = LabelBook.of("form_labels")
>>> book.read(Text.raw("核心专利权期限届满日 2")).field, str(book.read(Text.raw("试验类型（二）")).ordinal)
('patent_expires', '二')
>>> book.read(Text.raw("① 药品注册分类：")).field
'registration_class'
>>> book.read(Text.raw("储存条件")).field is None, book.nearest("企业的名称")
(True, '企业名称')
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from normalize.text import Text
from normalize.values.plain import squash
from normalize.vocab import load

LIKENESS = 86
SHORTEST_FUZZY = 5
SHORTEST_BEGINNING = 3

_BEFORE = r"^[\s*＊★●■◆·①-⑳]*(?:[\d０-９]{1,2}[.．、](?!\d))?[\s]*"
_ORDINAL = r"[\s]*[（(【\[]?[\s]*(?P<ordinal>[\d０-９]{1,2}|[一二三四五六七八九十]{1,2})[\s]*[）)】\]]?$"


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
    """A vocabulary of labels, by exact words and by beginning."""

    whole: Mapping[str, Known]
    beginnings: Mapping[str, Known]
    printed: Mapping[str, str]

    @classmethod
    @cache
    def of(cls, name: str) -> "LabelBook":
        """Load the vocabulary `name`; each row has field, table, column, kind, labels."""
        whole: dict[str, Known] = {}
        beginnings: dict[str, Known] = {}
        printed: dict[str, str] = {}
        for row in load(name):
            known = Known(**{k: row[k] for k in ("field", "table", "column", "kind")})
            for label in row["labels"].split("|"):
                whole[squash(label)] = known
                printed[squash(label)] = label
                if row["match"] == "begin":
                    beginnings[squash(label)] = known
        return cls(whole, beginnings, printed)

    def read(self, text: Text) -> Label:
        """Say what a printed label means."""
        bare = _bare(text)
        if known := self.whole.get(squash(str(bare))):
            return Label(text, known)
        if (numbered := bare.search(_ORDINAL)) and numbered.match.start() > 0:
            if known := self._meant(str(bare[: numbered.match.start()])):
                return Label(text, known, numbered["ordinal"])
        return Label(text, self._meant(str(bare)))

    def _meant(self, words: str) -> Known | None:
        return self._exact(words) or self._alike(words)

    def nearest(self, label: str) -> str | None:
        """Return the known label that is most like `label`."""
        found = process.extractOne(squash(label), self.whole.keys(), scorer=fuzz.ratio)
        return self.printed[found[0]] if found and found[1] >= 50 else None

    def completes(self, cut: Text, rest: Text) -> bool:
        """Whether `rest` is what a page break cut off the label `cut`."""
        return self._exact(str(cut) + str(rest)) is not None and len(rest) > 1

    def _exact(self, words: str) -> Known | None:
        squashed = squash(words)
        if squashed in self.whole:
            return self.whole[squashed]
        fits = [b for b in self.beginnings if squashed.startswith(b)]
        longest = max(fits, key=len, default="")
        if len(longest) < SHORTEST_BEGINNING:
            return None
        rest = squashed[len(longest) :]
        return (
            self.beginnings[longest] if not rest[0].isalnum() or len(rest) > 8 else None
        )

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
