"""Photos before and after (002-M3) stand together: on the page, in the book, in the data."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from building import BuiltLibrary
from exporting import world_at
from lxml import html
from video_library import CASE, PAIRS

from casebook.exports.case_text import prose_of
from casebook.model.media import Photo
from casebook.photo_pairs import left_over, pairs_of, together
from casebook.yearbook.cases import CasePrinter
from casebook.yearbook.pictures import PhotoFile


def photos(*given: str) -> list[Photo]:
    """Make photos of `file` or `file<before`."""
    made = (one.partition("<") for one in given)
    return [
        Photo.model_validate(
            {"file": file, "caption": {"zh": "图"}, "alt": {"zh": "图"}, "before": before or None}
        )
        for file, _, before in made
    ]


@pytest.mark.parametrize(
    ("in_text", "shown", "rest"),
    [
        ("", [], ["a b", "c"]),
        ("b", ["a b"], ["c"]),
        ("a", ["a b"], ["c"]),
        ("c b a", ["c", "a b", ""], []),
        ("a c b", ["a b", "c", ""], []),
    ],
)
def test_a_pair_stands_where_the_first_of_both_does(
    in_text: str, shown: Sequence[str], rest: Sequence[str]
) -> None:
    listed = photos("a", "b<a", "c")
    places = together(in_text.split(), pairs_of(listed))
    assert [" ".join(files) for files in places.values()] == shown
    assert [" ".join(files) for files in left_over(listed, places)] == rest


def test_what_is_paired_wrongly_stands_alone() -> None:
    listed = photos("a", "b<a", "c<b", "d<x", "e<e", "f<a")
    assert pairs_of(listed) == {"a": ("a", "b"), "b": ("a", "b")}


def test_a_page_shows_pairs(video_site: BuiltLibrary) -> None:
    """One in the text, one below it, neither of them twice, and none as the page's own picture."""
    page = html.document_fromstring((video_site.out / "cases" / CASE / "index.html").read_bytes())
    pairs = page.find_class("before-after")
    assert [pair.xpath("ancestor::article | ancestor::*[@class='band']") != [] for pair in pairs]
    assert [pair.get("aria-label") for pair in pairs] == ["前后对比", "前后对比"]
    for pair, names in zip(pairs, PAIRS, strict=True):
        captions = [c.text_content() for c in pair.iter("figcaption")]
        assert captions == [f"之前{names[0]}", f"之后{names[1]}"]
    assert len(page.find_class("photo")) == 5
    assert len(page.xpath("//*[@class='opener-photo']//img")) == 1


def test_the_book_has_a_row_for_a_pair(video_site: BuiltLibrary) -> None:
    world = world_at(video_site.root)
    case = next(case for case in world.library.cases if case.id == CASE)
    printer = CasePrinter(
        world.library, "zh", world.site_url, world.words, lambda _, file: PhotoFile(file, 48, 36)
    )
    said = printer.case(case)
    in_text = [node["row"] for node in _every(said["sections"]) if node.get("kind") == "pictures"]
    rows = [[photo["caption"] for photo in row] for row in (*in_text, *said["photos"])]
    assert [f"之前\u3000{PAIRS[0][0]}", f"之后\u3000{PAIRS[0][1]}"] == rows[0]
    assert [f"之前\u3000{PAIRS[1][0]}", f"之后\u3000{PAIRS[1][1]}"] in rows[1:]
    assert len([caption for row in rows for caption in row]) == 5


def test_data_and_text_name_both(video_site: BuiltLibrary) -> None:
    path = video_site.out / "api/v1/cases" / f"{CASE}.json"
    listed = json.loads(path.read_text(encoding="utf-8"))["photos"]
    by_name = {photo["caption"]["zh"]: photo for photo in listed}
    for old, new in PAIRS:
        assert by_name[new]["before"] == by_name[old]["files"][0]["url"]
        assert by_name[old]["before"] is None
    world = world_at(video_site.root)
    case = next(case for case in world.library.cases if case.id == CASE)
    figure = prose_of(world, case, "zh").figure
    assert figure("photos/roof.jpg").count("![") == 2


def _every(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        return [value, *(inner for part in value.values() for inner in _every(part))]
    return [inner for part in value for inner in _every(part)] if isinstance(value, list) else []
