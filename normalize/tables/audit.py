"""Documents, fields, evidence, repairs, problems, runs: what the rest stands on."""

from datetime import datetime

from normalize.column import column, row_id, source, table
from normalize.values.amounts import integer
from normalize.values.dates import moment, moment_precision


def published(words: str) -> tuple[datetime, str] | None:
    """Read a time of publication, and how exact it is."""
    at, precision = moment(words), moment_precision(words)
    return (at, precision) if at and precision else None


@table("documents", "文件", "One row per input file, good or bad.", key=("path",))
class DocumentRow:
    """An input file and what became of it."""

    doc_id: str = source()
    path: str = column("路径", "Path within the input folder.", role="file")
    bytes: int = column("字节数", "Size.", unit="bytes", role="file")
    media_type: str = column("媒体类型", "What the content is.", role="file")
    source_type: str = column(
        "来源类型",
        "Kind of document.",
        values=("nhsa_form", "notice", "news", "unknown"),
        role="file",
    )
    title: str = column("标题", "Headline or title.", required=("notice", "news"))
    publisher: str = column("来源", "Where it was published (来源).")
    author: str = column("作者", "Author; the reporter where no author is named.")
    reporter: str = column("记者", "Reporter.")
    editor: str = column("编辑", "Editor (责任编辑).")
    channel: list[str] = column("频道", "Channel or categories.")
    captions: list[str] = column(
        "图注", "The lines under the pictures of an article (图为…, 某某 摄)."
    )
    published_at: datetime = column(
        "发布时间",
        "When it was published.",
        parse=published,
        also=("published_at_precision",),
    )
    published_at_precision: str = column(
        "精度",
        "How exact `published_at` is.",
        values=("second", "minute", "day", "month", "year"),
        of="published_at",
    )
    published_basis: str = column(
        "依据",
        "What says when: the line by the headline, a label (发布时间), a time element, "
        "the metadata, a time told from the day of fetching, the last update, the day "
        "under a signature, or the address (or the year from there).",
        values=(
            "dateline",
            "label",
            "time_element",
            "metadata",
            "relative",
            "updated",
            "signature",
            "url",
        ),
        of="published_at",
    )
    url: str = column("网址", "Address, where the document states one.")
    script: str = column(
        "字体", "Script of the source.", values=("Hans", "Hant"), role="file"
    )
    n_pages: int = column("页数", "Pages, for paged formats.", role="file")
    text: str = column(
        "正文", "The clean text; `repairs` turns it back into the raw one.", role="file"
    )
    status: str = column(
        "状态",
        "What became of it.",
        values=("ok", "partial", "quarantined", "duplicate"),
        role="file",
    )
    duplicate_of: str = column(
        "重复于", "Path of the file with the same bytes.", role="file"
    )
    copy_of: str = column(
        "同文于",
        "doc_id of the cleaner document with the same text on another page or in "
        "another damage.",
        role="merge",
    )
    copy_likeness: float = column(
        "相似度", "Share of the words they have in common, 0 to 1.", role="merge"
    )
    parser: str = column("解析器", "The parser that read it.", role="file")
    parser_version: str = column("解析器版本", "Its version.", role="file")
    run_id: str = column("运行", "The run that read it.", role="run")
    seconds: float = column("耗时", "Time it took.", unit="s", role="run")


@table(
    "fields",
    "原始字段",
    "Every label/value pair, known or not, as often as printed.",
    key=("label", "start"),
    span_of="value",
    evidence=False,
)
class Field:
    """A label and its value as printed."""

    field_id: str = row_id()
    doc_id: str = source()
    section: str = column("章节", "The heading it stands under.")
    label: str = column("标签", "The label, as printed.")
    field: str = column("规范名", "Canonical name; null for a label nobody knows.")
    value: str = column("值", "The value, as printed.", parse=str)
    occurrence: int = column(
        "次第", "1 for the first of a repeated block.", parse=integer
    )
    page: int = column("页", "Page, from 1.")
    start: int = column("起", "First raw character of the value.")
    end: int = column("止", "One past its last raw character.")


@table(
    "evidence",
    "证据",
    "Where each value came from.",
    key=("table_name", "row_id", "column_name", "start"),
    evidence=False,
)
class Evidence:
    """The words a cell was read from: `raw[start:end]` is `quote`."""

    table_name: str = column("表", "The table.")
    row_id: str = column("行", "The row.")
    column_name: str = column("列", "The column; `attachments.0.title` within a list.")
    doc_id: str = source()
    page: int = column("页", "Page, from 1.")
    bbox: list[float] = column(
        "位置", "x0, y0, x1, y1 from the upper left corner of the page.", unit="pt"
    )
    method: str = column(
        "方式",
        "How a printed page was read: its characters, or a picture of them.",
        values=("text", "ocr"),
    )
    confidence: float = column(
        "置信度", "How sure the least sure character of a picture is, 0 to 1."
    )
    start: int = column("起", "First raw character.")
    end: int = column("止", "One past the last raw character.")
    quote: str = column("原文", "The raw words.")
    rule: str = column("规则", "quoted, or why the value follows from these words.")


@table(
    "repairs",
    "修复",
    "Every change made to a source's text.",
    key=("start", "end"),
    evidence=False,
)
class RepairRow:
    """What stood at start:end of the raw text, and what stands there now."""

    doc_id: str = source()
    start: int = column("起", "First raw character.")
    end: int = column("止", "One past the last raw character.")
    before: str = column("原文", "The raw words.")
    after: str = column("现文", "The words now.")
    rule: str = column("规则", "Which repair; several that meet are joined by +.")


@table(
    "problems",
    "问题",
    "What a person should look at.",
    key=("code", "message", "quote"),
    evidence=False,
)
class Problem:
    """Something that could not be read, or not with certainty."""

    doc_id: str = source()
    severity: str = column("级别", "How bad.", values=("info", "warning", "error"))
    code: str = column("代码", "Kind of problem.")
    message: str = column("说明", "What, where, and what to do next.")
    table_name: str = column("表", "The table.")
    row_id: str = column("行", "The row.")
    column_name: str = column("列", "The column.")
    quote: str = column("原文", "The words.")


@table("runs", "运行", "One row per run.", key=("run_id",), evidence=False)
class Run:
    """One run of the pipeline; the only table with a clock in it."""

    run_id: str = column("运行", "Start time and process.", role="run")
    started_at: datetime = column("开始", "Start.", role="run")
    ended_at: datetime = column(
        "结束", "End; empty where the run was killed and nobody saw it.", role="run"
    )
    seconds: float = column("耗时", "Time it took.", unit="s", role="run")
    memory_mb: float = column(
        "内存",
        "The most memory that the conducting process held.",
        unit="MB",
        role="run",
    )
    outcome: str = column(
        "结果",
        "What became of it; `unchanged`: nothing was new, and nothing was written.",
        values=("published", "unchanged", "failed"),
    )
    message: str = column(
        "说明", "Why nothing was published, or which drift was accepted."
    )
    inputs_seen: int = column("输入", "Files found.")
    inputs_read: int = column("读取", "Files that were read in this run.")
    inputs_reused: int = column("沿用", "Files whose rows are those of an earlier run.")
    inputs_new: int = column("新增", "Files that the last snapshot does not know.")
    inputs_changed: int = column("变更", "Files with other bytes than in that one.")
    inputs_removed: int = column("移除", "Files of that one which are gone.")
    inputs_ok: int = column("成功", "Files read in full.")
    inputs_partial: int = column("部分", "Files read in part.")
    inputs_quarantined: int = column("隔离", "Files set aside.")
    inputs_duplicate: int = column("重复", "Files with the bytes of another.")
    rows: str = column("行数", "Rows per table, as JSON.")
    versions: str = column(
        "版本", "Versions of program, vocabularies and libraries, as JSON."
    )
