"""The page of a case: its text rendered, its facts, and where its criteria are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from casebook.model.criteria import Criterion, Direction
from casebook.model.library import Case
from casebook.photo_pairs import Shown, left_over, pairs_of, together
from casebook.problem import Locale
from casebook.prose import Passage
from casebook.site.case_views import figure_views, related_views
from casebook.site.catalogue import Catalogue
from casebook.site.citation import citations
from casebook.site.links import HTML_LANG, Links
from casebook.site.page import Page
from casebook.site.photo import ShownPhoto, render_pair, render_photo
from casebook.site.printed_views import printed_citations
from casebook.site.prose_html import HtmlProse
from casebook.site.world import World


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage as the template prints it."""

    anchor: str
    plain: str
    title: Markup
    marks: tuple[tuple[Direction, Criterion], ...]
    body: Markup


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section as the template prints it."""

    anchor: str
    heading: str
    lead: Markup
    passages: tuple[PassageView, ...]


def case_page(world: World, case: Case, locale: Locale) -> Page:
    """Return the page of a published case."""
    catalogue = world.catalogue
    path = f"cases/{case.id}/"
    links = Links(path, locale)
    photos = {p.file: shown for p in case.data.photos if (shown := world.photo(case, p))}
    found = case.text(locale)
    text_locale = found[1] if found else locale
    in_text = [n.attrs["file"] for n in found[0].nodes if n.kind == "figure"] if found else []
    places = together(in_text, pairs_of(case.data.photos))
    prose = HtmlProse(
        _figure(world, photos, places, links, locale, text_locale),
        links.to,
        kept=world.blocks,
        locale=text_locale,
    )
    sections = tuple(_sections(catalogue, case, prose, text_locale))
    rest = [
        made
        for files in left_over(case.data.photos, places)
        if (made := tuple(photos[file] for file in files if file in photos))
    ]
    alone = [shown for shown, *other in rest if not other]
    previous, following = catalogue.neighbours(case)
    programme = world.library.programmes[case.data.programme]
    batch = world.library.batch_of(case)
    address = world.address(case, locale)
    name = case.data.community.name.to(locale)
    return Page(
        path,
        locale,
        "case.html",
        title=f"{name} · {case.data.title.to(locale)}",
        description=case.data.summary.to(locale),
        context={
            "case": case,
            "programme": programme,
            "mapping": programme.mapping,
            "batch": batch if batch and batch.released else None,  # 001-035
            "directions": _directions(catalogue, case),
            "trail": (
                {"name": world.say("site.cases", locale), "path": "/cases/"},
                {"name": name, "path": ""},
            ),
            "sections": sections,
            "notes": prose.blocks(found[0].notes) if found else Markup(""),
            "text_locale": text_locale,
            "text_lang": HTML_LANG[text_locale],
            "page_lang": HTML_LANG[locale],
            "outdated": locale == "en" and bool(world.translations[case.id].are("stale")),
            "lead_photo": alone[0] if alone else None,
            "gallery": alone[1:],
            "pairs": [shown for shown in rest if len(shown) == 2],
            "photos_in_text": bool(in_text),
            "videos": world.videos(case),
            "figures": tuple(figure_views(case, locale)),
            "shown": tuple(_criteria(catalogue, case, sections)),
            "related": tuple(related_views(world, case)),
            "changes_since": sorted(
                case.data.changes, key=lambda change: change.date, reverse=True
            ),
            "citations": (
                *citations(case, locale, address, world.words),
                *printed_citations(world, case, locale),
            ),
            "address": address,
            "qr": world.code(address),
            "offprint": world.offprints.get(case.id),
            "in_book": world.in_books(case),
            "previous": previous,
            "next": following,
        },
        modules=("case",),
    )


def _figure(
    world: World,
    photos: Mapping[str, ShownPhoto],
    places: Mapping[str, Shown],
    links: Links,
    locale: Locale,
    around: Locale,
) -> Callable[[str], Markup]:
    enlarge = world.say("photo.enlarge", locale)

    def figure(file: str) -> Markup:
        shown = [photos[one] for one in places.get(file, (file,)) if one in photos]
        if len(shown) == 2:
            return render_pair((shown[0], shown[1]), "half", links, locale, world.words, around)
        return Markup("").join(
            render_photo(one, "text", links, locale, enlarge, around) for one in shown
        )

    return figure


def _sections(
    catalogue: Catalogue, case: Case, prose: HtmlProse, locale: Locale
) -> Iterator[SectionView]:
    marks = {p.anchor: _marks(catalogue, case, p) for p in case.passages}
    text = case.texts.get(locale)
    for number, section in enumerate(text.sections if text else (), 1):
        yield SectionView(
            anchor=section.key or f"section-{number}",
            heading=section.heading,
            lead=prose.blocks(section.lead),
            passages=tuple(
                PassageView(
                    anchor=passage.anchor,
                    plain=passage.title.plain,
                    title=prose.inlines(passage.title),
                    marks=marks.get(passage.anchor, ()),
                    body=prose.blocks(passage.blocks),
                )
                for passage in section.passages
            ),
        )


def _marks(
    catalogue: Catalogue, case: Case, passage: Passage
) -> tuple[tuple[Direction, Criterion], ...]:
    keys = catalogue.keys_of(case, passage)
    found = (catalogue.home.criterion(f"{direction}.{key}") for direction, key in keys)
    return tuple(f for f in found if f)


def _directions(catalogue: Catalogue, case: Case) -> list[Direction]:
    """Return the directions a case shows, the one that gives it its hue first."""
    keys = {direction for direction, _ in catalogue.criteria_of(case)}
    lead = catalogue.direction_of(case).key
    shown = [d for d in catalogue.home.directions if d.key in keys]
    return sorted(shown, key=lambda d: d.key != lead)


def _criteria(
    catalogue: Catalogue, case: Case, sections: tuple[SectionView, ...]
) -> Iterator[tuple[Direction, Criterion, list[PassageView]]]:
    showing: dict[tuple[str, str], list[PassageView]] = defaultdict(list)
    for passage in (p for section in sections for p in section.passages):
        for key in dict.fromkeys((d.key, c.key) for d, c in passage.marks):
            showing[key].append(passage)
    for key in catalogue.criteria_of(case):
        if found := catalogue.home.criterion(".".join(key)):
            yield (*found, showing[key])
