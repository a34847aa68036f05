"""What a page offers to those who want to show it elsewhere: a snippet, its address, its files."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from casebook.model.library import Case
from casebook.problem import Locale
from casebook.regions import Region
from casebook.site.embeds import CARD_HEIGHT, list_height, title_of
from casebook.site.links import PREFIX
from casebook.site.plates import plate_path
from casebook.site.region_pages import region_name
from casebook.site.world import World


@dataclass(frozen=True, slots=True)
class Shared:
    """What is offered for a case or a region; paths are below a language's or the site's root."""

    code: str
    address: str
    card: str
    plate: str = ""
    picture: str = ""


def share_case(world: World, locale: Locale, case: Case) -> Shared:
    """Return what is offered for a published case."""
    return Shared(
        code=snippet(world, locale, f"embed/{case.id}/", title_of(case, locale), CARD_HEIGHT),
        address=f"{world.site_url}{PREFIX[locale]}cases/{case.id}/",
        card=f"/embed/{case.id}/",
        plate=plate_path(case),
        picture=f"previews/cases/{case.id}.{locale}.png",
    )


def share_region(world: World, locale: Locale, region: Region) -> Shared:
    """Return what is offered for a region with cases."""
    path = f"regions/{region.code}/"
    title = f"{region_name(locale, region)} · {world.say('site.masthead', locale)}"
    height = list_height(len(world.catalogue.in_region(region.code)))
    return Shared(
        code=snippet(world, locale, f"embed/{path}", title, height),
        address=f"{world.site_url}{PREFIX[locale]}{path}",
        card=f"/embed/{path}",
    )


def snippet(
    world: World, locale: Locale, path: str, title: str, height: int, width: str = "100%"
) -> str:
    """Return the HTML that another site pastes; `frameborder`, for a style may be forbidden there.

    Without it a browser draws a sunken frame, and a policy like our own refuses `style`.
    """
    return str(
        Markup(
            '<iframe src="{src}" title="{title}" width="{width}" height="{height}"'
            ' loading="lazy" frameborder="0"></iframe>'
        ).format(
            src=f"{world.site_url}{PREFIX[locale]}{path}", title=title, width=width, height=height
        )
    )
