"""What a download is called (文件名): by its address alone, and so always the same.

The last step of the address, for the reader, and eight digits that no other address
has; nothing that a file system takes amiss (`/`, `:`, `CON`, a dot in front, a name of
300 bytes, names that differ by their case only).

>>> file_name("https://www.example.gov.cn/att/%E8%AF%B4%E6%98%8E%E4%B9%A6.pdf", "pdf")
'说明书-550d2ecc.pdf'
>>> file_name("https://www.example.gov.cn/..%2f..%2fetc%2fpasswd", "txt")
'etc_passwd-f9ef05b3.txt'
>>> file_name("https://www.example.gov.cn/", "html")
'page-2ef8edda.html'
"""

import hashlib
import re
import unicodedata
from urllib.parse import unquote_to_bytes, urlsplit

LONGEST = 100  # bytes of the words; some encrypted file systems stop at 143
DIGITS = 8
UNSAFE = re.compile(r"[^\w.()（）《》+-]+")
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def file_name(url: str, kind: str) -> str:
    """Return the name of the file of an address; `kind` is its type."""
    return f"{_words(url)}-{key(url)[:DIGITS]}.{kind}"


def key(url: str) -> str:
    """Return digits that stand for an address.

    >>> len(key("https://www.example.gov.cn/"))
    64
    """
    return hashlib.sha256(url.encode()).hexdigest()


def _words(url: str) -> str:
    last = _decoded(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    plain = unicodedata.normalize("NFC", ENDING.sub("", last))
    words = UNSAFE.sub("_", plain).lstrip("._~$").rstrip("._ ")
    return _cut(words).rstrip("._") or "page"


def _decoded(step: str) -> str:
    data = unquote_to_bytes(step)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _cut(words: str) -> str:
    return words.encode("utf-8")[:LONGEST].decode("utf-8", "ignore")
