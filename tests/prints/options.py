"""How a form is worded and printed: everything that two printers may do differently."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from tests import forms
from tests.prints.wording import drawn_words

Printer = Literal["reportlab", "chromium", "writer"]

BORDERS = ("all", "cells", "gray", "double", "rects")
HARD_BORDERS = ("rows", "dashed", "none")
FURNITURE = ("none", "cn", "cn_slash", "slash", "dash", "en")
PAPERS = {
    "A4": (595.3, 841.9),
    "A4_landscape": (841.9, 595.3),
    "Letter": (612.0, 792.0),
    "A3_landscape": (1190.6, 841.9),
    "16K": (521.6, 737.0),
}
# The CID font of ReportLab has no box with a tick in it.
TICKS: dict[Printer, tuple[str, ...]] = {
    "reportlab": (),
    "chromium": ("☑",),
    "writer": ("☑",),
}
NUMBERS: dict[str, Callable[[int], str]] = {
    "1": str,
    "（1）": lambda i: f"（{i}）",
    "一": lambda i: "一二三四五六七八九十"[i - 1],
    " 1": lambda i: f" {i}",
    "①": lambda i: "①②③④⑤⑥"[i - 1],
}
LABELS: dict[str, Callable[[str], str]] = {
    "plain": lambda label: label,
    "brackets": lambda label: f"【{label}】",
    "star": lambda label: "*" + label,
    "narrow": lambda label: label.replace("（", "(").replace("）", ")"),
    "numbered": lambda label: "1.2 " + label,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The wording of a form and the paper it stands on; lengths are in points."""

    printer: Printer = "reportlab"
    # What is written.
    form: forms.Options = field(default_factory=forms.Options)
    words: Mapping[str, str] = field(default_factory=dict)
    tick: str | None = None
    sections: Literal["line", "row"] = "line"
    thead: bool = False
    eligibility: Literal["lines", "row"] = "lines"
    # How it is set.
    columns: int = 4
    label_width: float = 0.18
    font: str = "STSong-Light"
    size: float = 10
    leading: float = 1.4
    bold: Literal["none", "printed", "stroked"] = "none"
    middle: bool = False
    break_all: bool = False
    raise_units: bool = True
    # The tables.
    border: str = "all"
    padding: float = 4
    shade: bool = False
    row_breaks: Literal["through", "between"] = "through"
    closed: bool = False
    # The page.
    paper: str = "A4"
    margin: float = 50
    margin_bottom: float = 60
    header: Literal["none", "text", "ruled"] = "none"
    footer: str = "none"
    watermark: Literal["none", "one", "tiles"] = "none"
    turned: int = 0
    sideways: bool = False


def draw(seed: int, printer: Printer = "reportlab", *, hard: bool = False) -> Options:
    """The options of a seed; `hard` ones draw what no rule encloses."""
    dice = random.Random(f"{printer} {seed}")
    middle = dice.random() < 0.4
    return Options(
        printer=printer,
        form=_form(dice, headed=printer != "writer"),
        words=drawn_words(dice),
        tick=dice.choice([None, "√", "■", *TICKS[printer]]),
        sections=dice.choice(["line", "row"]),
        thead=dice.random() < 0.3,
        eligibility=dice.choice(["lines", "row"]),
        columns=dice.choice([2, 4, 4]),
        label_width=dice.choice([0.12, 0.16, 0.2, 0.25]),
        font=dice.choice(["STSong-Light", "song", "kai", "hei"]),
        size=dice.choice([8, 9, 10, 10.5, 12]),
        leading=dice.choice([1.2, 1.4, 1.6]),
        bold=dice.choice(["none", "printed", "stroked"]),
        middle=middle,
        break_all=dice.random() < 0.3,
        raise_units=dice.random() < 0.5,
        border=dice.choice(HARD_BORDERS if hard else BORDERS),
        padding=dice.choice([2, 4, 6, 9]),
        shade=dice.random() < 0.3,
        row_breaks=_row_breaks(dice, closes=middle and printer == "writer"),
        # A closed row whose label stands below the break says nothing of its value.
        closed=not middle and dice.random() < 0.4,
        paper=dice.choice(list(PAPERS)),
        margin=dice.choice([28, 42, 57, 72]),
        margin_bottom=dice.uniform(45, 140),
        header=dice.choice(["none", "text", "ruled"]),
        footer=dice.choice(FURNITURE),
        watermark=dice.choice(["none", "one", "tiles"]),
        turned=dice.choice([0, 0, 0, 90, 180, 270]),
    )


def _row_breaks(dice: random.Random, *, closes: bool) -> Literal["through", "between"]:
    """A printer that closes cut rows may not center the label of a row it cuts."""
    return "between" if dice.random() < 0.33 or closes else "through"


def _form(dice: random.Random, *, headed: bool) -> forms.Options:
    """Blocks as rows may be taller than a page, which LibreOffice cuts off."""
    return forms.Options(
        number=NUMBERS[dice.choice(list(NUMBERS))],
        label=LABELS[dice.choice(list(LABELS))],
        copies=dice.choice([1, 1, 1, 2, 3, 5]),
        headed=dice.random() < 0.15 and headed,
    )
