"""Which rows are one policy (同一政策文件).

Rows are one policy that share a number that names its issuer (国示发〔2024〕3号), or
the title and a number that does not (2024年第3号).  A title without a number joins the
one policy that it can mean.

>>> full = {"title": "关于示例的通知", "doc_number": "国示发〔2024〕3号"}
>>> cited = full | {"doc_number": None}
>>> again = full | {"doc_number": "国示发〔2025〕9号"}
>>> len(policy_groups([full, cited])), len(policy_groups([full, cited, again]))
(1, 3)
"""

import re

from normalize.entities.groups import Group, Row, joined, joined_to_only
from normalize.ids import digest
from normalize.values.plain import squash

# 2021年第14号 and 公告第3号 count the papers of each issuer.
_NAMELESS = re.compile(r"\(?(?:\d|第|令|公告|通告)")


def policy_id(row: Row) -> str:
    """Return the id of a merged policy: by its number, else by number and title."""
    own = _own_number(row)
    return digest("policies", *([own] if own else [_number(row), _title(row)]))


def own_key(row: Row) -> tuple[str, str] | None:
    """Return what tells a policy from all others, number and title; None without one.

    >>> own_key({"title": "关于示例的通知", "doc_number": "国示发〔2024〕3号"})
    ('国示发(2024)3号', '')
    >>> own_key({"title": "关于示例的公告", "doc_number": "2024年第3号"})
    ('2024年第3号', '关于示例的公告')
    """
    if _own_number(row):
        return _own_number(row), ""
    return (_number(row), _title(row)) if _number(row) and _title(row) else None


def policy_groups(rows: list[Row]) -> list[Group]:
    """Group rows that are one policy."""
    groups = joined([[row] for row in rows], _own_numbers)
    groups = joined(groups, _title_and_number)
    return joined_to_only(groups, _bare_titles, _numbered_titles)


def policy_links(row: Row) -> set[str]:
    """Return what a row has in common with every row that it may be one policy with.

    >>> sorted(policy_links({"title": "示例通知", "doc_number": "国示发〔2024〕3号"}))
    ['国示发(2024)3号', '示例通知']
    """
    return {_own_number(row), _title(row)} - {""}


def _number(row: Row) -> str:
    return squash(row["doc_number"] or "")


def _title(row: Row) -> str:
    return squash(row["title"] or "")


def _own_number(row: Row) -> str:
    number = _number(row)
    return "" if _NAMELESS.match(number) else number


def _own_numbers(group: Group) -> set[str]:
    return {number for row in group if (number := _own_number(row))}


def _titles(group: Group) -> set[str]:
    return {title for row in group if (title := _title(row))}


def _title_and_number(group: Group) -> set[tuple[str, str]]:
    return {(_title(row), _number(row)) for row in group if row["title"]}


def _is_numbered(group: Group) -> bool:
    return any(_number(row) for row in group)


def _bare_titles(group: Group) -> set[str]:
    return set() if _is_numbered(group) else _titles(group)


def _numbered_titles(group: Group) -> set[str]:
    return _titles(group) if _is_numbered(group) else set()
