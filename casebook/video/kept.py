"""Clean copies and stills of films in the cache: made once for each content and recipe.

A film is read again only where its size or time has changed: of a library's films, reading all to
find out that none has changed would take longer than the build.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from threading import get_ident

from PIL import Image, ImageOps

from casebook.media.kept import is_kept, keep
from casebook.video import frame
from casebook.video.clean import RECIPE, write_clean
from casebook.video.movie import Movie

_STILL_RECIPE = "1"  # part of every still's name: change it with what `frame` does
_QUALITY = 82
_MOST_SECONDS = 120  # for a still; it takes about one
_PACKAGE = Path(__file__).parents[2]


def clean_copy(source: Path, movie: Movie, home: Path) -> Path:
    """Return the clean copy of a film in `home`, made where it is not there.

    Raises VideoFaultError where a frame is broken, and OSError.
    """
    key = f"{RECIPE} {_digest(source, home)}"
    made = home / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.mp4"
    if not is_kept(made):
        part = _part(made)
        try:
            write_clean(source, movie, part)
            part.replace(made)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(made)) from error
        finally:
            part.unlink(missing_ok=True)
    return made


def still(copy: Path, movie: Movie) -> Path | None:
    """Return a picture out of a clean copy, made where it is not there; None without PyAV.

    None also where the decoder finds no picture.
    """
    if (programs := decoder()) is None:
        return None
    key = f"{_STILL_RECIPE} {programs} {copy.stem}"
    made = copy.with_name(f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.jpg")
    if not is_kept(made):
        part = _part(made)
        turn = movie.video.turn or 0
        size = (str(movie.width), str(movie.height))
        order = [sys.executable, "-P", "-m", frame.__name__, str(copy), str(part), *size, str(turn)]
        try:
            subprocess.run(
                order,
                check=True,
                timeout=_MOST_SECONDS,
                capture_output=True,
                env={**os.environ, "PYTHONPATH": str(_PACKAGE)},
            )
            part.replace(made)
        except (subprocess.SubprocessError, FileNotFoundError):
            return None
        finally:
            part.unlink(missing_ok=True)
    return made


def fitted(picture: Path, movie: Movie, home: Path) -> Path:
    """Return a JPEG cut to a film's proportions, made where it is not there.

    Else the page would move when the film begins: browsers give its place the still's proportions.
    """
    key = f"{picture.name} {movie.width} {movie.height}"
    made = home / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.jpg"
    if not is_kept(made):
        with Image.open(picture, formats=("JPEG",)) as image:
            width = max(1, min(image.width, image.height * movie.width // movie.height))
            height = max(1, round(width * movie.height / movie.width))
            cut = ImageOps.fit(image, (width, height), Image.Resampling.LANCZOS)
        out = BytesIO()
        cut.save(out, "JPEG", quality=_QUALITY)
        keep(made, out.getvalue())
    return made


def decoder() -> str | None:
    """Return the versions of what draws stills, None where the extra `video` is not installed."""
    try:
        return f"{version('av')}-{version('pillow')}"
    except PackageNotFoundError:
        return None


def keep_text(text: str, suffix: str, home: Path) -> Path:
    """Write a text under a name that its content gives it, where it is not there yet."""
    content = text.encode()
    made = home / f"{hashlib.sha256(content).hexdigest()[:24]}{suffix}"
    if not is_kept(made):
        keep(made, content)
    return made


def _digest(source: Path, home: Path) -> str:
    """Identify a film's content, which is noted by the file's place, size and times."""
    stat = source.stat()
    state = f"{source.resolve()} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"
    note = home / f"{hashlib.sha256(state.encode()).hexdigest()[:32]}.known"
    if is_kept(note) and len(known := note.read_text("ascii")) == 64:
        return known
    with source.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    keep(note, found.encode())
    return found


def _part(made: Path) -> Path:
    made.parent.mkdir(parents=True, exist_ok=True)
    return made.with_name(f".{made.name}.{os.getpid()}-{get_ident()}.part")
