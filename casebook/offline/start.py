"""What an editor finds on the stick: a file to open in each language, and a note how to."""

from __future__ import annotations

from datetime import date
from html import escape

from casebook.model.dates import PartialDate
from casebook.problem import LOCALES, Locale
from casebook.site.links import HTML_LANG, PREFIX
from casebook.words import Words

FILES = "files/"  # the site itself, out of the way
START: dict[Locale, str] = {"zh": "打开这里.html", "en": "open-here.html"}
NOTE = "说明.txt"
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
_PAGE = """\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta http-equiv="refresh" content="0; url={href}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{style}">
</head>
<body>
<main class="page">
<h1>{title}</h1>
<p><a href="{href}">{go}</a></p>
<p>{lost}</p>
</main>
</body>
</html>
"""


def gather_start(words: Words, style: str, newest: date | None) -> dict[str, bytes]:
    """Return the files beside the site's folder; `style` is the path of its stylesheet in it.

    The note has what Windows' oldest editor needs to show Chinese: a mark at the beginning, and
    line ends of two characters.
    """
    lines = "\n\n".join(_note(words, locale, newest) for locale in LOCALES)
    pages = {START[locale]: _page(words, locale, style).encode() for locale in LOCALES}
    return {**pages, NOTE: lines.replace("\n", "\r\n").encode("utf-8-sig")}


def _page(words: Words, locale: Locale, style: str) -> str:
    said = {
        "lang": HTML_LANG[locale],
        "policy": _POLICY,
        "href": f"{FILES}{PREFIX[locale]}index.html",
        "style": f"{FILES}{style}",
        "title": words.say("site.name", locale),
        "go": words.say("offline.go", locale),
        "lost": words.say("offline.lost", locale, files=FILES.rstrip("/")),
    }
    return _PAGE.format_map({key: escape(value) for key, value in said.items()})


def _note(words: Words, locale: Locale, newest: date | None) -> str:
    title = words.say("offline.title", locale, site=words.say("site.name", locale))
    text = words.say("offline.read", locale, start=START[locale], files=FILES.rstrip("/"))
    return f"{title}\n{up_to(words, locale, newest)}\n\n{text.strip()}\n"


def up_to(words: Words, locale: Locale, newest: date | None) -> str:
    """Say how far the copy goes: the day on which its newest case was published."""
    if newest is None:
        return words.say("offline.copy", locale)
    day = PartialDate(newest, newest, "day").to(locale)
    return words.say("offline.copy_up_to", locale, date=day)
