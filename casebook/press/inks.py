"""How much ink lies on paper: too much of it does not dry, and comes off on the next sheet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageMath

from casebook.write import write_file

_FULL = 2.55  # of a channel's 255: one per cent


@dataclass(frozen=True, slots=True)
class Inks:
    """The largest sum of the four inks of a photo, %, and the share of its pixels above a limit."""

    most: float
    above: float


def measure_inks(photo: Path, limit: float) -> Inks:
    """Measure every pixel of a CMYK JPEG, once: what was found is kept beside it; `limit` in %.

    Compressing a JPEG moves single pixels by one or two per cent beyond what the profile gives.
    """
    kept = photo.with_suffix(f".{limit:g}.inks")
    try:
        most, above = map(float, kept.read_text(encoding="ascii").split())
    except (FileNotFoundError, ValueError):
        found = _measured(photo, limit)
        write_file(kept, f"{found.most} {found.above}\n")
        return found
    return Inks(most, above)


def _measured(photo: Path, limit: float) -> Inks:
    with Image.open(photo, formats=("JPEG",)) as image:
        bands = dict(zip("cmyk", image.split(), strict=True))
    total = ImageMath.lambda_eval(lambda b: b["c"] + b["m"] + b["y"] + b["k"], **bands)
    _, most = total.getextrema()
    marked = ImageMath.lambda_eval(lambda b: (b["t"] > limit * _FULL) * 255, t=total).convert("L")
    above = marked.histogram()[255] / (marked.width * marked.height)
    return Inks(float(most) / _FULL, above)
