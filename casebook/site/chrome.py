"""What the chrome needs besides the page: words, sections, file names, the other language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casebook.problem import LOCALES, Locale
from casebook.site.editorial import editorial_pages
from casebook.site.headers import policy
from casebook.site.links import HTML_LANG, PREFIX
from casebook.site.world import World
from casebook.tokens import Tokens

SECTIONS = ("directions", "types", "regions", "programmes", "companies")
_OG_LOCALES: dict[Locale, str] = {"zh": "zh_CN", "en": "en_GB"}  # https://ogp.me/#optional
_LANGUAGE_NAMES: dict[Locale, str] = {"zh": "中文", "en": "English"}


def chrome_data(
    world: World, locale: Locale, assets: Mapping[str, str], tokens: Tokens
) -> dict[str, Any]:
    """Return plain data for `theme/chrome/main.html`; it is escaped there."""
    other = LOCALES[1 - LOCALES.index(locale)]
    sections = [(f"site.{name}", f"{name}/") for name in SECTIONS]
    sections.append(("site.yearbook", "editions/"))
    up = "" if locale == "zh" else "../"
    return {
        "lang": HTML_LANG[locale],
        "og_locale": _OG_LOCALES[locale],
        "up": up,
        "masthead": world.say("site.masthead", locale),
        "sections": [{"name": world.say(word, locale), "path": path} for word, path in sections],
        "other": {
            "name": _LANGUAGE_NAMES[other],
            "lang": HTML_LANG[other],
            "og_locale": _OG_LOCALES[other],
            "prefix": PREFIX[other],
        },
        "titles": {page.path: page.title for page in editorial_pages(world, locale)},
        "site_url": world.site_url,
        "assets": dict(assets),
        "policy": policy(),
        "policy_search": policy(search=True),
        "paper": {"day": tokens.paper.web, "night": tokens.paper.night},
        "words": world.words.below("chrome", locale),
    }
