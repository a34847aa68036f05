"""What Typst draws windows with: colours and faces, the size of a window, façades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from casebook import cover
from casebook.model.criteria import Hue
from casebook.model.edition import Shade
from casebook.tokens import Colour, Tokens
from casebook.yearbook.nodes import Plain

WINDOW: Plain = {
    "width": cover.WINDOW_W,
    "height": cover.WINDOW_H,
    "pitch": cover.PITCH_Y,
    "bottom": cover.HEIGHT - cover.MARGIN,
    "cover": cover.HEIGHT,
}


Medium = Literal["screen", "press"]


def look_data(
    tokens: Tokens, medium: Medium = "screen", own: Mapping[Hue, Shade] | None = None
) -> Plain:
    """Return colours and families: sRGB for the screen, CMYK in % for the press.

    `own` are hues that an edition mixes itself.
    """

    def shade(colour: Colour | Shade) -> str | Sequence[float]:
        return colour.web if medium == "screen" else [float(ink) for ink in colour.press]

    return {
        "hues": {hue: shade((own or {}).get(hue, c)) for hue, c in tokens.hues.items()},
        **{n: shade(getattr(tokens, n)) for n in ("paper", "ink", "faint", "hairline", "lit")},
        "night": shade(tokens.night),
        "serif": tokens.type.serif.press,
        "sans": tokens.type.sans.press,
        "kai": tokens.type.kai.press,
    }


def facade_data(seed: str) -> Plain:
    """Return a façade: of each column its left edge and top, and the corners of lit windows."""
    windows = cover.windows(seed)
    tops: dict[float, float] = {}
    for window in windows:
        tops[window.x] = min(window.y, tops.get(window.x, window.y))
    return {"columns": list(tops.items()), "lit": [(w.x, w.y) for w in windows if w.lit]}


def neighbours_data(seed: str) -> list[Plain]:
    """Return the façades of the houses on the left and on the right of one."""
    return [facade_data(f"{seed}/{side}") for side in ("left", "right")]
