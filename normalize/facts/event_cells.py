"""Who, where, which drug and how much of an event (事件的主体、地区、药品、金额).

>>> text = Text.raw("据示例新闻报道，示例大学附属示例医院张示例教授团队"
...                 "与示例健康达成合作")
>>> [str(actor) for actor in actors(text)]
['示例新闻', '示例大学附属示例医院张示例教授团队', '示例健康']
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from normalize.draft import Implied
from normalize.facts.bounds import name_part
from normalize.facts.drugs import NamedDrug, occurrences
from normalize.facts.organizations import agency, agency_names, company_names
from normalize.facts.places import country_codes
from normalize.text import Text
from normalize.values.regions import find_regions

_KINDS = ("function", "verb")
# A university is named before its hospital; 县人民医院开出全省医院… are two.
_HOSPITAL = re.compile(
    r"(?P<run>[\u4e00-\u9fff]{2,30}?(?:医院|医学中心"
    r"|(?:研究院|研究所|大学|医学院|疾控中心)(?![\u4e00-\u9fff]{0,12}?(?:医院|医学中心))))"
    r"(?P<team>[\u4e00-\u9fff]{2,12}?团队)?"
)
_SOME_HOSPITAL = re.compile(
    "(?:[我本]?全?[国省市县区]|各级?|[县市省]级|基层|三甲|[一二三]级|公立|民营|定点|多家|大型?)*医院"
)
_MEDIA = re.compile(
    r"(?P<run>[\u4e00-\u9fff]{2,12}?(?:新闻|日报|晚报|时报|早报|晨报|周刊|电视台|通讯社|新华社|新华网|央视|财经))"
    r"(?=[\u4e00-\u9fff]{0,6}?(?:报道|消息|讯|记者|获悉))"
)
_MEMBERS = re.compile(
    r"(?:\d+|[一二三四五六七八九十]+)[余多]?[个家](?:成员|相关|有关)?(?:单位|部门)"
)
_ACTIVE = re.compile(r"(?:正式|已|分别|快速|也)?(?:批准|核准|授予|受理|纳入)")


def untitled(words: Text) -> Text:
    """Leave titles out: an office that a title names does not act."""
    return Text.join(words.split(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》"))


def actors(words: Text) -> list[Text]:
    """List who acts in these words: offices, companies, hospitals, reporting media."""
    seen: dict[str, Text] = {}
    for name in sorted(_named(words), key=lambda name: name.span):
        seen.setdefault(agency(str(name)).name, name)
    return list(seen.values())


def _named(words: Text) -> Iterator[Text]:
    yield from agency_names(words)
    yield from company_names(words)
    for found in words.finditer(_MEMBERS):
        yield found[0]
    for pattern in (_HOSPITAL, _MEDIA):
        for found in words.finditer(pattern):
            name = name_part(found[0], kinds=_KINDS)
            if len(name) >= 4 and not name.fullmatch(_SOME_HOSPITAL):
                yield name


@cache
def _place_pattern() -> re.Pattern[str]:
    place = "|".join(country_codes())
    return re.compile(
        rf"(?<=[在于获得经由])(?:{place})|(?:{place})(?=获批|上市|批准|境内|市场|首[个例款张])"
    )


def region(words: Text) -> Text | Implied | None:
    """Say where an event was: a country it names, that of its office, or a province."""
    if found := words.search(_place_pattern()):
        return found[0]
    for name in agency_names(words):
        office = agency(str(name))
        if office.region:
            return Implied(office.region, f"where {office.name} acts", name)
    for place_words, _ in find_regions(words):
        return place_words
    return None


def nearest_drug(
    words: Text, before: Text, verb: Text, drugs: Sequence[NamedDrug], ordinal: int = 0
) -> Text | None:
    """Return the drug an event is about, as the words name it.

    What is approved stands behind an active verb (批准示例仑赛上市), else before it;
    `before` is what the sentence says ahead of `words`.
    """
    places = list(occurrences(words, drugs))
    after = [place for place in places if place[0].span.start >= verb.span.start]
    ahead = [place for place in places if place[0].span.start < verb.span.start]
    if after and (verb.match(_ACTIVE) or not ahead):
        return _full_name(after[min(ordinal, len(after) - 1)], places)
    ahead = ahead or list(occurrences(before, drugs))
    return _full_name(ahead[-1], places) if ahead else None


def _full_name(
    chosen: tuple[Text, NamedDrug], places: list[tuple[Text, NamedDrug]]
) -> Text:
    """Prefer the generic name where the same words give it beside the trade name."""
    words, drug = chosen
    full = (
        place
        for place, other in places
        if other is drug and str(place) == str(drug.name)
    )
    return next(full, words)
