"""A snapshot to look at: four samples read, and rows that mean harm written in."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy
from typing import Any

import httpx
import uvicorn

from extract.desk.view.server import _listening, app
from extract.desk.view.shelf import Shelf
from extract.snapshot import current
from normalize.parquet import read_table, write_table
from normalize.schema import data_package
from normalize.tables import TABLE
from tests.running import ran

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "raw"
READ = (
    "news_hijacked.txt",
    "news_machine_translated.txt",
    "nhsa_form_printed.pdf",
    "nhsa_form_long.txt",
    "notice_joint_no_number.html",
)
EVIL = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>甲片"
TEXT = f"{EVIL}\n第二行没有读出\n"
HOSTILE: dict[str, dict[str, Any]] = {
    "documents": {
        "doc_id": "feedfeedfeedfeed", "path": "../../etc/<b>x</b>.txt", "title": EVIL,
        "source_type": "news", "status": "ok", "media_type": "text/plain",
        "text": TEXT, "bytes": 99,
    },
    "drugs": {"drug_id": "badbadbadbadbad1", "doc_id": "feedfeedfeedfeed", "generic_name": EVIL},
    "outcomes": {
        "outcome_id": "badbadbadbadbad2", "doc_id": "feedfeedfeedfeed", "drug_id": "badbadbadbadbad1",
        "endpoint": EVIL, "endpoint_text": EVIL, "statistic": "rate", "unit": "%", "value": 12.0, "arm": EVIL,
    },
    "events": {
        "event_id": "badbadbadbadbad3", "doc_id": "feedfeedfeedfeed", "drug_id": "badbadbadbadbad1",
        "event_type": "approval", "modality": "forecast", "description": EVIL,
    },
    "evidence": {
        "table_name": "drugs", "row_id": "badbadbadbadbad1", "column_name": "generic_name",
        "doc_id": "feedfeedfeedfeed", "start": 0, "end": len(EVIL), "quote": EVIL, "rule": "quoted",
    },
    "problems": {
        "doc_id": "feedfeedfeedfeed", "severity": "error", "code": EVIL, "message": EVIL, "quote": "第二行没有读出",
    },
}  # fmt: skip


def made(folder: Path) -> tuple[Path, Path]:
    """Read the samples; return the folder of a snapshot and that of the sources."""
    raw, out = folder / "raw", folder / "tables"
    raw.mkdir()
    for name in READ:
        copy(SAMPLES / name, raw)
    ran(raw, out)
    snapshot = folder / "snapshot"
    snapshot.mkdir()
    for name, cls in TABLE.items():
        rows = read_table(cls, current(out))
        write_table(
            cls, [*rows, *([HOSTILE[name]] if name in HOSTILE else [])], snapshot
        )
    _package(snapshot)
    return snapshot, raw


def empty(folder: Path) -> Path:
    """Write a snapshot of tables without a row."""
    folder.mkdir()
    for cls in TABLE.values():
        write_table(cls, [], folder)
    _package(folder)
    return folder


def _package(folder: Path) -> None:
    (folder / "datapackage.json").write_text(json.dumps(data_package()))


@contextmanager
def asking(snapshot: Path, raw: Path | None = None) -> Iterator[httpx.Client]:
    """Serve a snapshot; yield a client that asks for its addresses."""
    with (
        served(snapshot, raw) as address,
        httpx.Client(base_url=address, timeout=60, trust_env=False) as client,
    ):
        yield client


@contextmanager
def served(snapshot: Path, raw: Path | None) -> Iterator[str]:
    """Serve a snapshot from a thread; yield the address of the page."""
    with _listening(0) as listener, Shelf(snapshot, raw) as shelf:
        port = listener.getsockname()[1]
        config = uvicorn.Config(app(shelf, port), log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.should_exit = True
            thread.join(timeout=10)
