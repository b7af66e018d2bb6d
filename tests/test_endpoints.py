"""The vocabulary of endpoints: what its rows must keep to, and what is no endpoint."""

import re

import pytest

from normalize import vocab
from normalize.values.outcomes.endpoints import MENTION, endpoint_of

ROWS = vocab.load("endpoints")
STATISTICS = {"rate", "median", "mean_change", "mean", "risk_reduction"}
MENTIONS = re.compile(MENTION)

# What a short code of the vocabulary is the name of elsewhere: a sentence each.
OTHERS = """
ABC	ABC法分类管理的药品占62.0%。
ACT	ACT疗法的市场占比为12.5%。
ADL	ADL公司持股12.5%。
AHI	AHI指数上涨2.1%。
BNP	BNP集团持股5.2%。
BPI	BPI公司的毛利率为31.0%。
BSA	本品含BSA 0.5%。
BTH	BTH公司持股12.5%。
CAS	CAS号为50-78-2，纯度为99.0%。
CAT	CAT公司持股12.5%。
CDP	CDP公司持股12.5%。
CDR	CDR3序列相似度为92.0%。
CFA	CFA协会会员占12.5%。
CFT	CFT交易占12.5%。
CMR	CMR检查异常者占12.5%。
CRR	CRR治疗占12.5%。
CUA	CUA会议上有12.5%的报告。
DHI	DHI植发占12.5%。
DMR	DMR基因区域占12.5%。
DSN	DSN数据占12.5%。
DSS	DSS溶液浓度为2.5%。
EDS	EDS患者占12.5%。
EHS	EHS投入占营收的1.5%。
EOS	EOS相机占12.5%。
ESS	ESS系统占12.5%。
ETS	ETS机制覆盖12.5%的企业。
FBG	FBG公司持股12.5%。
FCP	FCP产能占12.5%。
FMA	FMA材料占12.5%。
GCS	GCS公司持股12.5%。
GMC	GMC集团持股12.5%。
HHF	HHF基金持股12.5%。
HV	HV电压占12.5%。
HGB	HGB基因突变占12.5%。
Hgb	Hgb基因突变占12.5%。
ISI	ISI收录论文占12.5%。
JOA	JOA期刊论文占12.5%。
KPS	KPS评分≥80分的患者占70.0%。
LCQ	LCQ公司持股12.5%。
LDA	LDA模型解释了62.0%的变异。
LFS	LFS综合征患者占12.5%。
LIC	LIC公司持股12.5%。
LLL	LLL公司持股12.5%。
LPS	LPS刺激后上清浓度为12.5%。
LSM	LSM显微镜占12.5%。
MAP	MAP激酶突变占12.5%。
MAS	MAS公司持股12.5%。
MBL	MBL酶阳性菌株占12.5%。
MDA	MDA-MB-231细胞占12.5%。
MGC	MGC公司持股12.5%。
MHD	MHD患者占12.5%。
MSE	MSE误差为2.5%。
MSF	MSF组织援助占12.5%。
MSQ	MSQ公司持股12.5%。
NCS	NCS公司持股12.5%。
NPI	NPI产品占12.5%。
NPS	NPS管制物质占12.5%。
ODI	ODI投资占12.5%。
PAV	PAV病毒占12.5%。
PEF	PEF发电占12.5%。
PEP	PEP用药者占12.5%。
PMR	PMR患者占12.5%。
PTA	PTA装置开工率为72.0%。
SAQ	SAQ公司持股12.5%。
SAS	采用SAS软件分析，占12.5%。
SCR	SCR脱硝装置占12.5%。
SDS	溶液含SDS 0.5%。
SPR	SPR检测占12.5%。
TBR	TBR轮胎占12.5%。
TDI	TDI产能占12.5%。
TFR	TFR基因表达占12.5%。
TFS	TFS公司持股12.5%。
TIS	TIS公司持股12.5%。
TKV	TKV公司持股12.5%。
TLF	TLF公司持股12.5%。
TLR	TLR激动剂占12.5%。
TST	TST公司持股12.5%。
TVR	TVR公司持股12.5%。
UCT	UCT大学的学者占12.5%。
URR	URR公司持股12.5%。
VE	VE含量为12.5%。
mCR	mCRPC患者占12.5%。
mRS	mRSA菌株占12.5%。
sBA	sBA公司持股12.5%。
CRu	CRuby公司持股12.5%。
DpR	DpRNA占12.5%。
NfL	NfLX基金持股12.5%。
SF	SF公司持股12.5%。
PI	PI负责12.5%的项目。
"""

# Words that end or begin as an endpoint does.
NO_ENDPOINT = """
敏感性分析的结果一致
血色素沉着2例
本项目的完成率为90.0%
抗药抗体的结果为阴性
装置开工率为72.0%
产品合格率为99.0%
医保报销比例为70%
病程为3.5年
"""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["example"])
def test_a_row_says_what_its_number_is(row: dict[str, str]) -> None:
    assert row["statistic"] in STATISTICS
    assert row["trait"] in ("", "harm", "responders")
    assert row["chinese"] and row["english"] and row["example"] and row["origin"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["example"])
def test_a_name_is_a_pattern_of_words(row: dict[str, str]) -> None:
    for name in row["names"].split("、"):
        assert not re.fullmatch(name, "")
        # What must stand behind a name stands last in it.
        re.compile(name.partition("(?=")[0])


def test_no_name_stands_twice() -> None:
    names = [name for row in ROWS for name in row["names"].split("、")]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


@pytest.mark.parametrize("line", OTHERS.strip().splitlines())
def test_a_short_code_is_no_endpoint_by_itself(line: str) -> None:
    code, words = line.split("\t")
    assert [m[0] for m in MENTIONS.finditer(words) if code in m[0]] == []


@pytest.mark.parametrize("words", NO_ENDPOINT.split())
def test_other_words_are_no_endpoint(words: str) -> None:
    assert MENTIONS.search(words) is None


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("中位PFS2", "PFS2"),
        ("PFS率", "PFS"),
        ("ISI评分", "ISI"),
        ("整体存活期", "OS"),
        ("无恶化存活期", "PFS"),
        ("糖化血色素", "HbA1c"),
        ("幽门螺旋杆菌除菌率", "eradication"),
        ("ACT评分", "ACT"),
        ("CMR率", "CMR"),
        ("完全血小板应答率", "platelet_response"),
        ("完全应答率", "CR"),
        ("MASH缓解且纤维化未恶化", "NASH_resolution"),
    ],
)
def test_a_mention_names_its_endpoint(mention: str, name: str) -> None:
    found = MENTIONS.match(mention)
    assert found and found[0] == mention
    assert endpoint_of(mention).name == name
