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
from casebook.model.library import Case
from casebook.problem import Locale
from casebook.site.links import HTML_LANG
from casebook.site.page import Page
from casebook.site.previews import preview_of
from casebook.site.world import World

Thing = dict[str, Any]


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


def _library(world: World, locale: Locale) -> Thing:
    """The collection that every case is part of; its id is the home page with a fragment."""
    home = Where(world.site_url).page("", locale)
    return {
        "@type": "Collection",
        "@id": f"{home}#library",
        "name": world.say("site.name", locale),
        "url": home,
        "inLanguage": HTML_LANG[locale],
    }


def _home(world: World, page: Page) -> Iterator[Thing]:
    home = Where(world.site_url).page("", page.locale)
    search = Where(world.site_url).page("search/", page.locale)
    library = _library(world, page.locale)
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


def _case(world: World, page: Page) -> Iterator[Thing]:
    case: Case = page.context["case"]
    where, locale, data = Where(world.site_url), page.locale, case.data
    address = where.page(page.path, locale)
    library = _library(world, locale)
    found = case.text(locale)
    community = _community(world, case, locale, f"{address}#community")
    shown = [world.photo(case, photo) for photo in data.photos]
    pictures = [where.file(s.jpeg.path) for s in shown if s]
    source = data.source
    yield _known(
        {
            "@type": "Article",
            "@id": f"{address}#article",
            "mainEntityOfPage": address,
            "url": address,
            "identifier": case.id,
            "headline": data.title.to(locale),
            "abstract": data.summary.to(locale),
            "inLanguage": HTML_LANG[found[1] if found else locale],
            "datePublished": data.published.isoformat() if data.published else None,
            "dateModified": case.updated.isoformat() if case.updated else None,
            "image": pictures or [where.file(preview_of(page, world.previews))],
            "author": {"@type": "Organization", "name": world.say("cite.author", locale)},
            "isPartOf": {"@id": library["@id"]},
            "about": [{"@id": community["@id"]}, _service(world, case, locale, community)],
            "citation": _known(
                {
                    "@type": "CreativeWork",
                    "name": source.title.to(locale),
                    "identifier": source.number,
                    "author": {"@type": "Organization", "name": source.issuer.to(locale)},
                    "datePublished": str(source.date)
                    if source.date and source.date.precision != "decade"
                    else None,
                }
            ),
            "encoding": [
                _file(where.page(f"{page.path}index.md", locale), "text/markdown"),
                _file(where.api(f"cases/{case.id}.json"), "application/json"),
            ],
        }
    )
    yield community
    yield library


def _community(world: World, case: Case, locale: Locale, id: str) -> Thing:
    community = case.data.community
    places = {r.level: r.zh if locale == "zh" else r.en for r in world.library.places_of(case)}
    street = [text.to(locale) for text in (community.subdistrict, community.address) if text]
    locality = [places.get("city", ""), places.get("district", "")]
    if locale == "en":
        street, locality = street[::-1], locality[::-1]
    between = "" if locale == "zh" else ", "
    return _known(
        {
            "@type": "ApartmentComplex",
            "@id": id,
            "name": community.name.to(locale),
            "alternateName": [alias.to(locale) for alias in community.aliases],
            "address": _known(
                {
                    "@type": "PostalAddress",
                    "addressCountry": "CN",
                    "addressRegion": places.get("province"),
                    "addressLocality": between.join(part for part in locality if part),
                    "streetAddress": between.join(street),
                }
            ),
        }
    )


def _service(world: World, case: Case, locale: Locale, community: Thing) -> Thing:
    company = case.data.company
    provider = None
    if company:
        provider = {
            "@type": "Organization",
            "name": company.name.to(locale),
            "url": Where(world.site_url).page(f"companies/{company.key}/", locale),
        }
    return _known(
        {
            "@type": "Service",
            "serviceType": world.say("data.service", locale),
            "areaServed": {"@id": community["@id"]},
            "provider": provider,
        }
    )


def _dataset(world: World, page: Page) -> Iterator[Thing]:
    where, locale = Where(world.site_url), page.locale
    address = where.page(page.path, locale)
    library = _library(world, locale)
    day = newest(world.catalogue.cases)
    yield _known(
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
                _file(where.file(f"{DATA}cases.csv"), "text/csv"),
                _file(where.file(f"{DATA}measures.csv"), "text/csv"),
                _file(
                    where.file(f"{DATA}cases.xlsx"),
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                ),
                _file(where.file(f"{API}cases.json"), "application/json"),
            ],
        }
    )
    yield library


def _file(address: str, kind: str) -> Thing:
    return {"@type": "DataDownload", "contentUrl": address, "encodingFormat": kind}


def _known(thing: Thing) -> Thing:
    """Leave out what nothing is known of."""
    return {key: value for key, value in thing.items() if value not in (None, "", [])}


_KINDS: dict[str, Callable[[World, Page], Iterator[Thing]]] = {
    "home.html": _home,
    "case.html": _case,
    "data.html": _dataset,
}
