"""Documents of Taiwan (公告、函): the kind beside the office, the title under 主旨.

衛生福利部　公告 stands on top, dates and numbers under labels; 主旨 says what it is
about, in a sentence that may wrap, and 依據, 說明, 公告事項 follow.

>>> lines = "卫生福利部 公告|发文日期：中华民国113年5月20日|主旨：预告修正「示例准则」"
>>> lines += "|第三条草案。|依据：药事法第三十九条。"
>>> found = subject([Text.raw(line) for line in lines.split("|")])
>>> str(found.title), str(found.kind), str(found.agency)
('预告修正「示例准则」第三条草案', '公告', '卫生福利部')
>>> subject([Text.raw("示例局关于示例的通知"), Text.raw("主旨明确。")])
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from normalize.notice.flow import Item
from normalize.notice.offices import offices
from normalize.text import Text

_KIND = re.compile(r"(?P<agency>\S+?)\s*(?P<kind>公告|函|令|书函|通告|开会通知单)")
_SUBJECT = re.compile(r"主\s*旨\s*[:：]\s*")
_NEXT = re.compile(
    r"(?:依\s*[据據]|[说說]\s*明|公告事项|办\s*法|正\s*本|副\s*本)\s*[:：]"
)
_FEW = 30  # lines above the subject


class Subject(NamedTuple):
    """Title, kind and office of a document of this form; the last two may be absent."""

    title: Text
    kind: Text | None
    agency: Text | None


def subject(items: Sequence[Item]) -> Subject | None:
    """Read the head of a document with a 主旨; None for any other document."""
    lines = [item for item in items if isinstance(item, Text)][:_FEW]
    for at, line in enumerate(lines):
        if found := line.match(_SUBJECT):
            title = _sentence([line[len(found[0]) :], *lines[at + 1 :]])
            return Subject(title, *_issued(lines[:at])) if title else None
    return None


def _sentence(lines: Sequence[Text]) -> Text:
    """The first sentence, which ends on its line or on one below."""
    said: list[Text] = []
    for line in lines:
        if line.match(_NEXT):
            break
        said.append(line)
        if line.chars.endswith("。"):
            break
    return Text.join(said).strip("。 \u3000")


def _issued(above: Sequence[Text]) -> tuple[Text | None, Text | None]:
    for line in above:
        found = line.fullmatch(_KIND)
        if found and offices(found["agency"]):
            return found["kind"], found["agency"]
    return None, None
