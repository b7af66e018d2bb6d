"""The kinds of words in an outcome sentence (词类), as patterns with named parts.

`KINDS` maps the name of a kind to its pattern; where two begin at one place the earlier
one is taken.  The comment above each shows what it is for.

>>> import re
>>> re.fullmatch(KINDS["interval"], "95%置信区间（CI）：5.1个月，-")["low"]
'5.1'
>>> re.fullmatch(KINDS["population"], "在62例可评估患者中")["who"]
'可评估患者'
"""

from normalize.values.measures import CALENDAR, NUMBER, PERCENT, SIGNED, TO
from normalize.values.outcomes.endpoints import MENTION

MASKED, INSIDE = "\ue000", "\ue001"  # of a mention, see `tokens`
CASES = r"\s*(?:例次|例|名|人|位)"
_PATIENTS = r"(?:患者|受试者|人群|亚组|病例|儿童|成人|者|集)"
_START = r"(?:^|(?<=[，,；;：:。]))\s*"
_MEASURE = rf"(?:{PERCENT}|{CALENDAR})"
_BOUND = (
    rf"(?:[-−]?{NUMBER}|NE|NR|NA|NC|未达到|未到达|[不无]法?可?(?:估计|评估)"
    r"|\+?∞|[-–—]+(?!\d))"
)
_SCALE = (
    r"(?:×\s*10\^?[0-9⁰¹²⁶⁹]+\s*/\s*L|分(?![钟之别])|分钟|秒|次(?:/(?:年|月|周|天|日|分钟?|小时|晚))?(?![要品])|倍|L/min|mL/年|cm/年|m?[IU]?U/m?L|mL/s|kPa|[nμuμpm]?g/m?L|mg/g|[nμuμ]mol/m?L|mmHg|[mμ]mol/L|mg/dL|g/d?L|kg/m²|kg|cm|[μu]m|mm|米|mL/min/1\.73\s?m[²2](?:/年|每年)?|m?L|m"
    r"|个?(?:ETDRS)?字母|log10|D)(?![A-Za-z/])"
)
_NUMERAL = "[零〇一二三四五六七八九十百]"
_SPELLED = rf"{_NUMERAL}+点{_NUMERAL}+(?=\s*{CALENDAR})"  # 七点三个月
_TENTHS = "[一二三四五六七八九]成[一二三四五六七八九半]?"
_WORDS = rf"(?:百分之{_NUMERAL}+(?:点{_NUMERAL}+)?|{_TENTHS})"
_RISE = r"提高|提升|增高|升高|升(?=[至到])|增加|增长|上升|延长|改善|高出"
_FALL = r"下降|降低|减少|缩短|减轻|缩小|降幅|减分率|降"
_ROUGH = (
    r"(?:[≥≤><＞＜]|不超过|不低于|不足|超过|大于|小于|低于|高于|至少|约占|约为?|近)"
)

_GROUP = (
    rf"(?!而|且|但|其中|即|\d+随机|[^，,；;。：:]{{0,16}}?(?:评分|积分|总分|水平|浓度))(?![^，,]{{0,18}}(?:假设|预设|预期))"
    rf"(?:[^{MASKED}\s，,；;：:。、（）()%％后时内周月为率值的者在于与和及较比或]|达(?!到|成)){{1,20}}?(?<![入分编重种每])组"
)
_NUMBERED = r"(?:\s?[1-3](?=[、和与及为：:的]|分别))?"  # 对照组1和对照组2
_USUAL_GROUP = (
    r"(?:阳性对照|空白对照|安慰剂|假注射|试验|实验|对照|治疗|观察|研究|联合|单药|化疗"
    r"|[高中低]剂量|本品|[A-Z]|(?<!\d)\d{1,4}(?:\.\d+)?\s*(?:mg|μg)"
    r"|(?<![\d.])\d{1,2}(?:\.\d+)?\s?[%％]|(?:每|[Qq])\s?(?:\d{1,2}\s?)?[周月Ww日天](?:[一二两1-3]次)?(?:给药)?)组"
    r"|(?<![A-Za-z\d])(?:[A-Z1-9]队列|队列\s?[A-Z1-9一二三](?![A-Za-z\d]))"
)
# 示例单抗12.3个月 vs 示例他赛8.1个月: drugs that stand for their groups
_ARM = (
    rf"(?!中位|平均)[^{MASKED}{INSIDE}\s，,；;：:。、（()）\d%％为达约近组率期的仅]"
    r"{2,15}?"
)
_DRUG = (
    rf"(?<=[：:]){_ARM}(?=\s*{NUMBER}\s*{_MEASURE}[^，。]{{0,40}}?(?i:vs))"
    rf"|(?<=[vV][sS][.\s]){_ARM}(?=\s*{NUMBER}\s*{_MEASURE})"
    rf"|(?:本品|安慰剂|化疗|单药|对照药|阳性药|对照药物)"
    rf"(?=(?:仅|只有|则)?\s*[为是：:]?\s*[-−－]?{NUMBER}\s*(?:{PERCENT}|{_SCALE}))"
)
_NOT_GROUP = r"(?!分(?!别)|[织成合胺蛋别间建态装件长])"  # 组织, 组成, 组分, 组合 …
_OF_GROUP = r"[^，,；;：:。]{1,15}?(?<![入分亚])组的?(?:患者|受试者|人群)"  # 试验组患者
_NO_NAME = r"(?!两组|各组|每组|[三四五]组|该组|本组|二组)"

KINDS = {
    # 2025年7月13日; 3月5日
    "date": r"(?:19|20)\d\d\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?"
    r"|\d{1,2}月\d{1,2}日",
    # 中位随访时间23.7个月: the time of the study, not of an endpoint
    "followup": rf"(?:中位随.{{0,3}}?(?:时间|期)?|随访(?:时间|期))[为达约是：:\s]*"
    rf"{NUMBER}\s*{CALENDAR}",
    # 95%CI:48.6,73.3; 95% CI 10.1~14.5; 95%置信区间（CI）：5.1个月, -
    "interval": r"(?:(?P<level>\d\d(?:\.\d+)?)\s*[%％]\s*)?"
    r"(?:CI|[置可]信区间|信赖区间)(?:\s*[(（\[［]CI[)）\]］])?(?:\s*95[%％])?\s*[:：=为是，,]*\s*[\[［【(（]?\s*"
    rf"(?P<low>{_BOUND})\s*(?P<unit>{_MEASURE})?\s*(?:[,，、;；]|{TO}|to)\s*"
    rf"(?P<high>{_BOUND})\s*{_MEASURE}?",
    # 中位PFS（95%CI）为11.1（9.2，13.9）: the level before, the bounds behind
    "level": r"[(（]\s*(?P<level>\d\d(?:\.\d+)?)\s*[%％]\s*"
    r"(?:CI|[置可]信区间|信赖区间)\s*[)）]",
    "pair": rf"[(（\[［【]\s*(?P<low>{_BOUND})\s*{_MEASURE}?\s*(?:[,，、;；]|{TO})\s*"
    rf"(?P<high>{_BOUND})\s*{_MEASURE}?\s*[)）\]］】]",
    # 95%CI下限为48%: half an interval says too little
    "half_interval": r"(?:\d\d(?:\.\d+)?\s*[%％]\s*)?"
    r"(?:CI(?![A-Za-z])|[置可]信区间|信赖区间)(?:[上下]限)?"
    rf"[为:：\s]*(?:{NUMBER}\s*{PERCENT}?)?",
    # P<0.001; P值=0.012; p 小于0.05
    "p": r"(?<![A-Za-z])[Pp]\s*值?\s*(?:均|为)*\s*"
    rf"(?P<p>(?:[=＝<＜>＞≤≥]|小于|大于)\s*{NUMBER})",
    # 患病率为11.9%: what follows is of a country; 不良反应: no effect is measured
    "background": rf"患病率|知晓率|发病率|携带率|调查(?=的?(?:应答|{MENTION}))"
    r"|问卷(?=回收|调查)|受访",
    "adverse": r"不良反应|不良事件|副作用|毒性反应",
    # 试验组35例患者中; 试验组和对照组各60例
    "size": r"(?<=组)\s*[(（]\s*(?:[nN]\s*[=＝]\s*(?P<n>\d+)|(?P<of>\d+)\s*[例名])"
    r"\s*[)）]|(?<=组)\s*各?[共均]?\s*(?P<total>\d+)\s*[例名]"
    r"(?=\s*(?:患者|受试者)?(?:中(?!位)|[，,；;）)]))",
    # 在62例可评估患者中; 达CR/CRi的患者中; but not 患者中位OS
    "population": rf"{_START}(?!{_OF_GROUP}|如果|假如|若)"
    r"(?![^，,；;：:。]{0,15}组\s*[共各]?\d+\s*[例名])"
    r"(?:其中)?(?:在|对于|对)?\s*共?"
    rf"(?:(?P<of>\d+)\s*[例名位个]\s*)?(?P<who>[^，,；;：:。]{{0,40}}?{_PATIENTS})"
    r"(?:群体)?中(?![位央心性枢重])",
    # 3个月时仍处于缓解的30例患者
    "subset": rf"{_START}在?(?P<who>[^，,；;：:。]{{2,30}}?的(?P<of>\d+)例"
    r"(?:患者|受试者))",
    # 突变阳性患者的ORR为64.1%，阴性患者为20.0%
    "subgroup": rf"{_START}(?:其中)?(?P<who>(?!(?:在|共)?\d+\s*[例名])"
    r"[^，,；;：:。%％组]{1,20}?(?:患者|受试者|人群|亚组))"
    rf"(?=\s*[为达：:]?\s*{NUMBER}\s*{_MEASURE})",
    # 可评估患者的ORR; PD-L1阳性人群中位OS; 64例患者ORR
    "subjects": rf"{_START}(?!{_OF_GROUP})(?:其中)?在?(?:共?(?P<of>\d+)\s*[例名位]\s*)?"
    r"(?P<who>[^，,；;：:。%％]{0,25}?(?:患者|受试者|人群|亚组))的?\s*"
    rf"(?=(?:预估|估计)?(?:{NUMBER}\s*{CALENDAR}的?)?{MENTION})",
    # ITT人群; 全分析集（FAS）; 真实世界
    "analysis": r"(?P<who>(?<![A-Za-z])(?:m?ITT|FAS|PPS?)(?![A-Za-z]|-[A-Z])"
    r"(?:人群|集)?|(?:全分析集|意向性?治疗(?:人群|集)|符合方案集)(?:[（(][A-Za-z]+[)）])?"
    r"|真实世界)",
    # 独立评审委员会（IRC）; BICR; 盲态独立中心审查
    "irc": r"(?<![A-Za-z])(?:IR?RC|BI[CR]{2}|ICR)(?![A-Za-z])"
    r"|盲态独立(?:影像)?中心(?:审查|评估|评审)?"
    r"|独立中心(?:影像)?(?:阅片|评估|评审|审查)|独立(?:影像)?(?:评审|评估|审查|审评|疗效评估)(?:委员会|中心)?",
    # 研究者评估; INV
    "investigator": r"研究者(?=评估|评价|判断|评定)|(?<![A-Za-z])INV(?![A-Za-z])",
    # 与安慰剂相比; 较对照组（提高）; but not 较基线
    "comparison": r"[与和同]\s*(?P<versus>(?!基[线期]|治疗前|用药前)"
    r"[^，,；;：:。%％（）()]{1,25}?)(?:相比较?|比较|对比)"
    r"|(?:相比于?|相较于?|对比)(?P<than>(?!基[线期]|治疗前)"
    r"[^，,；;：:。\d%％（）()]{1,25}?)(?=[，,])"
    r"|(?P<placebo>安慰剂)(?:校正|调整)后?的?"
    r"|(?:相比于?|相较于?|对比|优于|较)\s*(?P<rival>(?!基[线期]|治疗前|用药前|前)"
    rf"[^，,；;：:。\d%％（）()]{{1,25}}?)"
    rf"(?=(?:显著|明显|平均|进一步|额外|多|可)*(?:{_RISE}|{_FALL}))",
    # （n=120）
    "patients": rf"(?<![A-Za-z])[nN]\s*[=＝]\s*(?P<n>{NUMBER})(?![\d/]|\s*/)",
    # HR=0.65; 风险比（HR）为0.65
    "ratio": r"(?P<which>(?<![A-Za-z])(?:[as]?HR|a?OR|RR)(?![A-Za-z])"
    r"|(?<![A-Za-z])(?i:(?:hazard|rate|risk|odds)\sratio)(?![A-Za-z])"
    r"|风险比|危险比|比值比|优势比|相对(?:危险度?|风险)|率比|(?<=率)比)"
    r"(?:\s*[(（][A-Za-z ]+[)）])?"
    r"(?:\s*[(（]\s*(?P<level>\d\d(?:\.\d+)?)\s*[%％]\s*CI\s*[)）])?"
    rf"\s*[=＝为是:：达]*\s*(?P<amount>{NUMBER})(?![\d.]|\s*(?:{PERCENT}|次|bpm))",
    # 预设的ORR为20%; 25%的H0假设: nobody has measured these
    "planned": r"按[^，,。；;]{0,24}(?:估算|计算|推算|测算)"
    r"|假设|预设|假定|设定|预期|样本量|历史对照(?!相比)|把握度|检验水准|阈值"
    r"|界值|拟(?=入组|纳入)|(?<![倘般])若(?!干)|如果|假如|例如|举个?例|目标(?=HR|值)|竞品|作为参照|事件数|事件达|成熟度"
    r"|[×xX*]\s*100\s*[%％]",
    # 基线HbA1c 8.5%, but not 较基线
    "baseline": r"(?<![较自从比由])基线(?:平均)?时?的?"
    rf"(?:{MENTION}|[^，,；;。\d]){{0,12}}{NUMBER}\s*{PERCENT}?",
    # 由基线的8.9%降至: where it came from
    "origin": rf"[由从自](?:[12]\d{{3}}年)?[^，,；;。\d]{{0,12}}{SIGNED}"
    rf"(?:\s*±\s*{NUMBER}\s*[)）]?)?\s*[^，,；;。\d至到]{{0,8}}?"
    rf"(?=[^，,；;。\d]{{0,8}}[至到]|(?:{_RISE}|{_FALL})了)",
    # 治疗24周后; 第52周; 3个月时; 1年内; 治疗12周，
    "time": rf"第\s*(?P<nth>{NUMBER})\s*(?P<nth_unit>{CALENDAR})"
    r"|(?<![A-Za-z])[Ww](?:eek)?\s?(?P<week>\d+)(?!\d)"
    rf"|(?P<count>{NUMBER}|[半一二两三四五六七八九十]+)\s*(?P<unit>{CALENDAR})"
    r"(?:以内|之内|内|时|后|末)"
    rf"|(?:(?<=治疗|用药|给药|服药|随访)|(?<=[种药疗疫术束射入注]后))"
    rf"(?P<treated>{NUMBER})\s*(?P<treated_unit>{CALENDAR})(?=\s*[，,、的和与及])"
    rf"|(?<=[种药疗疫术束射入注]后)(?P<since>{NUMBER})\s*"
    rf"(?P<since_unit>小时|h|天|日|周)(?=\s*[\u4e00-\u9fff])(?![以之至到左或])"
    rf"|(?P<at>{NUMBER})\s*(?P<at_unit>{CALENDAR})"
    rf"(?=\s*[为达：:]+\s*{NUMBER}\s*{PERCENT})",
    # 2~6个月; ≥50%; 50%左右; (10.1, 14.5): no single number
    "range": rf"{NUMBER}\s*{_MEASURE}?\s*{TO}\s*{NUMBER}\s*(?:{_MEASURE}|分|mg|mmHg)?"
    r"|(?![≥>]\s?\d+%\s?(?:应答|缓解|改善|下降)率)"
    rf"(?:(?:{_RISE}|{_FALL})了?)?{_ROUGH}\s*(?:{NUMBER}\s*{_MEASURE}?|{_WORDS})"
    rf"|(?:{NUMBER}\s*(?:{_MEASURE}|{_SCALE}|{CASES})|{_WORDS})"
    r"(?:及?以上|以下|以内|左右|上下)",
    # 每3个月监测1次: how often, not how many
    "schedule": rf"每隔?\s*{NUMBER}\s*{CALENDAR}[^，,。；;\d]{{0,6}}(?:\d+|[一两])次",
    # 12.3个月（试验组）
    "own_group": rf"(?<=[（(])(?P<arm>{_GROUP})(?=[)）])",
    # 试验组; 示例单抗+化疗组; but not 两组, 组织
    "group": r"(?:^|(?<=[，,；;：:。、（()）\s在与和及较比于而且但中vVsS."
    rf"{MASKED}{INSIDE}]))"
    rf"{_NO_NAME}{_GROUP}{_NUMBERED}{_NOT_GROUP}|{_USUAL_GROUP}{_NOT_GROUP}|{_DRUG}",
    # 总体缓解率（ORR）; 中位PFS
    "endpoint": MENTION,
    # 未达到, but not 未达到主要终点
    "unreached": r"[尚仍]?未(?:达到?|到达)(?!主要|预|统计|显著|终点|标)"
    r"(?:\s*[(（]N[RE][)）])?|[不无]法?可?(?:估计|估算|评估)(?:\s*[(（]N[RE][)）])?"
    r"|(?<![A-Za-z])(?:NR|NE)(?![A-Za-z])|(?i:not reached)",
    # （41/48）
    "share": r"(?<![\d./])(?P<events>\d+)\s*/\s*(?P<total>\d+)(?![\d./万])"
    rf"(?:{CASES})?|(?P<whole>\d+){CASES}(?:患者|受试者)?中有?(?P<part>\d+){CASES}",
    # 41例
    "count": rf"(?<!第)(?P<n>{NUMBER}){CASES}(?:患者|受试者)?",
    # 一年 of 一年OS率
    "span": rf"(?P<count>[半一二两三五十])(?P<unit>年|个月)(?=的?\s*{MENTION})",
    # 84.6%; 12.3个月; 21.4±3.2mmHg; a bare 0.12, but not the 19 of CD19
    "value": rf"(?P<amount>{SIGNED})\s*(?:±\s*{NUMBER}\s*)?"
    rf"(?P<unit>{_MEASURE}|{_SCALE})|(?P<words>{_WORDS})"
    rf"|(?P<spelled>{_SPELLED})(?P<spelled_unit>\s*{CALENDAR})"
    rf"|(?<![A-Za-z\d.])(?:1[:：](?=\d))?(?P<bare>{SIGNED})(?:\s*±\s*{NUMBER})?"
    r"(?![A-Za-z\d]|\.\d)",
    # 7.2（95%CI：5.5-8.9）个月: the unit behind the bracket
    "late_unit": rf"(?<=[)）])\s*(?P<unit>{_MEASURE}|{_SCALE})",
    # 提高; 提高至 is no rise by so much
    "rise": rf"(?P<more>多|进一步|额外)?(?:{_RISE})(?:的?(?:幅度|百分比))?"
    r"(?P<to>[至到])?",
    "fall": rf"(?P<more>多|进一步|额外)?(?:{_FALL})(?:的?(?:幅度|百分比))?"
    r"(?P<to>[至到])?",
    "change": r"(?:百分比|最小二乘平均)?(?:变化|改变)(?:值|量|率|百分比)?",
    # 三组依次为: the groups of the endpoint before
    "each": r"(?:[两二三四五各每]|(?<!\d)[2-5])组(?:患者|受试者)?|分别|依次|[前后]者",
    # LDL-C基线为3.2 mmol/L，治疗后为1.8 mmol/L
    "later": rf"(?:治疗|用药|给药|干预|手术|术)[后末](?=[为：:是]?\s*{NUMBER})",
    # 相对风险降低69%: of the endpoint before
    "risk": r"(?:相对|绝对|总体)?(?:危险|风险)度?"
    rf"(?=(?:分别|平均|显著|明显|进一步|大幅|可|了|也)*(?:{_FALL}|{_RISE}|增加))"
    rf"|相对(?=(?:显著|明显)?(?:{_FALL}))",
    # 组间差值为30.0%
    "gap": r"(?:组间|率|绝对|治疗|疗效)*(?:差值|差异(?=[为：:]))|组间差异?|绝对差"
    r"|[风危]险差|均[数值]差|率差|(?<![A-Za-z])(?:LS)?MD(?![A-Za-z])"
    r"|相差(?:约|了)?(?=\s*[-−－]?\d)|(?<![A-Za-z])(?i:(?:LS\s)?(?:mean\s)?difference)"
    r"(?![A-Za-z])",
    # 年化出血率中位数为0
    "middle": r"中位数|中位值",
    # 12例，占30.0%
    "part": r"占(?:比)?为?(?=\s*\d)",
    # 均未达到, but not 平均
    "all": r"(?<!平)均|都(?=为|达|未)",
    "against": r"(?<![A-Za-z])(?i:vs|versus)(?![A-Za-z])\.?",
    # 预估2年OS率
    "estimated": r"预估|预计|估计|估算|(?i:Kaplan[- ]?Meier)"
    r"|(?<![A-Za-z])K-?M(?![A-Za-z])",
    "best": r"最佳|(?<![A-Za-z])BOR(?![A-Za-z])",
}
