"""How a decision, or a suggestion of one, names an entity (裁定中的称呼).

A drug: 通用名|持有人, or an approval number, or 通用名 alone where one drug has it.  A
company: its name as printed, or without its legal form.  A policy: its number or title.
Anything else: its name.

>>> folded("drug", "示例片（Ⅰ）|示例（天津）有限公司")
'示例片(i)|示例天津'
>>> sorted(drug_calls(BLANK | {"generic_name": "示例片", "holder": "甲公司"}))
['示例片', '示例片|甲']
>>> written(BLANK | {"generic_name": "示例片", "holder": "甲公司"})
'示例片|甲公司'
"""

from types import MappingProxyType

from normalize.column import columns_of
from normalize.entities.drugs import drug_key
from normalize.entities.groups import Row
from normalize.entities.numbers import numbers
from normalize.tables import Drug
from normalize.values.companies import company_key
from normalize.values.plain import squash

BLANK = MappingProxyType(dict.fromkeys(column.name for column in columns_of(Drug)))
ROLES = ("holder", "company")


def folded(kind: str, words: str) -> str:
    """Fold the words by which a decision names an entity of a kind."""
    if kind != "drug":
        return squash(words)
    name, bar, firm = words.partition("|")
    return drug_key(name) + (bar and f"|{company_key(firm)}")


def drug_calls(row: Row) -> set[str]:
    """Return all that a decision may call a row of `drugs`."""
    names = {drug_key(name) for name in _names(row)}
    firms = {company_key(row[role]) for role in ROLES if row[role]}
    owned = {f"{name}|{firm}" for name in names for firm in firms}
    return {*names, *owned, *(number for _, number in numbers(row))}


def firm_calls(row: Row) -> set[str]:
    """Return all that a decision may call a company."""
    return {squash(row["name"]), company_key(row["name"])}


def policy_calls(row: Row) -> set[str]:
    """Return all that a decision may call a row of `policies`."""
    return {squash(row[name]) for name in ("doc_number", "title") if row[name]}


def mention_calls(row: Row) -> set[str]:
    """Return all that a decision may call what a row of `mentions` is of."""
    return {squash(row["name"]), squash(row["text"])}


def written(row: Row) -> str:
    """Write how a decision may name a drug."""
    firm = row["holder"] or row["company"]
    name = next(iter(_names(row)), "")
    return f"{name}|{firm}" if firm else name


def _names(row: Row) -> list[str]:
    return [row[name] for name in ("generic_name", "trade_name") if row[name]]
