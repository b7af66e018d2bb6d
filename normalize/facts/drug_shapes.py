"""What the name of a drug looks like (药品名称的形状): forms, stems and marks.

>>> text = Text.raw("口服复方示例片，静滴注射用示例单抗和示例替尼，看图片")
>>> [str(name) for name in generic_names(text)]
['复方示例片', '注射用示例单抗', '示例替尼']
>>> [str(name) for name in latin_names(Text.raw("药物EXAMPLA®（exampleleucel）"))]
['EXAMPLA', 'exampleleucel']
>>> core_of("示例替尼缓释片"), base_of("甲磺酸示例替尼片")
('示例替尼', '示例替尼')
"""

import re
from bisect import bisect, insort
from collections.abc import Iterator, Mapping

from normalize.facts.bounds import before_bound, name_part
from normalize.facts.drug_codes import CODE
from normalize.facts.drug_contexts import may_name, speaks_of_drugs
from normalize.text import Found, Span, Text
from normalize.vocab import load

MIN_CORE = 2  # characters before the dosage form
MIN_CORE_ONE = 3  # the same before a form of one character: 片, 丸, 散
MIN_WITH_STEM = 4  # characters of a name that ends in a stem: 示例替尼
LONGEST = 40

_RUN = r"[\u4e00-\u9fffα-ωA-Za-z0-9Ⅰ-Ⅻ\-]"
_HAN_RUN = r"[\u4e00-\u9fffα-ω]"
# FDA示例仑赛: abbreviations stand before a name; L-, ω-3 and 18F begin one.
_LATIN_BEGINNING = re.compile(
    r"(?![A-Z]-|18F|99m|131I)[A-Za-z0-9\-]+(?=[\u4e00-\u9fff])|-+"
)


_WON = "中[标选]"  # 影片中 is no 片, 示例片中标 is one


_AFTER_A_CODE = "|".join(
    rf"(?<=[A-Z]{dash}\d{{{n}}}{{form}})" for n in range(1, 8) for dash in ("", "-")
)


def _form_pattern(row: Mapping[str, str]) -> str:
    """Match a form that is a word of its own: 100片 is a number, EX-05片 a name."""
    form, after = row["form"], row["not_after"]
    coded = _AFTER_A_CODE.replace("{form}", form)
    behind = f"(?:(?<![{after}]{form})|{coded})" if after else ""
    before = f"(?!(?!{_WON})[{row['not_before']}])" if row["not_before"] else ""
    return f"{form}{behind}{before}"


def _words(kind: str) -> list[str]:
    words = [row["word"] for row in load("drug_stems") if row["kind"] == kind]
    return sorted(words, key=lambda word: (-len(word), word))


_FORMS = "|".join(
    _form_pattern(row)
    for row in sorted(load("dosage_forms"), key=lambda row: -len(row["form"]))
)
_SHARED = frozenset(row["form"] for row in load("dosage_forms") if row["shared"])
_STEMS = "|".join(_words("stem"))
_BEGINNINGS = "|".join(_words("prefix"))
_SALTS = "|".join(
    word for word in _words("prefix") if len(word) > 1 and word[-1] in "酸化"
)
# (18AA) is of the name, (EX-208) is its code.
_BRACKETED = r"(?:[（(](?![A-Z]{2,}-?\d{2})(?:[ⅠⅡⅢⅣⅤ]+|[A-Z0-9αβ\-]{1,6})[）)])?"

_FORM = re.compile(rf"(?P<form>{_FORMS})(?!{_FORMS}){_BRACKETED}")
_STEM = re.compile(
    rf"(?:{_STEMS})(?!{_STEMS}|{CODE}|[县市省区镇乡])"
)  # 双抗EX-01, 西林县
_BEFORE_FORM = re.compile(rf"{_RUN}+{_BRACKETED}$")
_NO_BEGINNING = re.compile(r"[（(]")
_BEFORE_STEM = re.compile(rf"{_RUN}*{_HAN_RUN}$")
_POWDER = "注射用"
_INJECTION = re.compile(rf"{_POWDER}(?P<rest>[\u4e00-\u9fffA-Za-zα-ω0-9\-]{{2,24}})")
_CORE = re.compile(rf"(?:{_FORMS}){_BRACKETED}$")
_BASE = re.compile(rf"^(?:{_SALTS}|注射用)+")

_SALT = re.compile(rf"^(注射用)?(?:{_SALTS})+")

_TO_STEM = re.compile(rf".{{0,16}}?(?:{_STEMS})[钠钾钙]?")

_INN = "|".join(row["stem"] for row in load("latin_stems"))
_LATIN = re.compile(
    rf"""
    (?<![A-Za-z])(?P<name>[A-Za-z][A-Za-z\-]{{2,}}(?:[ ][A-Za-z]{{4,}})?)
      \s?(?:®|™|\(R\))
    | (?<![A-Za-z\-])(?P<inn>(?:[A-Za-z]+gene[ ])?[A-Za-z]{{3,}}(?i:{_INN}))
      (?:-[a-z]{{4}})?(?![A-Za-z])
    | (?:疗法|药物|药品|产品|新药|品种|单药|孤儿药)[“"「]?
      (?P<placed>[A-Z][a-z]{{3,}}[A-Za-z]*)(?![A-Za-z\-]|[ ]?[A-Z]|杂志|期刊|公司|集团)
    | (?<![A-Za-z])(?P<formed>[A-Z][a-z]{{3,}}[A-Za-z]*)
      (?=注射液|胶囊|颗粒|[（(][^（()）]{{2,20}}注射液)
    """,
    re.VERBOSE,
)
_AND = re.compile(r"\s?[和及与、]\s?(?P<name>[A-Z][a-z]{3,}[A-Za-z]*)(?![A-Za-z\-])")
_LATIN_GROUPS = ("name", "inn", "placed", "formed")
_TRADE = re.compile(r"(?P<run>[\u4e00-\u9fff]{2,12})[®™]")


def generic_names(text: Text) -> Iterator[Text]:
    """Yield generic names in order: by dosage form, by 注射用, by stem."""
    found: dict[Span, Text] = {}
    taken: list[Span] = []
    for name in (*_with_form(text), *_for_injection(text), *_with_stem(text)):
        if len(name) and _is_free(name.span, taken):
            insort(taken, name.span)
            found[name.span] = name
    return (found[span] for span in taken)


def _is_free(span: Span, taken: list[Span]) -> bool:
    """Whether a span meets none of those taken, which are sorted and apart."""
    at = bisect(taken, span)
    clear_before = at == 0 or taken[at - 1].end <= span.start
    return clear_before and (at == len(taken) or span.end <= taken[at].start)


def _with_form(text: Text) -> Iterator[Text]:
    for found in text.finditer(_FORM):
        core = _core_before(text, found, _BEFORE_FORM)
        form = found["form"].chars
        if len(core) < (MIN_CORE_ONE if len(form) == 1 else MIN_CORE):
            continue
        sure = form not in _SHARED or core.search(_STEM)
        name = Text.join([core, found[0]])
        if (sure or speaks_of_drugs(text, *found.match.span())) and may_name(name):
            yield name


def _with_stem(text: Text) -> Iterator[Text]:
    for found in text.finditer(_STEM):
        core = _core_before(text, found, _BEFORE_STEM)
        name = Text.join([core, found[0]])
        if len(core) and len(name) >= MIN_WITH_STEM and may_name(name):
            yield name


def _core_before(text: Text, ending: Found, run: re.Pattern[str]) -> Text:
    start = ending.match.start()
    before = text[max(0, start - LONGEST) : start].search(run)
    name = name_part(before[0], str(ending[0])) if before else text[:0]
    while found := name.match(_LATIN_BEGINNING):
        name = name[found.match.end() :]
    return name if not name.match(_NO_BEGINNING) else name[:0]


def _for_injection(text: Text) -> Iterator[Text]:
    """Yield 注射用示例素: without a form it ends at its stem or the next bound."""
    for found in text.finditer(_INJECTION):
        rest = found["rest"]
        stem = rest.match(_TO_STEM)
        length = stem.match.end() if stem else len(before_bound(rest))
        if length >= MIN_CORE:  # 注射用和
            yield found[0][: len(found[0]) - len(rest) + length]


def latin_names(text: Text) -> Iterator[Text]:
    """Yield names in Latin letters: with ®, an INN ending, or placed like a drug.

    >>> list(latin_names(Text.raw("EXAMPLA®手机和新产品Galaxy，Concept。" * 5)))
    []
    """
    for found in text.finditer(_LATIN):
        group = next(name for name in _LATIN_GROUPS if name in found)
        sure = group in ("inn", "formed") or speaks_of_drugs(
            text, *found.match.span(group)
        )
        if sure and may_name(found[group]):
            yield found[group]
            if group == "placed":
                yield from _coordinated(text, found.match.end())


def _coordinated(text: Text, at: int) -> Iterator[Text]:
    """Yield the names that 和 or 、 joins to the one that ends at `at`."""
    while found := _AND.match(text.chars, at):
        yield text[found.start("name") : found.end()]
        at = found.end()


def trade_names(text: Text) -> Iterator[Text]:
    """Yield Chinese names with ® or ™."""
    for found in text.finditer(_TRADE):
        name = name_part(found["run"])
        if 2 <= len(name) <= 6 and speaks_of_drugs(text, *found.match.span()):
            yield name


def core_of(name: str) -> str:
    """Return a generic name without its dosage form."""
    return _CORE.sub("", name) or name


def has_form(name: str) -> bool:
    """Whether a name says its dosage form.

    >>> has_form("示例替尼片"), has_form("注射用示例单抗"), has_form("示例单抗")
    (True, True, False)
    """
    return core_of(name) != name or name.startswith(_POWDER)


def without_form(name: str) -> re.Pattern[str]:
    """Match a name without its dosage form; nothing, for one too short."""
    core = core_of(name).removeprefix(_POWDER)
    if len(core) < MIN_CORE_ONE:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<!{_POWDER}){re.escape(core)}(?!{_FORMS}|{_STEMS})")


def base_of(name: str) -> str:
    """Return a generic name without dosage form, salt and 注射用."""
    return _BASE.sub("", core_of(name)) or name


def without_salt(name: str) -> str:
    """Return a generic name without its salt, if a name is left then.

    >>> without_salt("甲磺酸示例替尼片"), without_salt("碳酸钙片")
    ('示例替尼片', '碳酸钙片')
    """
    bare = _SALT.sub(r"\1", name)
    return bare if len(core_of(bare)) >= MIN_CORE_ONE else name


def has_own_beginning(words: str) -> bool:
    """Whether words before a name make it another name: 盐酸, 复方, 重组人."""
    return re.fullmatch(rf"(?:{_BEGINNINGS})+", words) is not None
