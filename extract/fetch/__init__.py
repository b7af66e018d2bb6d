"""Fetching (取数): new documents from the web into data/raw, as a guest would.

sources.py    what to fetch: `sources.toml`, checked word by word (fields.py)
run.py        one run: list pages, documents, attachments; what became of each
urls.py       which addresses may be asked at all
addresses.py  which machines may be connected to
wire.py       one request over one connection, all of it within a time
polite.py     robots.txt (robots.py), pauses (pace.py), redirects, second tries
download.py   a body becomes a file of data/raw, whole or not at all
kinds.py      what the file is, whatever it was promised to be
names.py      what it is called, always the same
links.py      the links of a page
state.py      what was fetched when, from where: data/raw/.fetch/state.sqlite
report.py     what is told at the end
    command.py    all of it, as the command line calls it
"""

from importlib.util import find_spec

from extract.storage.stores import BadFolder


class NotInstalled(BadFolder):
    """The libraries of the extra `fetch` are missing; the message says what to do."""


def require_libraries() -> None:
    """Raise NotInstalled unless the extra `fetch` is installed."""
    if missing := [name for name in ("httpcore", "protego") if not find_spec(name)]:
        raise NotInstalled(
            f"Fetching needs {' and '.join(missing)}; install it with "
            "pip install 'pharmatables[fetch]'."
        )
