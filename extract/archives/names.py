"""The names of the members of an archive, as the person who packed it saw them.

A zip says of each name whether it is UTF-8.  Where it does not, the name is in the
code page of the machine that packed it: GBK on a Chinese desktop, but UTF-8 again from
a Mac, whose archives never say so.  One archive was packed by one machine, so all of
its names decide together.

>>> names = ["申报材料/说明书.pdf".encode("gbk"), b"readme.txt"]
>>> [decode(name, charset(names)) for name in names]
['申报材料/说明书.pdf', 'readme.txt']
>>> charset(["说明书.pdf".encode()]), charset(["联通.pdf".encode("gbk")])
('utf-8', 'gb18030')
"""

import re
from collections.abc import Iterable

from extract.litter import is_litter

DRIVE = re.compile(r"[A-Za-z]:")
CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
CJK = "\u0800"  # From here on, UTF-8 has three bytes, as no GBK pair does by chance.


def charset(names: Iterable[bytes]) -> str:
    """Return the charset that all names of an archive are in."""
    try:
        words = b"\n".join(names).decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8" if words.isascii() or max(words) >= CJK else "gb18030"


def decode(name: bytes, encoding: str) -> str:
    """Return a name; in the code page of DOS, which has every byte, if need be."""
    try:
        return name.decode(encoding)
    except UnicodeDecodeError:
        return name.decode("cp437")


def shown(name: str) -> str:
    r"""Return a name as a path, without what moves a cursor.

    >>> shown("./申报\\说明书.pdf"), shown("/etc//a\n.txt")
    ('申报/说明书.pdf', 'etc/a\\x0a.txt')
    """
    steps = (step for step in _steps(name) if step not in ("", "."))
    return CONTROL.sub(lambda m: f"\\x{ord(m[0]):02x}", "/".join(steps))


def refusal(name: str) -> str:
    r"""Say why a member of this name is not read; empty if it is.

    >>> refusal("a/b.txt"), refusal("C:\\a.txt")
    ('', 'a member with an absolute path')
    >>> refusal("..\\a.txt")
    'a member whose path leads out of its archive'
    """
    if name.startswith(("/", "\\")) or DRIVE.match(name):
        return "a member with an absolute path"
    if ".." in _steps(name):
        return "a member whose path leads out of its archive"
    return "" if shown(name) else "a member without a name"


def left_behind(name: str) -> bool:
    """Say whether a member is what a desktop leaves behind, or lies in such a folder.

    >>> left_behind("__MACOSX/._公告.pdf"), left_behind("../公告.pdf")
    (True, False)
    """
    return any(is_litter(step) for step in _steps(name) if step not in (".", ".."))


def _steps(name: str) -> list[str]:
    # Some packers of Windows write their own separator, which the standard forbids.
    return name.replace("\\", "/").split("/")
