"""A still out of a film, for the place where it is shown: run as a program of its own.

The decoder (PyAV, in the extra `video`) reads what strangers sent: should it fall over or go on for
ever, it takes no build with it. Colours are computed here and not by the decoder, whose sums depend
on the processor.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

from PIL import Image, ImageStat

_LONGEST = 960  # px
_QUALITY = 82
_MOST_MEMORY = 3_000_000_000  # bytes
_MOST_DECODED = 600  # pictures from where a film can be entered; usually there are 250
_PLACES = tuple(map(Fraction, ("1/10", "1/4", "1/2", "3/4", "0")))  # of the film's length
_DARKEST, _FLATTEST = 40, 14  # mean and spread of the brightness of a picture that shows something
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
_BT709, _UNSAID, _FULL = 1, 2, 2  # colour spaces and ranges by FFmpeg's numbers
_HD = 720  # lines; from there on a film that does not say otherwise is in BT.709


def main(source: str, target: str, width: str, height: str, turn: str) -> None:
    """Write the first picture, at a few fixed places, that is neither black nor empty.

    `width` and `height` are those of the upright film, px; `turn` is in degrees.
    """
    _limit()
    best, most = None, -1.0
    for frame in _frames(source):
        image = _still(frame, (int(width), int(height)), int(turn))
        light = ImageStat.Stat(image.convert("L"))
        if light.stddev[0] > most:
            best, most = image, light.stddev[0]
        if light.mean[0] > _DARKEST and light.stddev[0] > _FLATTEST:
            best = image
            break
    if best is None:
        sys.exit("no picture")
    best.save(Path(target), "JPEG", quality=_QUALITY)


def _limit() -> None:
    """Let the decoder take no more than its share of the machine, where the system can do that."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _frames(source: str) -> Iterator[Any]:
    """Yield the picture at each of the fixed places, or one shortly before it."""
    import av

    with av.open(source) as container:
        stream = container.streams.video[0]
        for place in _PLACES:
            wanted = int((stream.duration or 0) * place)
            container.seek(wanted, stream=stream)  # to where the film can be entered
            found = None
            for found in islice(container.decode(stream), _MOST_DECODED):
                if found.pts is not None and found.pts >= wanted:
                    break
            if found is not None:
                yield found


def _still(frame: Any, size: tuple[int, int], turn: int) -> Image.Image:
    """Return a picture upright and in sRGB, its longer side at most `_LONGEST` px."""
    channels = [
        Image.frombytes("L", (p.width, p.height), bytes(p), "raw", "L", p.line_size)
        for p in frame.planes[:3]
    ]
    scale = min(1.0, _LONGEST / max(size))
    upright = (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))
    coded = upright[::-1] if turn in (90, 270) else upright
    channels = [channel.resize(coded, Image.Resampling.BICUBIC) for channel in channels]
    space = frame.colorspace
    hd = space == _BT709 or (space == _UNSAID and frame.height >= _HD)
    matrix = _matrix(hd, frame.color_range == _FULL)
    image = Image.merge("RGB", channels).convert("RGB", matrix)
    return image.transpose(_TURNS[turn]) if turn else image


def _matrix(hd: bool, full: bool) -> tuple[float, ...]:
    """Return what makes red, green and blue of brightness and differences (ITU-R BT.709, 601)."""
    red, blue = (0.2126, 0.0722) if hd else (0.299, 0.114)
    green = 1 - red - blue
    light, colour, black = (1.0, 1.0, 0.0) if full else (255 / 219, 255 / 224, 16.0)
    u, v = 2 * (1 - blue) * colour, 2 * (1 - red) * colour
    rows = ((0.0, v), (-u * blue / green, -v * red / green), (u, 0.0))
    return tuple(value for b, r in rows for value in (light, b, r, -light * black - 128 * (b + r)))


if __name__ == "__main__":
    main(*sys.argv[1:])
