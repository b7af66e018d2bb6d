"""A rehearsal (预演): documents are read once before the first worker is born.

Half of what the first documents of a worker cost is loading: vocabularies, patterns,
the versions of parsers.  The fork server that workers come from imports this module, so
each of them finds all that loaded, the one that replaces a worker that hung as well.

The documents are invented, one of each source type, and what they yield is thrown away.
They are texts: readers of other formats start threads, which a fork leaves behind.
"""

from contextlib import suppress

from extract.one import extract_bytes

NEWS = """\
标题：演练医药宣布演练替尼片达到主要终点
来源：演练新闻网 2024-05-06 08:00
5月6日，演练医药（上海）有限公司宣布，公司的演练替尼片治疗晚期胃癌的III期临床研究达到主要终点，\
该药于2023年12月获国家药监局批准上市，价格为每盒3200元。
研究共入组120例患者，结果显示，试验组客观缓解率（ORR）为61.5%（95%CI：48.6～73.3），\
对照组为42.3%（P<0.001）；中位无进展生存期为8.2个月，疼痛评分较基线下降2.1分。
最常见的3级及以上不良反应为中性粒细胞减少（12.5%）。公司预計明年向國家藥監局提交上市申請。
该公司与演练资本签署协议，首付款5000万美元。
"""
NOTICE = """\
浙江省医疗保障局关于调整演练替尼片支付标准的通知
浙医保发〔2024〕12号
各市医疗保障局，各定点医疗机构：
根据《国家医疗保障局关于做好目录落地工作的通知》（医保发〔2023〕30号）要求，现将有关事项通知如下：
一、自2024年6月1日起，演练替尼片（演练医药有限公司）支付标准调整为每盒320.5元，申报时间为5月10日至20日。
二、各定点医疗机构应于6月10日前完成系统维护，联系电话：0571-00000000。
三、本通知自印发之日起施行，有效期2年。
附件：1.演练药品目录.xlsx
浙江省医疗保障局
2024年5月6日
"""
FORM = """\
# 2024年国家医保药品目录调整申报材料（公示版）

**药品名称：** 演练替尼片

**企业名称：** 演练医药有限公司

## 一、基本信息

| 项目 | 内容 | 项目 | 内容 |
| --- | --- | --- | --- |
| 药品通用名称 | 演练替尼片 | 药品类别 | 西药 |
| 药品注册分类 | 化学药品1类 | 批准文号 | 国药准字H20240001 |
| 注册规格 | 50mg×28片/盒 | 上市许可持有人 | 演练医药有限公司 |
| 说明书适应症/功能主治 | 用于治疗晚期胃癌成人患者。 | | |
| 说明书用法用量 | 口服，每次50mg，每日1次。 | | |
| 说明书收载的安全性信息 | 常见腹泻（12.5%）、皮疹。 | | |
| 所治疗疾病基本情况 | 每年新发患者约40万人。 | | |

## 二、有效性信息

| 项目 | 内容 |
| --- | --- |
| 试验类型1 | 随机、双盲、安慰剂对照临床试验 |
| 试验对照药品 | 安慰剂 |
| 对主要临床结局指标改善情况 | 共入组120例，ORR为61.5%（95%CI：48.6～73.3）。 |
"""


def rehearse() -> None:
    """Read the documents; what fails here fails in a worker too, and is told there."""
    for name, words in (("新闻.txt", NEWS), ("通知.txt", NOTICE), ("申报.md", FORM)):
        with suppress(Exception):
            extract_bytes(words.encode(), name)


rehearse()
