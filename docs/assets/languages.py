"""What MkDocs does between pages: the Chinese ones say that they are Chinese.

A browser then takes Chinese glyphs, and a screen reader a Chinese voice.

>>> on_post_page('<html lang="en" class="no-js">', At("zh/index.html"))
'<html lang="zh" class="no-js">'
>>> on_post_page('<html lang="en" class="no-js">', At("index.html"))
'<html lang="en" class="no-js">'
"""

from typing import Any, NamedTuple


class At(NamedTuple):
    """A page, by its address within the site."""

    url: str


def on_post_page(output: str, page: Any, **_: object) -> str:
    """Return the page with its own language in it."""
    is_chinese = page.url.startswith("zh/")
    return output.replace('lang="en"', 'lang="zh"', 1) if is_chinese else output
