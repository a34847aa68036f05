"""Emphasis beside Chinese punctuation: `**注意：**必须` is bold, as its writer meant.

CommonMark decides by white space and punctuation whether `**` may open or close, which fails for
scripts without spaces. The rule here follows the CJK-friendly amendment to CommonMark
(https://github.com/tats-u/markdown-cjk-friendly): a CJK character, punctuation included, beside
the marks never keeps them from opening or closing.
"""

from __future__ import annotations

import unicodedata

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

_QUOTES_OF_CHINESE = "“”‘’…—·"


def is_cjk(char: str) -> bool:
    """Whether a character belongs to CJK writing, its punctuation included."""
    return char in _QUOTES_OF_CHINESE or unicodedata.east_asian_width(char) in ("W", "F")


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


class _State(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        marker = self.src[start]
        end = start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        before_cjk, after_cjk = is_cjk(before), is_cjk(after)
        before_space, after_space = before.isspace(), after.isspace()
        before_punctuation = _is_punctuation(before) and not before_cjk
        after_punctuation = _is_punctuation(after) and not after_cjk
        left = not after_space and (
            not after_punctuation or before_space or before_punctuation or before_cjk
        )
        right = not before_space and (
            not before_punctuation or after_space or after_punctuation or after_cjk
        )
        can_open = left and (canSplitWord or not right or before_punctuation)
        can_close = right and (canSplitWord or not left or after_punctuation)
        return Scanned(can_open, can_close, end - start)


class CjkInline(ParserInline):
    """The inline parser of markdown-it-py with the amended rule."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Process the text of one block and push its inline tokens."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
