"""The pages of a criterion, with the passages that show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from casebook import regions
from casebook.model.criteria import Criterion, Direction
from casebook.model.library import Case
from casebook.problem import Locale
from casebook.search.facets import filtered
from casebook.site.catalogue import Shown
from casebook.site.links import HTML_LANG, Links
from casebook.site.listing import part_title, part_trail, trail_of
from casebook.site.page import Page
from casebook.site.paging import Part, by_number, by_weight, in_parts
from casebook.site.prose_html import HtmlProse
from casebook.site.region_pages import region_name
from casebook.site.world import World

_Both = tuple[Sequence[Shown], Sequence[Case]]  # passages, and cases that have none

READ_AT_ONCE = 20_000  # characters of passages on a page: an hour's reading, 40 KB compressed
_AROUND = 60  # characters of its heading, and of the case that it stands in
INDEXED = 12  # with more cases than these, a page has an index of them


def criterion_pages(
    world: World, locale: Locale, direction: Direction, criterion: Criterion
) -> Iterator[Page]:
    """Yield the pages of a criterion: its passages part by part, then cases without a passage."""
    catalogue = world.catalogue
    base = f"directions/{direction.key}/{criterion.key}/"
    shown = catalogue.passages(direction.key, criterion.key)
    cases = catalogue.with_criterion(direction.key, criterion.key)
    with_passage = {s.case.id for s in shown}
    parts = list(
        in_parts(
            base,
            _parted(
                by_weight(shown, _length, READ_AT_ONCE),
                by_number([case for case in cases if case.id not in with_passage]),
            ),
        )
    )
    name = criterion.short.to(locale)
    trail = trail_of(
        (world.say("site.directions", locale), "/directions/"),
        (direction.name.to(locale), f"/directions/{direction.key}/"),
        (name, ""),
    )
    common = {
        "direction": direction,
        "criterion": criterion,
        "cases": cases,
        "passages": len(shown),
        "mapped": _mapped(world, shown, locale),
        "page_lang": HTML_LANG[locale],
    }
    first = {
        "kinds": _kinds(world, cases, f"{direction.key}.{criterion.key}", locale),
        "index": _index(parts, locale) if len(cases) > INDEXED else [],
    }
    for part, (passages, others) in parts:
        yield Page(
            part.path,
            locale,
            "criterion.html",
            part_title(
                world, locale, f"{direction.name.to(locale)} {criterion.key} · {name}", part
            ),
            criterion.text.to(locale),
            {
                **common,
                **(first if part.number == 1 else {"kinds": [], "index": []}),
                "part": part,
                "shown": [_excerpt(world, s, part.path, locale) for s in passages],
                "firsts": _firsts(passages),
                "others": others,
                "trail": part_trail(world, locale, trail, part),
            },
            relations=part.relations(locale),
        )


def _parted(passages: Sequence[Sequence[Shown]], others: Sequence[Sequence[Case]]) -> list[_Both]:
    """Return the parts; the cases without a passage begin under the last passages."""
    ahead: list[_Both] = [(some, ()) for some in passages[:-1]]
    after: list[_Both] = [((), some) for some in others[1:]]
    return [*ahead, (passages[-1], others[0]), *after]


def _length(shown: Shown) -> int:
    """Return the characters of a passage in the principal language: parts are the same in both."""
    return _AROUND + sum(len(block.plain) for block in shown.passage.blocks)


def _firsts(passages: Iterable[Shown]) -> dict[str, str]:
    """Return the anchor of the first passage of each case, where its place on the page begins."""
    found: dict[str, str] = {}
    for shown in passages:
        found.setdefault(shown.case.id, shown.passage.anchor)
    return found


def _index(
    parts: Iterable[tuple[Part, _Both]], locale: Locale
) -> list[tuple[str, list[tuple[Case, str]]]]:
    """Return the cases of all parts by province, each with the address where it stands."""
    where: dict[str, tuple[Case, str]] = {}
    for part, (passages, others) in parts:
        for shown in passages:
            address = f"/{part.path}#case-{shown.case.id}"
            where.setdefault(shown.case.id, (shown.case, address))
        for case in others:
            where[case.id] = (case, f"/{part.path}#whole")
    entries = sorted(where.values(), key=lambda entry: entry[0].sort_key)
    return [
        (region_name(locale, province), list(some))
        for province, some in groupby(entries, key=_province)
    ]


def _province(entry: tuple[Case, str]) -> regions.Region:
    return regions.lineage(entry[0].data.community.region)[0]


def _kinds(
    world: World, cases: Iterable[Case], criterion: str, locale: Locale
) -> list[tuple[str, int, str]]:
    """Return the project types of a criterion's cases: name, number, the search for them."""
    counts: Mapping[str, int] = Counter(case.data.community.type for case in cases)
    return [
        (kind.name.to(locale), counts[kind.key], filtered(criterion=criterion, type=kind.key))
        for kind in world.catalogue.types
        if counts[kind.key]
    ]


def _mapped(world: World, shown: Iterable[Shown], locale: Locale) -> str:
    """Say by whom the passages were mapped to a criterion, where their programmes had none."""
    ids = dict.fromkeys(s.case.data.programme for s in shown)
    mappings = (world.library.programmes[key].mapping for key in ids)
    return " ".join(dict.fromkeys(m.note.to(locale) for m in mappings if m))


def _excerpt(world: World, shown: Shown, path: str, locale: Locale) -> dict[str, Any]:
    """Return a passage in the page's language where there is one, else in the other."""
    case, anchor = shown.case, shown.passage.anchor
    found = case.text(locale)
    assert found is not None
    text, actual = found
    passage = next((p for p in text.passages if p.anchor == anchor), None)
    if passage is None:
        text, actual = case.texts["zh"], "zh"
        passage = next(p for p in text.passages if p.anchor == anchor)
    links = Links(path, locale)
    home = links.to(f"/cases/{case.id}/")
    prose = HtmlProse(
        lambda file: Markup(""), links.to, home=home, kept=world.blocks, locale=actual
    )
    return {
        "case": case,
        "anchor": anchor,
        "title": passage.title.plain,
        "body": prose.blocks(b for b in passage.blocks if b.kind != "figure"),
        "lang": HTML_LANG[actual],
    }
