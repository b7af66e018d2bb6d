"""What to fetch (来源清单): `sources.toml`, declared here and checked word by word.

>>> plan = parse('''
... user_agent = "example-bot/1.0 (mailto:data@example.org)"
... [sources.notices]
... start = ["https://www.example.gov.cn/tzgg/"]
... hosts = ["www.example.gov.cn"]
... documents = ["https://www.example.gov.cn/tzgg/*.html"]
... ''', "sources.toml")
>>> [(each.name, each.folder, each.delay) for each in plan.sources]
[('notices', 'notices', 3.0)]
>>> parse('''
... user_agent = "example-bot/1.0 (mailto:data@example.org)"
... [sources.notices]
... start = ["https://www.example.gov.cn/tzgg/"]
... hostz = ["www.example.gov.cn"]
... ''', "sources.toml")  # doctest: +ELLIPSIS
Traceback (most recent call last):
    ...
extract.fetch.sources.BadSources: sources.toml:5: sources.notices has no key hostz; ...
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from extract.fetch import fields as read
from extract.fetch.fields import BadValue
from extract.fetch.urls import Rules, joined
from extract.storage.stores import BadFolder

TOP = ("user_agent", "sources")


class BadSources(BadFolder):
    """The file of sources can not be followed; the message has file and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source: where its lists are, what they link to, and what is taken.

    Links of the `start` pages that fit `documents` are fetched, and links of those
    that fit `attachments`; without `documents`, the start pages are the documents.
    """

    name: str
    start: tuple[str, ...]
    hosts: frozenset[str]
    folder: str
    documents: tuple[re.Pattern[str], ...] = ()
    attachments: tuple[re.Pattern[str], ...] = ()
    types: frozenset[str] = frozenset({"html", "pdf", "doc", "docx"})
    max_bytes: int = 50_000_000
    max_documents: int = 200
    delay: float = 3.0
    ports: frozenset[int] = frozenset({80, 443})

    @property
    def rules(self) -> Rules:
        """Return what may be asked at all."""
        return Rules(self.hosts, self.ports)


class Plan(NamedTuple):
    """All sources of a file, and the name the program gives itself."""

    agent: str
    sources: tuple[Source, ...]


READ: Mapping[str, Callable[[object], Any]] = {
    "start": read.addresses,
    "hosts": read.hosts,
    "folder": read.folder,
    "documents": read.patterns,
    "attachments": read.patterns,
    "types": read.types,
    "max_bytes": read.size,
    "max_documents": read.count,
    "delay": read.seconds,
    "ports": read.ports,
}
REQUIRED = ("start", "hosts")
TABLE = re.compile(r"\s*\[\s*sources\s*\.\s*[\"']?([^\"'\]]+?)[\"']?\s*\]")
KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")


def read_plan(file: Path) -> Plan:
    """Read a file of sources; raises BadSources."""
    try:
        return parse(file.read_text("utf-8-sig"), str(file))
    except OSError as error:
        raise BadSources(f"{file} can not be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadSources(f"{file} is not UTF-8; save it as UTF-8.") from error


def parse(content: str, name: str) -> Plan:
    """Read sources from TOML text; `name` stands in error messages."""
    try:
        told = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise BadSources(f"{name}: {error}") from error
    return _Reader(content, name).plan(told)


class _Reader:
    """Knows the text, so that each complaint can name its line."""

    def __init__(self, content: str, name: str) -> None:
        self._content, self._name = content, name

    def plan(self, told: Mapping[str, Any]) -> Plan:
        for key in told:
            if key not in TOP:
                self._complain(
                    f"there is no key {key}; write {' or '.join(TOP)}", key=key
                )
        if not isinstance(told.get("sources"), dict) or not told["sources"]:
            self._complain("there is no source; write one below [sources.name]")
        if "user_agent" not in told:
            self._complain("user_agent is missing; say who fetches, and whom to ask")
        agent = self._value("", "user_agent", read.agent, told["user_agent"])
        return Plan(agent, tuple(self._sources(told["sources"])))

    def _sources(self, tables: Mapping[str, Any]) -> Iterator[Source]:
        for name, table in tables.items():
            if not isinstance(table, dict):
                self._complain(f"sources.{name} is no table; write [sources.{name}]")
            self._check_keys(name, table)
            yield self._source(name, {"folder": name} | table)

    def _source(self, name: str, table: Mapping[str, object]) -> Source:
        values = {key: self._value(name, key, READ[key], table[key]) for key in table}
        source = Source(name=name, **values)
        return replace(source, start=tuple(self._starts(source)))

    def _check_keys(self, name: str, table: Mapping[str, object]) -> None:
        for key in table:
            if key not in READ:
                words = f"sources.{name} has no key {key}; there are {', '.join(READ)}"
                self._complain(words, name, key)
        for key in REQUIRED:
            if key not in table:
                self._complain(f"sources.{name} has no {key}; it is required", name)

    def _starts(self, source: Source) -> Iterator[str]:
        for url in source.start:
            whole = joined(url, "")
            if refusal := source.rules.refusal(whole or url):
                words = f"sources.{source.name}: {url} is {refusal}"
                self._complain(words, source.name, "start")
            yield whole

    def _value(
        self, source: str, key: str, function: Callable[[object], Any], value: object
    ) -> Any:
        try:
            return function(value)
        except BadValue as error:
            whole = f"sources.{source}.{key}" if source else key
            self._complain(f"{whole}: {error}", source, key)

    def _complain(self, words: str, source: str = "", key: str = "") -> NoReturn:
        line = _line(self._content, source, key)
        raise BadSources(f"{self._name}{f':{line}' if line else ''}: {words}")


def _line(content: str, source: str, key: str) -> int:
    """The line of a key, else of its table, as far as plain TOML shows it; or 0."""
    table, found = "", 0
    for number, line in enumerate(content.splitlines(), start=1):
        if head := TABLE.match(line):
            table = head[1]
            found = number if table == source else found
        elif table == source and (named := KEY.match(line)) and named[1] == key:
            return number
    return found
