"""The real notice among the seeds, against its gold."""

import json
from pathlib import Path
from typing import Any

import pytest

from extract.readers.plain import read
from normalize.document import Document
from normalize.repairs import repair_all
from normalize.tables import Citation, Criterion, Policy, Provision
from normalize.values.plain import squash
from parsers import notice
from tests.notices import doubts, drafts


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, Any]:
    file = shared / "corpora" / "gold" / "seed_001_shanxi_notice.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def seed(shared: Path) -> Document:
    return repaired(shared, "001")


def repaired(shared: Path, number: str) -> Document:
    file = next((shared / "seeds").glob(f"{number}_*.txt"))
    document = read(file.read_text("utf-8"), file.name)
    return document.repaired(repair_all(document.text)[0])


def test_policy(seed: Document, gold: dict[str, Any]) -> None:
    policy = drafts(seed, Policy)[0]
    assert squash(str(policy["title"])) == squash(gold["title"])
    assert policy["agencies"] == gold["issuing_agencies"]
    assert squash(str(policy["addressees"])) == squash(gold["addressees"])
    assert policy["issued_on"] == gold["publish_date_text"]
    assert (policy["apply_from"], policy["apply_to"]) == ("2025-06-30", "2025-07-15")
    assert (policy["region_code"], policy["level"]) == ("140000", "provincial")
    assert "doc_number" not in policy and "effective_on" not in policy
    assert doubts(seed) == ["title_recovered"]


def test_attachments_and_contacts(seed: Document, gold: dict[str, Any]) -> None:
    policy: Any = drafts(seed, Policy)[0]
    expected = gold["attachments"] + gold["nested_attachments_of_1"]
    assert [(a["ordinal"], a["title"]) for a in policy["attachments"]] == [
        (each["no"], each["title"]) for each in expected
    ]
    assert [(c["agency"], c["person"], c["phone"]) for c in policy["contacts"]] == [
        (each["agency"], each["name"], each["phone"]) for each in gold["contacts"]
    ]
    assert policy["contacts"][0]["email"] == gold["email"]


def test_provisions(seed: Document, gold: dict[str, Any]) -> None:
    rows = drafts(seed, Provision)
    own = [row for row in rows if "part" not in row]
    paths = [row["path"] for row in own]
    assert paths == [
        "一", "二", "三", "三/(一)", "三/(一)/1", "三/(一)/1/(1)", "三/(一)/1/(2)",
        "三/(一)/1/(3)", "三/(一)/2", "三/(一)/2/(1)", "三/(一)/2/(2)", "三/(一)/2/(3)",
        "三/(一)/3", "三/(二)", "三/(二)/1", "三/(二)/2", "三/(二)/3", "三/(三)", "三/(三)/1", "三/(三)/2", "四",
    ]  # fmt: skip
    assert {row["kind"] for row in own if str(row["path"]).startswith("三")} == {
        "support"
    }
    vetoes = [
        row
        for row in rows
        if row["kind"] == "exclusion" and str(row["path"]).count("/") == 2
    ]
    assert len(vetoes) == gold["veto_items_count"]
    assert {row["part"] for row in rows if "part" in row} == {"附件1"}


def test_criteria(seed: Document, gold: dict[str, Any]) -> None:
    rows = drafts(seed, Criterion)
    for attachment in ("附表2", "附件2"):
        for block in gold["scoring_table"]["blocks"]:
            name = squash(block["name"])[-6:]
            points = [
                float(str(row["points"]))
                for row in rows
                if row["attachment"] == attachment and name in str(row["section"])
            ]
            assert points == block["items"]
            assert sum(points) == block["points"]
    assert len(rows) == 40


def test_citations(seed: Document, gold: dict[str, Any]) -> None:
    assert [row["title"] for row in drafts(seed, Citation)] == gold["cited_documents"]


@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_the_other_seeds_are_no_notices(shared: Path, number: str) -> None:
    assert not notice.recognizes(repaired(shared, number))
