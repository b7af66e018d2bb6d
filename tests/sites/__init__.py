"""Pages of invented sites, from known answers: layouts × answers × damages.

A layout is a page with holes, `layouts/*.html`; its first line says how it writes a
body and which answers it shows.

>>> layout = LAYOUTS["gov_trs"]
>>> page = layout.page(ANSWERS["circular"])
>>> "关于做好2031年示例类药品" in page and "$" not in page
True
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from string import Template

from tests.sites.answers import ANSWERS, Answer
from tests.sites.bodies import written
from tests.sites.furniture import PARTS

__all__ = ["ANSWERS", "LAYOUTS", "Answer", "Layout"]

FOLDER = Path(__file__).with_name("layouts")
DIRECTIVE = re.compile(r"<!-- body: (?P<body>\w+); answers: (?P<answers>[\w ]+) -->\n")
FIRST = {"prose", "heading"}


@dataclass(frozen=True)
class Layout:
    """How one kind of site lays its pages out."""

    name: str
    source: str

    @cached_property
    def _head(self) -> re.Match[str]:
        found = DIRECTIVE.match(self.source)
        assert found, f"{self.name} does not say how it writes a body"
        return found

    @property
    def answers(self) -> list[str]:
        """The names of the answers that such a site shows."""
        return self._head["answers"].split()

    def page(self, answer: Answer) -> str:
        """Lay an answer out."""
        body = written(answer, self._head["body"])
        half = body.find("\n", len(body) // 2)
        files = "".join(
            f'<li><a href="{to}">{words}</a></li>' for words, to in answer.files()
        )
        plain = replace(
            answer,
            body=tuple(p for p in answer.body if getattr(p, "kind", "") != "file"),
        )
        holes = PARTS | {
            "title": answer.title,
            "headline": "<br>".join(answer.headline),
            "day": answer.day,
            "time": answer.time,
            "source": answer.source,
            "author": answer.author,
            "editor": answer.editor,
            "body": body,
            "half": body[:half],
            "rest": body[half:],
            "files": files,
            "unattached": written(plain, self._head["body"]),
        }
        return Template(self.source[self._head.end() :]).substitute(holes)


LAYOUTS = {
    path.stem: Layout(path.stem, path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.html"))
}
