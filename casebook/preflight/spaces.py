"""Colour spaces of a PDF, and the inks that a colour in them lays down (ISO 32000-1, 8.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pikepdf

Kind = Literal["cmyk", "gray", "rgb", "lab", "spot", "pattern", "unknown"]
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
Inks = tuple[tuple[str, float], ...]
"""Plates and their tints, %; without those that are empty"""


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: what it is called in a report, and what it is for the press."""

    name: str
    kind: Kind
    components: int
    plates: tuple[str, ...] = ()
    """Names of the colorants of Separation and DeviceN"""
    managed: bool = False
    """Converted by an ICC profile or a calibration on its way to the plates"""
    base: Space | None = None
    """What an Indexed or an uncoloured Pattern space stands on"""

    @property
    def is_foreign(self) -> bool:
        """Whether no plate of a four-colour press carries it as it is."""
        return self.kind in ("rgb", "lab", "unknown")

    @property
    def start(self) -> tuple[float, ...]:
        """The colour that is current when the space is chosen (8.6.3)."""
        if self.kind == "cmyk":
            return (0.0, 0.0, 0.0, 1.0)
        return (1.0 if self.kind == "spot" else 0.0,) * self.components


CMYK = Space("DeviceCMYK", "cmyk", 4)
GRAY = Space("DeviceGray", "gray", 1)
RGB = Space("DeviceRGB", "rgb", 3)
PATTERN = Space("Pattern", "pattern", 0)
_SHORT = {
    "/DeviceCMYK": CMYK,
    "/CMYK": CMYK,
    "/DeviceGray": GRAY,
    "/G": GRAY,
    "/DeviceRGB": RGB,
    "/RGB": RGB,
    "/Pattern": PATTERN,
}
_CALIBRATED: dict[str, Space] = {
    "/CalGray": Space("CalGray", "gray", 1, managed=True),
    "/CalRGB": Space("CalRGB", "rgb", 3, managed=True),
    "/Lab": Space("Lab", "lab", 3, managed=True),
}
_ICC: dict[int, tuple[str, Kind]] = {1: ("gray", "gray"), 3: ("RGB", "rgb"), 4: ("CMYK", "cmyk")}


def space_of(value: Any, named: Any = None, depth: int = 0) -> Space:
    """Return the space that a name or an array describes; `named` are the resources' spaces."""
    if depth > 8:
        return Space("?", "unknown", 1)
    if isinstance(value, pikepdf.Name):
        known = _SHORT.get(str(value))
        if known is not None:
            return known
        if named is not None and str(value) in named:
            return space_of(named[str(value)], named, depth + 1)
        return Space(str(value).lstrip("/"), "unknown", 1)
    if not isinstance(value, pikepdf.Array) or not len(value):
        return Space("?", "unknown", 1)
    family = str(value[0])
    if family == "/ICCBased":
        count = int(value[1].get("/N", 0))
        name, kind = _ICC.get(count, ("?", "unknown"))
        return Space(f"ICCBased {name}", kind, count, managed=True)
    if family == "/Separation":
        plate = str(value[1]).lstrip("/")
        return Space(f"Separation {plate}", "spot", 1, (plate,))
    if family == "/DeviceN":
        plates = tuple(str(name).lstrip("/") for name in value[1])
        return Space(f"DeviceN {' + '.join(plates)}", "spot", len(plates), plates)
    if family in ("/Indexed", "/I"):
        base = space_of(value[1], named, depth + 1)
        return Space(f"Indexed {base.name}", base.kind, 1, base.plates, base.managed, base)
    if family == "/Pattern":
        if len(value) < 2:
            return PATTERN
        under = space_of(value[1], named, depth + 1)
        return Space("Pattern", "pattern", under.components, base=under)
    return _CALIBRATED.get(family) or _SHORT.get(family) or Space(family[1:], "unknown", 1)


def inks_of(space: Space, values: Sequence[float]) -> Inks:
    """Return the plates that a colour needs; nothing is known of RGB and Lab.

    A calibrated grey is taken for black: what the conversion makes of it is the profile's.
    """
    if space.kind == "cmyk" and len(values) == 4:
        tints = zip(PROCESS, values, strict=True)
    elif space.kind == "gray" and len(values) == 1:
        tints = zip(("Black",), (1 - values[0],), strict=True)
    elif space.plates == ("All",) and len(values) == 1:
        tints = zip(PROCESS, [values[0]] * 4, strict=True)
    elif space.kind == "spot" and len(values) == len(space.plates):
        tints = zip(space.plates, values, strict=True)
    else:
        return ()
    return tuple((name, tint * 100) for name, tint in tints if tint > 0.0005 and name != "None")


def total(inks: Inks) -> float:
    """Return the sum of all tints, %."""
    return sum(tint for _, tint in inks)


def spelled(inks: Inks) -> str:
    """Return inks as a printer writes them: C24 M92 Y88 K16; white is C0 M0 Y0 K0."""
    if all(name in PROCESS for name, _ in inks):
        tints = dict(inks)
        return " ".join(
            f"{name[0] if name != 'Black' else 'K'}{tints.get(name, 0):.0f}" for name in PROCESS
        )
    return " ".join(f"{name} {tint:.0f}" for name, tint in inks)
