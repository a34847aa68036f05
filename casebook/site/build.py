"""Build the site: pages, staging tree, engine, search; the result is a tree of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.check.report import render_report
from casebook.console import Console
from casebook.exports.gather import gather_exports
from casebook.manifest import MANIFEST
from casebook.media import prepare_photos
from casebook.memory import Memory
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.problem import LOCALES, Said
from casebook.publish import Tree
from casebook.search import build_index, build_tables
from casebook.site.assets import gather_assets
from casebook.site.cards import gather_cards
from casebook.site.catalogue import Catalogue
from casebook.site.codes import gather_codes
from casebook.site.covers import gather_covers
from casebook.site.embeds import gather_embeds
from casebook.site.facet_values import facet_values
from casebook.site.helpers import helpers
from casebook.site.language import Site, build_language, files_in
from casebook.site.named import Named
from casebook.site.oembed import gather_oembed
from casebook.site.offprints import gather_offprints
from casebook.site.plates import gather_plates
from casebook.site.previews import gather_previews
from casebook.site.records import gather_lexicon, gather_records
from casebook.site.server_files import gather_server_files
from casebook.site.settings import SiteSettings
from casebook.site.sitemap import gather_sitemap
from casebook.site.templates import Templates, environment_of
from casebook.site.world import Book, World
from casebook.sums import SUMS
from casebook.tokens import load_tokens
from casebook.words import load_words


@dataclass(frozen=True)
class SiteInput:
    """What a site is made of."""

    library: Library
    settings: SiteSettings
    paths: Paths
    site_url: str
    books: Mapping[str, Book]


def build_site(given: SiteInput, console: Console, site: Site | None = None) -> Tree:
    """Make every file of the site; nothing is published yet.

    `site` is what was begun of it before (`begin`).

    What did not change is not made again: the stage by content, the engine's output by the
    stage, derivatives and the search index by their hashes.
    """
    paths = given.paths
    site = site or begin(given)
    world, templates, assets, tokens = site.world, site.templates, site.assets, site.tokens
    catalogue = world.catalogue
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
        tree.update(build_language(site, locale, console))
    with console.step("search", Said("建立检索", "indexing for search")):
        records = list(gather_records(world))
        lexicon = gather_lexicon(world)
        tree.update(files_in(build_index(records, paths.cache, lexicon), "pagefind/"))
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


def begin(given: SiteInput, memory: Memory | None = None) -> Site:
    """Gather what every page is made with; with a `memory` templates are not read again."""
    theme = given.paths.theme
    tokens = load_tokens(theme)
    world = world_of(given)
    files = sorted((theme / "site").rglob("*.html"))
    environment = (memory or Memory()).kept(
        "templates", files, files, lambda: environment_of(theme)
    )
    templates = Templates(environment, world.words, helpers(world), {"cat": world.catalogue})
    return Site(world, templates, gather_assets(theme, tokens), tokens, given.paths)


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


def _warn_of_names(world: World, theme: Path, console: Console) -> None:
    """Say which names cannot be drawn; the site is made all the same."""
    named = Named(theme / "yearbook" / "fonts")
    problems = [p for case in world.catalogue.cases for p in named.problems(case)]
    if problems:
        said = [render_report(problems, "text", locale).rstrip() for locale in LOCALES]
        console.say(Said(*said))
