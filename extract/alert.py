"""A command that is run when a run has failed (失败告警), and what it is told.

It is run without a shell; who wants one writes `sh -c '…'`.  What it gets is in its
environment, each fact of the run under the name of its column in `runs`:

    EXTRACT_EXIT_CODE=3  EXTRACT_OUTCOME=failed  EXTRACT_MESSAGE=…  EXTRACT_RUN_ID=…

>>> variables({"exit_code": 3, "message": None})
{'EXTRACT_EXIT_CODE': '3', 'EXTRACT_MESSAGE': ''}
"""

import os
import shlex
import subprocess
from typing import Any

PATIENCE = 300.0  # seconds: one that hangs must not hold up the next night
LONG = 8_000  # characters of a fact: the environment has a limit


def variables(facts: dict[str, Any]) -> dict[str, str]:
    """Return facts as environment variables."""
    return {f"EXTRACT_{name.upper()}": _words(cell) for name, cell in facts.items()}


def alert(command: str, facts: dict[str, Any]) -> str | None:
    """Run a command; return a sentence on what went wrong with it, if anything did."""
    try:
        done = subprocess.run(
            shlex.split(command),
            env=os.environ | variables(facts),
            stdin=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"The command on failure was ended: it took more than {PATIENCE:.0f} s."
    except (OSError, ValueError) as error:
        return f"The command on failure can not be run: {error}."
    if done.returncode:
        return f"The command on failure has failed itself, with {done.returncode}."
    return None


def _words(cell: Any) -> str:
    words = "" if cell is None else str(cell)
    return words.replace("\0", "")[:LONG]
