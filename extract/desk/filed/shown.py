"""A drug's filings on a terminal and in a notebook (呈现): what went, and what came.

Words of documents are printed as they are, without what could move a cursor, and stand
escaped in HTML.
"""

from collections.abc import Iterator
from html import escape

from rich.console import Console
from rich.text import Text

from extract.desk.filed import Change, Filed, Filing, Happening
from extract.desk.filed.words import Piece, marked, shortened
from extract.desk.shown import as_line

INDENT = " " * 12  # below the day
LONG = 60  # characters of an event
STYLES = {"same": "", "removed": "red strike", "added": "green"}
TAGS = {"same": "span", "removed": "del", "added": "ins"}


def show_filed(found: Filed, on: Console, in_full: bool = False) -> None:
    """Print a drug's filings and events; changed texts are cut unless `in_full`."""
    on.out(_title(found))
    if not found.filings:
        on.out("No application form names it; history is told of forms.")
    for each in found.time_line():
        on.out(f"{each.on or 'no day'!s:<10}  {_told(each, found)}")
        for change in each.changes if isinstance(each, Filing) else ():
            _show_change(change, on, in_full)


def html(found: Filed) -> str:
    """Return the same for a notebook, with what went and what came marked."""
    rows = "".join(
        f"<tr><td>{each.on or ''}</td><td style='text-align:left'>"
        f"{escape(_told(each, found))}{_list(each)}</td></tr>"
        for each in found.time_line()
    )
    return f"<h4>{escape(_title(found))}</h4><table>{rows}</table>"


def _title(found: Filed) -> str:
    named = [found.name, found.company, f"drugs {found.drug_id}"]
    title = " · ".join(as_line(name) for name in named if name)
    return (
        f"{title}: {len(found.filings)} 申报 filings, {len(found.events)} 事件 events"
    )


def _told(each: Filing | Happening, found: Filed) -> str:
    """What happened, in a line."""
    if isinstance(each, Happening):
        kind = f"{each.kind} ({each.modality})" if each.modality else each.kind
        words = as_line(each.description)
        return f"{kind}: {words[:LONG]}{'…' * (len(words) > LONG)}"
    if each is found.filings[0]:
        said = "the first that is known"
    else:
        said = (
            f"{len(each.changes)} changes" if each.changes else "nothing is otherwise"
        )
    return f"申报 {each.year or ''} {as_line(each.path)}: {said}"


def _show_change(change: Change, on: Console, in_full: bool) -> None:
    on.out(f"{INDENT}{_name(change)}")
    pieces = [*(change.words if in_full else shortened(change.words))]
    clean = [Piece(kind, as_line(words)) for kind, words in pieces]
    if not on.is_terminal:
        on.out(f"{INDENT}  {marked(clean)}")
        return
    told = [(words, STYLES[kind]) for kind, words in clean]
    on.print(Text.assemble(f"{INDENT}  ", *told))


def _name(change: Change) -> str:
    return f"{change.label} {change.table}.{change.column}: {change.change}"


def _list(each: Filing | Happening) -> str:
    if isinstance(each, Happening) or not each.changes:
        return ""
    items = "".join(
        f"<li>{escape(_name(change))}<br>{''.join(_tagged(change))}</li>"
        for change in each.changes
    )
    return f"<ul>{items}</ul>"


def _tagged(change: Change) -> Iterator[str]:
    for kind, words in shortened(change.words, around=40):
        yield f"<{TAGS[kind]}>{escape(words)}</{TAGS[kind]}>"
