"""Labels and values on one line: `药品类别：西药`, `【药品类别】西药`.

>>> book = LabelBook.of("form_labels")
>>> label, value = inline(Text.raw("药品类别：西药"), book)
>>> label.field, str(value)
('category', '西药')
>>> inline(Text.raw("给药方式：口服"), book) is None
True
>>> label, value = unknown(Text.raw("给药方式：口服"))
>>> str(label.text), str(value)
('给药方式', '口服')
>>> unknown(Text.raw("结果显示：两组无差异")) is None
True
>>> line = Text.raw("药品类别  西药  贮藏条件  避光")
>>> [str(cell) for cell in side_by_side(line, book)]
['药品类别', '西药', '贮藏条件', '避光']
"""

import re
from functools import cache

from normalize.form.labels import Label, LabelBook
from normalize.form.numbering import bare
from normalize.text import Found, Span, Text
from normalize.vocab import load

COLON = re.compile(
    r"(?P<label>[^:：]{2,160}?)\s*[:：]\s*\**\s*(?P<value>.*)", re.DOTALL
)
BRACKETS = re.compile(
    r"\s*[【\[［〔〖](?P<label>[^】\]］〕〗]{2,40})[】\]］〕〗]\s*[:：]?\s*(?P<value>.*)",
    re.DOTALL,
)
STROKES = r"\s*[|｜│┃\t]\s*"
GAPS = r"[ \u3000\u00a0]{2,}"
BLANK = r"\s+"
LABEL = re.compile(r"[^，。；！？,;!?：:]{2,30}")
SHORT = re.compile(r"[\u4e00-\u9fffA-Za-z（）()/]{2,15}")
WORDS = re.compile(r"[^，。；！？,;!?]{2,20}")


def inline(
    text: Text, book: LabelBook, *, heads: bool = False
) -> tuple[Label, Text] | None:
    """Return the known label a line begins with, and its value; None without them."""
    for shape in (COLON, BRACKETS):
        found = text.match(shape)
        if found and len(found["value"]):
            label = book.read(found["label"], heads=heads)
            if label.known:
                return label, found["value"]
    return None


def unknown(text: Text, *, anything: bool = False) -> tuple[Label, Text] | None:
    """Return label and value of a line whose first words end as labels do.

    Where no value can go on, `anything` short before a colon is a label.
    """
    for shape in (COLON, BRACKETS):
        found = text.match(shape)
        if found and (is_like_label(found["label"]) or (anything and _is_short(found))):
            return Label(found["label"]), found["value"]
    return None


def _is_short(found: Found) -> bool:
    return bool(found["label"].fullmatch(SHORT)) and len(found["value"]) > 0


def is_like_label(text: Text) -> bool:
    """Whether short words end, or begin, as those of labels do."""
    words = bare(text)
    return bool(words.fullmatch(WORDS)) and bool(words.search(_endings()))


def side_by_side(
    line: Text, book: LabelBook, *, barred: bool = False
) -> tuple[Text, ...] | None:
    """Return labels and values that stand on one line; None for any other line.

    Where rows are `barred`, strokes part cells, label or not.
    """
    cells = line.split(STROKES)
    if len(cells) > 1 and (barred or _is_label(cells[0], book)):
        return tuple(cells)
    if book.is_exact(line):
        return None
    for parted in (GAPS, BLANK):
        cells = line.split(parted)
        if len(cells) > 1 and _begins(line, cells, book, parted):
            if not (parted == GAPS and _alternate(cells)):
                cells = _grouped(line, cells, book)
            return tuple(cells) if len(cells) > 1 else None
    return None


def _begins(line: Text, cells: list[Text], book: LabelBook, parted: str) -> bool:
    if parted == BLANK:
        return book.is_exact(cells[0]) and not inline(line, book)
    in_pairs = len(cells) % 2 == 0 and all(map(is_like_label, cells[::2]))
    return in_pairs or _is_label(cells[0], book)


def _is_label(cell: Text, book: LabelBook) -> bool:
    known = book.is_exact(cell) or book.instructs(cell)
    return known or inline(cell, book) is not None


def _alternate(pieces: list[Text]) -> bool:
    """Whether every other piece may be a label, known or not."""
    labels = all(piece.fullmatch(LABEL) for piece in pieces[::2])
    return labels and len(pieces) % 2 == 0


def _grouped(line: Text, pieces: list[Text], book: LabelBook) -> list[Text]:
    """The pieces from one known label to the next as one value."""
    cells: list[Text] = []
    is_label = False
    for piece in pieces:
        longer = (
            line.within([Span(cells[-1].span.start, piece.span.end)])
            if cells
            else piece
        )
        if is_label and book.is_exact(longer):  # 试验类型 1
            cells[-1] = longer
        elif _is_label(piece, book):
            cells.append(piece)
            is_label = not inline(piece, book)
        elif is_label:
            cells.append(piece)
            is_label = False
        else:
            cells[-1] = longer
    return cells


@cache
def _endings() -> re.Pattern[str]:
    rows = load("form_label_endings")
    shapes = {"begin": "^{}", "end": "{}$"}
    return re.compile(
        "|".join(shapes[row["where"]].format(row["words"]) for row in rows)
    )
