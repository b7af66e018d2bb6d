"""Where, which drug and how much of an event (事件的地区、药品、金额).

>>> where = place(Text.raw("2030年3月示例替尼在新加坡获批上市"))
>>> str(where.name), where.code
('新加坡', 'SG')
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from normalize.draft import Implied
from normalize.facts.drugs import NamedDrug, occurrences
from normalize.facts.offsets import end, offset
from normalize.facts.organizations import agency, agency_names
from normalize.facts.places import country_codes, region_code
from normalize.text import Text
from normalize.values.regions import find_regions

_ACTIVE = re.compile(
    r"(?:正式|已|分别|快速|也)?(?:附条件)?(?:批准|核准|授予|受理|纳入|引进|撤回|递交|提交)"
)
# 继A、B之后, 较A, 与A联用: the drug that another one is measured by.
_ASIDE_BEFORE = re.compile(
    r"(?:继|较|相比|对比|不同于|优于|低于|高于|区别于)[^，,。；;]{0,30}$"
    r"|(?:联合|联用|合用|加用|并用|序贯)[^，,。；;]{0,4}$"
)
_AND = re.compile(r"\s*(?:[（(][^（()）]{1,24}[）)])?\s*(?:[、及和与]|以及)\s*")
_AS_ONE = re.compile(r"[^，,。；;]{0,4}(?:联合|联用|合用|组合|序贯|方案|复方)")
_PASSIVE = re.compile(r"[获被经由][^，,。；;]{0,14}$")  # A获国家药监局批准
_AT_HOME = re.compile("(?<=在)[国境]内|国内(?=获批|上市|首|获准)")


class Place(NamedTuple):
    """Where an event was: its name as quoted or implied, and its code."""

    name: Text | Implied
    code: str | None


def untitled(words: Text) -> Text:
    """Leave titles out: an office that a title names does not act."""
    return Text.join(words.split(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》"))


@cache
def _country() -> re.Pattern[str]:
    names = "|".join(country_codes())
    return re.compile(
        rf"(?<=[在于获得经由])(?:{names})"
        rf"|(?:{names})(?=获批|上市|批准|核准|境内|市场|药[证證]|首[个例款张])"
    )


def place(words: Text) -> Place | None:
    """Say where an event was: a country it names, that of its office, or a province."""
    if found := words.search(_country()):
        return Place(found[0], region_code(str(found[0])))
    for name in agency_names(words):
        office = agency(str(name))
        if office.region:
            implied = Implied(office.region, f"where {office.name} acts", name)
            return Place(implied, region_code(office.region))
    for name, region in find_regions(words):
        return Place(name, region.code)
    if found := words.search(_AT_HOME):
        return Place(Implied("中国", "at home (国内)", found[0]), region_code("中国"))
    return None


def nearest_drug(
    words: Text, before: Text, verb: Text, drugs: Sequence[NamedDrug], ordinal: int = 0
) -> Text | None:
    """Return the drug an event is about, as the words name it.

    What is approved stands behind an active verb (批准示例仑赛上市), else before it;
    `before` is what the sentence says ahead of `words`.
    """
    places = list(occurrences(words, drugs))
    stop = _clause_end(words, verb)
    after = [
        each
        for each in places
        if verb.span.start <= each[0].span.start and offset(words, each[0]) < stop
    ]
    ahead = [
        each for each in _meant(words, drugs) if each[0].span.start < verb.span.start
    ]
    if after and (_takes_object(words, verb) or not ahead):
        return _full_name(after[min(ordinal, len(after) - 1)], places)
    ahead = ahead or list(_meant(before, drugs))
    return _full_name(ahead[-1], places) if ahead else None


def named_together(words: Text, chosen: Text, drugs: Sequence[NamedDrug]) -> list[Text]:
    """Return the drugs that one verb takes together: 批准甲片、乙片和丙片上市.

    Those of one treatment (甲片和乙片联合治疗) are no events of their own.

    >>> from normalize.facts.drugs import drug_names
    >>> text = Text.raw("批准示例替尼片、示例单抗注射液和示例仑赛注射液上市")
    >>> drugs = drug_names(text)
    >>> [str(each) for each in named_together(text, drugs[0].name, drugs)]
    ['示例替尼片', '示例单抗注射液', '示例仑赛注射液']
    """
    places = list(occurrences(words, drugs))
    own = (i for i, each in enumerate(places) if each[0].span == chosen.span)
    at = next(own, None)
    if at is None:
        return [chosen]
    first = last = at
    while first and _joined(words, places[first - 1], places[first]):
        first -= 1
    while last + 1 < len(places) and _joined(words, places[last], places[last + 1]):
        last += 1
    if _AS_ONE.match(words.chars, end(words, places[last][0])):
        return [chosen]
    return [name for name, _ in places[first : last + 1]]


def _joined(
    words: Text, one: tuple[Text, NamedDrug], other: tuple[Text, NamedDrug]
) -> bool:
    between = words.chars[end(words, one[0]) : offset(words, other[0])]
    return one[1] is not other[1] and _AND.fullmatch(between) is not None


def _clause_end(words: Text, verb: Text) -> int:
    """Where what a verb governs ends: A获批；B获受理 are of two drugs."""
    found = re.compile("[；;]").search(words.chars, offset(words, verb))
    return found.start() if found else len(words)


def _takes_object(words: Text, verb: Text) -> bool:
    before = words.chars[: offset(words, verb)]
    return verb.match(_ACTIVE) is not None and not _PASSIVE.search(before)


def _meant(words: Text, drugs: Sequence[NamedDrug]) -> Iterator[tuple[Text, NamedDrug]]:
    """Yield the drugs that words name for their own sake."""
    for name, drug in occurrences(words, drugs):
        if not _ASIDE_BEFORE.search(words.chars[: offset(words, name)]):
            yield name, drug


def _full_name(
    chosen: tuple[Text, NamedDrug], places: list[tuple[Text, NamedDrug]]
) -> Text:
    """Prefer the generic name where the same words give it beside the trade name."""
    words, drug = chosen
    full = (
        name for name, other in places if other is drug and str(name) == str(drug.name)
    )
    return next(full, words)
