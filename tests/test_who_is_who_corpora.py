"""Who is who in small corpora: whole files go in, the answers were written first.

Whatever a corpus holds: the tables pass the checks, every cell is proved, and neither
the order nor the names of the files matter.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

from extract.decisions import parse
from extract.inputs import Input
from extract.one import extract_file
from extract.snapshot import locked
from extract.verify import verify
from normalize.entities.decided import Decision
from normalize.merge import merge
from normalize.rows import Row, Rows
from tests import forms
from tests.checking import broken, publish_rows

Corpus = Callable[..., Rows]
HEAD = "decision,entity_type,one,other,reason,decided_by,decided_on"


def read(folder: Path, files: Mapping[str, str], renamed: bool = False) -> list[Rows]:
    results = []
    for i, (name, content) in enumerate(files.items()):
        path = folder / (f"{9 - i}{Path(name).suffix}" if renamed else name)
        path.write_text(content, "utf-8")
        results.append(extract_file(Input(path, path.name)))
    return results


def without_paths(tables: Rows) -> Rows:
    cut = ("path", "duplicate_of", "seconds", "run_id", "loaded_at")
    bare = [{k: v for k, v in r.items() if k not in cut} for r in tables["documents"]]
    return tables | {"documents": sorted(bare, key=lambda row: str(row["doc_id"]))}


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Merge files; prove every cell; do it again in another order, named otherwise."""

    def merged(files: Mapping[str, str], decisions: Sequence[str] = ()) -> Rows:
        ruled: list[Decision] = parse("\n".join([HEAD, *decisions]), "test.csv")
        raw, again, out = (tmp_path / name for name in ("raw", "again", "out"))
        raw.mkdir()
        again.mkdir()
        tables = merge(read(raw, files), ruled)
        other = merge(reversed(read(again, files, renamed=True)), ruled)
        assert without_paths(tables) == without_paths(other)
        assert merge(read(raw, files), ruled) == tables
        faults = broken(tables, len(files))
        assert [line for line in faults if not line.startswith("runs:")] == []
        with locked(out):
            publish_rows(tables, out)
        assert list(verify(raw, out).failures) == []
        return tables

    return merged


# --- what is asked of the tables


def cells(rows: Sequence[Row], *columns: str) -> list[tuple[Any, ...]]:
    return sorted((tuple(row[c] for c in columns) for row in rows), key=str)


def ids(tables: Rows) -> dict[str, str]:
    """The id of each document by the name of its file."""
    return {row["path"]: row["doc_id"] for row in tables["documents"]}


def copies(tables: Rows) -> dict[str, str]:
    """The leader of each copy, by file."""
    names = {row["doc_id"]: row["path"] for row in tables["documents"]}
    copied = (row for row in tables["documents"] if row["copy_of"])
    return {row["path"]: names[row["copy_of"]] for row in copied}


def told(tables: Rows, *codes: str) -> list[str]:
    return sorted(r["code"] for r in tables["problems"] if r["code"] in codes)


def messages(tables: Rows, code: str) -> list[str]:
    return [row["message"] for row in tables["problems"] if row["code"] == code]


def drugs_named(tables: Rows, name: str) -> list[Row]:
    return [row for row in tables["drugs"] if row["generic_name"] == name]


def entity(tables: Rows, kind: str, name: str) -> Row:
    found = [
        row
        for row in tables["entities"]
        if row["entity_type"] == kind and name in (row["name"], *(row["aliases"] or ()))
    ]
    assert len(found) == 1, (name, found)
    return found[0]


# --- pages


def page(
    title: str,
    *lines: str,
    site: str = "news.example.cn",
    on: str = "2025-03-05",
    meta: str = "",
) -> str:
    body = "\n".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<html><head><title>{title}</title><meta name='PubDate' content='{on} 09:00'>"
        f"<link rel='canonical' href='https://{site}/a/1.html'>{meta}</head><body>"
        f"<h1>{title}</h1><div class='info'>发布时间：{on} 来源：{site}</div>"
        f"<div class='content'>{body}</div></body></html>"
    )


def filed(name: str, year: int = 2024, **cells: str) -> forms.Answer:
    base = {**forms.CHEMICAL.cells, "generic_name": name}
    answer = replace(forms.CHEMICAL, year=year, cells={**base, **cells})
    return replace(answer, cells={k: v for k, v in answer.cells.items() if v})


def form(name: str, **cells: str) -> str:
    """A form of another drug than `forms.CHEMICAL`, printed."""
    return printed(filed(name, 2024, **cells))


def printed(answer: forms.Answer, layout: str = "tabs_4") -> str:
    return forms.printed(answer, layout, forms.Options())


NOTICE = (
    "各市医疗保障局，各有关医疗机构：",
    "为规范示例药品集中采购工作，保障群众用药需求，经研究，现就有关事项通知如下。",
    "一、全省公立医疗机构应当自2024年5月1日起执行中选结果，采购周期为2年，首年约定采购量为36.5万支。",
    "二、医疗机构应当优先采购中选药品，非中选药品的采购比例不得超过20%，确需采购的应当说明理由。",
    "三、医保基金按不低于合同金额的50%预付，医疗机构应当在收货验收合格后次月底前结清货款。",
    "四、各市医疗保障局应当按月监测采购进度，对未完成约定采购量的医疗机构予以通报，并与年度考核挂钩。",
    "五、中选企业应当保障供应，连续三个月配送率低于90%的，取消中选资格，列入失信名单。",
)
TITLE = "浙江省医疗保障局关于执行示例药品集中采购中选结果的通知"


def notice(
    number: str = "浙医保发〔2024〕18号",
    signed: str = "2024年4月20日",
    office: str = "浙江省医疗保障局",
    lines: Sequence[str] = NOTICE,
    title: str = TITLE,
    **more: str,
) -> str:
    return page(title, number, *lines, office, signed, **more)


def test_five_mirrors_of_a_notice_are_one_policy(corpus: Corpus) -> None:
    traditional = OpenCC("s2t").convert
    spam = [f"{line}更多精彩请访问澳门新葡京www.xpj888.com" for line in NOTICE]
    tables = corpus(
        {
            "office.html": notice(site="ybj.zj.gov.cn", on="2024-04-22"),
            "mirror.html": notice(site="www.med-policy.cn", on="2024-04-25"),
            "hijacked.html": notice(lines=spam, site="www.jack.cn", on="2024-04-26"),
            "tw.html": traditional(notice(site="www.tw-med.tw", on="2024-04-27")),
            "day.html": notice(signed="2024年4月21日", site="b.cn", on="2024-04-28"),
            "cut.html": notice(lines=NOTICE[:5], site="c.cn", on="2024-04-29"),
        }
    )
    [policy] = [row for row in tables["policies"] if row["is_full_text"]]
    assert policy["doc_number"] == "浙医保发〔2024〕18号"
    assert policy["issued_on"] == date(2024, 4, 20)
    assert policy["doc_ids"] == sorted(ids(tables).values())
    assert set(copies(tables).values()) == {"office.html"}
    assert len(copies(tables)) == 5
    assert len(messages(tables, "conflict")) == 1
    tops = [
        row for row in tables["provisions"] if row["policy_id"] == policy["policy_id"]
    ]
    assert len(tops) == 5, cells(tops, "path", "doc_id", "text")


def test_the_templates_of_two_provinces_are_two(corpus: Corpus) -> None:
    other = "江苏省医疗保障局关于执行示例药品集中采购中选结果的通知"
    tables = corpus(
        {
            "zj.html": notice(site="ybj.zj.gov.cn", on="2024-04-22"),
            "js.html": notice(
                "苏医保发〔2024〕33号", "2024年4月23日", "江苏省医疗保障局",
                title=other, site="ybj.js.gov.cn", on="2024-04-24",
            ),
            "unnumbered.html": notice(
                "", "2024年4月25日", "安徽省医疗保障局", title=other.replace("江苏", "安徽"),
                site="ybj.ah.gov.cn", on="2024-04-26",
            ),
        }
    )  # fmt: skip
    assert copies(tables) == {}
    regions = cells(tables["policies"], "region", "doc_number")
    assert regions == [
        ("安徽省", None),
        ("江苏省", "苏医保发〔2024〕33号"),
        ("浙江省", "浙医保发〔2024〕18号"),
    ]
    assert told(tables, "conflict", "number_reused") == []
    for province in ("浙江省", "江苏省", "安徽省"):
        assert entity(tables, "agency", f"{province}医疗保障局")["n_mentions"] >= 1


ARTICLE = (
    "本报讯（记者 林晓舟）9月12日，示例省肿瘤医院开出全省首张示克雷单抗注射液处方，"
    "标志着这款创新药正式惠及当地患者。",
    "据介绍，示克雷单抗由江苏衡岚生物科技有限公司自主研发，2024年6月30日获国家药品监督管理局批准上市，"
    "用于既往接受过至少两线治疗的复发性示例淋巴瘤成人患者。",
    "在纳入128例受试者的关键临床试验中，总缓解率达到76.6%，完全缓解率为41.4%，"
    "中位随访时间为14.5个月，3级及以上不良反应的发生率为22.7%。",
    "“以前这类患者几乎无药可用。”医院血液科主任周明远说，患者张先生在用药后第三天即可下床活动，"
    "预计两周后能够出院，后续治疗将在门诊完成。",
    "该药单支价格为9800元，目前已进入示例市惠民保的特药目录，符合条件的参保患者最高可报销七成。",
    "江苏衡岚生物科技有限公司负责人表示，公司正在推进该药用于一线治疗的第三期临床试验。",
)


def article(lines: Sequence[str] = ARTICLE, **more: str) -> str:
    return page("全省首张示克雷单抗处方开出", *lines, **more)


def test_an_article_its_hijacked_copy_and_its_traditional_one(corpus: Corpus) -> None:
    spam = [f"{line}更多精彩请访问澳门新葡京www.xpj888.com" for line in ARTICLE]
    tables = corpus(
        {
            "b_clean.html": article(on="2024-09-14"),
            "a_hijacked.html": article(spam, site="jack.cn", on="2024-09-13"),
            "c_tw.html": OpenCC("s2twp").convert(
                article(site="tw.tw", on="2024-09-15")
            ),
        }
    )
    leader = set(copies(tables).values())
    assert leader == {"b_clean.html"} and len(copies(tables)) == 2
    assert [row["generic_name"] for row in tables["drugs"]] == ["示克雷单抗注射液"]
    approvals = [r for r in tables["events"] if r["event_type"] == "approval"]
    assert cells(approvals, "event_date", "n_reports") == [(date(2024, 6, 30), 3)]
    orr = [r for r in tables["outcomes"] if r["endpoint"] == "ORR"]
    assert cells(orr, "value", "doc_id") == [(76.6, ids(tables)["b_clean.html"])]
    seen = {
        e["doc_id"] for e in tables["evidence"] if e["row_id"] == orr[0]["outcome_id"]
    }
    assert seen == set(ids(tables).values())


def test_two_firms_with_one_generic(corpus: Corpus) -> None:
    one = {"company": "江苏衡岚药业有限公司", "holder": "江苏衡岚药业有限公司"}
    two = {"company": "山东禾泰制药有限公司", "holder": "山东禾泰制药有限公司"}
    tables = corpus(
        {
            "one.txt": form("盐酸示诺替尼片", **one, approval_number="国药准字H20230901"),
            "two.txt": form("盐酸示诺替尼片", **two, approval_number="国药准字H20234477"),
            "bare.html": page("示诺替尼片进入医保目录", "3月5日，国家医保局宣布，盐酸示诺替尼片纳入国家医保目录。" * 3),
            "of_one.html": page(
                "衡岚药业示诺替尼片获批", "3月1日，江苏衡岚药业有限公司宣布，其申报的盐酸示诺替尼片获国家药监局批准上市。",
            ),
        }
    )  # fmt: skip
    held = [r for r in drugs_named(tables, "盐酸示诺替尼片") if r["holder"]]
    assert cells(held, "holder", "approval_number") == [
        ("山东禾泰制药有限公司", "国药准字H20234477"),
        ("江苏衡岚药业有限公司", "国药准字H20230901"),
    ]
    assert len(tables["filings"]) == 2 and tables["filing_changes"] == []
    [other] = [r for r in held if r["holder"] == "山东禾泰制药有限公司"]
    assert ids(tables)["bare.html"] not in other["doc_ids"]


def test_a_holder_that_was_renamed_files_again(corpus: Corpus) -> None:
    before = {"company": "江苏衡岚药业有限公司", "holder": "江苏衡岚药业有限公司"}
    after = {
        "company": "江苏衡岚药业股份有限公司",
        "holder": "江苏衡岚药业股份有限公司",
    }
    tables = corpus(
        {
            "new.txt": printed(filed("盐酸示诺替尼片", 2025, **after, applied_at="2025-07-11 09:00:00")),
            "old.txt": printed(filed("盐酸示诺替尼片", 2023, **before, applied_at="2023-07-09 09:00:00")),
        }
    )  # fmt: skip
    [drug] = tables["drugs"]
    assert drug["holder"] == "江苏衡岚药业股份有限公司"
    assert len(tables["filings"]) == 2
    firm = entity(tables, "company", "江苏衡岚药业股份有限公司")
    assert [f["name"] for f in firm["former_names"]] == ["江苏衡岚药业有限公司"]
    assert told(tables, "maybe_same_company", "maybe_same_drug") == []
    changed = {
        r["column_name"]: (r["before"], r["after"]) for r in tables["filing_changes"]
    }
    assert changed["holder"] == ("江苏衡岚药业有限公司", "江苏衡岚药业股份有限公司")


def test_a_drug_under_four_names(corpus: Corpus) -> None:
    named = "示克雷单抗注射液（商品名：示达安，英文名：Examplizumab Injection）"
    tables = corpus(
        {
            "form.txt": form("示克雷单抗注射液", company="江苏衡岚药业有限公司", holder="江苏衡岚药业有限公司", approval_number="国药准字S20240011"),
            "names.html": page("示克雷单抗获批", f"2024年6月30日，国家药监局批准江苏衡岚药业有限公司的{named}上市，用于治疗示例淋巴瘤。"),
            "trade.html": page("示达安进入医保", "2024年11月28日，示达安®纳入国家医保目录，患者用药负担减轻。示达安®为创新药物。"),
            "english.html": page("Examplizumab获FDA受理", "2025年1月8日，FDA受理了药物Examplizumab的上市申请，用于治疗示例淋巴瘤患者。"),
            "tw.html": page("示克雷單株抗體注射液獲准", "2025年2月3日，衛福部食藥署核准示克雷單株抗體注射液上市，用於治療示例淋巴瘤病人。"),
        }
    )  # fmt: skip
    [drug] = tables["drugs"]
    assert drug["generic_name"] == "示克雷单抗注射液" and drug["trade_name"] == "示达安"
    assert len(drug["doc_ids"]) == 5


def test_an_importer_is_not_the_holder(corpus: Corpus) -> None:
    agent = "上海通康医药进出口有限公司"
    tables = corpus(
        {
            "a.txt": form("范例洛芬注射液", company=agent, holder="Alpha Pharma GmbH", approval_number="国药准字HJ20240001"),
            "b.txt": form("范例洛芬注射液", company=agent, holder="Beta Pharma S.p.A.", approval_number="国药准字HJ20240002"),
            "agent.html": page("范例洛芬注射液通关", f"3月2日，{agent}代理进口的范例洛芬注射液在上海海关通关，供应国内患者用药。"),
        }
    )  # fmt: skip
    held = [r for r in tables["drugs"] if r["holder"]]
    assert cells(held, "holder", "company") == [
        ("Alpha Pharma GmbH", agent),
        ("Beta Pharma S.p.A.", agent),
    ]
    for row in held:
        assert len(row["doc_ids"]) == 1


def test_a_misread_number_that_two_drugs_share_is_told(corpus: Corpus) -> None:
    one = {"company": "江苏衡岚药业有限公司", "holder": "江苏衡岚药业有限公司"}
    two = {"company": "山东禾泰制药有限公司", "holder": "山东禾泰制药有限公司"}
    tables = corpus(
        {
            "one.txt": form("盐酸示诺替尼片", **one, approval_number="国药准字H20230901"),
            "scan.txt": form("范例沙坦胶囊", **two, approval_number="国药准字H20230901"),
        }
    )  # fmt: skip
    assert cells(tables["drugs"], "generic_name", "holder") == [
        ("盐酸示诺替尼片", "江苏衡岚药业有限公司"),
        ("范例沙坦胶囊", "山东禾泰制药有限公司"),
    ]
    [message] = messages(tables, "number_shared")
    assert "盐酸示诺替尼片" in message and "范例沙坦胶囊" in message
    assert told(tables, "maybe_same_drug") == []


def test_a_misread_number_beside_the_right_one_is_told(corpus: Corpus) -> None:
    two = {"company": "山东禾泰制药有限公司", "holder": "山东禾泰制药有限公司"}
    tables = corpus(
        {
            "scan.txt": form("范例沙坦胶囊", **two, approval_number="国药准字H20230901"),
            "later.txt": form("范例沙坦胶囊", **two, approval_number="国药准字H20230907", applied_at="2025-07-12 10:00:00"),
        }
    )  # fmt: skip
    assert [row["approval_number"] for row in tables["drugs"]] == ["国药准字H20230907"]
    assert ["H20230901" in m for m in messages(tables, "conflict")] == [True]


@pytest.mark.parametrize(
    "second",
    [
        # one firm, two drugs
        {"name": "范例沙坦胶囊", "firm": "江苏衡岚药业有限公司"},
        # two firms, one generic
        {"name": "盐酸示诺替尼片", "firm": "山东禾泰制药有限公司"},
    ],
    ids=["of one firm", "of one name"],
)
def test_a_number_that_joins_what_else_differs_is_told(
    corpus: Corpus, second: dict[str, str]
) -> None:
    firm = "江苏衡岚药业有限公司"
    number = "国药准字H20230901"
    tables = corpus(
        {
            "one.txt": form("盐酸示诺替尼片", company=firm, holder=firm, approval_number=number),
            "scan.txt": form(second["name"], company=second["firm"], holder=second["firm"], approval_number=number),
        }
    )  # fmt: skip
    spoken = messages(tables, "conflict") + messages(tables, "number_shared")
    assert [m for m in spoken if second["name"] in m or second["firm"] in m] != []


def test_a_company_and_its_subsidiary_are_two(corpus: Corpus) -> None:
    parent, child = "江苏衡岚药业集团股份有限公司", "衡岚药业（天津）有限公司"
    tables = corpus(
        {
            "one.txt": form("盐酸示诺替尼片", company=parent, holder=parent, approval_number="国药准字H20230901"),
            "two.txt": form("盐酸示诺替尼片", company=child, holder=child, approval_number="国药准字H20239999"),
            "news.html": page("衡岚药业子公司投产", f"3月3日，{parent}全资子公司{child}在天津投产，生产抗癌药物。衡岚药业表示，将扩大产能。"),
        }
    )  # fmt: skip
    assert len(tables["drugs"]) == 2
    assert (
        entity(tables, "company", parent)["entity_id"]
        != entity(tables, "company", child)["entity_id"]
    )
    assert entity(tables, "company", child)["region"] == "天津市"


def test_places_in_other_names_are_no_places(corpus: Corpus) -> None:
    tables = corpus(
        {
            "news.html": page(
                "首例患者用药", "3月4日，中山大学附属第一医院、北京大学第三医院和四川大学华西医院的医生在南京路参加培训，"
                "学习示克雷单抗注射液的用药经验。示克雷单抗注射液由江苏衡岚药业有限公司生产。",
            ),
            "city.html": page("中山市挂网", "3月5日，广东省中山市医疗保障局将示克雷单抗注射液挂网，患者可在中山市购买。"),
        }
    )  # fmt: skip
    named = {r["name"] for r in tables["entities"] if r["entity_type"] == "place"}
    assert named <= {"中山市", "广东省"} and "中山市" in named


DECIDED = {
    "one": form("示例仑赛注射液", company="江苏衡岚药业有限公司", holder="江苏衡岚药业有限公司", approval_number="", catalog_code=""),
    "two": form("示例伦赛注射液", company="江苏衡岚药业有限公司", holder="江苏衡岚药业有限公司", approval_number="", catalog_code=""),
}  # fmt: skip
ONE, TWO = "示例仑赛注射液|江苏衡岚药业有限公司", "示例伦赛注射液|江苏衡岚药业有限公司"


@pytest.mark.parametrize(
    ("lines", "n", "codes"),
    [
        ((), 2, ["maybe_same_drug"]),
        ((f"same,drug,{ONE},{TWO},slip,li,2030-01-01",), 1, ["merged_by_decision"]),
        ((f"different,drug,{ONE},{TWO},two,li,2030-01-01",), 2, ["kept_apart_by_decision"]),
        (("same,drug,无此药片,又无此药片,gone,li,2030-01-01",), 2, ["maybe_same_drug"]),
    ],
)  # fmt: skip
def test_decisions(
    corpus: Corpus, lines: tuple[str, ...], n: int, codes: list[str]
) -> None:
    tables = corpus({f"{k}.txt": v for k, v in DECIDED.items()}, lines)
    assert len(tables["drugs"]) == n
    seen = told(tables, "maybe_same_drug", "merged_by_decision", "kept_apart_by_decision", "decision_unclear")  # fmt: skip
    assert seen == codes


def test_two_filings_with_changes(corpus: Corpus) -> None:
    old = filed("盐酸示诺替尼片")
    new = filed(
        "盐酸示诺替尼片", 2025, applied_at="2025-07-12 10:00:00",
        indication="用于既往接受过治疗的示例癌，以及一线治疗示例肉瘤成人患者。",
    )  # fmt: skip
    row = list(old.comparators[0])
    row[3] = "99.00"
    new = replace(new, comparators=(tuple(row),))
    tables = corpus({"a.txt": printed(old), "b.html": printed(new, "html_4")})
    assert len(tables["drugs"]) == 1 and len(tables["filings"]) == 2
    changed = {(r["table_name"], r["column_name"]) for r in tables["filing_changes"]}
    assert changed == {
        ("drugs", "indication"),
        ("comparators", "name"),
        ("comparators", "unit_price"),
    }
    assert tables["drugs"][0]["indication"] == new.cells["indication"]


def test_a_drug_known_by_its_code(corpus: Corpus) -> None:
    tables = corpus(
        {
            "early.html": page("EX-208获批临床", "2021年3月2日，江苏衡岚药业有限公司宣布，其自主研发的1类新药EX-208的IND申请获国家药监局批准。"),
            "late.html": page("示克雷单抗获批", "2024年6月30日，国家药监局批准江苏衡岚药业有限公司的示克雷单抗注射液（研发代号：EX-208）上市，用于治疗示例淋巴瘤。"),
            "study.html": page("CH-201研究公布", "2024年8月2日，CH-201研究结果公布，示克雷单抗注射液治疗示例淋巴瘤患者的总缓解率为76.6%。"),
        }
    )  # fmt: skip
    [drug] = tables["drugs"]
    assert drug["generic_name"] == "示克雷单抗注射液"
    assert drug["aliases"] and "EX-208" in drug["aliases"]
    assert len(drug["doc_ids"]) == 3
