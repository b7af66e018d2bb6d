"""Real pages and hostile ones: each is read or refused with a reason, soon and whole."""

import json
import time
from pathlib import Path

from extract.readers import Unreadable, read
from extract.readers.charset import decode
from tests.test_readers import check


def files(folder: Path, pattern: str) -> list[Path]:
    """List the files of a folder; none at all is a broken checkout, not a pass."""
    found = sorted(folder.glob(pattern))
    assert found, f"no {pattern} in {folder}"
    return found


def test_every_seed_is_read(shared: Path) -> None:
    for path in files(shared / "seeds", "*.txt"):
        document = read(path.read_bytes(), path.name)
        check(document)
        assert document.notes == ()


def test_every_real_page_is_read(shared: Path) -> None:
    for path in files(shared / "corpora" / "html" / "pages", "*/*"):
        document = read(path.read_bytes(), path.name)
        check(document)
        assert document.media_type == "text/html", path.name


def test_every_hostile_file_ends_soon_in_a_document_or_a_reason(shared: Path) -> None:
    for path in files(shared / "corpora" / "hostile", "*/*"):
        began = time.process_time()
        try:
            check(read(path.read_bytes(), path.name))
        except Unreadable as refused:
            assert refused.message.endswith(".")
        assert time.process_time() - began < 10, path.name


def test_the_headline_is_kept_on_real_pages(shared: Path) -> None:
    folder = shared / "corpora" / "html"
    manifest = (folder / "MANIFEST.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in manifest.splitlines()]
    asked = kept = 0
    for row in rows:
        data = (folder / row["path"]).read_bytes()
        title = bare(row["gold"].get("title", ""))
        if title and title in bare(decode(data).text):
            asked += 1
            kept += title in bare(str(read(data, row["id"]).text))
    assert kept / asked > 0.9


def bare(words: str) -> str:
    """Leave out everything but letters and digits."""
    return "".join(filter(str.isalnum, words))


def test_a_page_is_read_alike_in_every_encoding(shared: Path) -> None:
    for path in files(shared / "corpora" / "html" / "pages" / "gov", "*"):
        page = decode(path.read_bytes()).text.replace("\ufffd", "")
        blocks = [str(block) for block in read(page.encode(), "a").blocks]
        assert blocks == [
            str(block) for block in read(page.encode("gb18030"), "a").blocks
        ]
