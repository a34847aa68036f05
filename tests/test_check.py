"""Every example under `tests/check/`: laid over the base library, the check says what it should.

An example is a folder with files of a library, the report in Chinese (`expected.txt`) and in
English (`expected.en.txt`), and perhaps `remove.txt`, a list of files of the base library that the
example does without, `base.txt`, the name of another library that it is laid over, and
`videos.txt`, the films that are made for it (`made_videos.make_films`).
`pytest --update-golden` writes the reports; read them before committing.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from made_videos import make_films

from casebook.check import check_library
from casebook.check.report import render_report
from casebook.check.rules import NEVER_WAIVED, RULES
from casebook.load import load_library
from casebook.paths import Paths
from casebook.problem import LOCALES, Place, Problem, Said

HERE = Path(__file__).parent
BASE = HERE / "libraries" / "base"
EXAMPLES = sorted(path.parent for path in HERE.glob("check/*/*/expected.txt"))
REPORTS = {"zh": "expected.txt", "en": "expected.en.txt"}
BESIDE = frozenset({*REPORTS.values(), "remove.txt", "base.txt", "videos.txt"})


def lay_over(example: Path, library: Path) -> None:
    """Make the library of an example: the base with the example's files laid over it."""
    base = example / "base.txt"
    name = base.read_text("utf-8").strip() if base.is_file() else BASE.name
    shutil.copytree(BASE.parent / name, library)
    listed = example / "remove.txt"
    for name in listed.read_text("utf-8").split() if listed.is_file() else ():
        (library / name).unlink()
    shutil.copytree(
        example,
        library,
        dirs_exist_ok=True,
        ignore=lambda folder, names: BESIDE & set(names) if Path(folder) == example else set(),
    )
    films = example / "videos.txt"
    if films.is_file():
        make_films(films.read_text("utf-8"), library)
    for path in (library / "private", *library.glob("private/*")):
        if path.exists():  # whatever the permissions of the repository's copy
            path.chmod(0o700 if path.is_dir() else 0o600)


def check(root: Path, *only: str) -> list[Problem]:
    return check_library(load_library(Paths.of(root)), only)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_example(example: Path, tmp_path: Path, update_golden: bool) -> None:
    lay_over(example, tmp_path / "library")
    problems = check(tmp_path / "library")
    for locale in LOCALES:
        said = render_report(problems, "text", locale, infos=True)
        golden = example / REPORTS[locale]
        if update_golden:
            golden.write_text(said, "utf-8")
        assert said == golden.read_text("utf-8")
        assert said, "an example without a problem shows nothing"


def test_every_rule_has_an_example() -> None:
    assert {path.parent.name for path in EXAMPLES} >= {rule.RULE for rule in RULES}


def test_every_rule_is_documented_for_editors() -> None:
    for rule in RULES:
        assert "改法" in (rule.check.__doc__ or ""), rule.RULE


@pytest.mark.parametrize("name", ["base", "staged"])
def test_the_base_library_is_clean(name: str, tmp_path: Path) -> None:
    root = shutil.copytree(BASE.parent / name, tmp_path / name)  # a check keeps what it has seen
    assert check(root) == []


def test_the_published_library_is_clean() -> None:
    """003-03, 003-16."""
    assert render_report(check(HERE.parent), "text", "zh") == ""


def test_ten_slips_are_ten_problems(tmp_path: Path) -> None:
    """Ten slips in one case, each reported once, at its place."""
    library = tmp_path / "library"
    shutil.copytree(BASE, library)
    case = library / "cases" / "2026-yangli"
    data = (case / "case.yaml").read_text("utf-8")
    for right, wrong in (
        ("type: commercial", "type: 商品房"),
        ('region: "440104"', 'region: "440105"'),
        ("floor_area: 50000", "floor_area: 5万"),
        ("value: 95", "value: 85"),
        ("before: 12, ", ""),
        ("criteria: [party.1]", "criteria: [party.9]"),
        ("photos/gate.jpg", "photos/gates.jpg"),
        ("样例小区每月议事一次。", "样例小区每月议事一次，电话１３８ ００１３ ８０００。"),
    ):
        assert right in data
        data = data.replace(right, wrong)
    (case / "case.yaml").write_text(data, "utf-8")
    text = (case / "zh.md").read_text("utf-8")
    text = text.replace("## 解决措施", "## 解决办法").replace("会后公示", "会后<br>公示")
    (case / "zh.md").write_text(text, "utf-8")
    (case / "photos" / "gate.jpg").rename(case / "gate.jpg")
    (case / "gate.jpg").unlink()

    found = [(str(p.place).removeprefix("cases/2026-yangli/"), p.rule) for p in check(library)]

    assert found == [
        ("case.yaml:5:28", "personal-data"),
        ("case.yaml:9:17", "region"),
        ("case.yaml:10:9", "unknown-term"),
        ("case.yaml:13:15", "case"),
        ("case.yaml:17:51", "rate"),
        ("case.yaml:18:5", "compared-measures"),
        ("case.yaml:19:12", "criteria"),
        ("case.yaml:24:12", "photo-files"),
        ("zh.md:5:4", "sections"),
        ("zh.md:9:27", "raw-html"),
    ]


def test_only_the_given_paths(tmp_path: Path) -> None:
    library = tmp_path / "library"
    lay_over(HERE / "check" / "links" / "schemes", library)
    everything = check(library)
    assert check(library, ".") == everything
    assert check(library, "cases/2026-yangli") == everything
    assert check(library, "cases/2026-yang") == []
    assert check(library, "content") == []
    assert check(library, str(library / "cases" / "2026-yangli" / "zh.md")) == everything
    assert check(library, "../elsewhere") == []


def test_a_draft_may_be_unfinished(tmp_path: Path) -> None:
    library = tmp_path / "library"
    shutil.copytree(BASE, library)
    case = library / "cases" / "2026-yangli"
    data = (case / "case.yaml").read_text("utf-8").replace("status: published", "status: draft")
    data = data.replace("published: 2026-09-01\n", "").replace("  floor_area: 50000\n", "")
    (case / "case.yaml").write_text(data, "utf-8")
    (case / "zh.md").write_text("## 小区简介\n\n手机13800138000。\n", "utf-8")
    (library / "cases" / "published.yaml").write_text("[]\n", "utf-8")
    found = {(p.rule, p.severity) for p in check(library)}
    assert ("required-facts", "warning") in found
    assert ("sections", "warning") in found
    assert {rule for rule, severity in found if severity == "error"} == {"personal-data"}


def test_a_photo_reached_over_a_link_is_refused(tmp_path: Path) -> None:
    library = tmp_path / "library"
    shutil.copytree(BASE, library)
    photo = library / "cases" / "2026-yangli" / "photos" / "gate.jpg"
    photo.rename(tmp_path / "elsewhere.jpg")
    photo.symlink_to(tmp_path / "elsewhere.jpg")
    assert [p.rule for p in check(library)] == ["photo-files"]


def test_what_cannot_be_waived() -> None:
    asked = {"personal-data", "photo-people", "private-files", "video-people", "vetoes"}
    assert asked == NEVER_WAIVED


PROBLEM = Problem(
    Place("cases/a,b:c/zh.md", 3, 7),
    "links",
    Said("百分之 50%\n换行", "50%\nnew line"),
    Said("改", "mend"),
    value="x",
    allowed=("y",),
)


def test_github_annotations_are_escaped() -> None:
    assert render_report([PROBLEM], "github", "en") == (
        "::error file=cases/a%2Cb%3Ac/zh.md,line=3,col=7,title=links::50%25%0Anew line%0Amend\n"
    )


def test_json_is_stable() -> None:
    report = json.loads(render_report([PROBLEM], "json", "zh"))
    assert report == {
        "problems": [
            {
                "file": "cases/a,b:c/zh.md",
                "line": 3,
                "column": 7,
                "severity": "error",
                "rule": "links",
                "message": "百分之 50%\n换行",
                "hint": "改",
                "value": "x",
                "allowed": ["y"],
            }
        ],
        "errors": 1,
        "warnings": 0,
    }
    assert json.loads(render_report([], "json", "zh")) == {
        "problems": [],
        "errors": 0,
        "warnings": 0,
    }


def test_infos_only_when_asked() -> None:
    info = Problem(Place("a"), "length", Said("提", "i"), severity="info")
    assert render_report([info], "text", "zh") == ""
    assert render_report([info], "text", "en", infos=True) == "a:1:1: info: i [length]\n1 info.\n"


def test_a_report_shows_what_cannot_be_seen() -> None:
    """A name or a value must not turn what a terminal shows (https://trojansource.codes/)."""
    place = Place("content/a\u202e\n.yaml", 3)
    problem = Problem(place, "links", Said("“\x1b[2J\u2066”", "'\u200b'"), Said("👍🏽\u202d", "a"))
    text = render_report([problem], "text", "zh")
    assert text.startswith("content/a\\u202e\\u000a.yaml:3:1: 错误: “\\u001b[2J\\u2066” [links]")
    assert "    👍🏽\\u202d\n" in text
    assert "\u200b" not in render_report([problem], "github", "en")
