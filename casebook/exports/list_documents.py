"""The API's lists: of everything, of cases, criteria, regions, companies, and of ids given up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypedDict

from casebook.exports.case_facts import division
from casebook.exports.case_record import case_entry
from casebook.exports.documents import KINDS
from casebook.exports.shapes import lists
from casebook.exports.shapes.base import VERSION, Both, Day
from casebook.exports.values import both, maybe_both, newest
from casebook.exports.where import DATA, Where
from casebook.site.world import World

PART = 1000  # cases in a part of the list: about 0.3 MB compressed


class Head(TypedDict):
    """What stands at the head of a document."""

    schema_address: str
    version: str
    updated: Day | None


def head(world: World, schema: str) -> Head:
    """Return the head of a document about all cases."""
    return {
        "schema_address": Where(world.site_url).schema(schema),
        "version": VERSION,
        "updated": newest(world.catalogue.cases),
    }


def index(world: World) -> lists.IndexDocument:
    """Return what there is; paths with braces are templates, filled with the ids of lists."""
    where = Where(world.site_url)
    documents = (
        lists.Listing(name=k.name, about=Both(zh=k.zh, en=k.en), url=where.api(k.path))
        for k in KINDS
    )
    return lists.IndexDocument(
        title=Both(zh=world.say("site.name", "zh"), en=world.say("site.name", "en")),
        terms=where.pages(DATA),
        openapi=where.api("openapi.json"),
        documents=tuple(documents),
        **head(world, "index"),
    )


def cases(world: World) -> Iterator[tuple[str, lists.CasesDocument]]:
    """Yield the list of cases in parts, each with its file's name."""
    where = Where(world.site_url)
    entries = [case_entry(world, case) for case in world.catalogue.cases]
    starts = range(0, max(len(entries), 1), PART)
    names = ["cases.json", *(f"cases-{number}.json" for number in range(2, len(starts) + 1))]
    following = [*(where.api(name) for name in names[1:]), None]
    for name, start, after in zip(names, starts, following, strict=True):
        yield (
            name,
            lists.CasesDocument(
                total=len(entries),
                next=after,
                cases=tuple(entries[start : start + PART]),
                **head(world, "cases"),
            ),
        )


def criteria(world: World) -> lists.CriteriaDocument:
    """Return the criteria of all programmes with the cases that show them."""
    where = Where(world.site_url)
    shown = defaultdict(list)
    for case in world.catalogue.cases:
        for key in dict.fromkeys(world.criterion_ids[case.id].values()):
            shown[key].append(case.id)
    entries = []
    for programme in world.library.newest_programmes:
        home = programme.id == world.catalogue.home.id
        for direction in programme.directions:
            for criterion in direction.criteria:
                key = f"{programme.id}/{direction.key}.{criterion.key}"
                path = f"directions/{direction.key}/{criterion.key}/"
                entry = lists.CriterionEntry(
                    id=key,
                    programme=programme.id,
                    direction=direction.key,
                    direction_name=both(direction.name),
                    key=criterion.key,
                    name=both(criterion.short),
                    text=both(criterion.text),
                    wording=programme.source.wording,
                    cases=tuple(shown[key]),
                    pages=where.pages(path) if home else None,
                )
                entries.append(entry)
    return lists.CriteriaDocument(criteria=tuple(entries), **head(world, "criteria"))


def regions(world: World) -> lists.RegionsDocument:
    """Return the divisions that have cases, in the order of their codes."""
    where, catalogue = Where(world.site_url), world.catalogue
    entries = (
        lists.RegionEntry(
            cases=tuple(case.id for case in catalogue.in_region(region.code)),
            **dict(division(region, where)),
        )
        for region in catalogue.regions
    )
    return lists.RegionsDocument(regions=tuple(entries), **head(world, "regions"))


def companies(world: World) -> lists.CompaniesDocument:
    """Return the companies in the order of their names in pinyin."""
    where = Where(world.site_url)
    entries = (
        lists.CompanyEntry(
            slug=slug,
            name=both(company.name),
            brand=maybe_both(company.brand),
            cases=tuple(case.id for case in cases),
            pages=where.pages(f"companies/{slug}/"),
        )
        for slug, company, cases in world.catalogue.companies
    )
    return lists.CompaniesDocument(companies=tuple(entries), **head(world, "companies"))


def withdrawn(world: World) -> lists.WithdrawnDocument:
    """Return ids and days of withdrawn cases, and nothing else of them."""
    where = Where(world.site_url)
    entries = (
        lists.WithdrawnEntry(
            id=case.id, date=case.data.withdrawn.date, pages=where.pages(f"cases/{case.id}/")
        )
        for case in world.library.withdrawn
        if case.data.withdrawn
    )
    return lists.WithdrawnDocument(withdrawn=tuple(entries), **head(world, "withdrawn"))


def renamed(world: World) -> lists.RenamedDocument:
    """Return the ids that were given up."""
    entries = (
        lists.RenamedEntry(former=alias, id=entry.id)
        for entry in world.library.ledger
        for alias in entry.aliases
    )
    return lists.RenamedDocument(renamed=tuple(entries), **head(world, "renamed"))
