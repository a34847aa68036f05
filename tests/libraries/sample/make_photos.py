"""Draw the photos of the sample case: lit windows on warm paper, the same bytes every time."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (2400, 1600)
PAPER, WALL, DARK = "#FBFAF6", "#EFEADD", "#D8CFBC"
RED, GREEN, BLUE, OCHRE = "#A8322A", "#1E6B5E", "#2C4A80", "#8F6416"

Lit = Callable[[int, int], bool]  # whether the window in this column and row is lit


@dataclass(frozen=True)
class Block:
    """A building: its left edge, roof and width in px, and its grid of windows."""

    left: int
    roof: int
    width: int
    columns: int
    rows: int
    lit: Lit


def make_photos(folder: Path) -> None:
    """Draw the four JPEGs of the sample case into `folder`, 2400×1600 px, over 1 MiB each."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed, (name, (hue, blocks)) in enumerate(_scenes().items()):
        picture = _grain(_scene(hue, blocks, seed), seed)
        picture.save(folder / name, "JPEG", quality=95, subsampling=0, optimize=True)


def _scenes() -> dict[str, tuple[str, tuple[Block, ...]]]:
    chance = random.Random(2026)

    def some(share: float) -> Lit:
        lit = {(c, r) for c in range(40) for r in range(40) if chance.random() < share}
        return lambda column, row: (column, row) in lit

    def shafts(column: int, row: int) -> bool:
        return column in (5, 10)

    heights = (620, 330, 760, 210, 540, 400)
    return {
        "01-gate.jpg": (
            RED,
            (
                Block(180, 220, 720, 7, 13, some(0.24)),
                Block(960, 1080, 480, 5, 4, some(0.7)),
                Block(1500, 220, 720, 7, 13, some(0.24)),
            ),
        ),
        "02-meeting.jpg": (GREEN, (Block(240, 420, 1920, 18, 9, some(0.62)),)),
        "03-lift.jpg": (BLUE, (Block(480, 150, 1440, 16, 15, shafts),)),
        "04-after.jpg": (
            OCHRE,
            tuple(
                Block(130 + 360 * i, roof, 330, 3, (1480 - roof) // 86, some(0.5))
                for i, roof in enumerate(heights)
            ),
        ),
    }


def _scene(hue: str, blocks: tuple[Block, ...], seed: int) -> Image.Image:
    """Draw the buildings, with a soft glow around the windows that are lit."""
    picture = Image.new("RGB", SIZE, PAPER)
    glow = Image.new("L", SIZE)
    draw, shine = ImageDraw.Draw(picture), ImageDraw.Draw(glow)
    ground = SIZE[1] - 110
    for block in blocks:
        draw.rectangle((block.left, block.roof, block.left + block.width, ground), fill=WALL)
    for box, lit in _windows(blocks, ground):
        draw.rectangle(box, fill=hue if lit else DARK)
        if lit:
            shine.rectangle(box, fill=120)
    draw.rectangle((0, ground, SIZE[0], ground + 5), fill=hue)
    glow = glow.filter(ImageFilter.GaussianBlur(26))
    glowing = Image.composite(Image.new("RGB", SIZE, hue), picture, glow)
    for box, lit in _windows(blocks, ground):
        if lit:
            ImageDraw.Draw(glowing).rectangle(box, fill=_shade(hue, seed, box))
    return glowing


def _windows(
    blocks: tuple[Block, ...], ground: int
) -> Iterator[tuple[tuple[int, int, int, int], bool]]:
    """Yield the box of every window and whether it is lit."""
    for block in blocks:
        across, down = block.width / block.columns, (ground - block.roof - 40) / block.rows
        for row in range(block.rows):
            for column in range(block.columns):
                x = round(block.left + across * (column + 0.25))
                y = round(block.roof + 30 + down * (row + 0.2))
                box = (x, y, x + round(across * 0.5), y + round(down * 0.6))
                yield box, block.lit(column, row)


def _shade(hue: str, seed: int, box: tuple[int, int, int, int]) -> str:
    """Vary the hue a little from window to window, as curtains do."""
    lighter = random.Random(f"{seed} {box}").uniform(0, 0.16)
    parts = (int(hue[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * lighter):02x}" for part in parts)


def _grain(picture: Image.Image, seed: int) -> Image.Image:
    """Lay the grain of paper over a picture; it also gives the file the size of a photo."""
    width, height = SIZE
    noise = Image.frombytes("L", SIZE, random.Random(seed).randbytes(width * height))
    grain = noise.filter(ImageFilter.GaussianBlur(0.6)).point(lambda value: value // 8)
    return ImageChops.subtract(picture, Image.merge("RGB", (grain, grain, grain)), 1, 14)


if __name__ == "__main__":
    make_photos(Path(sys.argv[1]))
