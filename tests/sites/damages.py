"""What happens to pages: search spam in them, names lost, tags that authors forget."""

import re
from collections.abc import Callable

SPAM = ("彩票平台官方网站", "开户送彩金", "真人视讯", "棋牌游戏大厅")
PINYIN = "彩(cǎi)票(piào)平(píng)台(tái)官(guān)方(fāng)网(wǎng)站(zhàn)，开(kāi)户(hù)送(sòng)彩(cǎi)金(jīn)。"
ADVERT = f"<p>{'，'.join(SPAM)}，最新版本手机APP下载，信誉保证，提款秒到账！</p>"


def _entities(words: str) -> str:
    return "".join(f"&#x{ord(char):X};" for char in words)


def _in_body(page: str, start: str, end: str) -> str:
    page = re.sub(r"(?i)<body[^>]*>", lambda m: m[0] + start, page, count=1)
    at = page.lower().rfind("</body>")
    return page[:at] + end + page[at:]


def hijacked(page: str) -> str:
    """Put spam in the head, off the screen, and with readings at the end."""
    title = f"<title>{_entities('_'.join(SPAM))}</title>"
    words = f'<meta name="keywords" content="{_entities(",".join(SPAM))}">'
    page = re.sub(r"(?is)<title>.*?</title>", lambda _: title + words, page, count=1)
    page = re.sub(
        r'(?i)<meta (?:name="ArticleTitle"|property="og:title")[^>]*>', "", page
    )
    links = "".join(f'<a href="/{n}">{SPAM[n % 4]}{n}</a> ' for n in range(40))
    lies = "".join(f"<p>{'，'.join(SPAM)}第{n}期。</p>" for n in range(9))
    top = (
        f'<div style="position:absolute;left:-9999px">{links}</div>'
        f'<div style="display:none"><h1>{SPAM[0]}</h1>{lies}</div>'
    )
    return _in_body(page, top, f"<p>{PINYIN * 12}</p>")


def advert_above(page: str) -> str:
    """Put an advert above all that the page shows."""
    return _in_body(page, ADVERT, "")


def adverts_below(page: str) -> str:
    """Put an advert below all that the page shows, again and again."""
    return _in_body(page, "", ADVERT * 4)


def unnamed(page: str) -> str:
    """Take away every class and id."""
    return re.sub(r"\s(?:class|id)=(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", "", page)


def misnamed(page: str) -> str:
    """Name every part after another: the names of a page in reverse order."""
    names = re.findall(r'class="([^"]*)"', page)
    return re.sub(r'class="([^"]*)"', lambda _: f'class="{names.pop()}"', page)


def unclosed(page: str) -> str:
    """Leave out the end tags that browsers do without."""
    return re.sub(r"(?i)</(?:p|li|td|tr|dt|dd|option)>", "", page)


def bodiless(page: str) -> str:
    """Leave out <html>, <head> and <body>."""
    return re.sub(r"(?i)</?(?:html|head|body)\b[^>]*>", "", page)


def doubled(page: str) -> str:
    """Begin the document again within it, as a page put together from two does."""
    shell = "<html><head><meta name=generator content=x></head><body>"
    return _in_body(page, shell, "</body></html>")


def shouted(page: str) -> str:
    """Write all tags in capitals."""
    return re.sub(r"</?[a-z][a-z0-9]*", lambda m: m[0].upper(), page)


def styled(page: str) -> str:
    """Write a style into every paragraph and block."""
    style = 'style="margin:0px;line-height:1.8;font-size:16px;text-indent:2em"'
    return re.sub(r"(?i)<(p|div|td|span)(?=>)", rf"<\1 {style}", page)


DAMAGES: dict[str, Callable[[str], str]] = {
    damage.__name__: damage
    for damage in (
        hijacked, advert_above, adverts_below, unnamed, misnamed, unclosed, bodiless,
        doubled, shouted, styled,
    )
}  # fmt: skip


def with_bad_byte(page: str) -> bytes:
    """Return the page in UTF-8 with one byte that is none, between two words."""
    data = page.encode()
    at = data.index(b">", len(data) // 3)
    return data[: at + 1] + b"\xff" + data[at + 1 :]
