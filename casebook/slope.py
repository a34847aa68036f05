"""A change drawn as a slope: both numbers large enough to read at a glance (LOOK, Pictures)."""

from __future__ import annotations

from unicodedata import east_asian_width

from markupsafe import Markup

from casebook.figures import unit_after
from casebook.measures import Shown
from casebook.problem import Locale

_WIDTH, _HEIGHT = 240, 190  # SVG units
_LEFT, _RIGHT = 22, 218
_EDGE = 1  # texts stand flush with the picture's edges, so that a long number stays inside
_MIDDLE, _RISE = 74, 48  # the height of the line's middle, and of the highest value above zero
_GAP = 13  # between the line and a number
_CAP = 0.72  # the height of a figure, in ems
_FOOT = _HEIGHT - 6
_BEFORE, _AFTER, _UNIT = 32, 38, 18  # sizes of writing


def render_slope(locale: Locale, item: Shown, said: str) -> Markup:
    """Draw a change from its first value to its last, by way of those between; `said` is its name.

    The numbers stand above or below all of the line, so that it never crosses them.
    """
    assert item.points is not None
    unit = unit_after(item.unit, locale)
    points = [
        (_LEFT + (_RIGHT - _LEFT) * at, y)
        for at, y in zip(item.at, _heights(item.points), strict=True)
    ]
    line = min(y for _, y in points), max(y for _, y in points)
    # each number on the outer side of its end: where the line falls from it, above, else below
    above = item.points[1] < item.points[0], item.points[-2] <= item.points[-1]
    room = (_WIDTH - 2 * _EDGE) * (0.48 if above[0] == above[1] else 1)
    return Markup(
        '<svg class="slope" viewBox="0 0 {width} {height}" role="img" aria-label="{said}">'
        '<path class="slope-ground" d="M{start} {ground}H{end}"/>'
        '<path class="slope-line" d="{line}"/>{dots}{before}{after}'
        '<text class="slope-when" x="{start}" y="{foot}">{before_when}</text>'
        '<text class="slope-when slope-end-text" x="{end}" y="{foot}">{when}</text></svg>'
    ).format(
        width=_WIDTH,
        height=_HEIGHT,
        said=said,
        start=_EDGE,
        end=_WIDTH - _EDGE,
        ground=_FOOT - 20,
        line="M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points),
        dots=_dots(points),
        before=_number("slope-before", item.before, unit, _BEFORE, room, line, above=above[0]),
        after=_number("slope-after", item.number, unit, _AFTER, room, line, above=above[1]),
        before_when=item.before_when,
        when=item.when,
        foot=_FOOT,
    )


def _heights(values: tuple[float, ...]) -> list[float]:
    """Place values on a scale that begins at zero, as the book does: no change looks too large.

    The line as a whole stands in the middle of its room.
    """
    zero = min(0.0, *values)
    span = max(values) - zero or 1.0
    ys = [-_RISE * (value - zero) / span for value in values]
    middle = (min(ys) + max(ys)) / 2
    return [_MIDDLE + y - middle for y in ys]


def _dots(points: list[tuple[float, float]]) -> Markup:
    kinds = ["slope-start", *["slope-step"] * (len(points) - 2), "slope-end"]
    sizes = {"slope-start": 4, "slope-step": 2.5, "slope-end": 5}
    return Markup("").join(
        Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{}"/>').format(
            kind, x, y, sizes[kind]
        )
        for kind, (x, y) in zip(kinds, points, strict=True)
    )


def _number(
    css: str,
    number: str,
    unit: str,
    size: int,
    room: float,
    line: tuple[float, float],
    *,
    above: bool,
) -> Markup:
    """Write a number with its unit above or below the whole line, in a size that fits `room`."""
    fitted = min(size, int((room - _ems(unit) * _UNIT) / _ems(number)))
    end = css == "slope-after"
    return Markup(
        '<text class="{css}{side}" x="{x}" y="{y:.1f}" font-size="{size}">{number}'
        '<tspan class="slope-unit" font-size="{unit_size}">{unit}</tspan></text>'
    ).format(
        css=css,
        side=" slope-end-text" if end else "",
        x=_WIDTH - _EDGE if end else _EDGE,
        y=line[0] - _GAP if above else line[1] + _GAP + fitted * _CAP,
        size=fitted,
        number=number,
        unit_size=_UNIT,
        unit=unit,
    )


def _ems(text: str) -> float:
    """Return how wide a text runs, in ems: a Chinese character 1, a digit or letter about 0.6."""
    return sum(1.0 if east_asian_width(c) in "WF" else 0.62 for c in text)
