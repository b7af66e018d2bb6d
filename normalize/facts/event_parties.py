"""Who has which part in an event (参与方与角色): offices decide, firms apply.

What a name is follows from how it was found; its part from `event_roles.tsv`, by what
happened and what stands beside the name.

>>> words = Text.raw("据示例日报报道，国家药监局批准示例药业的新药上市")
>>> for party in parties(words):
...     print(party.name, party.kind, role(party, "approval", words))
示例日报 media reports
国家药监局 agency decides
示例药业 company applies
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from normalize.draft import Implied
from normalize.facts.bounds import name_part
from normalize.facts.offsets import end, offset
from normalize.facts.organizations import agency, agency_names, company_names
from normalize.text import Text
from normalize.vocab import load

NEAR = 12  # characters beside a name that tell its part

_KINDS = ("function", "verb")
# A university is named before its hospital; 县人民医院开出全省医院… are two.
_HOSPITAL = re.compile(
    r"(?P<run>[\u4e00-\u9fff]{2,30}?(?:医院|医学中心"
    r"|(?:研究院|研究所|大学|医学院|疾控中心)(?![\u4e00-\u9fff]{0,12}?(?:医院|医学中心))))"
    r"(?P<team>[\u4e00-\u9fff]{2,12}?团队)?"
)
_SOME_HOSPITAL = re.compile(
    "(?:[我本]?全?[国省市县区]|各级?|[县市省]级|基层|三甲|[一二三]级|公立|民营|定点|多家|大型?)*医院"
)
_MEDIA = re.compile(
    r"(?P<run>[\u4e00-\u9fff]{2,12}?(?:新闻|日报|晚报|时报|早报|晨报|周刊|电视台|通讯社|新华社|新华网|央视|财经))"
    r"(?=[\u4e00-\u9fff]{0,6}?(?:报道|消息|讯|记者|获悉))"
)
_MEMBERS = re.compile(
    r"(?:\d+|[一二三四五六七八九十]+)[余多]?[个家](?:成员|相关|有关)?(?:单位|部门)"
)
_SOCIETY = re.compile(
    r"[\u4e00-\u9fff]{3,20}?(?:学会|协会|联合会|基金会)(?![\u4e00-\u9fff]{0,4}年会)"
    r"|(?<![A-Za-z])(?:CSCO|NCCN|ESMO|ASCO|ASH|EHA)(?=[\u4e00-\u9fff]{0,8}(?:指南|推荐))"
)


class Party(NamedTuple):
    """Somebody whom words name, and what it is."""

    name: Text
    kind: str


def parties(words: Text) -> list[Party]:
    """List who acts in these words, each once, in order."""
    seen: dict[str, Party] = {}
    for party in sorted(_named(words), key=lambda party: party.name.span):
        inside = any(
            party.name.span.start < other.name.span.end for other in seen.values()
        )
        if not inside or party.kind in ("agency", "company"):
            seen.setdefault(agency(str(party.name)).name, party)
    return list(seen.values())


def _named(words: Text) -> Iterator[Party]:
    yield from (Party(name, "agency") for name in agency_names(words))
    yield from (Party(name, "company") for name in company_names(words))
    yield from (Party(found[0], "other") for found in words.finditer(_MEMBERS))
    for pattern, kind in (
        (_HOSPITAL, "hospital"), (_MEDIA, "media"), (_SOCIETY, "other"),
    ):  # fmt: skip
        for found in words.finditer(pattern):
            name = name_part(found[0], kinds=_KINDS)
            if len(name) >= 3 and not name.fullmatch(_SOME_HOSPITAL):
                yield Party(name, kind)


def participants(
    named: Sequence[Party], kind: str, words: Text
) -> list[Mapping[str, Text | Implied]]:
    """Return the cells of who took part in an event of a kind; `words` name them."""
    return [
        {
            "name": party.name,
            "kind": Implied(party.kind, "how it is named", party.name),
            "role": Implied(
                role(party, kind, words), "event_roles vocabulary", party.name
            ),
        }
        for party in named
    ]


def role(party: Party, kind: str, words: Text) -> str:
    """Tell the part of somebody in an event of a kind."""
    ahead = words.chars[: offset(words, party.name)][-NEAR:]
    behind = words.chars[end(words, party.name) :][:NEAR]
    return next(
        row.role
        for row in _roles()
        if row.event_type in ("*", kind)
        and row.kind in ("*", party.kind)
        and (not row.before or row.before.search(ahead))
        and (not row.after or row.after.match(behind))
    )


class _Role(NamedTuple):
    event_type: str
    kind: str
    role: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


@cache
def _roles() -> tuple[_Role, ...]:
    return tuple(
        _Role(
            row["event_type"],
            row["kind"],
            row["role"],
            re.compile(f"(?:{row['before']})$") if row["before"] else None,
            re.compile(row["after"]) if row["after"] else None,
        )
        for row in load("event_roles")
    )
