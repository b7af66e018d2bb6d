"""What an answer means (状态码): take it, go on to another address, wait, or give up.

>>> moved = Answer("https://a.example/x/1", 302, {"location": "../2.pdf"}, iter(()))
>>> redirected(moved)
'https://a.example/2.pdf'
>>> accepted(moved._replace(status=404))
Traceback (most recent call last):
    ...
extract.fetch.outcomes.Refused: the server answered 404 Not Found
>>> try:
...     accepted(moved._replace(status=503, headers={"retry-after": "120"}))
... except TryAgain as reason:
...     print(reason, reason.after)
the server answered 503 Service Unavailable 120.0
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from extract.fetch.outcomes import Failed, Refused, TryAgain
from extract.fetch.urls import joined
from extract.fetch.wire import Answer

TAKEN = {200, 206, 304, 416}
# A broken link of a list stays broken: no reason to wake somebody every night.
GONE = {404, 410}
LATER = {408, 429, 500, 502, 503, 504}
MOVED = {301, 302, 303, 307, 308}


def accepted(answer: Answer) -> Answer:
    """Return an answer with something in it; else TryAgain, Refused or Failed."""
    if answer.status in TAKEN:
        return answer
    reason = f"the server answered {answer.status} {_phrase(answer.status)}".rstrip()
    if answer.status in LATER:
        raise TryAgain(reason, _after(answer))
    raise Refused(reason) if answer.status in GONE else Failed(reason)


def redirected(answer: Answer) -> str:
    """Return the address an answer leads on to; empty if it is no redirect.

    From https to http is no way: anybody between could write the document.
    """
    if answer.status not in MOVED:
        return ""
    onward = joined(answer.url, _written(answer.headers.get("location", "")))
    if not onward or "location" not in answer.headers:
        raise Failed("a redirect that leads nowhere")
    if answer.url.startswith("https:") and onward.startswith("http:"):
        raise Refused(f"it leads from https to plain http, {onward}")
    return onward


def _written(location: str) -> str:
    """The characters of a header, which may have only ASCII, and have others too."""
    data = location.encode("latin-1")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else ""


def _after(answer: Answer) -> float:
    """The seconds of Retry-After, which may be a date; 0 if it is not there or odd."""
    told = answer.headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return float(told)
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return 0.0
    server = answer.headers.get("date", "")
    return max(0.0, (moment - _moment(server)).total_seconds())


def _moment(date: str) -> datetime:
    """The time by the clock of the server, where it tells it."""
    try:
        return parsedate_to_datetime(date)
    except ValueError:
        return datetime.now(UTC)
