"""The photos and videos of a case as the API gives them."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.exports.shapes.base import Both
from casebook.exports.shapes.case import (
    CaptionsRecord,
    PhotoRecord,
    Picture,
    VideoRecord,
)
from casebook.exports.values import both, maybe_both
from casebook.exports.where import Where
from casebook.model.library import Case
from casebook.photo_pairs import pairs_of
from casebook.site.video import ShownVideo
from casebook.site.world import World


def photo_records(world: World, case: Case, where: Where) -> Iterator[PhotoRecord]:
    """Yield the photos that are shown of a case, each with its files; px."""
    shown_photos = {p.file: shown for p in case.data.photos if (shown := world.photo(case, p))}
    pairs = pairs_of(case.data.photos)
    for photo in case.data.photos:
        if (shown := shown_photos.get(photo.file)) is None:
            continue
        made = shown.made
        first = shown_photos.get(pairs.get(photo.file, (photo.file,))[0], shown)
        files = [
            (made.jpeg, "image/jpeg"),
            *((d, "image/webp") for d in made.webp),
            *((d, "image/avif") for d in made.avif),
        ]
        yield PhotoRecord(
            caption=both(photo.caption),
            alt=both(photo.alt),
            credit=maybe_both(photo.credit),
            scene=photo.scene,
            before=None if first is shown else where.file(first.jpeg.path),
            files=tuple(
                Picture(url=where.file(d.path), type=kind, width=d.width, height=d.height)
                for d, kind in files
            ),
        )


def video_record(case: Case, shown: ShownVideo, where: Where) -> VideoRecord:
    """Return a video with its files; px, bytes, seconds."""
    poster = shown.poster
    said = {locale: "\n".join(s.text for s in spoken) for locale, spoken in shown.words.items()}
    return VideoRecord(
        title=both(shown.video.title),
        caption=maybe_both(shown.video.caption),
        credit=maybe_both(shown.video.credit),
        url=where.file(shown.path),
        type="video/mp4",
        width=shown.width,
        height=shown.height,
        seconds=shown.seconds,
        bytes=shown.size,
        poster=Picture(
            url=where.file(poster.path),
            type="image/jpeg",
            width=poster.width,
            height=poster.height,
        )
        if poster
        else None,
        captions=tuple(
            CaptionsRecord(language=locale, url=where.file(path))
            for locale, path in shown.caption_paths.items()
        ),
        transcript=Both(zh=said.get("zh"), en=said.get("en")),
        pages=where.pages(f"cases/{case.id}/#{shown.anchor}"),
    )
