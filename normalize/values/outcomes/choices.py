"""One pattern of very many names (名称选择), which fails fast where none can begin.

Names are regular expressions.  A plain alternation of two thousand of them tries each
at every character; here those that begin alike stand together behind their first
character, and a look at that comes first.

>>> choice(["总缓解率", "(?:完全|部分)缓解", "总?生存率"])
'(?=[完总生部])(?:总(?:缓解率|生存率)|完(?:全缓解)|部(?:分缓解)|生(?:存率))'
>>> re.findall(choice(["总缓解率", "(?:完全|部分)缓解"]), "部分缓解，总缓解率")
['部分缓解', '总缓解率']
"""

import re
from collections.abc import Iterator

_INNER = r"(?:[^()\[\]]|\(\?:[^()\[\]]*\)\??)*"
_LEADING = (
    re.compile(rf"\(\?:(?P<any>{_INNER})\)(?P<maybe>\?)?(?![*+{{])"),  # (?:完全|部分)?
    re.compile(r"\[(?P<one>[^\]\\^-]*)\](?P<maybe>\?)?(?![*+{])"),  # [黏粘]
    re.compile(r"(?P<any>[^\\()\[\].|?*+{}^$~])(?P<maybe>\?)"),  # 总?
    re.compile(r"\(\?i:(?P<letter>[A-Za-z])(?P<maybe>$)?"),  # (?i:overall survival)
)
_LITERAL = re.compile(r"[^\\()\[\].|?*+{}^$~](?![?*+{])")
_OR = re.compile(r"\|(?![^()]*\))")


def choice(names: list[str]) -> str:
    r"""Return a pattern of any of some names: of two that fit, the earlier is taken.

    A name whose first character can not be told, such as `\d分`, is tried first.
    """
    starts: dict[str, list[str]] = {}
    for name in names:
        for spelling in _spellings(name):
            first = spelling[0] if _LITERAL.match(spelling) else ""
            starts.setdefault(first, []).append(spelling[len(first) :])
    others = "|".join(starts.pop("", ()))
    told = "|".join(f"{first}(?:{'|'.join(r)})" for first, r in starts.items())
    fast = f"(?=[{''.join(sorted(starts))}])(?:{told})" if told else ""
    return "|".join(filter(None, (others, fast)))


def first_letters(name: str) -> set[str]:
    r"""Return what a name may begin with; the empty string, if that can not be told.

    >>> sorted(first_letters("总?生存率")), first_letters(r"\d分")
    (['总', '生'], {''})
    """
    return {s[0] if _LITERAL.match(s) else "" for s in _spellings(name)}


def _spellings(name: str) -> Iterator[str]:
    """Write out what may stand first: 总?生存率 begins with 总 or 生."""
    lead = next((m for m in (p.match(name) for p in _LEADING) if m), None)
    if lead is None:
        yield name
        return
    said = lead.groupdict()
    for head in [*_heads(said), ""] if said["maybe"] else _heads(said):
        yield from _spellings(head + name[lead.end() :])


def _heads(said: dict[str, str]) -> list[str]:
    if letter := said.get("letter"):
        return [f"{letter.lower()}(?i:", f"{letter.upper()}(?i:"]
    return list(said["one"]) if "one" in said else _OR.split(said["any"])
