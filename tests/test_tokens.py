"""Design values: every text colour can be read on every ground that it stands on."""

from __future__ import annotations

import re

import pytest

from casebook.paths import HOME
from casebook.site.assets import gather_assets
from casebook.tokens import Colour, load_tokens

TOKENS = load_tokens(HOME / "theme")
AA = 4.5  # WCAG 2.2, 1.4.3, for text of any size
GROUNDS = ("paper", "sheet")
INKS = ("ink", "faint")


def luminance(hex_colour: str) -> float:
    """Return the relative luminance of an sRGB colour (WCAG 2.2)."""
    parts = [int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)  # known to fail AA


@pytest.mark.parametrize("scheme", ["web", "night"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", [*INKS, *TOKENS.hues])
def test_text_can_be_read_on_paper(ink: str, ground: str, scheme: str) -> None:
    colour: Colour = TOKENS.hues[ink] if ink in TOKENS.hues else getattr(TOKENS, ink)  # type: ignore[index]
    found = contrast(getattr(colour, scheme), getattr(getattr(TOKENS, ground), scheme))
    assert found >= AA, f"{ink} on {ground} ({scheme}): {found:.2f}"


@pytest.mark.parametrize("hue", TOKENS.hues)
def test_white_can_be_read_on_a_hue(hue: str) -> None:
    """A filled ground keeps its day colour by night (`--hue-fill`)."""
    found = contrast(TOKENS.hues[hue].web, "#FFFFFF")  # type: ignore[index]
    assert found >= AA, f"white on {hue}: {found:.2f}"


@pytest.mark.parametrize("scheme", ["web", "night"])
def test_ink_can_be_read_on_a_lit_mark(scheme: str) -> None:
    """Marks of the search are lit by day and by night; their text is the day's ink."""
    found = contrast(TOKENS.ink.web, getattr(TOKENS.lit, scheme))
    assert found >= AA, f"{found:.2f}"


def test_hues_can_be_told_apart() -> None:
    for scheme in ("web", "night"):
        shades = [getattr(colour, scheme) for colour in TOKENS.hues.values()]
        assert len(set(shades)) == len(shades)


def test_the_stylesheet_uses_tokens_and_no_colour_of_its_own() -> None:
    """One source: a colour stands in tokens.yaml, or is white on a filled ground."""
    for path in sorted((HOME / "theme/site/css").glob("*.css")):
        css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        own = set(re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\([^)]*\)|\bhsla?\([^)]*\)", css))
        own = {colour.upper() for colour in own}
        # a lit mark is lit by night too, and keeps the day's ink; a QR code is black on white
        assert own <= {"#FFF", "#FFFFFF", "#000", TOKENS.ink.web}, f"{path.name}: {sorted(own)}"


def test_every_property_that_is_used_is_defined() -> None:
    assets = gather_assets(HOME / "theme", TOKENS)
    css = assets.files[assets.names["style"]].decode()
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    defined = set(re.findall(r"(--[\w-]+)\s*:", css))
    used = set(re.findall(r"var\((--[\w-]+)\s*\)", css))
    assert len(used) > 10
    assert sorted(used - defined) == []


def test_the_press_colours_are_within_the_ink_limit() -> None:
    """300 % is what coated paper of a yearbook carries; see the print house's profile."""
    colours = {**TOKENS.hues, "ink": TOKENS.ink, "faint": TOKENS.faint, "lit": TOKENS.lit}
    for name, colour in colours.items():
        assert sum(colour.press) <= 300, name
    assert TOKENS.ink.press == (0, 0, 0, 100), "text is black alone, or it would not register"


def test_white_text_stands_on_hues_alone() -> None:
    """In night paper the ink is light: white on what falls back to it cannot be read."""
    rules = [
        rule
        for path in sorted((HOME / "theme/site/css").glob("*.css"))
        for rule in re.findall(r"[^{}]+\{[^{}]*\}", path.read_text("utf-8"))
        if re.search(r"(?<![-\w])color: #fff\b", rule)
    ]
    assert rules and all("background: var(--hue-fill);" in rule for rule in rules), rules
