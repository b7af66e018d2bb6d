"""The ways in which content systems write the paragraphs of a body."""

import re
from collections.abc import Callable

from tests.sites.answers import Answer, Piece, Rows

Write = Callable[[Piece], str]


def _table(rows: Rows) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f'<table border="1">{"".join(f"<tr>{row}</tr>" for row in cells)}</table>'


def _body(answer: Answer, write: Write) -> str:
    pieces = (p if isinstance(p, Piece) else _table(p) for p in answer.body)
    return "\n".join(p if isinstance(p, str) else write(p) for p in pieces)


def _inner(piece: Piece) -> str:
    """The words, a file as a link."""
    if piece.kind != "file":
        return piece.words
    return f'<a href="{piece.more}" target="_blank">{piece.words}</a>'


def _picture(piece: Piece) -> str:
    return f'<img src="{piece.more}" alt="" width="500">'


def paragraphs(piece: Piece) -> str:
    """Write <p> with ideographic blanks, as most editors do."""
    if piece.kind == "caption":
        shown = _picture(piece)
        return f'<p align="center">{shown}</p><p align="center">{piece.words}</p>'
    if piece.kind == "sign":
        return f'<p style="text-align: right;">{piece.words}</p>'
    if piece.kind == "heading":
        return f"<p>　　<strong>{piece.words}</strong></p>"
    return f"<p>　　{_inner(piece)}</p>"


def word(piece: Piece) -> str:
    """Write what is pasted from Word: spans in spans, figures apart."""
    style = "font-size:16pt;font-family:仿宋_GB2312"
    words = re.sub(r"\d+", r'<span lang="EN-US">\g<0></span>', piece.words)
    if piece.kind == "file":
        words = _inner(piece)
    picture = _picture(piece) + "<br>" if piece.kind == "caption" else ""
    inside = f'{picture}<span style="{style}">{words}<o:p></o:p></span>'
    return f'<p class="MsoNormal" style="text-indent:32pt">{inside}</p>'


def breaks(piece: Piece) -> str:
    """Write lines parted by <br><br>, without any element."""
    if piece.kind == "caption":
        return f"<center>{_picture(piece)}<br>{piece.words}</center><br>"
    return f"　　{_inner(piece)}<br><br>"


def fonts(piece: Piece) -> str:
    """Write lines in <font>, as editors of 2005 did."""
    if piece.kind == "caption":
        return f"<div align=center>{_picture(piece)}<br><font color=#333>{piece.words}</font></div>"
    return f"<FONT face=宋体 size=3>　　{_inner(piece)}</FONT><BR><BR>"


def sections(piece: Piece) -> str:
    """Write nested sections and spans, as the editors of 公众号 do."""
    if piece.kind == "caption":
        shown = f'<section><img data-src="{piece.more}"></section>'
        return f'{shown}<section style="font-size:12px"><span>{piece.words}</span></section>'
    words = f'<span style="letter-spacing:1px"><span>{_inner(piece)}</span></span>'
    return f'<section><section><p style="margin:0">{words}</p></section></section><p><br></p>'


def spans(piece: Piece) -> str:
    """Write every line as a span that a style makes a block."""
    picture = _picture(piece) if piece.kind == "caption" else ""
    return (
        f'{picture}<span style="display:block;text-indent:2em">{_inner(piece)}</span>'
    )


def divs(piece: Piece) -> str:
    """Write every line as a <div>."""
    picture = f"<div>{_picture(piece)}</div>" if piece.kind == "caption" else ""
    return f"{picture}<div>{_inner(piece)}</div><div><br></div>"


def semantic(piece: Piece) -> str:
    """Write headings, figures and lists by their names."""
    if piece.kind == "caption":
        return (
            f"<figure>{_picture(piece)}<figcaption>{piece.words}</figcaption></figure>"
        )
    if piece.kind == "heading":
        return f"<h2>{piece.words}</h2>"
    return f"<p>{_inner(piece)}</p>"


def linked(piece: Piece) -> str:
    """Write keywords as links to search pages, as portals do."""
    words = re.sub("示诺替尼|患儿|医保", r'<a href="/so?q=x">\g<0></a>', piece.words)
    return paragraphs(Piece(words, piece.kind, piece.more))


def items(piece: Piece) -> str:
    """Write all as the items of one list."""
    return f"<li>{_inner(piece)}</li>"


def definitions(piece: Piece) -> str:
    """Write headings as terms, the rest as their definitions."""
    tag = "dt" if piece.kind == "heading" else "dd"
    return f"<{tag}>{_inner(piece)}</{tag}>"


def plain(piece: Piece) -> str:
    """Write bare lines, for <pre>."""
    return f"　　{_inner(piece)}\n"


WRITERS: dict[str, Write] = {
    write.__name__: write
    for write in (
        paragraphs, word, breaks, fonts, sections, spans, divs, semantic, linked, items,
        definitions, plain,
    )
}  # fmt: skip


def written(answer: Answer, writer: str) -> str:
    """Write the body of an answer."""
    return _body(answer, WRITERS[writer])
