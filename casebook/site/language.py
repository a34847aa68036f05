"""The pages of one language: rendered, staged, and put into the chrome by the engine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2.utils import htmlsafe_json_dumps

from casebook.broken_theme import MISSING, ThemeError
from casebook.console import Console
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.problem import Locale, ProblemsError, Said
from casebook.publish import Tree
from casebook.site.assets import Assets
from casebook.site.chrome import chrome_data
from casebook.site.dead_links import dead_links
from casebook.site.editorial import editorial_pages
from casebook.site.engine import Order, run_engine
from casebook.site.json_ld import json_ld_of
from casebook.site.links import PREFIX, Links
from casebook.site.oembed import oembed_of
from casebook.site.page import Page, Relation
from casebook.site.pages import gather_pages
from casebook.site.previews import SIDE, preview_of
from casebook.site.relations import relations_of
from casebook.site.stage import Staged, write_stage
from casebook.site.templates import Templates
from casebook.site.tongue import lang_of
from casebook.site.world import World
from casebook.tokens import Tokens


@dataclass(frozen=True)
class Site:
    """A site that is being made: what its pages are made of, and what they are made with."""

    world: World
    templates: Templates
    assets: Assets
    tokens: Tokens
    paths: Paths


def build_language(site: Site, locale: Locale, console: Console) -> Tree:
    """Make every page of a language.

    Raises ProblemsError where a link of the editors leads nowhere, ThemeError for a lost module.
    """
    world, paths = site.world, site.paths
    folder = paths.cache / "site"
    with console.step("pages", Said("排版网页", "rendering pages")) as tell:
        pages = list(gather_pages(world, locale))
        # the pages shared with this program speak of its own library, not of another one
        own = paths.content.parent == paths.root
        if own and (dead := list(dead_links(pages))):
            raise ProblemsError(dead)
        if lost := {name for page in pages for name in page.modules} - site.assets.names.keys():
            raise ThemeError(f"theme/site/modules/{min(lost)}.js", MISSING)
        world.listed.update(page.path for page in pages if page.listed)
        staged = []
        for done, page in enumerate(pages, 1):
            staged.append(_staged(site, page))
            tell(done, len(pages))
        order = _order(site, locale, folder / "stage" / locale, folder / "engine" / locale)
        write_stage(order.stage, staged)
    with console.step("engine", Said("加上页眉页脚", "adding the chrome")):
        run_engine(order)
    return files_in(order.out, PREFIX[locale])


def build_some(site: Site, locale: Locale, pages: Iterable[Page]) -> dict[str, bytes]:
    """Make a few pages, and the editorial ones, which the foot of every page names.

    Return them by their paths. They are the bytes that a build of all pages would make: a page
    depends on no other one (`run_engine`).
    """
    folder = site.paths.cache / "site" / "some"
    order = _order(site, locale, folder / "stage" / locale, folder / "engine" / locale)
    staged = [_staged(site, page) for page in (*editorial_pages(site.world, locale), *pages)]
    write_stage(order.stage, staged)
    run_engine(order)
    names = [f"{page.path}index.html" for page in staged]
    return {PREFIX[locale] + name: (order.out / name).read_bytes() for name in names}


def _order(site: Site, locale: Locale, stage: Path, out: Path) -> Order:
    world = site.world
    return Order(
        settings=site.paths.engine_settings,
        chrome=site.paths.theme / "chrome",
        stage=stage,
        out=out,
        locale=locale,
        name=world.say("site.name", locale),
        description=world.settings.lede.to(locale),
        site_url=world.site_url + PREFIX[locale],
        as_of=newest_publication(world.library) or date(2000, 1, 1),
        chrome_data=chrome_data(world, locale, site.assets.names, site.tokens),
    )


def _staged(site: Site, page: Page) -> Staged:
    world = site.world
    meta: dict[str, Any] = {
        "title": page.title,
        "title_lang": lang_of(page.locale, page.title),
        "description": page.description,
        "description_lang": lang_of(page.locale, page.description),
        "path": page.path,
        "body": page.template.removesuffix(".html"),
        "modules": list(page.modules),
        "relations": [asdict(relation) for relation in _relations(world, page)],
        "image": preview_of(page, world.previews),
    }
    if not page.image:
        meta["image_side"] = SIDE
    if json_ld := page.json_ld or json_ld_of(world, page):
        meta["json_ld"] = htmlsafe_json_dumps(json_ld, ensure_ascii=False, sort_keys=False)
    if not page.listed:
        meta["unlisted"] = True
    if target := page.context.get("target"):
        meta["redirect"] = Links(page.path, page.locale).to(target)
    return Staged(page.path, meta, site.templates.render(page))


def _relations(world: World, page: Page) -> tuple[Relation, ...]:
    return (*page.relations, *relations_of(world, page), *oembed_of(world, page))


def files_in(folder: Path, prefix: str) -> Tree:
    """Return the files of a folder by their paths, below a prefix."""
    return {
        prefix + path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def newest_publication(library: Library) -> date | None:
    """Return the day on which the newest case was published."""
    days = [case.data.published for case in library.published if case.data.published]
    return max(days, default=None)
