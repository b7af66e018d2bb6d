"""What can be asked of the page, by address (路由): each answer is JSON, PNG or SVG.

    /                                   the page; /static/… its style and scripts
    /api/overview, /api/repairs, /api/coverage
    /api/tables                         what there is
    /api/tables/trials?q=&sort=&desc=1&offset=&limit=&where.stage=上市前
    /api/tables/trials/choices
    /api/tables/trials/rows/{id}        one row, with the words that prove it
    /api/documents/{id}, …/lines?first=&markup=1, …/place?quote=
    /api/documents/{id}/pages/{n}, …/pages/{n}.png
    /api/drugs/{id}, …/plot.svg?endpoint=&statistic=&unit=&lang=zh
    /api/endpoints, /api/endpoints/plot.svg

A file is only ever opened by the id of a document that the tables know.
"""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from extract.desk.tables import NotThere
from extract.desk.view import documents, drugs, overview, pages, plots, queries
from extract.desk.view.reading import Reading, read
from extract.desk.view.shelf import Shelf

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
Answer = Callable[[Request], Any]


class Refused(ValueError):
    """The address can not be understood; the message is a sentence."""


class Desk:
    """The answers, with what was asked before at hand: a snapshot never changes."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.pages = pages.Pages(shelf)
        self.reading = lru_cache(maxsize=16)(lambda doc: read(shelf, doc))
        self.once = lru_cache(maxsize=None)(lambda told: told(shelf))
        self.choices = lru_cache(maxsize=None)(lambda t: queries.choices(shelf, t))

    def routes(self) -> list[Route]:
        """List every address with its answer."""
        return [
            *_static(),
            *_told("/api/overview", lambda _: self.once(overview.overview)),
            *_told("/api/repairs", lambda _: self.once(overview.repairs)),
            *_told("/api/coverage", lambda _: self.once(overview.coverage)),
            *_told("/api/tables", lambda _: self.once(queries.tables)),
            *_told("/api/tables/{table}", self._page),
            *_told("/api/tables/{table}/choices", self._choices),
            *_told("/api/tables/{table}/rows/{row}", self._row),
            *_told("/api/documents/{doc}", self._document),
            *_told("/api/documents/{doc}/lines", self._lines),
            *_told("/api/documents/{doc}/place", self._place),
            *_told("/api/documents/{doc}/pages/{n:int}", self._printed),
            _drawn("/api/documents/{doc}/pages/{n:int}.png", self._png, "image/png"),
            *_told("/api/drugs/{drug}", self._drug),
            _drawn("/api/drugs/{drug}/plot.svg", self._drug_plot, KINDS[".svg"]),
            *_told("/api/endpoints", lambda _: self.once(drugs.endpoints)),
            _drawn("/api/endpoints/plot.svg", self._plot, KINDS[".svg"]),
        ]

    def _page(self, ask: Request) -> Any:
        return queries.page(self.shelf, ask.path_params["table"], _asked(ask))

    def _choices(self, ask: Request) -> Any:
        return self.choices(ask.path_params["table"])

    def _row(self, ask: Request) -> Any:
        table = ask.path_params["table"]
        row = queries.row(self.shelf, table, ask.path_params["row"])
        return documents.detail(self.shelf, table, row)

    def _document(self, ask: Request) -> Any:
        return documents.told(self.shelf, self._reading(ask))

    def _lines(self, ask: Request) -> Any:
        markup = ask.query_params.get("markup") == "1"
        return documents.part(self._reading(ask), _number(ask, "first", 0), markup)

    def _place(self, ask: Request) -> Any:
        return documents.place(self._reading(ask), ask.query_params.get("quote", ""))

    def _printed(self, ask: Request) -> Any:
        reading, number = self._reading(ask), ask.path_params["n"]
        return pages.told(reading, number, self.pages.page(reading, number))

    def _png(self, ask: Request) -> bytes:
        return self.pages.page(self._reading(ask), ask.path_params["n"]).png

    def _drug(self, ask: Request) -> Any:
        return drugs.drug(self.shelf, ask.path_params["drug"])

    def _drug_plot(self, ask: Request) -> str:
        drug = ask.path_params["drug"]
        return plots.of_drug(self.shelf, drug, *_wanted(ask))

    def _plot(self, ask: Request) -> str:
        return plots.across(self.shelf, *_wanted(ask))

    def _reading(self, ask: Request) -> Reading:
        found: Reading = self.reading(ask.path_params["doc"])
        return found


def _told(path: str, answer: Answer) -> Iterable[Route]:
    """A route that answers with JSON."""
    yield _drawn(path, lambda ask: _json(answer(ask)), "application/json")


def _drawn(path: str, answer: Answer, media_type: str) -> Route:
    """A route that answers with a file; a thread of its own asks the tables."""

    def respond(ask: Request) -> Response:
        try:
            return Response(answer(ask), media_type=media_type)
        except NotThere as error:
            status, said = 404, str(error)
        except Refused as error:
            status, said = 400, str(error)
        body = _json({"error": said})
        return Response(body, status, media_type="application/json")

    return Route(path, respond, methods=["GET"])


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


def _asked(ask: Request) -> queries.Asked:
    given = ask.query_params
    prefix = "where."
    return queries.Asked(
        search=given.get("q", "")[:200],
        sort=given.get("sort", ""),
        descending=given.get("desc") == "1",
        offset=_number(ask, "offset", 0),
        limit=_number(ask, "limit", 50),
        where={k.removeprefix(prefix): v for k, v in given.items() if k[:6] == prefix},
    )


def _number(ask: Request, name: str, default: int) -> int:
    given = ask.query_params.get(name, str(default))
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise Refused(f"{name} is a number from 0.")
    return int(given)


def _wanted(ask: Request) -> tuple[tuple[str, str, str], str]:
    """The endpoint, statistic and unit of a plot, and its language."""
    given = ask.query_params
    names = ("endpoint", "statistic", "unit")
    endpoint, statistic, unit = (given.get(name, "") for name in names)
    return (endpoint, statistic, unit), given.get("lang", "en")


def _static() -> list[Route]:
    """The files of the page, read once: no other file has an address."""
    found = [*files("extract.desk.view").joinpath("static").iterdir()]
    served = [f for f in found if PurePosixPath(f.name).suffix in KINDS]
    routes = [_file(f"/static/{f.name}", f.name, f.read_bytes()) for f in served]
    page = next(f for f in served if f.name == "index.html")
    return [_file("/", page.name, page.read_bytes()), *routes]


def _file(path: str, name: str, body: bytes) -> Route:
    kind = KINDS[PurePosixPath(name).suffix]
    return Route(path, lambda _: Response(body, media_type=kind), methods=["GET"])
