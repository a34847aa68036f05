"""How the cases of a dashboard are spread over places, types of project and directions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from casebook.check.rules.breadth import directions_shown
from casebook.check.rules.quota import COUNTED, by_recommender, limit_of
from casebook.community_names import city_of
from casebook.model.admission import Quota
from casebook.prose import Node
from casebook.report.nodes import paragraph, table
from casebook.report.scope import STATES, Scope


def by_place(scope: Scope) -> Iterator[Node]:
    """Yield cases by city (001-015), then what each association has used of its quota."""
    counts = Counter(city_of(case.data.community.region) for case in scope.live)
    rows = [(scope.place(code), str(count)) for code, count in sorted(counts.items())]
    if rows:
        yield table((scope.say("city"), scope.say("cases")), rows, "lr")
    if scope.programme.quota:
        yield from _quotas(scope, scope.programme.quota)


def _quotas(scope: Scope, quota: Quota) -> Iterator[Node]:
    library = scope.library
    head = ["place", "cases", "quota-used", "drafting"]
    states = {name: by_recommender(library, scope.programme, name) for name in (COUNTED, STATES)}
    live = {case.id for case in scope.live}
    rows = []
    for code, cases in states[STATES].items():
        mine = [case for case in cases if case.id in live]
        if not mine:
            continue
        used, most = len(states[COUNTED].get(code, ())), limit_of(quota, code)
        limit = f"{used} / {most}"
        if used > most:
            limit = scope.say("quota-over", used=limit, n=used - most)
        drafts = sum(case.data.status == "draft" for case in mine)
        rows.append((scope.place(code), str(len(mine)), limit, str(drafts)))
    if rows:
        yield table([scope.say(key) for key in head], rows, "lrrr")
    known = {case.id for cases in states[STATES].values() for case in cases}
    if unknown := [scope.name(case) for case in scope.live if case.id not in known]:
        yield paragraph(scope.say("no-recommender", names=scope.listed(unknown)))


def by_type(scope: Scope) -> Iterator[Node]:
    """Yield types by province: a province is to cover them all (001-016)."""
    kinds = scope.programme.types
    counts: Counter[tuple[str, str]] = Counter()
    for case in scope.live:
        code = case.data.community.region[:2] + "0000"
        counts[code, case.data.community.type] += 1
    provinces = sorted({code for code, _ in counts})
    total = Counter(case.data.community.type for case in scope.live)
    named = {kind.key: kind.name.to(scope.locale) for kind in kinds}
    named |= {key: scope.say("unfilled") for key in total if key not in named}
    rows = [(scope.place(code), *(str(counts[code, key]) for key in named)) for code in provinces]
    if rows and kinds:
        yield table([scope.say("province"), *named.values()], rows, "l" + "r" * len(named))
    without = [kind.name.to(scope.locale) for kind in kinds if not total[kind.key]]
    if without:
        yield paragraph(scope.say("types-none", names=scope.listed(without)))


def by_direction(scope: Scope) -> Iterator[Node]:
    """Yield cases by direction, the criteria that none shows, and the cases that show too few."""
    library = scope.library
    borrowed = scope.programme.mapping
    programme = library.programmes.get(borrowed.programme) if borrowed else scope.programme
    if programme is None or not programme.directions:
        return
    shown = {case.id: directions_shown(library, case, programme) for case in scope.live}
    rows = [
        (direction.name.to(scope.locale), str(sum(direction in found for found in shown.values())))
        for direction in programme.directions
    ]
    yield table((scope.say("direction"), scope.say("cases")), rows, "lr")
    met = {
        (direction.key, criterion.key)
        for case in scope.live
        for key in case.criteria
        if (found := library.criterion(case, key)) and found[0].id == programme.id
        for _, direction, criterion in (found,)
    }
    gap = "" if scope.locale == "zh" else " "
    without = [
        f"{direction.name.to(scope.locale)}{gap}{criterion.key} {criterion.short.to(scope.locale)}"
        for direction in programme.directions
        for criterion in direction.criteria
        if (direction.key, criterion.key) not in met
    ]
    if without:
        yield paragraph(scope.say("criteria-none", names=scope.listed(without)))
    if rule := scope.programme.breadth:
        narrow = [scope.name(c) for c in scope.live if len(shown[c.id]) < rule.directions]
        if narrow:
            yield paragraph(scope.say("narrow", n=rule.directions, names=scope.listed(narrow)))
