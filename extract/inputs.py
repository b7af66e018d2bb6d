"""The files of an input folder or bucket, in one order on every machine.

Every file below the folder is an input, whatever its name says it is; of an archive,
every file in it (see `archives`).  Left out are only what a desktop leaves behind:
names that begin with a dot (`.DS_Store`, `.git/`) or with `~$` (an open Word file),
`Thumbs.db`, `desktop.ini` and `__MACOSX/`.  What can not be read is listed too, with
the reason, so that the count of inputs stays whole: a link that leads out of the folder
or nowhere, a link to a folder (it could lead back to itself), a pipe, a folder that may
not be listed, a member with a password.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     raw = Path(folder)
...     for name in ("乙.html", "甲.pdf", ".DS_Store", "公告.txt"):
...         _ = (raw / name).write_bytes(b"x")
...     [found.relative for found in find_inputs(raw)]
['乙.html', '公告.txt', '甲.pdf']
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple, overload

from extract import archives
from extract.archives import REACH, _is_archive
from extract.archives.entry import ADVICE
from extract.storage import folders, objects
from extract.storage.objects import Stamp, Stored
from extract.storage.stores import BadFolder as BadFolder
from extract.storage.stores import is_url, local
from normalize.form.aliases import Alias


class NotOpened(ValueError):
    """The bytes of an input can not be had; the message is a sentence."""


class Input(NamedTuple):
    """A file to read, on the disk or in an object store, or in an archive there.

    `refused` says why it may not be opened, if so; `member` are the numbers of the
    members on the way into the archive; `unlisted` is a sentence on an archive that is
    not opened.  `stamp` are the size and time of the file when it was listed; `labels`
    those that people know of forms, with which it is read.
    """

    path: Path | Stored
    relative: str
    refused: str = ""
    member: tuple[int, ...] = ()
    unlisted: str = ""
    stamp: Stamp | None = None
    labels: tuple[Alias, ...] = ()


class _Plain(NamedTuple):
    """An input that is one whole file: all that has to be kept of it in a listing."""

    relative: str
    size: int
    time: int


class Listing(Sequence[Input]):
    """Inputs in order, each made when it is asked for: 300 bytes for a file."""

    def __init__(self, root: Path | str, found: Iterable[Input]) -> None:
        self._root = root
        self._kept = sorted(map(self._pressed, found), key=_relative)
        # Files of one archive may share a path; those of a folder too, once decoded.
        for i, name in _told_apart([one.relative for one in self._kept]):
            self._kept[i] = self._made(self._kept[i])._replace(relative=name)
        self._kept.sort(key=_relative)

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, at: int) -> Input: ...
    @overload
    def __getitem__(self, at: slice) -> list[Input]: ...
    def __getitem__(self, at: int | slice) -> Input | list[Input]:
        if isinstance(at, slice):
            return [self._made(one) for one in self._kept[at]]
        return self._made(self._kept[at])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def _pressed(self, one: Input) -> "_Plain | Input":
        plain = one.stamp and _Plain(one.relative, *one.stamp)
        return plain if plain and self._made(plain) == one else one

    def _made(self, one: "_Plain | Input") -> Input:
        if isinstance(one, Input):
            return one
        stamp = Stamp(one.size, one.time)
        if isinstance(self._root, str):
            path: Path | Stored = Stored(self._root, one.relative, stamp)
        else:
            path = self._root / one.relative
        return Input(path, one.relative, stamp=stamp)


Known = Container[tuple[str, Stamp]]


def find_inputs(raw: Path | str, known: Known = frozenset()) -> Listing:
    """List every file below a folder or s3:// URL by the code points of its path.

    `known` are paths and stamps that an earlier run found to be no archives; they are
    not opened to look.  Raises BadFolder where the folder is missing, not a folder, not
    readable or empty.
    """
    root = str(raw).rstrip("/") if is_url(raw) else folders.opened(local(raw))
    listing = Listing(root, _found(root, known))
    if not listing:
        raise BadFolder(f"{raw} holds no files; put the documents to read there.")
    return listing


def read_bytes(one: Input) -> bytes:
    """Return the bytes of an input; raises NotOpened."""
    try:
        if one.member:
            return archives.read(_here(one.path), one.member)
        return one.path.read_bytes()
    except OSError as error:
        raise NotOpened(f"It can not be opened: {error.strerror}.") from error
    except archives.Spoiled as reason:
        raise NotOpened(str(reason)) from reason


def keep_apart(raw: Path | str, out: Path | str) -> None:
    """Raise BadFolder where the tables would be written among the documents."""
    if is_url(raw) != is_url(out):
        return
    if is_url(raw):
        within = f"{out}/".startswith(f"{str(raw).rstrip('/')}/")
    else:
        within = local(out).resolve().is_relative_to(local(raw).resolve())
    if within:
        raise BadFolder(
            f"{out} lies within {raw}, so the tables would be read as documents; "
            "name another folder with --out."
        )


def _found(root: Path | str, known: Known) -> Iterator[Input]:
    if isinstance(root, str):
        return _in_store(root, known)
    return _in_folder(root, known)


def _in_folder(root: Path, known: Known) -> Iterator[Input]:
    for path, name, refused, stamp in folders.listed(root):
        one = Input(path, name, refused, stamp=stamp)
        if refused or (stamp and (name, stamp) in known):
            yield one
        else:
            yield from _members(one)


def _in_store(url: str, known: Known) -> Iterator[Input]:
    """List the objects; those that are archives are copied here to be opened."""
    unsure: list[Stored] = []
    for file, refused in objects.listed(url):
        if refused or (file.key, file.stamp) in known:
            yield Input(file, file.key, refused, stamp=file.stamp)
        else:
            unsure.append(file)
    for file, head in objects.heads(unsure, REACH):
        one = Input(file, file.key, stamp=file.stamp)
        yield from _members(one) if _is_archive(head) else (one,)


def _here(path: Path | Stored) -> Path:
    return objects.copied(path) if isinstance(path, Stored) else path


def _members(one: Input) -> list[Input]:
    """The members of an archive; of another file, the file itself."""
    try:
        leaves = list(archives.walk(_here(one.path), one.relative.rsplit("/", 1)[-1]))
    except OSError:
        return [one]  # Who reads it is told why it can not be opened.
    except archives.TooSlow as reason:
        return [one._replace(unlisted=str(reason))]
    except Exception as error:
        # The run lists it, not a worker: no archive may be what ends it.
        said = f"This archive can not be listed: {type(error).__name__}: {error}"
        return [one._replace(unlisted=f"{said}. {ADVICE}")]
    return [
        one._replace(
            relative="/".join((one.relative, *leaf.steps)),
            refused=leaf.refused,
            member=leaf.place,
            unlisted=leaf.unlisted,
        )
        for leaf in leaves
    ]


def _relative(one: _Plain | Input) -> str:
    return one.relative


def _told_apart(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Number those of one name, sorted: yield which of them, and its new name."""
    doubled = [i for i in range(1, len(names)) if names[i] == names[i - 1]]
    taken = set(names) if doubled else set()
    for i in doubled:
        free = (f"{names[i]} ({n})" for n in count(2))
        name = next(name for name in free if name not in taken)
        taken.add(name)
        yield i, name
