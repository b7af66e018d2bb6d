"""HTML: what a browser does not show, and what only waits to be shown."""

import pytest

from extract.readers import Unreadable, html
from tests.html_pages import OTHER, PROSE, read, rules
from tests.test_readers_plain import outline


@pytest.mark.parametrize(
    "style",
    ["display:none", "DISPLAY : none", "visibility:hidden", "position:absolute;left:-9999px",
     "text-indent:-999em", "font-size:0", "font-size:0px;line-height:1", "opacity:0",
     "height:0;overflow:hidden", "overflow:hidden;width:100%;height:0px", "clip:rect(0,0,0,0)",
     "clip-path:inset(50%)", "width:1px;height:1px;overflow:hidden", "transform:scale(0)"],
)  # fmt: skip
def test_hidden_text_leaves_under_its_own_rule(style: str) -> None:
    document = read(
        f'<p>{PROSE}</p><div style="{style}"><p>彩票</p><h1>开户</h1></div><p>{OTHER}</p>'
    )
    assert outline(document) == [PROSE, OTHER]
    assert (
        "彩票" in rules(document)["hidden"] and "甲乙" not in rules(document)["hidden"]
    )


@pytest.mark.parametrize(
    "attributes",
    ['style="display:block"', 'style="left:-9px"', 'style="font-size:0.9em"', 'style="opacity:0.5"',
     'style="height:0.5em"', 'class="hidden"', 'aria-hidden="true"', 'style="width:1px"', 'style="font-size:0"><span style="font-size:14px"'],
)  # fmt: skip
def test_shown_text_stays(attributes: str) -> None:
    assert PROSE in str(read(f"<div {attributes}>{PROSE}</div><p>{OTHER}</p>").text)


def test_an_article_that_waits_for_its_script_is_shown() -> None:
    page = f'<h1>公告</h1><div style="visibility: hidden; opacity: 0;"><p>{PROSE}</p></div>'
    assert outline(read(page)) == [(1, "公告"), PROSE]


SPAM = "彩票平台官方网站，开户就送彩金，真人视讯棋牌游戏大厅。"


def test_spam_that_is_shown_does_not_hide_an_article_that_waits() -> None:
    page = f'<h1>公告</h1><div style="visibility:hidden"><p>{PROSE}</p></div><p>{SPAM * 20}</p>'
    assert PROSE in str(read(page).text)


@pytest.mark.parametrize(
    "css",
    [".x7{display:none}", "p,.x7 { display : none !important }", "@charset 'utf-8';.x7{left:-9999px}",
     "/* .x7{} */ div.x7{visibility:hidden}", ".x7{text-indent:-9999px}", "#i7{font-size:0}"],
)  # fmt: skip
def test_a_rule_of_the_page_hides_what_has_its_name(css: str) -> None:
    page = f"<style>{css}</style><p>{PROSE}</p><div class='a x7' id=i7>{SPAM}</div><p>{OTHER}</p>"
    document = read(page)
    assert outline(document) == [PROSE, OTHER]
    assert SPAM in rules(document)["hidden"]


@pytest.mark.parametrize(
    "css",
    ["@media print{.x7{display:none}}", "@media (max-width:9px){.b{top:0}.x7{display:none}}",
     ".x7{display:none}.x7.on{display:block}", ".x7{display:none}@media screen{.x7{display:block}}",
     ".x7 b{display:none}", ".b .x7{display:none}", ".x77{display:none}", ".x7:before{display:none}",
     ".x7{color:none}", "/* .x7{display:none} */", ".x7{display:none"],
)  # fmt: skip
def test_other_rules_hide_nothing(css: str) -> None:
    page = f"<style>{css}</style><p>{PROSE}</p><div class='a x7'>{OTHER}</div>"
    assert OTHER in str(read(page).text)


def test_a_rule_does_not_hide_the_article() -> None:
    page = f"<style>.x7{{display:none}}</style><h1>公告</h1><div class=x7>{PROSE}</div><p>{SPAM * 9}"
    assert PROSE in str(read(page).text)


@pytest.mark.parametrize(
    "opening",
    [
        "<article hidden>",
        "<div id=zoom style='display:none'>",
        "<noscript>",
        "<template>",
    ],
)
def test_an_article_that_is_all_a_page_says_is_shown(opening: str) -> None:
    name = opening[1:].split()[0].rstrip(">")
    menu = "" if name in ("noscript", "template") else "<a href=/>首页</a>"
    page = f"{menu}{opening}<p>{PROSE}</p><p>{OTHER}</p></{name}>"
    assert PROSE in str(read(page).text)


def test_a_page_that_asks_for_scripts_has_no_words() -> None:
    with pytest.raises(Unreadable) as refused:
        html.read(
            "<div id=root></div><noscript>请启用脚本后再访问本页面。</noscript>",
            "a.htm",
        )
    assert refused.value.code == "empty"
