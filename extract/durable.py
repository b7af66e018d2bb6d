"""Files that a power cut can not undo (落盘)."""

import os
from pathlib import Path


def bring_to_disk(path: Path, deep: bool = True) -> None:
    """Bring a file to disk, or a folder with all in it; or, not `deep`, its list."""
    if deep and path.is_dir():
        for child in path.iterdir():
            bring_to_disk(child)
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
