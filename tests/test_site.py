"""The docs build into a site without a warning, and the site asks no other host."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
FETCHED = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed)\b[^>]*?\ssrc=[\"']?([^\"'\s>]+)"
    r"|<link\b[^>]*?\shref=[\"']?([^\"'\s>]+)"
    r"|\bsrcset=[\"']?([^\"'\s>]+)"
    r"|url\([\"']?([^)\"']+)"
    r"|@import\s+[\"']([^\"']+)"
)
ELSEWHERE = ("http:", "https:", "//")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --no-first-run"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(
        [*command, "--site-dir", str(folder)],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


def nav() -> Iterator[str]:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    yield from _pages(yaml.safe_load(text[text.index("nav:\n") :])["nav"])


def _pages(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    for each in part.values() if isinstance(part, dict) else ():
        yield from _pages(each)
    for each in part if isinstance(part, list) else ():
        yield from _pages(each)


def test_every_page_is_in_the_navigation_once() -> None:
    pages = sorted(p.relative_to(DOCS).as_posix() for p in DOCS.rglob("*.md"))
    assert sorted(nav()) == pages


def test_every_page_is_built(site: Path) -> None:
    for page in nav():
        name = page.removesuffix(".md").replace("README", "index")
        assert (site / f"{name}.html").is_file(), page


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    files = [p for p in site.rglob("*") if p.suffix in (".html", ".css")]
    assert len(files) > 30
    for path in files:
        found = FETCHED.findall(path.read_text(encoding="utf-8"))
        asked = [address for match in found for address in match if address]
        assert [a for a in asked if a.startswith(ELSEWHERE)] == [], path


def test_what_would_be_fetched_is_seen() -> None:
    page = "<script defer src=https://a.org/x.js></script><link href='//b.org/y.css'>"
    found = [a for match in FETCHED.findall(page) for a in match if a]
    assert found == ["https://a.org/x.js", "//b.org/y.css"]
    assert all(address.startswith(ELSEWHERE) for address in found)


def test_pages_say_which_language_they_are_in(site: Path) -> None:
    for page, language in (("index", "en"), ("zh/index", "zh"), ("zh/faq", "zh")):
        built = (site / f"{page}.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}"' in built


def test_the_chinese_is_cut_into_words_for_the_search(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["lang"] == ["en", "zh"]
    texts = " ".join(entry["text"] for entry in index["docs"])
    assert "\u200b修复\u200b" in texts


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to search with")
def test_the_search_works_in_a_folder_without_a_network(site: Path) -> None:
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        for words, title in (("watermark", "Repairs"), ("水印", "修复")):
            page.goto((site / "index.html").as_uri())
            page.locator("[data-md-component=search-query]").click()
            page.keyboard.insert_text(words)
            page.keyboard.press("Shift")
            page.wait_for_selector(".md-search-result__item")
            found = page.locator(".md-search-result__item h1").all_inner_texts()
            assert title in [name.replace("\u200b", "") for name in found]
        browser.close()
    assert {url.partition(":")[0] for url in asked} <= {"file", "about", "data"}
