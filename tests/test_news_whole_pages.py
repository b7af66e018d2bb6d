"""Whole pages of invented sites, from bytes to rows: what their heads and feet say.

A case is a page with holes for its prose and furniture, and what its row says: cells
that are not listed are not asked for, but a page of news lists all its people.
"""

import json
from pathlib import Path
from string import Template
from typing import Any

import pytest

from extract.inputs import Input
from extract.one import extract_file
from normalize.rows import Row, Rows

CASES = Path(__file__).parent / "cases" / "whole_pages.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
PROSE = (
    "示例市人民医院4月2日开出首张示例替尼胶囊处方，患者当日用上新药，医保按规定报销了大部分费用。",
    "据介绍，示例替尼胶囊由示例药业股份有限公司研发，2024年1月获批上市，2024年11月进入国家医保目录。",
    "医院药学部负责人表示，今后患者在门诊就能开到这种药，不必再到外地去配，随访也更加方便。",
    "业内人士认为，随着越来越多的创新药进入医保，患者的用药负担将进一步减轻，药品可及性也将持续提高。",
)
HANT = (
    "示例市醫院2日開出首張示例替尼膠囊處方，患者當日用上新藥，健保依規定給付大部分費用。",
    "據了解，示例替尼膠囊由示例製藥研發，去年獲准上市，今年納入健保給付，患者不必再自費。",
    "院方表示，今後病人在門診就能領到這種藥，不必再到外地就醫，追蹤也更加方便，盼減輕負擔。",
    "專家認為，隨著越來越多新藥納入健保，病人的用藥負擔將進一步減輕，藥品可近性也會提高。",
)
PLACES = ("首页", "要闻", "医药", "健康", "视频", "关于我们")
PRECISIONS = {
    "day": "%Y-%m-%d", "minute": "%Y-%m-%dT%H:%M", "second": "%Y-%m-%dT%H:%M:%S",
}  # fmt: skip


def entries(words: str, title: str, n: int) -> str:
    items = "".join(
        f'<li><a href="/n/{at}.html">{words.format(at)}</a><span>2025-03-0{at}</span></li>'
        for at in range(1, n)
    )
    return f'<div class="related"><h3>{title}</h3><ul>{items}</ul></div>'


HOLES = {
    "top": '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">',
    "end": "</body></html>",
    "menu": '<div class="nav"><ul>'
    + "".join(f'<li><a href="/{at}/">{word}</a></li>' for at, word in enumerate(PLACES))
    + "</ul></div>",
    "foot": '<div class="footer"><p><a href="/about">关于我们</a> | '
    '<a href="/law">法律声明</a></p><p>Copyright © 示例网 版权所有</p></div>',
    "related": entries("示例公司第{}季度研发管线盘点：新药进展一览", "相关阅读", 7),
    "hot": entries("示例行业观察之{}：集采走向何方", "热门文章", 9),
    "prose": "\n".join(f"<p>{words}</p>" for words in PROSE),
    "hant": "".join(f"<p>{words}</p>" for words in HANT),
    **dict(zip(("one", "two", "three", "four"), PROSE, strict=True)),
}  # fmt: skip


def rows_of(case: dict[str, Any], folder: Path) -> Rows:
    path = folder / case.get("file", "page.html")
    page = Template(case["page"]).substitute(HOLES)
    path.write_bytes(page.encode(case.get("charset", "utf-8")))
    return extract_file(Input(path, path.name))


def said(rows: Rows) -> Row:
    """The cells of the document, and those of the notice that it is."""
    [document] = rows["documents"]
    at = document["published_at"]
    shape = PRECISIONS.get(document["published_at_precision"], "")
    notices = [row for row in rows["policies"] if row["is_full_text"]]
    notice = notices[0] if notices else {}
    days = ("issued_on", "published_on", "effective_on")
    files = notice.get("attachments") or []
    return {
        **notice,
        **{name: notice[name].isoformat() for name in days if notice.get(name)},
        **document,
        "attachments": [[each["title"], each["url"]] for each in files],
        "type": document["source_type"],
        "at": at and at.strftime(shape),
        "basis": document["published_basis"],
    }


@pytest.mark.parametrize("case", ROWS, ids=lambda case: case["name"])
def test_a_page_says_who_when_and_what(case: dict[str, Any], tmp_path: Path) -> None:
    found = said(rows_of(case, tmp_path))
    assert {name: found.get(name) for name in case["says"]} == case["says"]


def test_there_are_cases_enough() -> None:
    assert len(ROWS) >= 140
