"""How a quantity is printed (数量的写法): its figures, its unit, where it stands.

Figures or Chinese numerals, one number or a range, shares in words, money with its
sign in front.  Dates and what only looks like a number are left out.

>>> words = "约三成患者为2～5岁，千分之五手术，已有两三百例、上千人，共HK$1.2千萬"
>>> for f in figures(Text.raw(words)):
...     cells = [getattr(c, "value", c) for c in (f.low, f.high, f.unit)]
...     print(*map(str, cells), f.is_odd)
30 None % False
2 5 岁 False
五 None ‰ False
200 300 例 True
1000 None 人 True
1.2千萬 None HK$ False
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from normalize import vocab
from normalize.draft import Implied
from normalize.text import Found, Span, Text
from normalize.values import Rejected
from normalize.values.amounts import number
from normalize.values.measures import NUMBER, TO
from normalize.values.number_words import any_of
from normalize.values.numerals import fraction, numeral

Cell = Text | Implied | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A number of a clause; `is_odd` where its own words make it approximate."""

    span: Span
    number: Text
    low: Text | Implied
    high: Cell = None
    unit: Cell = None
    is_odd: bool = False


# 95%CI, 9人民日报, 2期临床 and 3年级 are other words.
_OTHER_WORD = {
    "%": r"(?!\s*(?:CI|置信|可信))",
    "人": "(?![民工员体大格类])",
    "期": "(?!临床|试验|研究|肺|癌|瘤|患|病|及|或|肾|慢|[A-Za-z、])",
    "年": "(?![级轮])",
    "位": "(?![数于置点])",
    "所": "(?![示述列谓])",
    "条": "(?![款之第])",
    "对": r"(?!\d)",
}
_KINDS = {row["unit"]: row["kind"] for row in vocab.load("units")}
_CURRENCIES = {row["words"]: row for row in vocab.load("currencies")}


def kind_of(unit: str) -> str:
    """Return the kind of a unit: `share`, `count`, `time`; one unknown is a count.

    >>> kind_of("岁"), kind_of("CAR-T细胞"), kind_of("个/kg")
    ('time', 'count', 'concentration')
    """
    return _KINDS.get(unit, "concentration" if "/" in unit else "count")


def _unit(word: str) -> str:
    """Pattern of a unit; a Latin one does not go on: 20mg, not 20mgs."""
    latin = word[-1].isascii() and word[-1].isalpha()
    beyond = r"(?![A-Za-z0-9^])" if latin else _OTHER_WORD.get(word, "")
    return re.escape(word) + beyond


_UNITS = "|".join(map(_unit, sorted(_KINDS, key=len, reverse=True)))
_SIGNS = any_of(word for word, row in _CURRENCIES.items() if row["place"] != "after")
_POWER = r"\s*[×xX*]\s*10\s*\^\s*\d{1,2}"
_SCALE = (
    r"(?:\s*(?:万亿|萬億|[十百千]?[万亿萬億])(?!级)|[百千](?![分克米])"
    r"|\s*(?:million|billion|thousand)(?![a-z]))"
)
_FIGURE = rf"(?:{NUMBER}(?:{_POWER}|{_SCALE})?)"
_HEAD = r"(?<![A-Za-z0-9.\-_/〔\[第号Vv^×])"

# 十分常见, 成千上万份 and 一次输注 count nothing: a numeral needs two signs, or 余,
# or a counter that is only used to count.
_ONES = "一二两兩三四五六七八九"
_DIGITS = f"{_ONES}〇零十百千万亿萬億"
_POINT = rf"(?:[点點][{_ONES}〇零]+)?"
_ALONE = rf"(?<![数几成上{_DIGITS}点點第])"
_HAN = (
    rf"{_ALONE}(?:[{_DIGITS}]{{2,}}{_POINT}[万亿萬億]{{0,2}}"
    rf"|[{_ONES}][点點][{_ONES}〇零]+[万亿萬億]{{0,2}}|[十百千万萬](?=[余餘多])"
    r"|[二两兩三四五六七八九十](?=[家款例名所]|年[内后]|个月|小时))"
)
_COUNTERS = (
    r"(?:例次|例|人次|人份|人(?![民工员体大格类])|名|位|个月|个|家|所|款|项|种|次|年(?![级轮])|岁|"
    r"[元圆](?![旦素件])|[美欧港日]元|天|周(?![末刊])|小时|分钟|份|篇|张|台|条|支|盒|瓶|倍|公里|户|件|%)"
    r"(?!计划|工程|制)"
)
# 0.5×10^8 CAR-T活细胞: a power of ten may count anything.
_POWERED = (
    r"(?:个|[A-Za-z+\-\u4e00-\u9fff]{0,12}?(?:细胞|拷贝)|vg|TU|PFU|CFU|IU|U)(?:/kg)?"
)
_PART = rf"(?:[{_DIGITS}]+{_POINT}|{NUMBER})"
# 三成新, 七成熟 and 二成分 are no shares.
_NO_TENTHS = r"(?![新熟宫套群绩员本品型立年像功果分]|不变)"

_SHAPES = {
    "part": rf"(?P<of>[{_DIGITS}]+)分之(?P<number>{_PART})(?:{TO}(?P<high>{_PART}))?",
    "half": r"(?P<number>(?<![\d/.])1/\d+(?![\d/万萬])"
    r"|(?<![\d/.])[2-9]/[2-9](?=的|以上|左右)|一半(?![年天月个小径数])"
    r"|半数(?!致死|有效|抑制))",
    "tenths": rf"(?<![{_DIGITS}第.\d])(?P<number>\d(?:\.\d)?|[{_ONES}])"
    rf"(?:{TO}?(?P<high>\d(?:\.\d)?|[{_ONES}]))?成(?P<more>[{_ONES}半])?{_NO_TENTHS}",
    "power": rf"{_HEAD}(?P<number>{NUMBER}{_POWER})"
    rf"(?:\s*{TO}\s*(?P<high>{NUMBER}{_POWER}))?\s*(?P<unit>{_POWERED})?",
    "vague": r"(?P<few>(?<![以之千])上|[数數几幾])(?P<number>[十百千万萬亿億]{1,3})"
    rf"(?P<odd>[余餘多])?(?P<unit>{_COUNTERS}|(?=[，,。；;）)]|$))",
    "pair": rf"{_ALONE}(?P<number>十?[{_ONES}])(?P<high>[{_ONES}])"
    rf"(?P<scale>[十百千万萬]*)(?P<unit>{_COUNTERS})",
    "spread": rf"{_ALONE}(?P<number>[{_DIGITS}]+)[至到](?P<high>[{_DIGITS}]+)"
    rf"(?P<unit>{_COUNTERS})",
    "range": rf"{_HEAD}(?P<number>{_FIGURE})\s*(?:{_UNITS})?"
    rf"\s*{TO}\s*(?P<high>{_FIGURE})[余餘多]?\s*(?P<unit>{_UNITS})",
    "signed": rf"(?<![A-Za-z])(?P<sign>{_SIGNS})\s*(?P<number>{_FIGURE}|{_HAN})"
    rf"(?:{TO}(?P<high>{_FIGURE}))?(?P<odd>[余餘多])?(?P<unit>[元圆](?![旦素件]))?",
    "single": rf"{_HEAD}(?P<number>{_FIGURE})(?P<odd>[余餘多])?\s*(?P<unit>{_UNITS})",
    "bare": rf"{_HEAD}(?P<number>{NUMBER}[万亿萬億])(?P<odd>[余餘多])?"
    r"(?=[，,。；;）)]|$)",
    "numeral": rf"(?P<number>{_HAN})(?P<odd>[余餘多])?(?P<unit>{_COUNTERS})",
}
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"{_YEAR}\s*{TO}\s*{_YEAR}\s*(?:年度?|学年)?|{_YEAR}\s*年(?:代|版|度|底|初)?"
    r"|\d{2,3}\s*年度"
    r"|\d{2,3}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|民[国國]\s*\d{1,3}\s*年"
    r"|\d{1,2}\s*月(?!龄)\s*(?:\d{1,2}\s*日)?"
    rf"|{_YEAR}(?:[-/]\d{{1,2}}(?:[-/]\d{{1,2}})?|\.\d{{1,2}}\.\d{{1,2}})(?!\d)"
    r"|\d{1,2}\s*日(?!均)|\d{1,2}:\d\d(?::\d\d)?"
    rf"|[一二][〇零○Ｏ九][{_ONES}〇零○Ｏ]{{2}}年"
    r"|[一二三四五六七八九十]{1,3}月(?!龄)(?:[一二三四五六七八九十]{1,3}[日号])?"
)
# In 5年生存率为8% the five years belong to what is measured.
_WHEN_MEASURED = re.compile(
    r"\s*[的时]?\s*(?:累[积计])?(?:无[^，,。；;\d]{1,6}?)?总?体?"
    r"(?:生存|存活|复发|死亡|病死|缓解|应答)[^，,。；;\d]{0,2}率"
    r"|\s*[的时]?(?:OS|PFS|DFS|EFS|RFS|LFS)(?![A-Za-z])"
)
# 我国1～7岁儿童患病率约为12.9%, 60%的患者在1岁以内起病
_AGE_GROUP = re.compile(
    r"\s*(?:[及或]?以[上下]|以内|[前内])?的?(?:[\u4e00-\u9fff]{0,4}?"
    r"(?:儿|童|老|人[群口]?|患者|成年|少年|青年|女|男|居民|者|婴|幼|学生)|起病|发病|确诊|死亡)"
)
_OTHER = re.compile(r"\d\s*[%％‰/万例人名]|[一二三四五六七八九]成|分之")

_PATTERNS = {kind: re.compile(shape) for kind, shape in _SHAPES.items()}
_LEXER = re.compile(
    f"(?P<date>{_DATE})|"
    + "|".join(
        f"(?P<{kind}>{re.sub(r'[(][?]P<.*?>', '(?:', shape)})"
        for kind, shape in _SHAPES.items()
    )
)
_PER = {"百": "%", "千": "‰", "万": "/万", "十万": "/10万", "百万": "/百万"}


def figures(clause: Text) -> Iterator[Figures]:
    """Yield the numbers of a clause with their units, in order; dates are none."""
    for word in _LEXER.finditer(clause.chars):
        kind = str(word.lastgroup)
        if kind == "date":
            continue
        match = _PATTERNS[kind].match(clause.chars, word.start())
        if match and not _is_qualifier(match):
            try:
                yield _READERS.get(kind, _plain)(Found(clause, match))
            except Rejected:
                continue


def _is_qualifier(match: re.Match[str]) -> bool:
    """Tell whether a number belongs to the subject of another: 5年生存率8%."""
    unit = match.groupdict().get("unit") or ""
    if kind_of(unit) != "time":
        return False
    if unit in ("岁", "周岁") and _AGE_GROUP.match(match.string, match.end()):
        rest = match.string[: match.start()] + match.string[match.end() :]
        return _OTHER.search(rest) is not None
    return _WHEN_MEASURED.match(match.string, match.end()) is not None


def _part(found: Found, name: str) -> Text | None:
    return found[name].strip() if found.match.groupdict().get(name) else None


def _made(found: Found, low: Text | Implied, **more: Cell | bool) -> Figures:
    said = {"number": found["number"], "unit": _part(found, "unit")} | more
    is_odd = bool(said.pop("is_odd", _part(found, "odd") is not None))
    return Figures(span=Span(*found.match.span()), low=low, is_odd=is_odd, **said)  # type: ignore[arg-type]


def _plain(found: Found) -> Figures:
    """Quote the figures; 万 before 余 is ten thousand."""
    words = found["number"].chars
    if words in ("万", "萬", "亿", "億"):
        value = Implied(f"{numeral('一' + words):f}", "one of them", found["number"])
        return _made(found, value)
    high = _part(found, "high")
    if number(words) is None or (high and number(high.chars) is None):
        raise Rejected(f"not a number: {words}")
    return _made(found, found["number"], high=high)


def _of_parts(found: Found) -> Figures:
    """Read 百分之八十七 as 87 %, 七十分之一 as a number."""
    of, high = found["of"], _part(found, "high")
    fraction(f"{of}分之{found['number']}")
    for word, unit in _PER.items():
        if of.chars.replace("萬", "万") == word:
            per = Implied(unit, f"{of}分之", of)
            return _made(found, found["number"], high=high, unit=per)
    value = fraction(found[0].chars)
    whole = Implied(_decimal(float(value)), "a fraction", found[0])
    return _made(found, whole, number=found[0])


def _of_half(found: Found) -> Figures:
    words = found["number"]
    over, stroke, under = words.chars.partition("/")
    if stroke and int(under) == 0:
        raise Rejected(f"not a fraction: {words}")
    value = int(over) / int(under) if stroke else 0.5
    because = "a fraction" if stroke else "a half"
    return _made(found, Implied(_decimal(value), because, words))


def _of_tenths(found: Found) -> Figures:
    """Read 八成七 as 87 %, 三到五成 as 30 to 50 %; 七八成 is about that."""
    whole, high, more = found[0], _part(found, "high"), _part(found, "more")
    tenths = numeral(found["number"].chars) * 10
    units = 5 if more and more.chars == "半" else numeral(more.chars if more else "〇")
    top = f"{numeral(high.chars) * 10:f}" if high else None
    return _made(
        found,
        Implied(f"{tenths + units:f}", "tenths", whole),
        number=whole,
        high=Implied(top, "tenths", whole) if top else None,
        unit=Implied("%", "tenths", whole),
        is_odd=high is not None and not whole.search(TO),
    )


def _vague(found: Found) -> Figures:
    """Read 上千 as at least a thousand, and 数十万 so as at least ten ten thousands."""
    words = found["number"].chars
    value = numeral(words if words[0] in "十百千" else f"一{words}")
    return _made(found, Implied(f"{value:f}", "at least", found[0]), is_odd=True)


def _pair(found: Found) -> Figures:
    """Read 两三百 as 200 to 300; 三五 and 八一 are no neighbors, so no number."""
    scale = found["scale"].chars
    low, high = found["number"].chars, found["high"].chars
    first = numeral(f"{low}{scale}")
    last = numeral(f"{low[:-1]}{high}{scale}")
    if numeral(high) - numeral(low[-1]) != 1:
        raise Rejected(f"not two neighbors: {low}{high}")
    quote = found[0][: len(low) + 1 + len(scale)]
    ends = [Implied(f"{value:f}", "two neighbors", quote) for value in (first, last)]
    return _made(found, ends[0], number=quote, high=ends[1], is_odd=True)


def _signed(found: Found) -> Figures:
    """Take a currency's sign as the unit; 人民币5万元 are 元."""
    sign, unit = found["sign"], _part(found, "unit")
    is_yuan = _CURRENCIES[sign.chars]["currency"] == "CNY"
    named = Text.join([sign, unit]) if unit and not is_yuan else unit or sign
    plain = _plain(found)
    return _made(found, plain.low, high=plain.high, unit=named)


def _decimal(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


_READERS: dict[str, Callable[[Found], Figures]] = {
    "part": _of_parts,
    "half": _of_half,
    "tenths": _of_tenths,
    "vague": _vague,
    "pair": _pair,
    "signed": _signed,
}
