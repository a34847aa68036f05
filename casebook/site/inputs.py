"""What is read besides the library: the site's settings, editorial pages, an edition's own texts.

Looked at before anything is made, so that a file that cannot be read is a problem with a place.
"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.library import Library
from casebook.paths import Paths
from casebook.problem import Place, Problem, Said
from casebook.site.settings import SiteSettings, load_settings
from casebook.source import read_text, read_yaml
from casebook.suggest import suggestion, terms


def load_inputs(library: Library, paths: Paths) -> tuple[SiteSettings | None, list[Problem]]:
    """Return the site's settings, and the problems of every file outside the library."""
    settings, problems = load_settings(paths.content)
    if settings:
        problems += _directions(settings, library, paths)
    return settings, [*problems, *_texts(paths), *_engine_settings(paths)]


def _directions(settings: SiteSettings, library: Library, paths: Paths) -> Iterator[Problem]:
    """Yield a problem where no programme gives the site its directions.

    A programme that is there and cannot be read has a problem of its own.
    """
    named = paths.content / "programmes" / f"{settings.directions}.yaml"
    programme = library.programmes.get(settings.directions)
    if (programme and programme.directions) or (programme is None and named.is_file()):
        return
    known = tuple(sorted(p.id for p in library.programmes.values() if p.directions))
    path = paths.content / "site.yaml"
    document, _ = read_yaml(paths.content.parent, path)
    yield Problem(
        document.place("directions") if document else Place("content/site.yaml"),
        "site-settings",
        Said(
            f"没有带选树方向的批次“{settings.directions}”",
            f"there is no programme '{settings.directions}' with directions",
        ),
        suggestion(settings.directions, terms(known)),
        value=settings.directions,
        allowed=known,
    )


def _texts(paths: Paths) -> Iterator[Problem]:
    content = paths.content
    for path in sorted([*content.glob("pages/*/*.md"), *content.glob("editions/*/*.md")]):
        yield from read_text(content.parent, path)[1]


def _engine_settings(paths: Paths) -> Iterator[Problem]:
    settings = paths.engine_settings
    document, problems = read_yaml(settings.parent, settings)
    yield from problems
    tree = document.tree if document else None
    if document and not (isinstance(tree, dict) and isinstance(tree.get("site_url"), str)):
        yield Problem(
            document.place("site_url"),
            "site-settings",
            Said("没有填写 site_url", "site_url is missing"),
            Said(
                "请写网站的网址，如 site_url: https://cases.example.org/（二维码要用）。",
                "Write the site's address: site_url: https://cases.example.org/ (for QR codes).",
            ),
        )
