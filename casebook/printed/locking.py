"""Lock an edition: what the print house printed is kept, with its page map and its words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from casebook import __version__
from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.model.lock import (
    LOCK,
    PRINTED,
    EditionLock,
    LockedCase,
    LockedChapter,
    LockedFile,
    LockedVolume,
    PrintedEdition,
)
from casebook.paths import Paths
from casebook.printed.kept import render_pieces
from casebook.printed.pieces import pieces_of, printed_hash, source_hash
from casebook.printed.volumes import redacted, withdrawn_from
from casebook.publish import Tree
from casebook.words import Words
from casebook.yearbook.made import Built

_HEAD = """\
# 付印记录：本版年鉴已经印出，网站从此只提供 printed/ 里的文件，不再重排。
# Record of a printed edition: from now on the site offers the files in printed/ as they are.
# 由 python build.py yearbook {edition} --lock 写出，请勿手改。尚未付印的，删去本文件和 printed/。
# Written by that command; do not edit. Not printed after all: delete this file and printed/.
"""


@dataclass(frozen=True, slots=True)
class Locked:
    """A lock, and the files to be written beside `edition.yaml` by their names."""

    lock: EditionLock
    files: Tree


def lock_edition(
    library: Library, edition: Edition, built: Built, paths: Paths, site_url: str, words: Words
) -> Locked:
    """Return the lock of an edition as it was built, the day being the edition's own date.

    The same library gives the same bytes. Press files are recorded from `exports/press/<id>/`.
    """
    folder = paths.content / "editions" / edition.id
    files: Tree = {f"{PRINTED}/{volume.pdf.name}": volume.pdf for volume in built.volumes}
    cases = {}
    for case in library.cases_in(edition):
        pieces = pieces_of(library, case, edition.locale, site_url, words)
        place = built.places[case.id]
        cases[case.id] = LockedCase(
            volume=place.volume,
            first=place.first,
            last=place.last,
            sheet=place.sheet,
            source=source_hash(library, case, edition.locale),
            printed=printed_hash(pieces),
        )
        files[f"{PRINTED}/{case.id}.json"] = render_pieces(case.id, pieces).encode()
    press = tuple(_press_files(paths.root / "exports" / "press" / edition.id))
    lock = EditionLock(
        edition=edition.id,
        locked=edition.date,
        program=__version__,
        typst=version("typst"),
        settings=_sha256(folder / "edition.yaml"),
        volumes=tuple(
            LockedVolume(
                pdf=volume.pdf.name,
                pages=volume.page_count,
                sha256=_sha256(volume.pdf),
                press=press if number == 0 else (),
            )
            for number, volume in enumerate(built.volumes)
        ),
        chapters=_chapters(edition, built),
        cases=cases,
    )
    return Locked(lock, {**files, LOCK: render_lock(lock).encode()})


def forget_withdrawn(
    library: Library, edition: Edition, printed: PrintedEdition, paths: Paths, site_url: str
) -> Locked:
    """Return a lock and files without the words of its withdrawn cases, which must vanish.

    The kept PDF becomes the one in which notices stand on their pages; the hash of what was
    printed remains.
    """
    gone = [
        id
        for id in withdrawn_from(library, edition, printed)
        if not printed.lock.cases[id].forgotten
    ]
    files: Tree = {}
    volumes = []
    for number, volume in enumerate(printed.lock.volumes, 1):
        here = tuple(id for id in gone if printed.lock.cases[id].volume == number)
        if here:
            made = redacted(edition, printed, number, here, paths, site_url)
            files[f"{PRINTED}/{volume.pdf}"] = made
            update = {
                "sha256": hashlib.sha256(made).hexdigest(),
                "as_printed": volume.as_printed or volume.sha256,
            }
            volume = volume.model_copy(update=update)
        volumes.append(volume)
    bare = {"source": None, "printed": None, "forgotten": True}
    cases = {
        id: place.model_copy(update=bare) if id in gone else place
        for id, place in printed.lock.cases.items()
    }
    lock = printed.lock.model_copy(update={"volumes": tuple(volumes), "cases": cases})
    return Locked(lock, {**files, LOCK: render_lock(lock).encode()})


def render_lock(lock: EditionLock) -> str:
    """Return a lock as YAML that a person can read and git can compare, a case to a line."""
    return _HEAD.format(edition=lock.edition) + "\n".join(_lines(lock)) + "\n"


def _lines(lock: EditionLock) -> Iterator[str]:
    data = lock.model_dump(mode="json", exclude_defaults=True)
    for key in ("edition", "locked", "program", "typst", "settings"):
        yield f"{key}: {_flow(data[key])}"
    yield "volumes:"
    for volume in data["volumes"]:
        yield f"- {_flow(volume)}"
    for key in ("chapters", "cases"):
        if found := data.get(key):
            yield f"{key}:"
            yield from (f"  {_flow(id)}: {_flow(place)}" for id, place in found.items())


def _flow(value: object) -> str:
    """Write a value on one line, in the JSON that is YAML too."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _chapters(edition: Edition, built: Built) -> dict[str, LockedChapter]:
    """Return where the chapters begin, from the page map beside the PDF."""
    path = built.volumes[0].pdf.with_name(f"yearbook-{edition.id}.pages.json")
    found = json.loads(path.read_text(encoding="utf-8"))["chapters"]
    return {
        key: LockedChapter(volume=volume, page=page, sheet=sheet)
        for key, (volume, page, sheet) in sorted(found.items(), key=lambda item: item[1])
    }


def _press_files(folder: Path) -> Iterator[LockedFile]:
    for path in sorted(folder.glob("*.pdf")):
        if path.is_file() and not path.is_symlink():
            yield LockedFile(file=path.name, sha256=_sha256(path))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
