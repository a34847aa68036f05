"""What templates may call; each takes the page's language first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from casebook.facts import Fact, facts_of
from casebook.figures import duration, file_size, unit_after
from casebook.measures import Shown, measures_of
from casebook.model.calendar import Event
from casebook.model.library import Case
from casebook.problem import Locale
from casebook.regions import Region
from casebook.site.links import Links
from casebook.site.photo import ShownPhoto, render_pair, render_photo
from casebook.site.printed_views import printed_helpers
from casebook.site.region_pages import region_name
from casebook.site.sharing import Shared, share_case, share_region
from casebook.site.world import World
from casebook.slope import render_slope


def helpers(world: World) -> dict[str, Callable[..., Any]]:
    """Return the helpers by the names that templates use."""

    def place(locale: Locale, case: Case) -> str:
        return world.catalogue.place(case, locale)

    def programme_name(locale: Locale, case: Case) -> str:
        return world.library.programmes[case.data.programme].short.to(locale)

    def facts(locale: Locale, case: Case) -> tuple[Fact, ...]:
        return facts_of(world.library, case, locale, world.words)

    def measured(locale: Locale, case: Case) -> tuple[Shown, ...]:
        return measures_of(world.library, case, locale, world.words)

    def photo(locale: Locale, shown: ShownPhoto, role: str, links: Links) -> Markup:
        return render_photo(shown, role, links, locale, world.say("photo.enlarge", locale))

    def photo_pair(locale: Locale, pair: tuple[ShownPhoto, ShownPhoto], links: Links) -> Markup:
        return render_pair(pair, "pair", links, locale, world.words)

    def shared_case(locale: Locale, case: Case) -> Shared:
        return share_case(world, locale, case)

    def shared_region(locale: Locale, region: Region) -> Shared:
        return share_region(world, locale, region)

    def after_number(locale: Locale, unit: str) -> str:
        return unit_after(unit, locale)

    def lasting(locale: Locale, seconds: int) -> str:
        return duration(seconds, locale)

    def weighing(locale: Locale, size: int) -> str:
        return file_size(size)

    def has_page(locale: Locale, name: str) -> bool:
        return name in world.library.page_names

    def calendar_when(locale: Locale, event: Event) -> str:
        return event.when(locale)

    return {
        "place": place,
        "programme_name": programme_name,
        "region_name": region_name,
        "facts_of": facts,
        "measures_of": measured,
        "has_page": has_page,
        "slope": render_slope,
        "unit_after": after_number,
        "lasting": lasting,
        "weighing": weighing,
        "photo": photo,
        "photo_pair": photo_pair,
        "shared_case": shared_case,
        "shared_region": shared_region,
        "day": world.day,
        "calendar_when": calendar_when,
        **printed_helpers(world),
    }
