"""What follows from the declared tables, for every one of them."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest

from normalize.column import columns_of, table_of
from normalize.parquet import read_table, write_table
from normalize.schema import (
    arrow_schema,
    data_package,
    described,
    dictionary,
    type_name,
)
from normalize.tables import TABLES

TABLES_MD = Path(__file__).resolve().parent.parent / "docs" / "tables.md"
each_table = pytest.mark.parametrize("cls", TABLES, ids=lambda cls: table_of(cls).name)


def test_the_dictionary_in_docs_is_current() -> None:
    assert TABLES_MD.read_text("utf-8") == dictionary(), (
        "the tables have changed; write the dictionary anew: "
        "python -m extract schema --markdown > docs/tables.md"
    )


@each_table
def test_an_empty_table_has_all_its_columns(cls: type, tmp_path: Path) -> None:
    path = write_table(cls, [], tmp_path)
    assert pq.read_schema(path).names == [column.name for column in columns_of(cls)]
    assert read_table(cls, tmp_path) == []


@each_table
def test_labels_and_units_travel_with_the_table(cls: type, tmp_path: Path) -> None:
    schema = pq.read_schema(write_table(cls, [], tmp_path))
    assert schema.metadata[b"label"].decode() == table_of(cls).label
    for column in columns_of(cls):
        metadata = schema.field(column.name).metadata
        assert metadata[b"label"].decode() == column.label
        assert metadata[b"meaning"].decode() == column.meaning
        assert metadata.get(b"unit", b"").decode() == column.unit


@each_table
def test_the_dictionary_describes_every_column(cls: type) -> None:
    text = described(cls)
    assert text.startswith(f"## {table_of(cls).name} · {table_of(cls).label}")
    for column in columns_of(cls):
        assert f"| `{column.name}` | {column.label} | {type_name(column.type)}" in text


@each_table
def test_rows_belong_to_a_document(cls: type) -> None:
    roles = {column.role for column in columns_of(cls)}
    assert "doc" in roles or table_of(cls).name == "runs"


@each_table
def test_columns_named_by_others_exist(cls: type) -> None:
    names = {column.name for column in columns_of(cls)}
    assert names.issuperset(table_of(cls).key)
    assert names.issuperset(name for column in columns_of(cls) for name in column.also)
    assert {"", *names}.issuperset(column.of for column in columns_of(cls))
    assert table_of(cls).span_of in {"", *names}


@each_table
def test_what_qualifies_a_column_stands_behind_it(cls: type) -> None:
    """The merge asks first who speaks for the price, then for its unit."""
    names = [column.name for column in columns_of(cls)]
    of = [(names.index(c.of), names.index(c.name)) for c in columns_of(cls) if c.of]
    assert all(qualified < own for qualified, own in of)


def test_siblings_of_a_date_or_a_sum_qualify_it() -> None:
    for cls in TABLES:
        of = {column.name: column.of for column in columns_of(cls)}
        for column in columns_of(cls):
            assert {of[name] for name in column.also} <= {column.name}


def test_references_lead_to_tables_with_that_id() -> None:
    ids = {
        table_of(cls).name: [c.name for c in columns_of(cls) if c.role == "id"]
        for cls in TABLES
    }
    refs = [c for cls in TABLES for c in columns_of(cls) if c.ref]
    assert all(c.name.endswith(*ids[c.ref]) for c in refs)
    assert {c.ref for c in refs} == {
        "drugs", "trials", "filings", "policies", "entities"
    }  # fmt: skip


def test_a_foreign_key_names_the_column_that_it_leads_to() -> None:
    resources = {resource["name"]: resource for resource in data_package()["resources"]}
    keys = resources["citations"]["schema"]["foreignKeys"]
    assert [(key["fields"], key["reference"]["fields"]) for key in keys] == [
        ("citing_policy_id", "policy_id"), ("policy_id", "policy_id"),
    ]  # fmt: skip


@each_table
def test_a_moment_reads_back_as_the_same_moment(cls: type, tmp_path: Path) -> None:
    at = datetime(2024, 7, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    blank = dict.fromkeys(column.name for column in columns_of(cls))
    times = {c.name: at for c in columns_of(cls) if c.type is datetime}
    write_table(cls, [blank | times], tmp_path)
    [row] = read_table(cls, tmp_path)
    assert row == blank | times
    assert all(row[name].utcoffset() == at.utcoffset() for name in times)


def test_the_data_package_holds_every_table() -> None:
    resources = {r["name"]: r for r in data_package()["resources"]}
    assert list(resources) == [table_of(cls).name for cls in TABLES]
    assert resources["drugs"]["schema"]["primaryKey"] == ["drug_id"]
    assert resources["patents"]["schema"]["foreignKeys"] == [
        {
            "fields": "drug_id",
            "reference": {"resource": "drugs", "fields": "drug_id"},
        }
    ]


def test_types_are_those_of_the_contract() -> None:
    types = {
        f"{table_of(cls).name}.{field.name}": str(field.type)
        for cls in TABLES
        for field in arrow_schema(cls)
    }
    assert types["drugs.first_launch_china"] == "date32[day]"
    assert types["drugs.price"] == "decimal128(20, 4)"
    assert types["drugs.aliases"] == "list<item: string>"
    assert types["documents.published_at"] == "timestamp[s, tz=Asia/Shanghai]"
    assert types["policies.is_full_text"] == "bool"
