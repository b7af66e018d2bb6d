"""Zip archives, read by their central directory; and the documents that are zips.

Word, Excel, OFD, EPUB and Java files are zips too.  What tells them is a part with a
name that their standards ask for, at the root.
"""

import re
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from extract.archives.entry import Entry, Narrow, Spoiled, Unlisted, too_large
from extract.archives.names import charset, decode, refusal, shown

PARTS = {"[content_types].xml", "ofd.xml", "mimetype"}
PART = re.compile(rb"\[Content_Types\]\.xml|OFD\.xml|META-INF/|word/|xl/|ppt/", re.I)
ENCRYPTED, UTF_8 = 0x1, 0x800
LOCAL = struct.Struct("<4s22xHH")  # Signature; lengths of the name and of the extras.
HEAD = 4096
BROKEN = (BadZipFile, OSError, ValueError, NotImplementedError, struct.error)


@dataclass(frozen=True, slots=True)
class Zip:
    """The central directory of a zip."""

    infos: list[ZipInfo]
    entries: list[Entry]

    def head(self, file: BinaryIO, number: int) -> bytes:
        """Return the first bytes of a member."""
        info = self.infos[number]
        return _inflated(info, _packed(info, file, HEAD), HEAD)

    def read(self, file: BinaryIO, number: int) -> bytes:
        """Return a member; Spoiled where it is not what the directory says."""
        info = self.infos[number]
        data = _inflated(info, _packed(info, file, info.compress_size), info.file_size)
        if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            raise Spoiled("It is damaged: its bytes are not those that were packed.")
        return data


def listed(file: BinaryIO) -> Zip | None:
    """Return the list of a zip, None for a document; Unlisted where it is broken."""
    try:
        with ZipFile(cast(BinaryIO, Narrow(file))) as archive:
            infos = archive.infolist()
    except Unlisted:
        raise
    except BROKEN as error:
        file.seek(0)
        if PART.search(file.read(HEAD)):
            return None
        raise Unlisted(
            "This is a zip archive whose list of files can not be read: it is damaged, "
            "or a part of one. Get it again, or unpack it and add the files it holds."
        ) from error
    return None if _is_document(infos) else Zip(infos, list(_entries(infos)))


def _is_document(infos: list[ZipInfo]) -> bool:
    names = [info.filename.replace("\\", "/").lstrip("/").lower() for info in infos]
    return any(name in PARTS or name.startswith("meta-inf/") for name in names)


def _entries(infos: list[ZipInfo]) -> Iterator[Entry]:
    stated = [info for info in infos if not info.flag_bits & UTF_8]
    encoding = charset(_bytes(info) for info in stated)
    for i, info in enumerate(infos):
        name = info.orig_filename
        if not info.flag_bits & UTF_8:
            name = decode(_bytes(info), encoding)
        if not name.endswith(("/", "\\")):
            yield Entry(i, shown(name), info.file_size, refusal(name) or _refusal(info))


def _bytes(info: ZipInfo) -> bytes:
    # Python reads a name that is not said to be UTF-8 in the code page of DOS.
    return info.orig_filename.encode("cp437")


def _refusal(info: ZipInfo) -> str:
    mode = info.external_attr >> 16
    if info.flag_bits & ENCRYPTED:
        return "a member of an archive with a password"
    if stat.S_ISLNK(mode):
        return "a link in an archive"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "a member that is no regular file"
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return f"a member packed in a way that is not read ({info.compress_type})"
    return too_large(info.file_size, info.compress_size)


def _packed(info: ZipInfo, file: BinaryIO, most: int) -> bytes:
    """The bytes of a member as they lie in the archive, up to `most` of them."""
    file.seek(info.header_offset)
    header = file.read(LOCAL.size)
    if len(header) < LOCAL.size or not header.startswith(b"PK\x03\x04"):
        raise Spoiled("It is damaged: it does not begin where its archive says.")
    _, name, extras = LOCAL.unpack(header)
    file.seek(name + extras, 1)
    return file.read(min(most, info.compress_size))


def _inflated(info: ZipInfo, packed: bytes, most: int) -> bytes:
    """What the bytes unpack to, and of more than `most` one byte that tells so."""
    if info.compress_type == ZIP_STORED:
        return packed[: most + 1]
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most + 1)
    except zlib.error as error:
        raise Spoiled("It is damaged: it can not be unpacked.") from error
