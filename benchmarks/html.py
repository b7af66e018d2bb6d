"""How fast and how right are pages read, beside two peers on the same pages in one run?

    make bench                             what the peers need, then this
    python -m benchmarks.html [FOLDER]     default: ../shared/corpora/html/pages

Ours is timed from the bytes of a page to its title, time, source, author, editor and
body, with every repair and every position kept; trafilatura and GNE to those of these
fields that they have.  GNE takes text, so it gets ours, decoded before the clock runs.
The process is made ready as a worker is (`collect_rarely`), for all of them.  Times are
of the processor, the best of several rounds that take turns: compare the ratios,
machines differ and are noisy.
"""

import importlib
import importlib.util
import logging
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from extract.engines.local import collect_rarely
from extract.one import repaired
from extract.readers import Unreadable
from extract.readers.charset import decode
from normalize.draft import Draft
from parsers import news

ROUNDS = 3
PACKAGES = {"trafilatura": "trafilatura", "gne": "gne"}

Reader = Callable[[bytes, str], object]


def main(folder: Path) -> None:
    """Print the pages a second of each reader, and how many times ours is faster."""
    logging.disable(logging.CRITICAL)
    pages = {path: path.read_bytes() for path in sorted(folder.rglob("*.htm*"))}
    if not pages:
        sys.exit(f"no page (*.html) below {folder}")
    texts = {path: decode(data).text for path, data in pages.items()}
    readers = _readers()
    collect_rarely()
    seconds = _raced(readers, pages, texts)
    size = sum(map(len, pages.values()))
    print(f"{len(pages)} pages, {size / len(pages) / 1000:.0f} kB each on average\n")
    print("| reader | pages a second | ms a page | times the time of ours |")
    print("|---|--:|--:|--:|")
    for name, taken in seconds.items():
        speed, each = len(pages) / taken, 1000 * taken / len(pages)
        print(f"| {name} | {speed:.0f} | {each:.1f} | {taken / seconds['ours']:.1f} |")


def _readers() -> Mapping[str, Reader]:
    """Ours and the peers that are installed; the others are named."""
    found: dict[str, Reader] = {"ours": _ours}
    for name, package in PACKAGES.items():
        if importlib.util.find_spec(package):
            importlib.import_module(package)
            found[name] = {"trafilatura": _trafilatura, "gne": _gne}[name]
        else:
            print(f"{name} is not installed: make bench", file=sys.stderr)
    return found


def _raced(
    readers: Mapping[str, Reader],
    pages: Mapping[Path, bytes],
    texts: Mapping[Path, str],
) -> dict[str, float]:
    """Seconds of the processor each reader takes for all pages, the best of rounds."""
    taken: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(ROUNDS):
        for name, reader in readers.items():
            start = time.process_time()
            for path, data in pages.items():
                reader(data, texts[path])
            taken[name].append(time.process_time() - start)
    return {name: min(rounds) for name, rounds in taken.items()}


def _ours(data: bytes, _: str) -> object:
    """The first draft of a news page: the row of `documents`."""
    try:
        document, _doubts = repaired(data, "page.html")
    except Unreadable as reason:
        return reason
    return next(draft for draft in news.parse(document) if isinstance(draft, Draft))


def _trafilatura(data: bytes, _: str) -> object:
    from trafilatura import bare_extraction

    return bare_extraction(data, with_metadata=True, include_comments=False)


def _gne(_: bytes, text: str) -> object:
    from gne import GeneralNewsExtractor
    from gne.exceptions import NoContentException

    try:
        return GeneralNewsExtractor().extract(text)
    except (NoContentException, ValueError) as error:  # "math domain error", of no text
        return error


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpora/html/pages"))
