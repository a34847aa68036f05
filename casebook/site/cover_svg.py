"""The lit-windows cover as an SVG picture of its own, so that a list loads it once and lazily."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import escape

from casebook import cover
from casebook.model.criteria import Hue
from casebook.problem import Locale
from casebook.tokens import Tokens

_UPRIGHT_ROTATED = {"（": "︵", "）": "︶", "·": "・", "—": "︱", "“": "﹁", "”": "﹂"}
_PLACE_SIZE = 4.3
_LATIN_LINE = 24  # characters of a name that stands in one line


def render_cover(
    case_id: str, name: str, place: str, hue: Hue, tokens: Tokens, locale: Locale
) -> str:
    """Draw the cover of a case; the hundredths of `casebook.cover` are the SVG's own units."""
    name_set = _vertical if locale == "zh" else _rotated
    family = tokens.type.serif.web if locale == "zh" else tokens.type.latin.web
    return _picture(case_id, hue, tokens, family, name_set(name, place))


def _picture(seed: str, hue: Hue, tokens: Tokens, family: str, words: str) -> str:
    """Put words of SVG before the windows that belong to an id."""
    windows = cover.windows(seed)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {cover.WIDTH:g} {cover.HEIGHT:g}">'
        f'<rect width="100%" height="100%" fill="{tokens.hues[hue].web}"/>'
        f'<path fill="#fff" fill-opacity=".16" d="{_boxes(w for w in windows if not w.lit)}"/>'
        f'<path fill="{tokens.lit.web}" d="{_boxes(w for w in windows if w.lit)}"/>'
        f'<g fill="#fff" font-family="{escape(family)}" text-anchor="middle"'
        f' font-weight="700">{words}</g></svg>\n'
    )


def _boxes(windows: Iterable[cover.Window]) -> str:
    width, height = cover.WINDOW_W, cover.WINDOW_H
    return "".join(f"M{w.x:g} {w.y:g}h{width:g}v{height:g}h-{width:g}z" for w in windows)


def _vertical(name: str, place: str) -> str:
    """Set name and place downwards, character by character, as on a book's spine."""
    found = []
    end = 0.0
    for line in cover.name_lines(name):
        for number, char in enumerate(line.text):
            y = line.y + line.size * (number + 0.88)
            found.append(character(char, line.x, y, line.size))
        end = max(end, line.y + line.size * len(line.text))
    for number, char in enumerate(place):
        y = end + 4 + _PLACE_SIZE * 1.16 * (number + 1)
        found.append(character(char, 15.5, y, _PLACE_SIZE, light=True))
    return "".join(found)


def character(char: str, x: float, y: float, size: float, *, light: bool = False) -> str:
    """Set one character of a vertical line upright; punctuation takes its vertical form."""
    weight = ' font-weight="400"' if light else ""
    shown = escape(_UPRIGHT_ROTATED.get(char, char))
    return f'<text x="{x:g}" y="{y:.2f}" font-size="{size:g}"{weight}>{shown}</text>'


def _rotated(name: str, place: str) -> str:
    """Set a Latin name along the cover's edge, read from top to bottom."""
    room = cover.HEIGHT - 2 * cover.MARGIN
    lines = _in_two(name) if len(name) > _LATIN_LINE else [name]
    size = min(11.0 if len(lines) == 1 else 7.6, room / (max(map(len, lines), default=1) * 0.54))
    names = [
        (text, x, size, 700) for text, x in zip(lines, (19.5, 12.4)[-len(lines) :], strict=True)
    ]
    return "".join(
        f'<text transform="translate({x:g} {cover.MARGIN:g}) rotate(90)" font-size="{height:.3g}"'
        f' font-weight="{weight}" text-anchor="start">{escape(text)}</text>'
        for text, x, height, weight in (*names, (place, 5.4, _PLACE_SIZE, 400))
    )


def _in_two(name: str) -> list[str]:
    """Break a long name at the space that leaves the shortest lines; keep it whole without one."""
    breaks = [at for at, char in enumerate(name) if char == " "]
    at = min(breaks, key=lambda at: max(at, len(name) - at), default=0)
    return [name[:at], name[at + 1 :]] if at else [name]
