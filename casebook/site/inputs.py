"""What is read besides the library: the site's settings, editorial pages, an edition's own texts.

Looked at before anything is made, so that a file that cannot be read is a problem with a place.
"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.load import Loaded, load_library
from casebook.memory import Memory
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.problem import Place, Problem, ProblemsError, Said
from casebook.prose.bounds import read_prose
from casebook.site.engine_settings import engine_settings_faults
from casebook.site.page_faults import page_faults
from casebook.site.settings import SiteSettings, load_settings
from casebook.source import read_yaml
from casebook.suggest import suggestion, terms
from casebook.tokens import load_tokens
from casebook.words import load_words


def load_site(paths: Paths, memory: Memory | None = None) -> tuple[Loaded, SiteSettings | None]:
    """Return the library with the problems of all the site is made of, and the settings.

    The settings are None where they cannot be read, which is among the problems.
    """
    loaded = load_library(paths, memory)
    settings, problems = load_inputs(loaded.library, paths)
    return loaded.with_problems(problems), settings


def load_inputs(library: Library, paths: Paths) -> tuple[SiteSettings | None, list[Problem]]:
    """Return the site's settings, and the problems of every file outside the library."""
    settings, problems = load_settings(paths.content)
    if settings:
        problems += _directions(settings, library, paths)
    return settings, [*problems, *_theme(paths), *_texts(paths), *engine_settings_faults(paths)]


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


def _theme(paths: Paths) -> Iterator[Problem]:
    for load in (load_words, load_tokens):
        try:
            load(paths.theme)
        except ProblemsError as error:
            yield from error.problems


def _texts(paths: Paths) -> Iterator[Problem]:
    content = paths.content
    for path in sorted(content.glob("editions/*/*.md")):
        yield from read_prose(content.parent, path)[1]
    for path in sorted(content.glob("pages/*/*.md")):
        yield from page_faults(path, content.parent)
