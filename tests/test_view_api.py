"""What the page is told: counts, pages of tables, documents; and what is refused."""

import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest

from extract.desk.view.shelf import Shelf
from normalize.tables import TABLE
from tests.viewing import EVIL, READ, TEXT, asking, empty, made

Ask = httpx.Client


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return made(tmp_path_factory.mktemp("view"))


@pytest.fixture(scope="module")
def ask(snapshot: tuple[Path, Path]) -> Iterator[httpx.Client]:
    with asking(*snapshot) as client:
        yield client


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = empty(tmp_path_factory.mktemp("empty") / "tables")
    with asking(folder) as client:
        yield client


@pytest.fixture(scope="module")
def shelf(snapshot: tuple[Path, Path]) -> Iterator[Shelf]:
    with Shelf(*snapshot) as shelf:
        yield shelf


def told(ask: httpx.Client, path: str, **params: Any) -> Any:
    answer = ask.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def document(ask: httpx.Client, path: str) -> str:
    rows = told(ask, "/api/tables/documents", **{"where.path": path})["rows"]
    return str(rows[0]["doc_id"])


# --- counts


def test_the_overview_counts_what_the_tables_hold(
    ask: httpx.Client, shelf: Shelf
) -> None:
    found = told(ask, "/api/overview")
    rows = {one["table"]: one["rows"] for one in found["tables"]}
    assert rows == {name: shelf.one(f'SELECT count(*) FROM "{name}"') for name in TABLE}
    by_type = {one["source_type"]: one["documents"] for one in found["documents"]}
    assert by_type == {"nhsa_form": 2, "news": 3, "notice": 1}
    assert found["problems"][0] | {"example": ""} == {
        "severity": "error", "code": EVIL, "problems": 1, "documents": 1, "example": "",
    }  # fmt: skip


def test_the_lines_of_each_type_are_counted(ask: httpx.Client) -> None:
    found = told(ask, "/api/coverage")
    assert (found["counted"], found["of"]) == (6, 6)
    types = {one["source_type"]: one for one in found["types"]}
    assert types["nhsa_form"]["documents"] == 2
    assert types["nhsa_form"]["cells"] > types["nhsa_form"]["unread"]
    assert types["news"]["removed"] > 0


def test_repairs_are_told_by_rule_with_examples(
    ask: httpx.Client, shelf: Shelf
) -> None:
    rules = {one["rule"]: one for one in told(ask, "/api/repairs")}
    counted = shelf.rows("SELECT rule, count(*) AS n FROM repairs GROUP BY rule")
    assert {rule: one["repairs"] for rule, one in rules.items()} == {
        row["rule"]: row["n"] for row in counted
    }
    example = rules["pinyin"]["examples"][0]
    assert example["before"].startswith("(") and example["after"] == ""
    assert rules["pinyin"]["removed"] == rules["pinyin"]["repairs"]


# --- tables


def test_every_table_is_described_and_answers(ask: httpx.Client) -> None:
    tables = told(ask, "/api/tables")
    assert [one["name"] for one in tables] == [*TABLE]
    drugs = tables[0]
    price = next(c for c in drugs["columns"] if c["name"] == "price")
    assert (drugs["label"], price["label"], price["unit"]) == ("药品", "价格", "yuan")
    for one in tables:
        page = told(ask, f"/api/tables/{one['name']}", q="药", limit=5)
        assert page["total"] <= one["rows"] and len(page["rows"]) <= 5
        told(ask, f"/api/tables/{one['name']}/choices")


def test_pages_follow_one_another_without_gap(ask: httpx.Client, shelf: Shelf) -> None:
    total = shelf.one("SELECT count(*) FROM evidence")
    seen: list[int] = []
    for offset in range(0, total, 200):
        page = told(ask, "/api/tables/evidence", sort="rule", offset=offset, limit=200)
        assert page["total"] == total
        seen += [row["@"] for row in page["rows"]]
    assert sorted(seen) == list(range(total))


def test_rows_are_sorted_both_ways_with_the_empty_last(ask: httpx.Client) -> None:
    def values(**params: Any) -> list[Any]:
        rows = told(ask, "/api/tables/outcomes", sort="ci_low", limit=200, **params)[
            "rows"
        ]
        return [row["ci_low"] for row in rows]

    up, down = values(), values(desc=1)
    known = [value for value in up if value is not None]
    assert known == sorted(known) and len(known) > 3
    assert [value for value in down if value is not None] == known[::-1]
    assert up[-1] is None and down[-1] is None


def test_a_search_takes_all_words_in_any_column(ask: httpx.Client) -> None:
    def ids(words: str) -> list[str]:
        return [
            row["company"] for row in told(ask, "/api/tables/drugs", q=words)["rows"]
        ]

    assert ids("澜屿 胶囊") == ["浙江澜屿医药科技有限公司"]
    assert ids("澜屿 片剂也没有") == []
    assert (
        told(ask, "/api/tables/outcomes", q="pfs")["total"]
        == told(ask, "/api/tables/outcomes", q="PFS")["total"]
        > 0
    )


def test_a_percent_sign_is_only_itself(ask: httpx.Client) -> None:
    everything = told(ask, "/api/tables/drugs")["total"]
    assert told(ask, "/api/tables/drugs", q="%")["total"] < everything
    assert told(ask, "/api/tables/drugs", q="_")["total"] < everything


def test_choices_count_the_rows_that_they_filter(ask: httpx.Client) -> None:
    for column, values in told(ask, "/api/tables/events/choices").items():
        for one in values:
            page = told(ask, "/api/tables/events", **{f"where.{column}": one["value"]})
            assert page["total"] == one["rows"]


def test_a_long_cell_is_cut_in_a_list_and_whole_in_its_row(ask: httpx.Client) -> None:
    listed = told(ask, "/api/tables/documents", **{"where.path": "nhsa_form_long.txt"})[
        "rows"
    ][0]
    whole = told(ask, f"/api/tables/documents/rows/@{listed['@']}")["row"]
    assert len(listed["text"]) == 240 < len(whole["text"])
    assert whole["text"].startswith(listed["text"])


def test_a_row_tells_the_words_of_its_cells(ask: httpx.Client) -> None:
    row = told(ask, "/api/tables/drugs", q="澜屿")["rows"][0]
    cells = {
        c["column"]: c
        for c in told(ask, f"/api/tables/drugs/rows/{row['drug_id']}")["cells"]
    }
    proof = cells["company"]["proofs"][0]
    assert (proof["quote"], proof["path"], proof["page"]) == (
        "浙江澜屿医药科技有限公司",
        "nhsa_form_printed.pdf",
        1,
    )
    # How exact a day is was read together with the day.
    assert cells["first_launch_china_precision"]["by"].endswith("/first_launch_china")


# --- documents


@pytest.mark.parametrize("path", [p for p in READ if p.endswith(".txt")])
def test_the_lines_are_the_source_and_each_quote_stands_there(
    ask: httpx.Client, snapshot: tuple[Path, Path], path: str
) -> None:
    doc = document(ask, path)
    found = told(ask, f"/api/documents/{doc}/lines", markup=1)
    source = (snapshot[1] / path).read_bytes().decode("utf-8-sig")
    words = ["".join(s[2] for s in stretches) for _, _, stretches in found["lines"]]
    assert "\n".join(words).split() == source.split()
    by_cell: dict[str, str] = {}
    for _, _, stretches in found["lines"]:
        for _, _, text, *_, cells in stretches:
            for at in cells:
                by_cell[found["cells"][at]] = by_cell.get(found["cells"][at], "") + text
    checked = 0
    for group in told(ask, f"/api/documents/{doc}")["records"]:
        for row in group["rows"]:
            for cell in row["cells"]:
                quotes = {p["quote"] for p in cell["proofs"] if p["start"] is not None}
                if len(quotes) == 1:
                    assert "".join(quotes.pop().split()) in "".join(
                        by_cell[cell["by"]].split()
                    )
                    checked += 1
    assert checked > 50


def test_a_line_says_what_became_of_it(ask: httpx.Client) -> None:
    doc = document(ask, "news_hijacked.txt")
    found = told(ask, f"/api/documents/{doc}/lines")
    number, state, stretches = found["lines"][0]
    assert (number, state) == (0, "removed")
    assert [(s[3], s[4]) for s in stretches if s[2].strip()] == [("removed", "spam")]
    states = told(ask, f"/api/documents/{doc}")["states"]
    assert sum(states.values()) == found["total"]


def test_what_nobody_read_is_unread(ask: httpx.Client) -> None:
    found = told(ask, "/api/documents/feedfeedfeedfeed/lines")
    assert [
        (state, [s[2] for s in stretches]) for _, state, stretches in found["lines"]
    ] == [
        ("cells", [EVIL]),
        ("unread", ["第二行没有读出"]),
    ]


def test_the_place_of_words_is_found_as_they_were_or_are(ask: httpx.Client) -> None:
    place = told(ask, "/api/documents/feedfeedfeedfeed/place", quote="第二行没有读出")
    assert (place["start"], place["end"], place["line"]) == (
        TEXT.index("第二"),
        len(TEXT) - 1,
        1,
    )
    doc = document(ask, "news_hijacked.txt")  # in traditional characters, with pinyin
    assert (
        told(ask, f"/api/documents/{doc}/place", quote="渤湾晚讯天津3月18日电")["start"]
        > 0
    )
    assert (
        ask.get(f"/api/documents/{doc}/place", params={"quote": "无此言"}).status_code
        == 404
    )
    problem = told(ask, "/api/documents/feedfeedfeedfeed")["problems"][0]
    assert problem["place"] == [place["start"], place["end"]]


def test_the_markup_of_a_page_is_shown_when_asked_for(ask: httpx.Client) -> None:
    doc = document(ask, "notice_joint_no_number.html")

    def words(**params: Any) -> str:
        lines = told(ask, f"/api/documents/{doc}/lines", **params)["lines"]
        return "\n".join("".join(s[2] for s in stretches) for _, _, stretches in lines)

    assert "<div" not in words()
    assert "<!DOCTYPE html>" in words(markup=1)


def test_a_printed_page_has_a_picture_and_boxes(ask: httpx.Client) -> None:
    doc = document(ask, "nhsa_form_printed.pdf")
    page = told(ask, f"/api/documents/{doc}/pages/1")
    assert (page["page"], page["pages"]) == (1, 5)
    assert 590 < page["width"] < 600 and 840 < page["height"] < 843
    box = next(b for b in page["boxes"] if b["cell"].endswith("/company"))
    assert box["quote"] == "浙江澜屿医药科技有限公司"
    assert 0 < box["box"][0] < box["box"][2] < page["width"]
    png = ask.get(f"/api/documents/{doc}/pages/1.png")
    assert png.headers["content-type"] == "image/png" and png.content[1:4] == b"PNG"
    assert ask.get(f"/api/documents/{doc}/pages/6").status_code == 404
    assert ask.get(f"/api/documents/{doc}/pages/0.png").status_code == 404


def test_a_source_that_is_gone_is_said_to_be_gone(
    snapshot: tuple[Path, Path], tmp_path: Path
) -> None:
    for raw, said in ((tmp_path, "is not in"), (None, "--raw")):
        with asking(snapshot[0], raw) as ask:
            doc = document(ask, "nhsa_form_printed.pdf")
            answer = ask.get(f"/api/documents/{doc}/pages/1")
            assert answer.status_code == 404 and said in answer.json()["error"]
            assert told(ask, f"/api/documents/{doc}/lines")["total"] > 50


# --- drugs and plots


def test_a_drug_has_its_events_newest_first_and_its_outcomes(ask: httpx.Client) -> None:
    row = told(ask, "/api/tables/drugs", q="CAR-T 上市许可 澜序") or {}
    rows = told(ask, "/api/tables/drugs", q="珂基奥仑赛")["rows"]
    found = told(ask, f"/api/drugs/{rows[0]['drug_id']}")
    days = [
        one["event_date"]
        for one in found["related"]["events"]["rows"]
        if one["event_date"]
    ]
    assert days == sorted(days, reverse=True) and len(days) >= 5
    assert {
        "endpoint": "PFS",
        "statistic": "hazard_ratio",
        "unit": "",
        "rows": 1,
        "drugs": 1,
    } in found["endpoints"]
    assert row["table"] == "drugs"


def test_a_plot_says_its_numbers_and_runs_nothing(ask: httpx.Client) -> None:
    drug = told(ask, "/api/tables/drugs", q="珂基奥仑赛")["rows"][0]["drug_id"]
    asked = {"endpoint": "PFS", "statistic": "hazard_ratio", "unit": "", "lang": "zh"}
    svg = ask.get(f"/api/drugs/{drug}/plot.svg", params=asked)
    assert svg.headers["content-type"] == "image/svg+xml"
    assert "0.34 (0.24 – 0.48)" in svg.text and "PFS · 风险比" in svg.text
    assert "style=" not in svg.text and "https://vega" not in svg.text
    hostile = ask.get(
        "/api/endpoints/plot.svg",
        params={"endpoint": EVIL, "statistic": "rate", "unit": "%"},
    )
    assert hostile.status_code == 200
    assert (
        "<script" not in hostile.text
        and "<img" not in hostile.text
        and "&lt;script&gt;" in hostile.text
    )
    assert (
        ask.get("/api/endpoints/plot.svg", params=asked | {"endpoint": "x"}).status_code
        == 404
    )


# --- what is refused


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.2", "evil.example:80"]
)
def test_another_host_is_refused(ask: httpx.Client, host: str) -> None:
    for path in ("/", "/api/overview", "/static/app.js"):
        answer = ask.get(path, headers={"host": host})
        assert answer.status_code == 421 and "pharma" not in answer.text


def test_the_port_is_part_of_the_name(ask: httpx.Client) -> None:
    port = ask.base_url.port or 0
    assert ask.get("/", headers={"host": f"localhost:{port}"}).status_code == 200
    for host in ("localhost", f"127.0.0.1:{port + 1}"):
        assert ask.get("/", headers={"host": host}).status_code == 421


def test_a_path_is_not_followed_upwards(ask: httpx.Client) -> None:
    asked = HTTPConnection("127.0.0.1", ask.base_url.port)
    with closing(asked):  # httpx would follow the dots itself
        asked.request("GET", "/static/../server.py")
        assert asked.getresponse().status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_but_reading_is_answered(ask: httpx.Client, method: str) -> None:
    assert ask.request(method, "/api/overview").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py", "/static/..%2fserver.py", "/static/%2e%2e/%2e%2e/tables.py", "/static//etc/passwd",
        "/static/__init__.py", "/api/documents/..%2f..%2fetc%2fpasswd/pages/1.png", "/api/documents/feedfeedfeedfeed/pages/1.png",
        "/api/documents/nhsa_form_printed.pdf", "/api/tables/..%2fdrugs", "/api/tables/sqlite_master", "/api/tables/drugs;--", "/api/tables/drugs%22--/choices", "/api/tables/drugs%22--/rows/@1",
        "/api/tables/drugs/rows/@-1", "/api/tables/drugs/rows/@99999999999999999999", "/api/tables/problems/rows/x", "/api/drugs/none",
    ],
)  # fmt: skip
def test_no_other_file_or_row_has_an_address(ask: httpx.Client, path: str) -> None:
    answer = ask.get(path)
    assert answer.status_code == 404
    assert "import" not in answer.text and "root:" not in answer.text


@pytest.mark.parametrize(
    "params",
    [
        {"sort": "generic_name; DROP TABLE drugs"},
        {"sort": "text"},
        {"where.x": "1"},
        {'where."drug_id" OR 1=1 --': "1"},
    ],
)
def test_only_declared_columns_are_columns(
    ask: httpx.Client, params: dict[str, str]
) -> None:
    answer = ask.get("/api/tables/drugs", params=params)
    assert answer.status_code == 404 and "has no column" in answer.json()["error"]


@pytest.mark.parametrize(
    "words", ["' OR '1'='1", "'; DROP VIEW drugs; --", '" OR 1=1', "\\", "$1", "?"]
)
def test_what_is_searched_for_is_only_compared(ask: httpx.Client, words: str) -> None:
    assert told(ask, "/api/tables/drugs", **{"where.drug_id": words})["total"] == 0
    assert told(ask, "/api/tables/drugs", q=words)["total"] == 0
    assert told(ask, "/api/tables/drugs")["total"] > 0


@pytest.mark.parametrize(
    "params", [{"offset": "-1"}, {"offset": "1e9"}, {"limit": "x"}, {"offset": "９"}]
)
def test_a_number_is_a_number(ask: httpx.Client, params: dict[str, str]) -> None:
    assert ask.get("/api/tables/drugs", params=params).status_code == 400


def test_a_page_has_an_end(ask: httpx.Client) -> None:
    assert len(told(ask, "/api/tables/evidence", limit=999999)["rows"]) == 200


def test_the_page_may_load_nothing_from_elsewhere(ask: httpx.Client) -> None:
    for path in ("/", "/static/app.js", "/api/overview", "/api/tables/none"):
        headers = ask.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith(
            "default-src 'none'; script-src 'self'; style-src 'self';"
        )
        assert "unsafe" not in policy and "http" not in policy and "*" not in policy
        assert headers["x-content-type-options"] == "nosniff"
    page = ask.get("/").text
    assert (
        "http:" not in page
        and "https:" not in page
        and "<style" not in page
        and " on" not in page
    )


# --- nothing there


def test_tables_without_a_row_are_tables_all_the_same(bare: httpx.Client) -> None:
    found = told(bare, "/api/overview")
    assert {one["rows"] for one in found["tables"]} == {0}
    assert found["documents"] == found["problems"] == found["aside"] == []
    assert told(bare, "/api/coverage") == {"counted": 0, "of": 0, "types": []}
    assert told(bare, "/api/repairs") == told(bare, "/api/endpoints") == []
    for name in TABLE:
        assert (
            told(
                bare,
                f"/api/tables/{name}",
                q="x",
                sort="doc_id" if name != "runs" else "",
            )["rows"]
            == []
        )
    assert bare.get("/api/documents/feedfeedfeedfeed").status_code == 404


def test_answers_are_json_that_any_reader_takes(ask: httpx.Client) -> None:
    page = ask.get("/api/tables/runs").content
    json.loads(page, parse_constant=lambda name: pytest.fail(name))
