"""重复的句子。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.check.bare_text import BareText
from casebook.model.library import Library
from casebook.problem import Problem, Said
from casebook.prose.length import count_words

RULE = "repeated-sentence"

_PIECE = re.compile(r"[^。！？；\n|]+[。！？；]?")  # matches everywhere: no text is read twice
_LETTERS = 17  # characters of a sentence at least, its mark included
_LONG = 18  # 字; a shorter sentence may well be said twice
_SHOWN = 24  # characters that are quoted


def check(library: Library) -> Iterator[Problem]:
    """同一句话（18 字以上）在正文里不说两遍；只作提示。

    依据：003-12（“46件……27宗”在一个案例里说了两次）。改法：留下合适的一处。
    """
    for case in library.cases:
        text = case.texts.get("zh")
        if text is None:
            continue
        sentences = [said for _, said in _sentences(text.source)]
        if len(set(sentences)) == len(sentences):
            continue
        bare = BareText(text)
        first: dict[str, int] = {}
        for start, sentence in _sentences(bare.words):
            said = sentence.lstrip("-*0123456789. ")
            if said not in first:
                first[said] = start
            elif count_words(said) >= _LONG:
                shown = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
                line = bare.place(first[said]).line
                yield Problem(
                    bare.place(start),
                    RULE,
                    Said(
                        f"“{shown}”与第 {line} 行重复",
                        f"'{shown}' stands on line {line} already",
                    ),
                    Said("请留下合适的一处。", "Keep the one that fits better."),
                    value=said,
                    severity="info",
                )


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a text that have an end and some length, and where each begins."""
    for piece in _PIECE.finditer(text):
        said = piece[0].lstrip("#" + " \t\u3000\u00a0")
        if len(said) >= _LETTERS and said[-1] in "。！？；":
            yield piece.end() - len(said), said
