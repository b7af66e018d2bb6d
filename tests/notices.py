"""Notices built by hand: a line is a paragraph, lines with tabs are a table."""

from collections.abc import Iterator
from itertools import groupby

from normalize.document import Block, Cell, Document, Grid, Paragraph
from normalize.draft import Doubt, Draft, Implied
from normalize.text import Text
from parsers import notice


def page(*lines: str) -> Document:
    """A document of these lines."""
    raw = "\n".join(lines)
    text = Text.raw(raw)
    return Document(
        name="a.txt",
        media_type="text/plain",
        raw=raw,
        text=text,
        blocks=tuple(_blocks(text)),
    )


def texts(*lines: str) -> list[Text]:
    """The lines as pieces of one text."""
    return [line for line in Text.raw("\n".join(lines)).lines() if len(line)]


def _blocks(text: Text) -> Iterator[Block]:
    for tabbed, lines in groupby(text.lines(), key=lambda line: "\t" in line.chars):
        if tabbed:
            rows = [tuple(map(Cell, line.split("\t"))) for line in lines]
            yield Grid(tuple(rows))
        else:
            yield from (Paragraph(line) for line in lines if line.strip())


def drafts(document: Document, table: type) -> list[dict[str, object]]:
    """What the parser yields for a table, cells as plain values."""
    found = [each for each in notice.parse(document) if isinstance(each, Draft)]
    return [
        {name: plain(cell) for name, cell in each.cells.items() if name != "policy_id"}
        for each in found
        if each.table is table
    ]


def doubts(document: Document) -> list[str]:
    """The codes of the parser's doubts."""
    return [each.code for each in notice.parse(document) if isinstance(each, Doubt)]


def plain(cell: object) -> object:
    """A cell as strings, numbers, lists and mappings."""
    if isinstance(cell, Text):
        return str(cell)
    if isinstance(cell, Implied):
        return cell.value if isinstance(cell.value, bool) else str(cell.value)
    if isinstance(cell, list):
        return [plain(item) for item in cell]
    if isinstance(cell, dict):
        return {name: plain(item) for name, item in cell.items()}
    if isinstance(cell, Draft):
        return f"→ {cell.table.__name__}"
    raise TypeError(cell)


SIMPLE = (
    "湖南省医疗保障局 湖南省卫生健康委员会关于开展示例药品挂网工作的通知",
    "湘示发〔2023〕912号",
    "发布时间：2023-04-06 10:20 来源：湖南省医疗保障局 字体：【大 中 小】",
    "各市州医疗保障局，有关企业：",
    "为规范示例药品采购，现将有关事项通知如下：",
    "一、申报条件",
    "（一）目录内品种。",
    "（二）有下列情形之一的，不得申报：",
    "1.列入失信名单的；",
    "2.质量抽检不合格的。",
    "二、时间安排",
    "企业应于2023年4月30日前提交申报材料。",
    "本通知自2023年5月1日起施行。",
    "联系人：省医保局　王某　0731-55550101",
    "附件：1.示例目录",
    "2.示例评分表",
    "湖南省医疗保障局",
    "湖南省卫生健康委员会",
    "2023年4月3日",
    "附件2",
    "示例评分表",
    "一级指标\t二级指标\t分值\t评分标准",
    "一、供应（60分）\t（1）产能\t40\t足额得40分",
    "（2）配送\t20\t及时得20分",
)
