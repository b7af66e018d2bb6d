"""What `python -m extract fetch` does (取数命令), but for the exit of the program."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extract.fetch import require_libraries
from extract.fetch.outcomes import Outcome
from extract.storage.stores import BadFolder

if TYPE_CHECKING:
    from extract.fetch.sources import Plan


def fetch_all(file: Path, raw: Path) -> tuple[str, int]:
    """Fetch the sources of a file; return the report and the exit code.

    Raises BadFolder, of which BadSources and NotInstalled are two, where nothing can be
    fetched or written, and Locked while another run fetches.
    """
    require_libraries()
    from extract.fetch.report import exit_code, report
    from extract.fetch.sources import read_plan

    plan = read_plan(file)
    outcomes = list(_fetched(plan, raw))
    names = [source.name for source in plan.sources]
    return report(names, outcomes), exit_code(outcomes)


def _fetched(plan: "Plan", raw: Path) -> Iterator[Outcome]:
    from extract.fetch.run import fetch

    try:
        yield from fetch(plan, raw)
    except OSError as error:
        raise BadFolder(f"{raw} can not be used: {error.strerror}.") from error
    except sqlite3.Error as error:  # A full disk, in its words.
        raise BadFolder(f"{raw} can not be used: {error}.") from error
