"""What invented pages say: headline, dateline, body, table, captions, attachments."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["prose", "heading", "item", "caption", "sign", "file"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph of a body; `more` is the address of a file or picture."""

    words: str
    kind: Kind = "prose"
    more: str = ""


Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One page as its authors would tell it."""

    headline: tuple[str, ...]  # Its lines.
    day: str
    time: str
    source: str
    author: str
    editor: str
    body: tuple[Piece | Rows, ...]

    @property
    def title(self) -> str:
        """The headline in one line."""
        return "".join(self.headline)

    def lines(self) -> Iterator[str]:
        """Yield the paragraphs and cells of the body in order."""
        for piece in self.body:
            if isinstance(piece, Piece):
                yield piece.words
            else:
                yield from (cell for row in piece for cell in row)

    def files(self) -> list[tuple[str, str]]:
        """List the attachments, each with its address."""
        pieces = (piece for piece in self.body if isinstance(piece, Piece))
        return [(p.words, p.more) for p in pieces if p.kind == "file"]


def _prose(*words: str) -> tuple[Piece, ...]:
    return tuple(map(Piece, words))


NEWS = Answer(
    headline=("我国首款示诺替尼口服混悬液获批上市",),
    day="2031-06-20", time="08:15", source="示例健康报", author="段一", editor="普三",
    body=(
        *_prose(
            "示例健康报示城6月20日电（记者 段一）国家药品监督管理局近日批准示诺替尼口服混悬液上市，"
            "用于治疗六岁以下患儿的晚期示例瘤。这是国内首款适用于低龄患儿的同类药物。",
            "“过去孩子们只能把成人药片掰开研磨，剂量很难掌握。”示城儿童医院肿瘤科主任普十二介绍，"
            "混悬液可按体重精确给药，漏服和误服明显减少。",
        ),
        Piece("图为药师在核对混悬液的剂量。普十三 摄", "caption", "/u/31/6/a1.jpg"),
        Piece("三期试验入组二百一十二名患儿", "heading"),
        *_prose(
            "公开资料显示，该药的三期临床试验由七家医院共同完成，入组患儿212名，客观缓解率为61.3%，"
            "中位无进展生存期达到14.2个月；最常见的不良反应为腹泻、皮疹和口腔炎，多数为一级或二级。",
            "生产企业示和制药有限公司表示，首批药品将于7月上旬发往全国。",
        ),
        Piece("价格将在谈判后公布", "heading"),
        *_prose(
            "示省医疗保障局有关负责人说，企业已经提交挂网申请，价格有待协商；符合条件的患儿家庭，"
            "还可以向慈善机构申请援助。",
            "业内人士认为，儿童剂型长期短缺，主要原因是试验难度大、市场规模小。近年来，"
            "优先审评、数据保护等政策相继出台，企业的积极性正在提高。",
        ),
    ),
)  # fmt: skip

NOTICE = Answer(
    headline=("示省药品监督管理局关于", "注销示胃康片等三个药品注册证书的公告"),
    day="2031-03-04", time="16:40", source="示省药品监督管理局", author="", editor="",
    body=(
        *_prose(
            "根据《示省药品注册管理办法》第十二条规定，经企业申请，现予注销示胃康片等三个药品注册证书。",
            "特此公告。",
        ),
        (
            ("序号", "药品名称", "规格", "生产企业"),
            ("1", "示胃康片", "0.3g", "示康药业有限公司"),
            ("2", "复方示参颗粒", "每袋装5g", "示和制药有限公司"),
            ("3", "示黄软膏", "10g", "北示药厂"),
        ),
        Piece("示省药品监督管理局", "sign"),
        Piece("2031年3月4日", "sign"),
    ),
)  # fmt: skip

CIRCULAR = Answer(
    headline=("关于做好2031年示例类药品集中带量采购报价工作的通知",),
    day="2031-09-11", time="10:02", source="示省医疗保障局", author="", editor="",
    body=(
        Piece("各市医疗保障局，各有关企业："),
        Piece(
            "为做好示例类药品集中带量采购工作，经研究，现将报价有关事项通知如下："
        ),
        Piece("一、报价时间", "heading"),
        Piece("企业应于2031年9月20日至9月26日登录平台填报，逾期系统自动关闭，不再受理。"),
        Piece("二、报价要求", "heading"),
        Piece("（一）同一通用名的不同规格应当按差比价规则折算，报价保留两位小数。"),
        Piece("（二）报价不得高于本企业同品种全国现行最低挂网价。"),
        Piece("三、其他", "heading"),
        Piece("未尽事宜，由示省药械采购中心负责解释。联系电话：0999-5550123。"),
        Piece("附件：1.示例类药品目录.xlsx", "file", "/att/2031/p1.xlsx"),
        Piece("2.企业报价承诺书.docx", "file", "/att/2031/p2.docx"),
        Piece("示省医疗保障局办公室", "sign"),
        Piece("2031年9月11日", "sign"),
    ),
)  # fmt: skip

TRADITIONAL = Answer(
    headline=("示諾替尼納入健保給付 逾三百名病童受惠",),
    day="2031/06/21", time="05:30", source="示例時報", author="段一", editor="普三",
    body=(
        *_prose(
            "〔記者段一／示北報導〕健保署昨日宣布，示諾替尼口服液自下月起納入健保給付，"
            "預估每年有三百二十名病童受惠，每人每年可省下約一百二十萬元藥費。",
            "示北兒童醫院血液腫瘤科主任普十二指出，病童過去多半自費用藥，許多家庭因此中斷治療；"
            "給付之後，家長不必再為藥費四處奔走。",
        ),
        Piece("▲病友團體昨出席記者會，說明用藥經驗。（記者普十三攝）", "caption", "/p/x.jpg"),
        *_prose(
            "健保署醫審組表示，給付條件包括年齡未滿十八歲、經基因檢測確認，以及曾接受一線治療失敗；"
            "每次申請以三個月為限，再次申請須檢附影像評估資料。",
            "病友團體認為，給付範圍仍嫌不足，盼將成人病患一併納入。",
        ),
    ),
)  # fmt: skip

SHORT = Answer(
    headline=("示城市医保中心暂停办理业务的通知",),
    day="2031-12-30", time="09:00", source="示城市医疗保障局", author="", editor="普四",
    body=(
        *_prose(
            "因系统升级，我中心定于2032年1月1日零时至1月3日24时暂停办理异地就医备案业务。",
            "请参保人员提前安排，由此带来的不便敬请谅解。",
        ),
        Piece("示城市医保中心", "sign"),
        Piece("2031年12月30日", "sign"),
    ),
)  # fmt: skip

ANSWERS = {
    "news": NEWS,
    "notice": NOTICE,
    "circular": CIRCULAR,
    "traditional": TRADITIONAL,
    "short": SHORT,
}
