"""Spam and furniture of pages: feet, comment forms, keywords; and what looks like them."""

import pytest

from tests.repairing import (
    ARTICLE,
    COMMENTS,
    FOOTER,
    TRADITIONAL_COMMENTS,
    clean,
    codes,
)


def test_the_foot_of_a_page_goes_and_its_editor_stays() -> None:
    assert clean(f"{ARTICLE}责任编辑：张某\n{FOOTER}") == f"{ARTICLE}责任编辑：张某\n"


def test_an_address_is_furniture_only_below_a_copyright_line() -> None:
    raw = f"{ARTICLE}地址：某市某路1号\n邮编:100000\n"
    assert clean(raw) == raw


def test_furniture_above_prose_stays() -> None:
    long = ARTICLE.replace("\n", "")
    raw = f"版权所有 某某网\n{long}\n"
    assert clean(raw) == raw


@pytest.mark.parametrize(
    "foot",
    [
        COMMENTS,
        TRADITIONAL_COMMENTS,
        "Laisser un commentaire Annuler la réponse\n昵称\n邮箱\n网站\n提交评论\n",
        "暂无评论\n我要评论\n昵称：\n验证码：\n提交\n",
        "客服热线：400-000-0000 举报邮箱：x@example.cn\n版权所有 某某网 举报电话：000\n",
        "广告合作：13800000000\n违法和不良信息举报电话：000-00000000\nCopyright © 某某\n",
        "【免责声明】本网站转载的文章版权归原作者所有，如有侵权请联系我们删除。\n",
        "声明：本站部分内容来自互联网，转载目的在于传递更多信息，并不代表本站赞同其观点"
        "和对其真实性负责。如涉及版权等问题，请与本网联系，我们将及时删除内容。\n",
        "凡本网注明“来源：某某网”的所有作品，未经本网授权不得转载、摘编。\n",
        "本文由小编整理自网络，仅供学习交流，若侵犯您的权益，请告知管理员删除。\n",
        "湘公网安备 43010000000000号\n湘ICP备00000000号\n",
        "主办单位：某某网络公司 版权所有：某某资讯\n",
    ],
)
def test_the_chrome_of_the_host_goes(foot: str) -> None:
    assert clean(f"{ARTICLE}责任编辑：张某\n{foot}") == f"{ARTICLE}责任编辑：张某\n"


@pytest.mark.parametrize(
    "tail",
    [
        "责任编辑：张某",
        "来源：某某日报 作者：李某",
        "附件：1.申报指南",
        "联系人：王某 联系电话：000-0000000",
        "监督举报电话：12345",
        "咨询电话：000-00000000 邮箱：x@example.cn",
        "免责说明：某某医讯所发布的信息仅供参考，转载自其他媒体的内容版权归原作者。",
        "本公司声明：本公司及全体董事保证公告内容真实、准确、完整。",
        "前瞻性声明：本新闻稿包含前瞻性陈述，实际结果可能不同，不构成投资建议。",
        "声明：申请人承诺所提交的资料真实、合法，未侵犯他人专利权。",
        "姓名：赵某 电话：000-0000000",
        "网站：www.example.cn",
        "请登录申报系统后填写申请表。",
        "回复\n您好，请向当地部门咨询。",
        "患者的姓名和联系方式不会被公开。",
        "新闻热线：由本局办公室负责解答。",
        "编辑：某某 校对：某某",
    ],
)
def test_what_the_document_says_at_its_end_stays(tail: str) -> None:
    raw = f"{ARTICLE}{tail}\n"
    assert clean(raw) == raw


# --- keywords


@pytest.mark.parametrize(
    "title",
    [
        "开云体育_官网入口",
        "某某体育(中国)官方网站-登录入口",
        "澳门新葡京娱乐场",
        "金沙娱乐app下载",
    ],
)
def test_a_short_title_of_known_spam_goes(title: str) -> None:
    assert clean(f"{title}\n{ARTICLE}") == ARTICLE


@pytest.mark.parametrize(
    "title",
    [
        "国家体育总局官网",
        "关于打击网络赌博和六合彩活动的通知",
        "网上办事大厅 用户登录 注册入口",
    ],
)
def test_an_honest_short_title_stays(title: str) -> None:
    assert clean(f"{title}\n{ARTICLE}").startswith(title)


@pytest.mark.parametrize(
    "damaged",
    [
        ARTICLE.replace("，", "，澳门新葡京官网，", 1),
        ARTICLE.replace("。\n", "。真人视讯百家乐\n"),
        ARTICLE.replace("注射液", "注射液【娱乐城下注平台】", 1),
        ARTICLE.replace("临床试验", "临床某某娱乐城试验")
        .replace("产品由", "产某某娱乐城品由")
        .replace("风险管理", "风险某某娱乐城管理"),
    ],
)
def test_keywords_leave_a_sentence(damaged: str) -> None:
    assert clean(damaged) == ARTICLE


def test_one_keyword_in_a_sentence_is_flagged() -> None:
    raw = ARTICLE.replace("，", "，娱乐城，", 1)
    assert clean(raw) == raw
    assert codes(raw) == ["spam_suspected"]


@pytest.mark.parametrize(
    "line",
    [
        "警方查处六合彩、百家乐等赌博活动，没收赌资。",
        "患者因赌博欠债后出现抑郁症状，接受治疗。",
        "企业应当登录注册平台，下载安装官方版软件，提交申请。",
    ],
)
def test_a_report_about_such_words_stays(line: str) -> None:
    assert clean(f"{ARTICLE}{line}\n") == f"{ARTICLE}{line}\n"
    assert codes(f"{ARTICLE}{line}\n") == []
