"""Numbers as readers of each language expect them; the exact value is never rounded."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil

from casebook.model.community import Fee
from casebook.problem import Locale

_WAN = Decimal(10_000)


def number(value: Decimal | int) -> str:
    """Return a number with thousands and without idle zeros: 29,514.72, 5,415, 90.7."""
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def area(value: Decimal, locale: Locale) -> str:
    """Return an area given in m².

    Chinese counts round areas from 10,000 m² in 万; one that is not a whole hundred stays in
    m², so that no digit is lost: 11.07万平方米, 80,909平方米.
    """
    if locale == "en":
        return f"{number(value)} m²"
    if value >= _WAN and value % 100 == 0:
        return f"{number(value / _WAN)}万平方米"
    return f"{number(value)}平方米"


def percent(value: Decimal) -> str:
    """Return a rate given in %."""
    return f"{number(value)}%"


def span(low: Decimal, high: Decimal | None, locale: Locale) -> str:
    """Return a number, a range where there is a higher one."""
    if high is None:
        return number(low)
    return f"{number(low)}{'—' if locale == 'zh' else '–'}{number(high)}"


def unit_after(unit: str, locale: Locale) -> str:
    """Return a unit as it follows a number: an English one stands apart, but for %."""
    return unit if locale == "zh" or unit in ("", "%") else f" {unit}"


def fee(value: Fee, locale: Locale) -> str:
    """Return the price of a service, a range where it has one."""
    price = span(value.price, value.price_max, locale)
    return f"{price}元/（平方米·月）" if locale == "zh" else f"CNY {price} per m² per month"


def file_size(size: int) -> str:
    """Return the size of a file given in bytes, as readers know it: 85 KB, 3.2 MB, 1.4 GB."""
    kilobytes = max(round(size / 1000), 1)
    if kilobytes < 1000:
        return f"{kilobytes} KB"
    return f"{size / 1e6:.1f} MB" if size < 999_950_000 else f"{size / 1e9:.1f} GB"


def duration(seconds: Fraction | int, locale: Locale) -> str:
    """Return how long a film lasts, a part of a second counted as one: 3分20秒, 3 min 20 s."""
    minutes, rest = divmod(ceil(seconds), 60)
    if locale == "en":
        return " ".join([f"{minutes} min"] * bool(minutes) + [f"{rest} s"] * bool(rest)) or "0 s"
    if not rest and minutes:
        return f"{minutes}分钟"
    return f"{minutes}分{rest}秒" if minutes else f"{rest}秒"
