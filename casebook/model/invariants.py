"""What must hold in a programme file beyond the type of each value.

A lost item or a mistyped weight would change what thousands of cases are read against, so a file
that breaks one of these does not load. Each rule is a generator in the table `RULES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, get_args

from pydantic import BaseModel

from casebook.model.case import CaseData
from casebook.model.criteria import Criterion, Direction
from casebook.model.material import Length
from casebook.model.programme import Programme
from casebook.model.workflow_faults import workflow_faults
from casebook.problem import LOCALES, Said

Path = tuple[str | int, ...]
Fault = tuple[Path, Said]

STEP = Decimal("0.5")  # the finest step of a rubric's points (REQUIREMENTS 8.2)
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]+〔20\d\d〕\d+号")  # REQUIREMENTS 001-001
_HAN_FIRST = re.compile(r"[\u4e00-\u9fff]")


def faults(programme: Programme) -> Iterator[Fault]:
    """Yield every fault of a programme: the path of the value in its file, and what is wrong."""
    for rule in RULES:
        yield from rule(programme)


def _unique(programme: Programme) -> Iterator[Fault]:
    """Keys name one thing each, and section headings can be told apart in both languages."""
    lists: list[tuple[Path, Iterable[str]]] = [
        (("directions",), [d.key for d in programme.directions]),
        (("vetoes",), [v.key for v in programme.vetoes]),
        (("sections",), [s.key for s in programme.sections]),
        (("facts",), [f.key for f in programme.facts]),
        (("types",), [t.key for t in programme.types]),
    ]
    for i, direction in enumerate(programme.directions):
        lists.append((("directions", i, "criteria"), [c.key for c in direction.criteria]))
    for path, keys in lists:
        yield from _repeated(((*path, i, "key"), key) for i, key in enumerate(keys))
    for locale in LOCALES:
        yield from _repeated(
            (("sections", i, "title", locale), section.title.to(locale))
            for i, section in enumerate(programme.sections)
        )
    yield from _repeated(
        (("decisions", i, "id"), decision.id) for i, decision in enumerate(programme.decisions)
    )
    if programme.kind == "framework":  # its items are numbered through, over all groups
        yield from _repeated((path, c.key) for path, c in _keys_of_all_criteria(programme))


def _repeated(values: Iterable[tuple[Path, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, value in values:
        if value in seen:
            yield path, Said(f"“{value}”重复出现", f"'{value}' is given twice")
        seen.add(value)


def _keys_of_all_criteria(programme: Programme) -> Iterator[tuple[Path, Criterion]]:
    for i, direction in enumerate(programme.directions):
        for j, criterion in enumerate(direction.criteria):
            yield ("directions", i, "criteria", j, "key"), criterion


def _number(programme: Programme) -> Iterator[Fault]:
    """Chinese document numbers have the year in 〔〕 and end with 号."""
    source = programme.source
    numbers: list[tuple[Path, str | None]] = [(("source", "number"), source.number)]
    if source.based_on:
        numbers.append((("source", "based_on", "number"), source.based_on.number))
    for path, number in numbers:
        if number and _HAN_FIRST.match(number) and not _DOCUMENT_NUMBER.fullmatch(number):
            yield (
                path,
                Said(
                    f"发文字号“{number}”应写作“某某〔2026〕8号”，年份用六角括号",
                    f"the document number '{number}' should have the form 某某〔2026〕8号",
                ),
            )


def _weights(programme: Programme) -> Iterator[Fault]:
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


def _points(programme: Programme) -> Iterator[Fault]:
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


def _lengths(programme: Programme) -> Iterator[Fault]:
    """Limits of length stand in order: fair holds fine, fine holds about, tolerated comes last."""
    lengths: list[tuple[Path, Length | None]] = [
        (("title",), programme.title),
        (("summary_length",), programme.summary_length),
        *((("sections", i, "length"), s.length) for i, s in enumerate(programme.sections)),
    ]
    for path, length in lengths:
        if length and not _ordered(length):
            yield (
                path,
                Said(
                    "字数界限的次序不对：fair 应包含 fine，fine 应包含 about，"
                    "且 at_least ≤ at_most ≤ tolerated",
                    "the limits are out of order: fair holds fine, fine holds about, and "
                    "at_least ≤ at_most ≤ tolerated",
                ),
            )


def _ordered(length: Length) -> bool:
    low = [length.fair and length.fair[0], length.fine and length.fine[0]]
    high = [length.fine and length.fine[1], length.fair and length.fair[1]]
    if length.tolerated is not None and length.at_most is None:
        return False
    hard = [length.at_least, length.at_most, length.tolerated]
    return _rising([*low, length.about, *high]) and _rising(hard)


def _rising(values: Iterable[int | None]) -> bool:
    known = [value for value in values if value is not None]
    return known == sorted(known)


def _media(programme: Programme) -> Iterator[Fault]:
    """A rule on photos or videos that nothing could satisfy is a slip of the pen."""
    photos = programme.photos
    if photos and photos.at_least > photos.at_most:
        yield ("photos", "at_most"), Said("照片的上限小于下限", "at_most is below at_least")
    if photos and photos.fine_bytes is not None and photos.fine_bytes < photos.min_bytes:
        yield ("photos", "fine_bytes"), Said("fine_bytes 小于 min_bytes", "fine_bytes < min_bytes")
    if programme.video and not programme.video.containers:
        yield ("video", "containers"), Said("没有写视频格式", "no container is accepted")
    least = photos and max(photos.min_bytes, photos.fine_bytes or 0)
    if photos and photos.max_bytes is not None and photos.max_bytes < (least or 0):
        yield (
            ("photos", "max_bytes"),
            Said("max_bytes 小于要求的最少字节数", "max_bytes is below what is asked for"),
        )
    if photos and photos.prints and list(photos.prints.widths) != sorted(set(photos.prints.widths)):
        yield (
            ("photos", "prints", "widths"),
            Said("印刷宽度应从小到大，不重复", "widths rise, and none is repeated"),
        )


def _quota(programme: Programme) -> Iterator[Fault]:
    """A larger quota has the regions it is for, each once, and a quota is at least one case."""
    quota = programme.quota
    if quota is None:
        return
    if quota.per_recommender < 1:
        yield ("quota", "per_recommender"), Said("名额应至少为 1", "a quota is at least 1")
    if (quota.special is None) != (not quota.special_regions):
        yield (
            ("quota",),
            Said(
                "special 与 special_regions 应同时填写",
                "special and special_regions belong together",
            ),
        )
    if quota.special is not None and quota.special < quota.per_recommender:
        yield (
            ("quota", "special"),
            Said("特别名额小于一般名额", "the special quota is below the general one"),
        )
    yield from _repeated(
        (("quota", "special_regions", i), code) for i, code in enumerate(quota.special_regions)
    )


def _calendar(programme: Programme) -> Iterator[Fault]:
    """A step of the calendar has a time, and does not end before it starts."""
    for i, event in enumerate(programme.calendar):
        if event.start is None and event.end is None:
            yield (
                ("calendar", i),
                Said("请写 start 或 end（或两者）", "give a start, an end, or both"),
            )
        elif event.start and event.end and event.end.latest < event.start.earliest:
            yield ("calendar", i, "end"), Said("结束早于开始", "it ends before it starts")


def _mapping(programme: Programme) -> Iterator[Fault]:
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


def _fields(programme: Programme) -> Iterator[Fault]:
    """A public fact leads to a field of `case.yaml`; a private one never does.

    So do the fields that a section states, that are held against bounds, or that are evidence.
    """
    for i, fact in enumerate(programme.facts):
        path: Path = ("facts", i, "field")
        if fact.field is not None and not fact.public:
            yield (
                path,
                Said(
                    "不公开的信息只能放在 private/，不能对应 case.yaml 的字段",
                    "a fact that is not public lives in private/ and has no field in case.yaml",
                ),
            )
        else:
            yield from _unknown(path, fact.field)
    for i, section in enumerate(programme.sections):
        for j, stated in enumerate(section.states):
            yield from _unknown(("sections", i, "states", j), stated)
    for i, bounds in enumerate(programme.plausible):
        yield from _unknown(("plausible", i, "field"), bounds.field)
        yield from _unknown(("plausible", i, "per"), bounds.per)
    for i, direction in enumerate(programme.directions):
        for j, criterion in enumerate(direction.criteria):
            for k, evidence in enumerate(criterion.evidence):
                yield from _unknown(("directions", i, "criteria", j, "evidence", k), evidence)


def _unknown(path: Path, name: str | None) -> Iterator[Fault]:
    if name is not None and not _leads_somewhere(CaseData, name.split(".")):
        message = Said(f"case.yaml 没有“{name}”这个字段", f"case.yaml has no field '{name}'")
        yield path, message


def _bounds(programme: Programme) -> Iterator[Fault]:
    """Bounds that no number could keep are a slip of the pen; so is a section nobody knows."""
    for i, bounds in enumerate(programme.plausible):
        if bounds.at_least > bounds.at_most:
            said = Said("上限小于下限", "at_most is below at_least")
            yield ("plausible", i, "at_most"), said
    keys = {section.key for section in programme.sections}
    allowed = programme.advertising.allowed_in if programme.advertising else ()
    for i, key in enumerate(allowed):
        if key not in keys:
            said = Said(f"没有名为“{key}”的部分", f"there is no section '{key}'")
            yield ("advertising", "allowed_in", i), said


def _leads_somewhere(model: type[BaseModel], names: list[str]) -> bool:
    field = model.model_fields.get(names[0])
    if field is None:
        return False
    if names[0] == "measures":
        return len(names) == 2  # a measure is named by its key, which measures.yaml knows
    inner = next(_models(field.annotation), None)
    return len(names) == 1 or (inner is not None and _leads_somewhere(inner, names[1:]))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _expected(programme: Programme) -> Iterator[Fault]:
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


RULES: tuple[Callable[[Programme], Iterator[Fault]], ...] = (
    _unique,
    _number,
    _weights,
    _points,
    _lengths,
    _media,
    _quota,
    _calendar,
    workflow_faults,
    _mapping,
    _fields,
    _bounds,
    _expected,
)
