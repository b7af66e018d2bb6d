"""What stands around the bodies: menus, teasers, comments, banners, small print."""

CHANNELS = [
    "首页",
    "要闻",
    "时政",
    "财经",
    "医药",
    "医保",
    "器械",
    "健康",
    "科普",
    "视频",
]
CHANNELS += ["专题", "图片", "论坛"]
TEASERS = (
    "示例药企公布年报，营收同比增长两成，研发投入超过十亿元",
    "示城开展药品零售专项检查，十二家门店被责令整改。",
    "专家提醒：流感高发，老人和儿童应尽早接种疫苗",
    "多地将罕见病用药纳入门诊保障，患者负担有望减轻",
    "示江大学附属医院完成首例示例机器人手术，患者恢复良好。",
    "中药材价格回落，示参每公斤跌破百元，药农惜售。",
    "网售处方药新规下月施行，平台须核验处方来源。",
    "示海海关查获一批假冒减肥药，涉案金额三百余万元",
)
COMMENTS = (
    "希望早点进医保，孩子等不起啊，我们家已经花光了积蓄，真的很难。",
    "支持国产药！不过说明书上的不良反应还是要看清楚，别盲目乐观。",
    "我家亲戚的孩子就是这个病，以前都是找代购，风险特别大，现在总算好了。",
    "价格呢？没有价格说什么都是白搭，上次那个药出来的时候也是这么说的。",
    "请问示城哪家医院可以开？打了好几个电话都说还没有货，急。",
    "小编写得不错，赞一个，希望多报道这样的消息，少一点八卦。",
)
DISCLAIMER = (
    "免责声明：本网站转载的文章，其版权归原作者所有，如有侵权，请在两周内与本网联系，"
    "我们将及时更正、删除，谢谢合作。本网不对其真实性负责，仅供读者参考，并请自行核实相关内容。"
    "任何单位或个人认为本网页面内容可能涉嫌侵犯其合法权益，应及时向本网书面反馈，并提供身份证明。"
)
FOOT = (
    "主办单位：示省信息中心　备案号：示ICP备00000000号-1　网站标识码：0000000001　"
    "建议使用1280×720分辨率浏览"
)
BANNER = "我们使用Cookie来改善您的浏览体验，继续访问即表示您同意我们的隐私政策。"
APP = "下载示例新闻客户端，随时随地看新闻"


def menu(channels: list[str] = CHANNELS) -> str:
    """Return a bar of links."""
    return " ".join(f'<a href="/{n}/">{name}</a>' for n, name in enumerate(channels))


def menu_items(channels: list[str] = CHANNELS) -> str:
    """Return the items of a list of links."""
    items = (f'<a href="/c{n}/">{name}</a>' for n, name in enumerate(channels))
    return "".join(f"<li>{item}</li>" for item in items)


def teasers(times: int = 1) -> str:
    """Return the items of a list of other articles."""
    found = [(n, words) for n in range(times) for words in TEASERS]
    return "".join(f'<li><a href="/t/{n}.html">{words}</a></li>' for n, words in found)


def cards(times: int = 1) -> str:
    """Return other articles as a page of scripts draws them: link, then teaser."""
    return "".join(
        f'<div class="css-k9x"><a href="/d/{n}"><h3>{words[:14]}</h3></a>'
        f'<div class="css-k9y">{words}</div><span>{n + 1}小时前</span></div>'
        for _ in range(times)
        for n, words in enumerate(TEASERS)
    )


def comments(kind: str = "li", times: int = 1) -> str:
    """Return what readers have written, each in an element of a kind."""
    return "".join(
        f'<{kind}><a href="/u/{n}">网友{n}</a><span>2031-06-2{n}</span>'
        f"<p>{words}</p><span>赞({n}) 回复</span></{kind}>"
        for _ in range(times)
        for n, words in enumerate(COMMENTS)
    )


PARTS = {
    "menu": menu(),
    "menu_items": menu_items(),
    "teasers": teasers(),
    "many_teasers": teasers(4),
    "cards": cards(),
    "comments": comments(),
    "many_comments": comments("div", 5),
    "disclaimer": DISCLAIMER,
    "foot": FOOT,
    "banner": BANNER,
    "app": APP,
}
