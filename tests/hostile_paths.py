"""Paths that break listings: odd names, links, pipes, devices, files of 5 GB of nothing.

`laid` puts them into a folder and returns how each ends: "ok", or a problem's code.
"""

import contextlib
import os
import socket
import stat
from pathlib import Path

from tests.hostile_pack import NEWS, tar_of

SPARSE = 5 << 30
HEADS = {
    "sparse.txt": (b"", "too_large"),
    "sparse.pdf": (b"%PDF-1.7\n", "too_large"),
    "sparse.zip": (b"PK\x03\x04", "archive"),
    "sparse.gz": (b"\x1f\x8b\x08", "archive"),
    "sparse_headers.tar": (tar_of(b"77777777777\0", b"L"), "archive"),
    "sparse.mht": (b"MIME-Version: 1.0\n", "archive"),
}
NAMES = (
    b"new\nline.txt", b"-rf.txt", b"--out=x.txt", "\u202efdp.txt".encode(),
    "🧪💊.txt".encode(), b"a" * 251 + b".txt", ("药" * 83 + ".txt").encode(),
    b"\xb9\xab\xb8\xe6.txt", b"\xff\xfe.txt", b"$(touch executed).txt",
    b"; touch executed ;.txt", b"%s%n.txt", b" .txt", b"trailing.", b"a\\b.txt",
    b"'\".txt", b"CON", b"\x1b[31m.txt", b"*?.txt", b"\x7f.txt", b"a|b>c.txt",
)  # fmt: skip


def laid(raw: Path) -> dict[str, str]:
    """Put odd paths into a folder; return how each is to end."""
    return {**_named(raw), **_sparse(raw), **_linked(raw), **_special(raw)}


def _named(raw: Path) -> dict[str, str]:
    for i, name in enumerate(NAMES):
        words = NEWS.replace("2024年6月27日", f"2024年6月{i + 1}日")
        (raw / os.fsdecode(name)).write_text(words, "utf-8")
    return {name.decode("utf-8", "backslashreplace"): "ok" for name in NAMES}


def _sparse(raw: Path) -> dict[str, str]:
    for name, (head, _) in HEADS.items():
        (raw / name).write_bytes(head)
        os.truncate(raw / name, SPARSE)
    return {name: code for name, (_, code) in HEADS.items()}


def _linked(raw: Path) -> dict[str, str]:
    (raw / "deep").mkdir()
    links = {
        "loop_a.txt": "loop_b.txt", "loop_b.txt": "loop_a.txt", "itself": "itself",
        "here": ".", "deep/above": "..", "passwords.txt": "/etc/passwd",
        "device.txt": "/dev/zero", "memory.txt": "/proc/self/mem", "lost": "nowhere",
    }  # fmt: skip
    for name, target in links.items():
        (raw / name).symlink_to(target)
    return dict.fromkeys(links, "not_opened")


def _special(raw: Path) -> dict[str, str]:
    """Pipes, sockets, and where the user may make and must mind them, the others."""
    os.mkfifo(raw / "pipe.txt")
    with contextlib.chdir(raw), socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
    (raw / "nothing.txt").touch()
    found = {
        "pipe.txt": "not_opened",
        "socket.txt": "not_opened",
        "nothing.txt": "empty",
    }
    with contextlib.suppress(PermissionError):
        os.mknod(raw / "zero.txt", stat.S_IFCHR | 0o666, os.makedev(1, 5))
        found["zero.txt"] = "not_opened"
    if os.geteuid():
        (raw / "secret.txt").write_text(NEWS, "utf-8")
        (raw / "secret.txt").chmod(0)
        (raw / "closed").mkdir(0)
        found |= {"secret.txt": "not_opened", "closed": "not_opened"}
    return found
