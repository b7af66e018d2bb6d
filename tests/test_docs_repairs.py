"""The examples of docs/repairs.md: each rule turns what it shows into what it says.

A block is a diff named for its rule: minus and plain lines are the source, plus and
plain lines are what is read.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pymupdf
import pytest

from extract.readers import html
from extract.readers.pdf import read as read_pdf
from extract.readers.wrapping import unwrapped
from normalize.document import Document
from normalize.repairs import REPAIRS
from normalize.text import Text

DOCS = Path(__file__).parent.parent / "docs"
BLOCK = re.compile(r'^```diff title="(\w+)"\n(.*?)^```', re.MULTILINE | re.DOTALL)
BY_READERS = {"markup", "hidden", "superscript", "watermark", "wrapping"}
WATERMARK = 45  # points, and as many degrees


class Example(NamedTuple):
    rule: str
    lines: tuple[str, ...]

    def side(self, sign: str) -> list[str]:
        return [line[2:] for line in self.lines if line[0] in f"{sign} "]


def examples(page: Path) -> list[Example]:
    found = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [Example(rule, tuple(lines.splitlines())) for rule, lines in found]


EXAMPLES = examples(DOCS / "repairs.md")


def printed(example: Example) -> Document:
    """A page with the plain lines on it, and those with a minus slanted across it."""
    pdf = pymupdf.open()
    page = pdf.new_page()
    for number, line in enumerate(example.side("+")):
        page.insert_text((60, 80 + 20 * number), line, fontname="china-s", fontsize=11)
    at = pymupdf.Point(150, 500)
    for line in set(example.side("-")) - set(example.side("+")):
        page.insert_text(
            at, line, fontname="china-s", fontsize=WATERMARK,
            morph=(at, pymupdf.Matrix(WATERMARK)),
        )  # fmt: skip
    return read_pdf(pdf.tobytes(), "a.pdf")


def text_of(example: Example) -> tuple[str, set[str]]:
    """What is read of the source of an example, and by which rules."""
    raw = "\n".join(example.side("-"))
    if example.rule == "watermark":
        document = printed(example)
        return str(document.text), _rules(document.text, document.raw)
    if example.rule in ("markup", "hidden", "superscript"):
        text = html.read(raw, "a.html").text
    elif example.rule == "wrapping":
        text = unwrapped(Text.raw(raw))
    else:
        text = _repaired(example.rule, Text.raw(raw))
    return str(text), _rules(text, raw)


def _repaired(rule: str, text: Text) -> Text:
    for name, repair in REPAIRS:
        if name == rule:
            text, _ = repair(text)
    return text


def _rules(text: Text, raw: str) -> set[str]:
    return {rule for r in text.repairs(raw) for rule in r.rule.split("+")}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_the_rule_turns_the_source_into_what_is_shown(example: Example) -> None:
    text, rules = text_of(example)
    assert [line for line in text.splitlines() if line] == example.side("+")
    assert example.side("-") != example.side("+")
    assert example.rule in rules
    assert rules <= {example.rule, "markup", "line"}


def test_every_rule_has_an_example() -> None:
    rules = {name for name, _ in REPAIRS} | BY_READERS
    assert {example.rule for example in EXAMPLES} == rules


def test_every_repair_is_said_in_the_order_it_is_run() -> None:
    order = [example.rule for example in EXAMPLES if example.rule not in BY_READERS]
    assert list(dict.fromkeys(order)) == list(
        dict.fromkeys(name for name, _ in REPAIRS)
    )


def test_the_chinese_page_has_the_same_examples() -> None:
    assert examples(DOCS / "zh" / "repairs.md") == EXAMPLES
