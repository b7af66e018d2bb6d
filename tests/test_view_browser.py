"""The page in a real browser: what is shown, clicked, typed; and nothing gets out."""

import re
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import pytest

from tests.viewing import EVIL, empty, made, served

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="playwright drives the browser"
)
CHROMIUM = next(
    (
        p
        for p in map(
            Path,
            (
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome",
            ),
        )
        if p.exists()
    ),
    None,
)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None,
    reason="no Chromium is installed in /usr/bin; install one to test the page",
)
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")  # fmt: skip


class Window:
    """A window of the browser that notes what it should not do."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(
            **(
                {"locale": "en-US", "viewport": {"width": 1300, "height": 860}}
                | options
            )
        )
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on(
            "console",
            lambda said: (
                self.faults.append(said.text)
                if said.type in ("error", "warning")
                else None
            ),
        )
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith(address) else self.faults.append(asked.url)
            ),
        )

    def go(self, place: str) -> Any:
        assert self.page.evaluate("window.hacked") is None
        self.page.goto("about:blank")  # else only the hash would change
        self.page.goto(f"{self.address}{place}")
        self.page.wait_for_load_state("networkidle")
        return self.page

    def close(self) -> None:
        hacked = self.page.evaluate("window.hacked")
        self.context.close()
        assert hacked is None
        assert self.faults == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=[*QUIET]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(*made(tmp_path_factory.mktemp("view"))) as address:
        yield address


@pytest.fixture
def window(browser: Any, address: str) -> Iterator[Window]:
    window = Window(browser, address)
    yield window
    window.close()


@pytest.fixture(scope="module")
def told(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        yield client


def rows(told: httpx.Client, table: str, **asked: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told.get(f"/api/tables/{table}", params=asked).json()[
        "rows"
    ]
    return found


def document(told: httpx.Client, path: str) -> str:
    return str(rows(told, "documents", **{"where.path": path})[0]["doc_id"])


def until(page: Any, condition: str) -> None:
    """Wait for a condition; the page itself may evaluate no words, by its policy."""
    end = monotonic() + 20
    while not page.evaluate(condition):
        assert monotonic() < end, condition
        page.wait_for_timeout(50)


def lit(page: Any) -> str:
    return "".join(page.locator(".words .lit").all_text_contents())


# --- overview and tables


def test_the_overview_shows_the_numbers_of_the_tables(
    window: Window, told: httpx.Client
) -> None:
    page = window.go("#/")
    for one in told.get("/api/overview").json()["tables"]:
        shown = page.locator(f'.counts a[data-table="{one["table"]}"] b').text_content()
        assert int(shown.replace(",", "")) == one["rows"]
    assert page.locator('.tile[data-table="documents"] b').text_content() == "6"
    assert page.locator("#documents tbody tr").count() == 3
    page.wait_for_selector(".coverage .stack")
    rule = page.locator('.repair[data-rule="pinyin"]')
    assert rule.locator("del").first.text_content().startswith("(")


def test_a_search_shows_only_what_has_the_words(window: Window) -> None:
    page = window.go("#/tables/drugs")
    page.keyboard.press("/")
    page.keyboard.type("澜屿")
    until(page, "location.hash.includes('q=')")
    until(page, "document.querySelectorAll('tbody tr').length === 1")
    assert "浙江澜屿医药科技有限公司" in page.locator("tbody tr").text_content()
    page.keyboard.type("没有")
    page.wait_for_selector("text=No row matches")


def test_a_head_sorts_and_pages_turn(window: Window, told: httpx.Client) -> None:
    page = window.go("#/tables/outcomes")
    head = page.get_by_role("columnheader", name=re.compile("^Value"))
    for order, way in (("ascending", ""), ("descending", "1")):
        head.get_by_role("button").click()
        until(page, f"document.querySelector('th[aria-sort={order}]')")
        first = rows(told, "outcomes", sort="value", desc=way)[0]["value"]
        assert (
            page.locator("tbody tr td:nth-child(3)").first.text_content()
            == f"{first:g}"
        )
    page = window.go("#/tables/evidence")
    page.keyboard.press("]")
    until(
        page,
        "document.querySelector('.paging .range').textContent.startsWith('51–100')",
    )
    assert "offset=50" in page.url


def test_labels_say_what_a_column_means(window: Window) -> None:
    page = window.go("#/tables/drugs?all=1")
    head = page.get_by_role("columnheader", name=re.compile("价格")).first
    assert "yuan" in head.text_content()
    assert "Price where a source states one." in head.get_attribute("title")


# --- from a value to its words


def test_a_value_lights_up_its_words_in_the_text(
    window: Window, told: httpx.Client
) -> None:
    doc = document(told, "nhsa_form_long.txt")
    page = window.go(f"#/documents/{doc}")
    records = told.get(f"/api/documents/{doc}").json()["records"]
    page.evaluate(
        "document.querySelectorAll('details').forEach(e => { e.open = true; })"
    )
    checked = 0
    for table, column in (
        ("drugs", "company"),
        ("drugs", "indication"),
        ("trials", "result"),
        ("outcomes", "value"),
    ):
        record = next(one for one in records if one["table"] == table)["rows"][0]
        cell = next(one for one in record["cells"] if one["column"] == column)
        page.locator(f'.records [data-cell="{cell["by"]}"]').first.click()
        page.wait_for_selector(".words .lit")
        quotes = [
            proof["quote"] for proof in cell["proofs"] if proof["start"] is not None
        ]
        assert lit(page).replace("\n", "") in (
            "".join(quotes).replace("\n", ""),
            quotes[0].replace("\n", ""),
        )
        box = page.locator(".words .lit").first.bounding_box()
        assert 0 < box["y"] < 860
        checked += 1
    assert checked == 4


def test_a_value_lights_up_its_words_on_the_page(
    window: Window, told: httpx.Client
) -> None:
    doc = document(told, "nhsa_form_printed.pdf")
    page = window.go(f"#/documents/{doc}")
    records = told.get(f"/api/documents/{doc}").json()["records"]
    filing = next(one for one in records if one["table"] == "filings")["rows"][0]
    later = next(
        c
        for c in filing["cells"]
        if c["proofs"] and c["proofs"][0]["page"] and c["proofs"][0]["page"] > 2
    )
    page.locator(f'.records [data-cell="{later["by"]}"]').first.click()
    page.wait_for_selector(".box.lit")
    quotes = [
        p["quote"] for p in later["proofs"] if p["page"] == later["proofs"][0]["page"]
    ]
    assert [
        mark.get_attribute("data-quote") for mark in page.locator(".box.lit").all()
    ] == quotes
    assert (
        f"Page {later['proofs'][0]['page']} / 5"
        in page.locator(".leaf .range").text_content()
    )
    image, box = (
        page.locator(".sheet-of-paper img").bounding_box(),
        page.locator(".box.lit").first.bounding_box(),
    )
    x0, y0, *_ = next(
        b["box"]
        for b in told.get(
            f"/api/documents/{doc}/pages/{later['proofs'][0]['page']}"
        ).json()["boxes"]
        if b["cell"] == later["by"]
    )
    assert box["x"] == pytest.approx(image["x"] + x0 * image["width"] / 596.16, abs=1.5)
    assert box["y"] == pytest.approx(image["y"] + y0 * image["width"] / 596.16, abs=1.5)


def test_a_place_on_the_page_says_what_became_of_it(
    window: Window, told: httpx.Client
) -> None:
    doc = document(told, "nhsa_form_printed.pdf")
    page = window.go(f"#/documents/{doc}")
    mark = page.locator('.box[data-cell$="/company"]').first.bounding_box()
    page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    assert "浙江澜屿医药科技有限公司" in page.locator(".fate").text_content()


def test_a_line_says_what_became_of_it(window: Window, told: httpx.Client) -> None:
    page = window.go(f"#/documents/{document(told, 'news_hijacked.txt')}")
    page.locator(".line.removed").first.click()
    assert "advertisements" in page.locator(".fate").text_content()
    page.locator(".line.cells", has_text="2024年1月").first.click()
    assert "conditional approval" in page.locator(".fate").text_content()
    page.keyboard.press("Escape")
    assert page.locator(".fate").is_hidden()


def test_unread_lines_stand_out(window: Window, told: httpx.Client) -> None:
    page = window.go(f"#/documents/{document(told, 'news_machine_translated.txt')}")
    unread = page.locator(".line.unread")
    assert unread.count() > 3
    colors = [
        page.locator(f".line.{kind}").first.evaluate(
            "e => getComputedStyle(e).backgroundColor"
        )
        for kind in ("unread", "cells")
    ]
    assert colors[0] != colors[1]
    page.keyboard.press("n")
    assert unread.first.get_attribute("aria-selected") == "true"
    assert "Nothing was read" in page.locator(".fate").text_content()


def test_a_cell_of_a_row_leads_to_its_document(
    window: Window, told: httpx.Client
) -> None:
    drug = rows(told, "drugs", q="澜序")[0]
    page = window.go(f"#/tables/drugs/{drug['drug_id']}")
    page.locator('[data-column="company"] a.value').click()
    page.wait_for_selector(".words .lit")
    assert lit(page) in drug["company"] or drug["company"] in lit(page)


# --- a drug


def test_a_drug_shows_its_events_trials_and_a_plot(
    window: Window, told: httpx.Client
) -> None:
    drug = rows(told, "drugs", q="澜序")[0]
    page = window.go(f"#/drugs/{drug['drug_id']}")
    assert page.locator(".timeline li").count() >= 5
    assert page.locator(".trial").count() >= 2
    page.select_option(
        ".plotted select",
        label=next(
            label
            for label in page.locator(".plotted option").all_text_contents()
            if "hazard ratio" in label
        ),
    )
    page.locator(".plot svg text", has_text="0.34 (0.24 – 0.48)").wait_for()
    assert "0.34" in page.locator(".plot svg title").first.text_content()


# --- languages, keys, narrow windows


def test_the_language_follows_the_browser_and_can_be_changed(
    browser: Any, address: str
) -> None:
    window = Window(browser, address, locale="zh-CN")
    page = window.go("#/tables/drugs")
    assert page.locator("nav a[aria-current]").text_content() == "数据表"
    assert page.locator("th").first.text_content().startswith("药品通用名称")
    page.locator("#language").click()
    page.wait_for_selector("nav >> text=Tables")
    until(page, "document.querySelector('th').textContent.startsWith('Generic name')")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.reload()
    page.wait_for_selector("nav >> text=Tables")
    window.close()


def test_everything_can_be_done_with_keys(window: Window, told: httpx.Client) -> None:
    page = window.go("#/documents")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    focused = "document.activeElement.sectionRowIndex"
    assert page.evaluate(focused) == 1
    page.keyboard.press("k")
    assert page.evaluate(focused) == 0
    second = rows(told, "documents")[0]["doc_id"]
    page.keyboard.press("Enter")
    until(page, f"location.hash === '#/documents/{second}'")
    page.wait_for_selector(".document")
    page.keyboard.press("Escape")
    until(page, "location.hash === '#/documents'")
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("dialog").is_hidden()


def test_tab_reaches_the_controls_and_shows_where_it_is(window: Window) -> None:
    page = window.go("#/tables/events")
    reached = []
    for _ in range(24):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.id || document.activeElement.tagName")
        )
        assert (
            page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            != "none"
        )
    assert {"skip", "A", "language", "search", "SELECT", "BUTTON"} <= {*reached}


def test_every_control_has_a_name(window: Window, told: httpx.Client) -> None:
    for place in (
        "#/",
        "#/tables/drugs",
        f"#/documents/{document(told, 'nhsa_form_printed.pdf')}",
        "#/outcomes",
    ):
        page = window.go(place)
        nameless = page.evaluate(
            "[...document.querySelectorAll('button, a, input, select')].filter(e => !e.textContent.trim() && !e.getAttribute('aria-label') && !e.closest('label')).map(e => e.outerHTML)"
        )
        assert nameless == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_window_needs_no_scrolling_sideways(
    browser: Any, address: str, told: httpx.Client, scheme: str
) -> None:
    window = Window(
        browser, address, viewport={"width": 360, "height": 740}, color_scheme=scheme
    )
    drug = rows(told, "drugs", q="澜序")[0]["drug_id"]
    docs = [
        f"documents/{document(told, path)}"
        for path in ("nhsa_form_printed.pdf", "news_hijacked.txt")
    ]
    for place in (
        "",
        "tables",
        "tables/outcomes",
        "problems",
        "outcomes",
        f"drugs/{drug}",
        f"tables/drugs/{drug}",
        *docs,
    ):
        page = window.go(f"#/{place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, place
    page.locator(".tabs button", has_text="Records").click()
    assert (
        page.locator(".records").is_visible()
        and not page.locator(".lines").is_visible()
    )
    window.close()


# --- what must not happen


def test_the_words_of_a_hostile_document_stay_words(window: Window) -> None:
    for place in (
        "",
        "drugs",
        "problems",
        "tables/outcomes",
        "documents/feedfeedfeedfeed",
        "drugs/badbadbadbadbad1",
        "tables/drugs/badbadbadbadbad1",
    ):
        page = window.go(f"#/{place}")
        if place:
            assert EVIL[:30] in page.locator("main").text_content(), place
        assert page.locator("main script, main img[src=x]").count() == 0
    page = window.go(
        "#/documents/feedfeedfeedfeed?cell=drugs/badbadbadbadbad1/generic_name"
    )
    page.wait_for_selector(".words .lit")
    assert lit(page) == EVIL
    page = window.go("#/drugs/%3Cimg%20src=x%20onerror=%22window.hacked=1%22%3E")
    assert "That did not work" in page.locator("main").text_content()
    window.faults.clear()  # The answer 404 is the fault that was asked for.


def test_a_problem_leads_to_its_place(window: Window) -> None:
    page = window.go("#/problems")
    page.locator("tbody tr", has_text=EVIL[:20]).locator("a").first.click()
    page.wait_for_selector(".words .lit")
    assert lit(page) == "第二行没有读出"


def test_empty_tables_say_so(browser: Any, tmp_path: Path) -> None:
    with served(empty(tmp_path / "tables"), None) as address:
        window = Window(browser, address)
        for place, said in (
            ("", "No documents yet"),
            ("tables/drugs", "No rows"),
            ("outcomes", "No outcome"),
            ("problems", "No rows"),
        ):
            page = window.go(f"#/{place}")
            page.wait_for_selector(f"text={said}")
        window.close()
