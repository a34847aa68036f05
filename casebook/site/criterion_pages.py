"""The pages of directions and criteria, with the passages that show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from casebook.model.criteria import Direction
from casebook.model.library import Case
from casebook.problem import Locale
from casebook.site.catalogue import Shown
from casebook.site.links import HTML_LANG, Links
from casebook.site.listing import trail_of
from casebook.site.page import Page
from casebook.site.prose_html import HtmlProse
from casebook.site.world import World


def direction_pages(world: World, locale: Locale) -> Iterator[Page]:
    """Yield the page of each direction, followed by those of its criteria."""
    catalogue = world.catalogue
    title = world.say("site.directions", locale)
    context = {"title": title, "trail": trail_of((title, ""))}
    lede = world.say("directions.lede", locale, programme=catalogue.home.short.to(locale))
    yield Page("directions/", locale, "directions.html", title, lede, context)
    for direction in catalogue.home.directions:
        name = direction.name.to(locale)
        yield Page(
            f"directions/{direction.key}/",
            locale,
            "direction.html",
            name,
            world.say("direction.description", locale, name=name),
            {
                "direction": direction,
                "cases": catalogue.with_direction(direction.key),
                "trail": trail_of((title, "/directions/"), (name, "")),
            },
        )
        yield from _criteria(world, locale, direction, title)


def _criteria(world: World, locale: Locale, direction: Direction, above: str) -> Iterator[Page]:
    catalogue = world.catalogue
    for criterion in direction.criteria:
        path = f"directions/{direction.key}/{criterion.key}/"
        shown = catalogue.passages(direction.key, criterion.key)
        cases = catalogue.with_criterion(direction.key, criterion.key)
        with_passage = {s.case.id for s in shown}
        name = criterion.short.to(locale)
        yield Page(
            path,
            locale,
            "criterion.html",
            f"{direction.name.to(locale)} {criterion.key} · {name}",
            criterion.text.to(locale),
            {
                "direction": direction,
                "criterion": criterion,
                "cases": cases,
                "shown": [_excerpt(s.case, s.passage.anchor, path, locale) for s in shown],
                "others": [case for case in cases if case.id not in with_passage],
                "mapped": _mapped(world, shown, locale),
                "page_lang": HTML_LANG[locale],
                "trail": trail_of(
                    (above, "/directions/"),
                    (direction.name.to(locale), f"/directions/{direction.key}/"),
                    (name, ""),
                ),
            },
        )


def _mapped(world: World, shown: Iterable[Shown], locale: Locale) -> str:
    """Say by whom the passages were mapped to a criterion, where their programmes had none."""
    ids = dict.fromkeys(s.case.data.programme for s in shown)
    mappings = (world.library.programmes[key].mapping for key in ids)
    return " ".join(dict.fromkeys(m.note.to(locale) for m in mappings if m))


def _excerpt(case: Case, anchor: str, path: str, locale: Locale) -> dict[str, Any]:
    """Return a passage in the page's language where there is one, else in the other."""
    found = case.text(locale)
    assert found is not None
    text, actual = found
    passage = next((p for p in text.passages if p.anchor == anchor), None)
    if passage is None:
        text, actual = case.texts["zh"], "zh"
        passage = next(p for p in text.passages if p.anchor == anchor)
    links = Links(path, locale)
    prose = HtmlProse(lambda file: Markup(""), links.to, home=links.to(f"/cases/{case.id}/"))
    return {
        "case": case,
        "anchor": anchor,
        "title": passage.title.plain,
        "body": prose.blocks(b for b in passage.blocks if b.kind != "figure"),
        "lang": HTML_LANG[actual],
    }
