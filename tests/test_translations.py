"""The state of every translation: recorded, stale when the Chinese changes, shown to readers."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import BASE, build, edit
from lxml import html
from made_photos import small_photo
from small_library import write_small_library
from tongues import CHINESE, ENGLISH, make_tongues

from casebook.cli import main
from casebook.load import load_library
from casebook.model.base import Bilingual, Localized, Model
from casebook.model.edition import Edition
from casebook.model.library import MeasureKind
from casebook.model.programme import Programme
from casebook.paths import HOME, Paths
from casebook.problem import LOCALES
from casebook.site.settings import SiteSettings
from casebook.translation import Rendering, State, Subject, subjects_of
from casebook.translation.units import case_names, names_of
from casebook.words import load_words

ID = "2026-yangli"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    shutil.copytree(BASE, library)
    return library


def subject(root: Path, id: str = ID) -> Subject:
    paths = Paths.of(root)
    loaded = load_library(paths)
    assert [p for p in loaded.problems if p.severity == "error"] == []
    return subjects_of(loaded.library, paths.content)[id]


def states(root: Path, id: str = ID) -> dict[str, State]:
    return {r.field: r.state for r in subject(root, id).renderings}


def find(root: Path, field: str) -> Rendering:
    return next(r for r in subject(root).renderings if r.field == field)


def yaml(root: Path) -> Path:
    return root / "cases" / ID / "case.yaml"


# --- states ---------------------------------------------------------------------------------------


def test_english_that_nobody_recorded_is_said_to_be_so(root: Path) -> None:
    found = states(root)
    assert found["title"] == found["text.profile"] == "unrecorded"
    assert found["photos.1.caption"] == found["source.title"] == "missing"
    assert find(root, "photos.1.caption").lacks == "en"
    assert not any(field.startswith("vetoes") for field in found), "not shown to readers"


def test_a_change_of_the_chinese_makes_the_english_stale(root: Path) -> None:
    assert build(root, "translated", ID) == 0
    assert set(states(root).values()) == {"current", "missing"}
    edit(yaml(root), "zh: 四方议事让老小区焕新", "zh: 四方议事让老小区焕新颜")
    stale = subject(root).are("stale")
    assert [r.field for r in stale] == ["title"]
    place = stale[0].place
    line = yaml(root).read_text("utf-8").splitlines()[place.line - 1]
    assert line[place.column - 1 :].startswith("Four parties")
    assert build(root, "translated", ID, "title") == 0
    assert subject(root).are("stale") == ()


def test_a_change_of_the_english_is_the_translators_own_affair(root: Path) -> None:
    assert build(root, "translated", ID) == 0
    edit(yaml(root), "en: Four parties renew", "en: How four parties renew")
    assert set(states(root).values()) == {"current", "missing"}


def test_passages_are_stale_one_by_one_and_marks_are_no_text(root: Path) -> None:
    text = root / "cases" / ID / "zh.md"
    assert build(root, "translated", ID) == 0
    edit(text, 'criteria="party.1"', 'criteria="service.1"')
    assert subject(root).are("stale") == ()
    source = text.read_text("utf-8")
    headings = re.findall("^### .*$", source, re.MULTILINE)
    assert headings
    edit(text, headings[0], headings[0].replace("### ", "### 新的"))
    stale = subject(root).are("stale")
    assert len(stale) == 1 and stale[0].field.endswith(".1")
    assert stale[0].place.file == f"cases/{ID}/en.md"


def with_figures(root: Path, *labels: tuple[str, str]) -> None:
    lines = "".join(
        f"  - {{label: {{zh: {zh}, en: {en}}}, value: 1, unit: {{zh: 个, en: pieces}}}}\n"
        for zh, en in labels
    )
    text = re.sub(r"(?m)^figures:\n(  - .*\n)+", "", yaml(root).read_text("utf-8"))
    yaml(root).write_text(f"{text}figures:\n{lines}", encoding="utf-8")


def test_items_of_a_list_may_move(root: Path) -> None:
    lift, tree, lamp = ("电梯", "lifts"), ("树", "trees"), ("路灯", "lamps")
    with_figures(root, lift, tree)
    assert build(root, "translated", ID) == 0
    with_figures(root, lamp, tree, lift)
    found = states(root)
    assert found["figures.2.label"] == found["figures.3.label"] == "current"
    assert found["figures.1.label"] == "unrecorded", "new, and none of the others has changed"
    with_figures(root, lift, ("树木", "trees"))
    found = states(root)
    assert found["figures.1.label"] == "current" and found["figures.2.label"] == "stale"
    # of two that were equal, one changes
    with_figures(root, tree, tree)
    assert build(root, "translated", ID) == 0
    with_figures(root, tree, lamp)
    assert states(root)["figures.2.label"] == "stale"
    with_figures(root, lift, tree)
    assert build(root, "translated", ID) == 0
    # of two that changed, one is done: the other stays stale
    with_figures(root, ("新电梯", "lifts"), ("树木", "trees"))
    assert build(root, "translated", ID, "figures.1.label") == 0
    found = states(root)
    assert found["figures.1.label"] == "current" and found["figures.2.label"] == "stale"


def test_either_language_may_be_the_one_that_is_missing(tmp_path: Path) -> None:
    library = make_tongues(tmp_path / "library")
    paths = Paths.of(library)
    subjects = subjects_of(load_library(paths).library, paths.content)
    assert {r.lacks for r in subjects[CHINESE].renderings} == {"en"}
    english = {r.field: r.lacks for r in subjects[ENGLISH].renderings}
    assert english["title"] == english["text.profile"] == "zh"
    assert english["photos.1.alt"] == "en", "captions must be there in Chinese"


# --- the record -----------------------------------------------------------------------------------


def test_the_record_is_sorted_one_digest_a_line_and_merges(root: Path) -> None:
    with_figures(root, ("电梯", "lifts"), ("树", "trees"))
    assert build(root, "translated", ID) == 0
    path = root / "cases" / ID / "translations.yaml"
    text = path.read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    names = [line for line in lines if not line.startswith(" ")]
    assert names == sorted(names) and "figures.label:" in names
    assert all(re.fullmatch(r'  - "[0-9a-f]{12}"', x) for x in lines if x not in names)
    at = lines.index("figures.label:")
    assert lines[at + 1 : at + 3] == sorted(lines[at + 1 : at + 3])
    # the same again is the same bytes; what a merge left over is of no account
    path.write_text(
        text.replace("figures.label:\n", 'figures.label:\n  - "000000000000"\n'), "utf-8"
    )
    assert "stale" not in states(root).values()
    assert build(root, "translated", ID) == 0
    assert path.read_text("utf-8") == text


def test_what_stands_in_the_contents_is_recorded_beside_them(root: Path) -> None:
    assert build(root, "translated", "programmes/small", "directions") == 0
    first = (root / "content" / "translations.yaml").read_text("utf-8")
    found = states(root, "programmes/small")
    assert found["directions.1.criteria.1.text"] == "current" and found["name"] == "unrecorded"
    for locale, title in (("zh", "帮助"), ("en", "Help")):
        folder = root / "content" / "pages" / locale
        folder.mkdir(parents=True)
        (folder / "help.md").write_text(f"# {title}\n\n{title}\n\n## {title}\n\n{title}\n", "utf-8")
    assert build(root, "translated", "pages/help") == 0
    both = (root / "content" / "translations.yaml").read_text("utf-8")
    assert set(first.splitlines()) < set(both.splitlines())
    edit(root / "content/pages/zh/help.md", "## 帮助", "## 怎样帮助")
    stale = subject(root, "pages/help").are("stale")
    assert [str(r.place) for r in stale] == ["content/pages/en/help.md:5:1"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2026-yangly"], f"Did you mean {ID}?"),
        (["programmes/smal"], "Did you mean programmes/small?"),
        ([ID, "titel"], "Did you mean title?"),
    ],
)
def test_a_slip_is_answered_with_what_there_is(
    root: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(root), "--lang", "en", "translated", *arguments]) == 2
    assert said in capsys.readouterr().err


# --- the report -----------------------------------------------------------------------------------


def report(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["--root", str(root), *arguments, "check", "--translations"]) == 0
    return capsys.readouterr().out


@pytest.fixture
def changed(root: Path) -> Path:
    assert build(root, "translated", ID) == 0
    edit(yaml(root), "zh: 四方议事让老小区焕新", "zh: 四方议事让老小区焕新颜")
    return root


def test_the_report_counts_and_names_what_is_open(
    changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = report(changed, capsys)
    counts = subject(changed).counts
    row = next(line for line in text.splitlines() if line.endswith(f"  {ID}"))
    assert [int(n) for n in row.split()[:4]] == [
        counts[s] for s in ("current", "unrecorded", "stale", "missing")
    ]
    assert f"cases/{ID}/case.yaml:4:30: “title”的中文在译成英文之后改过" in text
    assert f"python build.py translated {ID} title" in text
    assert re.search(rf"cases/{ID}/case\.yaml:\d+:\d+: “photos\.1\.caption”没有英文", text)
    english = report(changed, capsys, "--lang", "en")
    assert "the Chinese of 'title' has changed since it was translated" in english


def test_programs_read_the_same(changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--root", str(changed), "check", "--translations", "--format", "json"])
    read = json.loads(capsys.readouterr().out)
    entry = next(s for s in read["subjects"] if s["id"] == ID)
    assert entry["stale"] == read["stale"] == 1
    assert [f for f in entry["fields"] if f["state"] == "stale"] == [
        {
            "field": "title",
            "state": "stale",
            "lacks": None,
            "file": f"cases/{ID}/case.yaml",
            "line": 4,
            "column": 30,
        }
    ]
    assert main(["--root", str(changed), "check", "--translations", "--format", "github"]) == 0
    notes = capsys.readouterr().out.splitlines()
    assert f"::notice file=cases/{ID}/case.yaml,line=4,col=30,title=stale" in notes[0]
    assert len(notes) == entry["stale"] + entry["missing"] + sum(
        s["stale"] + s["missing"] for s in read["subjects"] if s["id"] != ID
    )


def test_the_report_may_be_of_one_case(changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = changed / "cases" / ID
    for path in (folder, folder / "case.yaml", folder / "translations.yaml"):
        main(["--root", str(changed), "check", "--translations", "--format", "json", str(path)])
        assert [s["id"] for s in json.loads(capsys.readouterr().out)["subjects"]] == [ID]


def test_what_cannot_be_read_is_not_passed_over(
    changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(yaml(changed), "title: {zh", "title: {{zh")
    assert main(["--root", str(changed), "check", "--translations"]) == 1
    assert "case.yaml:4" in capsys.readouterr().err


# --- what readers see -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_small_library(tmp_path_factory.mktemp("read") / "library")
    assert build(root, "translated", ID) == 0
    assert build(root, "translated", "pages/about") == 0
    edit(yaml(root), "zh: 样例小区每月议事一次。", "zh: 样例小区每个月议事一次。")
    about = root / "content" / "pages" / "zh" / "about.md"
    about.write_text(about.read_text("utf-8") + "\n新的一段。\n", encoding="utf-8")
    draft = root / "cases" / "2026-draft"
    shutil.copytree(root / "cases" / ID, draft)
    (draft / "photos" / "gate.jpg").write_bytes(small_photo(99))
    edit(draft / "case.yaml", "status: published\npublished: 2026-09-01", "status: draft")
    edit(draft / "case.yaml", "zh: 样例小区,", "zh: 未发布小区,")
    assert build(root, "site") == 0
    return root / "site"


def _notices(page: Path) -> list[str]:
    return [" ".join(n.text_content().split()) for n in _tree(page).xpath("//*[@role='note']")]


def _tree(page: Path) -> html.HtmlElement:
    return html.document_fromstring(page.read_text("utf-8"))


def test_english_that_is_stale_says_so(site: Path) -> None:
    words = load_words(HOME / "theme")
    said = words.say("translations.outdated", "en")
    assert _notices(site / "en" / "cases" / ID / "index.html") == [said]
    assert _notices(site / "cases" / ID / "index.html") == []
    assert _notices(site / "en/cases/2026-chaoyang/index.html") == []
    assert _notices(site / "en/about/index.html") == [said]
    assert (
        _notices(site / "about/index.html") == _notices(site / "en/how-selected/index.html") == []
    )


def _rows(page: Path) -> Iterator[tuple[str, list[int], str]]:
    for row in _tree(page).xpath("//table[@class='translations']/tbody/tr"):
        (link,) = row.xpath("./th/a/@href")
        counts = [int(cell.text_content()) for cell in row.xpath("./td")]
        yield link.rstrip("/").rpartition("/")[2], counts, row.text_content()


def test_the_page_counts_what_the_report_counts(site: Path) -> None:
    for prefix, word in (("", "中文已改动：摘要"), ("en/", "The Chinese has changed: summary")):
        page = site / prefix / "translations" / "index.html"
        rows = {name: (counts, text) for name, counts, text in _rows(page)}
        found = subject(site.parent).counts
        assert rows[ID][0] == [found["current"] + found["unrecorded"], 1, found["missing"]]
        assert word in rows[ID][1]
        assert rows["about"][0][1:] == [1, 0]
        assert {"small", "2026-only-zh", "how-selected"} <= set(rows)
        assert "2026-draft" not in rows and "2026-taken-back" not in rows
        assert "未发布小区" not in page.read_text("utf-8")


# --- both languages, asserted where they are loaded -----------------------------------------------


@pytest.mark.parametrize("model", [Programme, Edition, MeasureKind, SiteSettings])
def test_what_organises_the_site_must_be_in_both_languages(model: type[Model]) -> None:
    assert list(names_of(model))
    assert _in_one_language(model) == []


def _in_one_language(model: type[Model], seen: frozenset[type] = frozenset()) -> list[str]:
    from casebook.translation.units import _models_in

    found = []
    for name, field in model.model_fields.items():
        for inner in _models_in(field.annotation):
            if issubclass(inner, Localized):
                found += [] if issubclass(inner, Bilingual) else [f"{model.__name__}.{name}"]
            elif inner not in seen:
                found += _in_one_language(inner, seen | {inner})
    return found


def test_the_walk_finds_what_may_be_in_one_language() -> None:
    from casebook.model.case import CaseData

    assert "Community.name" in _in_one_language(CaseData)
    assert {"title", "community.name", "figures.label", "fee.label"} <= set(case_names())


def test_editorial_pages_have_the_same_names_in_both_languages() -> None:
    names = {x: {p.name for p in HOME.glob(f"content/pages/{x}/*.md")} for x in LOCALES}
    assert names["zh"] == names["en"] != set()


def test_every_interface_word_is_in_both_languages() -> None:
    for key, both in load_words(HOME / "theme").entries.items():
        assert set(both) == set(LOCALES) and all(both.values()), key
