"""Word documents printed or saved anew by LibreOffice, many in one run."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

COMMAND = "soffice"
TIME_LIMIT = 300  # Seconds; a hundred forms take less than one minute.


def available() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which(COMMAND) is not None


def converted(
    documents: Sequence[bytes], to: str = "pdf", suffix: str = "docx"
) -> list[bytes]:
    """Each document in another format: `pdf`, `doc`, `odt`, `xls`."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{i}.{suffix}" for i in range(len(documents))]
        for path, data in zip(paths, documents, strict=True):
            path.write_bytes(data)
        out = Path(folder) / "out"
        subprocess.run(
            [
                COMMAND,
                f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                to,
                "--outdir",
                str(out),
                *map(str, paths),
            ],
            check=True,
            capture_output=True,
            timeout=TIME_LIMIT,
        )
        return [
            (out / f"{path.stem}.{to.partition(':')[0]}").read_bytes() for path in paths
        ]
