"""The head of a notice (版头): document number, title, cut or whole.

The head of a page that shows a notice has more than the notice's own: see `labels`.
The title may be split over lines, glued to the number, or cut short by whoever copied
the page.

>>> lines = [Text.raw("示例省药监局 示例省医保局"), Text.raw("关于开展示例工作的"),
...     Text.raw("通知"), Text.raw("示药发〔2025〕12号")]
>>> str(title(lines)), str(number(lines))
('示例省药监局 示例省医保局关于开展示例工作的通知', '示药发〔2025〕12号')
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from normalize import vocab
from normalize.facts.organizations import agency
from normalize.notice.flow import Item
from normalize.notice.labels import LABEL
from normalize.notice.offices import WITHIN, offices
from normalize.text import Text
from normalize.values import Rejected
from normalize.values.codes import find_doc_numbers
from normalize.values.dates import find, partial_date

TYPE = "|".join(
    sorted((row["type"] for row in vocab.load("policy_types")), key=len, reverse=True)
)
ENDS = re.compile(rf"(?:{TYPE})(?:[（(][^（）()]{{1,20}}[）)])*$")
# 某局转发《某厅关于…的通知》的通知: the office stands before the verb.
_OPENS = "关于|转发|批转|印发"
_ABOUT = re.compile(rf"(?:{_OPENS}|对).+(?:{TYPE})")
_QUOTED = re.compile("《((?:[^《》]|《[^《》]{1,100}》){1,200})》")
_LONGEST = 300  # characters of a title
_BROKEN = re.compile(r"\s*[〔［【\[]\s*\d{4}\s*[〕］】\]]\s*第?\s*\d{1,5}\s*号$")
_LONGEST_ISSUER = 12  # characters before the bracket of a number
_NO_TITLE = re.compile(r"[>|｜。；;：:！？]|^(?:首页|附件|字体)")
# 示药监〔2024〕37号　　签发人：王某某: a report to an office above names who signed it.
_SIGNER = re.compile(r"\s*签\s*发\s*人?\s*[:：].{0,40}$")
_ASIDE = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》|[（(][^（）()]*[）)]")
_SITE = re.compile(
    rf"(.*?关于.*?(?:{TYPE})(?:[（(][^（）()]{{1,20}}[）)])*)(?:\s*[-_|—–].*)?"
)


def number(lines: Iterable[Text]) -> Text | None:
    """Return the notice's own number: on its own line, or at the end of the title."""
    return next(iter(numbers(lines)), None)


def numbers(lines: Iterable[Text]) -> list[Text]:
    """List the notice's own numbers: each office of a joint notice may give it one."""
    found: list[Text] = []
    for line in _rejoined(lines):
        own = _own_numbers(line)
        if found and not (own and _is_alone(line, own)):
            break
        found += own
    return found


def _rejoined(lines: Iterable[Text]) -> Iterator[Text]:
    """Yield lines, a number that is broken before its bracket put together."""
    above: Text | None = None
    for line in lines:
        if above is not None and line.match(_BROKEN) and len(above) <= _LONGEST_ISSUER:
            above = Text.join([above, line])
            continue
        if above is not None:
            yield above
        above = line
    if above is not None:
        yield above


def _own_numbers(line: Text) -> list[Text]:
    """The numbers of a line that says no more than them, a date, or the title."""
    found = list(find_doc_numbers(line))
    rest = _rest(line, found)
    is_own = not rest or is_date(rest) or re.search(rf"(?:{TYPE})$", rest)
    return found if is_own else []


def _is_alone(line: Text, numbers: Sequence[Text]) -> bool:
    return not _rest(line, numbers)


def _rest(line: Text, numbers: Sequence[Text]) -> str:
    rest = str(line)
    for each in numbers:
        rest = rest.replace(str(each), "")
    return _SIGNER.sub("", rest.strip("（()）、,，;； \u3000\xa0"))


def title(lines: Sequence[Text]) -> Text | None:
    """Return the title: the first that says what it is about, else the first at all."""
    found = list(_titles(lines))
    about = [words for words in found if words.search(_ABOUT)]
    return next(iter(about or found), None)


def site_title(words: Text) -> Text | None:
    """Return the title of the notice from that of the page, which adds the site's name.

    >>> site_title(Text.raw("关于示例的通知_政策法规_示例网"))
    Text('关于示例的通知')
    """
    found = words.fullmatch(_SITE) if len(words) <= _LONGEST else None
    return found[1] if found else None


def parts_of(title: Text) -> tuple[list[Text], Text | None]:
    """Take a title apart: the offices before 关于, and the kind of document."""
    before = title.search(rf"^(.*?)(?:{_OPENS}|对)")
    kinds = list(title[: _bracket(title)].finditer(TYPE))
    return offices(before[1]) if before else [], kinds[-1][0] if kinds else None


def _bracket(title: Text) -> int:
    """Where the brackets at the end begin: （征求意见稿） is not an opinion."""
    found = title.search(r"(?:[（(][^（）()]*[）)])+$")
    return found.match.start() if found else len(title)


def quoted_titles(items: Iterable[Item]) -> Iterator[Text]:
    """Yield every title in 《》 that says what it is about."""
    for item in items:
        for found in item.finditer(_QUOTED) if isinstance(item, Text) else ():
            if found[1].search(rf"关于.*(?:{TYPE})$"):
                yield found[1]


def unlabeled_date(lines: Iterable[Text]) -> Text | None:
    """Return a date that stands on a line of the head for itself, or before 发布."""
    dated = (line.match(r"(.+?)\s*(?:发布|发表)?$") for line in lines)
    alone = (each[1] for each in dated if each and is_date(str(each[1])))
    return next(alone, None) or next(filter(None, map(_beside_number, lines)), None)


def _beside_number(line: Text) -> Text | None:
    """The date of 示发〔2025〕12号　2025-06-09; in brackets it is that of signature."""
    numbers = _own_numbers(line)
    if not numbers or line.match("[（(]") or not is_date(_rest(line, numbers)):
        return None
    return next((found.quote for found in find(line) if found.day), None)


def _titles(lines: Sequence[Text]) -> Iterator[Text]:
    """Yield what could be the title, each put together from its lines."""
    bare = [_without_number(line) for line in lines]
    for end, line in enumerate(bare):
        if len(line) <= _LONGEST and line.search(ENDS) and not _is_furniture(line):
            words = _parted(_joined(bare[_first(bare, end) : end + 1]))
            if len(words) >= 8 or words.search(_ABOUT):
                yield words


def _first(lines: Sequence[Text], end: int) -> int:
    """Index of the line on which the title that ends on line `end` begins."""
    start = end
    while start and not _says_what(lines[start]) and _continues(lines[start - 1]):
        start -= 1
    if not lines[start].search("关于"):
        return start if _answers(lines[start]) else end
    while start and _joins(lines[start - 1], lines[start]):
        start -= 1
    return start


def _says_what(line: Text) -> bool:
    return line.search("关于") is not None or _answers(line)


def _answers(line: Text) -> bool:
    """Whether an office answers somebody: 示例省局对省人大第0127号建议的答复."""
    found = line.match("(.{4,30}?)对(?!外)")
    return bool(
        found and any(found[1].chars.endswith(o.chars) for o in offices(found[1]))
    )


def _joined(lines: Iterable[Text]) -> Text:
    """Put the lines of a title together, with a blank where two offices meet."""
    pieces: list[Text] = []
    for line in lines:
        if pieces and offices(pieces[-1]) and _begins_with_office(line):
            end = len(pieces[-1])
            pieces[-1] = pieces[-1].change([(end, end, " ")], "title")
        pieces.append(line)
    return Text.join(pieces)


def _parted(title: Text) -> Text:
    """Put a blank between offices that a reader joined from lines of one paragraph."""
    before = title.search("^(.+?)关于")
    gaps, end = [], 0
    for name in offices(before[1]) if before else ():
        start = title.chars.find(name.chars, end)
        if 0 < start == end:
            gaps.append((start, start, " "))
        end = start + len(name)
    return title.change(gaps, "title") if gaps else title


def _begins_with_office(line: Text) -> bool:
    """Whether a line goes on with an office of its own; 办公厅 is the one above's."""
    before = line.search("^(.+?)(?:关于|$)")
    named = offices(before[1]) if before else []
    return bool(named) and not named[0].fullmatch(WITHIN)


def _joins(above: Text, line: Text) -> bool:
    """Whether offices go on from one line to the next; not for the name of the site."""
    found = line.match(rf"(.*?)(?:{_OPENS})")
    begun = offices(found[1]) if found and found[1] else []
    if found and found[1] and not begun:
        return False
    known = {agency(name.chars).name for name in begun}
    return any(offices(above)) and not known & {
        agency(n.chars).name for n in offices(above)
    }


def _continues(line: Text) -> bool:
    return len(line) > 0 and not _is_furniture(line) and not line.search(ENDS)


def _is_furniture(line: Text) -> bool:
    said = _ASIDE.sub("", line.chars)
    return bool(_NO_TITLE.search(said) or line.search(LABEL)) or is_date(str(line))


def _without_number(line: Text) -> Text:
    """Leave out a number at the end: glued to the title, or in brackets after it."""
    for found in find_doc_numbers(line):
        at = str(line).find(str(found))
        before = line[:at].strip("（( \u3000")
        if before.search(ENDS) or not before:
            return before
    return line


def is_date(words: str) -> bool:
    """Tell whether words are a date, or a date with a time, and nothing else."""
    try:
        return partial_date(words) is not None
    except Rejected:
        return False
