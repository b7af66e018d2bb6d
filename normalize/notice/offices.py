"""Names of offices (发文机关): one to a line, or several side by side.

>>> [str(name) for name in offices(Text.raw("示例省药监局　　示例省医保局（章）"))]
['示例省药监局', '示例省医保局']
>>> [str(name) for name in offices(Text.raw("国家药监局综合司、财政部 办公厅"))]
['国家药监局综合司', '财政部办公厅']
>>> offices(Text.raw("特此通知。")), offices(Text.raw("局长 张三"))
([], [])
"""

import re
from collections.abc import Iterable, Iterator

from normalize import vocab
from normalize.text import Text

_ENDING = "|".join(
    sorted(
        (row["ending"] for row in vocab.load("agency_endings")), key=len, reverse=True
    )
)
_NAME = re.compile(rf"[\u4e00-\u9fff][\u4e00-\u9fff（）()·]{{0,29}}(?:{_ENDING})")
_STATE = "|".join(row["opening"] for row in vocab.load("agency_levels"))
_GLUED = re.compile(rf"(?<=[局委厅部会院署])(?={_STATE})")
_SEAL = re.compile(r"\s*[（(]?(?:盖章|公章|印章|印|章|代章|代)[）)]$")
_SPACED = re.compile(r"[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff])+")
_TEMPLATE = re.compile("单位|负责人|法定代表人")  # 申报单位（盖章） of a form
WITHIN = re.compile("办公厅|办公室|综合司|综合处")
_APART = r"[\s、，,]+"


def offices(line: Text) -> list[Text]:
    """List the offices a line names, in order; none if it says anything else."""
    whole = line.strip()
    if whole.fullmatch(_SPACED):  # 国 家 药 监 局
        name = Text.join(whole.split(r"\s+"))
        return [name] if _is_office(name) else []
    pieces = [
        piece
        for part in whole.split(_APART)
        for piece in _unglued(_bare(part))
        if piece
    ]
    return list(whole_names(pieces)) if all(map(_is_office, pieces)) else []


def whole_names(names: Iterable[Text]) -> Iterator[Text]:
    """Yield names with what a blank or a line break has cut off: 财政部 办公厅."""
    above: Text | None = None
    for name in names:
        if above is not None and name.fullmatch(WITHIN):
            above = Text.join([above, name])
            continue
        if above is not None:
            yield above
        above = name
    if above is not None:
        yield above


def _is_office(name: Text) -> bool:
    return bool(name.fullmatch(_NAME)) and not name.search(_TEMPLATE)


def _bare(name: Text) -> Text:
    seal = name.search(_SEAL)
    return name[: -len(seal[0])] if seal else name


def _unglued(name: Text) -> list[Text]:
    """Cut names that stand without a blank: each begins as the first, or as the state.

    中央 and 财政部 begin offices of the state; 国家药监局药品审评中心 is one name.
    """
    if len(name) < 6:
        return [name]
    same = rf"(?<=[局委厅部会院])(?={re.escape(name.chars[:2])})"
    pieces = name.split(same) if len(name) >= 12 else [name]
    return [each for piece in pieces for each in _cut(piece)]


def _cut(name: Text) -> list[Text]:
    pieces = name.split(_GLUED)
    return pieces if all(map(_is_office, pieces)) else [name]
