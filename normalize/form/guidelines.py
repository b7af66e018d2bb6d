"""What a recommendation says of its guideline: name, issuer, year, strength.

>>> words = Text.raw("《示例学会(ABC)示例病诊疗指南2025》中，I级推荐示例片用于成人。")
>>> {column: str(cell) for column, cell in guideline(words).items()}
{'guideline': '示例学会(ABC)示例病诊疗指南2025', 'issuer': '示例学会(ABC)', \
'year': '2025', 'strength': 'I级推荐'}
"""

import re

from normalize.text import Text

NAME = re.compile(r"《(?P<name>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
ISSUER = re.compile(
    r".{0,24}?(?:学会|协会|委员会|联盟|中心|组织|NCCN|ESMO|ASCO|WHO)(?:\s*[(（][A-Za-z]+[)）])?"
)
YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
STRENGTH = re.compile(
    r"""
      [ⅠⅡⅢI1-3一二三]{1,3}\s*[A-Ca-c]?\s*[级类]\s*(?:专家)?推荐   # I级推荐, 2A类推荐
    | (?:强烈?|弱|优先|首选|一线)推荐                             # 强推荐
    | [1-3][A-C]\s*类(?:证据)?                                  # 1A类证据
    """,
    re.VERBOSE,
)


def guideline(text: Text) -> dict[str, Text]:
    """Return the cells that the words of a recommendation state."""
    cells: dict[str, Text] = {}
    if named := text.search(NAME):
        cells["guideline"] = named["name"]
        for column, pattern in (("issuer", ISSUER), ("year", YEAR)):
            if found := named["name"].search(pattern):
                cells[column] = found[0]
    if strength := text.search(STRENGTH):
        cells["strength"] = strength[0]
    return cells
