"""The table of entities, the mentions that point at it, and what may be one."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.inputs import Input
from extract.one import extract_file
from normalize.column import columns_of
from normalize.draft import Draft
from normalize.entities.companies import fullest
from normalize.entities.described import describe
from normalize.entities.offices import spell_out
from normalize.entities.quoted import mention_cells
from normalize.entities.traits import traits
from normalize.merge import merge
from normalize.rows import Row, Rows
from normalize.tables import DocumentRow, Drug, Mention
from tests.checking import broken
from tests.drafting import Page

HERE = Path(__file__).parent
RAW = HERE.parent / "data" / "raw"
NEWS = HERE / "fixtures" / "variants"


def documents() -> list[Rows]:
    """A form, a notice and news of the samples, and some fixtures, as read."""
    files = sorted(RAW.glob("*.txt")) + sorted(NEWS.glob("*.txt"))[:6]
    return [extract_file(Input(file, file.name)) for file in files]


@pytest.fixture(scope="module")
def read() -> list[Rows]:
    return documents()


@pytest.fixture(scope="module")
def tables(read: list[Rows]) -> Rows:
    return merge(read)


# --- mentions and entities of real pages


def test_every_mention_leads_to_an_entity_and_counts_once(tables: Rows) -> None:
    ids = [row["entity_id"] for row in tables["entities"]]
    assert len(ids) == len(set(ids))
    for row in tables["entities"]:
        own = [m for m in tables["mentions"] if m["entity_id"] == row["entity_id"]]
        assert row["n_mentions"] == len(own) > 0
        assert row["doc_ids"] == sorted({m["doc_id"] for m in own})
        assert {m["entity_type"] for m in own} == {row["entity_type"]}
    assert {m["entity_id"] for m in tables["mentions"]} == set(ids)


def test_no_words_are_two_entities_but_in_the_title_of_a_policy(tables: Rows) -> None:
    for doc_id in {row["doc_id"] for row in tables["documents"]}:
        spans = sorted(
            (m["start"], m["end"])
            for m in tables["mentions"]
            if m["doc_id"] == doc_id and m["entity_type"] != "policy"
        )
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_forms_notices_and_news_all_mention_what_they_name(tables: Rows) -> None:
    kinds: dict[str, set[str]] = {}
    sources = {row["doc_id"]: row["source_type"] for row in tables["documents"]}
    for mention in tables["mentions"]:
        kinds.setdefault(sources[mention["doc_id"]], set()).add(mention["entity_type"])
    assert kinds["nhsa_form"] >= {"drug", "company", "disease"}
    assert kinds["notice"] >= {"agency", "place", "policy"}
    assert kinds["news"] >= {"drug", "company", "agency", "disease", "place"}


def test_every_drug_of_a_form_is_mentioned(tables: Rows) -> None:
    mentioned = {m["entity_id"] for m in tables["mentions"]}
    assert {row["drug_id"] for row in tables["drugs"]} <= mentioned


@settings(max_examples=8, deadline=None)
@given(st.permutations(range(9)))
def test_the_order_of_documents_changes_nothing(order: list[int]) -> None:
    read = _read_once()
    names = ("entities", "drugs", "policies", "mentions", "problems")
    expected = merge(_copied(read))
    found = merge(_copied([read[i] for i in order if i < len(read)] + read[9:]))
    assert {name: _sorted(found[name]) for name in names} == {
        name: _sorted(expected[name]) for name in names
    }


def _read_once(kept: list[list[Rows]] = []) -> list[Rows]:  # noqa: B006 - a cache
    if not kept:
        kept.append(documents())
    return kept[0]


def _copied(results: list[Rows]) -> list[Rows]:
    """Merging renames ids in the rows it is given."""
    return [
        {name: [dict(row) for row in rows] for name, rows in tables.items()}
        for tables in results
    ]


def _sorted(rows: list[Row]) -> list[str]:
    return sorted(str(sorted(row.items(), key=lambda item: item[0])) for row in rows)


# --- what cells name


def test_what_only_its_cell_gives_away_is_mentioned_too() -> None:
    page = Page("某物\nExample Pharma AG\n某物")
    lines = list(page.document.lines())
    drug = Draft(Drug, generic_name=lines[0], company=lines[1])
    rows = page.typed(Draft(DocumentRow), drug)
    rows["documents"][0] |= {"path": "a", "source_type": "nhsa_form", "status": "ok"}
    mention_cells(rows)
    tables = merge([rows])
    [one] = tables["drugs"]
    told = [(m["entity_type"], m["text"], m["start"]) for m in tables["mentions"]]
    assert told == [("drug", "某物", 0), ("company", "Example Pharma AG", 3)]
    assert tables["mentions"][0]["entity_id"] == one["drug_id"]
    assert not [p for p in broken(tables, 1) if "runs" not in p]


# --- what an entity's name tells


def mention(kind: str, name: str, text: str, doc_id: str = "d") -> Row:
    given = {"doc_id": doc_id, "entity_type": kind, "name": name, "text": text}
    return dict.fromkeys(column.name for column in columns_of(Mention)) | given


def described(*mentions: Row, firms: dict[str, str] | None = None) -> list[Row]:
    tables: dict[str, list[Row]] = {
        "mentions": [*mentions], "drugs": [], "policies": [], "entities": []
    }  # fmt: skip
    describe(tables, firms or {}, ())
    return tables["entities"]


def test_an_office_with_its_names_of_all_times() -> None:
    name = "国家药品监督管理局"
    [row] = described(
        mention("agency", name, "国家食药监总局", "a"),
        mention("agency", name, "NMPA", "b"),
    )
    assert (row["name"], row["aliases"]) == (name, ["NMPA", "国家食药监总局"])
    assert (row["level"], row["region"], row["region_code"]) == (
        "national",
        "中国",
        "CN",
    )
    assert row["former_names"][0] == {
        "name": "国家食品药品监督管理总局",
        "until": date(2018, 3, 17),
        "source": "agency_former.tsv",
    }
    assert row["doc_ids"] == ["a", "b"]


@pytest.mark.parametrize(
    ("kind", "name", "level", "region", "code"),
    [
        ("agency", "浙江省卫生健康委员会", "provincial", "浙江省", "330000"),
        ("agency", "杭州市医疗保障局", "city", "杭州市", "330100"),
        ("agency", "海宁市医疗保障局", "county", "海宁市", "330481"),
        ("agency", "美国食品药品监督管理局", "national", "美国", "US"),
        ("agency", "日本医药品医疗器械综合机构", "national", "日本", "JP"),
        ("agency", "欧洲药品管理局", "international", "欧盟", "EU"),
        ("agency", "世界卫生组织", "international", None, None),
        ("agency", "台湾卫生福利部食品药物管理署", "provincial", "台湾", "710000"),
        ("agency", "某某办公室", None, None, None),
        ("place", "330100", "city", "杭州市", "330100"),
        ("place", "JP", "national", "日本", "JP"),
        ("place", "EU", "international", "欧盟", "EU"),
        ("disease", "示例病", None, None, None),
    ],
)
def test_level_and_place(
    kind: str, name: str, level: str | None, region: str | None, code: str | None
) -> None:
    told = traits(kind, name, [])
    assert (told.level, told.region, told.region_code) == (level, region, code)


def test_a_firm_limited_by_shares_was_limited_before() -> None:
    before, now = "浙江示例药业有限公司", "浙江示例药业股份有限公司"
    firms = dict.fromkeys((before, now, "示例药业"), "浙江示例药业")
    [row] = described(
        *(mention("company", name, name) for name in (before, now, "示例药业")),
        firms=firms,
    )
    assert (row["name"], row["legal_form"]) == (now, "股份有限公司")
    assert row["aliases"] == ["浙江示例药业有限公司", "示例药业"]
    assert [former["name"] for former in row["former_names"]] == [before]
    assert (row["region"], row["region_code"]) == ("浙江省", "330000")


def test_the_fullest_name_of_a_firm_leads() -> None:
    assert fullest(["三九医药股份有限公司", "华润三九医药股份有限公司"]) == (
        "华润三九医药股份有限公司"
    )
    assert fullest(["示例公司", "示例有限公司", "示例"]) == "示例有限公司"


def test_a_disease_in_the_words_of_taiwan_is_the_same() -> None:
    rows = described(
        mention("disease", "摄护腺癌", "摄护腺癌"), mention("disease", "前列腺癌", "前列腺癌")
    )  # fmt: skip
    assert len(rows) == 1


# --- offices named by their level


@pytest.mark.parametrize(
    ("names", "last"),
    [
        (["浙江省药品监督管理局", "省医疗保障局"], "浙江省医疗保障局"),
        (["杭州市医疗保障局", "省药品监督管理局"], "浙江省药品监督管理局"),
        (["杭州市医疗保障局", "市财政局"], "杭州市财政局"),
        (["天津海关", "市财政局"], "天津市财政局"),
        (["宁夏回族自治区财政厅", "自治区科学技术厅"], "宁夏回族自治区科学技术厅"),
        # of which of the two; a city is not told by its province; no one is named
        (["浙江省药品监督管理局", "江西省财政厅", "省医疗保障局"], "省医疗保障局"),
        (["浙江省药品监督管理局", "市财政局"], "市财政局"),
        (["国家药品监督管理局", "省财政厅"], "省财政厅"),
    ],
)
def test_which_province_is_meant(names: list[str], last: str) -> None:
    mentions = [mention("agency", name, name) for name in names]
    spell_out({"mentions": mentions, "policies": []})
    assert mentions[-1]["name"] == last


def test_the_region_of_the_policy_goes_before() -> None:
    policy = {"doc_id": "d", "is_full_text": True, "region": "江西省"}
    vague = mention("agency", "省财政厅", "省财政厅")
    other = mention("agency", "浙江省财政厅", "浙江省财政厅")
    spell_out({"mentions": [other, vague], "policies": [policy]})
    assert vague["name"] == "江西省财政厅"
