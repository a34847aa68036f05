"""Small films for tests, made in a moment: coded by PyAV, furnished with what cameras add.

`furnished` writes `CANARY` wherever a file can hold words beside its picture.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from functools import cache
from io import BytesIO

import av
from PIL import Image, ImageDraw


CANARY = b"CANARY-13800138000-22.5431N"
_RATE = 16_000


@cache
def film(
    *,
    seconds: float = 2,
    size: tuple[int, int] = (800, 600),
    codec: str = "libx264",
    pixels: str = "yuv420p",
    sound: str | None = "aac",
    form: str = "mp4",
    fps: int = 5,
    options: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """Return a film of a clock's hand that turns, with a tone, coded as asked; `fps` a second."""
    out = BytesIO()
    with av.open(out, "w", format=form, options=dict(options)) as container:
        container.metadata["title"] = "made for tests"
        picture = container.add_stream(codec, rate=fps, options={"preset": "ultrafast"})
        picture.width, picture.height, picture.pix_fmt = *size, pixels
        tone = container.add_stream(sound, rate=_RATE, layout="mono") if sound else None
        for number in range(round(seconds * fps)):
            frame = av.VideoFrame.from_image(_drawn(size, number))
            container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        if tone:
            for frame in _tone(seconds, tone.codec_context.format.name):
                container.mux(tone.encode(frame))
            container.mux(tone.encode(None))
    return out.getvalue()


def _drawn(size: tuple[int, int], number: int) -> Image.Image:
    """Draw the picture of a moment; the first is black, as films begin."""
    if number == 0:
        return Image.new("RGB", size)
    image = Image.new("RGB", size, (236, 230, 214))
    draw = ImageDraw.Draw(image)
    x, y = size[0] / 2, size[1] / 2
    for window in range(12):
        left, top = size[0] * (window % 4) / 4 + 12, size[1] * (window // 4) / 3 + 12
        draw.rectangle((left, top, left + size[0] / 8, top + size[1] / 6), fill=(168, 50, 42))
    angle = number / 5
    draw.line((x, y, x + x * math.sin(angle), y - y * math.cos(angle)), fill=(30, 107, 94), width=9)
    return image


def _tone(seconds: float, form: str) -> Iterator[av.AudioFrame]:
    for start in range(0, round(seconds * _RATE), 1024):
        waves = [math.sin(2 * math.pi * 440 * (start + i) / _RATE) / 4 for i in range(1024)]
        frame = av.AudioFrame(format=form, layout="mono", samples=1024)
        if form == "fltp":
            frame.planes[0].update(struct.pack("<1024f", *waves))
        else:
            frame.planes[0].update(struct.pack("<1024h", *(int(32_767 * w) for w in waves)))
        frame.sample_rate, frame.pts = _RATE, start
        yield frame
