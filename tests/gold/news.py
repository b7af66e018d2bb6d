"""Checks of a news page or article against its gold."""

from collections.abc import Iterator

from normalize.rows import Row, Rows
from normalize.values.plain import squash
from tests.gold.checks import Check, Gold, any_row, best_row, cell, eq, has, holds, same

EVENTS = {
    "policy_reply": ("regulator_reply",), "guideline_issued": ("policy_issued",),
    "draft_for_comment": ("policy_issued",), "patient_apheresis": ("other",),
    "patient_infusion": ("first_infusion",),
    "patient_complete_response_and_discharge": ("patient_discharged",),
    "commercial_partnership": ("partnership",), "payment_guarantee_plan": ("insurance_coverage",),
    "first_patient_discharge_reported": ("patient_discharged",), "coverage": ("other",),
    "first_prescription_province": ("first_prescription",),
    "cross_border_entry": ("customs_clearance",), "pilot_started": ("policy_issued", "other"),
    "guidance_refined": ("policy_issued", "other"),
}  # fmt: skip


def news_checks(gold: Gold, tables: Rows) -> Iterator[Check]:
    """Yield a check for every field of the gold of a news page."""
    documents = tables["documents"]
    yield cell("title", gold["title"], documents, "title")
    yield from _page(gold, documents)
    yield from _body(gold, documents[0])
    for drug in gold["drugs"]:
        yield from _drug(drug, tables["drugs"])
    for name in gold["companies"]:
        yield any_row(f"company.{name}", name, tables["mentions"],
                      eq("entity_type", "company"), has("text", name))  # fmt: skip
    for name in gold.get("agencies", ()):
        yield any_row(f"agency.{name}", name, tables["mentions"],
                      eq("entity_type", "agency"), has("text", name))  # fmt: skip
    diseases = [
        *gold.get("indications", ()),
        *([gold["indication"]] if "indication" in gold else []),
    ]
    for name in diseases:
        yield any_row(f"disease.{name}", name, tables["mentions"], eq("entity_type", "disease"),
                      lambda r, name=name: holds(r["text"], name))  # fmt: skip
    for i, event in enumerate(gold["events"]):
        yield from _event(f"event{i}.{event['event_type']}", event, tables)
    for document in gold.get("cited_documents", ()):
        yield from _cited(document, tables["citations"])
    for price in gold.get("prices", gold.get("amounts", ())):
        yield from _price(price, tables)
    for count in gold.get("counts", ()):
        yield any_row(f"count.{count['text']}", count["text"], tables["quantities"],
                      lambda r, t=count["text"]: _counts(r, t))  # fmt: skip


def _page(gold: Gold, documents: list[Row]) -> Iterator[Check]:
    for name, key in (("publisher", "source_site"), ("publisher", "source_media"),
                      ("publisher", "publisher"), ("author", "author"), ("editor", "editor"),
                      ("reporter", "reporter")):  # fmt: skip
        if key in gold:
            yield cell(key, gold[key], documents, name)
    when = gold.get("publish_datetime_local_iso", gold["publish_datetime_iso"])
    yield cell(
        "published_at", when and when.replace("T", " "), documents, "published_at"
    )
    for name in gold.get("channel", gold.get("categories", ())):
        yield Check(f"channel.{name}", name, any(
            same(name.replace("內", "内"), (part or "").replace("內", "内"))
            for part in documents[0]["channel"] or ()))  # fmt: skip


def _body(gold: Gold, document: Row) -> Iterator[Check]:
    text = squash(document["text"])
    for key in ("body_first20", "body_last20"):
        yield Check(key, gold[key], squash(gold[key]) in text)
    for words in gold.get("subheads", ()):
        yield Check(f"subhead {words}", words, squash(words) in text)
    for words in gold.get("must_not_extract", ())[1:2]:
        yield Check("must not extract", words, squash(words) not in text)
    for item in gold.get("foreign_script", ()):
        yield Check("foreign script", item["raw"], squash(item["raw"]) not in text)
    if "cleaning" in gold:
        yield Check("no county footer", "|", "县|" not in document["text"])
        yield Check(
            "no pinyin",
            "(guān)",
            "(guān)" not in document["text"] and "(zhì)" not in document["text"],
        )
        yield Check("no footer", "Copyright", "Copyright" not in document["text"])


def _drug(gold: Gold, drugs: list[Row]) -> Iterator[Check]:
    def named(row: Row) -> bool:
        names = [
            row["generic_name"],
            row["trade_name"],
            row["english_name"],
            *(row["aliases"] or ()),
        ]
        return any(same(gold["name"], name) for name in names)

    yield any_row(f"drug.{gold['name']}", gold["name"], drugs, named)
    if "brand" in gold:
        yield any_row(
            f"drug.{gold['brand']}",
            gold["brand"],
            drugs,
            named,
            eq("trade_name", gold["brand"]),
        )
    if "short" in gold:
        yield any_row(f"drug.{gold['short']}", gold["short"], drugs, named,
                      lambda row: gold["short"] in (row["aliases"] or ()))  # fmt: skip


def _event(path: str, gold: Gold, tables: Rows) -> Iterator[Check]:
    kinds = EVENTS.get(gold["event_type"], (gold["event_type"],))
    tests = {
        "type": (kinds, lambda row: row["event_type"] in kinds),
        "date": (gold["date"], eq("event_date", gold["date"])),
    }
    for key in ("actor", "actor2"):
        if key in gold:
            tests[key] = (gold[key], has("actors", gold[key]))
    if "drug" in gold:
        tests["drug"] = (
            gold["drug"],
            lambda row: holds(gold["drug"][:4], row["drug_name"]),
        )
    if "amount" in gold:
        tests["amount"] = (gold["amount"], eq("amount", gold["amount"]))
    for key in ("document", "quote", "indication", "place", "company", "object"):
        if key in gold:
            tests[key] = (gold[key], has("description", gold[key]))
    yield from best_row(path, tables["events"], tests)


def _cited(gold: Gold, citations: list[Row]) -> Iterator[Check]:
    yield any_row(
        f"cited.{gold['name'][:16]}", gold["name"], citations, eq("title", gold["name"])
    )
    if "doc_number" in gold:
        yield any_row(f"cited.{gold['doc_number']}", gold["doc_number"], citations,
                      eq("title", gold["name"]), eq("doc_number", gold["doc_number"]))  # fmt: skip


def _price(gold: Gold, tables: Rows) -> Iterator[Check]:
    if "value" not in gold:
        words = gold["ratio_text"]
        yield any_row(
            f"ratio {words}", words, tables["quantities"], has("quote", words)
        )
        return
    rows = [
        {"about": row["generic_name"], "value": row["price"]} for row in tables["drugs"]
    ] + [
        {"about": row["quote"], "value": row["value_low"]}
        for row in tables["quantities"]
    ]
    yield any_row(f"price.{gold['text']}", gold["value"], rows, eq("value", gold["value"]),
                  has("about", gold.get("drug", "")))  # fmt: skip


def _counts(row: Row, words: str) -> bool:
    digits = "".join(c for c in words if c.isdigit())
    if not digits:
        return holds(words[-6:], row["quote"])
    return same(float(digits), row["value_low"]) and holds(words[:4], row["quote"])
