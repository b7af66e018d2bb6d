"""Results that stand only in a table: one draft a number, whatever the table's shape.

A page is written as lines; cells are parted by strokes.
"""

from pathlib import Path

import pytest

from extract.inputs import Input
from extract.one import extract_file
from normalize.document import Block, Cell, Grid, Paragraph
from normalize.draft import Draft, Implied
from normalize.facts.outcome_tables import completed, outcome_tables, unsaid
from normalize.facts.outcomes import outcomes
from normalize.merge import merge
from normalize.rows import Row
from normalize.text import Text
from tests.html_pages import read
from tests.office_files import docx, p, r, tbl, tc

BRIEF = ("endpoint", "statistic", "value", "unit", "arm")
COMPARED = ("statistic", "value", "ci_level", "ci_low", "ci_high", "arm", "versus")


def blocks(page: str) -> list[Block]:
    """Cut a page into paragraphs, and grids of the lines with strokes."""
    found: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    for line in Text.raw(page + "\n").lines():
        if "|" in line.chars:
            rows.append(tuple(Cell(cell.strip()) for cell in line.split(r"[|]")))
            continue
        if rows:
            found.append(Grid(tuple(rows)))
            rows = []
        if line.strip():
            found.append(Paragraph(line.strip()))
    return found


def facts(page: str) -> list[Draft]:
    return [fact for table in outcome_tables(blocks(page)) for fact in table.facts]


def said(fact: Draft, name: str) -> str | None:
    """The words of a cell; 未达到 is shown as the value NR."""
    cell = fact.cells.get(name)
    if cell is None:
        return "NR" if name == "value" and "not_reached" in fact.cells else None
    return str(cell.value if isinstance(cell, Implied) else cell)


def table(found: list[Draft], *names: str) -> list[str]:
    """Each fact as a line: `ORR rate 62.4 % 试验组`; a dash for what is not said."""
    return [" ".join(said(fact, name) or "-" for name in names) for fact in found]


# --- oncology


def test_groups_at_the_head_and_a_ratio_beside_them() -> None:
    found = facts("""表2 主要疗效终点
终点|示例单抗组（n=120）|化疗组（n=118）|HR（95%CI）|P值
中位PFS（月）|12.3（10.1-14.5）|8.1（6.9, 9.2）|0.61（0.43~0.86）|<0.001
36个月OS率|71.9%|55.2%|—|
中位OS|未达到|NR|0.70 (0.50-0.98)|0.04""")
    assert table(found, *BRIEF, "n", "p_value", "timepoint_months") == [
        "PFS median 12.3 months 示例单抗组 120 - -",
        "PFS median 8.1 months 化疗组 118 - -",
        "PFS hazard_ratio 0.61 - 示例单抗组 - <0.001 -",
        "OS survival_rate 71.9 % 示例单抗组 120 - 36",
        "OS survival_rate 55.2 % 化疗组 118 - 36",
        "OS median NR - 示例单抗组 120 - -",
        "OS median NR - 化疗组 118 - -",
        "OS hazard_ratio 0.70 - 示例单抗组 - 0.04 -",
    ]
    assert table(found, *COMPARED)[:3] == [
        "median 12.3 - 10.1 14.5 示例单抗组 -",
        "median 8.1 - 6.9 9.2 化疗组 -",
        "hazard_ratio 0.61 95 0.43 0.86 示例单抗组 化疗组",
    ]


def test_groups_at_the_side() -> None:
    found = facts("""组别|例数|ORR（%）|95%CI|中位DOR（月）
示例单抗组|120|62.4*|53.1～71.0|NE
化疗组|118|30.1|22.0～39.2|6.3""")
    assert table(found, *BRIEF, "n", "ci_level", "ci_low", "ci_high") == [
        "ORR rate 62.4 % 示例单抗组 120 95 53.1 71.0",
        "DOR median NR months 示例单抗组 - - - -",
        "ORR rate 30.1 % 化疗组 118 95 22.0 39.2",
        "DOR median 6.3 months 化疗组 - - - -",
    ]


def test_an_interval_and_a_ratio_in_rows_of_their_own() -> None:
    found = facts("""疗效指标|试验组|对照组
无进展生存期（IRC评估）||
例数|201|199
中位数，月|9.8|5.4
95%CI|8.1，11.5|4.2，6.0
HR（95%CI）|0.48（0.37，0.62）|
P值|<0.0001|
客观缓解率（ORR）||
n（%）|112（55.7）|61（30.7）
95%CI|48.6，62.7|24.3，37.6""")
    assert table(found, *BRIEF, "n", "ci_low", "ci_high", "p_value", "assessor") == [
        "PFS median 9.8 months 试验组 201 8.1 11.5 - IRC",
        "PFS median 5.4 months 对照组 199 4.2 6.0 - IRC",
        "PFS hazard_ratio 0.48 - 试验组 - 0.37 0.62 <0.0001 IRC",
        "ORR rate 55.7 % 试验组 201 48.6 62.7 - -",
        "ORR rate 30.7 % 对照组 199 24.3 37.6 - -",
    ]
    assert table(found[3:], "n_events") == ["112", "61"]


def test_one_group_and_no_head_of_groups() -> None:
    found = facts("""表1 单臂研究的疗效结果（n=64）
指标|结果
ORR，n/N（%）|41/64（64.1%）
95%CI|51.1%，75.7%
CR率|23.4%
中位DOR（95%CI），月|14.2（9.9，NE）
12个月PFS率（95%CI）|58.3%（44.0，70.1）""")
    assert table(found, *BRIEF, "n", "n_events", "ci_level", "ci_low", "ci_high") == [
        "ORR rate 64.1 % - 64 41 95 51.1 75.7",
        "CR rate 23.4 % - 64 - - - -",
        "DOR median 14.2 months - - - 95 9.9 -",
        "PFS survival_rate 58.3 % - 64 - 95 44.0 70.1",
    ]


def test_sections_of_subgroups() -> None:
    found = facts("""表3 亚组分析：中位PFS（月）
亚组|试验组|对照组|HR（95%CI）
总体|12.6|8.1|0.62（0.48-0.80）
年龄|||
＜65岁|12.8|8.0|0.60（0.40-0.90）
≥65岁|11.2|8.3|0.70（0.45-1.08）""")
    assert table(found, "statistic", "value", "arm", "population") == [
        "median 12.6 试验组 -",
        "median 8.1 对照组 -",
        "hazard_ratio 0.62 试验组 -",
        "median 12.8 试验组 ＜65岁",
        "median 8.0 对照组 ＜65岁",
        "hazard_ratio 0.60 试验组 ＜65岁",
        "median 11.2 试验组 ≥65岁",
        "median 8.3 对照组 ≥65岁",
        "hazard_ratio 0.70 试验组 ≥65岁",
    ]


# --- other areas


def test_times_below_an_endpoint_in_dermatology() -> None:
    found = facts("""指标|安慰剂组（n=60）|示例单抗200mg组（n=61）
PASI 75||
第12周|5（8.3）|43（70.5）
第24周|6（10.0）|50（82.0）
P值||<0.001
sPGA 0/1||
第12周|3（5.0）|40（65.6）""")
    names = ("endpoint", "value", "n_events", "n", "timepoint_months", "p_value")
    assert table(found, *names) == [
        "PASI75 8.3 5 60 2.8 -",
        "PASI75 70.5 43 61 2.8 -",
        "PASI75 10.0 6 60 5.5 <0.001",
        "PASI75 82.0 50 61 5.5 <0.001",
        "sPGA01 5.0 3 60 2.8 -",
        "sPGA01 65.6 40 61 2.8 -",
    ]


def test_two_rows_of_heads_with_times_over_groups() -> None:
    found = facts("""表4 EASI应答率（%）
|第12周||第24周|
|试验组|对照组|试验组|对照组
EASI-75|51.2|20.3|70.1|30.5
EASI-90|30.0|8.8|48.7|12.0""")
    assert table(found, "endpoint", "value", "unit", "arm", "timepoint_text") == [
        "EASI75 51.2 % 试验组 第12周",
        "EASI75 20.3 % 对照组 第12周",
        "EASI75 70.1 % 试验组 第24周",
        "EASI75 30.5 % 对照组 第24周",
        "EASI90 30.0 % 试验组 第12周",
        "EASI90 8.8 % 对照组 第12周",
        "EASI90 48.7 % 试验组 第24周",
        "EASI90 12.0 % 对照组 第24周",
    ]


def test_changes_from_baseline_in_three_groups_of_diabetes() -> None:
    found = facts("""|示例片10mg（N=200）|示例片20mg（N=201）|安慰剂（N=199）
HbA1c（%）|||
基线，均值（SD）|8.3（0.9）|8.4（0.8）|8.3（0.9）
第24周较基线变化，LS均值（SE）|-1.52（0.08）|-1.78（0.08）|-0.31（0.08）
与安慰剂的差值（95%CI）|-1.21（-1.43，-0.99）|-1.47（-1.69，-1.25）|—
P值|<0.001|0.002|
HbA1c＜7%的患者比例（%）|45.0|56.2|15.1""")
    assert table(found, *BRIEF, "versus", "p_value") == [
        "HbA1c mean_change -1.52 % 示例片10mg - -",
        "HbA1c mean_change -1.78 % 示例片20mg - -",
        "HbA1c mean_change -0.31 % 安慰剂 - -",
        "HbA1c difference -1.21 % 示例片10mg 安慰剂 <0.001",
        "HbA1c difference -1.47 % 示例片20mg 安慰剂 0.002",
        "HbA1c_target rate 45.0 % 示例片10mg - -",
        "HbA1c_target rate 56.2 % 示例片20mg - -",
        "HbA1c_target rate 15.1 % 安慰剂 - -",
    ]


def test_columns_of_baseline_and_change_in_nephrology() -> None:
    found = facts("""组别|基线eGFR|第52周eGFR较基线变化（mL/min/1.73m²）|UACR较基线变化（%）
示例片组（n=150）|55.1|-1.8|-38.2
安慰剂组（n=148）|54.9|-4.6|-5.0""")
    assert table(found, *BRIEF, "timepoint_text", "n") == [
        "eGFR mean_change -1.8 mL/min/1.73m² 示例片组 第52周 150",
        "proteinuria mean_change -38.2 % 示例片组 - 150",
        "eGFR mean_change -4.6 mL/min/1.73m² 安慰剂组 第52周 148",
        "proteinuria mean_change -5.0 % 安慰剂组 - 148",
    ]


def test_a_vaccine_with_its_efficacy_by_age() -> None:
    found = facts("""人群|疫苗组病例数|安慰剂组病例数|保护效力（95%CI）
全人群|12|98|87.9%（78.0%～93.4%）
60岁及以上|3|20|85.0%（49.4%～95.6%）""")
    assert table(found, "endpoint", "value", "unit", "ci_level", "population") == [
        "vaccine_efficacy 87.9 % 95 -",
        "vaccine_efficacy 85.0 % 95 60岁及以上",
    ]


def test_units_in_a_line_above_and_a_count_beside_its_rate() -> None:
    found = facts("""表5 临床疗效比较
单位：%
组别|例数|痊愈率|总有效率
示例颗粒组|72|30.6|91.7
对照组|70|18.6|77.1
P值||0.041|0.018""")
    assert table(found, *BRIEF, "n", "p_value") == [
        "cure_rate rate 30.6 % 示例颗粒组 72 0.041",
        "total_effective_rate rate 91.7 % 示例颗粒组 72 0.018",
        "cure_rate rate 18.6 % 对照组 70 0.041",
        "total_effective_rate rate 77.1 % 对照组 70 0.018",
    ]


def test_scores_with_how_far_they_spread() -> None:
    found = facts("""指标|时间|示例胶囊组（n=98）|安慰剂组（n=101）|P值
HAMD-17总分|基线|24.1±3.2|23.9±3.0|0.66
|第8周|9.8±4.1|15.2±5.0|<0.001
MADRS总分|第8周|11.0±4.8|17.7±6.1|<0.001""")
    assert table(found, *BRIEF, "timepoint_text", "p_value") == [
        "HAMD mean 9.8 - 示例胶囊组 第8周 <0.001",
        "HAMD mean 15.2 - 安慰剂组 第8周 <0.001",
        "MADRS mean 11.0 - 示例胶囊组 第8周 <0.001",
        "MADRS mean 17.7 - 安慰剂组 第8周 <0.001",
    ]


def test_an_interval_below_its_number() -> None:
    found = facts("""终点|试验组|对照组
SVR12（%）|96.8|88.1
|（92.7，99.0）|（82.0，92.7）""")
    assert table(found, "endpoint", "value", "ci_low", "ci_high", "arm") == [
        "SVR 96.8 92.7 99.0 试验组",
        "SVR 88.1 82.0 92.7 对照组",
    ]


def test_traditional_script_and_full_width_figures() -> None:
    found = facts("""療效指標|試驗組（ｎ＝５６）|對照組（ｎ＝５５）|Ｐ值
客观缓解率（％）|６２．４|３０．９|＜０．００１""")
    assert table(found, "statistic", "value", "unit", "n", "p_value", "arm") == [
        "rate ６２．４ % ５６ ＜０．００１ 試驗組",
        "rate ３０．９ % ５５ ＜０．００１ 對照組",
    ]


def test_a_table_goes_on_below_without_its_head() -> None:
    found = facts("""表2 疗效
终点|试验组|对照组
ORR（%）|60.0|30.2
续表
DCR（%）|88.1|70.4
中位TTP（月）|7.7|4.1""")
    assert table(found, *BRIEF) == [
        "ORR rate 60.0 % 试验组",
        "ORR rate 30.2 % 对照组",
        "DCR rate 88.1 % 试验组",
        "DCR rate 70.4 % 对照组",
        "TTP median 7.7 months 试验组",
        "TTP median 4.1 months 对照组",
    ]


def test_shares_of_a_bleeding_disorder_and_mean_rates() -> None:
    found = facts("""终点|预防治疗组（n=40）|按需治疗组（n=20）|率比（95%CI）
年化出血率（次/年）|2.1|21.3|0.10（0.06-0.16）
零出血患者，n（%）|18（45.0）|0（0.0）|""")
    assert table(found, "endpoint", "statistic", "value", "n_events", "arm") == [
        "ABR mean 2.1 - 预防治疗组",
        "ABR mean 21.3 - 按需治疗组",
        "ABR risk_ratio 0.10 - 预防治疗组",
        "zero_bleeds rate 45.0 18 预防治疗组",
        "zero_bleeds rate 0.0 0 按需治疗组",
    ]


def test_a_fall_is_negative_in_hypertension() -> None:
    found = facts("""治疗8周血压变化|示例片组|对照药组|组间差值（95%CI）|P值
坐位收缩压较基线下降（mmHg）|18.2|12.1|6.1（3.9，8.3）|<0.0001
血压达标率（%）|66.0|51.3||0.003""")
    assert table(found, *BRIEF, "p_value")[:3] == [
        "SBP mean_change -18.2 mmHg 示例片组 -",
        "SBP mean_change -12.1 mmHg 对照药组 -",
        "SBP difference 6.1 mmHg 示例片组 <0.0001",
    ]
    assert table(found, "endpoint", "value", "p_value")[3:] == [
        "BP_target 66.0 0.003",
        "BP_target 51.3 0.003",
    ]


def test_assessors_side_by_side() -> None:
    found = facts("""指标|IRC评估|研究者评估
ORR（95%CI）|55.0%（40.1，69.2）|58.3%（43.2，72.4）
中位PFS（95%CI），月|9.8（7.1，12.4）|10.2（7.7，12.9）""")
    assert table(found, "endpoint", "value", "assessor", "arm", "ci_level") == [
        "ORR 55.0 IRC - 95",
        "ORR 58.3 investigator - 95",
        "PFS 9.8 IRC - 95",
        "PFS 10.2 investigator - 95",
    ]


def test_populations_over_groups_at_the_side() -> None:
    found = facts("""人群|组别|例数|中位OS（月）|HR（95%CI）|P值
全人群|示例单抗组|300|15.3|0.74（0.61-0.90）|0.002
|化疗组|301|11.9||
PD-L1≥5%|示例单抗组|180|17.8|0.62（0.48-0.80）|<0.001
|化疗组|178|11.1||""")
    assert table(found, "statistic", "value", "n", "arm", "population", "p_value") == [
        "median 15.3 300 示例单抗组 - -",
        "hazard_ratio 0.74 - 示例单抗组 - 0.002",
        "median 11.9 301 化疗组 - -",
        "median 17.8 180 示例单抗组 PD-L1≥5% -",
        "hazard_ratio 0.62 - 示例单抗组 PD-L1≥5% <0.001",
        "median 11.1 178 化疗组 PD-L1≥5% -",
    ]


def test_groups_and_endpoints_in_one_head_with_times_at_the_side() -> None:
    found = facts("""随访节点|示例单抗组ORR|对照组ORR
12周|45.1%|20.2%
24周|60.3%|28.8%""")
    assert table(found, "endpoint", "value", "arm", "timepoint_text") == [
        "ORR 45.1 示例单抗组 12周",
        "ORR 20.2 对照组 12周",
        "ORR 60.3 示例单抗组 24周",
        "ORR 28.8 对照组 24周",
    ]


def test_before_and_after_without_groups() -> None:
    found = facts("""主要疗效指标|治疗前|治疗12周|差值
UPDRS评分|38.2±8.1|30.1±7.7|-8.1""")
    assert table(found, "statistic", "value", "arm", "timepoint_text") == [
        "mean 30.1 - 治疗12周",
        "mean_change -8.1 - -",
    ]


def test_a_ratio_named_in_its_cell() -> None:
    found = facts("""终点|试验组|对照组|统计学意义
MACE发生率|8.1%|10.2%|HR=0.78（95%CI 0.65-0.92），P=0.003""")
    assert table(found, "statistic", "value", "arm", "versus", "ci_low", "p_value") == [
        "rate 8.1 试验组 - - -",
        "rate 10.2 对照组 - - -",
        "hazard_ratio 0.78 试验组 对照组 0.65 0.003",
    ]


def test_english_labels() -> None:
    found = facts("""Endpoint|Drug A (n=100)|Placebo (n=99)|HR (95% CI)|P value
Median PFS, months|10.1|5.5|0.50 (0.36-0.70)|<0.001""")
    assert table(found, *BRIEF, "n", "p_value") == [
        "PFS median 10.1 months Drug A 100 -",
        "PFS median 5.5 months Placebo 99 -",
        "PFS hazard_ratio 0.50 - Drug A - <0.001",
    ]


def test_cells_that_span_columns_and_rows() -> None:
    page = """<p>示例替尼片的Ⅲ期临床试验结果见下表。</p><table>
<tr><th rowspan=2>终点</th><th colspan=2>意向治疗人群</th><th rowspan=2>P值</th></tr>
<tr><th>示例替尼组<br>(n=150)</th><th>安慰剂组<br>(n=75)</th></tr>
<tr><td>12个月RFS率</td><td>88.1%</td><td>61.0%</td><td rowspan=2>&lt;0.001</td></tr>
<tr><td>RFS HR（95%CI）</td><td colspan=2>0.31（0.19-0.50）</td></tr></table>"""
    [found] = outcome_tables(read(page).blocks)
    assert table(found.facts, *BRIEF, "n", "timepoint_months") == [
        "RFS survival_rate 88.1 % 示例替尼组 150 12",
        "RFS survival_rate 61.0 % 安慰剂组 75 12",
        "RFS hazard_ratio 0.31 - 示例替尼组 - -",
    ]
    assert table(found.facts, "versus", "ci_high") == ["- -", "- -", "安慰剂组 0.50"]


def test_each_cell_is_the_documents_own_words() -> None:
    page = "终点|试验组|对照组\nORR（%）|60.0|30.2"
    [first, _] = facts(page)
    for name in ("value", "unit", "arm", "endpoint"):
        cell = first.cells[name]
        assert isinstance(cell, Text)
        assert page[slice(*cell.span)] == cell.chars
    assert said(first, "quote") == "试验组 ORR（%） 60.0"


# --- what is no result

NONE = {
    "who the patients are": """表1 基线特征
特征|试验组（n=120）|对照组（n=118）
PASI评分|20.1±8.2|21.3±9.0""",
    "who they are, without a caption": """特征|试验组（n=120）|对照组（n=118）
年龄（岁）|62.1±8.2|61.0±9.0
男性，n（%）|60（50.0）|59（50.0）
HbA1c（%）|8.2±1.0|8.3±0.9""",
    "adverse events": """不良反应|试验组（n=60）|对照组（n=58）
恶心|24（40.0%）|18（31.0%）
≥3级贫血发生率|12（20.0%）|9（15.5%）""",
    "doses": """适应症|推荐剂量|给药频率
无进展生存期较短者|200mg|每3周一次
BMI≥30|2.4mg|每周一次""",
    "prices": """药品|规格|价格（元）
示例替尼片|50mg|1280.5
示例单抗注射液|100mg|2400""",
    "sales": """产品|2023年销售额（亿元）|同比增长率（%）
示例替尼片|12.3|20.5
示例单抗|8.1|15.2""",
    "how an application is scored": """评分项目|评分标准|分值
有效率|较参照药提高10.5%|20
安全性|不良反应发生率低|15""",
    "a catalogue": """序号|药品名称|剂型|备注
1|示例替尼|片剂|ORR 60.0%
2|示例单抗|注射剂|""",
    "what a trial assumes": """样本量参数|试验组|对照组
预设ORR（%）|60.0|40.0
把握度|90%|90%""",
    "pharmacokinetics": """参数|50mg组|100mg组
Cmax（ng/mL）|120.5±30.1|240.1±55.0
AUC0-t（h·ng/mL）|880±201|1760±390
有效率（%）|20.1|30.2""",
    "work of a hospital": """任务|目标值|完成值
高血压患者血压控制率|70.0%|72.3%
治愈率|80.0%|81.1%""",
    "safety below results, by section": """项目|试验组|对照组
安全性||
停药率（%）|6.1|5.0
因不良事件减量（%）|12.0|8.8""",
    "words": """终点|定义
ORR|CR与PR患者的比例
PFS|随机至进展或死亡""",
    "an epidemic": """年份|发病率（/10万）|病死率（%）
2021年|12.1|1.2
2022年|11.8|1.1""",
    "other trials": """研究名称|药物|ORR（%）
EXAMPLE-1|示例单抗|60.1
EXAMPLE-2|样例单抗|50.2""",
    "a laboratory's report": """检查项目|参考值|结果
HbA1c（%）|4.0-6.0|7.2""",
    "what a disease does": """分期|5年生存率
I期|92.1%
IV期|12.3%""",
    "a list of drugs": """药物|ORR|mPFS|适应症
示例单抗|44.8%|8.3个月|肺癌
样例单抗|39.1%|7.1个月|胃癌""",
    "one year and another": """项目|2024年|2023年
治愈率|80.1%|79.2%""",
    "wards": """病种|总有效率（%）|病例数
肺炎|97.1|210""",
    "how a result is judged": """评分|疗效判定标准
显效|积分减少≥70%
总有效率|（显效+有效）/总例数×100%""",
    "aims of a guideline": """指标|控制目标
HbA1c|<7.0%
LDL-C|<1.8 mmol/L""",
    "counts without a unit": """终点|试验组|对照组
ORR|12|5""",
}


@pytest.mark.parametrize("page", NONE.values(), ids=NONE.keys())
def test_what_is_no_result(page: str) -> None:
    assert facts(page) == []


def test_a_p_value_below_several_endpoints_is_of_none() -> None:
    found = facts("""疗效评价|联合组（n=60）|单药组（n=60）
SD|15（25.0）|18（30.0）
ORR|36（60.0）|25（41.7）
P值|0.045|""")
    assert table(found, "endpoint", "value", "n_events", "p_value") == [
        "SD 25.0 15 -",
        "SD 30.0 18 -",
        "ORR 60.0 36 -",
        "ORR 41.7 25 -",
    ]


def test_rows_of_safety_below_results_are_none() -> None:
    found = facts("""终点|试验组|对照组
ORR（%）|60.0|30.2
停药率（%）|6.1|5.0
≥3级不良事件发生率（%）|20.5|18.8
中位随访时间（月）|20.1|20.3
中位年龄（岁）|61|62""")
    assert table(found, *BRIEF) == [
        "ORR rate 60.0 % 试验组",
        "ORR rate 30.2 % 对照组",
    ]


# --- in a page

PAGE = """# 示例生物公布示例单抗Ⅲ期研究结果

2025-04-28　来源：示例医药网

示例生物公布示例单抗注射液治疗晚期胃癌的Ⅲ期临床研究结果。该研究随机入组361例患者。示例单抗组中位PFS为8.3个月，对照组为5.6个月。

**表1 主要疗效结果**

| 终点 | 示例单抗组（n=241） | 对照组（n=120） | HR（95%CI） | P值 |
| --- | --- | --- | --- | --- |
| 中位PFS，月（95%CI） | 8.3（7.0，8.6） | 5.6（5.4，6.9） | 0.55（0.44，0.68） | <0.0001 |
| ORR，% | 62.3 | 50.6 | | 0.0097 |

表2 安全性

| 不良反应 | 示例单抗组（n=241） | 对照组（n=120） |
| --- | --- | --- |
| 恶心 | 24（10.0%） | 18（15.0%） |

此前，样例替尼片的单臂II期试验入组48例患者，结果见表3。

| 指标 | 结果 |
| --- | --- |
| ORR（95%CI） | 71.4%（56.7，83.4） |
| 中位DOR | 尚未达到 |

公司表示将继续推进研究。
"""
AS_TABS = "\n".join(
    "\t".join(cell.strip() for cell in line.strip("|").split("|"))
    for line in PAGE.replace("# ", "").replace("**", "").splitlines()
    if "---" not in line
)
WARDS = """县医院2024年工作总结公布
2025-01-02 来源：示例县融媒体

县医院昨日公布了2024年各科室的工作情况，全年收治病人12000人次。

| 科室 | 治愈率 | 好转率 |
| --- | --- | --- |
| 内科 | 80.1% | 15.0% |
"""


def extracted(tmp_path: Path, page: str, name: str) -> dict[str, list[Row]]:
    path = tmp_path / name
    path.write_text(page, "utf-8")
    return merge([extract_file(Input(path, path.name))])


@pytest.mark.parametrize(("name", "page"), [("a.md", PAGE), ("a.txt", AS_TABS)])
def test_numbers_of_tables_join_the_study_before_them(
    tmp_path: Path, name: str, page: str
) -> None:
    found = extracted(tmp_path, page, name)
    drugs = {row["drug_id"]: row["generic_name"] for row in found["drugs"]}
    trials = {row["trial_id"]: row["enrolled"] for row in found["trials"]}
    assert [
        (drugs[row["drug_id"]], trials[row["trial_id"]], row["endpoint"],
         row["statistic"], row["value"], row["ci_low"], row["n"])
        for row in found["outcomes"]
    ] == [
        ("示例单抗注射液", 361, "PFS", "median", 8.3, 7.0, 241),
        ("示例单抗注射液", 361, "PFS", "median", 5.6, 5.4, 120),
        ("示例单抗注射液", 361, "PFS", "hazard_ratio", 0.55, 0.44, None),
        ("示例单抗注射液", 361, "ORR", "rate", 62.3, None, 241),
        ("示例单抗注射液", 361, "ORR", "rate", 50.6, None, 120),
        ("样例替尼片", 48, "ORR", "rate", 71.4, 56.7, None),
        ("样例替尼片", 48, "DOR", "median", None, None, None),
    ]  # fmt: skip
    assert found["outcomes"][0]["quote"] == "示例单抗组中位PFS为8.3个月"
    assert [row["rate"] for row in found["adverse_events"]] == [10.0, 15.0]


def test_a_table_of_a_hospital_is_of_no_study(tmp_path: Path) -> None:
    assert extracted(tmp_path, WARDS, "a.md")["outcomes"] == []


WORD = p(r("示例单抗公布Ⅲ期研究结果")) + p(r("2025-04-28 来源：示例医药网"))
WORD += p(r("示例单抗注射液的Ⅲ期临床研究随机入组361例患者，达到主要终点，结果见下表。"))
WORD += tbl(
    [tc(p(r("终点"))), tc(p(r("示例单抗组（n=241）"))), tc(p(r("对照组（n=120）")))],
    [tc(p(r("中位PFS，月"))), tc(p(r("8.3"))), tc(p(r("5.6")))],
    [tc(p(r("HR（95%CI）"))), tc(p(r("0.55（0.44，0.68）")), span=2)],
)


def test_a_table_of_word_with_a_cell_over_both_groups(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(WORD))
    found = merge([extract_file(Input(path, path.name))])["outcomes"]
    assert [
        (row["endpoint"], row["statistic"], row["value"], row["ci_level"], row["n"],
         row["arm"], row["versus"])
        for row in found
    ] == [
        ("PFS", "median", 8.3, None, 241, "示例单抗组", None),
        ("PFS", "median", 5.6, None, 120, "对照组", None),
        ("PFS", "hazard_ratio", 0.55, 95.0, None, "示例单抗组", "对照组"),
    ]  # fmt: skip


def test_prose_that_rounds_a_number_tells_it_once() -> None:
    [stated, other] = facts("终点|示例单抗组|对照组\nORR（%）|62.3|50.6")
    [told] = outcomes(Text.raw("示例单抗组ORR为62%。"))
    assert unsaid([stated, other], [told]) == [other]
    [elsewhere] = outcomes(Text.raw("示例单抗组ORR为61%。"))
    assert unsaid([stated, other], [elsewhere]) == [stated, other]


def test_prose_keeps_its_words_and_takes_what_only_the_table_says() -> None:
    stated = facts("终点|示例单抗组（n=241）|对照组\n中位PFS（月）|8.3（7.0-8.6）|5.6")
    [told] = completed(list(outcomes(Text.raw("中位PFS为8.3个月。"))), stated)
    assert table([told], "quote", "value", "n", "ci_low", "arm") == [
        "中位PFS为8.3个月 8.3 241 7.0 示例单抗组"
    ]


def test_a_long_list_is_no_table_of_results() -> None:
    rows = [f"{at}个月OS率（%）|80.1|70.2" for at in range(1, 400)]
    assert facts("\n".join(["终点|试验组|对照组", *rows])) == []
