"""Names of drugs in prose (药品名称): found by their shape, not from a list.

A Chinese generic name ends in a dosage form (示例仑赛注射液), begins with 注射用, or
ends in the stem of an INN (示例替尼); a foreign one has ®, an INN ending, or stands
where a name must stand (疗法Examplecel).  The trade name stands in brackets beside it,
on either side.  What the same text calls the drug for short is an alias.

>>> text = Text.raw("新药示例仑赛注射液（商品名：示例达®）获批，示例仑赛的售价")
>>> [drug] = drug_names(text)
>>> str(drug.name), str(drug.trade_name), [str(alias) for alias in drug.aliases]
('示例仑赛注射液', '示例达', ['示例仑赛'])
>>> drug_names(Text.raw("新药图片：美国批准疗法Examplecel后"))[0].name
Text('Examplecel')
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from normalize.facts.bounds import name_part
from normalize.facts.drug_codes import CODE, codes, is_code
from normalize.facts.drug_shapes import (
    base_of,
    core_of,
    generic_names,
    has_form,
    has_own_beginning,
    latin_names,
    trade_names,
    without_form,
)
from normalize.facts.offsets import end, offset
from normalize.text import Found, Text

_HAN = "[\u4e00-\u9fff]"
_QUOTE = "[“”\"‘’'「」『』]?"
_BRACKET = re.compile(r"[”」』\"]?[®™]?\s*[（(]([^（()）]{2,60})[）)]")
_TRADE = re.compile(
    rf"商品名(?:称|为|是)*[：:]?\s*{_QUOTE}(?P<trade>[\u4e00-\u9fff]{{2,6}}|[A-Z][A-Za-z]{{2,}})"
)
_ALSO = re.compile(
    rf"(?:研发代号|项目代号|代号|以下简称|下称|简称|曾用名|又称|又名)(?:为)?[：:]?\s*{_QUOTE}"
    r"(?P<alias>[A-Za-z\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff\-]{1,19})"
)
_ENGLISH = re.compile(
    r"(?<![A-Za-z])(?P<english>[A-Za-z][a-z]{4,}(?:[ \-][A-Za-z]{3,}){0,4})"
    r"(?![A-Za-z\d])"
)
_TRADE_BEFORE = re.compile(
    rf"(?P<run>{_HAN}{{2,30}}){_QUOTE}[®™]?{_QUOTE}\s*[（(]\s*{_QUOTE}$"
)

_CODE_BEFORE = re.compile(rf"(?P<code>{CODE})[®™]?\s*[（(]\s*$")
_PARTS = re.compile("[，,；;、/]")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDrug:
    """A drug as a text names it."""

    name: Text
    trade_name: Text | None = None
    english_name: Text | None = None
    aliases: list[Text] = field(default_factory=list)

    def words(self) -> list[str]:
        """List everything the text calls it, longest first."""
        names = [self.name, self.trade_name, self.english_name, *self.aliases]
        return sorted(
            {str(n) for n in names if n is not None}, key=lambda w: (-len(w), w)
        )


def drug_names(text: Text) -> list[NamedDrug]:
    """List the drugs that a text names, each once, in the order it names them."""
    full, short = _generics(text)
    coded = list(codes(text))
    short |= {str(code): [code] for code in coded if str(code) not in short}
    drugs = [
        _described(text, places, NamedDrug(name=places[0])) for places in full.values()
    ]
    drugs = _with_short_forms(text, drugs, short)
    taken = {word for drug in drugs for word in drug.words()}
    taken |= {str(drug.english_name).split()[0] for drug in drugs if drug.english_name}
    drugs += [
        NamedDrug(name=name)
        for name in _distinct([*latin_names(text), *trade_names(text), *coded])
        if str(name) not in taken
    ]
    return sorted(drugs, key=lambda drug: drug.name.span)


def occurrences(
    text: Text, drugs: Sequence[NamedDrug]
) -> Iterator[tuple[Text, NamedDrug]]:
    """Yield every place where a text names one of `drugs`, by whichever name.

    >>> text = Text.raw("示例仑赛注射液获批，示例仑赛定价")
    >>> [str(place) for place, _ in occurrences(text, drug_names(text))]
    ['示例仑赛注射液', '示例仑赛']
    """
    by_word = {word: drug for drug in reversed(drugs) for word in drug.words()}
    words = sorted(by_word, key=lambda word: (-len(word), word))
    for found in text.finditer("|".join(map(_whole_word, words))) if words else ():
        yield found[0], by_word[str(found[0])]


def topic(text: Text, drugs: Sequence[NamedDrug]) -> Text | None:
    """Return the drug that at least half of all mentions are of, if there is one.

    >>> text = Text.raw("示例仑赛注射液获批，示例仑赛定价；示例替尼")
    >>> str(topic(text, drug_names(text)))
    '示例仑赛注射液'
    """
    counts = Counter(str(drug.name) for _, drug in occurrences(text, drugs))
    for name, count in counts.most_common(1):
        if 2 * count >= counts.total():
            return next(drug.name for drug in drugs if str(drug.name) == name)
    return None


def _whole_word(word: str) -> str:
    if word[0].isascii():
        return rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])"
    return re.escape(word)


Named = dict[str, list[Text]]


def _generics(text: Text) -> tuple[Named, Named]:
    """Return the occurrences of each generic name: with dosage form, and without."""
    found = list(generic_names(text))
    known = sorted({str(name) for name in found}, key=lambda name: (len(name), name))
    full: Named = {}
    short: Named = {}
    for name in found:
        name = _without_junk(name, known)
        kind = full if has_form(str(name)) else short
        kind.setdefault(str(name), []).append(name)
    return full, short


def _without_junk(name: Text, known: Iterable[str]) -> Text:
    """Leave out what stands before a name that the same text holds without it."""
    words = str(name)
    for other in known:
        rest = words.removesuffix(other)
        if rest not in ("", words) and len(core_of(other)) >= 3:
            return name if has_own_beginning(rest) else name[len(rest) :]
    return name


def _described(text: Text, places: Iterable[Text], drug: NamedDrug) -> NamedDrug:
    """Read the brackets beside each occurrence of a name of a drug."""
    for place in places:
        drug = _after(_before(drug, text, place), text, place)
    return drug


def _before(drug: NamedDrug, text: Text, place: Text) -> NamedDrug:
    """示例达（示例仑赛注射液）, EX-208（示例仑赛注射液）: what the bracket explains."""
    start = offset(text, place)
    before = text[max(0, start - 40) : start]
    if (code := before.search(_CODE_BEFORE)) and is_code(code["code"].chars):
        drug = replace(drug, aliases=[*drug.aliases, code["code"]])
    found = before.search(_TRADE_BEFORE)
    if not found or drug.trade_name is not None:
        return drug
    name = name_part(found["run"])
    is_trade = 2 <= len(name) <= 6 and not list(generic_names(name))
    return replace(drug, trade_name=name) if is_trade else drug


def _after(drug: NamedDrug, text: Text, place: Text) -> NamedDrug:
    """示例仑赛注射液（商品名：示例达，代号：EX-01）."""
    stop = end(text, place)
    after = text[stop : stop + 80]
    bracket = after.match(_BRACKET)
    beside = bracket[1] if bracket else after[: _clause_end(after)]
    also = [*_named(beside, _ALSO, "alias"), *_codes_in(bracket)]
    drug = replace(drug, aliases=[*drug.aliases, *also])
    for trade in _named(beside, _TRADE, "trade"):
        drug = replace(drug, trade_name=drug.trade_name or trade)
    if bracket is None:
        return drug
    for english in _named(bracket[1], _ENGLISH, "english"):
        drug = replace(drug, english_name=drug.english_name or english)
    if marked := bracket[1].fullmatch(rf"{_QUOTE}({_HAN}{{2,6}}){_QUOTE}[®™]{_QUOTE}"):
        drug = replace(drug, trade_name=drug.trade_name or marked[1])
    return drug


def _codes_in(bracket: Found | None) -> Iterator[Text]:
    """（EX-208）, （Examplemab，EX-208）: the codes that stand in a bracket alone."""
    for part in bracket[1].split(_PARTS) if bracket else ():
        if is_code(part.strip().chars):
            yield part.strip()


def _clause_end(after: Text) -> int:
    """Where `，商品名：…` right after a name ends; 0 where something else follows."""
    found = after.match(r"(?:[，,]\s*(?:商品名|代号|研发代号|简称)[^，。；;）)]*)+")
    return found.match.end() if found else 0


def _named(beside: Text, pattern: re.Pattern[str], group: str) -> Iterator[Text]:
    found: Iterator[Found] = beside.finditer(pattern)
    return (match[group] for match in found)


def _with_short_forms(
    text: Text, drugs: list[NamedDrug], short: Named
) -> list[NamedDrug]:
    """Give each short form to the drug it is short for; the rest are drugs."""
    left = dict(short)
    out = []
    for drug in drugs:
        base = base_of(str(drug.name))
        mine = [left.pop(word) for word in list(left) if base_of(word) == base]
        drug = _described(text, [place for places in mine for place in places], drug)
        bare = text.search(without_form(str(drug.name)))
        shorter = [places[0] for places in mine] + ([bare[0]] if bare else [])
        out.append(replace(drug, aliases=_distinct([*drug.aliases, *shorter])))
    out += [
        _described(text, places, NamedDrug(name=places[0]))
        for word, places in left.items()
        if not is_code(word)
    ]
    return out


def _distinct(names: Iterable[Text]) -> list[Text]:
    return list({str(name): name for name in reversed(list(names))}.values())[::-1]
