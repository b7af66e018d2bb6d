"""The YAML block at the top of a Markdown page (front matter): named values.

It stands between two lines of three dashes.  Feed aggregators leave blank lines inside
it, indent lists by one space or by four, and quote values or not; so it is read line by
line, by shape, and every value is a piece of the source.

>>> from normalize.text import Text
>>> raw = "---\\ntitle: '新药获批'\\n\\ntags:\\n - 药品\\n - 医保\\n---\\n正文"
>>> page = Text.raw(raw)
>>> end, meta = front_matter(page)
>>> [(m.name, str(m.text)) for m in meta], str(page[end:])
([('title', '新药获批'), ('tags', '药品'), ('tags', '医保')], '正文')
"""

import re
from collections.abc import Iterator

from normalize.document import Meta
from normalize.text import Text

OPENING = re.compile(r"[\s\ufeff]*---[ \t]*\r?\n")
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
KEY = re.compile(r"(?P<name>[^\W\d][\w.-]*)[ \t]*:(?:[ \t]+|$)(?P<value>.*)")
ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)")
COMMENT = re.compile(r"\s*#")
BEGINS = re.compile(
    r"[\s\ufeff]*---[ \t]*\r?\n\s*(?:#.*\n\s*)*[^\W\d][\w.-]*[ \t]*:(?:\s|$)"
)
LONGEST = 20_000  # Characters; a second rule further down is not its end.


def begins(raw: str) -> bool:
    """Tell whether a page begins like front matter, with or without an end."""
    return bool(BEGINS.match(raw))


def front_matter(page: Text) -> tuple[int, tuple[Meta, ...]] | None:
    """Return where the front matter ends and its values; None if there is no end."""
    raw = str(page)
    opening = OPENING.match(raw)
    if not opening or not begins(raw):
        return None
    closing = CLOSING.search(raw, opening.end(), opening.end() + LONGEST)
    if not closing:
        return None
    lines = page[opening.end() : closing.start()].lines()
    return closing.end(), tuple(_values(lines))


def _values(lines: list[Text]) -> Iterator[Meta]:
    name = ""
    for line in lines:
        if line.match(COMMENT):
            continue
        if key := line.match(KEY):
            name = str(key["name"])
            yield from _listed(name, key["value"])
        elif name and len(value := _item(line)):
            yield Meta(name, _unquoted(value))


def _item(line: Text) -> Text:
    """What a further line of a key says: an item of its list, or folded words."""
    item = line.fullmatch(ITEM)
    return (item["value"] if item else line).strip()


def _listed(name: str, value: Text) -> Iterator[Meta]:
    """The values of one line: `[a, b]` holds several, `|` and `>` announce lines."""
    value = value.strip()
    if listed := value.fullmatch(r"\[(.*)\]"):
        pieces = [piece.strip() for piece in listed[1].split(r",")]
    else:
        pieces = [] if value.fullmatch(r"[|>][+-]?") else [value]
    for piece in pieces:
        if len(words := _unquoted(piece)):
            yield Meta(name, words)


def _unquoted(value: Text) -> Text:
    quoted = value.fullmatch(r"""(["'])(.*)\1""")
    return quoted[2] if quoted else value
