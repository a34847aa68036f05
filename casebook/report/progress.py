"""How far the cases of a dashboard are: their states, steps, visits and deadlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from casebook.chain import open_steps, rejected_at, sample_size, sampled
from casebook.model.batch import Batch
from casebook.model.workflow import Sampling
from casebook.prose import Node
from casebook.report.nodes import paragraph, table
from casebook.report.scope import STATES, Scope


def states(scope: Scope) -> Iterator[Node]:
    """Yield how many cases are in each state."""
    counts = Counter(scope.state(case) for case in scope.cases)
    states = [*STATES, "not-selected"] if counts["not-selected"] else STATES
    rows = [(scope.say(state), str(counts[state])) for state in states]
    rows.append((scope.say("all"), str(len(scope.cases))))
    yield table((scope.say("state"), scope.say("cases")), rows, "lr")


def steps(scope: Scope) -> Iterator[Node]:
    """Yield the steps that each case has open, and how many points are to be mended in it."""
    workflow = scope.programme.workflow
    head = [scope.say(key) for key in ("case", "state", "open", "visited", "to-mend")]
    rows = []
    for case in scope.kept:
        review = scope.library.reviews.get(case.id)
        missing = open_steps(workflow, review) if workflow else ()
        names = [step.name.to(scope.locale) for step in missing]
        if step := rejected_at(scope.library, case):
            missing, names = (step,), [step.name.to(scope.locale)]
        for n, step in enumerate(missing):
            last = review.last(step.key) if review else None
            if last and last.result != "passed":
                names[n] = scope.say(last.result, step=names[n])
        sampling = workflow.sampling if workflow else None
        seen = "✓" if sampling and sampled(sampling, review) else scope.say("none")
        state = scope.state(case)
        asks = scope.asks.get(case.id, ()) if state != "not-selected" else ()
        must, please = (sum(a.weight == w for a in asks) for w in ("must", "please"))
        mend = scope.say("counts", must=must, please=please) if must + please else scope.say("none")
        done = scope.say("done" if workflow else "none")
        rows.append((scope.name(case), scope.say(state), scope.listed(names) or done, seen, mend))
    if rows:
        yield table(head, rows, "lclcl")


def deadlines(scope: Scope) -> Iterator[Node]:
    """Yield the ends of the programme's calendar, with the days left where a day is known."""
    rows = []
    ends = [(event.end, event) for event in scope.programme.calendar if event.end]
    for end, event in sorted(ends, key=lambda found: found[0].latest):
        left = scope.say("none")
        if scope.today:
            days = (end.latest - scope.today).days
            key = "days-left" if days > 0 else "days-past" if days < 0 else "today"
            left = scope.say(key, n=abs(days))
        rows.append((event.what.to(scope.locale), end.to(scope.locale), left))
    if rows:
        head = [scope.say("event"), scope.say("by"), scope.say("left")]
        yield table(head, rows)


def visits(scope: Scope) -> Iterator[Node]:
    """Yield how many cases of each batch were visited, and how many have to be (001-030)."""
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
