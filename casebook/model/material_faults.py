"""What must hold in what a programme asks of the material: lengths, media, fields and bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel

from casebook.model.case import CaseData
from casebook.model.fault import Fault, Path
from casebook.model.material import Length
from casebook.model.programme import Programme
from casebook.problem import Said


def check_lengths(programme: Programme) -> Iterator[Fault]:
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


def check_media(programme: Programme) -> Iterator[Fault]:
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


def check_fields(programme: Programme) -> Iterator[Fault]:
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


def check_bounds(programme: Programme) -> Iterator[Fault]:
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
