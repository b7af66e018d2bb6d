"""HTML: what a page says of itself: linked data, times, breadcrumbs."""

import pytest

from tests.html_pages import PROSE, read


def metas(page: str) -> dict[str, str]:
    return {meta.name: str(meta.text) for meta in read(page).meta}


def test_json_ld_tells_the_article_of_a_page() -> None:
    data = """{"@context": "x", "@graph": [{"@type": "WebSite", "name": "某网", "headline": "首页"},
        {"@type": ["NewsArticle"], "headline": "甲乙获批", "datePublished": "2031-06-20T08:15:00+08:00",
         "author": [{"@type": "Person", "name": "段一"}, {"name": "普三"}], "image": {"name": "图"},
         "publisher": {"@type": "Organization", "name": "示例\\u62a5"}}]}"""
    page = f'<p>{PROSE}</p><script type="application/ld+json">{data}</script>'
    told = {
        "headline": "甲乙获批",
        "datePublished": "2031-06-20T08:15:00+08:00",
        "author": "段一",
    }
    assert metas(page) == told


@pytest.mark.parametrize(
    "data", ["", "{", "[]", '{"headline', '{"headline": 5}', '"headline":', "}}{{"]
)
def test_broken_json_ld_tells_nothing(data: str) -> None:
    assert (
        metas(f'<p>{PROSE}</p><script type="application/ld+json">{data}</script>') == {}
    )


def test_the_time_element_of_the_article_counts() -> None:
    one, other = (
        "<time datetime=2031-06-20T08:15>今天</time>",
        "<time datetime=2030-01-01>旧</time>",
    )
    assert metas(f"{one}<p>{PROSE}</p>") == {"time": "2031-06-20T08:15"}
    assert metas(
        f"<h1>公告</h1>{one}<p>{PROSE}</p><ul><li><a href=/2>乙</a>{other}</ul>"
    ) == {"time": "2031-06-20T08:15"}
    assert metas(f"<ul><li>{one}<li>{other}</ul><p>{PROSE}</p>") == {}


def test_the_breadcrumb_that_leaves_the_text_is_kept_apart() -> None:
    crumbs = "<div>您的位置：<a href=/>首页</a> &gt; <a href=/z>政策</a><!-- x --> &gt; 正文</div>"
    page = f"<base href='/a/'><div>{crumbs}</div><h1>公告</h1><p>{PROSE}</p>"
    assert metas(page) == {"base": "/a/", "breadcrumb": "您的位置：首页 > 政策 > 正文"}
    assert "您的位置" not in str(read(page).text)
