"""Single adverts above a copied document and between its lines.

Inside a document one line is all the evidence there is, so it must be plain: it says
that it is an advert, or asks the reader to pay, call or scan in two different ways.  A
line that is numbered, cites, orders or speaks for an office is the document's.  A
neighbor goes with it only if it makes an offer too, or titles it.

>>> page = "商标注册一站式代办，加微信领取报价 示例局关于示例的通知 请扫描二维码报名。"
>>> [line.words for line in found(page.replace(" ", "\\n"))]
['商标注册一站式代办，加微信领取报价']
"""

import re
from collections.abc import Iterator, Sequence

from normalize.repairs.lines import Line, spoken
from normalize.repairs.offers import is_offer, votes
from normalize.repairs.overlap import bigrams
from normalize.repairs.traditional import characterwise

LONGEST = 120  # characters of an advert
BAITS = 2
_DOCUMENT = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+\s*[.．、]|第.+条|附\s*[件表]|[①-⑳])"
    r"|应当|不得|必须|严禁|依据|根据|按照|为(?:贯彻|落实|规范|加强|进一步)|《|〔|[我本][局委厅部院]|省局|各[市省区县有]"
    r"|有关(?:单位|部门|事项)|通知|公告|附件|报送|填报|联系人|会务|会议|培训班|报名表?|20\d\d年|\d+月\d+日|[\t|]"
)
# Who tells of an offer does not make it: reports of fraud, and calls for volunteers.
_REPORT = re.compile(
    "涉嫌|嫌疑|违[法规]|当事人|宣称|自称|声称|谎称|字样|用语|处罚|骗|警方|警惕|谨防|千万别|有人说|假药"
    "|受试者|志愿者|入组|试验药|居民|市民|参保|疫苗|适龄|义诊|扶持|政策|说明书|追溯|审查|查处|集采|报销"
)
# … and who lists them says so above them; 各市局： only addresses a notice, and what is
# 通知如下： is numbered.
_LISTING = re.compile(
    "(?<![局委厅院所位司])(?<![通公]知如下)(?<![通公]告如下)(?<![答函批]复如下)(?<!事项如下)"
    "(?<!意见如下)[:：]$|(?:用语|字样|话术|案例|情形)$"
)
_TITLE = re.compile(r"[^，。,;；:：、（(\d]{2,16}")


def found(chars: str) -> list[Line]:
    """List the adverts before and between the lines of a document, in order."""
    lines = spoken(chars)
    sure = {at for at, line in enumerate(lines) if is_advert(line.words)}
    if not sure:
        return []
    sure -= set(_introduced(lines))
    return [lines[at] for at in sorted(sure | set(_beside(lines, sure)))]


def _introduced(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the offers below a line that says they are listed: 违规宣传用语："""
    listed = False
    for at, line in enumerate(lines):
        if not is_offer(line.words):
            words = characterwise(line.words)
            listed = _LISTING.search(words) is not None
        elif listed:
            yield at


def is_advert(words: str) -> bool:
    """Whether a line is an advert wherever it stands.

    >>> is_advert("【推广】门店陈列设计"), is_advert("请扫描二维码领取报名表，名额有限")
    (True, False)
    >>> is_advert("注册公司全程代办，每月低至99元，欢迎来电咨询")
    True
    """
    if len(words) > LONGEST:
        return False
    said = votes(words)
    if not said.label and said.bait < BAITS:
        return False
    words = characterwise(words)
    return not (_DOCUMENT.search(words) or _REPORT.search(words))


def _beside(lines: Sequence[Line], sure: set[int]) -> Iterator[int]:
    """Yield the lines next to a sure advert that belong to it."""
    for at in sure:
        for step in (-1, 1):
            place = at + step
            while (
                0 <= place < len(lines)
                and place not in sure
                and _offers_too(lines[place].words)
            ):
                yield place
                place += step
        if at and is_title_of(lines[at - 1].words, lines[at].words):
            yield at - 1


def _offers_too(words: str) -> bool:
    short = len(words) <= LONGEST and not _DOCUMENT.search(characterwise(words))
    return short and is_offer(words) and words[-1:] not in "。：:"


def is_title_of(words: str, offer: str) -> bool:
    """Whether a short line titles the offer below it: they share a word.

    >>> is_title_of("公司注册", "十年老品牌，注册公司全程代办")
    True
    >>> is_title_of("二、检查时间", "检查辅导一站式办理")
    False
    """
    if not _TITLE.fullmatch(words) or _DOCUMENT.search(words):
        return False
    return bool(set(bigrams(words)) & set(bigrams(offer)))
