"""Names of diseases in prose (疾病名称): what ends in 病, 癌, 瘤, 综合征 and the like.

>>> text = Text.raw("治疗复发或难治性示例B细胞淋巴瘤和急性移植物抗宿主病，患者出院")
>>> [str(name) for name in disease_names(text)]
['示例B细胞淋巴瘤', '急性移植物抗宿主病']
>>> disease_names(Text.raw("防病治病，肿瘤患者的并发症"))
[]
"""

import re
from collections.abc import Iterator

from normalize.facts.bounds import name_part
from normalize.text import Text

SHORTEST = 3
_KINDS = ("function", "verb")  # 细胞, 儿童 are parts of names here

_NAME = re.compile(
    r"(?P<run>[\u4e00-\u9fffA-Za-z0-9\-/]{1,24}?)"
    r"(?P<ending>综合征|综合症|白血病|淋巴瘤|骨髓瘤|母细胞瘤|[病癌瘤炎症])"
    # 病人, 病房, 肿瘤学 are other words; 糖尿病肾病 goes on.
    r"(?![人房毒菌床程例历变理因史情种类状灶区害痛者虫亡险休假株学征候群症]|肾|足|性|溶|视网|心肌|周围|综合|患)"
)
_BEFORE = re.compile(
    r"^(?:复发|难治|成人|儿童|晚期|重症|重度|中度|轻度|或|/|性|和|的|-|\d+)+"
)
_NOT = re.compile(
    r".*(?:疾|生|患|治|防|看|得|发|致|抗|罕见|慢性|急性|职业|传染|遗传|并发|适应|重|后遗|常见|"
    r"多发|实体|恶性肿|肿|良性肿|抑|抗肿|此|该|这种|其他|相关疾|大|抗炎|消|无|控|制|因|型|病)[病癌瘤炎症]$"
    r"|.*(?:疾病|并发症|适应症|肿瘤|癌症|炎症|实体瘤|病症|后遗症|禁忌症)$"
)


def disease_names(text: Text) -> list[Text]:
    """List the diseases a text names, as often as it names them, in order."""
    return list(_names(text))


def _names(text: Text) -> Iterator[Text]:
    for found in text.finditer(_NAME):
        part = name_part(found["run"], str(found["ending"]), _KINDS)
        while before := part.match(_BEFORE):
            part = part[before.match.end() :]
        name = found[0][len(found["run"]) - len(part) :]
        if len(part) and len(name) >= SHORTEST and not name.fullmatch(_NOT):
            yield name
