"""How fast and how right are copies found, beside MinHash-LSH of a peer?

    python -m benchmarks.copies [NUMBER ...]

Sets of documents (1,000 and 10,000) are built from word lists: a third are articles, a
sixth each their copies with other furniture and their copies with damage, a third are
bulletins of one template that differ in a number or a name.  Precision and recall are
over pairs of documents in one group.  The peer is rensa, where it is installed: it says
which texts are alike, not which are one.  Machines differ: compare ratios.
"""

import random
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations, groupby
from typing import NamedTuple

from normalize.column import columns_of
from normalize.entities.copies import mark_copies
from normalize.rows import empty_rows
from normalize.tables import DocumentRow

SIZES = (1_000, 10_000)
PEER_ALIKE, PEER_HASHES, PEER_BANDS, PEER_RUN = 0.8, 128, 16, 5

WORDS = """
近日 今年 上月 日前 去年底 本周 此前 目前 随后 下一步
某省药监局 示例医院 衡岚生物 沐川制药 专家组 审评中心 持有人 医保局 研究者 检查员
按照规定的程序 结合当地的实际 依据现有的数据 经过集体的讨论 参考国际的做法
公布 完成 启动 推进 评估 调整 审核 研究 收集 说明
质量检查 临床试验 采购计划 价格谈判 稳定性研究 风险管理 年度报告 生产工艺
保障用药需求 提高审评效率 规范市场秩序 降低患者负担 完善监管制度 促进产业发展
"""
WHEN, WHO, HOW, DOES, WHAT, WHY = map(str.split, WORDS.strip().splitlines())
MENU = "首页\n新闻中心\n健康频道\n来源：{} 2024-03-0{} 09:30\n"
TAIL = "\n责任编辑：某某\n相关阅读\n版权所有 未经授权不得转载。"

Pair = tuple[int, int]
Find = Callable[[Sequence[str]], set[Pair]]


class Paper(NamedTuple):
    """A text, and which article it is."""

    article: int
    text: str


def main(sizes: Sequence[int]) -> None:
    """Print seconds, precision and recall of ours, and of the peer."""
    print("documents           s  ms each  precision  recall     MB")
    for size in sizes:
        papers = made(size, random.Random(size))
        truth = _pairs(paper.article for paper in papers)
        for name, find in _finders():
            start = time.process_time()
            found = find([paper.text for paper in papers])
            _tell(f"{size:6} {name}", time.process_time() - start, size, found, truth)


def _tell(
    name: str, seconds: float, size: int, found: set[Pair], truth: set[Pair]
) -> None:
    right = len(found & truth)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:14} {seconds:6.1f} {1000 * seconds / size:8.2f} "
        f"{right / max(len(found), 1):10.4f} {right / max(len(truth), 1):7.4f} "
        f"{memory:6.0f}"
    )


# --- the set


def made(size: int, dice: random.Random) -> list[Paper]:
    """Make the documents of a set, mixed."""
    papers = []
    for number in range(size // 3):
        text = "\n".join(_paragraph(dice) for _ in range(dice.randint(4, 12)))
        papers.append(Paper(number, text))
        copy = _framed if number % 2 else _damaged
        papers.append(Paper(number, copy(text, dice)))
    lines = [_paragraph(dice) for _ in range(6)]
    for number in range(size // 3, size // 3 + size - len(papers)):
        papers.append(Paper(number, _bulletin(lines, number, dice)))
    dice.shuffle(papers)
    return papers


def _paragraph(dice: random.Random) -> str:
    return "".join(_sentence(dice) for _ in range(dice.randint(1, 4)))


def _sentence(dice: random.Random) -> str:
    words = [dice.choice(group) for group in (WHEN, WHO, HOW, DOES, WHAT)]
    number = f"，涉及{dice.randint(2, 9999)}例" if dice.random() < 0.4 else ""
    return f"{''.join(words)}{number}，以{dice.choice(WHY)}。"


def _framed(text: str, dice: random.Random) -> str:
    return MENU.format(dice.choice(WHO), dice.randint(1, 9)) + text + TAIL


def _damaged(text: str, dice: random.Random) -> str:
    """Lose one Chinese character in two hundred."""
    lost = (dice.random() < 1 / 200 and char >= "一" for char in text)
    return "".join("?" if gone else char for char, gone in zip(text, lost, strict=True))


def _bulletin(lines: Sequence[str], number: int, dice: random.Random) -> str:
    told = f"本期采购量为{number}支，由第{number}号企业供应，配送至各医疗机构。"
    return _framed("\n".join([*lines[:3], told, *lines[3:]]), dice)


# --- who finds


def _finders() -> list[tuple[str, Find]]:
    peer = [("rensa", _alike)] if find_spec("rensa") else []
    return [("ours", _copies), *peer]


def _copies(texts: Sequence[str]) -> set[Pair]:
    blank = dict.fromkeys(column.name for column in columns_of(DocumentRow))
    known = {"status": "ok", "source_type": "news"}
    rows = [
        blank | known | {"doc_id": f"{i:06}", "text": text}
        for i, text in enumerate(texts)
    ]
    mark_copies(empty_rows() | {"documents": rows})
    return _pairs(row["copy_of"] or row["doc_id"] for row in rows)


def _alike(texts: Sequence[str]) -> set[Pair]:
    """Pairs over the peer's threshold of likeness."""
    rensa = import_module("rensa")
    hashes = [_min_hash(rensa, text) for text in texts]
    lookup = rensa.RMinHashLSH(PEER_ALIKE, PEER_HASHES, PEER_BANDS)
    for i, one in enumerate(hashes):
        lookup.insert(i, one)
    return {
        (other, i)
        for i, one in enumerate(hashes)
        for other in lookup.query(one)
        if other < i and one.jaccard(hashes[other]) >= PEER_ALIKE
    }


def _min_hash(rensa: object, text: str) -> object:
    made = rensa.RMinHash(num_perm=PEER_HASHES, seed=1)  # type: ignore[attr-defined]
    made.update([text[i : i + PEER_RUN] for i in range(len(text) - PEER_RUN + 1)])
    return made


def _pairs(groups: Iterable[object]) -> set[Pair]:
    """The places that belong to one group, two by two."""
    placed = sorted((str(group), i) for i, group in enumerate(groups))
    found = set()
    for _, same in groupby(placed, key=lambda item: item[0]):
        found |= set(combinations([i for _, i in same], 2))
    return found


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or SIZES)
