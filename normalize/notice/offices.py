"""Names of offices (发文机关): one to a line, or several side by side.

>>> [str(name) for name in offices(Text.raw("示例省药监局　　示例省医保局（章）"))]
['示例省药监局', '示例省医保局']
>>> offices(Text.raw("特此通知。")), offices(Text.raw("局长 张三"))
([], [])
"""

import re

from normalize import vocab
from normalize.text import Text

_ENDING = "|".join(
    sorted(
        (row["ending"] for row in vocab.load("agency_endings")), key=len, reverse=True
    )
)
_NAME = re.compile(rf"[\u4e00-\u9fff（）()·]{{1,30}}(?:{_ENDING})")
_SEAL = re.compile(r"\s*[（(]?(?:盖章|公章|印章|印|章|代章)[）)]$")
_SPACED = re.compile(r"[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff])+")
_TEMPLATE = re.compile("单位|负责人|法定代表人")  # 申报单位（盖章） of a form


def offices(line: Text) -> list[Text]:
    """List the offices a line names, in order; none if it says anything else."""
    whole = line.strip()
    if whole.fullmatch(_SPACED):  # 国 家 药 监 局
        return [whole] if _is_office(Text.join(whole.split(r"\s+"))) else []
    pieces = [
        piece for part in whole.split(r"[\s、]+") for piece in _unglued(_bare(part))
    ]
    said = [piece for piece in pieces if piece]
    return said if all(map(_is_office, said)) else []


def _is_office(name: Text) -> bool:
    return bool(name.fullmatch(_NAME)) and not name.search(_TEMPLATE)


def _bare(name: Text) -> Text:
    seal = name.search(_SEAL)
    return name[: -len(seal[0])] if seal else name


def _unglued(name: Text) -> list[Text]:
    """Cut names that a converter has set without a blank: each begins as the first."""
    if len(name) < 12:
        return [name]
    return name.split(rf"(?<=局|委|厅|部|会|院)(?={re.escape(name.chars[:2])})")
