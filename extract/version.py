"""Which code read a document: a digest over everything that decides its rows.

A document has to be read again when its bytes change or when this changes.
"""

import hashlib
from functools import cache
from pathlib import Path

VERSION = "0.1.0"
DECIDES = ("extract/readers", "parsers", "normalize")


@cache
def parser_version() -> str:
    """Return the version with 8 hex digits over readers, parsers and vocabularies."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for folder in DECIDES:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".tsv"):
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    return f"{VERSION}+{digest.hexdigest()[:8]}"
