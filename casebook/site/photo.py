"""A photo on a page: widths to choose from, caption below, credit (附2-113, 附2-121)."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from casebook.media import Derivative
from casebook.model.case import Photo
from casebook.problem import Locale
from casebook.site.links import HTML_LANG, Links
from casebook.site.templates import said

# How wide a photo stands in its role, in px: the widths of theme/site/css/05-case.css. Lengths in
# rem would be taken at 16 px, whatever the page's own size of type.
_SIZES = {
    "lead": "(min-width: 1224px) 1182px, calc(100vw - 42px)",
    "text": "(min-width: 1225px) 646px, (min-width: 1057px) calc(100vw - 578px), "
    "(min-width: 966px) 646px, (min-width: 737px) calc(100vw - 319px), calc(100vw - 42px)",
    "pair": "(min-width: 1224px) 578px, (min-width: 737px) calc(50vw - 34px), calc(100vw - 42px)",
    "trio": "(min-width: 1224px) 377px, (min-width: 737px) calc(33vw - 31px), calc(100vw - 42px)",
}
_STEP = 10  # a crop is placed in steps of 10 %: style attributes are against the site's policy


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo and the files made from it."""

    photo: Photo
    webp: tuple[Derivative, ...]
    jpeg: Derivative


def render_photo(
    shown: ShownPhoto,
    role: str,
    links: Links,
    locale: Locale,
    enlarge: str,
    around: Locale | None = None,
) -> Markup:
    """Render a photo in its role: the lead of a page, in the text, in a gallery of two or three.

    It links to the large JPEG, as `enlarge` says to those who hear the page. `around` is the
    language of the text that it stands in, where that is not the page's.
    """
    photo = shown.photo
    by_width = {d.width: d for d in shown.webp}  # a small original has fewer widths than we make
    srcset = ", ".join(f"{links.asset(d.path)} {d.width}w" for d in by_width.values())
    alt_locale = photo.alt.locale(locale)
    lang = Markup(' lang="{}"').format(HTML_LANG[alt_locale]) if alt_locale != locale else ""
    credit = Markup('<span class="photo-credit">{}</span>').format(said(locale, photo.credit))
    return Markup(
        '<figure class="photo photo-{role}{focus}"{own}>'
        '<a class="photo-link" href="{src}" data-photo>'
        '<picture><source type="image/webp" srcset="{srcset}" sizes="{sizes}">'
        '<img src="{src}" width="{width}" height="{height}" alt="{alt}"{lang}{loading}'
        ' decoding="async"></picture><span class="visually-hidden">{enlarge}</span></a>'
        "<figcaption>{caption}{credit}</figcaption></figure>"
    ).format(
        role=role,
        focus=_focus(photo),
        own=Markup(' lang="{}"').format(HTML_LANG[locale]) if around not in (None, locale) else "",
        srcset=srcset,
        sizes=_SIZES[role],
        src=links.asset(shown.jpeg.path),
        width=shown.jpeg.width,
        height=shown.jpeg.height,
        alt=photo.alt.to(locale),
        lang=lang,
        loading=Markup(' fetchpriority="high"' if role == "lead" else ' loading="lazy"'),
        enlarge=enlarge,
        caption=said(locale, photo.caption),
        credit=credit if photo.credit else "",
    )


def _focus(photo: Photo) -> str:
    """Return the classes that place a crop on the photo's focus."""
    if photo.focus is None:
        return ""
    across, down = (round(float(part) / _STEP) * _STEP for part in photo.focus)
    return f" focus-x-{across} focus-y-{down}"
