"""Documents processed on a cluster: the same function, the same limits, the same rows.

Ray Data hands batches of documents to processes on all machines, and each of them hands
its documents, one after another, to a child as `local` does, with limits on time and
memory.  So a document costs only itself here too, and its rows are the same.

    inputs -> waves -> batches -> a process on some machine -> its child -> rows

A wave is what Ray is told of at once: inputs are a stream, and may be a million.  Rows
come back in input order, and no faster than they are taken.

The machines have to see the documents: on s3://, or in a folder they share.  From a
folder they do not share, a document travels with its batch, if it is not too large.
"""

import logging
import os
import pickle
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from extract.engines.limits import size
from extract.engines.local import MEMORY, TIMEOUT, Line, Read, Reading
from extract.inputs import BadFolder, Input, NotOpened, read_bytes
from extract.one import extract_file
from normalize.rows import Rows

BATCH = 32  # documents; to hand them over takes milliseconds, to read them seconds
HEAVY = 8 << 20  # bytes that make a batch whole: a scan takes a minute
WAVE = 1_000  # documents for each core
LARGEST = 64 << 20  # bytes of a document that may travel
LOAD = 256 << 20  # bytes of documents that travel at once
STORE = 512 << 20  # bytes of rows that wait, in a Ray of this machine
ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("extract", "parsers", "normalize")


class NoCluster(BadFolder):
    """There is no Ray, or no cluster at the address; the message is a sentence."""


class _Item(NamedTuple):
    """An input as it travels: with its bytes, where the machines do not see it."""

    one: Input
    data: bytes | None = None


def process(
    inputs: Iterable[Input],
    workers: int | None = None,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
    read: Read = extract_file,
    address: str | None = None,
) -> Iterator[tuple[Input, Rows]]:
    """Yield every input with its rows, in input order, as `local.process` does.

    `address` is that of a cluster, by default RAY_ADDRESS; without either, a Ray of
    this machine is started and ended again.  `workers` are processes, by default one
    for each core of the cluster; `memory` are bytes for each.  Raises NoCluster, and
    BadFolder for a document that is too large to travel.
    """
    with _cluster(address or os.environ.get("RAY_ADDRESS"), workers) as cores:
        reading = Reading(read, timeout, memory)
        for part, seen in _parts(inputs, WAVE * cores):
            items = (_Item(one, None if seen else _bytes(one)) for one in part)
            yield from zip(part, _rows(items, reading, cores), strict=True)


def batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Cut documents into pieces for one process: few heavy ones, or many light ones.

    >>> from extract.storage.objects import Stamp
    >>> heavy = _Item(Input(Path("a"), "a", stamp=Stamp(HEAVY, 0)))
    >>> light = _Item(Input(Path("b"), "b", stamp=Stamp(1, 0)))
    >>> [len(batch) for batch in batches([light, heavy, *[light] * 40])]
    [2, 32, 8]
    """
    batch: list[_Item] = []
    weight = 0
    for item in items:
        batch.append(item)
        weight += size(item.one)
        if len(batch) == BATCH or weight >= HEAVY:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _parts(inputs: Iterable[Input], wave: int) -> Iterator[tuple[list[Input], bool]]:
    """Cut inputs into what Ray is told at once, and say whether all machines see it."""
    waiting, seen = iter(inputs), None
    while part := list(islice(waiting, wave)):
        seen = _is_seen(part) if seen is None else seen
        if seen:
            yield part, True
        else:
            yield from ((load, False) for load in _loads(part))


def _loads(inputs: Sequence[Input]) -> Iterator[list[Input]]:
    """Cut inputs into pieces whose bytes this machine can hold."""
    load: list[Input] = []
    weight = 0
    for one in inputs:
        if load and weight + size(one) > LOAD:
            yield load
            load, weight = [], 0
        load.append(one)
        weight += size(one)
    yield load


def _bytes(one: Input) -> bytes | None:
    """The bytes of an input that travels; None for one that is not to be opened."""
    if one.refused or one.unlisted:
        return None
    if size(one) > LARGEST:
        raise BadFolder(
            f"{one.relative} is larger than {LARGEST >> 20} MB, and the machines of "
            "the cluster do not see it: put it on s3:// or in a folder they share."
        )
    try:
        return read_bytes(one)
    except NotOpened:
        return None  # The machine that reads it fails likewise, and says so.


# --- on some machine


def _unpacked(items: Iterable[_Item], folder: Path) -> Iterator[Input]:
    """Inputs that can be opened here: those that came with their bytes from a file."""
    for i, (one, data) in enumerate(items):
        if data is None:
            yield one
        else:
            path = folder / str(i)
            path.write_bytes(data)
            yield one._replace(path=path, member=())


def _read_batch(reading: Reading, row: dict[str, Any]) -> dict[str, Any]:
    """Return the rows of a batch, both as bytes: Arrow has no type for them."""
    _forget_main()
    with tempfile.TemporaryDirectory(prefix="carried-") as folder:
        inputs = _unpacked(pickle.loads(row["batch"]), Path(folder))
        return {"rows": pickle.dumps(list(_read(inputs, reading)))}


def _read(inputs: Iterable[Input], reading: Reading) -> Iterator[Rows]:
    line = _line(reading)
    try:
        for one in inputs:
            if line.is_full:
                yield line.next()[1]
            line.join(one)
        while line.jobs:
            yield line.next()[1]
    except BaseException:
        _line.cache_clear()  # What is left in it is not of the next batch.
        line.end()
        raise


@cache
def _line(reading: Reading) -> Line:
    """A child of this process that stays: its first document takes it three seconds.

    It ends with this process.
    """
    return Line(1, reading)


def _forget_main() -> None:
    """Let children of this process not load Ray, which they would as its main program.

    It takes each of them a second, and 100 MB of the memory that a document may use.
    """
    main = sys.modules["__main__"]
    vars(main).pop("__file__", None)
    main.__spec__ = None


def _holds(path: Path, length: int) -> bool:
    return path.is_file() and path.stat().st_size == length


# --- Ray


@contextmanager
def _cluster(address: str | None, workers: int | None) -> Iterator[int]:
    """Connect to a cluster, or start a Ray of this machine; yield the cores to use."""
    ray = _ray()
    options = _elsewhere(address) if address else _here(workers)
    try:
        ray.init(**options, logging_level="error", log_to_driver=False)
    except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        where = f"at {address}" if address else "on this machine"
        raise NoCluster(f"No Ray answers {where}: {error}") from error
    try:
        yield workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
    finally:
        ray.shutdown()


def _elsewhere(address: str) -> dict[str, Any]:
    # This very program goes along, so that no machine reads with an older one.
    modules = [str(ROOT / name) for name in PACKAGES]
    return {"address": address, "runtime_env": {"py_modules": modules}}


def _here(workers: int | None) -> dict[str, Any]:
    _lock_up()
    return {
        "address": "local",
        "num_cpus": workers,
        "object_store_memory": STORE,
        "include_dashboard": False,
        "runtime_env": {"env_vars": {"PYTHONPATH": str(ROOT)}},
    }


def _lock_up() -> None:
    """Let nobody else talk to a Ray of this run; that of a cluster is its users'.

    Ray itself would write a password into the home folder, to stay there.  It remembers
    the first one that it sees until the process ends, so there is only one.
    """
    os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))


def _ray() -> Any:
    """Load Ray, which is to report to nobody, and to speak only of what is wrong."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray.data
    except ImportError:
        raise NoCluster(
            "The engine ray is not installed; install it with "
            "pip install 'pharmatables[cluster]', here and on the other machines."
        ) from None
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return ray


def _rows(items: Iterable[_Item], reading: Reading, cores: int) -> Iterator[Rows]:
    """Yield the rows of documents in their order, while other batches are read."""
    from ray.data import DataContext, TaskPoolStrategy, from_items

    context = DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    told = [{"batch": pickle.dumps(batch)} for batch in batches(items)]
    results = from_items(told, override_num_blocks=len(told)).map(
        partial(_read_batch, reading), num_cpus=1, compute=TaskPoolStrategy(size=cores)
    )
    for result in results.iter_rows():
        yield from pickle.loads(result["rows"])


def _is_seen(inputs: Sequence[Input]) -> bool:
    """Ask every machine for the first file of this one that is among the inputs."""
    ray = _ray()
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    files = (one for one in inputs if isinstance(one.path, Path) and one.stamp)
    one = next(files, None)
    if one is None:
        return True
    ask: Callable[..., Any] = ray.remote(num_cpus=0)(_holds).options
    nodes = [node["NodeID"] for node in ray.nodes() if node["Alive"]]
    places = [NodeAffinitySchedulingStrategy(node, soft=False) for node in nodes]
    asked = [
        ask(scheduling_strategy=place).remote(one.path, size(one)) for place in places
    ]
    return all(ray.get(asked))
