"""Published tables of some samples, made once for all tests that look at them."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.running import ran

SAMPLES = Path(__file__).parent.parent / "data" / "raw"
# A printed form, a page in traditional characters, a notice, a form as text.
NAMES = (
    "nhsa_form_printed.pdf", "news_traditional.html", "notice_joint_no_number.html",
    "circular_red_head.pdf", "nhsa_form_short.md",
)  # fmt: skip

_kept: list[TemporaryDirectory[str]] = []


@cache
def published() -> tuple[Path, Path]:
    """Return the folder of the documents and that of their tables; write to neither."""
    _kept.append(TemporaryDirectory())
    folder = Path(_kept[-1].name)
    raw, out = folder / "raw", folder / "out"
    raw.mkdir()
    for name in NAMES:
        shutil.copy(SAMPLES / name, raw)
    ran(raw, out)
    return raw, out
