"""Every page of the site in one language, each as data for its template."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from casebook import regions
from casebook.model.edition import Edition
from casebook.model.library import Case
from casebook.model.criteria import Direction
from casebook.model.programme import Programme
from casebook.problem import Locale
from casebook.site.case_page import case_page
from casebook.site.covers import EDITION_HUE
from casebook.site.editorial import editorial_pages
from casebook.site.links import HTML_LANG, Links
from casebook.site.page import Page
from casebook.site.prose_html import HtmlProse
from casebook.site.world import World

Trail = tuple[dict[str, str], ...]


def gather_pages(world: World, locale: Locale) -> Iterator[Page]:
    """Yield every page of a language, home first."""
    yield _home(world, locale)
    yield _cases(world, locale)
    for case in world.catalogue.cases:
        yield case_page(world, case, locale)
    yield from _tombstones(world, locale)
    yield from _directions(world, locale)
    yield from _types(world, locale)
    yield from _regions(world, locale)
    yield from _companies(world, locale)
    yield from _programmes(world, locale)
    yield from _editions(world, locale)
    yield _search(world, locale)
    yield from editorial_pages(world, locale)


def _trail(*steps: tuple[str, str]) -> Trail:
    return tuple({"name": name, "path": path} for name, path in steps)


def _home(world: World, locale: Locale) -> Page:
    edition = next(iter(world.catalogue.editions), None)
    context = {
        "settings": world.settings,
        "edition": edition,
        "edition_hue": EDITION_HUE,
        "book": world.books.get(edition.id) if edition else None,
    }
    title = world.say("site.name", locale)
    return Page("", locale, "home.html", title, world.settings.lede.to(locale), context)


def _list(
    world: World,
    locale: Locale,
    path: str,
    title: str,
    cases: list[Case] | tuple[Case, ...],
    trail: Trail,
    **more: Any,
) -> Page:
    context = {
        "title": title,
        "cases": cases,
        "trail": trail,
        "lede": "",
        "hue": "",
        "groups": (),
        "groups_label": "",
        **more,
    }
    site = world.say("site.name", locale)
    description = world.say("list.description", locale, title=title, n=len(cases), site=site)
    return Page(path, locale, "list.html", title, description, context)


def _cases(world: World, locale: Locale) -> Page:
    title = world.say("site.cases", locale)
    return _list(
        world,
        locale,
        "cases/",
        title,
        world.catalogue.cases,
        _trail((title, "")),
        lede=world.say("cases.lede", locale),
    )


def _tombstones(world: World, locale: Locale) -> Iterator[Page]:
    """Withdrawn cases keep a page that says so; former ids lead on (DESIGN, decision 10)."""
    cases = world.say("site.cases", locale)
    for case in world.library.withdrawn:
        name = case.data.community.name.to(locale)
        trail = _trail((cases, "/cases/"), (name, ""))
        context = {"case": case, "trail": trail}
        yield Page(f"cases/{case.id}/", locale, "withdrawn.html", name, "", context, listed=False)
    for entry in world.library.ledger:
        for alias in entry.aliases:
            context = {"target": entry.id}
            title = world.say("case.moved", locale)
            path = f"cases/{alias}/"
            yield Page(path, locale, "moved.html", title, "", context, listed=False)


def _directions(world: World, locale: Locale) -> Iterator[Page]:
    catalogue = world.catalogue
    title = world.say("site.directions", locale)
    context = {"title": title, "trail": _trail((title, ""))}
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
                "trail": _trail((title, "/directions/"), (name, "")),
            },
        )
        yield from _criteria(world, locale, direction, title)


def _criteria(world: World, locale: Locale, direction: Direction, above: str) -> Iterator[Page]:
    catalogue = world.catalogue
    for criterion in direction.criteria:
        path = f"directions/{direction.key}/{criterion.key}/"
        shown = [s for s in catalogue.passages(direction.key, criterion.key)]
        cases = catalogue.with_criterion(direction.key, criterion.key)
        with_passage = {s.case.id for s in shown}
        name = criterion.short.to(locale)
        programmes = {s.case.data.programme for s in shown}
        notes = [
            m.note.to(locale) for p in programmes if (m := world.library.programmes[p].mapping)
        ]
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
                "mapped": notes[0] if notes else "",
                "page_lang": HTML_LANG[locale],
                "trail": _trail(
                    (above, "/directions/"),
                    (direction.name.to(locale), f"/directions/{direction.key}/"),
                    (name, ""),
                ),
            },
        )


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


def _types(world: World, locale: Locale) -> Iterator[Page]:
    title = world.say("site.types", locale)
    items = [
        _tile(t.name.to(locale), f"/types/{t.key}/", len(world.catalogue.with_type(t.key)))
        for t in world.catalogue.types
    ]
    yield _overview(world, locale, "types/", title, [_part(items=items)])
    for kind in world.catalogue.types:
        name = kind.name.to(locale)
        cases = world.catalogue.with_type(kind.key)
        trail = _trail((title, "/types/"), (name, ""))
        yield _list(world, locale, f"types/{kind.key}/", name, cases, trail)


def region_name(locale: Locale, region: regions.Region) -> str:
    """Return a region's name in a language."""
    return region.zh if locale == "zh" else region.en


def _regions(world: World, locale: Locale) -> Iterator[Page]:
    catalogue = world.catalogue
    title = world.say("site.regions", locale)

    def tile(region: regions.Region) -> dict[str, Any]:
        count = len(catalogue.in_region(region.code))
        return _tile(region_name(locale, region), f"/regions/{region.code}/", count)

    parts = []
    for province in (r for r in catalogue.regions if r.level == "province"):
        below = [tile(r) for r in catalogue.regions_in(province.code)]
        count = len(catalogue.in_region(province.code))
        name, path = region_name(locale, province), f"/regions/{province.code}/"
        parts.append(_part(name=name, path=path, count=count, items=below))
    yield _overview(world, locale, "regions/", title, parts)
    for region in catalogue.regions:
        above = regions.lineage(region.code)[:-1]
        steps = [(region_name(locale, r), f"/regions/{r.code}/") for r in above]
        name = region_name(locale, region)
        yield _list(
            world,
            locale,
            f"regions/{region.code}/",
            name,
            catalogue.in_region(region.code),
            _trail((title, "/regions/"), *steps, (name, "")),
            lede=world.say("regions.code", locale, code=region.code),
            groups=[tile(r) | {} for r in catalogue.regions_in(region.code)],
            groups_label=world.say("site.regions", locale),
        )


def _companies(world: World, locale: Locale) -> Iterator[Page]:
    title = world.say("site.companies", locale)
    items = [
        _tile(company.name.to(locale), f"/companies/{slug}/", len(cases))
        for slug, company, cases in world.catalogue.companies
    ]
    yield _overview(world, locale, "companies/", title, [_part(items=items)])
    for slug, company, cases in world.catalogue.companies:
        name = company.name.to(locale)
        trail = _trail((title, "/companies/"), (name, ""))
        lede = company.brand.to(locale) if company.brand else ""
        yield _list(world, locale, f"companies/{slug}/", name, cases, trail, lede=lede)


def _programmes(world: World, locale: Locale) -> Iterator[Page]:
    title = world.say("site.programmes", locale)
    programmes = sorted(world.library.programmes.values(), key=lambda p: (-p.year, p.id))
    parts = []
    for kind in ("programme", "framework"):
        items = [_programme_tile(world, p, locale) for p in programmes if p.kind == kind]
        parts.append(_part(name=world.say(f"programme.kinds_{kind}", locale), items=items))
    yield _overview(world, locale, "programmes/", title, parts)
    for programme in programmes:
        name = programme.short.to(locale)
        yield Page(
            f"programmes/{programme.id}/",
            locale,
            "programme.html",
            programme.name.to(locale),
            programme.summary.to(locale),
            {
                "programme": programme,
                "cases": world.catalogue.in_programme(programme.id),
                "measures": world.library.measures,
                "trail": _trail((title, "/programmes/"), (name, "")),
            },
        )


def _programme_tile(world: World, programme: Programme, locale: Locale) -> dict[str, Any]:
    count = len(world.catalogue.in_programme(programme.id))
    shown = count if programme.kind == "programme" else None
    path = f"/programmes/{programme.id}/"
    return _tile(programme.short.to(locale), path, shown, programme.name.to(locale))


def _editions(world: World, locale: Locale) -> Iterator[Page]:
    title = world.say("site.yearbook", locale)
    editions = world.catalogue.editions
    items = [
        _tile(e.title.to(locale), f"/editions/{e.id}/", len(world.catalogue.in_edition(e)))
        for e in editions
    ]
    yield _overview(world, locale, "editions/", title, [_part(items=items)])
    for edition in editions:
        yield _edition(world, edition, locale, title)


def _edition(world: World, edition: Edition, locale: Locale, above: str) -> Page:
    book = world.books.get(edition.id)
    pages = book.pages if book else {}
    entries = [(case, pages.get(case.id)) for case in world.catalogue.in_edition(edition)]
    return Page(
        f"editions/{edition.id}/",
        locale,
        "edition.html",
        edition.title.to(locale),
        (edition.subtitle or edition.title).to(locale),
        {
            "edition": edition,
            "edition_hue": EDITION_HUE,
            "book": book,
            "entries": sorted(entries, key=lambda e: e[1] or 0),
            "trail": _trail((above, "/editions/"), (edition.title.to(locale), "")),
        },
    )


def _search(world: World, locale: Locale) -> Page:
    title = world.say("site.search", locale)
    description = world.say("search.description", locale, site=world.say("site.name", locale))
    trail = _trail((title, ""))
    return Page("search/", locale, "search.html", title, description, {"trail": trail})


def _tile(name: str, path: str, count: int | None = None, note: str = "") -> dict[str, Any]:
    return {"name": name, "path": path, "count": count, "note": note}


def _part(
    name: str = "", path: str = "", count: int | None = None, items: Any = ()
) -> dict[str, Any]:
    return {"name": name, "path": path, "count": count, "tiles": list(items)}


def _overview(
    world: World, locale: Locale, path: str, title: str, parts: list[dict[str, Any]]
) -> Page:
    context = {"title": title, "lede": "", "parts": parts, "trail": _trail((title, ""))}
    site = world.say("site.name", locale)
    description = world.say("list.overview", locale, title=title, site=site)
    return Page(path, locale, "overview.html", title, description, context)
