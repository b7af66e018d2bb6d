"""What does a document cost in a run of 1,000, and in one of 100,000?

    python -m benchmarks.scale [NUMBER ...]        by default 1000 and 10000

Generated news, notices and forms go through the whole pipeline: read, merged, checked,
published; then once more, unchanged.  Of each run: the milliseconds a document, the
most memory of the process that conducts it, and what the unchanged night costs of the
first.  Before, the smallest number is only read, by one worker and by two.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.engines.local import process
from extract.history import read_runs
from extract.inputs import find_inputs

SIZES = (1_000, 10_000)
HEADS = "安博康达恩法格海佳凯朗明诺普瑞森泰维欣依泽".strip()
TAILS = ("替尼片", "单抗注射液", "西普胶囊", "他汀钙片", "格列净片", "沙坦片", "泊帕片")
PROVINCES = (
    "浙江省",
    "江苏省",
    "广东省",
    "四川省",
    "湖北省",
    "山东省",
    "福建省",
    "河北省",
)
ENDPOINTS = ("客观缓解率（ORR）", "疾病控制率（DCR）", "完全缓解率（CR）", "12个月OS率")

NEWS = """{drug}{phase}研究达到主要终点
来源：示例医药网 {day}
{day}，{firm}宣布，其自主研发的{drug}治疗晚期实体瘤的{phase}临床研究达到主要终点。
研究共入组{n}例患者，结果显示，试验组{endpoint}为{rate}%（95%CI：{low}～{high}），\
对照组为{other}%（P<0.001）；中位无进展生存期为{months}个月。
最常见的3级及以上不良反应为中性粒细胞减少（{ae}%）。{firm}预计于{year}年提交上市申请。
"""
NOTICE = """{province}医疗保障局关于调整{drug}支付标准的通知
{short}医保发〔{year}〕{no}号
各市医疗保障局，各定点医疗机构：
为做好药品支付管理工作，根据《国家医疗保障局关于做好{year}年目录落地工作的通知》\
（医保发〔{year}〕{cited}号）要求，现就有关事项通知如下：
一、自{year}年{month}月1日起，{drug}（{firm}）支付标准调整为每盒{price}元。
二、各定点医疗机构应于{year}年{month}月{dom}日前完成系统维护。
三、本通知自印发之日起施行，有效期{span}年。
{province}医疗保障局
{day}
"""
FORM = """# {year}年国家医保药品目录调整申报材料（公示版）

**药品名称：** {drug}

**企业名称：** {firm}

## 一、基本信息

| 项目 | 内容 | 项目 | 内容 |
| --- | --- | --- | --- |
| 药品通用名称 | {drug} | 药品类别 | 西药 |
| 药品注册分类 | 化学药品1类 | 批准文号 | 国药准字H{year}{code} |
| 注册规格 | {dose}mg | 上市许可持有人 | {firm} |
| 说明书适应症/功能主治 | 用于治疗局部晚期或转移性{cancer}成人患者。 | | |
| 说明书用法用量 | 口服，每次{dose}mg，每日1次。 | | |

## 二、有效性信息

| 项目 | 内容 |
| --- | --- |
| 试验类型1 | 随机、双盲、安慰剂对照临床试验 |
| 试验对照药品 | 安慰剂 |
| 对主要临床结局指标改善情况 | 试验组入组{n}例，{endpoint}为{rate}%\
（95%CI：{low}～{high}），中位OS为{months}个月。 |

## 三、安全性信息

| 项目 | 内容 |
| --- | --- |
| 不良反应情况 | 常见不良反应为腹泻（{ae}%）、皮疹（{other}%）。 |
"""
KINDS = ((NEWS, 60, "news.txt"), (NOTICE, 30, "notice.txt"), (FORM, 10, "form.md"))


def main(sizes: Sequence[int]) -> None:
    """Print the costs of each size."""
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        raw = generate(min(sizes), Path(folder) / "raw")
        one, two = (_reading(raw, workers) for workers in (1, 2))
        print(
            f"reading alone: {one:.1f} s, by two workers {two:.1f} s: {one / two:.2f}x"
        )
        print("documents  all s  ms each  coordinator MB  unchanged s  of the first")
        for size in sizes:
            shutil.rmtree(raw)
            generate(size, raw)
            _measure(raw, Path(folder) / "out", size)


def generate(size: int, raw: Path) -> Path:
    """Write so many documents, a thousand to a folder."""
    chance = random.Random(size)
    for at, (name, text) in enumerate(documents(size, chance)):
        folder = raw / f"{at // 1000:04}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{at:06}_{name}").write_text(text, "utf-8")
    return raw


def documents(size: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield documents of a kind each; drugs are told of by about twenty of them.

    Each notice has a number of its own and cites one of eight papers of the center.
    """
    stems = _names(max(size // 20, 50), chance)
    firms = [f"{stem}药业有限公司" for stem in _names(max(size // 50, 20), chance)]
    texts, weights, names = zip(*KINDS, strict=True)
    for at in range(size):
        drug = chance.randrange(len(stems))
        [kind] = chance.choices(range(len(texts)), weights)
        text = texts[kind].format(**_cells(at, stems[drug], drug, firms, chance))
        yield names[kind], text


def _names(count: int, chance: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.sample(HEADS, 3 if count < 5000 else 4))] = None
    return list(found)


def _cells(
    at: int, stem: str, drug: int, firms: Sequence[str], chance: random.Random
) -> dict[str, object]:
    province, rate = chance.choice(PROVINCES), chance.randint(200, 800) / 10
    year, month, dom = chance.randint(2019, 2026), chance.randint(1, 12), at % 28 + 1
    return {
        "drug": stem + TAILS[drug % len(TAILS)], "trade": stem[:2] + "达",
        "firm": firms[drug % len(firms)], "phase": chance.choice(("Ⅱ期", "Ⅲ期")),
        "province": province, "short": province[0], "no": at + 1, "cited": year % 100,
        "year": year, "month": month, "dom": dom, "day": f"{year}年{month}月{dom}日",
        "n": chance.randint(40, 900), "rate": rate, "low": round(rate - 8.3, 1),
        "high": round(rate + 8.1, 1), "other": chance.randint(100, 300) / 10,
        "months": chance.randint(40, 300) / 10, "ae": chance.randint(50, 400) / 10,
        "endpoint": chance.choice(ENDPOINTS), "price": chance.randint(20, 3000),
        "span": chance.randint(1, 5), "code": f"{drug % 10000:04}",
        "dose": chance.choice((5, 10, 50, 100)),
        "cancer": chance.choice("肺胃肝") + "癌",
    }  # fmt: skip


def _reading(raw: Path, workers: int) -> float:
    """How long it takes to read, from the first rows on: workers are there by then."""
    done = process(find_inputs(raw), workers)
    next(done)
    began = time.perf_counter()
    for _ in done:
        pass
    return time.perf_counter() - began


def _measure(raw: Path, out: Path, size: int) -> None:
    shutil.rmtree(out, ignore_errors=True)
    first, again = _timed(raw, out), _timed(raw, out)
    most = read_runs(out / ".store")[0]["memory_mb"]
    costs = f"{size:9,} {first:6.1f} {1000 * first / size:8.2f} {most:15.0f}"
    print(costs, f"{again:12.2f} {again / first:13.1%}", flush=True)


def _timed(raw: Path, out: Path) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "extract", raw, "--out", out, "--quiet"]
    code = subprocess.run([*command, "--workers", "2"], check=False)
    assert code.returncode in (0, 1), code
    return time.perf_counter() - began


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or SIZES)
