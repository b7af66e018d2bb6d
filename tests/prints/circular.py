"""Circulars of an office on red-headed paper (红头文件), and prose in two columns.

Above a red rule the office in red, its number in the middle; below the title, the
addressees, numbered paragraphs, the attachments, the office and the date at the right.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from normalize.document import Document
from normalize.values.plain import squash
from tests.prints import answers, furniture, ink, lines, word
from tests.prints.compared import Score
from tests.prints.options import PAPERS, Options

RED = "C00000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circular:
    """What a circular says."""

    office: str
    number: str
    title: str
    to: str
    paragraphs: tuple[str, ...]
    attachments: tuple[str, ...]
    dated: str


CIRCULAR = Circular(
    office="江南省药品监督管理局",
    number="江药监药注〔2024〕37号",
    title="江南省药品监督管理局关于做好创新药品挂网和配备衔接工作的通知",
    to="各市（州）市场监督管理局，省局机关各处室、各直属单位：",
    paragraphs=(
        "为加快创新药品进入临床使用，依据《中华人民共和国药品管理法》等规定，现就有关事项通知如下。",
        "一、畅通申报渠道",
        "自2024年9月1日起，药品上市许可持有人可随时提交挂网申请，省局在10个工作日内完成审核。",
        "二、加强使用监测",
        "（一）各医疗机构应当在每季度末前5个工作日报送使用情况，不得以药占比为由限制配备。",
        "（二）发现可疑且非预期严重不良反应的，应当在24小时内报告。",
        "三、强化监督检查",
        "各市（州）市场监督管理局应当将上述工作纳入年度检查计划，重大问题及时报告省局药品注册管理处。",
        "本通知自2024年9月1日起施行，有效期五年。",
    ),
    attachments=("创新药品挂网申请表", "创新药品使用情况季度报表"),
    dated="2024年8月12日",
)  # fmt: skip


# Columns of prose are columns because their lines are full.
LONG = replace(
    CIRCULAR,
    paragraphs=tuple(
        f"{number}、" + answers.prose(random.Random(number), 9).replace("\n", "")
        for number in "一二三四五六"
    ),
)


def said(circular: Circular) -> list[str]:
    """The words of a circular, in order."""
    listed = [f"{i}.{title}" for i, title in enumerate(circular.attachments, 1)]
    return [
        f"{circular.office}文件",
        circular.number,
        circular.title,
        circular.to,
        *circular.paragraphs,
        "附件：" + listed[0],
        *listed[1:],
        circular.office,
        circular.dated,
    ]


def compare(document: Document, circular: Circular) -> Score:
    """Score the paragraphs that stand whole in the text, each behind the one before."""
    text, at, wrong = squash(str(document.text)), 0, []
    words = said(circular)
    for each in words:
        found = text.find(squash(each), at)
        if found < 0:
            wrong.append(each)
        else:
            at = found + len(squash(each))
    return Score(len(words) - len(wrong), len(words), wrong)


# --- on red-headed paper, by Word


def docx(circular: Circular, *, font: str = "宋体", margin: float = 74) -> bytes:
    """The circular as a Word document."""
    head, number, title, to, *body, office, dated = said(circular)
    paragraphs = [
        _paragraph(head, font, 30, "center", color=RED, bold=True),
        _paragraph(number, font, 15, "center", ruled=True),
        _paragraph(title, font, 18, "center", bold=True),
        _paragraph(to, font, 15),
        *(
            _paragraph(words, font, 15, indent=2)
            for words in body[: -len(circular.attachments)]
        ),
        *(
            _paragraph(words, font, 15, indent=2 + 3 * (i > 0))
            for i, words in enumerate(body[-len(circular.attachments) :])
        ),
        _paragraph(office, font, 15, "right"),
        _paragraph(dated, font, 15, "right"),
    ]
    return word.document(
        "".join(paragraphs), Options(margin=margin, margin_bottom=margin, footer="dash")
    )


def _paragraph(
    words: str, font: str, size: float, place: str = "both", *,
    indent: int = 0, color: str = "000000", bold: bool = False, ruled: bool = False,
) -> str:  # fmt: skip
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" w:color="{RED}"/></w:pBdr>'
    style = (
        rule * ruled
        + f'<w:spacing w:before="{160 * bold}" w:after="{160 * (bold or ruled)}" w:line="400"/>'
        + f'<w:ind w:firstLine="{round(20 * size * indent)}"/><w:jc w:val="{place}"/>'
    )
    face = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
    ink_style = f'{face}{"<w:b/>" * bold}<w:color w:val="{color}"/><w:sz w:val="{round(2 * size)}"/>'
    return (
        f"<w:p><w:pPr>{style}</w:pPr><w:r><w:rPr>{ink_style}</w:rPr>"
        f'<w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    )


# --- in two columns, as a gazette


def gazette(circular: Circular, options: Options, *, gap: float = 24) -> bytes:
    """The circular as prose in two columns of one length, with a page number."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    canvas.setPageSize(PAPERS[options.paper])
    width, height = PAPERS[options.paper]
    room = (width - 2 * options.margin - gap) / 2
    left = (options.margin, options.margin + room + gap)
    pages = list(_pages(_wrapped(circular, options, room), options))
    for number, columns in enumerate(pages, 1):
        _number(canvas, options, number, len(pages))
        for x, column in zip(left, columns, strict=True):
            for row, line in enumerate(column):
                y = height - options.margin - row * options.size * options.leading
                _write(canvas, (x, y - options.size), line, options)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _wrapped(circular: Circular, options: Options, room: float) -> list[lines.Line]:
    measure = ink.measure(ink.font(options.font), options.size)
    return [
        line
        for words in said(circular)
        for line in lines.broken("　　" + words, room, measure)
    ]


def _pages(
    wrapped: list[lines.Line], options: Options
) -> Iterator[tuple[list[lines.Line], list[lines.Line]]]:
    """Two columns for each page, as long as each other."""
    free = PAPERS[options.paper][1] - options.margin - options.margin_bottom
    most = 2 * int(free // (options.size * options.leading))
    for page in batched(wrapped, most):
        half = -(-len(page) // 2)
        yield page[:half], page[half:]


def batched(wrapped: list[lines.Line], most: int) -> Iterator[list[lines.Line]]:
    """Slices of a list."""
    for at in range(0, len(wrapped), most):
        yield wrapped[at : at + most]


def _number(canvas: Canvas, options: Options, page: int, pages: int) -> None:
    words = furniture.footer(options.footer, page, pages)
    middle = PAPERS[options.paper][0] / 2
    _write(canvas, (middle, options.margin_bottom * 0.4), [lines.Run(words)], options)


def _write(
    canvas: Canvas, at: tuple[float, float], line: lines.Line, options: Options
) -> None:
    ink.write(canvas, at, line, ink.font(options.font), options.size, "none")
