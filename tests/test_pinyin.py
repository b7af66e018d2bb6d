"""Pinyin that a machine put there is cut however it is written; glosses stay."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.repairs import mojibake, pinyin
from normalize.repairs.syllables import reads_as
from normalize.text import Text, restore

INJECTED = "國(guó)家藥(yào)監(jiān)局要求企業(yè)報(bào)告。"
SOUND = "國家藥監局要求企業報告。"


def cut(raw: str) -> str:
    text, _ = pinyin.repair(Text.raw(raw))
    assert restore(str(text), text.repairs(raw)) == raw
    return str(text)


@pytest.mark.parametrize(
    "written",
    [
        INJECTED,
        INJECTED.replace("(", "（").replace(")", "）"),
        INJECTED.replace(")", " )"),
        INJECTED.replace("(", " ( "),
        INJECTED.replace("(", "（").replace(")", "\u3000)"),
        INJECTED.replace(")", "\u00a0)"),
        unicodedata.normalize("NFD", INJECTED),
        INJECTED.replace("g", "ɡ").replace("ā", "ɑ̄"),
    ],
)
def test_however_it_is_written_it_goes(written: str) -> None:
    assert cut(written) == SOUND


@pytest.mark.parametrize(
    ("added", "left"),
    [
        ("我們(men)的(de)", "我們的"),
        ("綠(lǜ)色", "綠色"),
        ("綠(lv\u0300)色", "綠色"),
        ("女(nǚ)性", "女性"),
        ("這兒(r)", "這兒"),
        ("這兒(ér)", "這兒"),
        ("友好(hăo)", "友好"),
        ("協調(diào)", "協調"),
        ("F(xiàn)有", "F有"),
    ],
)
def test_every_reading_of_the_character_counts(added: str, left: str) -> None:
    assert cut(INJECTED + added) == SOUND + left


@pytest.mark.parametrize(
    "kept", ["甲(a)", "值(p)", "局(FDA)", "中位(range)", "組(n=3)", "人(rén,rèn)"]
)
def test_other_brackets_stay_in_an_injected_page(kept: str) -> None:
    assert cut(INJECTED + kept) == SOUND + kept


@pytest.mark.parametrize("lost", ["?", "\ufffd"])
def test_behind_a_lost_character_it_tells_what_stood_there(lost: str) -> None:
    raw = f"{INJECTED}產{lost}(pǐn)"
    text, doubts = pinyin.repair(Text.raw(raw))
    assert str(text) == f"{SOUND}產{lost}(pǐn)"
    assert [doubt.code for doubt in doubts] == ["pinyin_unverified"]


def test_one_is_enough_where_bytes_were_split_too() -> None:
    raw = "患者經?；煊脙煞N注射劑，存在風險。\n經(jīng)批準。\n"
    text, _ = mojibake.repair(Text.raw(raw))
    assert (
        str(pinyin.repair(text)[0]) == "患者經常混用兩種注射劑，存在風險。\n經批準。\n"
    )


@pytest.mark.parametrize(
    "gloss",
    [
        "菝(bá)葜与白术(zhú)",
        "重(chóng)庆市的莪(é)术",
        "读作 (guó) 的字",
        "吡(bǐ)啶、嘧(mì)啶、嘌(piào)呤、羟(qiǎng)基",
        "患者經?；煊脙煞N注射劑。\n白术(zhú)健脾",
    ],
)
def test_a_gloss_stays(gloss: str) -> None:
    text, _ = mojibake.repair(Text.raw(gloss))
    assert str(pinyin.repair(text)[0]) == str(text)


@given(st.text(alphabet="國家藥的兒()（）guóyàoérv\u0304\u0301?F \n", max_size=60))
def test_the_raw_text_comes_back(raw: str) -> None:
    cut(raw)


def test_a_character_beyond_the_table_has_no_reading() -> None:
    assert not reads_as("\U0003fffd", "guó")
    assert not reads_as("", "guó")
