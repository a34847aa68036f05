"""A case in the words of https://schema.org/: an article about a community and its service."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.exports.where import Where
from casebook.model.library import Case
from casebook.problem import Locale
from casebook.site.links import HTML_LANG
from casebook.site.offprints import offprint_path
from casebook.site.page import Page
from casebook.site.previews import preview_of
from casebook.site.things import Thing, file_thing, known, library_thing
from casebook.site.video import ShownVideo
from casebook.site.world import World


def case_things(world: World, page: Page) -> Iterator[Thing]:
    """Yield the article, the community, and the library that the article is part of."""
    case: Case = page.context["case"]
    where, locale, data = Where(world.site_url), page.locale, case.data
    address = where.page(page.path, locale)
    library = library_thing(world, locale)
    found = case.text(locale)
    community = _community(world, case, locale, f"{address}#community")
    shown = [world.photo(case, photo) for photo in data.photos]
    pictures = [where.file(s.jpeg.path) for s in shown if s]
    source = data.source
    yield known(
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
            "video": [_video(world, case, shown, locale) for shown in world.videos(case)],
            "author": {"@type": "Organization", "name": world.say("cite.author", locale)},
            "isPartOf": {"@id": library["@id"]},
            "about": [{"@id": community["@id"]}, _service(world, case, locale, community)],
            "citation": known(
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
                file_thing(where.page(f"{page.path}index.md", locale), "text/markdown"),
                file_thing(where.api(f"cases/{case.id}.json"), "application/json"),
                file_thing(where.file(offprint_path(case)), "application/pdf"),
            ],
        }
    )
    yield community
    yield library


def _video(world: World, case: Case, shown: ShownVideo, locale: Locale) -> Thing:
    where, video = Where(world.site_url), shown.video
    found = shown.words_in(locale)
    return known(
        {
            "@type": "VideoObject",
            "name": video.title.to(locale),
            "description": (video.caption or video.title).to(locale),
            "thumbnailUrl": where.file(shown.poster.path) if shown.poster else None,
            "uploadDate": case.data.published.isoformat() if case.data.published else None,
            "duration": f"PT{shown.seconds // 60}M{shown.seconds % 60}S",
            "contentUrl": where.file(shown.path),
            "encodingFormat": "video/mp4",
            "contentSize": str(shown.size),
            "width": shown.width,
            "height": shown.height,
            "creditText": video.credit.to(locale) if video.credit else None,
            "transcript": "\n".join(spoken.text for spoken in found[0]) if found else None,
            "caption": [
                {
                    "@type": "MediaObject",
                    "contentUrl": where.file(path),
                    "encodingFormat": "text/vtt",
                    "inLanguage": HTML_LANG[language],
                }
                for language, path in shown.caption_paths.items()
            ],
        }
    )


def _community(world: World, case: Case, locale: Locale, id: str) -> Thing:
    community = case.data.community
    places = {r.level: r.zh if locale == "zh" else r.en for r in world.library.places_of(case)}
    street = [text.to(locale) for text in (community.subdistrict, community.address) if text]
    locality = [places.get("city", ""), places.get("district", "")]
    if locale == "en":
        street, locality = street[::-1], locality[::-1]
    between = "" if locale == "zh" else ", "
    return known(
        {
            "@type": "ApartmentComplex",
            "@id": id,
            "name": community.name.to(locale),
            "alternateName": [alias.to(locale) for alias in community.aliases],
            "address": known(
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
    return known(
        {
            "@type": "Service",
            "serviceType": world.say("data.service", locale),
            "areaServed": {"@id": community["@id"]},
            "provider": provider,
        }
    )
