"""Build the site: pages, staging tree, engine, search; the result is a tree of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2.utils import htmlsafe_json_dumps

from casebook.broken_theme import MISSING, ThemeError
from casebook.check.report import render_report
from casebook.console import Console
from casebook.exports.gather import gather_exports
from casebook.manifest import MANIFEST
from casebook.media import prepare_photos
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.problem import LOCALES, Locale, ProblemsError, Said
from casebook.publish import Tree
from casebook.search import build_index, build_tables
from casebook.site.assets import Assets, gather_assets
from casebook.site.cards import gather_cards
from casebook.site.catalogue import Catalogue
from casebook.site.chrome import chrome_data
from casebook.site.codes import gather_codes
from casebook.site.covers import gather_covers
from casebook.site.dead_links import dead_links
from casebook.site.embeds import gather_embeds
from casebook.site.engine import Order, run_engine
from casebook.site.facet_values import facet_values
from casebook.site.helpers import helpers
from casebook.site.json_ld import json_ld_of
from casebook.site.links import PREFIX, Links
from casebook.site.named import Named
from casebook.site.oembed import gather_oembed, oembed_of
from casebook.site.offprints import gather_offprints
from casebook.site.page import Page, Relation
from casebook.site.pages import gather_pages
from casebook.site.plates import gather_plates
from casebook.site.previews import SIDE, gather_previews, preview_of
from casebook.site.records import gather_lexicon, gather_records
from casebook.site.relations import relations_of
from casebook.site.server_files import gather_server_files
from casebook.site.settings import SiteSettings
from casebook.site.sitemap import gather_sitemap
from casebook.site.stage import Staged, write_stage
from casebook.site.templates import Templates
from casebook.site.tongue import lang_of
from casebook.site.world import Book, World
from casebook.sums import SUMS
from casebook.tokens import Tokens, load_tokens
from casebook.words import load_words


@dataclass(frozen=True)
class SiteInput:
    """What a site is made of."""

    library: Library
    settings: SiteSettings
    paths: Paths
    site_url: str
    books: Mapping[str, Book]


def build_site(given: SiteInput, console: Console) -> Tree:
    """Make every file of the site; nothing is published yet.

    What did not change is not made again: the stage by content, the engine's output by the
    stage, derivatives and the search index by their hashes.
    """
    paths = given.paths
    tokens = load_tokens(paths.theme)
    assets = gather_assets(paths.theme, tokens)
    world = world_of(given)
    catalogue = world.catalogue
    templates = Templates(paths.theme, world.words, helpers(world), {"cat": catalogue})
    tree: Tree = {**assets.files, **gather_covers(catalogue, tokens)}
    prepare_world(world, console)
    with console.step("videos", Said("处理视频", "preparing videos")) as tell:
        with_videos = [case for case in catalogue.cases if case.data.videos]
        for done, case in enumerate(with_videos, 1):
            world.videos(case)
            tell(done, len(with_videos))
    with console.step(
        "sheets", Said("绘制链接预览图和二维码牌", "drawing link previews and QR plates")
    ):
        _warn_of_names(world, paths.theme, console)
        world.previews.update(gather_previews(world, paths.theme, tokens, paths.cache))
        tree.update(world.previews)
        tree.update(gather_plates(world, paths.theme, tokens, paths.cache))
        world.codes.update(gather_codes(world, paths.cache))
    with console.step("offprints", Said("排抽印本", "setting offprints")):
        world.offprints.update(gather_offprints(world, paths.theme, tokens, paths.cache))
        tree.update({offprint.path: offprint.file for offprint in world.offprints.values()})
    with console.step("exports", Said("写出数据", "writing data")):
        exports = gather_exports(world, paths.cache)
        world.sizes.update({path: _size(content) for path, content in exports.items()})
        tree.update(exports)
    for locale in LOCALES:
        tree.update(_language(world, templates, paths, locale, assets, tokens, console))
    with console.step("search", Said("建立检索", "indexing for search")):
        records = list(gather_records(world))
        lexicon = gather_lexicon(world)
        tree.update(_files(build_index(records, paths.cache, lexicon), "pagefind/"))
        tree.update(build_tables(records, {x: facet_values(world, x) for x in LOCALES}))
    tree.update(gather_cards(world))
    tree.update(gather_embeds(world, templates, assets.names))
    tree.update(gather_oembed(world))
    tree.update(gather_sitemap(world))
    tree.update(world.media)
    for book in given.books.values():
        tree.update(book.files)
    listed = {*tree, MANIFEST, SUMS}  # these two come with the release
    tree.update(gather_server_files(listed, given.library, given.site_url))
    return tree


def prepare_world(world: World, console: Console) -> None:
    """Make the files of photos that are not there yet, before anything asks for them one by one."""
    with console.step("photos", Said("处理照片", "making photos")) as tell:
        prepare_photos(world.library, world.media_cache, tell)


def world_of(given: SiteInput) -> World:
    """Gather what pages and exports are made from."""
    home = given.library.programmes[given.settings.directions]
    return World(
        library=given.library,
        catalogue=Catalogue(given.library, home),
        settings=given.settings,
        words=load_words(given.paths.theme),
        books=given.books,
        site_url=given.site_url,
        content=given.paths.content,
        media_cache=given.paths.cache / "media",
    )


def _size(content: bytes | Path) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _language(
    world: World,
    templates: Templates,
    paths: Paths,
    locale: Locale,
    assets: Assets,
    tokens: Tokens,
    console: Console,
) -> Tree:
    """Render the pages of one language and have the engine put the chrome around them."""
    stage, out = paths.cache / "site" / "stage" / locale, paths.cache / "site" / "engine" / locale
    with console.step("pages", Said("排版网页", "rendering pages")):
        pages = list(gather_pages(world, locale))
        # the pages shared with this program speak of its own library, not of another one
        own = paths.content.parent == paths.root
        if own and (dead := list(dead_links(pages))):
            raise ProblemsError(dead)
        if lost := {name for page in pages for name in page.modules} - assets.names.keys():
            raise ThemeError(f"theme/site/modules/{min(lost)}.js", MISSING)
        world.listed.update(page.path for page in pages if page.listed)
        write_stage(stage, (_staged(world, templates, page) for page in pages))
    order = Order(
        settings=paths.engine_settings,
        chrome=paths.theme / "chrome",
        stage=stage,
        out=out,
        locale=locale,
        name=world.say("site.name", locale),
        description=world.settings.lede.to(locale),
        site_url=world.site_url + PREFIX[locale],
        as_of=newest_publication(world.library) or date(2000, 1, 1),
        chrome_data=chrome_data(world, locale, assets.names, tokens),
    )
    with console.step("engine", Said("加上页眉页脚", "adding the chrome")):
        run_engine(order)
    return _files(out, PREFIX[locale])


def _staged(world: World, templates: Templates, page: Page) -> Staged:
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
    return Staged(page.path, meta, templates.render(page))


def _relations(world: World, page: Page) -> tuple[Relation, ...]:
    return (*page.relations, *relations_of(world, page), *oembed_of(world, page))


def _warn_of_names(world: World, theme: Path, console: Console) -> None:
    """Say which names cannot be drawn; the site is made all the same."""
    named = Named(theme / "yearbook" / "fonts")
    problems = [p for case in world.catalogue.cases for p in named.problems(case)]
    if problems:
        said = [render_report(problems, "text", locale).rstrip() for locale in LOCALES]
        console.say(Said(*said))


def _files(folder: Path, prefix: str) -> Tree:
    return {
        prefix + path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def newest_publication(library: Library) -> date | None:
    """Return the day on which the newest case was published."""
    days = [case.data.published for case in library.published if case.data.published]
    return max(days, default=None)
