"""The design values of `theme/tokens.yaml`, one source for the website and the book."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from casebook.model.base import Filled, Model
from casebook.model.criteria import Hue
from casebook.problem import ProblemsError
from casebook.source import read_yaml
from casebook.validate import validate

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
    night: Colour
    type: Types


def load_tokens(theme: Path) -> Tokens:
    """Read the design values; raises ProblemsError, each fault at its place."""
    document, problems = read_yaml(theme.parent, theme / "tokens.yaml")
    tokens, faults = validate(document, Tokens, "tokens") if document else (None, [])
    if tokens is None:
        raise ProblemsError([*problems, *faults])
    return tokens
