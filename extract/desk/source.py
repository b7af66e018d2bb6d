"""The file that a document was read from (原件), found again by its path.

`documents.path` is the path within the input folder; of a file in an archive it goes on
with the steps inside: `申报.zip/甲.pdf`.

>>> import tempfile
>>> from normalize.document import doc_id
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = (Path(folder) / "公告.txt").write_bytes(b"2031")
...     source(Path(folder), "公告.txt", doc_id(b"2031"))
...     source(Path(folder), "公告.txt", doc_id(b"2030"))
Traceback (most recent call last):
    ...
extract.desk.tables.NotThere: 公告.txt has changed since it was read.
"""

from pathlib import Path, PurePosixPath

from extract import archives
from extract.archives import Spoiled
from extract.desk.tables import NotThere
from normalize.document import doc_id


def source(raw: Path, path: str, of: str) -> bytes:
    """Return the bytes of a document, by its path and its id.

    Raises NotThere where the file is gone, is another one now, or lies elsewhere.
    """
    try:
        data = _bytes(raw.resolve(), path)
    except (OSError, Spoiled) as error:
        raise NotThere(f"{path} can not be opened in {raw}.") from error
    if data is None:
        raise NotThere(f"{path} is not in {raw}.")
    if doc_id(data) != of:
        raise NotThere(f"{path} has changed since it was read.")
    return data


def _bytes(raw: Path, path: str) -> bytes | None:
    for name in (path, *map(str, PurePosixPath(path).parents)):
        file = raw / name
        if file.is_file() and file.resolve().is_relative_to(raw):
            return file.read_bytes() if name == path else _member(file, name, path)
    return None


def _member(archive: Path, name: str, path: str) -> bytes | None:
    for leaf in archives.walk(archive, archive.name):
        if not leaf.refused and "/".join((name, *leaf.steps)) == path:
            return archives.read(archive, leaf.place)
    return None
