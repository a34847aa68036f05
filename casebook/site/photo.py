"""A photo on a page: widths to choose from, caption below, credit (附2-113, 附2-121)."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from casebook.media import Derivative
from casebook.model.case import Photo
from casebook.problem import Locale
from casebook.site.links import HTML_LANG, Links
from casebook.site.templates import said

_SIZES = {
    "lead": "(min-width: 60rem) 40rem, 100vw",
    "text": "(min-width: 60rem) 40rem, 100vw",
    "gallery": "(min-width: 60rem) 30rem, 100vw",
}


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo and the files made from it."""

    photo: Photo
    webp: tuple[Derivative, ...]
    jpeg: Derivative


def render_photo(shown: ShownPhoto, role: str, links: Links, locale: Locale) -> Markup:
    """Render a photo in its role: the lead of a page, in the text, or in the gallery."""
    photo = shown.photo
    srcset = ", ".join(f"{links.asset(d.path)} {d.width}w" for d in shown.webp)
    alt_locale = photo.alt.locale(locale)
    lang = Markup(' lang="{}"').format(HTML_LANG[alt_locale]) if alt_locale != locale else ""
    credit = Markup('<span class="photo-credit">{}</span>').format(said(locale, photo.credit))
    return Markup(
        '<figure class="photo photo-{role}"><picture>'
        '<source type="image/webp" srcset="{srcset}" sizes="{sizes}">'
        '<img src="{src}" width="{width}" height="{height}" alt="{alt}"{lang}{loading}'
        ' decoding="async"></picture>'
        "<figcaption>{caption}{credit}</figcaption></figure>"
    ).format(
        role=role,
        srcset=srcset,
        sizes=_SIZES[role],
        src=links.asset(shown.jpeg.path),
        width=shown.jpeg.width,
        height=shown.jpeg.height,
        alt=photo.alt.to(locale),
        lang=lang,
        loading=Markup(' fetchpriority="high"' if role == "lead" else ' loading="lazy"'),
        caption=said(locale, photo.caption),
        credit=credit if photo.credit else "",
    )
