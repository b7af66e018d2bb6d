"""How fast are reading, repairing and parsing, beside what a peer does in the same run?

    python -m benchmarks.speed [FOLDER]      default: data/raw

Prints for each stage the throughput (raw bytes a second, best of several rounds) and,
where a library does a comparable job, how many times slower or faster than it we are.
Machines differ and are noisy: compare ratios, never seconds of two runs.
"""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from bs4 import BeautifulSoup
from opencc import OpenCC

from extract.readers import Unreadable, read
from normalize.document import Document
from normalize.repairs import repair_all
from normalize.rows import type_drafts
from parsers import Unclaimed, claim

ROUNDS = 5


def main(folder: Path) -> None:
    """Time every stage on all readable documents of a folder."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    files = {path: path.read_bytes() for path in paths}
    documents = {path: d for path, data in files.items() if (d := _read(data, path))}
    size = sum(len(files[path]) for path in documents)
    pages = [d.raw for d in documents.values() if d.media_type == "text/html"]
    texts = [str(d.text) for d in documents.values()]
    print(f"{len(documents)} documents, {size:,} bytes")

    reading = _best(lambda: [_read(files[path], path) for path in documents])
    _show("read", size, reading)
    if pages:
        ours = _best(lambda: [read(page.encode(), "") for page in pages])
        soup = _best(
            lambda: [BeautifulSoup(p, "html.parser").get_text() for p in pages]
        )
        _show("  HTML pages only", sum(map(len, pages)), ours, soup, "bs4 get_text")
    repairing = _best(lambda: [repair_all(d.text) for d in documents.values()])
    t2s = OpenCC("t2s")
    converting = _best(lambda: [t2s.convert(text) for text in texts])
    _show("repair", size, repairing, converting, "OpenCC t2s alone")
    _show("parse and type", size, _best(lambda: _parsed(documents.values())))


def _soup_text(page: str) -> str:
    return BeautifulSoup(page, "html.parser").get_text()


def _read(data: bytes, path: Path) -> Document | None:
    try:
        return read(data, path.name)
    except Unreadable:
        return None


def _parsed(documents: Iterable[Document]) -> None:
    for document in documents:
        try:
            type_drafts(document, claim(document).parse(document))
        except Unclaimed:
            continue


def _best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of several rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _show(
    stage: str, size: int, seconds: float, peer: float | None = None, name: str = ""
) -> None:
    beside = f"   {seconds / peer:6.2f} x the time of {name}" if peer else ""
    print(f"{stage:20} {size / seconds / 1e6:8.2f} MB/s{beside}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "data/raw"))
