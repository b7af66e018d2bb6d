"""HTML as tokens with exact raw offsets, in time proportional to its length.

The grammar is that of browsers (WHATWG) where pages need it: attribute values without
quotes, `>` inside quotes, scripts that end at their own end tag only.  One thing is
kinder: `<` begins a tag only before a proper name, so that `p<0.05` stays text.
Python's own html.parser needs time in the square of the length for unclosed tags (60 KB
of `<a ` take it over 15 seconds in 3.11.7), and pages are hostile; hence one expression
here, whose parts never give back what they took.

>>> for token in tokens('<p class=a>P<0.05</p><!-- <b> -->'):
...     print(token.kind, token.name, token.start, token.end)
open p 0 11
text  11 17
close p 17 21
other  21 33
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

MARKUP = re.compile(
    r"""
    (?P<other> <!-- (?: -?> | .*? (?: --!?> | \Z ) )        # a comment
             | <[!?] [^>]*+ (?: > | \Z )                    # doctype, <?xml ...>
             | </ (?![a-z]) [^>]*+ (?: > | \Z ) )
    | < (?P<close>/?) (?P<name>[a-z][a-z0-9:_-]*+) (?=[\s/>]|\Z)
      (?P<attributes>
        (?: [\s/]++
          | =?[^\s/>=]++
            (?: \s*+ = \s*+ (?: "[^"]*+" | '[^']*+' | [^\s>"'][^\s>]*+ )?+ )?+
          | = )*+ )
      (?: > | \Z )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(
    r"""(?P<name>=?[^\s/>=]++)
    (?: \s*+ = \s*+ (?: "(?P<double>[^"]*+)" | '(?P<single>[^']*+)'
                      | (?P<bare>[^\s>"'][^\s>]*+) )?+ )?+""",
    re.VERBOSE,
)
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


class Token(NamedTuple):
    """A piece of markup or text: kind is open, close, text, raw or other."""

    kind: str
    start: int
    end: int
    name: str = ""


def tokens(raw: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the tokens of a range, in order and without a gap."""
    end = len(raw) if end is None else end
    unclosed: set[str] = set()
    at = start
    while found := _markup(raw, at, end):
        if at < found.start():
            yield Token("text", at, found.start())
        at = found.end()
        yield _token(found)
        name = (found["name"] or "").lower()
        if name in RAW_TEXT and not found["close"] and name not in unclosed:
            content = END_TAGS[name].search(raw, at, end)
            if content:
                yield Token("raw", at, content.start(), name)
                at = content.start()
            else:
                unclosed.add(name)
    if at < end:
        yield Token("text", at, end)


def _markup(raw: str, at: int, end: int) -> re.Match[str] | None:
    """The next markup from an offset on; a `<` that begins none is text."""
    while (at := raw.find("<", at, end)) >= 0:
        if found := MARKUP.match(raw, at, end):
            return found
        at += 1
    return None


def _token(found: re.Match[str]) -> Token:
    if found["other"] is not None:
        return Token("other", *found.span())
    kind = "close" if found["close"] else "open"
    return Token(kind, *found.span(), found["name"].lower())


def attributes(raw: str, token: Token) -> dict[str, tuple[int, int]]:
    """Return the raw range of each attribute's value; the first of a name counts."""
    values: dict[str, tuple[int, int]] = {}
    for found in ATTRIBUTE.finditer(raw, token.start + len(token.name) + 1, token.end):
        group = next(
            (g for g in ("double", "single", "bare") if found[g] is not None), None
        )
        span = found.span(group) if group else (found.end(), found.end())
        values.setdefault(found["name"].lower(), span)
    return values
