"""All cases: by region and name as covers, and by the letters of their names as an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from casebook import pinyin
from casebook.model.library import Case
from casebook.problem import Locale
from casebook.site.listing import list_pages, part_title, part_trail, trail_of
from casebook.site.page import Page
from casebook.site.paging import Part, by_number, in_parts
from casebook.site.world import World

NAMES = 480  # names on a page of the index


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the index with the address of its first name; without one, it has no case."""

    letter: str
    path: str

    @property
    def anchor(self) -> str:
        """Where the letter stands on its page."""
        return anchor_of(self.letter)


def case_lists(world: World, locale: Locale) -> Iterator[Page]:
    """Yield the pages of all cases and those of the index of names."""
    cases = world.catalogue.cases
    title = world.say("site.cases", locale)
    entries = _entries(world, locale)
    parts = list(in_parts("names/", by_number(entries, NAMES)))
    letters = tuple(_letters(parts))
    yield from list_pages(
        world,
        locale,
        "cases/",
        title,
        cases,
        trail_of((title, "")),
        lede=world.say("cases.lede", locale),
        letters=letters,
    )
    for part, shown in parts:
        yield _names(world, locale, part, shown, letters)


def _names(
    world: World,
    locale: Locale,
    part: Part,
    shown: Sequence[tuple[str, Case]],
    letters: Sequence[Letter],
) -> Page:
    title = world.say("names.title", locale)
    groups = [
        (letter, anchor_of(letter), [case for _, case in some])
        for letter, some in groupby(shown, key=lambda entry: entry[0])
    ]
    above = (world.say("site.cases", locale), "/cases/")
    site = world.say("site.name", locale)
    context = {
        "title": title,
        "groups": groups,
        "letters": letters,
        "part": part,
        "count": len(world.catalogue.cases),
        "trail": part_trail(world, locale, trail_of(above, (title, "")), part),
    }
    return Page(
        part.path,
        locale,
        "names.html",
        part_title(world, locale, title, part),
        world.say("names.description", locale, site=site, n=len(world.catalogue.cases)),
        context,
        relations=part.relations(locale),
    )


def _entries(world: World, locale: Locale) -> list[tuple[str, Case]]:
    """Return every case under its letter, in the order of the names in the page's language."""
    found = []
    for case in world.catalogue.cases:
        community = case.data.community
        name = community.name.to(locale)
        reading = community.pinyin if community.name.locale(locale) == "zh" else None
        letter = pinyin.index_letter(name, reading)
        key = (letter == "#", letter, pinyin.sort_key(name, reading), case.id)
        found.append((key, letter, case))
    return [(letter, case) for _, letter, case in sorted(found, key=lambda entry: entry[0])]


def _letters(parts: Sequence[tuple[Part, Sequence[tuple[str, Case]]]]) -> Iterator[Letter]:
    where: dict[str, str] = {}
    for part, shown in parts:
        for letter, _ in shown:
            where.setdefault(letter, f"/{part.path}#{anchor_of(letter)}")
    known = [*map(chr, range(ord("A"), ord("Z") + 1)), *(["#"] if "#" in where else [])]
    return (Letter(letter, where.get(letter, "")) for letter in known)


def anchor_of(letter: str) -> str:
    """Return the id of a letter's heading."""
    return "other" if letter == "#" else letter.lower()
