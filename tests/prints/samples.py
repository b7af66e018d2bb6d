"""The printed samples of data/raw, and the facts that each must yield.

    python -m tests.prints.samples FOLDER

prints them into a folder. Chromium and LibreOffice of another version print other
bytes, so the samples are printed once and kept; the facts do not change.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from tests import forms, prints
from tests.prints import circular, compared, furniture, writer
from tests.prints.options import Options
from tests.prints.wording import aliases

OTHER_WORDS = (
    ("药品通用名称（中文、含剂型）", "通用名称"),
    ("医保药品分类与代码", "国家医保药品代码"),
    ("说明书全部注册规格", "注册规格"),
    ("说明书全部适应症/功能主治", "功能主治"),
    ("注册证号/批准文号", "药品批准文号"),
    ("是否为独家", "是否独家品种"),
    ("药品不良反应监测情况和药品安全性研究结果", "药品不良反应监测情况"),
    ("参照药品选择理由", "选择理由"),
    ("应用创新", "应用创新描述"),
)


class Sample(NamedTuple):
    """A file, and the facts that it must yield."""

    name: str
    data: bytes
    facts: Mapping[str, Any]


def renamed(answer: forms.Answer, names: Mapping[str, str]) -> forms.Answer:
    """The answer with other names wherever they stand."""

    def other(words: str) -> str:
        for old, new in names.items():
            words = words.replace(old, new)
        return words

    return replace(
        answer,
        cells={name: other(words) for name, words in answer.cells.items()},
        trials=tuple({k: other(v) for k, v in t.items()} for t in answer.trials),
        guidelines=tuple((other(t), other(f)) for t, f in answer.guidelines),
    )


CAPSULE = renamed(
    forms.CHEMICAL, {"盐酸示诺替尼片": "甲磺酸岚替布胶囊", "示诺替尼": "岚替布",
                     "江苏衡岚药业": "浙江澜屿医药科技", "衡岚": "澜屿"},
)  # fmt: skip
CAPSULE = replace(
    CAPSULE,
    cells={
        **CAPSULE.cells,
        "dosage": "按体表面积给药，每次75mg/m²；细胞回输者每次0.25×10^8个，间隔28天。",
        "approval_number": "国药准字H20239951、国药准字H20239952",
    },
)
GRANULES = renamed(
    forms.HERBAL, {"茯芪通痹颗粒": "芪葛宁络颗粒", "江苏衡岚药业": "四川岷澜药业",
                   "衡岚": "岷澜", "示诺替尼": "芪葛宁络"},
)  # fmt: skip
GRANULES = replace(
    GRANULES,
    year=2021,
    cells={
        **GRANULES.cells,
        "applied_at": "2021-07-08 09:12:30",
        "catalog_code": "ZA09BAQ0951010199901",
        "specification": "每袋装6g",
        "indication": "益气活血，通络止痛。用于气虚血瘀所致的示例痹病，症见关节疼痛、屈伸不利。",
        "dosage": "开水冲服。一次1袋，一日3次，4周为一个疗程。",
        "approval_number": "国药准字Z20210951",
        "disease_background": "示例痹病多见于中老年人，病程迁延，影响劳动能力和生活质量。",
        "similar_drugs": "目录内同类中成药有三种，均为汤剂改良，本品为首个颗粒剂。",
        "innovation": "处方源于临床经验方，经循证研究确认疗效。",
    },
    values={
        **GRANULES.values,
        "catalog_year": 2021,
        "applied_at": "2021-07-08T09:12:30+08:00",
    },
    patents=(("202010993344.1", "一种通络颗粒及其制备方法", "2040-08-11"),),
)


def chromium_form() -> Sample:
    """A form with a watermark, cut by pages, its blocks printed twice."""
    options = Options(
        printer="chromium", font="hei", size=9.5, form=forms.Options(copies=2),
        tick="√", eligibility="row", sections="row", watermark="tiles", middle=True,
        header="text", footer="cn", margin=48, margin_bottom=95,
    )  # fmt: skip
    return _form("nhsa_form_printed.pdf", CAPSULE, options)


def cid_form() -> Sample:
    """A form of another year in a font that is not embedded, its borders closed."""
    options = Options(
        words={label: label for label in aliases()} | dict(OTHER_WORDS), size=10.5,
        border="rects", bold="printed", closed=True, thead=True, columns=2,
        footer="slash", watermark="one", margin_bottom=110,
    )  # fmt: skip
    return _form("nhsa_form_cid_font.pdf", GRANULES, options)


def scanned_form() -> Sample:
    """Two pages from a scanner, a little askew, a red seal on them."""
    left_out = ("certificate_file", "cde_effectiveness", *forms.FAIRNESS)
    short = replace(
        GRANULES,
        cells={k: v for k, v in GRANULES.cells.items() if k not in left_out},
        patents=(),
        guidelines=(),
        eligibility=(),
    )
    options = Options(font="hei", size=10.5, columns=2, margin=56, label_width=0.25)
    sample = _form("nhsa_form_scanned.pdf", short, options)
    data = prints.scan(sample.data, dpi=125, skew=0.4, seal=True, quality=14)
    return sample._replace(data=data)


def red_head() -> Sample:
    """A circular on red-headed paper."""
    one = circular.CIRCULAR
    [data] = writer.converted([circular.docx(one, font="AR PL SungtiL GB")])
    policy = {
        "title": one.title,
        "doc_number": one.number,
        "agencies": [one.office],
        "issued_on": "2024-08-12",
        "effective_on": "2024-09-01",
        "attachments": [
            {"ordinal": i, "title": title} for i, title in enumerate(one.attachments, 1)
        ],
    }
    facts = {
        "documents": [{"source_type": "notice"}],
        "policies": [policy],
        "_text_contains": list(one.paragraphs),
    }
    return Sample("circular_red_head.pdf", data, facts)


def _form(name: str, answer: forms.Answer, options: Options) -> Sample:
    made = prints.form(answer, options)
    said = compared.said(answer)
    counts = {table: len(rows) for table, rows in said.items()}
    facts = {
        "documents": [{"source_type": "nhsa_form"}],
        **{
            table: [_plain(row) for row in rows] for table, rows in said.items() if rows
        },
        "_counts": counts,
        "_text_absent": [furniture.MARK],
    }
    return Sample(name, made.pdf, facts)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _json(value) for name, value in row.items()}


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.removeprefix("↓ 下载文件 ")
    return str(value) if isinstance(value, Decimal) else value


SAMPLES = (chromium_form, cid_form, red_head, scanned_form)


def main(folder: Path) -> None:
    """Print the samples and their facts into a folder."""
    for make in SAMPLES:
        sample = make()
        (folder / sample.name).write_bytes(sample.data)
        facts = json.dumps(sample.facts, ensure_ascii=False, indent=2)
        (folder / f"{sample.name}.expected.json").write_text(facts + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
