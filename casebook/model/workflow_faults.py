"""What must hold between the parts of a programme's workflow: every name in it leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casebook.model.fault import Fault, Path
from casebook.model.programme import Programme
from casebook.model.workflow import RELEASE, Workflow
from casebook.problem import Said


def check_workflow(programme: Programme) -> Iterator[Fault]:
    """Yield names of steps and papers that are given twice, or are not there."""
    workflow = programme.workflow
    steps = tuple(workflow.by_key) if workflow else ()
    for i, event in enumerate(programme.calendar):
        yield from _unknown(("calendar", i, "steps"), event.steps, {*steps, RELEASE}, "step")
    if workflow:
        yield from _within(workflow)


def _within(workflow: Workflow) -> Iterator[Fault]:
    papers = [paper.key for paper in workflow.papers]
    for name, keys in (("steps", [step.key for step in workflow.steps]), ("papers", papers)):
        for i, key in enumerate(keys):
            if key in keys[:i] or key == RELEASE:
                yield (
                    ("workflow", name, i, "key"),
                    Said(f"“{key}”不能再用作代号", f"'{key}' cannot be used again as a key"),
                )
    before: set[str] = set()
    for i, step in enumerate(workflow.steps):
        path: Path = ("workflow", "steps", i)
        yield from _unknown((*path, "after"), step.after or (), before, "step")
        yield from _unknown((*path, "papers"), step.papers, set(papers), "paper")
        before.add(step.key)
    if workflow.sampling:
        yield from _unknown(
            ("workflow", "sampling", "steps"), workflow.sampling.steps, before, "step"
        )


def _unknown(path: Path, keys: Iterable[str], known: set[str], kind: str) -> Iterator[Fault]:
    zh = {"step": "环节", "paper": "材料"}[kind]
    earlier = Said("前面", " before it") if path[-1] == "after" else Said("", "")
    for i, key in enumerate(keys):
        if key not in known:
            yield (
                (*path, i),
                Said(
                    f"{earlier.zh}没有名为“{key}”的{zh}", f"there is no {kind} '{key}'{earlier.en}"
                ),
            )
