"""Things of https://schema.org/ that more than one page speaks of, as JSON-LD."""

from __future__ import annotations

from typing import Any

from casebook.exports.where import Where
from casebook.problem import Locale
from casebook.site.links import HTML_LANG
from casebook.site.world import World

Thing = dict[str, Any]


def library_thing(world: World, locale: Locale) -> Thing:
    """The collection that every case is part of; its id is the home page with a fragment."""
    home = Where(world.site_url).page("", locale)
    return {
        "@type": "Collection",
        "@id": f"{home}#library",
        "name": world.say("site.name", locale),
        "url": home,
        "inLanguage": HTML_LANG[locale],
    }


def file_thing(address: str, kind: str) -> Thing:
    """Return a file that may be fetched, of a media type."""
    return {"@type": "DataDownload", "contentUrl": address, "encodingFormat": kind}


def known(thing: Thing) -> Thing:
    """Leave out what nothing is known of."""
    return {key: value for key, value in thing.items() if value not in (None, "", [])}
