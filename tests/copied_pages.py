"""Pages of invented sites, their copies, and what look like copies and are none."""

from typing import Any

from normalize.column import columns_of
from normalize.entities.copies import leaders, mark_copies
from normalize.rows import Row, Rows, empty_rows
from normalize.tables import (
    DocumentRow,
    Mention,
    Policy,
)

# --- texts of our own, as a site shows them

ARTICLE = (
    "本报讯（记者 林晓舟）9月12日，示例省肿瘤医院开出全省首张示克雷单抗注射液处方，"
    "标志着这款创新药正式惠及当地患者。",
    "据介绍，示克雷单抗由衡岚生物自主研发，今年6月30日获国家药品监督管理局批准上市，"
    "用于既往接受过至少两线治疗的复发性示例淋巴瘤成人患者。",
    "在纳入128例受试者的关键临床试验中，总缓解率达到76.6%，完全缓解率为41.4%，"
    "中位随访时间为14.5个月，3级及以上不良反应的发生率为22.7%。",
    "“以前这类患者几乎无药可用。”医院血液科主任周明远说，患者张先生在用药后第三天即可下床活动，"
    "预计两周后能够出院，后续治疗将在门诊完成。",
    "该药单支价格为9800元，目前已进入示例市惠民保的特药目录，符合条件的参保患者最高可报销七成。",
    "衡岚生物负责人表示，公司正在推进该药用于一线治疗的第三期临床试验，计划明年上半年提交新的上市申请。",
)
NOTICE = (
    "各市医疗保障局，各有关医疗机构：",
    "为规范示例药品集中采购工作，保障群众用药需求，经研究，现就有关事项通知如下。",
    "一、全省公立医疗机构应当自2024年5月1日起执行中选结果，采购周期为2年，首年约定采购量为36.5万支。",
    "二、医疗机构应当优先采购中选药品，非中选药品的采购比例不得超过20%，确需采购的应当说明理由。",
    "三、医保基金按不低于合同金额的50%预付，医疗机构应当在收货验收合格后次月底前结清货款。",
    "四、各市医疗保障局应当按月监测采购进度，对未完成约定采购量的医疗机构予以通报，并与年度考核挂钩。",
    "五、中选企业应当保障供应，连续三个月配送率低于90%的，取消中选资格，列入失信名单。",
)
OTHER = (
    "国家示例中心今日发布年度报告，全年受理各类注册申请一万八千余件，同比增长两成。",
    "报告显示，创新药的平均审评时限缩短至126个工作日，儿童用药和罕见病用药的数量持续增加。",
    "中心负责人介绍，下一步将完善沟通交流机制，优化资料要求，鼓励以临床价值为导向的研发。",
    "业内专家认为，审评标准与国际接轨有助于本土企业走出去，也对质量管理提出了更高的要求。",
)
TITLE, NOTICE_TITLE = (
    "全省首张示克雷单抗处方开出",
    "关于执行示例药品集中采购中选结果的通知",
)


def told(*lines: str, above: str = "", below: str = "") -> str:
    return "\n".join(filter(None, [above, *lines, below]))


def document(doc_id: str, text: str, **cells: Any) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(DocumentRow))
    known = {"source_type": "news", "status": "ok", "parser": "news", "path": doc_id}
    return row | known | {"doc_id": doc_id, "text": text} | cells


def policy(doc_id: str, **cells: Any) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(Policy))
    known = {"doc_id": doc_id, "policy_id": f"p{doc_id}", "is_full_text": True}
    return row | known | cells


def mention(doc_id: str, kind: str, text: str) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns_of(Mention))
    return row | {"doc_id": doc_id, "entity_type": kind, "text": text, "name": text}


def tables_of(*documents: Row, **rows: list[Row]) -> Rows:
    return empty_rows() | {"documents": [dict(row) for row in documents]} | rows


def copies(tables: Rows) -> dict[str, str]:
    mark_copies(tables)
    return leaders(tables)


def are_copies(one: str, other: str, titles: tuple[str, str] = (TITLE, TITLE)) -> bool:
    found = copies(
        tables_of(
            document("a", one, title=titles[0]), document("b", other, title=titles[1])
        )
    )
    return len(found) == 1


NEWS, PAPER = told(*ARTICLE), told(*NOTICE)
MENU = (
    "首页\n新闻\n健康\n示例晚报网 > 健康频道 > 正文\n来源：示例晚报 2023-09-13 08:20\n"
)
TAIL = "\n责任编辑：赵青\n相关阅读\n打印\n关闭\n版权所有 示例晚报社 未经授权不得转载。"


def changed(text: str, *changes: tuple[str, str]) -> str:
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text
