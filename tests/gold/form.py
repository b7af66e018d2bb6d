"""Checks of an application form against its gold."""

from collections.abc import Iterator

from normalize.rows import Row, Rows
from tests.gold.checks import Check, Gold, any_row, best_row, cell, eq, has, same

DRUG = {
    "药品通用名称(中文、含剂型)": "generic_name", "医保药品分类与代码": "catalog_code",
    "药品类别": "category", "药品注册分类": "registration_class",
    "说明书全部注册规格": "specification", "上市许可持有人(授权企业)": "holder",
    "说明书全部适应症/功能主治": "indication", "该通用名全球首个上市国家/地区": "first_launch_country",
    "注册证号/批准文号": "approval_number", "中国大陆首次上市时间": "first_launch_china",
    "该通用名全球首次上市时间": "first_launch_global",
}  # fmt: skip
YES_NO = {
    "是否为独家": "is_exclusive", "当前是否存在专利纠纷": "patent_dispute", "是否为OTC": "is_otc",
}  # fmt: skip
FILING = {
    "所治疗疾病基本情况": "disease_background",
    "同疾病治疗领域内或同药理作用药品上市情况": "similar_drugs",
    "参照药品选择理由": "comparator_rationale", "其他情况请说明": "other_notes",
    "创新程度": "innovation", "应用创新": "application_innovation",
    "传承性（仅中成药填写）": "heritage", "所治疗疾病对公共健康的影响描述": "public_health_impact",
    "符合“保基本”原则描述": "basic_need", "弥补目录短板描述": "gap_filling",
    "临床管理难度描述": "clinical_management",
}  # fmt: skip
ENDPOINTS = {
    "MRD阴性率": ("MRD_negative", None), "中位OS": ("OS", "median"), "中位DOR": ("DOR", "median"),
    "中位RFS": ("RFS", "median"), "OS率": ("OS", None), "RFS率": ("RFS", None),
    "CR率": ("CR", None), "中位无复发生存期": ("RFS", "median"), "中位总生存期": ("OS", "median"),
}  # fmt: skip
EVENTS = {
    "突破性治疗药物": "breakthrough_designation", "孤儿药资格": "orphan_designation",
    "优先审评": "priority_review", "附条件批准上市": "conditional_approval", "批准上市": "approval",
    "优先审评资格": "priority_review", "突破性治疗药物资格": "breakthrough_designation",
}  # fmt: skip
COUNTRIES = {"US": "美国", "MO": "澳门", "SA": "沙特"}
LATEX = str.maketrans({"$": None, "\\": None, "{": None, "}": None})


def form_checks(gold: Gold, tables: Rows) -> Iterator[Check]:
    """Yield a check for every field of the gold of a form."""
    documents, drugs, filings = (tables[t] for t in ("documents", "drugs", "filings"))
    yield cell("title", gold["title"], documents, "title")
    yield any_row("publisher_mark", gold["publisher_mark"], tables["fields"] + documents,
                  lambda row: same("中国医疗保障", row.get("value") or row.get("publisher")))  # fmt: skip
    yield cell("year", gold["year"], filings, "catalog_year")
    yield cell("cover.药品名称", gold["cover"]["药品名称"], drugs, "generic_name")
    yield cell("cover.企业名称", gold["cover"]["企业名称"], drugs, "company")
    submitted = gold["declaration"]["submitted_at_iso"].replace("T", " ")
    yield cell("declaration.申报时间", submitted, filings, "applied_at")
    yield cell(
        "declaration.药品目录",
        gold["declaration"]["药品目录"],
        filings,
        "catalog_status",
    )
    yield from _eligibility(gold["eligibility_conditions"], filings)
    yield from _basic(gold["basic"], tables)
    for item in gold["epidemiology"]:
        yield _quantity(f"epidemiology.{item['what']}", item, tables["quantities"])
    yield from _comparators(gold["reference_drug"], tables)
    for trial in gold["trials"]:
        yield from _trial(trial, tables)
    yield Check("trials.count", 3, len(tables["trials"]) == len(gold["trials"]))
    for guideline in gold["guidelines"]:
        yield from _guideline(guideline, tables["recommendations"])
    yield from _review(gold["review_report"], tables)
    yield from _safety(gold["safety"], tables)
    for name in ("创新程度", "应用创新", "传承性（仅中成药填写）"):
        yield cell(
            f"innovation.{name}", gold["innovation"][name], filings, FILING[name]
        )
    for item in gold["innovation"]["application_numbers"]:
        yield _application(item, tables)
    for name, text in gold["fairness"].items():
        yield cell(f"fairness.{name}", text, filings, FILING[name])
    files = [a["file"] for row in filings for a in row["attachments"] or ()]
    for name in gold["attachments_unique"]:
        yield Check(f"attachments.{name}", name, any(same(name, f) for f in files))
    unique = gold["attachments_counts"]["unique_file_names"]
    yield Check("attachments.count", unique, len(files) == unique)
    for event in gold["events"]:
        yield from _event(event, tables["events"])


def _eligibility(gold: Gold, filings: list[Row]) -> Iterator[Check]:
    items = [item for row in filings for item in row["eligibility"] or ()]
    yield Check("eligibility.count", gold["count"], len(items) == gold["count"])
    for words in gold["items_first_words"]:
        yield any_row(
            "eligibility.item", words, [{"item": i} for i in items], has("item", words)
        )


def _basic(gold: Gold, tables: Rows) -> Iterator[Check]:
    for label, column in DRUG.items():
        yield cell(f"basic.{label}", gold[label], tables["drugs"], column)
    for label, column in YES_NO.items():
        yield Check(f"basic.{label}", gold[label],
                    any(row[column] is (gold[label] == "是") for row in tables["drugs"]))  # fmt: skip
    kinds = gold["申报目录类别"].split("、")
    yield Check(
        "basic.申报目录类别",
        kinds,
        any(r["catalog_kinds"] == kinds for r in tables["filings"]),
    )
    for label in ("所治疗疾病基本情况", "同疾病治疗领域内或同药理作用药品上市情况"):
        yield cell(f"basic.{label}", gold[label], tables["filings"], FILING[label])
    dosage = gold["说明书用法用量"].translate(LATEX)
    dosage = dosage.replace("times", "×").replace("sim", "~").replace("pm", "±")
    yield cell("basic.说明书用法用量", dosage, tables["drugs"], "dosage")
    for patent in gold["patents"]:
        yield from best_row("patent", tables["patents"], {
            "number": (patent["number"], eq("patent_number", patent["number"])),
            "title": (patent["title"], eq("title", patent["title"])),
            "expiry": (patent["expiry"], eq("expires_on", patent["expiry"])),
        })  # fmt: skip
    yield Check("patents.count", 3, len(tables["patents"]) == len(gold["patents"]))
    dose = gold["dose_normalised"]
    for name in ("recommended_cells", "tolerance_pct"):
        yield any_row(
            f"dose.{name}",
            dose[name],
            tables["quantities"],
            eq("value_low", dose[name]),
        )
    for name in ("range_cells", "range_with_tolerance_cells"):
        low, high = dose[name]
        yield any_row(f"dose.{name}", dose[name], tables["quantities"],
                      eq("value_low", low), eq("value_high", high))  # fmt: skip
    for name in ("route", "autologous", "single_use"):
        yield Check(f"dose.{name}", dose[name], False)


def _quantity(path: str, gold: Gold, rows: list[Row]) -> Check:
    value = gold["value"]
    low, high = value if isinstance(value, list) else (value, None)
    unit = "月" if gold["unit"] == "个月" else gold["unit"]
    return any_row(
        path,
        value,
        rows,
        eq("value_low", low),
        eq("value_high", high),
        has("unit", unit),
    )


def _comparators(gold: Gold, tables: Rows) -> Iterator[Check]:
    yield Check("comparators", [], not tables["comparators"])
    for label, value in zip(gold["columns"], gold["row"], strict=True):
        yield any_row(f"comparators.fields.{label}", value, tables["fields"],
                      eq("label", label), eq("value", value))  # fmt: skip
    for label in ("参照药品选择理由", "其他情况请说明"):
        yield cell(
            f"comparators.{label}", gold[label], tables["filings"], FILING[label]
        )


def _trial(gold: Gold, tables: Rows) -> Iterator[Check]:
    path = f"trial{gold['no']}"
    rows = [row for row in tables["trials"] if row["ordinal"] == gold["no"]]
    for column, key in (("design", "试验类型"), ("stage", "试验阶段"), ("result", "text"),
                        ("enrolled", "n"), ("cutoff_date", "data_cutoff_iso"),
                        ("median_follow_up_months", "median_follow_up_months"),
                        ("evidence_file", "attachment")):  # fmt: skip
        yield cell(f"{path}.{key}", gold[key], rows, column)
    yield cell(f"{path}.试验对照药品", None, rows, "comparator")
    if "follow_up_range_months" in gold:
        low, high = gold["follow_up_range_months"]
        yield any_row(f"{path}.range", [low, high], rows,
                      eq("follow_up_low_months", low), eq("follow_up_high_months", high))  # fmt: skip
    ids = {row["trial_id"] for row in rows}
    outcomes = [row for row in tables["outcomes"] if row["trial_id"] in ids]
    for outcome in gold["outcomes"]:
        assessor = (
            gold.get("assessor")
            if outcome["endpoint"] in ("ORR", "CR", "CRi")
            else None
        )
        yield from _outcome(
            path, outcome | ({"assessor": assessor} if assessor else {}), outcomes
        )
    yield Check(
        f"{path}.outcomes.count",
        len(gold["outcomes"]),
        len(outcomes) == len(gold["outcomes"]),
    )


def _outcome(path: str, gold: Gold, rows: list[Row]) -> Iterator[Check]:
    name, statistic = ENDPOINTS.get(gold["endpoint"], (gold["endpoint"], None))
    about = f"{path}.{gold['endpoint']}{gold.get('time', '')}"
    tests = {
        "endpoint": (
            name,
            lambda r: r["endpoint"] == name or same(name, r["endpoint_text"]),
        )
    }
    tests["value"] = (gold["value"], eq("value", gold["value"]))
    if statistic:
        tests["statistic"] = (statistic, eq("statistic", statistic))
    if gold.get("unit"):
        tests["unit"] = (
            gold["unit"],
            has("unit", "months" if gold["unit"] == "个月" else "%"),
        )
    if gold.get("state"):
        tests["state"] = ("未达到", eq("not_reached", True))
    if "time" in gold:
        tests["time"] = (gold["time"], lambda r: r["timepoint_text"] is not None
                         and _months(gold["time"]) == r["timepoint_months"])  # fmt: skip
    if "ci95" in gold:
        low, high = (_number(v) for v in gold["ci95"])
        tests["ci_low"] = (low, eq("ci_low", low))
        tests["ci_high"] = (high, eq("ci_high", high))
    if gold.get("assessor"):
        assessor = "investigator" if "研究者" in gold["assessor"] else "IRC"
        tests["assessor"] = (assessor, eq("assessor", assessor))
    if gold.get("estimated"):
        tests["estimated"] = (True, eq("is_estimated", True))
    if gold.get("n") or (
        gold.get("denominator") and isinstance(gold["denominator"], int)
    ):
        n = gold.get("n") or gold["denominator"]
        tests["n"] = (n, eq("n", n))
    if gold.get("numerator"):
        tests["numerator"] = (gold["numerator"], eq("n_events", gold["numerator"]))
    if isinstance(gold.get("population") or gold.get("denominator"), str):
        population = gold.get("population") or gold["denominator"]
        tests["population"] = (
            population,
            has("population", population.removeprefix("达")),
        )
    yield from best_row(about, rows, tests)


def _months(words: str) -> float:
    digits = float("".join(c for c in words if c.isdigit()))
    return digits * 12 if "年" in words else digits


def _number(value: object) -> float | None:
    return float(value.rstrip("个月")) if isinstance(value, str) else value  # type: ignore[return-value]


def _guideline(gold: Gold, rows: list[Row]) -> Iterator[Check]:
    rows = [row for row in rows if row["ordinal"] == gold["no"]]
    yield cell(f"guideline{gold['no']}.name", gold["name"], rows, "guideline")
    yield cell(f"guideline{gold['no']}.level", gold["level"], rows, "strength")
    yield cell(
        f"guideline{gold['no']}.attachment", gold["attachment"], rows, "evidence_file"
    )


def _review(gold: Gold, tables: Rows) -> Iterator[Check]:
    rows = [row for row in tables["outcomes"] if row["field"] == "cde_effectiveness"]
    for outcome in gold["outcomes"]:
        if outcome["endpoint"] == "中位随访":
            yield any_row("review.中位随访", outcome["value"], tables["quantities"] + rows,
                          lambda r: same(10.3, r.get("value", r.get("value_low"))))  # fmt: skip
        else:
            yield from _outcome("review", outcome, rows)
    yield Check("review.outcomes.count", 10, len(rows) in (10, 11))
    yield any_row("review.n", 38, tables["quantities"] + rows,
                  lambda r: same(38, r.get("n", r.get("value_low"))))  # fmt: skip
    yield any_row(
        "review.age",
        33.5,
        tables["quantities"],
        eq("value_low", gold["median_age_years"]),
    )
    for item in gold["baseline"]:
        yield any_row(f"review.baseline.{item['what']}", item["value"], tables["quantities"],
                      eq("value_low", item["value"]), has("quote", item["what"]))  # fmt: skip
    yield any_row(
        "review.attachment",
        gold["attachment"],
        tables["fields"],
        has("value", gold["attachment"]),
    )


def _safety(gold: Gold, tables: Rows) -> Iterator[Check]:
    rows = tables["adverse_events"]
    label = [row for row in rows if row["field"] == "label_safety"]
    after = [row for row in rows if row["field"] == "adverse_reactions"]
    yield any_row("safety.label_n", 39, tables["quantities"] + label,
                  lambda r: same(39, r.get("n_exposed", r.get("value_low"))))  # fmt: skip
    for term in gold["label_common_adr_ge10pct"]:
        yield any_row("safety.common", term, label, eq("term", term))
    for item in gold["aesi_grade_ge3"]:
        yield from best_row(f"safety.{item['term'][:6]}", label, {
            "term": (item["term"], has("term", item["term"].split("(")[0])),
            "rate": (item["value"], eq("rate", item["value"])),
            "grade": ("≥3级", has("grade", "3级")),
        })  # fmt: skip
    yield any_row("safety.contraindication", gold["contraindication"], tables["filings"],
                  has("label_safety", gold["contraindication"]))  # fmt: skip
    post = gold["post_marketing"]
    yield any_row("safety.n_infused", 144, tables["quantities"] + after,
                  lambda r: same(144, r.get("n_exposed", r.get("value_low"))))  # fmt: skip
    yield any_row("safety.adr_total", 52, tables["quantities"] + after,
                  lambda r: same(52, r.get("n", r.get("value_low"))))  # fmt: skip
    for item in post["adr"]:
        yield from best_row(f"safety.post.{item['term'][:8]}", after, {
            "term": (item["term"], has("term", item["term"].split("(")[0])),
            "n": (item["count"], eq("n", item["count"])),
            "rate": (item["pct"], eq("rate", item["pct"])),
        })  # fmt: skip
    for term, grades in (("CRS", post["crs_grades"]), ("ICANS", post["icans_grades"])):
        for grade, n in grades.items():
            yield any_row(f"safety.{term}.{grade}级", n, after,
                          has("term", term), has("grade", f"{grade}级"), eq("n", n))  # fmt: skip


def _application(gold: Gold, tables: Rows) -> Check:
    rows = [r for r in tables["outcomes"] + tables["adverse_events"]
            if r["field"] == "application_innovation"]  # fmt: skip

    def value(row: Row) -> bool:
        return same(gold["value"], row.get("value", row.get("rate")))

    if "versus" in gold:
        return any_row(f"application.{gold['what']}{gold['versus']}", gold["value"], rows, value,
                       lambda r: same(gold["versus"], r.get("versus")))  # fmt: skip
    return any_row(f"application.{gold['what']}", gold["value"], rows, value)


def _event(gold: Gold, rows: list[Row]) -> Iterator[Check]:
    kind = EVENTS[gold["type"]]
    tests = {
        "type": (kind, eq("event_type", kind)),
        "date": (gold["date"], eq("event_date", gold["date"])),
    }
    if gold["actor"]:
        tests["actor"] = (gold["actor"], has("actors", gold["actor"]))
    if gold["country"] in COUNTRIES:
        tests["country"] = (gold["country"], has("region", COUNTRIES[gold["country"]]))
    if "drug" in gold:
        tests["drug"] = (gold["drug"], has("drug_name", gold["drug"].rstrip("®")))
    yield from best_row(f"event.{gold['type']}.{gold['date']}", rows, tests)
