"""A link in the headline (标题里的标签): a tag of the article, and no word of it.

>>> page = Text.raw("要闻 首张处方在示例市开出")
>>> top = Headline(page, 0)
>>> found = untagged(top, [Line(page, 1)], [], [Link(page[:2], "/tag/1")])
>>> str(found.text)
'首张处方在示例市开出'
"""

from collections.abc import Iterator, Sequence

from normalize.document import Link
from normalize.facts.offsets import end, offset
from normalize.news.headline import Headline
from normalize.news.lines import Line, key
from normalize.text import Text

LONGEST_TAG = 6  # characters
SHORTEST = 6  # of what is left


def untagged(
    found: Headline | None,
    lines: Sequence[Line],
    titles: Sequence[Text],
    links: Sequence[Link],
) -> Headline | None:
    """Return the headline without a short link at its start or end.

    A name that <title> or the article knows too (示例药业) is a word of the headline.
    """
    if found is None or found.at is None or not found.text:
        return found
    named = [key(title.chars) for title in titles]
    rests = list(_rests(found.text, links))
    if not rests or _is_named(found.text, named):
        return found
    known = (rest for _, rest in rests if _is_named(rest, named))
    others = [line.text.chars for at, line in enumerate(lines) if at != found.at]
    is_word = any(tag.chars in line for tag, _ in rests for line in others)
    rest = next(known, found.text if is_word else rests[-1][1])
    return found._replace(text=rest)


def _is_named(words: Text, named: Sequence[str]) -> bool:
    return any(key(words.chars) in name for name in named)


def _rests(headline: Text, links: Sequence[Link]) -> Iterator[tuple[Text, Text]]:
    """Yield each link at an end, and what is left without it and those before it."""
    for link in (*links, *reversed(links)):  # Of two tags the last is at the end.
        rest = _rest(headline, link.text)
        if rest is not None:
            headline = rest
            yield link.text, rest


def _rest(headline: Text, tag: Text) -> Text | None:
    """What a link at one end of the headline leaves of it; None for any other link."""
    own = headline.span
    if not 0 < len(tag) <= LONGEST_TAG or not own.start <= tag.span.start < own.end:
        return None
    first, last = offset(headline, tag), end(headline, tag)
    rest = headline[last:] if first == 0 else headline[:first]
    is_end = first == 0 or last == len(headline)
    rest = rest.strip(" 　|｜·:：/")
    return rest if is_end and len(rest) >= SHORTEST else None
