"""Plain text: titles, tab and stroke tables, cut cells, page numbers, broken lines."""

import pytest

from extract.readers import headings, plain
from normalize.document import Document, Grid, Heading, Paragraph


def outline(document: Document) -> list[object]:
    """Write headings as (level, words), paragraphs as words, grids as rows of words."""
    found: list[object] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append((block.level, str(block.text)))
        elif isinstance(block, Paragraph):
            found.append(str(block.text))
        else:
            found.append([[str(cell.text) for cell in row] for row in block.rows])
    return found


def read(raw: str) -> list[object]:
    """Give the outline of a plain text."""
    return outline(plain.read(raw, "form.txt"))


def test_a_form_is_titles_paragraphs_and_grids() -> None:
    assert read(
        "2031年国家医保药品目录调整\n\n药品名称：甲乙替尼片\n\n一、基本信息\n\n"
        "药品类别\t西药\t是否为独家\t是\n------\t----\t--------\t--\n申报目录类别\t基本医保目录\t\t\n\n"
        "- 中成药：一律填写日均费用。\n - 成人：18周岁及以上。\n五（一）、公平性信息\n"
    ) == [
        "2031年国家医保药品目录调整",
        "药品名称：甲乙替尼片",
        (1, "一、基本信息"),
        [["药品类别", "西药", "是否为独家", "是"], ["申报目录类别", "基本医保目录"]],
        "中成药：一律填写日均费用。",
        "成人：18周岁及以上。",
        (1, "五（一）、公平性信息"),
    ]


@pytest.mark.parametrize(
    "gap", ["\n", "\n\n", "\f", "\n\f\n", "\n第 2 页 共 9 页\n\n第 3 页 共 9 页\n"]
)
def test_a_cell_cut_by_a_page_break_is_whole_again(gap: str) -> None:
    raw = f"是否为OTC\t否\n疾病基本情况\t传统治疗中\t\n{gap}\t位生存期仅5个月。\t\n批准文号\t国药准字H20310001\n"
    assert read(raw) == [
        [
            ["是否为OTC", "否"],
            ["疾病基本情况", "传统治疗中位生存期仅5个月。"],
            ["批准文号", "国药准字H20310001"],
        ]
    ]


def test_a_cut_cell_is_quoted_from_both_pages() -> None:
    raw = "标签\t前半\n\n\t后半\n"
    document = plain.read(raw, "a.txt")
    cell = document.grids()[0].rows[0][1].text
    assert [raw[a:b] for a, b in cell.spans()] == ["前半", "后半"]
    assert [raw[a:b] for a, b in document.quotes(cell)] == ["前半\n\n\t后半"]


def test_a_cut_row_goes_on_in_its_own_columns() -> None:
    raw = "规格\t每袋约\t用法\t静脉\n\n\t20mL\t\t输注\n"
    assert read(raw) == [[["规格", "每袋约20mL", "用法", "静脉输注"]]]


def test_a_row_without_a_first_cell_inside_a_table_stays_a_row() -> None:
    assert read("对照\t单价\n\t12.5\n") == [[["对照", "单价"], ["", "12.5"]]]


def test_an_empty_cell_keeps_the_columns_in_line() -> None:
    assert read("甲\t\t丙\n1\t2\t3\n") == [[["甲", "", "丙"], ["1", "2", "3"]]]


@pytest.mark.parametrize(
    "line", ["1.\t提交申请。", "（二）\t审核。", "\t缩进的一段。", "第三条\t本办法"]
)
def test_a_tab_behind_a_number_makes_no_table(line: str) -> None:
    assert read(f"{line}\n") == [line.strip()]


def test_a_flattened_table_is_read_row_by_row() -> None:
    assert read(
        "附表1 | |||||\n制剂名称 | 汉语拼音 | ||||\n专利 | □有,(1)专利号: 名称: | □无 | |||\n"
        "负责人签名:\n年 月 日 | 法定代表人签名:\n年 月 日 |\n(盖章处) 年 月 日\n|\n附件2\n后文。"
    ) == [
        [
            ["附表1"],
            ["制剂名称", "汉语拼音"],
            ["专利", "□有,(1)专利号: 名称:", "□无"],
            ["负责人签名:\n年 月 日", "法定代表人签名:\n年 月 日"],
            ["(盖章处) 年 月 日"],
        ],
        (1, "附件2"),
        "后文。",
    ]


def test_a_merged_label_is_the_first_cell_once() -> None:
    assert read(
        "优选标准\n一级指标 | 二级指标 | 分值 | ||\n一、疗效 (60分)\n一、疗效(60分)\n| (1)理法 | 10 | ||\n"
        "(2)需求 | 5 | |||\n加分项\n加分项 | (1)批件 | 5 | |||\n备注:1.以分计;"
    ) == [
        "优选标准",
        [
            ["一级指标", "二级指标", "分值"],
            ["一、疗效 (60分)", "(1)理法", "10"],
            ["(2)需求", "5"],
            ["加分项", "(1)批件", "5"],
        ],
        "备注:1.以分计;",
    ]


def test_a_title_below_a_table_is_no_label_of_the_next() -> None:
    blocks = read("甲 | 1 ||\n乙 | 2 ||\n附表2\n评分表\n丙 | 3 ||\n丁 | 4 ||\n")
    assert blocks == [
        [["甲", "1"], ["乙", "2"]],
        (1, "附表2"),
        "评分表",
        [["丙", "3"], ["丁", "4"]],
    ]


def test_an_empty_cell_between_strokes_keeps_its_column() -> None:
    assert read("a |  | b\nc | d | e\n") == [[["a", "", "b"], ["c", "d", "e"]]]


@pytest.mark.parametrize(
    "line", ["首页 | 新闻 | 正文", "甲县| 乙县| 丙县|", "联系人|电话"]
)
def test_one_line_with_strokes_is_no_table(line: str) -> None:
    assert read(f"{line}\n正文。") == [line, "正文。"]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("第三章 监督管理", 1),
        ("第二节 审评", 2),
        ("十一、其他事项", 1),
        ("(三)加分项:成果转化评价", 2),
        ("附件：", None),
        ("附件2", 1),
        ("附表", 1),
        ("附件:1.申报指南", None),
        ("一、甲药组缓解率为60%；", None),
        ("一种靶向抗原受体", None),
        ("第一条 为加强管理", None),
        ("1.品种申报", None),
        ("一、" + "很长" * 30, None),
    ],
)
def test_numbering_makes_a_title(line: str, level: int | None) -> None:
    assert headings.level(line) == level


def test_page_numbers_leave_as_furniture_and_pages_are_known() -> None:
    raw = "正文一。\n— 1 —\n\f正文二。\n— 2 —\n"
    document = plain.read(raw, "a.txt")
    assert outline(document) == ["正文一。", "正文二。"]
    assert {repair.rule for repair in document.text.repairs(raw)} == {"page_furniture"}
    assert document.page_starts == (0, 12)
    assert document.page_of(raw.index("正文二")) == 2


@pytest.mark.parametrize(
    "raw", ["- 5 -\n正文。", "甲\n- 7 -\n乙\n- 3 -\n丙", "3/12\n正文"]
)
def test_a_lone_number_is_no_page_number(raw: str) -> None:
    assert len(read(raw)) == len(raw.splitlines())


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    line = "本品适用于成人复发或难治性疾病的治疗且须在有经验的医师指导下使用"
    latin = "The recommended dose of the product is given by"
    raw = f"{line}\n{line}\n{line}\n直至进展。\n1.另起一项\n\n{latin}\n{latin}\n{latin}\ninfusion."
    document = plain.read(raw, "a.txt")
    assert outline(document) == [
        line * 3 + "直至进展。",
        "1.另起一项",
        f"{latin} {latin} {latin} infusion.",
    ]
    assert {repair.rule for repair in document.text.repairs(raw)} == {"wrapping"}


def test_a_numbered_line_that_wraps_goes_on() -> None:
    raw = """（一）协议期内谈判药品按照支付标准直接挂网，企业应
当于规定时间内通过招采管理系统提交资料并对资料的真
实性、完整性负责，逾期未提交的，视为放弃在本省挂网
的资格，由此产生的后果由企业自行承担，请企业合理安
排时间。
（二）关于示例药品集中带量采购中选结果执行有关事项
医疗机构应当按照约定采购量完成采购并优先使用中选药"""
    first, *rest = outline(plain.read(raw, "a.txt"))
    assert first.startswith("（一）协议期内") and first.endswith("合理安排时间。")
    title, body = raw.splitlines()[-2:]
    assert rest == [(2, title), body]  # A title may be as wide as the page.


@pytest.mark.parametrize(
    "lines",
    [
        [
            "甲省药品监督管理局",
            "甲省卫生健康委员会",
            "甲省医疗保障局机关",
            "二〇三一年六月二十日",
        ],
        ["甲药用于治疗成人患者的一种罕见疾病且疗效确切安全性良好。"] * 4,
        ["1.甲乙替尼片用于治疗成人患者的一种罕见疾病且疗效确切安全"] * 4,
        ["姓名\t甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙"] * 4,
    ],
)
def test_lines_that_are_no_sentence_stay_apart(lines: list[str]) -> None:
    document = plain.read("\n".join(lines), "a.txt")
    assert str(document.text).splitlines() == lines


def test_grids_are_grids() -> None:
    [grid] = plain.read("标签\t值\n", "a.txt").blocks
    assert isinstance(grid, Grid)
