"""The page that says how far each text is translated, and which parts are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from casebook.model.base import Localized
from casebook.problem import Locale
from casebook.site.editorial import titles_of
from casebook.site.listing import trail_of
from casebook.site.page import Page
from casebook.site.world import World
from casebook.translation import Rendering, Subject

_PARTS = frozenset(
    {
        *("title", "summary", "community", "company", "fee", "party_organisations", "honours"),
        *("measures", "figures", "changes", "photos", "approval", "source", "editors_note"),
        *("withdrawn", "text"),
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """What is translated of one page; `gaps` says in words which parts are not, and why."""

    name: Localized
    path: str
    current: int
    stale: int
    missing: int
    gaps: tuple[str, ...]


def translation_page(world: World, locale: Locale) -> Page:
    """Return `/translations/`: cases, programmes, editions and editorial pages."""
    title = world.say("translations.title", locale)
    groups = (
        (world.say("translations.cases", locale), tuple(_cases(world, locale))),
        (world.say("site.programmes", locale), tuple(_programmes(world, locale))),
        (world.say("site.yearbook", locale), tuple(_editions(world, locale))),
        (world.say("translations.pages", locale), tuple(_pages(world, locale))),
    )
    context = {
        "title": title,
        "groups": tuple((name, rows) for name, rows in groups if rows),
        "trail": trail_of((title, "")),
    }
    site = world.say("site.name", locale)
    description = world.say("translations.description", locale, site=site)
    return Page("translations/", locale, "translations.html", title, description, context)


def _cases(world: World, locale: Locale) -> Iterator[Row]:
    for case in world.catalogue.cases:
        yield _row(world, locale, case.data.community.name, f"/cases/{case.id}/", case.id)


def _programmes(world: World, locale: Locale) -> Iterator[Row]:
    for id, programme in world.library.programmes.items():
        yield _row(world, locale, programme.short, f"/programmes/{id}/", f"programmes/{id}")


def _editions(world: World, locale: Locale) -> Iterator[Row]:
    for edition in world.catalogue.editions:
        at = f"editions/{edition.id}"
        yield _row(world, locale, edition.title, f"/{at}/", at)


def _pages(world: World, locale: Locale) -> Iterator[Row]:
    for name, title in titles_of(world).items():
        yield _row(world, locale, title, f"/{name}/", f"pages/{name}")


def _row(world: World, locale: Locale, name: Localized, path: str, id: str) -> Row:
    subject = world.translations[id]
    counts = subject.counts
    return Row(
        name,
        path,
        current=counts["current"] + counts["unrecorded"],
        stale=counts["stale"],
        missing=counts["missing"],
        gaps=tuple(_gaps(world, locale, subject)),
    )


def _gaps(world: World, locale: Locale, subject: Subject) -> Iterator[str]:
    """Yield one phrase a kind of gap: what is stale, what has no English, what no Chinese."""
    kinds = (
        ("translations.stale_parts", subject.are("stale")),
        ("translations.no_english", [r for r in subject.are("missing") if r.lacks == "en"]),
        ("translations.no_chinese", [r for r in subject.are("missing") if r.lacks == "zh"]),
    )
    for word, found in kinds:
        if found:
            counts = Counter(_part(r) for r in found)
            named = (_counted(world, locale, part, n) for part, n in counts.items())
            parts = world.say("list.separator", locale).join(named)
            yield world.say(word, locale, parts=parts)
    if unrecorded := subject.counts["unrecorded"]:
        yield world.say("translations.unrecorded", locale, n=unrecorded)


def _part(rendering: Rendering) -> str:
    first = rendering.name.partition(".")[0]
    return first if first in _PARTS else "other"


def _counted(world: World, locale: Locale, part: str, count: int) -> str:
    name = world.say(f"translations.part.{part}", locale)
    return world.say("translations.counted", locale, part=name, n=count) if count > 1 else name
