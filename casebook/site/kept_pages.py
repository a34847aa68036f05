"""Pages that keep an address alive: withdrawn cases say so, former addresses lead on."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.addresses import moved
from casebook.problem import Locale
from casebook.site.listing import trail_of
from casebook.site.page import Page
from casebook.site.world import World


def kept_pages(world: World, locale: Locale) -> Iterator[Page]:
    """Yield the pages of withdrawn cases and of former addresses; none of them is listed."""
    cases = world.say("site.cases", locale)
    for case in world.library.withdrawn:
        name = case.data.community.name.to(locale)
        title = world.say("withdrawn.title", locale)
        context = {"case": case, "trail": trail_of((cases, "/cases/"), (title, ""))}
        path = f"cases/{case.id}/"
        title = f"{name} · {title}"
        yield Page(path, locale, "withdrawn.html", title, "", context, listed=False)
    for old, new in moved(world.library).items():
        if old.startswith("/embed/"):
            continue  # a card of its own kind (`embeds`)
        title = world.say("moved.title", locale)
        to = next((c for c in world.catalogue.cases if new == f"/cases/{c.id}/"), None)
        context = {"target": new, "case": to}
        yield Page(old.lstrip("/"), locale, "moved.html", title, "", context, listed=False)
