"""The values of each facet of the search, in an order that ranks nothing, and those of a case."""

from __future__ import annotations

from casebook import regions
from casebook.model.library import Case
from casebook.problem import Locale
from casebook.search import Value
from casebook.site.world import World


def facet_values(world: World, locale: Locale) -> dict[str, tuple[Value, ...]]:
    """Return what may be chosen: all directions, criteria and types, and else what cases have."""
    catalogue = world.catalogue
    directions = catalogue.home.directions
    used = {case.data.programme for case in catalogue.cases}
    programmes = [p for p in world.library.newest_programmes if p.id in used]
    years = dict.fromkeys(str(programme.year) for programme in programmes)
    return {
        "direction": tuple(Value(d.key, d.name.to(locale)) for d in directions),
        "criterion": tuple(
            Value(f"{d.key}.{c.key}", f"{c.key} {c.short.to(locale)}", d.key)
            for d in directions
            for c in d.criteria
        ),
        "type": tuple(Value(t.key, t.name.to(locale)) for t in catalogue.types),
        "region": tuple(_region(region, locale) for region in catalogue.regions),
        "programme": tuple(Value(p.id, p.short.to(locale)) for p in programmes),
        "year": tuple(Value(year, year) for year in years),
        "company": tuple(
            Value(slug, company.name.to(locale)) for slug, company, _ in catalogue.companies
        ),
    }


def _region(region: regions.Region, locale: Locale) -> Value:
    above = regions.parent(region.code)
    return Value(
        region.code, region.zh if locale == "zh" else region.en, above.code if above else ""
    )


def facet_keys(world: World, case: Case) -> dict[str, tuple[str, ...]]:
    """Return the keys of a case in each facet; of its regions the smallest alone."""
    criteria = world.catalogue.criteria_of(case)
    company = case.data.company
    places = world.library.places_of(case)
    return {
        "direction": tuple(dict.fromkeys(direction for direction, _ in criteria)),
        "criterion": tuple(f"{direction}.{key}" for direction, key in criteria),
        "type": (case.data.community.type,),
        "region": tuple(region.code for region in places[-1:]),
        "programme": (case.data.programme,),
        "year": (str(world.library.programmes[case.data.programme].year),),
        "company": (company.key,) if company else (),
    }
