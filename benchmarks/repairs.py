"""How fast is the chain of repairs, beside single jobs of it done by peers?

    python -m benchmarks.repairs [FILE ...]

Documents of 1, 10 and 100 kB are built from sentences of our own: clean, the same in
Traditional characters, and those with pinyin, full-width digits, a spam title and a
foot of furniture.  Beside the chain, in the same run: a plain copy, OpenCC's t2s alone,
and ftfy.fix_text where it is installed.  Machines differ: compare ratios.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from opencc import OpenCC

from normalize.repairs import repair_all
from normalize.text import Text

ROUNDS = 5
SIZES = (1_000, 10_000, 100_000)  # bytes of a document
TOTAL = 600_000  # bytes of all documents of one size

SENTENCES = (
    "某省药品监督管理局近日发布公告，决定对细胞治疗产品的生产质量开展专项检查。\n",
    "该产品由健康供者的脂肪组织制备，经扩增培养后冷冻保存，在医院复苏后一次注射。\n",
    "临床试验纳入一百二十例受试者，随访52周，主要终点为完全缓解率（CR）。\n",
    "安全性数据显示，3级及以上不良反应的发生率为12.5%，未见剂量限制性毒性。\n",
    "企业应当在批准后继续完成确证性研究，并按照要求提交年度报告和风险管理计划。\n",
    "第二十三条　持有人应当建立药物警戒体系，配备专职人员，承担警戒责任。\n",
    "2024年5月20日至6月30日，申报单位可以登录系统填写资料，逾期不予受理。\n",
    "专家组认为，申报资料基本完整，建议补充稳定性研究和杂质研究的资料。\n",
    "参加检查的人员包括检查员六名、检验人员两名，历时三天，共发现一般缺陷八项。\n",
    "参保患者经定点医院评估后用药，医保基金按规定的比例支付，年度支付设有限额。\n",
)
TITLE = "高清影院免费看_亚洲精品一区二区_某某娱乐城官方下载_久久在线播放\n"
FOOT = "Copyright ? 2009-2024 某某网 All Rights Reserved\n关于我们 | 网站地图\n"


def main(paths: Sequence[Path]) -> None:
    """Print the throughput of the chain on each set of texts, and ratios to peers."""
    print("                     MB/s   ratio: copy OpenCC   ftfy")
    for name, texts in [*_own(), *_given(paths)]:
        size = sum(len(text.encode()) for text in texts)
        ours = _best(_repaired, texts)
        ratios = (_ratio(peer, texts, ours) for peer in _peers())
        print(f"{name:18} {size / ours / 1e6:7.2f}        ", *ratios)


def _own() -> Iterator[tuple[str, list[str]]]:
    t2t = OpenCC("s2t")
    for size in SIZES:
        clean = list(_documents(size))
        traditional = [t2t.convert(text) for text in clean]
        damaged = [TITLE + _damaged(text) + FOOT for text in traditional]
        yield f"clean {size // 1000} kB", clean
        yield f"Traditional {size // 1000} kB", traditional
        yield f"damaged {size // 1000} kB", damaged


def _documents(size: int) -> Iterator[str]:
    """Yield documents of about a size, each with its sentences in its own order."""
    lines = size // (sum(len(s.encode()) for s in SENTENCES) // len(SENTENCES)) + 1
    for number in range(TOTAL // size):
        step = (1, 3, 7, 9)[number % 4]
        places = (number + step * line for line in range(lines))
        yield "".join(SENTENCES[place % len(SENTENCES)] for place in places)


def _damaged(text: str) -> str:
    """Put pinyin behind three common characters, and digits in full width."""
    for char, annotated in (("藥", "藥(yào)"), ("醫", "醫(yī)"), ("產", "產(chǎn)")):
        text = text.replace(char, annotated)
    return text.translate({48 + n: 0xFF10 + n for n in range(10)})


def _given(paths: Sequence[Path]) -> Iterator[tuple[str, list[str]]]:
    for path in paths:
        yield path.name[:18], [path.read_text(encoding="utf-8", errors="replace")]


def _peers() -> Iterator[Callable[[str], object] | None]:
    yield lambda text: text.encode().decode()
    yield OpenCC("t2s").convert
    yield import_module("ftfy").fix_text if find_spec("ftfy") else None


def _ratio(
    peer: Callable[[str], object] | None, texts: Sequence[str], ours: float
) -> str:
    """Say how many times the peer's seconds ours are."""
    if peer is None:
        return "     -"
    return f"{ours / _best(peer, texts):6.1f}"


def _repaired(text: str) -> object:
    return repair_all(Text.raw(text))


def _best(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Seconds of the processor in the fastest of several rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            work(text)
        times.append(time.process_time() - start)
    return max(min(times), 1e-9)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
