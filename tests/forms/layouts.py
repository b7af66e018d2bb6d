"""How a form is written (版式): tabs, bars, Markdown, HTML, lines with colons."""

from collections.abc import Callable
from html import escape
from itertools import pairwise
from typing import NamedTuple

from tests.forms.answers import Answer
from tests.forms.order import Options, parts
from tests.forms.pages import cut, laid_out
from tests.forms.shapes import Break, HeadRow, Item, Row, TableRow


def page_break(kind: str, number: int, title: str) -> str:
    """What stands between two pages: nothing but blank lines, or furniture."""
    return {
        "blank": "",
        "feed": "\f",
        "number": f"\n第 {number} 页 共 90 页\n",
        "head": f"\n第 {number} 页 共 90 页\n\f{title}\n",
    }[kind]


def _text(items: list[Item], kind: str, row: Callable[[Row, Row | None], str]) -> str:
    """Lines, where a row is written by `row`, which sees the item before it."""
    lines: list[str] = []
    number = 0
    before: Row | None = None
    for item in items:
        if isinstance(item, Break):
            number += 1
            lines += ["", page_break(kind, number, f"{items[0]}{items[1]}"), ""]
            before = None
        elif isinstance(item, str):
            lines += ["", item, ""]
            before = None
        else:
            lines.append(row(item, before))
            before = item
    return "\n".join(lines)


def _tabs(row: Row, before: Row | None) -> str:
    return "\t".join(row)


def _padded(row: Row, before: Row | None) -> str:
    ruler = "" if before else "\n" + "\t".join("----" for _ in row)
    return "\t".join([*row, *[""] * (4 - len(row))]) + ruler


def _bars(row: Row, before: Row | None) -> str:
    return " | ".join(row)


def _pipes(row: Row, before: Row | None) -> str:
    return f"| {' | '.join(row)} |"


def _markdown(row: Row, before: Row | None) -> str:
    ruler = "" if before else "\n|" + " --- |" * len(row)
    return _pipes(row, before) + ruler


def _named_columns(row: Row, before: Row | None) -> str:
    if before or isinstance(row, TableRow | HeadRow):
        return _markdown(row, before)
    head = ["项目", "内容"] * (len(row) // 2)
    return _markdown(head, None) + "\n" + _pipes(row, before)


def _colon(row: Row, before: Row | None) -> str:
    if isinstance(row, TableRow | HeadRow):
        return "\t".join(row)
    label, value = row
    return f"{label}：{value}" if label and value else label + value


def _over(row: Row, before: Row | None) -> str:
    return (
        "\t".join(row)
        if isinstance(row, TableRow | HeadRow)
        else "\n".join(filter(None, row))
    )


def _gaps(row: Row, before: Row | None) -> str:
    return "\t".join(row) if isinstance(row, TableRow | HeadRow) else "      ".join(row)


def _html(items: list[Item], kind: str) -> str:
    """Tables and paragraphs; a break ends the table."""
    out = ["<html><body>"]
    for before, item in pairwise([None, *items]):
        if isinstance(before, list) and not isinstance(item, list):
            out.append("</table>")
        if isinstance(item, Break):
            out.append(f"<p>{page_break(kind, 1, str(items[0])).strip()}</p>")
        elif isinstance(item, list):
            begin = "" if isinstance(before, list) else "<table border=1>"
            out.append(begin + "<tr>" + "".join(map(_cell, item)) + "</tr>")
        else:
            out.append(f"<p>{escape(str(item))}</p>")
    return "\n".join([*out, "</table></body></html>"])


def _cell(words: str) -> str:
    return f"<td>{escape(words)}</td>"


class Layout(NamedTuple):
    """Columns of cells, and how a row is written; None for HTML."""

    columns: int
    row: Callable[[Row, Row | None], str] | None


LAYOUTS = {
    "tabs_2": Layout(2, _tabs),
    "tabs_4": Layout(4, _tabs),
    "tabs_6": Layout(6, _tabs),
    "tabs_padded": Layout(4, _padded),
    "bars": Layout(4, _bars),
    "pipes": Layout(4, _pipes),
    "markdown": Layout(2, _markdown),
    "markdown_named": Layout(4, _named_columns),
    "html_2": Layout(2, None),
    "html_4": Layout(4, None),
    "colon": Layout(2, _colon),
    "over": Layout(2, _over),
    "gaps_2": Layout(2, _gaps),
    "gaps_4": Layout(4, _gaps),
}


IN_LINES = ("colon", "over", "gaps_2", "gaps_4")  # Only long values have several lines.


def printed(
    answer: Answer,
    layout: str,
    options: Options,
    *,
    how: str = "none",
    every: int = 3,
    first: int = 0,
    share: float = 0.5,
    breaks: str = "blank",
) -> str:
    """A form in one layout, with pages broken through every n-th row."""
    columns, row = LAYOUTS[layout]
    if layout in IN_LINES and how == "value":
        how = "value_long"
    items = cut(laid_out(parts(answer, options), columns), how, every, first, share)
    return _text(items, breaks, row) if row else _html(items, breaks)
