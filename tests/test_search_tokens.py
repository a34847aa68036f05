"""Cut text: what stands alone, what stays together, and how a text is put together again."""

from __future__ import annotations

import re

import pytest

from casebook.search.tokens import LINE, SPACE, cut, fold, tokens


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
    "text",
    [
        "用 AI 场景把收缴率提高到 99.6%，居民满意。",
        "the owners’ committee (since 2021), elected",
        "《住宅专项维修资金管理办法》（建设部 165 号令）",
        "<img src=x onerror=alert(1)>",
    ],
)
def test_cut_text_can_be_put_together_again(text: str) -> None:
    assert cut(text).replace(" ", "").replace(SPACE, " ") == text


def test_a_space_is_a_sign_at_the_token_before_it() -> None:
    assert cut(" AI 场景 ") == f"AI{SPACE} 场 景"
    assert cut("") == ""


def test_our_own_signs_in_a_text_do_no_harm() -> None:
    assert SPACE not in fold(f"a{SPACE}b{LINE}c")
    assert tokens(f"a{SPACE}b{LINE}c") == ["a", "b", "c"]


def test_what_is_invisible_does_not_cut_a_word() -> None:
    assert tokens("收\u200b缴\u2060率 so\u00adft") == ["收", "缴", "率", "soft"]


def test_chinese_punctuation_stays() -> None:
    marks = "，。：；！？、“”‘’（）《》〔〕—…·"
    assert fold(marks) == marks
    assert all(re.fullmatch(r"\S", token) for token in tokens(marks))
