"""The labels of a form: which column a printed label means.

A label is recognized by its words, width and brackets aside; then by its beginning,
where a long instruction follows it; then, slips aside, because forms are scanned and
retyped (载载 for 收载; see `slips`).  A number at its end counts its block.

>>> book = LabelBook.of("form_labels")
>>> second = book.read(Text.raw("试验类型（二）"))
>>> second.field, str(second.ordinal)
('trial_design', '二')
>>> book.read(Text.raw("① 药品注册分类：")).field
'registration_class'
>>> book.read(Text.raw("申报药晶摘要幻幼片")).field
'slides_file'
>>> book.read(Text.raw("储存条件")).field is None, book.nearest("企业的名称")
(True, '企业名称')
>>> cut = Text.raw("国家药监局药品审评中心《技术审评报告》中关")
>>> rest = Text.raw("于本药品有效性的描述")
>>> book.completes(cut, rest), book.completes(rest, cut)
(True, False)
"""

import re
from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from normalize.form.aliases import Alias
from normalize.form.numbering import bare, numbered
from normalize.form.slips import MOST_SLIPS, folded, is_slip
from normalize.text import Text
from normalize.values.plain import squash
from normalize.vocab import load

NEAR = 50  # Percent of likeness; a label less alike is no hint.
LONGEST = 200  # Characters of a label with its instruction.
LONGEST_NUMBERED = 40
SHORTEST_BEGINNING = 3
SHORTEST_INSTRUCTION = 8  # Characters; shorter words behind a label change its meaning.
SHORTEST_ALIKE = 3
SHORTEST_HEAD = 2
LONG_BEGINNING = 9  # Characters that no sentence begins with by chance.

LETTER = re.compile(r"[A-Za-z\u3400-\u9fff]")
SENTENCE = "[。；！？]"
GOES_ON = r"[，、；。）)》”]"  # No name of a file begins so.
_QUALIFIER = re.compile(r"[（(][^（()）]{1,20}[)）]$")
# Words that a year's form adds or leaves out: 临床管理难度(描述), (本品)用法用量.
_ADDED = re.compile(
    r"^(?:申报药品|申报品种|该药品|本药品|本品|药品)|(?:描述|情况|说明|信息|内容)$"
)

LABELS = "form_labels"  # the vocabulary
BLOCKS = ("patents", "trials", "recommendations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A label of the vocabulary: what it fills and of what kind its value is.

    `decided` is by whom, if a person said so and no vocabulary.
    """

    field: str
    table: str
    column: str
    kind: str
    decided: Alias | None = None


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

    def is_of(self, *kinds: str) -> bool:
        """Whether the label is known and of one of these kinds."""
        return self.known is not None and self.known.kind in kinds


@dataclass(frozen=True, slots=True, eq=False)
class LabelBook:
    """A vocabulary of labels, by exact words and by beginning.

    The same words can head a table column and stand beside a value (规格); `heads` and
    `whole` keep the two apart.
    """

    whole: MutableMapping[str, Known]
    heads: MutableMapping[str, Known]
    beginnings: MutableMapping[str, Known]
    printed: MutableMapping[str, str]
    folds: MutableMapping[str, list[str]]  # Labels that are one, look-alikes aside.

    @classmethod
    @cache
    def of(cls, name: str, aliases: tuple[Alias, ...] = ()) -> "LabelBook":
        """Load a vocabulary of field, table, column, kind, match and labels.

        `aliases` are labels that people know beside; of these no slip is forgiven.
        """
        book = cls({}, {}, {}, {}, {})
        for row in load(name):
            known = Known(
                field=row["field"], table=row["table"], column=row["column"],
                kind=row["kind"],
            )  # fmt: skip
            begins = row["match"] == "begin"
            for label in row["labels"].split("|"):
                book._add(label, known, begins=begins)
            for each in aliases:
                if each.field == known.field:
                    book._enter(each.label, replace(known, decided=each), begins=begins)
        return book

    def _add(self, label: str, known: Known, *, begins: bool) -> None:
        squashed = squash(label)
        self.printed[squashed] = label
        self.folds.setdefault(folded(label), []).append(squashed)
        self._enter(label, known, begins=begins)

    def _enter(self, label: str, known: Known, *, begins: bool) -> None:
        squashed = squash(label)
        (self.heads if known.kind == "column" else self.whole)[squashed] = known
        if begins:
            self.beginnings[squashed] = known

    # --- reading

    def read(self, text: Text, *, heads: bool = False) -> Label:
        """Say what a label means, beside its value or as the head of a column."""
        words = bare(text)
        known, place, _ = _reading(self, str(words), heads)
        return Label(text, known, words[place] if place else None)

    def is_exact(self, text: Text) -> bool:
        """Whether the words are a label word for word, number and brackets aside."""
        return _reading(self, str(bare(text)), False).is_exact

    def instructs(self, text: Text) -> bool:
        """Whether the words are a label that an instruction follows."""
        known, _, is_exact = _reading(self, str(bare(text)), False)
        return known is not None and not is_exact

    def completes(self, cut: Text, rest: Text) -> bool:
        """Whether `rest` is what a page break cut off the label `cut`."""
        words = bare(cut)
        if len(cut) + len(rest) > LONGEST or not len(words) or cut.search(SENTENCE):
            return False
        if not bare(rest).search(LETTER):
            return self._counts(cut, rest)
        whole = str(bare(Text.join([cut, rest])))
        if self.is_exact(rest):
            return self._is_listed(whole) and squash(str(words)) not in self.whole
        if _reading(self, whole, False).is_exact:
            return True
        is_word = words.search(LETTER) and not self.read(cut).known
        if is_word and any(map(self.alike, _uncounted(whole))):
            return True
        begun = self.beginning(squash(whole))
        cut_before = len(squash(str(words))) < len(begun)
        label = self.read(cut)
        cut_behind = not label.known or (label.is_of("file") and rest.match(GOES_ON))
        return cut_before or bool(begun and cut_behind)

    def _is_listed(self, words: str) -> bool:
        """Whether a label is in the vocabulary as it stands, its number aside."""
        return any(squash(rest) in self.whole for rest in _uncounted(words))

    def _counts(self, label: Text, number: Text) -> bool:
        """Whether a number is that of a label of a block, from which it was cut."""
        whole = self.read(Text.join([label, number]))
        counted = whole.ordinal is not None and not self.read(label).ordinal
        return counted and whole.known is not None and whole.known.table in BLOCKS

    def nearest(self, label: str) -> str | None:
        """Return the known label that is most like `label`."""
        found = process.extractOne(
            squash(label), self.printed.keys(), scorer=fuzz.ratio
        )
        return self.printed[found[0]] if found and found[1] >= NEAR else None

    def stated(self, words: str, heads: bool) -> Known | None:
        """Return what a label means by its words, those aside that years add."""
        found = (self._known(squash(as_known), heads) for as_known in _wordings(words))
        return next(filter(None, found), None)

    def _known(self, squashed: str, heads: bool) -> Known | None:
        first, second = (self.heads, self.whole)[:: 1 if heads else -1]
        return first.get(squashed) or second.get(squashed)

    def beginning(self, squashed: str) -> str:
        """Return the longest known beginning before an instruction, or nothing."""
        fits = [b for b in self.beginnings if squashed.startswith(b)]
        longest = max(fits, key=len, default="")
        rest = squashed[len(longest) :]
        if len(longest) < SHORTEST_BEGINNING or not rest:
            return ""
        long = len(longest) >= LONG_BEGINNING and len(rest) > SHORTEST_INSTRUCTION
        return longest if long or not rest[0].isalnum() else ""

    def alike(self, words: str, heads: bool = False) -> Known | None:
        """Return the only label that the words are with slips; None if two are."""
        for as_known in _wordings(words):
            labels = self._nearest(folded(as_known))
            slips = [label for label in labels if is_slip(as_known, label)]
            meant = {self._known(label, heads) for label in slips}
            if len(meant) == 1:
                return meant.pop()
        return None

    def _nearest(self, fold: str) -> list[str]:
        """The labels that differ in the fewest characters, look-alikes aside."""
        found = process.extract(
            fold, self.folds.keys(), scorer=Levenshtein.distance, limit=None,
            score_cutoff=MOST_SLIPS,
        )  # fmt: skip
        fewest = min((edits for _, edits, _ in found), default=0)
        near = [key for key, edits, _ in found if edits == fewest]
        return [label for key in near for label in self.folds[key]]

    def begun(self, words: str) -> Known | None:
        """Return the label, slips aside, before an instruction."""
        fold = folded(words)
        for label, known in self.beginnings.items():
            long = len(folded(label))
            instructs = LONG_BEGINNING <= long < len(fold) - SHORTEST_INSTRUCTION
            if instructs and is_slip(fold[:long], label):
                return known
        return None


def _uncounted(words: str) -> list[str]:
    """The words, and what they are without a number that may be one of a block."""
    short = len(words) <= LONGEST_NUMBERED
    return [words, *(rest for rest, _ in (numbered(words) if short else ()))]


def _wordings(words: str) -> list[str]:
    """The words, and what they are without those that years add."""
    fewer = (_QUALIFIER.sub("", words), _ADDED.sub("", words))
    return list(dict.fromkeys((words, *fewer)))


class _Reading(NamedTuple):
    known: Known | None = None
    number: slice | None = None
    is_exact: bool = False


@lru_cache(maxsize=10_000)  # The same labels and values are asked for again and again.
def _reading(book: LabelBook, words: str, heads: bool) -> _Reading:
    """What the bare words of a label mean, and where its own number stands."""
    if len(words) > LONGEST:
        return _Reading()
    short = len(words) <= LONGEST_NUMBERED
    readings = [*(numbered(words) if short else ()), (words, None)]
    for rest, number in readings:
        if known := book.stated(rest, heads):
            return _Reading(known, number, is_exact=True)
    squashed = squash(words)
    if begun := book.beginnings.get(book.beginning(squashed)):
        return _Reading(begun)
    shortest = SHORTEST_HEAD if heads else SHORTEST_ALIKE
    for rest, number in readings if len(squashed) >= shortest else ():
        if known := book.alike(rest, heads):
            return _Reading(known, number)
    return _Reading(book.begun(words))
