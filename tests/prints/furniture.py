"""What stands at the edge of every page: a title above, a page number below."""

from tests import forms

MARK = "仅供公示使用"
FOOTERS = {
    "none": "",
    "cn": "第{page}页 共{pages}页",
    "cn_slash": "第 {page} 页 / 共 {pages} 页",
    "slash": "{page}/{pages}",
    "dash": "- {page} -",
    "en": "Page {page} of {pages}",
}


def header(answer: forms.Answer) -> str:
    """The line above every page."""
    return f"{answer.year}年国家医保药品目录调整申报材料（公示版）"


def footer(kind: str, page: int, pages: int) -> str:
    """The line below a page.

    >>> footer("cn", 2, 9)
    '第2页 共9页'
    """
    return FOOTERS[kind].format(page=page, pages=pages)
