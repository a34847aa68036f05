"""Photos of about 1 MB for made cases: the same number gives the same bytes, and no two are equal.

They are coloured noise, 2400×1600 px. Sixteen pictures are drawn; a comment makes each photo's
bytes its own, so that every one goes its own way through caches and derivatives.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from random import Random

from PIL import Image

SIZE = (2400, 1600)
_DRAWN = 16
_FINE = 3  # one drawn pixel is so many wide: with the quality it decides about the bytes
_QUALITY = 78


def made_photo(number: int) -> bytes:
    """Return a JPEG of about 1 MB."""
    body = _drawn(number % _DRAWN)
    said = f"made photo {number}".encode()
    return body[:2] + b"\xff\xfe" + (len(said) + 2).to_bytes(2, "big") + said + body[2:]


def small_photo(number: int) -> bytes:
    """Return a JPEG of about 2 KB, 64×48 px, that looks like no other."""
    random = Random(f"casebook/small/{number}")
    cells = Image.frombytes("RGB", (12, 9), random.randbytes(12 * 9 * 3))
    out = BytesIO()
    cells.resize((64, 48), Image.Resampling.BICUBIC).save(out, "JPEG", quality=92)
    return out.getvalue()


@cache
def _drawn(seed: int) -> bytes:
    width, height = (side // _FINE for side in SIZE)
    random = Random(f"casebook/photo/{seed}")
    noise = Image.frombytes("RGB", (width, height), random.randbytes(width * height * 3))
    soft = Image.blend(noise, Image.new("RGB", noise.size, (120, 130, 140)), 0.45)
    out = BytesIO()
    soft.resize(SIZE, Image.Resampling.BICUBIC).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
