"""Names of diseases in prose (疾病名称): what ends in 病, 癌, 瘤, 综合征 and the like.

>>> text = Text.raw("治疗复发或难治性示例B细胞淋巴瘤和成人急性移植物抗宿主病，患者出院")
>>> [str(name) for name in disease_names(text)]
['复发或难治性示例B细胞淋巴瘤', '急性移植物抗宿主病']
>>> disease_names(Text.raw("防病治病，肿瘤患者的并发症"))
[]
"""

import re
from collections.abc import Iterator
from functools import cache

from normalize.facts.bounds import name_part
from normalize.text import Text
from normalize.vocab import load

SHORTEST = 3
_KINDS = ("function", "verb")  # 细胞, 儿童 are parts of names here
_RELAPSED = re.compile(r"(?:复发性?(?:或|/|和|、|及)?)?难治性?$|复发性$")


def disease_names(text: Text) -> list[Text]:
    """List the diseases a text names, as often as it names them, in order."""
    return list(_names(text))


def _words(kind: str) -> str:
    words = [row["word"] for row in load("disease_words") if row["kind"] == kind]
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<run>[\u4e00-\u9fffA-Za-z0-9\-/]{{1,24}}?)"
        rf"(?P<ending>{_words('ending')})(?!{_words('goes_on')})"
    )


@cache
def _qualifiers() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('qualifier')})+")


@cache
def _common() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('common')})$")


def _names(text: Text) -> Iterator[Text]:
    for found in text.finditer(_pattern()):
        part = name_part(found["run"], str(found["ending"]), _KINDS)
        if qualifiers := part.match(_qualifiers()):
            part = part[qualifiers.match.end() :]
        start = len(found["run"]) - len(part)
        name = found[0][start:]
        if len(part) and len(name) >= SHORTEST and not name.search(_common()):
            relapsed = found[0][:start].search(_RELAPSED)
            yield found[0][relapsed.match.start() :] if relapsed else name
