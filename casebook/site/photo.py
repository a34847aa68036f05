"""A photo on a page: widths to choose from, caption below, credit (附2-113, 附2-121)."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from casebook.media import Derivative, WebSet
from casebook.media.files import Ground
from casebook.model.media import Photo
from casebook.problem import Locale
from casebook.site.links import HTML_LANG, Links
from casebook.site.templates import said
from casebook.words import Words

# How wide a photo stands in its role, in px: the widths of theme/site/css/05-case.css. Lengths in
# rem would be taken at 16 px, whatever the page's own size of type.
_SIZES = {
    "lead": "(min-width: 1224px) 1182px, calc(100vw - 42px)",
    "text": "(min-width: 1225px) 646px, (min-width: 1057px) calc(100vw - 578px), "
    "(min-width: 966px) 646px, (min-width: 737px) calc(100vw - 319px), calc(100vw - 42px)",
    "half": "(min-width: 1225px) 317px, (min-width: 1057px) calc(50vw - 295px), "
    "(min-width: 966px) 317px, (min-width: 737px) calc(50vw - 166px), calc(100vw - 42px)",
    "pair": "(min-width: 1224px) 578px, (min-width: 737px) calc(50vw - 34px), calc(100vw - 42px)",
    "trio": "(min-width: 1224px) 377px, (min-width: 737px) calc(33vw - 31px), calc(100vw - 42px)",
}
_STEP = 10  # a crop is placed in steps of 10 %: style attributes are against the site's policy


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo and the files made from it."""

    photo: Photo
    made: WebSet

    @property
    def jpeg(self) -> Derivative:
        """The file that any program can show."""
        return self.made.jpeg


def render_photo(
    shown: ShownPhoto,
    role: str,
    links: Links,
    locale: Locale,
    enlarge: str,
    around: Locale | None = None,
    when: str = "",
) -> Markup:
    """Render a photo in its role: the lead of a page, in the text, in a gallery of two or three.

    It links to the large JPEG, as `enlarge` says to those who hear the page. `around` is the
    language of the text that it stands in, where that is not the page's; `when` is said before
    the caption.
    """
    photo = shown.photo
    alt_locale = photo.alt.locale(locale)
    lang = Markup(' lang="{}"').format(HTML_LANG[alt_locale]) if alt_locale != locale else ""
    credit = Markup('<span class="photo-credit">{}</span>').format(said(locale, photo.credit))
    return Markup(
        '<figure class="photo photo-{role}{focus}"{own}>'
        '<a class="photo-link" href="{src}" data-photo>{ground}'
        '<picture>{sources}<img src="{src}" width="{width}" height="{height}" alt="{alt}"{lang}'
        '{loading} decoding="async"></picture><span class="visually-hidden">{enlarge}</span></a>'
        "<figcaption>{when}{caption}{credit}</figcaption></figure>"
    ).format(
        role=role,
        focus=_focus(photo),
        own=Markup(' lang="{}"').format(HTML_LANG[locale]) if around not in (None, locale) else "",
        ground=_ground(shown.made),
        sources=_sources(shown.made, _SIZES[role], links),
        src=links.asset(shown.jpeg.path),
        width=shown.jpeg.width,
        height=shown.jpeg.height,
        alt=photo.alt.to(locale),
        lang=lang,
        loading=Markup(' fetchpriority="high"' if role == "lead" else ' loading="lazy"'),
        enlarge=enlarge,
        when=Markup('<span class="photo-when">{}</span>').format(when) if when else "",
        caption=said(locale, photo.caption),
        credit=credit if photo.credit else "",
    )


def render_pair(
    pair: tuple[ShownPhoto, ShownPhoto],
    role: str,
    links: Links,
    locale: Locale,
    words: Words,
    around: Locale | None = None,
) -> Markup:
    """Render photos of one place before and after, side by side where there is room (002-M3)."""

    def say(key: str) -> str:
        return words.say(f"photo.{key}", locale)

    upright = all(shown.jpeg.height > shown.jpeg.width for shown in pair)
    both = (
        render_photo(shown, role, links, locale, say("enlarge"), around, say(when))
        for shown, when in zip(pair, ("before", "after"), strict=True)
    )
    return Markup('<div class="before-after{}" role="group" aria-label="{}">{}</div>').format(
        " before-after-upright" if upright else "", say("pair"), Markup("").join(both)
    )


def _sources(made: WebSet, sizes: str, links: Links) -> Markup:
    """Offer AVIF first, then WebP; a browser takes the first that it knows."""
    return Markup("").join(
        Markup('<source type="image/{}" srcset="{}" sizes="{}">').format(
            files[0].suffix[1:],
            ", ".join(f"{links.asset(d.path)} {d.width}w" for d in files),
            sizes,
        )
        for files in (made.avif, made.webp)
    )


def _ground(made: WebSet) -> Markup:
    """Draw what stands in a photo's place until it has come: its colours, in a few soft cells.

    An SVG in the page, because a `data:` picture would have to be allowed by the site's policy for
    every picture, and would need a style attribute to lie behind; colours as attributes need none.
    """
    ground = Ground(made.ground.file)
    across = ground.columns
    cells = Markup("").join(
        Markup('<path fill="{}" d="M{} {}h1v1h-1z"/>').format(colour, at % across, at // across)
        for at, colour in enumerate(ground.colours)
    )
    return Markup(
        '<svg class="photo-ground" viewBox="0 0 {} {}" preserveAspectRatio="none"'
        ' aria-hidden="true">{}</svg>'
    ).format(made.ground.width, made.ground.height, cells)


def _focus(photo: Photo) -> str:
    """Return the classes that place a crop on the photo's focus."""
    if photo.focus is None:
        return ""
    across, down = (round(float(part) / _STEP) * _STEP for part in photo.focus)
    return f" focus-x-{across} focus-y-{down}"
