"""Document numbers: found whole, freed of the words before them, written in one way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import vocab
from normalize.text import Text
from normalize.values import Rejected
from normalize.values.codes import doc_number, find_doc_numbers


def found(words: str) -> list[str]:
    return [str(number) for number in find_doc_numbers(Text.raw(words))]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("《通知》（国发〔2017〕16号）", "国发〔2017〕16号"),
        ("…管理的通知穗示规〔2021〕19号", "穗示规〔2021〕19号"),
        ("示例的通知冀示发〔2021〕9", "冀示发〔2021〕9"),
        ("示例的函粤示办含〔2O21〕9号", "粤示办含〔2O21〕9号"),
        ("川示发〈2020〉17号", "川示发〈2020〉17号"),
        ("依据卫生部第90号令办理", "卫生部第90号令"),
        ("复贵公司113年4月1日示例字第1130401001号函", "示例字第1130401001号"),
        ("你局示监〔2023〕9号来文", "示监〔2023〕9号"),
        ("卫办医政函[2001]12号", "卫办医政函[2001]12号"),
        ("根据京药监发【2018】5号", "京药监发【2018】5号"),
        ("食药监药化管（2016）19 号", "食药监药化管（2016）19 号"),
        ("国办发〔2020〕32)号", "国办发〔2020〕32)号"),
        ("粤办函〔2021〕第5号", "粤办函〔2021〕第5号"),
        ("国 药 监 〔 2020 〕 3 号", "国 药 监 〔 2020 〕 3 号"),
        ("2015年2月9日 国办发〔2015〕7号", "国办发〔2015〕7号"),
        ("关于印发的通知\n国卫办医函〔2020〕1号", "国卫办医函〔2020〕1号"),
        ("（2021年第14号）", "2021年第14号"),
        ("国家药监局公告2020年第44号", "2020年第44号"),
        ("二〇二一年第十四号", "二〇二一年第十四号"),
        ("《办法》（国家市场监督管理总局令第27号）", "国家市场监督管理总局令第27号"),
        ("主席令第三十一号", "主席令第三十一号"),
        ("农业农村部公告第250号", "农业农村部公告第250号"),
        ("衛授食字第1141410592號", "衛授食字第1141410592號"),
    ],
)
def test_document_numbers_in_prose(words: str, expected: str) -> None:
    assert found(words) == [expected]


@pytest.mark.parametrize(
    "row", vocab.load("doc_number_borders"), ids=lambda r: r["words"]
)
def test_every_border_frees_its_own_example(row: dict[str, str]) -> None:
    (number,) = found(row["example"])
    assert not number.startswith(row["words"])
    assert row["example"].endswith(number)


@pytest.mark.parametrize(
    "words",
    [
        "第4371号建议",
        "共检查〔2021〕12例",
        "文献[2019] 12 篇",
        "示例〔2021〕3.5%",
        "京ICP备12345678号",
        "见附件（2021）",
        "2025年7月17日",
        "〔2017〕16号",
        "按照公告第5号",
        "龙城大街85号",
        "国药准字S20230065",
        "第3号",
    ],
)
def test_what_is_no_document_number(words: str) -> None:
    assert found(words) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("国 发[ 2017 ]16 号", "国发〔2017〕16号"),
        ("国办发〔2020〕32)号", "国办发〔2020〕32号"),
        ("（国办发（２０２０）３２号）", "国办发〔2020〕32号"),
        ("2021年 第14号", "2021年第14号"),
        ("示办含〔2O21〕3", "示办函〔2021〕3号"),
        ("示发〔二〇一七〕16号", "示发〔2017〕16号"),
        ("卫生部第90号令", "卫生部第90号令"),
        ("中华人民共和国财政部令第9号", "财政部令第9号"),
        ("中华人民共和国主席令第31号", "中华人民共和国主席令第31号"),
        ("卫授食字 第1141410592 號", "卫授食字第1141410592号"),
        ("国家药监局公告2021年第14号", "国家药监局公告2021年第14号"),
        ("2021年第14号公告", "2021年第14号公告"),
        ("令第27号", "令第27号"),
        ("示授食字第1140000001號", "示授食字第1140000001号"),
        ("-", None),
    ],
)
def test_one_way_of_writing(words: str, expected: str | None) -> None:
    assert doc_number(words) == expected


@pytest.mark.parametrize("words", ["国发", "16号", "2017年", "关于印发的通知"])
def test_what_cannot_be_written_as_one(words: str) -> None:
    with pytest.raises(Rejected):
        doc_number(words)


@given(
    st.text(alphabet="国药监示发函规", min_size=1, max_size=8),
    st.integers(1990, 2035),
    st.integers(1, 9999),
    st.sampled_from(["〔〕", "[]", "【】", "（）", "()", "［］"]),
)
def test_every_bracket_comes_to_one(
    issuer: str, year: int, serial: int, marks: str
) -> None:
    words = f"{issuer}{marks[0]}{year}{marks[1]}{serial}号"
    canonical = f"{issuer}〔{year}〕{serial}号"
    assert doc_number(words) == doc_number(canonical) == canonical
    assert found(f"（{words}）") == [words]
