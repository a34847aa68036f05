"""Cut text for the index: each Chinese character, word, number and mark is a token of its own.

`theme/site/modules/tokens.js` cuts queries by the same expression; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata

# Each of these stands alone: Chinese, Japanese and Korean writing, raised and circled numbers.
ALONE = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u218b\u2460-\u24ff\u2776-\u2793"
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u318f\u31a0-\u31ff\u3220-\u33ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\U00020000-\U0003ffff"
)
_TOKEN = re.compile(rf"(?:(?![{ALONE}])[^\W\d_])+|\d+|\S")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'")
_HALF_WIDTH: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)},
    **{code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)},
    **{code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)},
    ord("％"): "%",
    ord("＋"): "+",
    ord("␤"): " ",  # ends a line in the index
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
