"""The design values of `theme/tokens.yaml`, one source for the website and the book."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from casebook.model.base import Filled, Model
from casebook.model.criteria import Hue
from casebook.source import read_yaml

Hex = Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$")]
Ink = Annotated[float, Field(ge=0, le=100)]


class Colour(Model):
    """A colour on paper, on night paper (sRGB hex) and on press (CMYK, %)."""

    web: Hex
    night: Hex
    press: tuple[Ink, Ink, Ink, Ink]


class Family(Model):
    """A type family: a CSS list for the web, a font's name for the book."""

    web: Filled
    press: Filled


class Types(Model):
    """The four families."""

    serif: Family
    sans: Family
    kai: Family
    latin: Family


class Tokens(Model):
    """Every design value."""

    hues: dict[Hue, Colour]
    paper: Colour
    sheet: Colour
    ink: Colour
    faint: Colour
    hairline: Colour
    lit: Colour
    type: Types


def load_tokens(theme: Path) -> Tokens:
    """Read the design values; raises ValueError where the theme itself is broken."""
    document, problems = read_yaml(theme.parent, theme / "tokens.yaml")
    if document is None:
        raise ValueError(f"theme/tokens.yaml: {problems[0].message.en}")
    return Tokens.model_validate(document.tree)
