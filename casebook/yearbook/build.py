"""A yearbook from a library: gather, look whether it is already made, set, keep."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.newest import newest_first, use
from casebook.paths import Paths
from casebook.problem import ProblemsError
from casebook.tokens import load_tokens
from casebook.words import load_words
from casebook.yearbook import binding, volumes
from casebook.yearbook.binding import set_volumes
from casebook.yearbook.data import edition_data
from casebook.yearbook.drawing import Medium
from casebook.yearbook.edition_glyphs import check_edition_glyphs
from casebook.yearbook.made import Built, CasePages, Volume
from casebook.yearbook.photos import Photos
from casebook.yearbook.setting import SetVolume, Workshop

_KEPT = 4  # made books that stay in the cache, the newest first
_OWN_CODE = "".join(
    Path(str(file)).read_text("utf-8") for file in (__file__, binding.__file__, volumes.__file__)
)


def build_yearbook(
    library: Library, edition: Edition, paths: Paths, site_url: str, medium: Medium = "screen"
) -> Built:
    """Set the yearbook of an edition, or find it made; PDFs and page map stay in the cache.

    For the press it is the text without its cover, as Typst writes it, with proxies of the photos
    (casebook.yearbook.proxies). A volume whose content is the same is not set again. The same
    library, theme, fonts and Typst give the same bytes in any folder. Raises SetError where Typst
    fails or warns, PhotoError for a damaged photo, and ProblemsError for an edition's own text
    that cannot be read or printed.
    """
    photos = Photos(paths.cache / "media")
    tokens, words = load_tokens(paths.theme), load_words(paths.theme)
    if problems := list(check_edition_glyphs(library, edition, words, paths)):
        raise ProblemsError(problems)
    data = edition_data(library, edition, paths, site_url, tokens, words, photos.of, medium)
    home = _home(edition, paths, medium)
    shop = Workshop(home / ".volumes", paths.theme / "yearbook", photos, medium, edition.date)
    done = home / shop.key(json.dumps(data, ensure_ascii=False, sort_keys=True) + _OWN_CODE)
    name = f"yearbook-{edition.id}"
    if done.is_dir():
        use(done, _made(home))
        return _built(done, name, made=False)
    home.mkdir(parents=True, exist_ok=True)
    volumes = set_volumes(data, edition, shop, words)
    _keep(volumes, home, done, name)
    use(done, _made(home))
    shop.forget(_KEPT * len(volumes))
    _forget(home)
    return _built(done, name, made=True)


def _home(edition: Edition, paths: Paths, medium: Medium) -> Path:
    return paths.cache / "yearbook" / f"{edition.id}-{medium}"


def _keep(volumes: Sequence[SetVolume], home: Path, done: Path, name: str) -> None:
    """Write PDFs and page map, and let them appear under their key in one step."""
    part = Path(tempfile.mkdtemp(dir=home, prefix=".part-"))
    pages: dict[str, Any] = {"volumes": [], "cases": {}, "chapters": {}}
    for number, volume in enumerate(volumes, 1):
        pdf = f"{name}.pdf" if len(volumes) == 1 else f"{name}-{number}.pdf"
        shutil.copyfile(volume.pdf, part / pdf)
        pages["volumes"].append({"pdf": pdf, "page_count": volume.count})
        for key, (page, sheet) in volume.cases.items():
            pages["cases"][key] = [number, page, volume.ends[key][0], sheet]
        for key, (page, sheet) in volume.chapters.items():
            pages["chapters"].setdefault(key, [number, page, sheet])
    text = json.dumps(pages, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (part / f"{name}.pages.json").write_text(text, encoding="utf-8")
    try:
        part.rename(done)
    except OSError:  # another run has made the same book meanwhile
        shutil.rmtree(part)


def _made(home: Path) -> list[Path]:
    """Return the made books of an edition."""
    found = home.iterdir() if home.is_dir() else ()
    return [path for path in found if not path.name.startswith(".")]


def _forget(home: Path) -> None:
    """Remove books of former states, but a few: an editor often goes back and forth.

    What a killed build left half made goes too.
    """
    for left in (*home.glob(".work-*"), *home.glob(".part-*")):
        shutil.rmtree(left, ignore_errors=True)
    for old in newest_first(_made(home))[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _built(done: Path, name: str, *, made: bool) -> Built:
    found: dict[str, Any] = json.loads((done / f"{name}.pages.json").read_text(encoding="utf-8"))
    return Built(
        volumes=tuple(Volume(done / v["pdf"], v["page_count"]) for v in found["volumes"]),
        places=MappingProxyType({key: CasePages(*at) for key, at in found["cases"].items()}),
        made=made,
    )


def last_built(edition: Edition, paths: Paths) -> Built | None:
    """Return the newest made book of an edition, whatever has changed since; else None."""
    home = _home(edition, paths, "screen")
    made = newest_first(_made(home))
    return _built(made[0], f"yearbook-{edition.id}", made=False) if made else None
