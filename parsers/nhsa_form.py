"""NHSA application form (国家医保药品目录调整申报材料).

What a company files to have its drug listed in the national reimbursement catalogue,
published by the National Healthcare Security Administration every summer.  A cover
with the drug and the company, then 申报信息, 一、基本信息 (two or four columns of labels
and values), 参照药品信息 (a table of comparators), 二、有效性信息 (trial and guideline
blocks, the CDE review report), 三、安全性信息, 四、创新性信息, 五、公平性信息.  Patents,
trials and guidelines are numbered blocks; the published files print them twice.

Which labels exist is data: normalize/vocab/form_labels.tsv.
"""

import re
from collections.abc import Iterable, Iterator

from normalize.facts.adverse_events import adverse_events
from normalize.facts.names import drug_names, mentions
from normalize.facts.quantities import quantities
from normalize.facts.study import study

from normalize.document import Document
from normalize.draft import CellValue, Doubt, Draft, Implied
from normalize.facts.events import events
from normalize.facts.outcomes import outcomes
from normalize.form.blocks import blocks
from normalize.form.labels import LabelBook
from normalize.form.pairs import Leftover, Pair, read_pairs
from normalize.form.recognized import is_form
from normalize.tables import (
    Comparator,
    DocumentRow,
    Drug,
    Field,
    Filing,
    Patent,
    Recommendation,
    Trial,
)
from normalize.text import Span, Text
from normalize.values.dates import PartialDate, partial_date
from normalize.values.plain import plain, squash
from normalize.vocab import load

COVER_LINES = 12
TITLE = re.compile(r"(?P<year>20\d\d)\s*年.{0,20}目录.{0,12}(?:调整|申报)?")
MATERIAL = re.compile(r"申报材料|申报资料|申报表|申报书")
FACTS = ("result", "cde_effectiveness", "application_innovation", "innovation")
SAFETY = ("label_safety", "adverse_reactions", "application_innovation")
NEWS = ("other_notes", "innovation", "similar_drugs")
PATENT = re.compile(
    r"(?P<number>(?:ZL|CN|PCT/)?\s*[\dA-Z/]{6,16}(?:\s*[.．]\s*[\dX])?)"
    r"\s*[-—－–:：、，,\s]*(?P<title>.*)", re.S
)  # fmt: skip
GUIDELINE = re.compile(r"《(?P<name>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
ISSUER = re.compile(
    r"^(?:中国|中华|国家|美国|欧洲)?.{0,16}?(?:学会|协会|委员会|联盟|中心|组织|NCCN|ESMO)(?:\s*[(（][A-Za-z]+[)）])?"
)
YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
STRENGTH = re.compile(
    r"[ⅠⅡⅢI1-3一二三]{1,3}\s*[A-Ca-c]?\s*[级类]\s*(?:专家)?推荐|(?:强|弱|优先|首选|一线)推荐"
    r"|[1-3][A-C]类(?:证据|推荐)"
)
TICK = re.compile(r"^\s*[☑☒√✓✔■●◉]\s*")
BOX = re.compile(r"^\s*[□☐○◯]\s*")
NUMBERED = re.compile(r"\s*[-•·*]?\s*[(（]?(?P<number>\d{1,2})[)）.．、]\s*")


def recognizes(document: Document) -> bool:
    """Say whether enough labels of the form stand where labels stand."""
    return is_form(document)


def parse(document: Document) -> Iterator[Draft | Doubt]:
    """Yield the filing, its drug and all that belongs to them."""
    form = _Form(document)
    yield from form.fields()
    yield from form.leftovers()
    yield form.page()
    yield form.drug
    yield form.filing
    yield from form.patents()
    yield from form.comparators()
    yield from form.trials()
    yield from form.recommendations()
    yield from form.prose_facts()


class _Form:
    """The pairs of a form, and the drafts that hang on its drug and filing."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.book = LabelBook.of("form_labels")
        read = list(read_pairs(document, self.book))
        self.pairs = [item for item in read if isinstance(item, Pair)]
        self.lines = [item for item in read if isinstance(item, Leftover)]
        self.title = _title(list(document.lines())[:COVER_LINES], document)
        self.drug = Draft(Drug, **self._cells("drugs"))
        self.filing = Draft(
            Filing,
            drug_id=self.drug,
            catalog_year=self._year(),
            attachments=self._files(),
            **self._cells("filings"),
        )

    # --- what is stated once

    def _cells(self, table: str) -> dict[str, CellValue]:
        """The first stated value of each column; later fields of the form win over the cover."""
        cells: dict[str, CellValue] = {}
        for pair in self.pairs:
            known = pair.label.known
            if not known or known.table != table or plain(str(pair.value)) is None:
                continue
            if known.column not in cells or known.field == "generic_name":
                cells[known.column] = (
                    _items(pair) if known.kind == "list" else pair.value
                )
        return cells

    def _year(self) -> Text | None:
        found = self.title.search(TITLE) if self.title else None
        return found["year"] if found else None

    def _files(self) -> list[dict[str, Text | Implied]]:
        """Every attached file once, under the label that asks for it first."""
        files: dict[str, dict[str, Text | Implied]] = {}
        for pair in self.pairs:
            known = pair.label.known
            if known and known.kind == "file" and plain(str(pair.value)) is not None:
                files.setdefault(
                    squash(str(pair.value)),
                    {"label": pair.label.text, "file": pair.value},
                )
        return list(files.values())

    def page(self) -> Draft:
        """Return what the table of documents says of the form."""
        publishers = [line.text for line in self.lines if _mark(line.text) == "publisher"]
        return Draft(DocumentRow, title=self.title, publisher=next(iter(publishers), None))

    # --- every pair, every line

    def fields(self) -> Iterator[Draft | Doubt]:
        """Yield every pair as printed, and a doubt about each label nobody knows."""
        times: dict[str, int] = {}
        for pair in self.pairs:
            said = squash(f"{pair.label.text}\t{pair.value}")
            times[said] = times.get(said, 0) + 1
            yield Draft(
                Field,
                section=pair.section,
                label=pair.label.text,
                field=Implied(pair.label.field, "label") if pair.label.field else None,
                value=pair.value,
                occurrence=Implied(times[said], "count"),
            )
            if pair.label.known is None and times[said] == 1:
                yield self._unknown(pair)

    def _unknown(self, pair: Pair) -> Doubt:
        nearest = self.book.nearest(str(pair.label.text))
        hint = f"; the nearest known one is {nearest}" if nearest else ""
        return Doubt(
            "unknown_label",
            f"the label {pair.label.text} is not in form_labels.tsv{hint}; "
            "its value is kept in fields only",
            pair.label.text,
        )

    def leftovers(self) -> Iterator[Doubt]:
        """Yield a doubt about each line that is neither label, value nor title."""
        for line in self.lines:
            if not _mark(line.text) and not self._is_title(line.text):
                yield Doubt(
                    "unread_line",
                    "this line is neither a label nor a value; it fills no column",
                    line.text,
                    severity="info",
                )

    def _is_title(self, text: Text) -> bool:
        return self.title is not None and _inside(text, self.title)

    # --- blocks

    def patents(self) -> Iterator[Draft]:
        """Yield the core patents."""
        for block in blocks(self.pairs, "patents"):
            words = block.cells.get("title")
            if words is None or plain(str(words)) is None:
                continue
            found = words.strip().match(PATENT)
            yield Draft(
                Patent,
                drug_id=self.drug,
                ordinal=block.ordinal,
                patent_number=found["number"] if found else None,
                title=found["title"] if found else words,
                expires_on=block.cells.get("expires_on"),
            )

    def comparators(self) -> Iterator[Draft]:
        """Yield the comparator drugs; a row that says 无 is none."""
        stated = [
            block
            for block in blocks(self.pairs, "comparators")
            if plain(str(block.cells.get("name", ""))) is not None
        ]
        for i, block in enumerate(stated, start=1):
            yield Draft(
                Comparator,
                filing_id=self.filing,
                ordinal=Implied(i, "position in the table"),
                **block.cells,
            )

    def trials(self) -> Iterator[Draft]:
        """Yield the trials with their outcomes."""
        for block in blocks(self.pairs, "trials"):
            result = block.cells.get("result", Text.join([]))
            if not any(plain(str(cell)) for cell in block.cells.values()):
                continue
            trial = Draft(
                Trial,
                drug_id=self.drug,
                ordinal=block.ordinal,
                **block.cells,
                **study(result),
            )
            yield trial
            for outcome in outcomes(result):
                yield outcome.also(
                    trial_id=trial, drug_id=self.drug, field=_in("result")
                )

    def recommendations(self) -> Iterator[Draft]:
        """Yield the guidelines that recommend the drug."""
        for block in blocks(self.pairs, "recommendations"):
            text = block.cells.get("text")
            if text is None or plain(str(text)) is None:
                continue
            yield Draft(
                Recommendation,
                drug_id=self.drug,
                ordinal=block.ordinal,
                **block.cells,
                **_guideline(text),
            )

    # --- prose

    def prose_facts(self) -> Iterator[Draft | Doubt]:
        """Yield what the prose of the filing states: numbers, events, names."""
        for column, text in self._prose():
            taken: list[Span] = []
            for fact in self._facts_of(column, text):
                fact = fact.also(drug_id=self.drug, field=_in(column))
                taken += _value_spans(fact)
                yield fact
            for quantity in quantities(text, taken):
                yield quantity.also(drug_id=self.drug, field=_in(column))
        yield from self._events()
        yield from mentions(self.document.text, drug_names(self.document.text))

    def _prose(self) -> Iterator[tuple[str, Text]]:
        for draft in (self.drug, self.filing):
            for column in _PROSE_COLUMNS:
                if isinstance(text := draft.cells.get(column), Text):
                    yield column, text

    def _facts_of(self, column: str, text: Text) -> Iterator[Draft]:
        if column in FACTS:
            yield from outcomes(text)
        if column in SAFETY:
            yield from adverse_events(text)

    def _events(self) -> Iterator[Draft | Doubt]:
        subject = self.drug.cells.get("generic_name")
        for column in NEWS:
            text = self.filing.cells.get(column)
            if not isinstance(text, Text):
                continue
            found = events(
                text,
                anchor=self._applied(),
                drugs=drug_names(text),
                subject=subject if isinstance(subject, Text) else None,
            )
            for event in found:
                yield self._linked(event)

    def _linked(self, event: Draft | Doubt) -> Draft | Doubt:
        """The event with the filing's drug, where it is about that drug."""
        if isinstance(event, Doubt):
            return event
        named = event.cells.get("drug_name", "")
        name = squash(str(named.value if isinstance(named, Implied) else named))
        own = squash(str(self.drug.cells.get("generic_name", "")))
        return event.also(drug_id=self.drug) if name and name in own else event

    def _applied(self) -> PartialDate | None:
        applied = self.filing.cells.get("applied_at")
        found = applied.search(r"\S+") if isinstance(applied, Text) else None
        return partial_date(str(found[0])) if found else None


_PROSE_COLUMNS = (
    "specification", "dosage", "disease_background", "similar_drugs", "other_notes",
    "cde_effectiveness", "label_safety", "adverse_reactions", "innovation",
    "application_innovation", "public_health_impact", "basic_need", "gap_filling",
    "clinical_management",
)  # fmt: skip


def _title(lines: list[Text], document: Document) -> Text | None:
    """The form's name: the line with year and catalogue, and the one after it."""
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if line.search(TITLE) and len(line) < 60:
            if following and following.search(MATERIAL) and not line.search(MATERIAL):
                return document.text.within([Span(line.span.start, following.span.end)])
            return line
    return None


def _inside(text: Text, whole: Text) -> bool:
    return whole.span.start <= text.span.start and text.span.end <= whole.span.end


def _mark(text: Text) -> str | None:
    """The role of a printed mark; None for any other line."""
    roles = {squash(row["words"]): row["role"] for row in load("form_marks")}
    return roles.get(squash(str(text)))


def _items(pair: Pair) -> list[Text]:
    """The items of a list: the ticked ones where boxes are printed, else all."""
    lines = [line for line in pair.value.lines() if len(line.strip())]
    ticked = [line for line in lines if TICK.match(str(line))]
    if ticked or any(BOX.match(str(line)) for line in lines):
        lines = ticked
    if len(lines) == 1 and len(lines[0]) < 80:
        lines = lines[0].split("[、；;]")
    return _unnumbered([_without(line, TICK) for line in lines])


def _unnumbered(lines: list[Text]) -> list[Text]:
    """The items without 1. 2. 3., where the numbers do count them.

    Only counting tells the 1. of `1.2020年1月1日` from a decimal.
    """
    found = [line.match(NUMBERED) for line in lines]
    numbers = [str(f["number"]) for f in found if f]
    if numbers == [str(i) for i in range(1, len(lines) + 1)]:
        return [_without(line, NUMBERED) for line in lines]
    return lines


def _without(line: Text, marker: re.Pattern[str]) -> Text:
    found = line.match(marker)
    return line[found.match.end() :].strip() if found else line.strip()


def _guideline(text: Text) -> dict[str, CellValue]:
    """Title, issuer, year and strength of a recommendation."""
    cells: dict[str, CellValue] = {}
    if found := text.search(GUIDELINE):
        name = found["name"]
        cells["guideline"] = name
        if issuer := name.search(ISSUER):
            cells["issuer"] = issuer[0]
        if year := name.search(YEAR):
            cells["year"] = year[0]
    if strength := text.search(STRENGTH):
        cells["strength"] = strength[0]
    return cells


def _in(column: str) -> Implied:
    return Implied(column, "column of the form")


def _value_spans(fact: Draft) -> Iterable[Span]:
    for name, cell in fact.cells.items():
        if (
            name != "quote"
            and isinstance(cell, Text)
            and any(c.isdigit() for c in str(cell))
        ):
            yield from cell.spans()
