"""What a photo costs: looked at, made into files for the web and for paper; and AVIF's settings.

.venv/bin/python benchmarks/photos.py [PHOTO] [--photos N]

Without a photo one of 12 megapixels is drawn. CPU seconds of this process; the files of the web
are measured with and without AVIF. With --photos, that many copies are prepared on all cores.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageStat

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # where the program is

from casebook.media import Original  # noqa: E402
from casebook.media.derive import derive, print_derivative  # noqa: E402
from casebook.media.files import web_set  # noqa: E402
from casebook.media.look import look_at  # noqa: E402
from casebook.media.prepare import Job, cores, do  # noqa: E402

SIZE = (4000, 3000)
_LIGHT = ((8, 0.5), (32, 0.4), (128, 0.3), (512, 0.22), (1500, 0.15), (4000, 0.05))


def drawn() -> bytes:
    """Draw a JPEG of 12 megapixels with detail of every size."""
    random = Random("casebook/benchmark")
    image = Image.new("RGB", SIZE, (120, 130, 125))
    for width, share in _LIGHT:
        height = max(2, width * SIZE[1] // SIZE[0])
        noise = Image.frombytes("RGB", (width, height), random.randbytes(width * height * 3))
        image = Image.blend(image, noise.resize(SIZE, Image.Resampling.BICUBIC), share)
    draw = ImageDraw.Draw(image)
    for _ in range(400):
        x, y = random.randrange(SIZE[0]), random.randrange(SIZE[1])
        box = (x, y, x + random.randrange(20, 300), y + random.randrange(20, 300))
        draw.rectangle(box, fill=(random.randrange(256), random.randrange(256), 90))
    out = BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.7)).save(out, "JPEG", quality=92)
    return out.getvalue()


def settings(raw: bytes) -> None:
    """Print bytes, CPU seconds and error (of lightness, 0 to 255) of each format at 1600 px."""
    with Image.open(BytesIO(raw)) as opened:
        image = opened.convert("RGB")
        image.thumbnail((1600, 1600), Image.Resampling.LANCZOS)
    tried: list[tuple[str, dict[str, int]]] = [("JPEG", {"quality": 84})]
    tried += [("WEBP", {"quality": 78, "method": method}) for method in (2, 4)]
    tried += [("AVIF", {"quality": 50, "speed": s, "max_threads": 1}) for s in (9, 8, 7, 6)]
    for form, how in tried:
        out = BytesIO()
        start = process_time()
        image.save(out, form, **how)
        took = process_time() - start
        with Image.open(out) as back:
            difference = ImageChops.difference(image.convert("L"), back.convert("L"))
        error = ImageStat.Stat(difference).rms[0]
        print(f"{form:5} {how!s:55} {len(out.getvalue()):9,} B {took:6.3f} s  error {error:.2f}")


def one(raw: bytes) -> None:
    """Print the CPU seconds of everything that is done with a photo."""
    start = process_time()
    look_at(raw)
    print(f"looked at, once for each content    {process_time() - start:6.3f} CPU-s")
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        path = home / "a.jpg"
        path.write_bytes(raw)
        for label, avif, paper in (
            ("WebP ×3, JPEG and paper", False, True),
            ("WebP ×3, JPEG, AVIF ×3 and paper", True, True),
            ("WebP ×3, JPEG, AVIF ×3 (a build)", True, False),
        ):
            cache = home / label.replace(" ", "-")
            photo = Original("a.jpg", path)
            made = web_set(photo, cache)
            wanted = [*made.webp, made.jpeg, made.ground, *(made.avif if avif else ())]
            if paper:
                wanted.append(print_derivative(photo, cache))
                wanted[-1].file.unlink()
            start = process_time()
            derive(photo, wanted)
            print(f"{label:35} {process_time() - start:6.3f} CPU-s")


def many(raw: bytes, count: int) -> None:
    """Print what preparing so many photos takes on all cores."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        jobs = []
        for number in range(count):
            path = home / f"{number}.jpg"
            path.write_bytes(raw + number.to_bytes(4, "big"))
            photo = Original(path.name, path)
            jobs.append(Job(photo, web_set(photo, home / "cache").all))
        start, cpu = perf_counter(), process_time()
        with ThreadPoolExecutor(cores()) as pool:
            list(pool.map(do, jobs))
        took, cpu = perf_counter() - start, process_time() - cpu
        print(f"{count} photos on {cores()} cores: {took:.1f} s, {cpu / took:.2f} cores busy")


def main() -> None:
    """Measure one photo, or many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photo", nargs="?", type=Path)
    parser.add_argument("--photos", type=int, default=0)
    options = parser.parse_args()
    raw = options.photo.read_bytes() if options.photo else drawn()
    one(raw)
    settings(raw)
    if options.photos:
        many(raw, options.photos)


if __name__ == "__main__":
    main()
