"""What tests of the HTML reader share: a page is read, and its source had back."""

from extract.readers import html
from normalize.document import Document
from normalize.text import restore

PROSE = "甲乙替尼片是一种新药，用于治疗成人患者。国家药监局已批准其上市，定价尚未公布。"
OTHER = "医保部门表示，将按程序组织谈判，并及时公布结果。企业应当如实申报，不得隐瞒。"


def read(page: str) -> Document:
    """Read a page, and check that its source can be had back."""
    document = html.read(page, "a.html")
    assert restore(str(document.text), document.text.repairs(page)) == page
    return document


def rules(document: Document) -> dict[str, str]:
    """Give what each rule but markup took out of the page."""
    found: dict[str, str] = {}
    for repair in document.text.repairs(document.raw):
        if repair.rule != "markup":
            found[repair.rule] = found.get(repair.rule, "") + repair.before
    return found
