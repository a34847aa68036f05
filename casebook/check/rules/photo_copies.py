"""重复的照片。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from casebook.media.album import album_of, looks_of
from casebook.media.alike import BURST, alike, distance
from casebook.model.library import Case, Library
from casebook.photo_pairs import Shown, pairs_of
from casebook.problem import Problem, Said

RULE = "photo-copies"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A photo as it is listed in a case; `name` is what a message calls it in another case.

    Of two cases the one published first has the photo, the other one is asked for another.
    """

    case: Case
    number: int
    file: str
    path: Path
    digest: str
    mark: str
    pair: Shown | None

    def is_paired(self, other: _Entry) -> bool:
        """Return whether both show one place before and after, and so may well be alike."""
        return self.case is other.case and self.pair is not None and self.pair == other.pair

    @property
    def name(self) -> str:
        return f"cases/{self.case.id}/{self.file}"

    @property
    def rank(self) -> tuple[bool, date, str, int]:
        data = self.case.data
        return data.status != "published", data.published or date.max, self.case.id, self.number


def check(library: Library) -> Iterator[Problem]:
    """一张照片只用一次：同一案例里、不同案例之间都不能重复，也不要用几乎一样的照片。

    依据：附2-120。内容完全相同的文件是错误；看上去几乎一样的（另存过、缩放过、连拍的）是提醒，不同
    案例之间几乎一样的多半是拿错了照片。前后对比的一对（before）和已撤回的案例不比较。改法：每张照片换一个场景，删去多余的。
    """
    entries = sorted(_entries(library), key=lambda entry: entry.rank)
    first: dict[str, _Entry] = {}
    fresh: list[_Entry] = []
    for entry in entries:
        earlier = first.setdefault(entry.digest, entry)
        if earlier is entry:
            fresh.append(entry)
        elif earlier.path != entry.path:  # listed twice: `photos` says that
            yield _problem(entry, earlier, same=True)
    by_name = {entry.name: entry for entry in fresh}
    reported = set()
    for name, earlier_name in alike((entry.name, entry.mark) for entry in fresh if entry.mark):
        if by_name[name].is_paired(by_name[earlier_name]):
            continue
        reported.add(name)
        yield _problem(by_name[name], by_name[earlier_name], same=False)
    yield from _bursts([entry for entry in fresh if entry.name not in reported and entry.mark])


def _entries(library: Library) -> Iterator[_Entry]:
    album = album_of(library.root)
    for case in library.cases:
        if case.data.status == "withdrawn":
            continue
        pairs = pairs_of(case.data.photos)
        for number, photo, path, look in looks_of(library, case):
            pair = pairs.get(photo.file)
            digest = album.digest(path)
            yield _Entry(case, number, photo.file, path.resolve(), digest, look.mark, pair)


def _bursts(entries: list[_Entry]) -> Iterator[Problem]:
    """Compare the photos of one case more strictly: there are few, and they belong together."""
    of_case: dict[str, list[_Entry]] = {}
    for entry in entries:
        before = of_case.setdefault(entry.case.id, [])
        others = (e for e in before if not entry.is_paired(e))
        near = (e for e in others if distance(e.mark, entry.mark) <= BURST)
        if earlier := next(near, None):
            yield _problem(entry, earlier, same=False)
        before.append(entry)


def _problem(entry: _Entry, earlier: _Entry, *, same: bool) -> Problem:
    other = earlier.file if earlier.case.id == entry.case.id else earlier.name
    within = earlier.case.id == entry.case.id
    message = (
        Said(
            f"“{entry.file}”与“{other}”是同一张照片",
            f"'{entry.file}' is the same photo as '{other}'",
        )
        if same
        else Said(
            f"“{entry.file}”与“{other}”几乎一样",
            f"'{entry.file}' and '{other}' are all but the same",
        )
    )
    hint = (
        Said("请换一张别的场景，或只留一张。", "Choose another scene, or keep one of the two.")
        if within
        else Said(
            "请核对是不是拿错了：每个小区用自己的照片。",
            "See whether they were mixed up: each community has photos of its own.",
        )
    )
    return Problem(
        entry.case.place("photos", entry.number, "file"),
        RULE,
        message,
        hint,
        value=entry.file,
        severity="error" if same else "warning",
    )
