"""Words without layout noise (纯文本): what stays of a cell when the page is gone.

>>> plain("本品适用于成人复发或\\n难治性疾病。 ")
'本品适用于成人复发或难治性疾病。'
>>> plain("Example\\nautoleucel"), plain("—"), plain("无")
('Example autoleucel', None, None)
>>> file_name("↓ 下载文件 药品注册证书.pdf")
'药品注册证书.pdf'
"""

import re

from normalize import vocab
from normalize.values import Rejected

# Never seen, but copied out of web pages and Word: zero-width marks, soft hyphens.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

# A line break inside a Latin sentence stood for a blank; anywhere else for nothing.
_BLANKS = re.compile(r"[^\S\n]+")
_LATIN_WRAP = re.compile(r"(?<=[0-9A-Za-z,;:.%)]) ?\n\s*(?=[0-9A-Za-z])")
_WRAP = re.compile(r" ?\n\s*")
_STROKES = re.compile(r"[-‐‑‒–—―−─_/\\]*")
_ABSENT = frozenset(row["words"] for row in vocab.load("absent"))

# For comparing only.  NFKC is no help: it turns 10⁸ into 108 and ½ into 1⁄2.
_ROMAN = ("I", "II", "III", "IV", "V", "VI")
_FOLDED = (
    WIDE
    | _INVISIBLE
    | str.maketrans("“”„‟″「」『』〝〞", '""""""""""' + '"')
    | str.maketrans("‘’‚‛′", "'''''")
    | str.maketrans("‐‑‒–—―−─～〜∼", "--------~~~")
    | str.maketrans("〔［【〖〕］】〗[]", "(((())))()")
    | str.maketrans("《〈》〉。、・•‧∙", "<<>>.,····")
    | {ord(sign): letters for sign, letters in zip("ⅠⅡⅢⅣⅤⅥ", _ROMAN, strict=True)}
)

# What stands beside the name of a file that a page offers.
_MARK = re.compile(
    "[↓⬇⇩⇓⤓▼↧\U0001f4e5\U0001f4ce\ufe0f\ufe0e]+"
    r"|[\[(（【]?(?:下载文件|下载附件|附件下载|点击下载|点击查看|查看附件"
    r"|下载(?=\s|$|[)）\]】:：])|附件\s*\d*\s*[:：])\s*[:：]?[\])）】]?"
)
_FILE = re.compile(
    r".{1,200}?\.(?:pdf|ofd|docx?|wps|xlsx?|et|pptx?|jpe?g|png|tiff?|zip|rar|7z|txt)"
    r"(?=$|[\s、,，;；)）\]】])",
    re.IGNORECASE,
)


def plain(words: str) -> str | None:
    """Take the layout out of a cell's words; None for none, `-`, `无`, `N/A`."""
    tidy = _tidy(words)
    bare = "".join(tidy.translate(WIDE).split()).strip("().。")
    return None if _STROKES.fullmatch(bare) or bare in _ABSENT else tidy


def _tidy(words: str) -> str:
    lines = re.sub(r"\r\n?", "\n", words.translate(_INVISIBLE)).strip()
    return _WRAP.sub("", _LATIN_WRAP.sub(" ", _BLANKS.sub(" ", lines)))


def squash(words: str) -> str:
    """Fold what print varies in, to compare: blanks, width, quotes, brackets, case.

    >>> squash("药品通用名称（中文、含剂型）") == squash("药品通用 名称(中文,含剂型)")
    True
    >>> squash("0.25×10⁸")
    '0.25×10⁸'
    """
    return "".join(words.translate(_FOLDED).split()).lower()


def file_name(words: str) -> str | None:
    """Return the name of the file a download cell offers; None if it offers none.

    Raises Rejected where it offers several; `file_names` gives them all.

    >>> file_name("下载附件：说明书.pdf ⬇"), file_name("-"), file_name("详见说明书")
    ('说明书.pdf', None, None)
    """
    names = file_names(words)
    if len(names) > 1:
        raise Rejected(f"{len(names)} files in one cell: {words!r}")
    return names[0] if names else None


def file_names(words: str) -> list[str]:
    """List the names of the files a download cell offers, in order.

    >>> file_names("↓ 下载文件 甲.pdf ↓ 下载文件 乙.pdf")
    ['甲.pdf', '乙.pdf']
    """
    pieces = _MARK.split(_tidy(words))
    return [name for piece in pieces for name in _names(piece, len(pieces) > 1)]


def _names(words: str, marked: bool) -> list[str]:
    """Names of files in words; beside a mark the words are one, however they end."""
    names = [match[0].strip(" 、,，;；") for match in _FILE.finditer(words)]
    whole = plain(words)
    return names or ([whole] if marked and whole else [])
