"""Quantities (数量): every other number with a unit, and what it is a number of.

Prevalence, baseline, dose, prices and counts in running text.  Dates, document
numbers, list numbers and the numbers in names (CD19, ABC12) are none.

>>> text = Text.raw(
...     "我国发病率约为4.57/10万，55.5%为男性，已覆盖20个省份，剂量为0.5×10^8个细胞"
... )
>>> for draft in quantities(text):
...     cells = {k: str(getattr(c, "value", c)) for k, c in draft.cells.items()}
...     print(cells["subject"], cells["value_low"], cells["unit"], len(cells) > 4)
我国发病率 4.57 /10万 True
男性 55.5 % False
省份 20 个 False
细胞 0.5×10^8 个 False
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from normalize import vocab
from normalize.draft import Draft, Implied
from normalize.facts.quantity_subjects import subject
from normalize.sentences import around, clauses, sentences
from normalize.tables import Quantity
from normalize.text import Found, Span, Text
from normalize.values import Rejected
from normalize.values.measures import NUMBER, TO
from normalize.values.numerals import fraction, numeral

# 95%CI and 9人民日报 are other words.
_OTHER_WORD = {"%": r"(?!\s*(?:CI|置信|可信))", "人": "(?![民工员体大格类])"}
_KINDS = {row["unit"]: row["kind"] for row in vocab.load("units")}


def _unit(word: str) -> str:
    """Pattern of a unit; a Latin one does not go on: 20mg, not 20mgs."""
    latin = word[-1].isascii() and word[-1].isalpha()
    beyond = r"(?![A-Za-z0-9^])" if latin else _OTHER_WORD.get(word, "")
    return re.escape(word) + beyond


_UNITS = "|".join(map(_unit, sorted(_KINDS, key=len, reverse=True)))
_POWER = r"\s*[×xX*]\s*10\s*\^\s*\d{1,2}"
_SCALE = r"(?:\s*[十百千]?[万亿](?!级)|[百千](?![分克米]))"
_FIGURE = rf"(?:{NUMBER}(?:{_POWER}|{_SCALE})?)"
# 十分常见, 成千上万份 and 一次输注 count nothing: a numeral needs two signs, or 余,
# or a counter that is only used to count.
_DIGITS = "一二两三四五六七八九十百千万亿"
_HAN = (
    rf"(?<![数几成上{_DIGITS}第])"
    rf"(?:[{_DIGITS}]{{2,}}|[十百千万](?=[余多])|[二两三四五六七八九十](?=[家款例名所]))"
)
_ROUGH = (
    r"(?:大约|约为|约|将近|接近|近|超过|超|逾|多达|高达|至少|不超过|不足|不到|不低于"
    r"|不少于|大于|小于|高于|低于|[≥≤><＞＜])"
)
_HEAD = r"(?<![A-Za-z0-9.\-_/〔\[第号Vv^×])"

# 0.5×10^8 CAR-T活细胞: a power of ten may count anything.
_POWERED = (
    r"(?:个|[A-Za-z+\-\u4e00-\u9fff]{0,12}?(?:细胞|拷贝)|vg|TU|PFU|CFU|IU|U)(?:/kg)?"
)
_SHAPES = {
    "part": rf"(?P<number>[{_DIGITS}]+分之[{_DIGITS}]+"
    r"|(?<![\d/.])1/\d+(?![\d/万])|一半(?![年天月个小径数])|半数)",
    "power": rf"{_HEAD}(?P<number>{NUMBER}{_POWER})"
    rf"(?:\s*{TO}\s*(?P<high>{NUMBER}{_POWER}))?\s*(?P<unit>{_POWERED})?",
    "range": rf"{_HEAD}(?P<number>{_FIGURE})\s*(?:{_UNITS})?"
    rf"\s*{TO}\s*(?P<high>{_FIGURE})[余多]?\s*(?P<unit>{_UNITS})",
    "single": rf"{_HEAD}(?P<number>{_FIGURE})(?P<odd>[余多])?\s*(?P<unit>{_UNITS})",
    "numeral": rf"(?P<number>{_HAN})(?P<odd>[余多])?"
    r"(?P<unit>例|人次|人|名|位|个|家|所|款|项|种|次|年|岁|元|天|周|份|篇)(?!计划|工程|制)",
}
_BEFORE = re.compile(rf"{_ROUGH}占?\s*$")
_BEHIND = re.compile(r"\s*(?:左右|上下|以上|以下|以内)")
_DATE = re.compile(
    r"(?:19|20)\d\d\s*年(?:代|版|度|底|初)?|\d{1,2}\s*月(?!龄)\s*(?:\d{1,2}\s*日)?"
    r"|(?:19|20)\d\d(?:[-/]\d{1,2}(?:[-/]\d{1,2})?|\.\d{1,2}\.\d{1,2})(?!\d)"
    r"|\d{1,2}\s*日(?!均)|\d{1,2}:\d\d(?::\d\d)?"
)

_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]+")
_PATTERNS = {kind: re.compile(shape) for kind, shape in _SHAPES.items()}
_LEXER = re.compile(
    f"(?P<date>{_DATE.pattern})|"
    + "|".join(
        f"(?P<{kind}>{re.sub(r'[(][?]P<.*?>', '(?:', shape)})"
        for kind, shape in _SHAPES.items()
    )
)


def quantities(text: Text, taken: Iterable[Span] = ()) -> Iterator[Draft]:
    """Yield a Quantity for every number with a unit outside of `taken`.

    `taken` are the raw spans of the values that other facts hold already.
    """
    others = _merged(taken)
    for sentence in sentences(text):
        for clause in clauses(sentence):
            after = 0
            for found in _numbers(clause):
                free = not _overlaps(found["number"].span, others)
                if free and _is_numeral(found["number"].chars):
                    yield _draft(sentence, clause, found, after)
                after = found.match.end()


def taken_by(drafts: Iterable[Draft]) -> Iterator[Span]:
    """Yield the raw spans of all words that some facts are made of, but their quote.

    >>> text = Text.raw("我国有20个省份")
    >>> [draft] = quantities(text)
    >>> list(quantities(text, taken_by([draft])))
    []
    """
    for draft in drafts:
        for name, cell in draft.cells.items():
            words = cell.quote if isinstance(cell, Implied) else cell
            if isinstance(words, Text) and name != "quote":
                yield from words.spans()


def _numbers(clause: Text) -> Iterator[Found]:
    """Find the numbers with a unit; dates are read first and left out."""
    for word in _LEXER.finditer(clause.chars):
        if word.lastgroup != "date":
            pattern = _PATTERNS[str(word.lastgroup)]
            if match := pattern.match(clause.chars, word.start()):
                yield Found(clause, match)


def _is_numeral(words: str) -> bool:
    """Tell a number from words that only look like one: 两三, 万亿.

    >>> _is_numeral("三"), _is_numeral("两三"), _is_numeral("万亿")
    (True, False, False)
    """
    if "分之" in words or "半" in words or not _HAN_ONLY.fullmatch(words):
        return True
    try:
        return numeral(words) is not None
    except Rejected:
        return False


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Sort spans and join those that touch."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            span = Span(merged[-1].start, max(merged.pop().end, span.end))
        merged.append(span)
    return merged


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether a span shares a character with one of the merged `others`."""
    at = bisect_left(others, span.end, key=lambda other: other.start) - 1
    return at >= 0 and others[at].end > span.start


def _draft(sentence: Text, clause: Text, found: Found, after: int) -> Draft:
    unit = found["unit"].strip() if _has(found, "unit") else None
    kind = _KINDS.get(unit.chars, "count") if unit else "share"
    about = subject(clause, Span(*found.match.span()), kind, after)
    cells: dict[str, Text | Implied | None] = {
        "subject": about,
        "value_low": _value(found["number"]),
        "value_high": found["high"] if _has(found, "high") else None,
        "unit": unit,
        "is_approximate": _rough(clause, found),
    }
    quoted = [found["number"], *([about] if about else [])]
    return Draft(Quantity, **cells, quote=around(sentence, quoted))


def _has(found: Found, name: str) -> bool:
    return bool(found.match.groupdict().get(name))


def _value(number: Text) -> Text | Implied:
    """Quote the number; 六十分之一 and 1/60 are Implied."""
    words = number.chars
    if "半" in words:
        return Implied("0.5", "a half", number)
    if "分之" in words:
        return Implied(_decimal(float(fraction(words))), "a fraction", number)
    if "/" in words:
        return Implied(_decimal(1 / int(words.partition("/")[2])), "a fraction", number)
    return number


def _decimal(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _rough(clause: Text, found: Found) -> Implied | None:
    """Find what makes it approximate: 约 before, 余 in it, 左右 behind."""
    start, end = found.match.span()
    before = clause[max(start - 8, 0) : start].search(_BEFORE)
    behind = clause[end : end + 8].match(_BEHIND)
    odd = found["odd"] if _has(found, "odd") else None
    word = before[0] if before else odd or (behind[0] if behind else None)
    return Implied(True, "the words", word.strip()) if word else None
