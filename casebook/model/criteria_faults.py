"""What must hold between the criteria of a programme, their points, and what its source counts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from casebook.model.criteria import Criterion, Direction
from casebook.model.fault import Fault, Path
from casebook.model.programme import Programme
from casebook.problem import Said

STEP = Decimal("0.5")  # the finest step of a rubric's points (REQUIREMENTS 8.2)


def check_weights(programme: Programme) -> Iterator[Fault]:
    """The weights of all directions but the bonus ones add up to 100 (or to what is expected)."""
    weighted = [d.weight for d in programme.directions if d.weight is not None and not d.bonus]
    expected = programme.expects.weights_total if programme.expects else None
    total = sum(weighted, Decimal(0))
    wanted = Decimal(100) if expected is None else expected
    if (weighted or expected is not None) and total != wanted:
        yield (
            ("directions",),
            Said(
                f"各方向的权重合计为 {_plain(total)}，应为 {_plain(wanted)}",
                f"the weights add up to {_plain(total)}, not {_plain(wanted)}",
            ),
        )
    for i, direction in enumerate(programme.directions):
        if direction.bonus and direction.weight is None:
            yield ("directions", i), Said("加分项没有写权重", "a bonus direction has no weight")


def check_points(programme: Programme) -> Iterator[Fault]:
    """Points come in steps of 0.5; parts never exceed their item, items fill their group."""
    for i, direction in enumerate(programme.directions):
        for j, criterion in enumerate(direction.criteria):
            yield from _points_of(("directions", i, "criteria", j), criterion)
        if programme.kind == "framework":
            yield from _points_of_group(("directions", i), direction)


def _points_of(path: Path, criterion: Criterion) -> Iterator[Fault]:
    points: list[tuple[Path, Decimal | None]] = [((*path, "points"), criterion.points)]
    for k, part in enumerate(criterion.parts):
        points.append(((*path, "parts", k, "points"), part.points))
    for place, value in points:
        if value is not None and (value <= 0 or value % STEP):
            yield (
                place,
                Said(
                    f"分值 {_plain(value)} 不是 0.5 的正整数倍",
                    f"{_plain(value)} points: only multiples of 0.5 above 0",
                ),
            )
    total = sum((part.points for part in criterion.parts), Decimal(0))
    if criterion.parts and total > (criterion.points or 0):
        most = _plain(criterion.points or 0)
        yield (
            (*path, "parts"),
            Said(
                f"各部分的分值合计 {_plain(total)}，超过本项最高分 {most}",
                f"the parts add up to {_plain(total)} points, more than the item's {most}",
            ),
        )


def _points_of_group(path: Path, direction: Direction) -> Iterator[Fault]:
    for j, criterion in enumerate(direction.criteria):
        if criterion.points is None:
            yield (
                (*path, "criteria", j),
                Said("这一项没有写最高分值", "this item has no points"),
            )
    total = sum((c.points or Decimal(0) for c in direction.criteria), Decimal(0))
    if direction.weight is not None and total != direction.weight:
        yield (
            (*path, "criteria"),
            Said(
                f"各项的分值合计 {_plain(total)}，与本组权重 {_plain(direction.weight)} 不符",
                f"the items add up to {_plain(total)} points, the group has "
                f"{_plain(direction.weight)}",
            ),
        )


def check_mapping(programme: Programme) -> Iterator[Fault]:
    """Only a programme without criteria of its own borrows another one's."""
    if programme.mapping is None:
        return
    if programme.mapping.programme == programme.id:
        yield ("mapping", "programme"), Said("不能对应到自身", "it cannot be mapped to itself")
    if programme.directions:
        yield (
            ("mapping",),
            Said(
                "本批次已有自己的标准（directions），不能再借用别的",
                "it has criteria of its own (directions) and cannot borrow others",
            ),
        )


def check_expected(programme: Programme) -> Iterator[Fault]:
    """The counts that the source has are there, so that a lost item cannot pass unseen."""
    expects = programme.expects
    if expects is None:
        return
    regions = programme.quota.special_regions if programme.quota else ()
    counts: list[tuple[Path, int | None, int]] = [
        (("directions",), expects.directions, len(programme.directions)),
        (("vetoes",), expects.vetoes, len(programme.vetoes)),
        (("sections",), expects.sections, len(programme.sections)),
        (("facts",), expects.facts, len(programme.facts)),
        (("types",), expects.types, len(programme.types)),
        (("quota", "special_regions"), expects.special_regions, len(regions)),
    ]
    for i, direction in enumerate(programme.directions):
        wanted = expects.criteria.get(direction.key)
        counts.append((("directions", i, "criteria"), wanted, len(direction.criteria)))
    for path, wanted, found in counts:
        if wanted is not None and wanted != found:
            yield (
                path,
                Said(
                    f"来源文件有 {wanted} 项，这里有 {found} 项",
                    f"the source has {wanted} of these, the file has {found}",
                ),
            )
    for key in sorted(expects.criteria.keys() - {d.key for d in programme.directions}):
        yield (
            ("expects", "criteria", key),
            Said(f"没有名为“{key}”的方向", f"there is no direction '{key}'"),
        )


def _plain(number: Decimal | int) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
