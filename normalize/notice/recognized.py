"""Whether a document is a notice, who issues what to whom, or an attachment alone.

News may have a title like that of the notice it reports, but neither signature nor
addressees nor a number of its own, in the head or in the labels above it (发文字号).
"""

from functools import lru_cache

from normalize.document import Document
from normalize.form.form import read_form
from normalize.form.recognized import is_form
from normalize.news.filings import is_filing
from normalize.notice import head
from normalize.notice.attached import attached, is_list
from normalize.notice.decree import decree
from normalize.notice.flow import flow
from normalize.notice.labels import labels
from normalize.notice.layout import lay_out
from normalize.text import Text
from normalize.values.codes import find_doc_numbers


@lru_cache(maxsize=1)  # Each parser asks.
def is_notice(document: Document) -> bool:
    """Say whether the document is the text of a notice."""
    layout = lay_out(flow(document))
    lines = [item for item in layout.head if isinstance(item, Text)]
    if is_filing(lines):
        return False
    if decree(lines, layout.body):
        return True
    title = head.title(lines)
    offices, kind = head.parts_of(title) if title else ([], None)
    if layout.signature and layout.signature.date and (kind or layout.addressees):
        return True
    if _is_registered(dict(labels(layout.head))):
        return True
    addressed = layout.addressees is not None or head.number(lines) is not None
    return bool(offices and kind) and addressed


@lru_cache(maxsize=1)
def is_attachment(document: Document) -> bool:
    """Say whether the document is an attachment whose notice is not in the file.

    An application form may be one; it is read as a form once it names a drug.
    """
    if not attached(document) or is_notice(document):
        return False
    return is_list(flow(document)) or not is_form(document) or _is_blank(document)


def _is_blank(document: Document) -> bool:
    name = read_form(document).drug.cells.get("generic_name")
    return not (isinstance(name, Text) and name.search("[\u4e00-\u9fff]{2}"))


def _is_registered(known: dict[str, Text]) -> bool:
    """Whether labels give the document a number and a date, or an office, of issue."""
    numbers = find_doc_numbers(known["number"]) if "number" in known else iter(())
    return any(numbers) and bool({"signed", "agency"} & known.keys())
