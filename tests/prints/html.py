"""The sheet as HTML, as the web site behind the form would print it."""

import re
from html import escape

from tests.prints.options import PAPERS, Options
from tests.prints.sheet import FILE, Cell, Item, Line, Table

RAISED = re.compile(r"\^(-?\d+)|([²³])")
FONTS = {
    "song": "AR PL SungtiL GB",
    "kai": "AR PL KaitiM GB",
    "hei": "WenQuanYi Zen Hei",
    "STSong-Light": "AR PL SungtiL GB",
}
BORDERS = {
    "all": "0.75pt solid #000",
    "cells": "1pt solid #000",
    "gray": "0.75pt solid #c8c8c8",
    "double": "2.5pt double #000",
    "rects": "0.4pt solid #555",
    "rows": "0.75pt solid #000",
    "dashed": "0.75pt dashed #000",
    "none": "none",
}
TICKS = str.maketrans({"²": "2", "³": "3"})


def page(items: list[Item], options: Options) -> str:
    """The whole page, style included."""
    body = "\n".join(map(_item, items))
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<style>{style(options)}</style></head><body>{_watermark(options)}{body}</body></html>"
    )


def style(options: Options) -> str:
    """The style sheet of the options."""
    border = f"border:{BORDERS[options.border]};"
    sides = "border-left:none;border-right:none;" if options.border == "rows" else ""
    # A cell that is cut keeps its border open, unless each piece is decorated.
    closed = "box-decoration-break:clone;" if options.closed else ""
    lines = "separate;border-spacing:0" if options.closed else "collapse"
    return f"""
body{{font:{options.size}pt/{options.leading} '{FONTS[options.font]}';margin:0}}
h1{{font-size:1.6em;font-weight:normal;text-align:center;margin:4pt}}
table{{width:100%;border-collapse:{lines};table-layout:fixed;margin:0 0 8pt}}
tr{{break-inside:{"avoid" if options.row_breaks == "between" else "auto"}}}
.record{{break-inside:{"avoid" if options.closed else "auto"}}}
td,th{{{border}{sides}{closed}padding:{options.padding}pt;text-align:left;white-space:pre-line;
font-weight:normal;vertical-align:{"middle" if options.middle else "top"};
word-break:{"break-all" if options.break_all else "normal"};overflow-wrap:anywhere}}
.label,.section{{{"font-weight:bold;" if options.bold != "none" else ""}
{"background:#eef2f7;" if options.shade else ""}}}
.section{{text-align:center}} sup{{font-size:65%;line-height:0}}
.mark{{position:fixed;color:rgba(120,120,120,.18);font-size:40pt;transform:rotate(-35deg);
white-space:nowrap}}"""


def size(options: Options) -> tuple[float, float]:
    """Width and height of the paper in inches."""
    width, height = PAPERS[options.paper]
    return width / 72, height / 72


def _item(item: Item) -> str:
    if isinstance(item, Line):
        tag = "h1" if item.title else "p"
        return f"<{tag}>{words(item.words)}</{tag}>"
    return _table(item)


def _table(table: Table) -> str:
    columns = "".join(f'<col style="width:{w:.2%}">' for w in table.widths)
    head, body = table.rows[: table.head], table.rows[table.head :]
    return (
        f"<table><colgroup>{columns}</colgroup>"
        f"<thead>{''.join(map(_row, head))}</thead>"
        f"<tbody>{''.join(map(_row, body))}</tbody></table>"
    )


def _row(row: list[Cell]) -> str:
    record = ' class="record"' if row[0].role == "value" else ""
    return f"<tr{record}>{''.join(map(_cell, row))}</tr>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.role == "label" else "td"
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    return f'<{tag}{span} class="{cell.role}">{words(cell.words)}</{tag}>'


def words(plain: str) -> str:
    """Words as HTML: digits raised, a file as a link."""
    if plain.startswith(FILE):
        name = escape(plain.removeprefix(FILE))
        return f'{escape(FILE)}<a href="https://example.org/f/{name}">{name}</a>'
    raised = RAISED.sub(
        lambda m: f"<sup>{(m[1] or m[2]).translate(TICKS)}</sup>", escape(plain)
    )
    return raised.replace("\n", "<br>")


def _watermark(options: Options) -> str:
    places = {
        "none": [],
        "one": [(20, 45)],
        "tiles": [(5, 15), (50, 35), (5, 60), (55, 80)],
    }
    return "".join(
        f'<div class="mark" style="left:{x}%;top:{y}%">仅供公示使用</div>'
        for x, y in places[options.watermark]
    )
