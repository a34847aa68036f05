"""Cut text: what stands alone, what stays together, and how a text is put together again."""

from __future__ import annotations

import re

import pytest

from casebook.search.scratch import LINE
from casebook.search.tokens import fold, tokens
from casebook.search.words import END, normal, single, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收缴率", ["收", "缴", "率"]),
        ("99.6%", ["99", ".", "6", "%"]),
        ("AI 场景", ["AI", "场", "景"]),
        ("建办房〔2022〕4号", ["建", "办", "房", "〔", "2022", "〕", "4", "号"]),
        ("GB/T 2260", ["GB", "/", "T", "2260"]),
        ("owner's", ["owner", "’", "s"]),
        ("café", ["café"]),
        ("m²", ["m", "²"]),
        ("①建群", ["①", "建", "群"]),
        ("𡒄前", ["𡒄", "前"]),
        ("ＡＩ１２％", ["AI", "12", "%"]),
        ("_", ["_"]),
        ("", []),
    ],
)
def test_tokens(text: str, found: list[str]) -> None:
    assert tokens(text) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("收缴率", ["收缴", "缴率"]),
        ("第3期", ["第#", "#3#", "期#"]),
        ("第3期间的", ["第#", "#3#", "期#", "期间", "间的"]),
        ("ai 场景，收", ["#ai#", "场#", "场景", "景，", "，收"]),
        ("the owners, elected", ["#the#", "#owners#", ",#", "#elected#"]),
        ("99.6%", ["#99#", ".#", "#6#", "%#"]),
        ("无", []),
        ("", []),
    ],
)
def test_words(line: str, found: list[str]) -> None:
    assert words(line) == [word.replace("#", END) for word in found]


def test_the_words_of_a_part_stand_one_after_another_in_those_of_the_line() -> None:
    line = "第3期间，AI 场景使收缴率升到99.6%（2021年）；Party branch 2个"
    cut, whole = tokens(normal(line)), words(normal(line))
    for start in range(len(cut)):
        for end in range(start + 2, len(cut) + 1):
            letters = [token.isascii() and token.isalnum() for token in cut[start:end]]
            piece = "".join(
                token + " " * letter for token, letter in zip(cut[start:end], letters, strict=True)
            )
            asked = words(piece)
            places = [n for n in range(len(whole)) if whole[n : n + len(asked)] == asked]
            assert places, piece


def test_no_word_is_the_beginning_of_another() -> None:
    texts = ["第3期间，AI air aired 场景 99.6% 9", "的。场"]
    found = {word for text in texts for word in words(normal(text))}
    found |= {word for word in single([normal(text) for text in texts]) if word.endswith(END)}
    assert not [(a, b) for a in found for b in found if a != b and b.startswith(a)]


def test_a_query_in_either_script_has_the_same_words() -> None:
    assert words(normal("業主委員會")) == words("业主委员会")
    assert normal("名著乾坤") == "名著乾坤"


def test_our_own_signs_in_a_text_do_no_harm() -> None:
    assert tokens(f"a{LINE}b") == ["a", "b"]


def test_what_is_invisible_does_not_cut_a_word() -> None:
    assert tokens("收\u200b缴\u2060率 so\u00adft") == ["收", "缴", "率", "soft"]


def test_chinese_punctuation_stays() -> None:
    marks = "，。：；！？、“”‘’（）《》〔〕—…·"
    assert fold(marks) == marks
    assert all(re.fullmatch(r"\S", token) for token in tokens(marks))
