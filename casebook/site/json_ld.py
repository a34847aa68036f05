"""What a page says of itself in the words of https://schema.org/, as JSON-LD.

Every page with a way to it has its BreadcrumbList; a case is an Article about a community and the
service there, the home page the WebSite, the page about data a Dataset. Nothing is said of
licences or ratings, for there are none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from casebook.exports.values import newest
from casebook.exports.where import API, DATA, Where
from casebook.site.json_ld_case import case_things
from casebook.site.links import HTML_LANG
from casebook.site.page import Page
from casebook.site.things import Thing, file_thing, known, library_thing
from casebook.site.world import World


def json_ld_of(world: World, page: Page) -> Mapping[str, Any] | None:
    """Return the description of a page, None for one that no search should list."""
    if not page.listed:
        return None
    things = list(_KINDS.get(page.template, _nothing)(world, page))
    if page.context.get("trail"):
        things.append(_breadcrumbs(world, page))
    return {"@context": "https://schema.org", "@graph": things} if things else None


def _nothing(world: World, page: Page) -> Iterator[Thing]:
    return iter(())


def _breadcrumbs(world: World, page: Page) -> Thing:
    where = Where(world.site_url)
    steps = [(world.say("site.home", page.locale), "/")]
    steps += [(step["name"], step["path"] or page.path) for step in page.context["trail"]]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": name,
                "item": where.page(path, page.locale),
            }
            for number, (name, path) in enumerate(steps, 1)
        ],
    }


def _home(world: World, page: Page) -> Iterator[Thing]:
    home = Where(world.site_url).page("", page.locale)
    search = Where(world.site_url).page("search/", page.locale)
    library = library_thing(world, page.locale)
    yield {**library, "description": page.description, "collectionSize": len(world.catalogue.cases)}
    yield {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "url": home,
        "name": world.say("site.name", page.locale),
        "inLanguage": HTML_LANG[page.locale],
        "about": {"@id": library["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def _dataset(world: World, page: Page) -> Iterator[Thing]:
    where, locale = Where(world.site_url), page.locale
    address = where.page(page.path, locale)
    library = library_thing(world, locale)
    day = newest(world.catalogue.cases)
    yield known(
        {
            "@type": "Dataset",
            "@id": f"{address}#dataset",
            "url": address,
            "name": world.say("site.name", locale),
            "description": page.description,
            "inLanguage": list(HTML_LANG.values()),
            "isAccessibleForFree": True,
            "dateModified": day.isoformat() if day else None,
            "spatialCoverage": {"@type": "Place", "name": world.say("data.china", locale)},
            "isPartOf": {"@id": library["@id"]},
            "distribution": [
                file_thing(where.file(f"{DATA}cases.csv"), "text/csv"),
                file_thing(where.file(f"{DATA}measures.csv"), "text/csv"),
                file_thing(
                    where.file(f"{DATA}cases.xlsx"),
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                ),
                file_thing(where.file(f"{API}cases.json"), "application/json"),
            ],
        }
    )
    yield library


_KINDS: dict[str, Callable[[World, Page], Iterator[Thing]]] = {
    "home.html": _home,
    "case.html": case_things,
    "data.html": _dataset,
}
