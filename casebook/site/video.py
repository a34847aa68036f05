"""A video on a page: its clean copy, the picture that stands for it, captions and spoken words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from PIL import Image

from casebook.inside import plain_inside
from casebook.media import read_photo, screen_derivative
from casebook.model.library import Case
from casebook.model.media import TextFiles, Video
from casebook.problem import LOCALES, Locale
from casebook.source import read_text
from casebook.video.captions import (
    Cue,
    Spoken,
    read_captions,
    read_transcript,
    spoken,
    write_webvtt,
)
from casebook.video.fault import VideoError, VideoFaultError
from casebook.video.kept import clean_copy, fitted, keep_text, still
from casebook.video.movie import Movie, read_movie

_POSTER = 960  # px, the longer side: it is loaded with the page, also on a phone
_HOME = "video"  # below the cache of photos


@dataclass(frozen=True, slots=True)
class Poster:
    """The picture that stands for a video until it is played; px."""

    file: Path
    width: int
    height: int

    @property
    def path(self) -> str:
        """Where the site publishes it."""
        return f"media/{self.file.name}"


@dataclass(frozen=True, slots=True)
class ShownVideo:
    """A video and what is published of it; px, bytes, seconds.

    `captions` are WebVTT files by language; `words` are what is said in it, or the transcript,
    by language.
    """

    video: Video
    anchor: str
    file: Path
    width: int
    height: int
    seconds: int
    codecs: str
    poster: Poster | None
    captions: Mapping[Locale, Path]
    words: Mapping[Locale, tuple[Spoken, ...]]

    @property
    def path(self) -> str:
        """Where the site publishes it."""
        return f"media/{self.file.name}"

    @property
    def size(self) -> int:
        """How many bytes a reader loads."""
        return self.file.stat().st_size

    @property
    def caption_paths(self) -> Mapping[Locale, str]:
        """Where the site publishes the captions, by language."""
        return {locale: f"media/{file.name}" for locale, file in self.captions.items()}

    @property
    def files(self) -> Mapping[str, Path]:
        """All that the site publishes of it, by path."""
        found = {self.path: self.file}
        found |= {f"media/{file.name}": file for file in self.captions.values()}
        return {**found, self.poster.path: self.poster.file} if self.poster else found

    def words_in(self, wanted: Locale) -> tuple[tuple[Spoken, ...], Locale] | None:
        """Return what is said in a language, else in the other one, with the language it is in."""
        for locale in (wanted, *self.words):
            if locale in self.words:
                return self.words[locale], locale
        return None


def shown_videos(case: Case, cache: Path) -> Iterator[ShownVideo]:
    """Yield the videos of a case, made ready for publication where they are not yet.

    Of a case that is not published, as a preview shows them, a video with a fault is left out.
    Raises VideoError for one that cannot be published, PhotoError for its poster.
    """
    for number, video in enumerate(case.data.videos, 1):
        try:
            yield from _shown(case, video, f"video-{number}", cache)
        except VideoFaultError as fault:
            if case.data.status == "published":
                raise VideoError(f"cases/{case.id}/{video.file}", fault) from fault


def _shown(case: Case, video: Video, anchor: str, cache: Path) -> Iterator[ShownVideo]:
    source = plain_inside(case.folder, video.file)
    if source is None:
        return
    home = cache / _HOME
    movie = read_movie(source)
    copy = clean_copy(source, movie, home)
    cues = {x: found for x in LOCALES if (found := _cues(case, video.captions, x))}
    texts = {x: read_transcript(t) for x in LOCALES if (t := _text(case, video.transcript, x))}
    yield ShownVideo(
        video=video,
        anchor=anchor,
        file=copy,
        width=movie.width,
        height=movie.height,
        seconds=ceil(movie.seconds),
        codecs=movie.codecs,
        poster=_poster(case, video, copy, movie, cache),
        captions={x: keep_text(write_webvtt(c), ".vtt", home) for x, c in cues.items()},
        words={**{x: spoken(c) for x, c in cues.items()}, **texts},
    )


def _text(case: Case, files: TextFiles | None, locale: Locale) -> str | None:
    name = getattr(files, locale, None)
    path = plain_inside(case.folder, name) if name else None
    return read_text(case.folder.parent.parent, path)[0] if path else None


def _cues(case: Case, files: TextFiles | None, locale: Locale) -> tuple[Cue, ...]:
    text = _text(case, files, locale)
    webvtt = str(getattr(files, locale, "")).lower().endswith(".vtt")
    return read_captions(text, webvtt=webvtt)[0] if text else ()


def _poster(case: Case, video: Video, copy: Path, movie: Movie, cache: Path) -> Poster | None:
    """Return the editors' picture, else one out of the video where PyAV is there to take it."""
    photo = read_photo(case, video.poster) if video.poster else None
    if photo:
        file = fitted(screen_derivative(photo, cache, _POSTER).file, movie, cache / _HOME)
    elif taken := still(copy, movie):
        file = taken
    else:
        return None
    with Image.open(file, formats=("JPEG",)) as image:
        return Poster(file, image.width, image.height)
