"""The editors' own view of a batch or a programme: how far each case is, and what is missing.

Nothing in it is a score; cases stand in neutral order (001-036).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casebook import regions
from casebook.chain import open_steps, sample_size, sampled
from casebook.check.rules import RULES, already_selected, same_community
from casebook.check.rules.breadth import directions_shown
from casebook.check.rules.quota import COUNTED, by_recommender, limit_of
from casebook.check.waivers import refusal, waivers_of
from casebook.community_names import city_of
from casebook.model.batch import Batch
from casebook.model.library import Case, Library
from casebook.model.programme import Programme, Quota
from casebook.model.workflow import Sampling
from casebook.problem import Locale, Problem
from casebook.prose import Node
from casebook.report.ask import Ask
from casebook.report.days import said_day
from casebook.report.nodes import heading, paragraph, table
from casebook.unwritten import STAND_IN
from casebook.words import Words

_STATES = ("draft", "approved", "published", "withdrawn")


@dataclass(frozen=True)
class Scope:
    """What a dashboard is about: a programme, or one batch of it; `asks` are by case."""

    library: Library
    programme: Programme
    batch: Batch | None
    cases: tuple[Case, ...]
    asks: Mapping[str, Sequence[Ask]]
    problems: Sequence[Problem]
    locale: Locale
    words: Words
    today: date | None

    def say(self, key: str, **values: object) -> str:
        """Return a word of the report."""
        return self.words.say(f"report.{key}", self.locale, **values)

    def listed(self, names: Sequence[str]) -> str:
        """Return names in a row."""
        return self.words.say("list.separator", self.locale).join(names)

    def name(self, case: Case) -> str:
        """Return a case's community and id."""
        name = case.data.community.name.to(self.locale)
        aside = f"（{case.id}）" if self.locale == "zh" else f" ({case.id})"
        return case.id if name == STAND_IN else f"{name}{aside}"

    def day(self, day: date | None) -> str:
        """Return a day in words, or a dash."""
        return said_day(day, self.locale) if day else self.say("none")

    def place(self, code: str) -> str:
        """Return a division with those above it."""
        name = regions.place_zh(code) if self.locale == "zh" else regions.place_en(code)
        return name or code

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the cases."""
        return frozenset(case.id for case in self.cases)

    @property
    def live(self) -> tuple[Case, ...]:
        """The cases that were not withdrawn."""
        return tuple(case for case in self.cases if case.data.status != "withdrawn")


def dashboard_of(scope: Scope) -> tuple[Node, ...]:
    """Return the dashboard."""
    what = scope.programme.short.to(scope.locale)
    if scope.batch:
        what = f"{what} · {scope.batch.title.to(scope.locale)}"
    nodes = [heading(1, scope.say("progress", scope=what)), paragraph(scope.say("internal"))]
    if scope.today:
        nodes.append(paragraph(scope.say("as-of", day=scope.day(scope.today))))
    for key, part in _PARTS:
        if blocks := list(part(scope)):
            nodes += [heading(2, scope.say(key)), *blocks]
    return tuple(nodes)


def _states(scope: Scope) -> Iterator[Node]:
    counts: Counter[str] = Counter(case.data.status for case in scope.cases)
    rows = [(scope.say(state), str(counts[state])) for state in _STATES]
    rows.append((scope.say("all"), str(len(scope.cases))))
    yield table((scope.say("state"), scope.say("cases")), rows, "lr")


def _chain(scope: Scope) -> Iterator[Node]:
    workflow = scope.programme.workflow
    head = [scope.say(key) for key in ("case", "state", "open", "visited", "to-mend")]
    rows = []
    for case in scope.live:
        review = scope.library.reviews.get(case.id)
        missing = open_steps(workflow, review) if workflow else ()
        names = [step.name.to(scope.locale) for step in missing]
        for n, step in enumerate(missing):
            last = review.last(step.key) if review else None
            if last and last.result != "passed":
                names[n] = scope.say(last.result, step=names[n])
        sampling = workflow.sampling if workflow else None
        seen = "✓" if sampling and sampled(sampling, review) else scope.say("none")
        asks = scope.asks.get(case.id, ())
        must, please = (sum(a.weight == w for a in asks) for w in ("must", "please"))
        mend = scope.say("counts", must=must, please=please) if must + please else scope.say("none")
        state = scope.say(case.data.status)
        done = scope.say("done" if workflow else "none")
        rows.append((scope.name(case), state, scope.listed(names) or done, seen, mend))
    if rows:
        yield table(head, rows, "lclcl")


def _regions(scope: Scope) -> Iterator[Node]:
    """Cases by city (001-015), then what each association has used of its quota."""
    counts = Counter(city_of(case.data.community.region) for case in scope.live)
    rows = [(scope.place(code), str(count)) for code, count in sorted(counts.items())]
    if rows:
        yield table((scope.say("city"), scope.say("cases")), rows, "lr")
    if scope.programme.quota:
        yield from _quotas(scope, scope.programme.quota)


def _quotas(scope: Scope, quota: Quota) -> Iterator[Node]:
    library = scope.library
    head = ["place", "cases", "quota-used", "drafting"]
    states = {name: by_recommender(library, scope.programme, name) for name in (COUNTED, _STATES)}
    rows = []
    for code, cases in states[_STATES].items():
        mine = [case for case in cases if case.id in scope.ids]
        if not mine:
            continue
        used = len(states[COUNTED].get(code, ()))
        limit = f"{used} / {limit_of(quota, code)}"
        drafts = sum(case.data.status == "draft" for case in mine)
        rows.append((scope.place(code), str(len(mine)), limit, str(drafts)))
    if rows:
        yield table([scope.say(key) for key in head], rows, "lrrr")
    known = {case.id for cases in states[_STATES].values() for case in cases}
    if unknown := [scope.name(case) for case in scope.cases if case.id not in known]:
        yield paragraph(scope.say("no-recommender", names=scope.listed(unknown)))


def _types(scope: Scope) -> Iterator[Node]:
    """Types by province: a province is to cover them all (001-016)."""
    kinds = scope.programme.types
    counts: Counter[tuple[str, str]] = Counter()
    for case in scope.live:
        code = case.data.community.region[:2] + "0000"
        counts[code, case.data.community.type] += 1
    provinces = sorted({code for code, _ in counts})
    found = {code: regions.find(code) for code in provinces}
    names = [kind.name.to(scope.locale) for kind in kinds]
    rows = [
        (
            (region.zh if scope.locale == "zh" else region.en) if region else code,
            *(str(counts[code, kind.key]) for kind in kinds),
        )
        for code, region in found.items()
    ]
    if rows and kinds:
        yield table([scope.say("province"), *names], rows, "l" + "r" * len(kinds))
    total = Counter(case.data.community.type for case in scope.live)
    without = [kind.name.to(scope.locale) for kind in kinds if not total[kind.key]]
    if without:
        yield paragraph(scope.say("types-none", names=scope.listed(without)))


def _directions(scope: Scope) -> Iterator[Node]:
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


def _sampling(scope: Scope) -> Iterator[Node]:
    workflow = scope.programme.workflow
    sampling = workflow.sampling if workflow else None
    reviews = scope.library.reviews
    of_programme = [b for b in scope.library.batches if b.programme == scope.programme.id]
    batches = [scope.batch] if scope.batch else of_programme
    rows = [_batch(scope, sampling, batch) for batch in batches]
    head = ["batch", "batch-state", "cases", "sampled", "needed", "short", "rate"]
    if rows:
        yield table([scope.say(key) for key in head], rows, "llrrrrr")
    elif sampling and scope.live:
        seen = sum(sampled(sampling, reviews.get(case.id)) for case in scope.live)
        needed = sample_size(sampling, len(scope.live))
        yield paragraph(
            scope.say(
                "no-batches",
                n=len(scope.live),
                sampled=seen,
                needed=needed,
                short=max(needed - seen, 0),
                clause=sampling.clause,
            )
        )


def _batch(scope: Scope, sampling: Sampling | None, batch: Batch) -> tuple[str, ...]:
    if batch.released:
        state = scope.say("released-on", day=scope.day(batch.released))
    elif batch.planned:
        state = scope.say("planned-for", day=scope.day(batch.planned))
    else:
        state = scope.say("not-planned")
    total = len(batch.cases)
    title = batch.title.to(scope.locale)
    if sampling is None:
        return (title, state, str(total), *(scope.say("none") for _ in range(4)))
    reviews = scope.library.reviews
    seen = sum(sampled(sampling, reviews.get(id), batch.released) for id in batch.cases)
    needed = sample_size(sampling, total)
    rate = f"{100 * seen // total}%" if total else scope.say("none")
    return (title, state, str(total), str(seen), str(needed), str(max(needed - seen, 0)), rate)


def _deadlines(scope: Scope) -> Iterator[Node]:
    rows = []
    for event in scope.programme.calendar:
        if event.end is None:
            continue
        left = scope.say("none")
        if scope.today:
            days = (event.end.latest - scope.today).days
            key = "days-left" if days > 0 else "days-past" if days < 0 else "today"
            left = scope.say(key, n=abs(days))
        what = event.what.to(scope.locale)
        rows.append((what, event.end.to(scope.locale), left, event.clause))
    if rows:
        head = [scope.say("event"), scope.say("by"), scope.say("left")]
        yield table(head, [row[:3] for row in rows])


def _waivers(scope: Scope) -> Iterator[Node]:
    documented = {rule.RULE: (rule.__doc__ or "").strip("。\n .") for rule in RULES}
    holders = {case.id: scope.name(case) for case in scope.cases}
    if scope.batch is None:
        mine = (b for b in scope.library.batches if b.programme == scope.programme.id)
        holders |= {batch.id: batch.title.to(scope.locale) for batch in mine}
    else:
        holders[scope.batch.id] = scope.batch.title.to(scope.locale)
    rows = []
    for one in waivers_of(scope.library):
        if one.holder not in holders:
            continue
        waiver = one.waiver
        role = scope.library.roles.get(waiver.role or "")
        zh = scope.locale == "zh"
        rule = documented.get(waiver.rule, waiver.rule) if zh else waiver.rule.replace("-", " ")
        without = scope.say("no-effect") if refusal(scope.library, one) else ""
        rows.append(
            (
                holders[one.holder],
                f"{rule}{without}",
                role.name.to(scope.locale) if role else waiver.role or scope.say("none"),
                scope.day(waiver.date),
                scope.day(waiver.until),
                waiver.reason,
            )
        )
    if not rows:
        yield paragraph(scope.say("no-waivers"))
        return
    head = ("case", "rule", "role", "day", "until", "reason")
    yield table([scope.say(key) for key in head], rows)


def _duplicates(scope: Scope) -> Iterator[Node]:
    told = [
        problem.message.to(scope.locale)
        for problem in scope.problems
        if problem.rule in (same_community.RULE, already_selected.RULE)
        and any(problem.place.file.startswith(f"cases/{id}/") for id in scope.ids)
    ]
    for said in told:
        yield paragraph(said + ("。" if scope.locale == "zh" else "."))
    if not told:
        yield paragraph(scope.say("no-duplicates"))
    for rule in scope.programme.eligibility.excluded:
        if listed := scope.library.selected.get(rule.list):
            key = "list-complete" if listed.complete else "list-incomplete"
            yield paragraph(scope.say(key, number=listed.number, n=len(listed.entries)))


def _vetoes(scope: Scope) -> Iterator[Node]:
    """When the vetoes of each published case were last looked at (附1-V6)."""
    published = [case for case in scope.cases if case.data.status == "published"]
    if not scope.programme.vetoes or not published:
        return
    rows = []
    for case in published:
        days = [statement.checked for statement in case.data.vetoes]
        oldest = min((day for day in days if day), default=None)
        said = scope.day(oldest) if days and all(days) else scope.say("undated")
        rows.append((scope.name(case), said))
    yield table((scope.say("case"), scope.say("veto-check")), rows)


_PARTS: tuple[tuple[str, Callable[[Scope], Iterator[Node]]], ...] = (
    ("states", _states),
    ("chain", _chain),
    ("sampling", _sampling),
    ("deadlines", _deadlines),
    ("regions", _regions),
    ("types", _types),
    ("directions", _directions),
    ("duplicates", _duplicates),
    ("vetoes", _vetoes),
    ("waivers", _waivers),
)
