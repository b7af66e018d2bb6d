"""Offers of services that a copying site prints around a document it has copied.

A block of at least four lines at the end that speak like offers (一站式办理, 拿证).  A
tone alone takes nothing away: the lines must also repeat one another, or share few
words with a document that has come to its end (attachment, remark, contact, signature,
date).  A repeated block inside a document is never touched: filings print whole
sections twice.  With one vote missing the block is flagged and kept.  Before and
between the lines of a document only plain adverts go, one by one (`advert_lines`).

>>> offers = "许可证一站式办理。\\n帮助企业拿证。\\n上门辅导，免费报价。\\n"
>>> print(repair(Text.raw("附件：1.名单\\n" + offers * 2))[0])
附件：1.名单
<BLANKLINE>
"""

import re
from collections.abc import Sequence
from statistics import median

from normalize.draft import Doubt
from normalize.repairs import advert_lines, page_furniture
from normalize.repairs.lines import Line, spoken, without
from normalize.repairs.offers import is_offer
from normalize.repairs.overlap import letters, overlap
from normalize.repairs.traditional import characterwise
from normalize.text import Text

RULE = "spam"
FEWEST = 4  # lines
FORGIVEN = 1  # lines in a row that do not sound like an offer
OFFERS = 0.7  # share of the block
REPEATED = 2  # lines
UNRELATED = 0.5  # median share of pairs that the document has too
MOST_TITLED = 0.6  # share of the offers
LONG_BODY = 150  # pairs; in less, low overlap means nothing

_TITLE = re.compile(r"[^，。,;；:：、]{2,16}")
_LANDMARK = re.compile(
    r"(?:附件|附表|附录|附[:：]|备注|注[:：]|联系人|联系方式|联系电话|咨询电话|电话|地址|抄送"
    r"|来源|责任编辑|编辑[:：]|参考|[(（]此件|特此|自评|申报负责人|法定代表人"
    r"|.{0,40}(?:签名|签字|盖章|公章))"
    r"|[^，。,;；]{2,40}(?:局|委员会|厅|部|院|中心|协会|学会|办公室|公司)$"
    r"|.{0,4}\d{4}年\d{1,2}月\d{1,2}日$"
)


# Who serves the public, invites bids or reports on a company makes no offer himself.
_DUTY = re.compile(
    r"应当|必?须|(?<!供)应提供|不得|得\d+分|供应商|投标|采购|群众|居民|市民|老年人|参保|患者"
    r"|^(?:该|目前|未来|据)?(?:公司|平台|集团|园区|开发区|高新区)"
)


def repair(text: Text) -> tuple[Text, list[Doubt]]:
    """Take adverts out; flag a block at the end that may be the document's."""
    block, doubts = _tail(text)
    start = block[0].start if block else len(text)
    single = [line for line in advert_lines.found(text.chars) if line.start < start]
    return without(text, [*single, *block], RULE), doubts


def _tail(text: Text) -> tuple[list[Line], list[Doubt]]:
    """The block of adverts at the end that is one for sure, or a doubt about it."""
    lines = _lines(text.chars)
    block = _block(lines)
    if not block:
        return [], []
    body = letters(text.chars[: block[0].start])
    if _repeats(block) or (_marked(lines, block) and _unrelated(block, body)):
        return block, []
    quote = text[block[0].start : block[-1].end].strip()
    message = f"{len(block)} lines at the end sound like offers of services"
    return [], [Doubt("spam_suspected", message, quote)]


def _lines(chars: str) -> Sequence[Line]:
    """List the lines, without the furniture at the foot."""
    foot = frozenset(page_furniture.found(chars))
    lines = spoken(chars)
    return [line for line in lines if line not in foot] if foot else lines


def _block(lines: Sequence[Line]) -> list[Line]:
    """Return the lines from the first offer of the tail on; none if they are few."""
    if not any(_offers(line.words) for line in lines[-1 - FORGIVEN :]):
        return []
    titles = _titles(lines)
    start, misses = len(lines), 0
    for at in range(len(lines) - 1, -1, -1):
        words = lines[at].words
        if _offers(words) or at in titles:
            start, misses = at, 0
        elif misses == FORGIVEN or _LANDMARK.match(words):
            break
        else:
            misses += 1
    start = _headed(lines, start)
    block = list(lines[start:])
    offers = sum(_offers(line.words) for line in block)
    rest = len(block) - sum(at >= start for at in titles)
    return block if len(block) >= FEWEST and offers >= OFFERS * rest else []


def _offers(words: str) -> bool:
    return is_offer(words) and not _DUTY.search(characterwise(words))


def _headed(lines: Sequence[Line], start: int) -> int:
    """Begin with the title of the first offer, if it has one that shares its words."""
    if not 0 < start < len(lines):
        return start
    above, first = lines[start - 1].words, lines[start].words
    titled = not _LANDMARK.match(above) and advert_lines.is_title_of(above, first)
    return start - 1 if titled else start


def _titles(lines: Sequence[Line]) -> set[int]:
    """Number the short lines that title the offer below them.

    One short line above an offer may be the document's last; offers have titles only
    where most of them have.
    """
    offers = [at for at, line in enumerate(lines) if _offers(line.words)]
    titles = {
        at - 1
        for at in offers
        if at and _TITLE.fullmatch(lines[at - 1].words) and at - 1 not in offers
    }
    titled = len(titles) >= FEWEST and len(titles) >= MOST_TITLED * len(offers)
    return titles if titled else set()


def _marked(lines: Sequence[Line], block: Sequence[Line]) -> bool:
    """Whether the document before the block has come to an end."""
    last = lines[: len(lines) - len(block)][-8:]
    return any(_LANDMARK.match(line.words) for line in last)


def _repeats(block: Sequence[Line]) -> bool:
    return len(block) - len({line.words for line in block}) >= REPEATED


def _unrelated(block: Sequence[Line], body: str) -> bool:
    shares = [overlap(line.words, body) for line in block]
    return len(body) > LONG_BODY and median(shares) <= UNRELATED
