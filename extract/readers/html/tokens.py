"""HTML as tokens with exact raw offsets, in time proportional to its length.

The grammar is that of browsers (WHATWG) where pages need it: attribute values without
quotes, `>` inside quotes, scripts that end at their own end tag only.  One thing is
kinder: `<` begins a tag only before a proper name, so that `p<0.05` stays text.
Python's own html.parser needs time in the square of the length for unclosed tags (60 KB
of `<a ` take it over 15 seconds in 3.11.7), and pages are hostile; hence one expression
here, whose parts never give back what they took.

>>> for token in tokens('<p class=a>P<0.05</p><!-- <b> -->'):
...     print(*token)
open p 0 11
text  11 17
close p 17 21
other  21 33
"""

import re
from collections.abc import Iterator
from functools import cache

MARKUP = re.compile(
    r"""
    <(?: (/?[a-zA-Z][a-zA-Z0-9:_-]*+)                           # the name of a tag
         (?: >                                                 # as most tags end
           | (?=[\s/]|\Z)
             (?: \s [a-zA-Z-]++ = "[^"]*+" )*+                  # as most attributes are
             (?: [\s/]++                                       # all the others
               | =?[^\s/>=]++
                 (?: \s*+ = \s*+ (?: "[^"]*+" | '[^']*+' | [^\s>"'][^\s>]*+ )?+ )?+
               | = )*+
             (?: > | \Z ) )
       | !-- (?: -?> | .*? (?: --!?> | \Z ) )                  # a comment
       | [!?] [^>]*+ (?: > | \Z )                              # doctype, <?xml ...>
       | / (?![a-zA-Z]) [^>]*+ (?: > | \Z ) )
    """,
    re.VERBOSE | re.DOTALL,
)
VALUE = r"""(?: \s*+ = \s*+ (?: "([^"]*+)" | '([^']*+)' | ([^\s>"'][^\s>]*+) )?+ )?+"""
ATTRIBUTE = re.compile(rf"(=?[^\s/>=]++) {VALUE}", re.VERBOSE)
# What stands inside them is no markup, up to their own end tag.
RAW_TEXT = {
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
}
END_TAGS = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW_TEXT
}

# Kind (open, close, text, raw or other), name, start, end.  A page has thousands of
# them: a named tuple takes longer to make than its markup to find.
Token = tuple[str, str, int, int]


def tokens(raw: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the tokens of a range, in order and without a gap."""
    end, at = len(raw) if end is None else end, start
    for token in tags(raw, start, end):
        if at < token[2]:
            yield "text", "", at, token[2]
        yield token
        at = token[3]
    if at < end:
        yield "text", "", at, end


def tags(raw: str, start: int, end: int) -> Iterator[Token]:
    """Yield the tokens of a range but for the text, which is what lies between."""
    unclosed: set[str] = set()
    known: dict[str | None, tuple[str, str]] = {None: ("other", "")}
    markup = MARKUP.finditer(raw, start, end)
    while True:
        for found in markup:
            tag, (opened, at) = found[1], found.span()
            # Looked up, a name is known for what it is, and the same string each time.
            kind, name = known.get(tag) or known.setdefault(tag, _named(tag))
            yield kind, name, opened, at
            if name in RAW_TEXT and kind == "open" and name not in unclosed:
                content = END_TAGS[name].search(raw, at, end)
                if content:
                    break
                unclosed.add(name)
        else:
            return
        yield "raw", name, at, content.start()
        markup = MARKUP.finditer(raw, content.start(), end)


def _named(tag: str) -> tuple[str, str]:
    """The kind and the name of a tag: `p` opens, `/P` closes one."""
    return ("close", tag[1:].lower()) if tag[0] == "/" else ("open", tag.lower())


def attributes(raw: str, start: int, end: int) -> dict[str, tuple[int, int]]:
    """Return the raw range of each attribute's value; the first of a name counts.

    >>> raw = '<p id=a CLASS="b" hidden id=c>'
    >>> attributes(raw, 2, len(raw))
    {'id': (6, 7), 'class': (15, 16), 'hidden': (24, 24)}
    """
    values: dict[str, tuple[int, int]] = {}
    for found in ATTRIBUTE.finditer(raw, start, end):
        values.setdefault(found[1].lower(), _value(found, 1))
    return values


def attribute(raw: str, start: int, end: int, name: str) -> tuple[int, int] | None:
    """Return the raw range of the value of one attribute, as `attributes` would.

    >>> raw = "<p id=a title='class=x' CLASS=b>"
    >>> attribute(raw, 2, len(raw), "class"), attribute(raw, 2, len(raw), "x")
    ((30, 31), None)
    """
    found = _sought(name).match(raw, start, end)
    return _value(found, 0) if found else None


@cache
def _sought(name: str) -> re.Pattern[str]:
    """An expression that passes over all attributes before the first of a name."""
    between = r"(?: [\s/>] | = (?![^\s/>=]) )*+"
    own = rf"(?ai: {re.escape(name)} ) (?![^\s/>=])"
    usual = rf'\s (?! {own} ) [a-zA-Z-]++ = "[^"]*+"'  # Passed over twice as fast.
    other = rf"(?! {own} ) =?[^\s/>=]++ {VALUE.replace('([', '(?:[')}"
    others = rf"(?: {usual} )*+ (?: {between} {other} )*+"
    return re.compile(rf"{others} {between} {own} {VALUE}", re.VERBOSE)


def _value(found: re.Match[str], before: int) -> tuple[int, int]:
    """The range of the one group behind some others, or the end where it has none."""
    group = found.lastindex or 0
    return found.span(group) if group > before else (found.end(), found.end())
