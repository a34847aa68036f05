"""Cut text for the index: each Chinese character, word, number and mark is a token of its own.

`theme/site/modules/tokens.js` cuts queries by the same expression; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata

SPACE = "␣"
LINE = "␤"

# Each of these stands alone: Chinese, Japanese and Korean writing, raised and circled numbers.
_ALONE = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u218b\u2460-\u24ff\u2776-\u2793"
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u318f\u31a0-\u31ff\u3220-\u33ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\U00020000-\U0003ffff"
)
_TOKEN = re.compile(rf"(?:(?![{_ALONE}])[^\W\d_])+|\d+|\S")
_TOKEN_AND_SPACE = re.compile(rf"({_TOKEN.pattern})(\s?)")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'")
_HALF_WIDTH: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)},
    **{code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)},
    **{code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)},
    ord("％"): "%",
    ord("＋"): "+",
    ord(SPACE): " ",
    ord(LINE): " ",
}


def fold(text: str) -> str:
    """Return the text as the index spells it.

    Letters, digits, ％ and ＋ become half-width, an apostrophe after a letter typographic, and
    invisible characters vanish; Chinese punctuation stays as it is.
    """
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text).translate(_HALF_WIDTH))
    return _APOSTROPHE.sub("’", text)


def tokens(text: str) -> list[str]:
    """Return the tokens of a text without its spaces."""
    return _TOKEN.findall(fold(text))


def cut(text: str) -> str:
    """Return the tokens with a space between each; where the text has one, `␣` ends the token.

    The text can so be put together again from the index, and a phrase is found whether or not a
    space was typed between Chinese and Latin (AI 场景, AI场景).
    """
    found = _TOKEN_AND_SPACE.findall(fold(text).strip())
    return " ".join([token + SPACE if space else token for token, space in found])
