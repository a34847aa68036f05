"""Make a preview anew after a file was saved: first what is looked at, then its problems, then all.

The library stays in memory: of what did not change nothing is read, judged or parsed again
(`Memory`). A page made for a first look is what a build of all pages makes, but for what stands
beside a case (those related to it, its offprint), which is as it was before until all is made.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace

from casebook.check.report import render_report
from casebook.commands.check import checked
from casebook.commands.yearbook import found_books
from casebook.console import Console
from casebook.load import Loaded
from casebook.lock import alone
from casebook.media.original import BROKEN
from casebook.memory import Memory
from casebook.model.library import Case, Library
from casebook.paths import Paths
from casebook.preview.news import Preview
from casebook.problem import LOCALES, ProblemsError, RefusalError, Said
from casebook.publish import Tree, publish
from casebook.site.build import SiteInput, begin, build_site
from casebook.site.case_page import case_page
from casebook.site.engine import site_url_of
from casebook.site.inputs import load_site
from casebook.site.language import Site, build_some
from casebook.site.settings import SiteSettings

CURRENT = Said(
    "有问题待改，网页已是最新内容", "There are problems; the pages show what was saved last"
)
EARLIER = Said(
    "有错误待改，网页仍是上一次的内容", "There are errors; the pages show an earlier state"
)
COMING = Said(
    "有问题待改；案例网页已是最新内容，其余网页正在更新",
    "There are problems; the case's page shows what was saved last, the others are being made",
)

_FEW = 8  # cases whose pages are shown before the rest, though nobody looks at them
_CASE = re.compile(r"(?:en/)?cases/([^/]+)/index\.html")


class SupersededError(Exception):
    """Something was saved meanwhile: what is being made is out of date."""


class Maker:
    """Makes the preview of a library, again and again.

    `paths.out` is the preview's folder. The console's `look_up` may raise SupersededError: the run
    then ends after its first pages, and nothing of it is published.
    """

    def __init__(self, paths: Paths, preview: Preview, console: Console) -> None:
        self._paths = paths
        self._preview = preview
        self._console = console
        self._memory = Memory()
        self._last: SiteInput | None = None  # what the pages of the folder show
        self._shown: Site | None = None

    def make(self) -> None:
        """Build what can be built; what cannot is said in the browser, over the last good pages."""
        self._paths.out.mkdir(parents=True, exist_ok=True)
        try:
            with alone(self._paths, self._console):
                self._make_without_damage()
        except SupersededError:
            return
        except ProblemsError as error:
            self._fail(render_report(error.problems, "text", self._console.locale))
        except RefusalError as error:
            self._fail(error.said.to(self._console.locale))
        except Exception:  # a template being edited, a file that vanished: say it, keep serving
            self._fail(traceback.format_exc())

    def _fail(self, report: str) -> None:
        self._preview.announce(report, EARLIER.to(self._console.locale))

    def _make_without_damage(self) -> None:
        """Leave out the photos that cannot be opened; the check names them over the pages."""
        damaged: frozenset[str] = frozenset()
        while True:
            try:
                return self._make(damaged)
            except ProblemsError as error:
                files = {p.place.file for p in error.problems if p.rule == BROKEN}
                if len(files) < len(error.problems) or files <= damaged:
                    raise
                damaged |= files

    def _make(self, damaged: Collection[str]) -> None:
        loaded, settings = load_site(self._paths, self._memory)
        library = _what_can_be_shown(loaded, damaged)
        is_readable = not any(problem.severity == "error" for problem in loaded.problems)
        if settings and is_readable:
            self._show_first(library, settings)
        found = checked(loaded, self._console, memory=self._memory)
        report = render_report(found, "text", self._console.locale)
        if not (settings and is_readable):
            self._fail(report)
            return
        if report != self._preview.report:
            self._preview.announce(report, COMING.to(self._console.locale))
        try:
            self._make_all(library, settings)
        except (SupersededError, ProblemsError, RefusalError):
            raise
        except Exception:
            if not any(problem.severity == "error" for problem in found):
                raise
            self._fail(report)  # what was found is why it cannot be made
        else:
            self._preview.announce(report, CURRENT.to(self._console.locale), ahead={})

    def _make_all(self, library: Library, settings: SiteSettings) -> None:
        url = site_url_of(self._paths.engine_settings)
        books = found_books(library, self._paths, url)
        given = SiteInput(library, settings, self._paths, url, books)
        site = begin(given, self._memory)
        tree = build_site(given, self._console, site)
        self._console.look_up()
        publish(tree, self._paths.out)
        self._last, self._shown = given, site

    def _show_first(self, library: Library, settings: SiteSettings) -> None:
        """Show the pages of the cases that changed, and those that browsers look at.

        What cannot be shown so soon is left to the build of all, which also says what is wrong.
        """
        if self._last is None or self._shown is None or _differ(library, self._last.library):
            return
        with suppress(Exception):
            given = replace(self._last, library=library, settings=settings)
            ahead = self._first(begin(given, self._memory), self._shown)
            self._preview.announce(
                self._preview.report, COMING.to(self._console.locale), ahead=ahead
            )

    def _first(self, site: Site, before: Site) -> Tree:
        library, earlier = site.world.library, before.world.library
        known = {case.id: case for case in earlier.cases}
        changed = {case.id for case in library.published if known.get(case.id) != case}
        asked = changed if len(changed) <= _FEW else set()
        asked |= {match[1] for page in self._preview.pages() if (match := _CASE.match(page))}
        cases = [case for case in library.published if case.id in asked]
        site.world.look_like(before.world, cases)
        ahead: Tree = {}
        for locale in LOCALES:
            pages = [case_page(site.world, case, locale) for case in cases]
            ahead |= build_some(site, locale, pages)
        made: Tree = {**site.assets.files, **site.world.media}
        return ahead | {x: made[x] for x in made if not (self._paths.out / x).exists()}


def _what_can_be_shown(loaded: Loaded, damaged: Collection[str]) -> Library:
    """Return the library with drafts, without the cases whose files have a fault.

    `damaged` are photos that the cases go without.
    """
    shown = frozenset({"draft", "approved", "published"})
    broken = {problem.place.file.rpartition("/")[0] for problem in loaded.problems}
    cases = tuple(
        _without(c, damaged) for c in loaded.library.cases if f"cases/{c.id}" not in broken
    )
    return replace(loaded.library, shown=shown, cases=cases)


def _without(case: Case, damaged: Collection[str]) -> Case:
    photos = tuple(p for p in case.data.photos if f"cases/{case.id}/{p.file}" not in damaged)
    if len(photos) == len(case.data.photos):
        return case
    return replace(case, data=case.data.model_copy(update={"photos": photos}))


def _differ(one: Library, other: Library) -> bool:
    """Whether two libraries have other programmes, editions or editorial pages."""
    return (
        one.page_names != other.page_names
        or one.programmes != other.programmes
        or one.editions != other.editions
    )
