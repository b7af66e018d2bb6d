"""Application forms made from known answers, as many printers would print them.

An `Answer` is what a form says. `parts` puts it in the order of the form, `laid_out`
sets it in rows, `cut` breaks pages through rows, `printed` writes the page in one of the
`LAYOUTS`; `said` is what must come out again. Drugs, companies and figures are invented.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple

Row = list[str]


class Break(NamedTuple):
    """The end of a page."""


class TableRow(Row):
    """A row of values under a header row."""


class HeadRow(Row):
    """A row of labels above values."""


Item = str | Row | Break


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a form says, by canonical field or column."""

    year: int = 2024
    cells: Mapping[str, str]
    values: Mapping[str, Any]
    eligibility: tuple[str, ...] = ()
    patents: tuple[tuple[str, str, str], ...] = ()
    trials: tuple[Mapping[str, str], ...] = ()
    guidelines: tuple[tuple[str, str], ...] = ()
    comparators: tuple[tuple[str, ...], ...] = ()


LABELS = {
    "applied_at": "申报时间",
    "catalog_status": "药品目录",
    "generic_name": "药品通用名称（中文、含剂型）",
    "catalog_code": "医保药品分类与代码",
    "category": "药品类别",
    "is_exclusive": "是否为独家",
    "catalog_kinds": "申报目录类别",
    "registration_class": "① 药品注册分类",
    "patent": "核心专利类型",
    "patent_expires": "核心专利权期限届满日",
    "patent_dispute": "当前是否存在专利纠纷",
    "specification": "说明书全部注册规格",
    "holder": "上市许可持有人（授权企业）",
    "indication": "说明书全部适应症/功能主治",
    "dosage": "说明书用法用量",
    "disease_background": "所治疗疾病基本情况",
    "first_launch_china": "中国大陆首次上市时间",
    "approval_number": "注册证号/批准文号",
    "first_launch_country": "该通用名全球首个上市国家/地区",
    "first_launch_global": "该通用名全球首次上市时间",
    "is_otc": "是否为OTC",
    "similar_drugs": "同疾病治疗领域内或同药理作用药品上市情况",
    "commitment_file": "企业承诺书",
    "label_file": "药品最新版法定说明书",
    "certificate_file": "所有《药品注册证书》（国产药品）或《进口药品注册证》（进口药品），"
    "包括首次上市的批准注册证明文件，请扫描成一个文件后上传",
    "comparator_rationale": "参照药品选择理由",
    "other_notes": "其他情况请说明",
    "design": "试验类型",
    "comparator": "试验对照药品",
    "stage": "试验阶段",
    "result": "对主要临床结局指标改善情况",
    "evidence_file": "试验数据结果证明文件，外文资料须同时提供原文及中文翻译件（除英语之外的外文"
    "资料，中文翻译件须经专业翻译机构认证）",
    "recommendation": "临床指南/诊疗规范推荐情况",
    "recommendation_file": "临床指南/诊疗规范中需包含申报药品推荐情况具体内容，并突出（高亮）显示"
    "药品名称、适应症、推荐意见等关键信息",
    "cde_effectiveness": "国家药监局药品审评中心《技术审评报告》中关于本药品有效性的描述",
    "label_safety": "药品说明书收载的安全性信息",
    "adverse_reactions": "药品不良反应监测情况和药品安全性研究结果",
    "innovation": "创新程度",
    "application_innovation": "应用创新",
    "heritage": "传承性（仅中成药填写）",
    "public_health_impact": "所治疗疾病对公共健康的影响描述",
    "basic_need": "符合“保基本”原则描述",
    "gap_filling": "弥补目录短板描述",
    "clinical_management": "临床管理难度描述",
}
COMPARATORS = (
    "参照药品名称", "是否医保目录内", "规格", "单价（元）", "用法用量", "费用类型", "金额（元）", "疗程/周期",
)  # fmt: skip
BASICS = (
    "generic_name", "catalog_code", "category", "is_exclusive", "catalog_kinds",
    "registration_class", "patents", "patent_dispute", "specification", "holder",
    "indication", "dosage", "disease_background", "first_launch_china",
    "approval_number", "first_launch_country", "first_launch_global", "is_otc",
    "similar_drugs", "commitment_file", "label_file", "certificate_file",
)  # fmt: skip
SAFETY = ("label_safety", "adverse_reactions")
NOVELTY = ("innovation", "application_innovation", "heritage")
FAIRNESS = ("public_health_impact", "basic_need", "gap_filling", "clinical_management")
TRIAL = ("design", "comparator", "stage", "result", "evidence_file")
SIDE_BY_SIDE = 24  # Characters; longer values have a row to themselves.

# --- the form in order


class Pairs(NamedTuple):
    """Labels with their values, in order."""

    pairs: list[tuple[str, str]]


class Records(NamedTuple):
    """A table with a row of labels above its values."""

    head: Row
    rows: list[Row]


Part = str | Pairs | Records


@dataclass(frozen=True, kw_only=True)
class Options:
    """How the form is filled in and printed, beside its layout.

    `number` writes the number of a block (1 to …), `label` decorates a label, `copies`
    counts how often blocks are printed, and `last` how much of the last copy is there.
    """

    number: Callable[[int], str] = str
    label: Callable[[str], str] = str
    copies: int = 1
    last: int | None = None
    headed: bool = False


def parts(answer: Answer, options: Options) -> list[Part]:
    """The form, in order."""
    return [
        f"{answer.year}年国家医保药品目录调整",
        "申报材料（公示版）",
        "中国医疗保障",
        f"药品名称：{answer.cells['generic_name']}",
        f"企业名称：{answer.cells['company']}",
        "申报信息",
        _pairs(answer, ("applied_at", "catalog_status"), options),
        "一、基本信息",
        *_eligibility(answer),
        *_basics(answer, options),
        "参照药品信息",
        Records(list(COMPARATORS), [list(row) for row in answer.comparators]),
        _pairs(answer, ("comparator_rationale", "other_notes"), options),
        "二、有效性信息",
        *_blocks(_trials(answer), options),
        *_blocks(_guidelines(answer), options),
        _pairs(answer, ("cde_effectiveness",), options),
        "三、安全性信息",
        _pairs(answer, SAFETY, options),
        "四、创新性信息",
        _pairs(answer, NOVELTY, options),
        "五、公平性信息",
        _pairs(answer, FAIRNESS, options),
    ]


def _eligibility(answer: Answer) -> list[Part]:
    if not answer.eligibility:
        return []
    numbered = [f"{i}.{item}" for i, item in enumerate(answer.eligibility, 1)]
    return ["药品申报条件：", *numbered]


def _pairs(answer: Answer, fields: tuple[str, ...], options: Options) -> Pairs:
    stated = [field for field in fields if field in answer.cells]
    return Pairs([(options.label(LABELS[f]), answer.cells[f]) for f in stated])


def _basics(answer: Answer, options: Options) -> list[Part]:
    at = BASICS.index("patents")
    patents = [
        {"patent": f"{number}-{title}", "patent_expires": expires}
        for number, title, expires in answer.patents
    ]
    return [
        _pairs(answer, BASICS[:at], options),
        *_blocks(patents, options),
        _pairs(answer, BASICS[at + 1 :], options),
    ]


def _trials(answer: Answer) -> list[Mapping[str, str]]:
    return [{f: trial[f] for f in TRIAL if f in trial} for trial in answer.trials]


def _guidelines(answer: Answer) -> list[Mapping[str, str]]:
    return [
        {"recommendation": t, "recommendation_file": f} for t, f in answer.guidelines
    ]


def _blocks(blocks: list[Mapping[str, str]], options: Options) -> list[Part]:
    if options.headed and blocks:
        return [
            Records([LABELS[f] for f in blocks[0]], [list(b.values()) for b in blocks])
        ]
    pairs = [
        (
            options.label(
                LABELS[field] + (options.number(i) if _counts(field) else "")
            ),
            words,
        )
        for i, block in enumerate(blocks, 1)
        for field, words in block.items()
    ]
    copies = [*(pairs * (options.copies - 1)), *pairs[: options.last]]
    return [Pairs(copies)] if copies else []


def _counts(field: str) -> bool:
    return field in ("patent", "patent_expires", "design", "recommendation")


# --- rows and pages


def laid_out(form: list[Part], columns: int) -> list[Item]:
    """The form as lines and rows of `columns` cells; a table has a header and rows."""
    items: list[Item] = []
    for part in form:
        if isinstance(part, Pairs):
            items += _rows(part.pairs, columns)
        elif isinstance(part, Records):
            items += [HeadRow(part.head), *map(TableRow, part.rows)]
        else:
            items.append(part)
    return items


def _rows(pairs: list[tuple[str, str]], columns: int) -> list[Row]:
    rows: list[Row] = []
    for label, value in pairs:
        short = len(value) <= SIDE_BY_SIDE
        if (
            rows
            and short
            and len(rows[-1]) < columns
            and len(rows[-1][-1]) <= SIDE_BY_SIDE
        ):
            rows[-1] += [label, value]
        else:
            rows.append([label, value])
    return rows


def cut(
    items: list[Item], how: str, every: int, first: int = 0, share: float = 0.5
) -> list[Item]:
    """Break a page through every n-th row, from the `first`; `how` is a name of CUTS."""
    pages: list[Item] = []
    rows = 0
    for item in items:
        if isinstance(item, list):
            rows += 1
            pieces = _cut(item, how, share) if rows % every == first % every else None
            pages += pieces or [item]
        else:
            pages.append(item)
    return pages


PREFIX = re.compile(r"[\d.①（）一-十\s【*]*[\s）.【*]")
UNBROKEN = re.compile(r"[\w.:%-]{2}", re.ASCII)


def _cut(row: Row, how: str, share: float) -> list[Item] | None:
    if isinstance(row, TableRow) and how != "before":
        return _through_table(row, share) if how == "value" else None
    return (
        None if isinstance(row, HeadRow) and how != "before" else CUTS[how](row, share)
    )


def _halves(words: str, share: float, least: int) -> tuple[str, str]:
    """Break words where a printer may: not inside a number or a Latin word."""
    prefix = PREFIX.match(words)
    at = max(
        2,
        min(len(words) - 2, int(len(words) * share)),
        prefix.end() + 1 if prefix else 0,
    )
    while at < len(words) and UNBROKEN.match(words, at - 1):
        at += 1
    return (words[:at], words[at:]) if len(words) >= least else (words, "")


def _columnwise(row: Row, share: float, labels: int, values: int) -> list[Item] | None:
    halves = [
        _halves(words, share, values if i % 2 else labels)
        for i, words in enumerate(row)
    ]
    below = [rest for _, rest in halves]
    return [[top for top, _ in halves], Break(), below] if any(below) else None


NEVER = 10_000


def _through_table(row: Row, share: float) -> list[Item] | None:
    """A cut that leaves the first cell whole, as names are short."""
    halves = [_halves(words, share, 8) for words in row[1:]]
    above = TableRow([row[0], *(top for top, _ in halves)])
    below = TableRow(["", *(rest for _, rest in halves)])
    return [above, Break(), below] if any(below) else None


def _value(row: Row, share: float) -> list[Item] | None:
    return _columnwise(row, share, NEVER, 8)


def _pair_only(
    cut_pair: Callable[[Row, float], list[Item] | None],
) -> Callable[[Row, float], list[Item] | None]:
    return lambda row, share: cut_pair(row, share) if len(row) == 2 else None


def _spill(row: Row, share: float) -> list[Item] | None:
    above, below = _halves(row[1], share, 30)
    return [[row[0], above], Break(), below] if below else None


def _label_spill(row: Row, share: float) -> list[Item] | None:
    above, below = _halves(row[0], share, 6)
    return [[above, row[1]], Break(), below] if below else None


def _late(row: Row, share: float) -> list[Item] | None:
    return [[row[0], ""], Break(), ["", row[1]]]


def _value_long(row: Row, share: float) -> list[Item] | None:
    return _columnwise(row, share, NEVER, 30)


CUTS: dict[str, Callable[[Row, float], list[Item] | None]] = {
    "none": lambda row, share: None,
    "before": lambda row, share: [Break(), row],
    "value": _value,
    "value_long": _value_long,
    "label": lambda row, share: _columnwise(row, share, 6, NEVER),
    "both": lambda row, share: _columnwise(row, share, 6, 8),
    "value_spills": _pair_only(_spill),
    "label_spills": _pair_only(_label_spill),
    "value_late": _pair_only(_late),
}

# --- writing


def page_break(kind: str, number: int, title: str) -> str:
    """What stands between two pages: nothing but blank lines, or furniture."""
    return {
        "blank": "",
        "feed": "\f",
        "number": f"\n第 {number} 页 共 90 页\n",
        "head": f"\n第 {number} 页 共 90 页\n\f{title}\n",
    }[kind]


def _text(items: list[Item], kind: str, row: Callable[[Row, Row | None], str]) -> str:
    """Lines, where a row is written by `row`, which sees the item before it."""
    lines: list[str] = []
    number = 0
    before: Row | None = None
    for item in items:
        if isinstance(item, Break):
            number += 1
            lines += ["", page_break(kind, number, f"{items[0]}{items[1]}"), ""]
            before = None
        elif isinstance(item, str):
            lines += ["", item, ""]
            before = None
        else:
            lines.append(row(item, before))
            before = item
    return "\n".join(lines)


def _tabs(row: Row, before: Row | None) -> str:
    return "\t".join(row)


def _padded(row: Row, before: Row | None) -> str:
    ruler = "" if before else "\n" + "\t".join("----" for _ in row)
    return "\t".join([*row, *[""] * (4 - len(row))]) + ruler


def _bars(row: Row, before: Row | None) -> str:
    return " | ".join(row)


def _pipes(row: Row, before: Row | None) -> str:
    return f"| {' | '.join(row)} |"


def _markdown(row: Row, before: Row | None) -> str:
    ruler = "" if before else "\n|" + " --- |" * len(row)
    return _pipes(row, before) + ruler


def _named_columns(row: Row, before: Row | None) -> str:
    if before or isinstance(row, TableRow | HeadRow):
        return _markdown(row, before)
    head = ["项目", "内容"] * (len(row) // 2)
    return _markdown(head, None) + "\n" + _pipes(row, before)


def _colon(row: Row, before: Row | None) -> str:
    if isinstance(row, TableRow | HeadRow):
        return "\t".join(row)
    label, value = row
    return f"{label}：{value}" if label and value else label + value


def _over(row: Row, before: Row | None) -> str:
    return (
        "\t".join(row)
        if isinstance(row, TableRow | HeadRow)
        else "\n".join(filter(None, row))
    )


def _gaps(row: Row, before: Row | None) -> str:
    return "\t".join(row) if isinstance(row, TableRow | HeadRow) else "      ".join(row)


def _html(items: list[Item], kind: str) -> str:
    """Tables and paragraphs; a break ends the table."""
    out = ["<html><body>"]
    for before, item in pairwise([None, *items]):
        if isinstance(before, list) and not isinstance(item, list):
            out.append("</table>")
        if isinstance(item, Break):
            out.append(f"<p>{page_break(kind, 1, str(items[0])).strip()}</p>")
        elif isinstance(item, list):
            begin = "" if isinstance(before, list) else "<table border=1>"
            out.append(begin + "<tr>" + "".join(map(_cell, item)) + "</tr>")
        else:
            out.append(f"<p>{escape(str(item))}</p>")
    return "\n".join([*out, "</table></body></html>"])


def _cell(words: str) -> str:
    return f"<td>{escape(words)}</td>"


class Layout(NamedTuple):
    """Columns of cells, and how a row is written; None for HTML."""

    columns: int
    row: Callable[[Row, Row | None], str] | None


LAYOUTS = {
    "tabs_2": Layout(2, _tabs),
    "tabs_4": Layout(4, _tabs),
    "tabs_6": Layout(6, _tabs),
    "tabs_padded": Layout(4, _padded),
    "bars": Layout(4, _bars),
    "pipes": Layout(4, _pipes),
    "markdown": Layout(2, _markdown),
    "markdown_named": Layout(4, _named_columns),
    "html_2": Layout(2, None),
    "html_4": Layout(4, None),
    "colon": Layout(2, _colon),
    "over": Layout(2, _over),
    "gaps_2": Layout(2, _gaps),
    "gaps_4": Layout(4, _gaps),
}


IN_LINES = ("colon", "over", "gaps_2", "gaps_4")  # Only long values have several lines.


def printed(
    answer: Answer,
    layout: str,
    options: Options,
    *,
    how: str = "none",
    every: int = 3,
    first: int = 0,
    share: float = 0.5,
    breaks: str = "blank",
) -> str:
    """A form in one layout, with pages broken through every n-th row."""
    columns, row = LAYOUTS[layout]
    if layout in IN_LINES and how == "value":
        how = "value_long"
    items = cut(laid_out(parts(answer, options), columns), how, every, first, share)
    return _text(items, breaks, row) if row else _html(items, breaks)


# --- what must come out

STATED_IN = {
    "drugs": (
        "generic_name",
        "company",
        "catalog_code",
        "category",
        "registration_class",
        "specification",
        "holder",
        "indication",
        "dosage",
        "approval_number",
        "first_launch_country",
    ),
    "filings": (
        "catalog_status",
        "disease_background",
        "similar_drugs",
        "comparator_rationale",
        "other_notes",
        "cde_effectiveness",
        *SAFETY,
        *NOVELTY,
        *FAIRNESS,
    ),
}
TYPED_IN = {
    "drugs": (
        "is_exclusive",
        "patent_dispute",
        "is_otc",
        "first_launch_china",
        "first_launch_global",
    ),
    "filings": ("applied_at", "catalog_year", "catalog_kinds", "eligibility"),
}


def said(answer: Answer) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table that the form states, cells that print leaves alone."""
    cells = answer.cells
    rows: dict[str, list[dict[str, Any]]] = {
        table: [
            {c: _absent(cells.get(c)) for c in STATED_IN[table]}
            | {c: answer.values.get(c) for c in TYPED_IN[table]}
        ]
        for table in STATED_IN
    }
    rows["patents"] = [
        {"ordinal": i, "patent_number": number, "title": title}
        for i, (number, title, _) in enumerate(answer.patents, 1)
    ]
    rows["trials"] = [
        {"ordinal": i} | {c: _absent(trial.get(c)) for c in TRIAL}
        for i, trial in enumerate(answer.trials, 1)
    ]
    rows["recommendations"] = [
        {"ordinal": i, "text": text, "evidence_file": _absent(file)}
        for i, (text, file) in enumerate(answer.guidelines, 1)
        if _absent(text)
    ]
    rows["comparators"] = [
        {
            "ordinal": i,
            "name": row[0],
            "specification": _absent(row[2]),
            "dosage": _absent(row[4]),
            "cost_type": _absent(row[5]),
            "course": _absent(row[7]),
        }
        for i, row in enumerate(answer.comparators, 1)
    ]
    return rows


def _absent(words: str | None) -> str | None:
    """What a cell states: SCHEMA.md has `-`, `/` and 无 mean that there is nothing."""
    return None if words in SILENCES else words


def silent(answer: Answer, silence: str) -> Answer:
    """The answer of a form that has the marks of `silence` wherever it may."""
    kept = {f: w for f, w in answer.cells.items() if f in SPOKEN}
    return replace(
        answer,
        cells={**dict.fromkeys(answer.cells, silence), **kept},
        values={f: answer.values[f] for f in (*SPOKEN, "eligibility", "catalog_year")
                if f in answer.values},
        trials=tuple({**t, "comparator": silence, "evidence_file": silence}
                     for t in answer.trials),
        comparators=tuple((*row[:4], *[silence] * 2, row[6], silence)
                          for row in answer.comparators),
    )  # fmt: skip


SILENCES = ("", "-", "—", "——", "/", "无", "暂无", "不适用", "N/A")
SPOKEN = ("generic_name", "company", "applied_at", "category")


CHEMICAL = Answer(
    year=2024,
    cells={
        "generic_name": "盐酸示诺替尼片",
        "company": "江苏衡岚药业有限公司",
        "applied_at": "2024-07-12 10:31:45",
        "catalog_status": "药品目录外",
        "catalog_code": "XL01EXS901A001010199901",
        "category": "西药",
        "is_exclusive": "是",
        "catalog_kinds": "基本医保目录、商保创新药目录",
        "registration_class": "化学药品1类",
        "patent_dispute": "否",
        "specification": "20mg；40mg",
        "holder": "江苏衡岚药业有限公司",
        "indication": "用于既往接受过至少一种系统治疗的局部晚期或转移性示例癌成人患者的治疗。",
        "dosage": "口服。推荐剂量为每次40mg，每日一次，直至疾病进展或出现不可耐受的毒性。",
        "disease_background": "示例癌起病隐匿，多数患者确诊时已属晚期；既往化疗的中位生存期不足一年，"
        "复发后缺少有效的治疗手段，临床需求迫切。",
        "first_launch_china": "2023-11",
        "approval_number": "国药准字H20230901、国药准字H20230902",
        "first_launch_country": "中国",
        "first_launch_global": "2023-11",
        "is_otc": "否",
        "similar_drugs": "同靶点药品已有两种在境内上市，本品的结构与之不同，对耐药突变仍有活性。",
        "commitment_file": "↓ 下载文件 衡岚承诺书.pdf",
        "label_file": "↓ 下载文件 示诺替尼说明书.pdf",
        "certificate_file": "↓ 下载文件 药品注册证书.pdf",
        "comparator_rationale": "目录内同类药品中使用最广泛，适应症与本品一致。",
        "other_notes": "本品2022年8月获准纳入优先审评审批程序。",
        "cde_effectiveness": "审评认为，关键研究设计合理，主要终点达到预设标准，获益明确大于风险。",
        "label_safety": "最常见的不良反应为腹泻、皮疹和口腔黏膜炎，多为轻度，停药后可以恢复。",
        "adverse_reactions": "上市以来未收到新的安全性信号，监管部门未发布过警告信息。",
        "innovation": "本品为首个作用于该位点的小分子抑制剂，具有自主知识产权。",
        "application_innovation": "口服给药，患者在家即可用药，依从性好。",
        "heritage": "-",
        "public_health_impact": "示例癌的发病率随人口老龄化上升，劳动能力的损失较大。",
        "basic_need": "日治疗费用与目录内药品相当，基金支出可以预期。",
        "gap_filling": "目录内尚无用于该突变的药品，可以弥补这一空白。",
        "clinical_management": "适应症明确，须经基因检测后使用，滥用风险低。",
    },
    values={
        "applied_at": "2024-07-12T10:31:45+08:00",
        "catalog_year": 2024,
        "is_exclusive": True,
        "patent_dispute": False,
        "is_otc": False,
        "first_launch_china": date(2023, 11, 1),
        "first_launch_global": date(2023, 11, 1),
        "catalog_kinds": ["基本医保目录", "商保创新药目录"],
        "eligibility": [
            "2019年1月1日至2024年6月30日期间，经国家药监部门批准上市的新通用名药品。",
            "说明书适应症中包含有罕见病目录所收录罕见病的药品。",
        ],
    },
    eligibility=(
        "2019年1月1日至2024年6月30日期间，经国家药监部门批准上市的新通用名药品。",
        "说明书适应症中包含有罕见病目录所收录罕见病的药品。",
    ),
    patents=(
        ("201910990011.2", "一种取代的嘧啶类化合物及其用途", "2039-05"),
        ("202010990022.7", "一种嘧啶类化合物的晶型及其制备方法", "2040-09-14"),
    ),
    trials=(
        {
            "design": "随机、双盲、安慰剂对照临床试验",
            "comparator": "安慰剂",
            "stage": "上市前",
            "result": "共入组330例患者，试验组的中位无进展生存期为11.2个月，对照组为5.5个月，"
            "两组的差异有统计学意义，各亚组的结果一致。",
            "evidence_file": "↓ 下载文件 示诺替尼III期研究.pdf",
        },
        {
            "design": "单臂临床试验",
            "comparator": "无",
            "stage": "上市后",
            "result": "真实世界研究纳入512例患者，客观缓解率为46.3%，与注册研究一致。",
            "evidence_file": "↓ 下载文件 示诺替尼真实世界研究.pdf",
        },
    ),
    guidelines=(
        (
            "《示例癌诊疗指南（2024年版）》将示诺替尼列为二线治疗的I级推荐。",
            "↓ 下载文件 示例癌诊疗指南.pdf",
        ),
        (
            "《示例癌靶向治疗专家共识》建议携带该突变的患者使用示诺替尼。",
            "↓ 下载文件 专家共识.pdf",
        ),
    ),
    comparators=(
        (
            "克瑞替尼胶囊",
            "是",
            "250mg/粒",
            "118.50",
            "每次250mg，每日两次",
            "年费用",
            "86505.00",
            "365天",
        ),
        (
            "洛美替尼片",
            "是",
            "100mg/片",
            "45.20",
            "每次100mg，每日一次",
            "年费用",
            "16498.00",
            "-",
        ),
    ),
)
HERBAL = replace(
    CHEMICAL,
    year=2025,
    cells={
        **CHEMICAL.cells,
        "generic_name": "茯芪通痹颗粒",
        "category": "中成药",
        "registration_class": "中药1.1类",
        "is_otc": "是",
        "heritage": "本方源于名老中医的经验方，以益气活血立法，院内制剂已使用二十余年。",
    },
    values={**CHEMICAL.values, "catalog_year": 2025, "is_otc": True},
    patents=(),
    trials=(),
    comparators=(),
)
