"""Which code, and which vocabularies, decide what a run gives (版本).

A document has to be read again when its bytes change, or anything that its rows come
from: the readers and repairs, what tells source types apart, and the modules and
vocabularies behind its own parser.  So a word in a vocabulary of forms reads the forms
again, and one that only the merge knows reads nothing again.

A version tells code and vocabularies apart, so that a change can be laid to either:
`0.1.0+ad677ba4.5c01d2e9` is that of the program, of the code and of the words.

>>> news, form = reading_version("news"), reading_version("nhsa_form")
>>> news != form, news.startswith(VERSION), merging_version() == merging_version()
(True, True, True)
>>> differ_in("0.1.0+ad677ba4.5c01d2e9", "0.1.0+ad677ba4.00f3aa10")
'words'
>>> differ_in("0.1.0+ad677ba4.5c01d2e9", "0.1.0+00000000.00f3aa10")
'code'
>>> "parsers/news.py" in behind("parsers.news"), "parsers/news.py" in behind("parsers")
(True, False)
"""

import ast
import hashlib
import platform
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Literal

VERSION = "0.1.0"
ROOT = Path(__file__).resolve().parent.parent
OURS = ("extract", "parsers", "normalize")
# Reading ends with rows of declared types; failing ends where the limits are.
READING, TYPING, FAILING = "extract.one", "normalize.schema", "extract.engines.local"
MERGING = "normalize.warehouse.merge"
# Who reads with labels that people know; any parser's may be who has failed.
LABELED = ("nhsa_form", None)
WORDS = ".tsv"  # a vocabulary
DESK = "extract.desk"  # `import extract` offers it; nothing that makes a table needs it
# What else has its part in the rows: an upgrade may read a page otherwise.
LIBRARIES = (
    "beautifulsoup4", "duckdb", "jieba", "lxml", "numpy", "olefile", "onnxruntime",
    "opencc", "opencv-python-headless", "pdfminer.six", "pdfplumber", "pillow",
    "pyarrow", "pymupdf", "pypdfium2", "pypinyin", "python-calamine", "rapidfuzz",
    "rapidocr",
)  # fmt: skip
_IMPORT = re.compile(
    r"^\s*(?:from\s+([\w.]+)\s+import\s+(\([^)]*\)|[^\n]*)|import\s+([\w.]+))", re.M
)
_WORD = re.compile(r'"([a-z_]+)(?:\.tsv)?"')


@cache
def reading_version(parser: str | None) -> str:
    """Return the version of what reads the documents of a parser, by its name.

    None stands for documents that came to no parser's end: any of them may mend that,
    and so may other limits of time and memory.
    """
    names = [parser] if parser else _parsers()
    roots = [f"parsers.{name}" for name in names]
    own = {
        path
        for root in (*roots, *([] if parser else [FAILING]))
        for path in behind(root)
    }
    claims = "\n".join(claim for each in _parsers() for claim in _claims(each))
    return _version(own | _common(), [claims, *_libraries()])


@cache
def labeled(parser: str | None, labels: tuple[tuple[object, ...], ...]) -> str:
    """Return what the labels of forms that people know add to a reading version.

    Nothing without any, and nothing for documents that are read without them.

    >>> labeled("nhsa_form", ()), labeled("news", (("储存", "storage"),))
    ('', '')
    >>> labeled("nhsa_form", (("储存", "storage"),))
    '-895e8411'
    """
    if not labels or parser not in LABELED:
        return ""
    return f"-{_digest((), (repr(tuple(each)) for each in labels))}"


@cache
def merging_version() -> str:
    """Return the version of what brings the rows of documents together."""
    return _version(behind(MERGING), _libraries())


def differ_in(one: str, other: str) -> Literal["code", "words", "labels"]:
    """Return the first part in which two versions differ.

    One that was written before they were told apart is of a code that is not known.
    """
    (read, _, _), (reads, _, _) = (version.partition("-") for version in (one, other))
    codes = [version.rpartition(".")[0] for version in (read, reads)]
    if codes[0] != codes[1] or "+" not in codes[0]:
        return "code"
    return "labels" if read == reads else "words"


@cache
def behind(module: str) -> frozenset[str]:
    """List the files that a module needs, itself among them; vocabularies too."""
    found: dict[str, None] = {}
    waiting = [_file(module)]
    while waiting:
        path = waiting.pop()
        if path and path not in found:
            found[path] = None
            waiting += _needed(path)
    return frozenset(found)


@cache
def _common() -> frozenset[str]:
    """What every document needs: all that is behind reading, and what claims it."""
    claiming = {
        each for parser in _parsers() for name in _claimants(parser)
        for each in behind(name)
    }  # fmt: skip
    return behind(READING) | behind(TYPING) | frozenset(claiming)


def _parsers() -> list[str]:
    modules = sorted((ROOT / "parsers").glob("*.py"))
    return [path.stem for path in modules if path.stem != "__init__"]


def _claims(parser: str) -> Iterator[str]:
    """The source of what a parser recognizes its documents by."""
    source = (ROOT / "parsers" / f"{parser}.py").read_text("utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == "recognizes":
            yield ast.get_source_segment(source, node) or ""


def _claimants(parser: str) -> Iterator[str]:
    """The modules whose names stand in that."""
    words = set(re.findall(r"\w+", " ".join(_claims(parser))))
    source = (ROOT / "parsers" / f"{parser}.py").read_text("utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {alias.asname or alias.name for alias in node.names}
            if words & names:
                yield node.module


@cache
def _needed(path: str) -> tuple[str, ...]:
    """The files that one file names: imports, and vocabularies by their names."""
    if path.endswith(WORDS):
        return ()
    source = (ROOT / path).read_text("utf-8")
    found = [
        file
        for whence, names, module in _IMPORT.findall(source)
        for name in _modules(whence or module, names)
        if (file := _file(name))
    ]
    words = _words()
    return (*found, *(words[w] for w in _WORD.findall(source) if w in words))


def _modules(module: str, names: str) -> Iterator[str]:
    if module.split(".")[0] in OURS:
        yield module
        yield from (f"{module}.{name}" for name in re.findall(r"\w+", names))


@cache
def _file(module: str) -> str | None:
    if f"{module}.".startswith(f"{DESK}."):
        return None
    path = ROOT / module.replace(".", "/")
    for file in (path.with_suffix(".py"), path / "__init__.py"):
        if file.is_file():
            return file.relative_to(ROOT).as_posix()
    return None


@cache
def _words() -> dict[str, str]:
    """The vocabularies by name."""
    folder = ROOT / "normalize" / "vocab"
    return {p.stem: p.relative_to(ROOT).as_posix() for p in folder.glob("*.tsv")}


@cache
def _libraries() -> tuple[str, ...]:
    # Its tables of characters, its regular expressions.
    installed = [f"python {'.'.join(platform.python_version_tuple()[:2])}"]
    for name in LIBRARIES:
        try:
            installed.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue  # an extra that is not installed
    return tuple(installed)


def _version(files: Iterable[str], more: Iterable[str]) -> str:
    """Name a version by its code, of which `more` is a part, and by its words."""
    words = {path for path in files if path.endswith(WORDS)}
    code = _digest({*files} - words, more)
    return f"{VERSION}+{code}.{_digest(words, ())}"


def _digest(files: Iterable[str], more: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + _content(path) + b"\0")
    for words in more:
        digest.update(words.encode() + b"\0")
    return digest.hexdigest()[:8]


@cache
def _content(path: str) -> bytes:
    return (ROOT / path).read_bytes()
