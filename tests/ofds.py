"""Print OFD files: text, lines and forms with borders, in the ways producers differ."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from extract.readers.printed.page import Page, Run
from extract.readers.printed.runs import runs_of

OFD = "http://www.ofdspec.org/2016"
MM = 72 / 25.4
MARGIN, BOTTOM = 25.0, 270.0
SIZE, LEADING, PADDING = 4.0, 6.0, 1.5


def text(
    x: float, y: float, words: str, size: float = SIZE, more: str = "", inner: str = ""
) -> str:
    """Words whose base line begins `size` below the upper left corner x, y."""
    steps = f'DeltaX="g {len(words) - 1} {size}"' if len(words) > 1 else ""
    return (
        f'<ofd:TextObject Boundary="{x} {y} {size * len(words)} {size}" Size="{size}" '
        f'{more}>{inner}<ofd:TextCode X="0" Y="{size * 0.88}" {steps}>{escape(words)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def path(
    data: str, more: str = "", inner: str = "", boundary: str = "0 0 210 297"
) -> str:
    return (
        f'<ofd:PathObject Boundary="{boundary}" {more}>{inner}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return path(f"M {x0} {y0} L {x1} {y1}")


def bar(x0: float, y0: float, x1: float, y1: float, width: float = 0.3) -> str:
    """A line as some printers draw it: a thin box that is filled."""
    right, bottom = max(x1, x0 + width), max(y1, y0 + width)
    data = f"M {x0} {y0} L {right} {y0} L {right} {bottom} L {x0} {bottom} C"
    return path(data, 'Fill="true" Stroke="false"', '<ofd:FillColor Value="0 0 0"/>')


def picture(x: float, y: float, width: float, height: float) -> str:
    return f'<ofd:ImageObject Boundary="{x} {y} {width} {height}" ResourceID="9"/>'


def page(*objects: str, before: str = "", area: str = "") -> str:
    """The XML of a page or a template."""
    box = (
        f"<ofd:Area><ofd:PhysicalBox>{area}</ofd:PhysicalBox></ofd:Area>"
        if area
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page xmlns:ofd="{OFD}">{box}{before}'
        f"<ofd:Content><ofd:Layer>{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def document(pages: Sequence[str], common: str = "", after: str = "") -> dict[str, str]:
    """The parts of one document, below its folder."""
    entries = "".join(
        f'<ofd:Page ID="{i + 1}" BaseLoc="Pages/Page_{i}/Content.xml"/>'
        for i in range(len(pages))
    )
    root = (
        f'<ofd:Document xmlns:ofd="{OFD}"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>'
        f"0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData>"
        f"<ofd:Pages>{entries}</ofd:Pages>{after}</ofd:Document>"
    )
    contents = {f"Pages/Page_{i}/Content.xml": xml for i, xml in enumerate(pages)}
    return {"Document.xml": root, **contents}


def package(*documents: dict[str, str], **more: str) -> bytes:
    """The zip of one or more documents."""
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocRoot>Doc_{i}/Document.xml</ofd:DocRoot></ofd:DocBody>"
        for i in range(len(documents))
    )
    parts = {"OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD}">{bodies}</ofd:OFD>'}
    for i, each in enumerate(documents):
        parts |= {f"Doc_{i}/{name}": xml for name, xml in each.items()}
    return zipped(parts | more)


def zipped(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return made.getvalue()


# --- forms with borders


@dataclass
class Printer:
    """A printer of table rows: cells are wrapped, and cut where a page ends."""

    widths: Sequence[float]
    bars: bool = False
    y: float = MARGIN
    pages: list[list[str]] = field(default_factory=lambda: [[]])

    def title(self, words: str) -> None:
        self.pages[-1].append(text(MARGIN + 20, self.y, words, 6))
        self.y += 12

    def row(self, *cells: str) -> None:
        """Print cells, the last as wide as is left; a page may end within them."""
        edges = self._edges(len(cells))
        wrapped = [
            _wrapped(cell, right - left)
            for cell, left, right in zip(cells, edges, edges[1:], strict=False)
        ]
        while any(wrapped):
            room = int((BOTTOM - self.y - 2 * PADDING) / LEADING)
            if room < 1:
                self._turn()
                continue
            height = min(room, max(map(len, wrapped))) * LEADING + 2 * PADDING
            for left, lines in zip(edges, wrapped, strict=False):
                for i, words in enumerate(lines[:room]):
                    at = self.y + PADDING + i * LEADING + (LEADING - SIZE) / 2
                    self.pages[-1].append(text(left + PADDING, at, words))
            wrapped = [lines[room:] for lines in wrapped]
            self._border(edges, height, top=True, bottom=not any(wrapped))
            self.y += height

    def ofd(self) -> bytes:
        return package(document([page(*objects) for objects in self.pages]))

    def _turn(self) -> None:
        self.pages.append([])
        self.y = MARGIN

    def _edges(self, cells: int) -> list[float]:
        edges = [MARGIN]
        for width in self.widths[: cells - 1]:
            edges.append(edges[-1] + width)
        return [*edges, MARGIN + sum(self.widths)]

    def _border(
        self, edges: Sequence[float], height: float, top: bool, bottom: bool
    ) -> None:
        draw = bar if self.bars else line
        down = self.y + height
        levels = [self.y] * top + [down] * bottom
        rules = [draw(edges[0], at, edges[-1], at) for at in levels]
        self.pages[-1] += rules + [draw(at, self.y, at, down) for at in edges]


def _wrapped(words: str, width: float) -> list[str]:
    most = max(1, int((width - 2 * PADDING) / SIZE))
    return [words[i : i + most] for i in range(0, len(words), most)]


# --- the pages of another file


def copied(pages: Iterable[Page], style: int) -> bytes:
    """Print laid-out pages as OFD, as one of four producers would."""
    return package(document([_copy(each, style % 4) for each in pages]))


def _copy(one: Page, style: int) -> str:
    runs = [*one.runs, *runs_of(one.glyphs)]
    words = [_in_points(run) if style == 1 else _in_mm(run) for run in runs]
    if style == 2:
        singles = [run.part(i, i + 1) for run in runs for i in range(len(run.chars))]
        words = [_in_points(run) for run in singles]
    lines = [(r.start, r.at, r.end, r.at) for r in one.flat]
    lines += [(r.at, r.start, r.at, r.end) for r in one.upright]
    sides = [tuple(round(value / MM, 4) for value in side) for side in lines]
    if style == 3:
        data = " ".join(f"M {x0} {y0} L {x1} {y1}" for x0, y0, x1, y1 in sides)
        rules = [path(data)]
    else:
        rules = [(bar if style == 1 else line)(*side) for side in sides]
    area = f"0 0 {one.width / MM:.4f} {one.height / MM:.4f}"
    return page(*rules, *words, area=area)


def _in_mm(run: Run) -> str:
    """A run placed by its boundary, with a step for each character."""
    steps = " ".join(f"{step / MM:.4f}" for step in _steps(run))
    size, left = run.size / MM, run.x0 / MM
    top = run.y1 / MM - size
    return (
        f'<ofd:TextObject Boundary="{left:.4f} {top:.4f} 99 9" Size="{size:.4f}">'
        f'<ofd:TextCode X="0" Y="{size * 0.88:.4f}" DeltaX="{steps}">'
        f"{escape(run.chars)}</ofd:TextCode></ofd:TextObject>"
    )


def _in_points(run: Run) -> str:
    """A run in points, from the corner of the page, which a matrix shrinks."""
    steps = " ".join(f"{step:.3f}" for step in _steps(run))
    base = run.y1 - 0.12 * run.size
    return (
        f'<ofd:TextObject Boundary="5 5 1 1" CTM="{1 / MM} 0 0 {1 / MM} -5 -5" '
        f'Size="{run.size:.3f}"><ofd:TextCode X="{run.x0:.3f}" Y="{base:.3f}" '
        f'DeltaX="{steps}">{escape(run.chars)}</ofd:TextCode></ofd:TextObject>'
    )


def _steps(run: Run) -> list[float]:
    lefts = run.boxes[0::4]
    return [right - left for left, right in pairwise(lefts)]


def words_of(glyphs: Sequence[tuple[object, ...]]) -> str:
    return "".join(_chars(glyphs))


def _chars(glyphs: Sequence[tuple[object, ...]]) -> Iterator[str]:
    for glyph in glyphs:
        yield str(glyph[4])
