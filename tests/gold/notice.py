"""Checks of a notice against its gold."""

from collections.abc import Iterator

from normalize.rows import Row, Rows
from normalize.values.plain import squash
from tests.gold.checks import Check, Gold, any_row, best_row, cell, eq, has, same


def notice_checks(gold: Gold, tables: Rows) -> Iterator[Check]:
    """Yield a check for every field of the gold of a notice."""
    policies = [row for row in tables["policies"] if row["is_full_text"]]
    yield Check("one policy", 1, len(policies) == 1)
    yield cell("title", gold["title"], policies, "title")
    yield cell("documents.title", gold["title"], tables["documents"], "title")
    yield cell("kind", gold["kind"], policies, "doc_type")
    yield cell("doc_number", gold["doc_number"], policies, "doc_number")
    agencies = gold["issuing_agencies"]
    yield Check(
        "agencies", agencies, any(row["agencies"] == agencies for row in policies)
    )
    yield cell("addressees", gold["addressees"], policies, "addressees")
    yield cell("region", gold["region"], policies, "region")
    yield cell("region_code", gold["region_code"], policies, "region_code")
    yield cell("level", "provincial", policies, "level")
    yield cell("issued_on", gold["publish_date_iso"], policies, "issued_on")
    yield cell("apply_from", gold["application_window"]["from"], policies, "apply_from")
    yield cell("apply_to", gold["application_window"]["to"], policies, "apply_to")
    yield cell("effective_on", gold["effective_date_iso"], policies, "effective_on")
    yield from _attachments(gold, policies)
    yield from _contacts(gold, policies)
    for title in gold["cited_documents"]:
        yield any_row(
            f"cited.{title[:12]}", title, tables["citations"], eq("title", title)
        )
    yield from _provisions(gold, tables["provisions"])
    yield from _criteria(gold["scoring_table"], tables["criteria"])
    yield from _end(gold["end_of_document"], tables)


def _attachments(gold: Gold, policies: list[Row]) -> Iterator[Check]:
    printed = [item for row in policies for item in row["attachments"] or ()]
    for item in gold["attachments"] + gold["nested_attachments_of_1"]:
        yield any_row(f"attachment {item['no']}", item["title"], printed,
                      eq("ordinal", item["no"]), eq("title", item["title"]))  # fmt: skip
    expected = len(gold["attachments"] + gold["nested_attachments_of_1"])
    yield Check("attachments.count", expected, len(printed) == expected)


def _contacts(gold: Gold, policies: list[Row]) -> Iterator[Check]:
    contacts = [item for row in policies for item in row["contacts"] or ()]
    for item in gold["contacts"]:
        yield from best_row(f"contact.{item['name']}", contacts, {
            "agency": (item["agency"], eq("agency", item["agency"])),
            "person": (item["name"], eq("person", item["name"])),
            "phone": (item["phone"], has("phone", item["phone"])),
        })  # fmt: skip
    yield any_row("email", gold["email"], contacts, eq("email", gold["email"]))


def _provisions(gold: Gold, rows: list[Row]) -> Iterator[Check]:
    own = [row for row in rows if row["part"] is None]
    for heading in gold["sections_of_notice"] + gold["support_measures"]:
        words = squash(heading).split(",")[-1].split(")")[-1]
        yield any_row(f"provision {heading}", heading, own, has("heading", words))
    paths = {row["path"] for row in own}
    for path in ("三/(一)/1", "三/(一)/3", "三/(三)/2"):
        yield Check(f"path {path}", path, path in paths)
    exclusions = [row for row in rows if row["kind"] == "exclusion"]
    items = [row for row in exclusions if row["path"] and row["path"].count("/") == 2]
    yield Check(
        "exclusion items",
        gold["veto_items_count"],
        len(items) == gold["veto_items_count"],
    )


def _criteria(gold: Gold, rows: list[Row]) -> Iterator[Check]:
    tables = {row["attachment"] for row in rows}
    yield Check("scoring tables", 2, len(tables) == 2)
    for attachment in sorted(tables, key=str):
        own = [row for row in rows if row["attachment"] == attachment]
        for block in gold["blocks"]:
            name = squash(block["name"])[-7:]
            points = [
                row["points"] for row in own if name in squash(row["section"] or "")
            ]
            yield Check(f"{attachment}.{block['name']}", block["items"],
                        points == block["items"] and sum(points) == block["points"])  # fmt: skip


def _end(gold: Gold, tables: Rows) -> Iterator[Check]:
    text = tables["documents"][0]["text"]
    yield Check(
        "last line",
        gold["last_real_line"],
        squash(text).endswith(squash(gold["last_real_line"])),
    )
    spam = [row for row in tables["repairs"] if "spam" in row["rule"]]
    removed = [
        line for row in spam for line in row["before"].split("\n") if line.strip()
    ]
    yield Check(
        "advert lines",
        gold["advert_lines_after"],
        len(removed) == gold["advert_lines_after"],
    )
    yield Check("first advert", gold["first_advert_line"],
                bool(removed) and same(gold["first_advert_line"], removed[0]))  # fmt: skip
