"""A change drawn as a slope: both numbers large enough to read at a glance (LOOK, Pictures)."""

from __future__ import annotations

from markupsafe import Markup

from casebook.facts import Shown
from casebook.problem import Locale

_WIDTH, _HEIGHT = 240, 158  # SVG units
_LEFT, _RIGHT = 22, 218
_EDGE = 1  # texts stand flush with the picture's edges, so that a long number stays inside
_LONG = 7  # characters of a number that is set smaller
_TOP, _BOTTOM = 42, 82  # where the highest and the lowest value stand


def render_slope(locale: Locale, item: Shown) -> Markup:
    """Draw a change from `before` to `number`; the table beside it is for screen readers."""
    assert item.points is not None
    first, last = item.points
    high = max(first, last)
    span = high - min(first, last)
    unit = item.unit if locale == "zh" or item.unit == "%" else f" {item.unit}"
    y1, y2 = (
        _TOP + (_BOTTOM - _TOP) * ((high - value) / span if span else 0.5)
        for value in (first, last)
    )
    return Markup(
        '<svg class="slope" viewBox="0 0 {width} {height}" aria-hidden="true">'
        '<path class="slope-ground" d="M{start} {ground}H{end}"/>'
        '<path class="slope-line" d="M{left} {y1:.1f}L{right} {y2:.1f}"/>'
        '<circle class="slope-start" cx="{left}" cy="{y1:.1f}" r="4"/>'
        '<circle class="slope-end" cx="{right}" cy="{y2:.1f}" r="5"/>'
        '<text class="slope-before" x="{start}" y="{t1:.1f}">{before}{unit}</text>'
        '<text class="slope-after slope-end-text{long}" x="{end}" y="{t2:.1f}">'
        "{after}{unit}</text>"
        '<text class="slope-when" x="{start}" y="{foot}">{before_when}</text>'
        '<text class="slope-when slope-end-text" x="{end}" y="{foot}">{when}</text></svg>'
    ).format(
        width=_WIDTH,
        height=_HEIGHT,
        ground=_HEIGHT - 24,
        start=_EDGE,
        end=_WIDTH - _EDGE,
        long=" slope-long" if len(item.number + unit) > _LONG else "",
        left=_LEFT,
        right=_RIGHT,
        y1=y1,
        y2=y2,
        t1=y1 - 11,
        t2=y2 - 13 if last >= first else y2 + 37,  # never across the line
        before=item.before,
        after=item.number,
        unit=unit,
        before_when=item.before_when,
        when=item.when,
        foot=_HEIGHT - 6,
    )
