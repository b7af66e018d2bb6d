"""The links of a page (链接), in order, each as the whole address it leads to.

Lists of many public sites come as markup within CDATA of a script, which the page cuts
into screens: it is looked through as well.  Links that a program would have to compute
are not found.

>>> page = '''<base href="/tzgg/"><a href="t1.html">甲</a><a href="t1.html#2">又</a>
... <script type="text/xml"><![CDATA[<li><a href='t2.html'>乙</a></li>]]></script>'''
>>> found_in(page.encode("gbk"), "https://www.example.gov.cn/index.html")
['https://www.example.gov.cn/tzgg/t1.html', 'https://www.example.gov.cn/tzgg/t2.html']
"""

from collections.abc import Iterable, Iterator

from extract.fetch.urls import joined
from extract.readers.charset import decode
from extract.readers.html.tree import Tree
from extract.readers.unreadable import Unreadable

PLACES = {"a": "href", "area": "href", "iframe": "src", "frame": "src", "embed": "src"}
CDATA = "<![CDATA["
CHARSETS = {"gb18030": "gbk"}  # of addresses: four-byte characters are not sent


def found_in(page: bytes, url: str) -> list[str]:
    """Return the addresses a page links to, each once; none of what is no page."""
    try:
        text, encoding, _ = decode(page)
    except Unreadable:
        return []
    tree = Tree.of(text)
    base = joined(url, _base(tree))
    charset = CHARSETS.get(encoding, encoding.partition(">")[0])
    whole = (joined(base or url, link, charset) for link in _links(tree))
    return list(dict.fromkeys(filter(None, whole)))


def _base(tree: Tree) -> str:
    bases = (tree.get(node, "href") for _, node in tree.elements("base"))
    return next(filter(None, bases), "")


def _links(tree: Tree) -> Iterator[str]:
    for _, node in tree.elements(*PLACES, "script"):
        if node.name == "script":
            yield from _scripted(tree.raw[node.start : node.end])
        elif link := tree.get(node, PLACES[node.name]):
            yield link


def _scripted(script: str) -> Iterable[str]:
    if CDATA not in script:
        return ()
    return _links(
        Tree.of(script.partition(">")[2].replace(CDATA, "").replace("]]>", ""))
    )
