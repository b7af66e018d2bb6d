"""The edges of a cell, as printers draw them: strokes, boxes, thin filled bars."""

from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

GRAY = {"gray": 0.78}
WIDTH = {"gray": 0.4, "double": 0.5}


class Box(NamedTuple):
    """A cell on a page, y upward; its open edges are where the page cut it."""

    x0: float
    y0: float
    x1: float
    y1: float
    top: bool = True
    bottom: bool = True


def draw(canvas: Canvas, box: Box, kind: str) -> None:
    """Draw the edges of a box in one of the ways of `options.BORDERS`."""
    if kind == "none":
        return
    canvas.saveState()
    canvas.setStrokeGray(GRAY.get(kind, 0))
    canvas.setFillGray(0)
    canvas.setLineWidth(WIDTH.get(kind, 0.7))
    if kind == "dashed":
        canvas.setDash(3, 2)
    if kind == "cells" and box.top and box.bottom:
        canvas.rect(box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0)
    else:
        _edges(canvas, box, kind)
    canvas.restoreState()


def _edges(canvas: Canvas, box: Box, kind: str) -> None:
    x0, y0, x1, y1, top, bottom = box
    flat = [y for y, drawn in ((y0, bottom), (y1, top)) if drawn]
    upright = [] if kind == "rows" else [x0, x1]
    for y in flat:
        _edge(canvas, (x0, y, x1, y), kind)
    for x in upright:
        _edge(canvas, (x, y0, x, y1), kind)


def _edge(canvas: Canvas, edge: tuple[float, float, float, float], kind: str) -> None:
    x0, y0, x1, y1 = edge
    if kind == "rects":
        canvas.rect(
            x0 - 0.25, y0 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5, stroke=0, fill=1
        )
    elif kind == "double":
        for shift in (-0.8, 0.8):
            dx, dy = (shift, 0) if x0 == x1 else (0, shift)
            canvas.line(x0 + dx, y0 + dy, x1 + dx, y1 + dy)
    else:
        canvas.line(x0, y0, x1, y1)
