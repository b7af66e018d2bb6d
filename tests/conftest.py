"""What every test may lean on: the reference corpora, and the same examples anywhere.

The corpora (real documents, gold answers, damage) are not part of the project. They
lie in a folder `shared` beside it, or where PHARMATABLES_SHARED points. A test says it
needs them by taking the fixture `shared` or by `@pytest.mark.shared`; where they are
absent it is skipped and says so, on a developer's machine and in CI alike.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("PHARMATABLES_SHARED") or ROOT.parent / "shared")

# The files that take longest, the longest first: begun last, one of them would keep a
# process busy for minutes while the others wait (seconds of one process: 233 to 57).
LONGEST = [
    "engine_ray",
    "determinism",
    "hostile_pack",
    "killed",
    "docs",
    "diff",
    "nightly",
    "incremental",
    "view_browser",
    "remote",
    "who_is_who_corpora",
    "engine",
    "decisions_values",
    "prints",
    "pipeline",
    "warehouse",
    "scan_corpus",
    "scan_page",
    "gate",
]

# One set of examples and no clock: a property that fails, fails for everybody.
hypothesis.settings.register_profile(
    "same",
    derandomize=True,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("same")


def pytest_xdist_auto_num_workers() -> int:
    """Count half as many again as cores: a quarter of the time is spent waiting.

    Tests of whole runs wait for processes of their own, for limits and for locks.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return cores + (cores + 1) // 2


@pytest.fixture(scope="session", autouse=True)
def _tables_of_the_analyst() -> Iterator[None]:
    """Fail where a test wrote to data/tables, which `make run` has just published."""
    before = _tables()
    yield
    assert _tables() == before, "a test wrote to data/tables; give it an --out"


def _tables() -> dict[str, int]:
    tables = ROOT / "data" / "tables"
    return {
        str(path.relative_to(tables)): path.lstat().st_mtime_ns
        for path in tables.rglob("*")
    }


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of the reference corpora, or skip the test."""
    require_shared()
    return SHARED


@pytest.hookimpl(tryfirst=True)  # before -m "not shared" chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes the fixture, so that `-m shared` finds it; the longest first."""
    items.sort(key=lambda item: _turn(item.path))
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.shared)


def _turn(path: Path) -> int:
    name = path.stem.removeprefix("test_")
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that is only marked, as one that takes the fixture is skipped."""
    if item.get_closest_marker("shared"):
        require_shared()


def require_shared() -> None:
    """Skip the running test, with the reason, where there are no corpora."""
    if not SHARED.is_dir():
        pytest.skip(
            f"the reference corpora are not at {SHARED}; "
            "put them there or name their folder in PHARMATABLES_SHARED"
        )
