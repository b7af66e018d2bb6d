"""Attachments (附件) of a page: links to files, by their place or their address.

Many sites give files out at addresses that name none (`download.do?id=7`). Such links
are taken for attachments right below the word, where they are numbered or where the
address says what it does; elsewhere they are links as any other.

>>> from extract.readers.html.flow import lines
>>> tree = Tree.of("<p>附件：<p><a href=/down?id=7>名单</a><p><a href=/>首页</a>")
>>> [line.linked for line in unlinked(tree, lines(tree, {}, set()))]
[0, 0, 2]
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.readers.html.flow import ATTACHMENT, FILES, Line
from extract.readers.html.tree import Tree

LABEL = re.compile(r"\W*(?:相关|相關|下[载載])?附(?:件|表|录|錄)")
NUMBERED = re.compile(r"\W*[\d一二三四五六七八九十]{1,2}\s*[.．、:：)）]\s*\S")
GETS = re.compile(r"down|attach|annex|upload|getfile|fileid|/fj", re.IGNORECASE)
NAMES_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z)\b", re.I)
BEFORE = 300  # Characters of the tag before a linked line.
LONGEST = 100  # Characters of the name of a file.


def unlinked(tree: Tree, lines: list[Line]) -> list[Line]:
    """Return the lines, those that are attachments by their place without links."""
    found = set(_listed(tree, lines))
    if not found:
        return lines
    return [
        replace(line, linked=0) if i in found else line for i, line in enumerate(lines)
    ]


def _listed(tree: Tree, lines: Sequence[Line]) -> Iterator[int]:
    """The numbers of the linked lines right below a label, or below another of them."""
    below = False
    for i, line in enumerate(lines):
        if line.linked:
            below = below and _is_file(tree, line)
            if below:
                yield i
        else:
            below = "附" in line.words and LABEL.match(line.words) is not None


def _is_file(tree: Tree, line: Line) -> bool:
    if len(line.words) > LONGEST:
        return False
    return bool(NUMBERED.match(line.words) or GETS.search(_address(tree, line)))


def _address(tree: Tree, line: Line) -> str:
    """Where the link around the first word of a line leads."""
    places = tree.places.get("a", [])
    at = bisect_right(places, line.start, key=lambda i: tree.nodes[i].start) - 1
    return tree.get(tree.nodes[places[at]], "href") if at >= 0 else ""


def attached(tree: Tree, lines: Sequence[Line], behind: range) -> set[int]:
    """Return which lines of a range are links to files, or the word 附件 above them."""
    found = {*_to_files(tree, lines, behind), *_below_labels(lines, behind)}
    label = min(found, default=0) - 1
    if label in behind and LABEL.match(lines[label].words):
        found.add(label)
    return found


def _to_files(tree: Tree, lines: Sequence[Line], behind: range) -> Iterator[int]:
    """The lines inside links whose address names a file."""
    if not behind:
        return
    start, end = lines[behind[0]].start, lines[behind[-1]].end
    if not NAMES_FILE.search(tree.raw, max(0, start - BEFORE), end):
        return
    files = [
        node
        for _, node in tree.elements("a")
        if start <= node.end <= end + BEFORE
        and FILES.search(tree.get(node, "href").lower())
    ]
    for i in behind:
        if any(file.start <= lines[i].start < file.end for file in files):
            yield i


def _below_labels(lines: Sequence[Line], behind: range) -> Iterator[int]:
    """The numbered lines below 附件：, which `unlinked` took for attachments."""
    above = behind.start - 1
    below = above >= 0 and ATTACHMENT.match(lines[above].words) is not None
    for i in behind:
        is_label = ATTACHMENT.match(lines[i].words) is not None
        below = is_label or (below and _is_entry(lines[i]))
        if below and not is_label:
            yield i


def _is_entry(line: Line) -> bool:
    numbered = NUMBERED.match(line.words) is not None
    return not line.linked and numbered and len(line.words) <= LONGEST
