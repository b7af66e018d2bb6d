"""What may be one, for a person to decide; and what is surely two."""

from collections.abc import Iterator
from typing import Any

import pytest

from normalize.entities.named import BLANK
from normalize.entities.suggestions import company_suggestions, drug_suggestions
from normalize.rows import Row


def drugs(*cells: dict[str, Any]) -> list[Row]:
    ids = ({"drug_id": str(i), "doc_id": "d"} for i in range(len(cells)))
    return [{**BLANK, **own, **row} for own, row in zip(ids, cells, strict=True)]


def named(name: str, holder: str | None = None, **cells: Any) -> dict[str, Any]:
    return {"generic_name": name, "holder": holder} | cells


@pytest.mark.parametrize(
    "two",
    [
        (named("示例仑赛注射液", "甲公司"), named("示例伦赛注射液", "甲公司")),
        (named("示例片", "示例生物科技有限公司"), named("示例片", "示列生物科技有限公司")),
        (named("示例片", "示例生物（天津）有限公司"), named("示例片", "示例生物有限公司")),
        (named("示例仑赛", "甲公司", english_name="Examplecel"), named("范例仑赛", "乙公司", english_name="examplecel")),
    ],
)  # fmt: skip
def test_drugs_that_may_be_one(two: tuple[dict[str, Any], ...]) -> None:
    [row] = drug_suggestions(drugs(*two), [])
    assert (row["code"], row["severity"]) == ("maybe_same_drug", "info")


@pytest.mark.parametrize(
    "two",
    [
        (named("示例片", "甲公司"), named("示例片", "乙公司")),
        (named("示例替尼片", "甲公司"), named("示例替尼胶囊", "甲公司")),
        (named("示例替尼片", "甲公司"), named("示例替米片", "乙公司")),
        (named("左示例沙星片", "甲公司"), named("右示例沙星片", "甲公司")),
        (named("示例1型片", "甲公司"), named("示例2型片", "甲公司")),
        (named("示例片"), named("范例片")),
        (named("示例片", "甲公司", catalog_code="X"), named("示例片", "乙公司", catalog_code="X")),
    ],
)  # fmt: skip
def test_drugs_that_are_surely_two(two: tuple[dict[str, Any], ...]) -> None:
    assert drug_suggestions(drugs(*two), []) == []


def firms(*names: str) -> Iterator[Row]:
    for name in names:
        own = {"entity_type": "company", "entity_id": name, "name": name}
        yield own | {"doc_id": "d"}


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (["示例生物科技有限公司", "示列生物科技有限公司"], 1),
        (["示例生物（天津）有限公司", "示例生物（上海）有限公司"], 1),
        (["示例健康", "示例健康甲有限公司", "示例健康乙有限公司"], 2),
        (["甲公司", "乙公司"], 0),
        (["浙江省示例有限公司", "江苏省范例有限公司"], 0),
        (["示例一号有限公司", "范例二号有限公司"], 0),
    ],
)
def test_companies_that_may_be_one(names: list[str], count: int) -> None:
    assert len(company_suggestions(firms(*names), [])) == count


def test_suggestions_among_many_take_no_time() -> None:
    """Comparing each with each took hours for twenty thousand drugs."""
    rows = drugs(*(named(f"示例{i:05d}仑赛注射液", "甲公司") for i in range(20_000)))
    assert drug_suggestions(rows, []) == []
