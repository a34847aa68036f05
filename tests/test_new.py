"""`new` and the schema: what an editor starts from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from building import BuiltLibrary, build, bytes_of, copy_real, differing

from casebook.check import check_library
from casebook.commands.schema import render_edition_schema, render_review_schema, render_schema
from casebook.load import load_library
from casebook.paths import HOME, Paths
from casebook.problem import Problem

CALLS = sorted(
    p.id for p in load_library(Paths.of(HOME)).library.programmes.values() if p.kind == "programme"
)
# What an unfinished case may lack; anything else would be a mistake of the starter itself.
TO_BE_FILLED_IN = {
    "case",
    "required-facts",
    "length",
    "rate",
    "compared-measures",
    "sections",
    "photos",
    "photo-files",
    "vetoes",
    "languages",
    "criteria",
    "placeholder",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_real(tmp_path / "library", ("cases",))


def problems(root: Path) -> list[Problem]:
    return check_library(load_library(Paths.of(root)), ["cases/2026-new"])


def filled_in_wrongly(found: list[Problem]) -> list[Problem]:
    """Return the problems of values that the starter wrote, and did not leave empty."""
    empty = re.compile(r"(?:\w+:|[{}, ])*")
    return [p for p in found if p.rule == "case" and not empty.fullmatch(p.value)]


def told(found: list[Problem]) -> str:
    return "\n".join(f"{p.place} {p.severity} [{p.rule}] {p.message.en}" for p in found)


@pytest.mark.parametrize("programme", CALLS)
def test_a_started_case_lacks_only_what_is_to_be_filled_in(root: Path, programme: str) -> None:
    assert build(root, "new", "--programme", programme, "--id", "2026-new") == 0
    folder = root / "cases/2026-new"
    assert sorted(p.name for p in folder.iterdir()) == ["case.yaml", "photos", "zh.md"]
    data = yaml.load((folder / "case.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert data["programme"] == programme and data["status"] == "draft"
    found = problems(root)
    assert found, "an empty case cannot be complete"
    assert {p.rule for p in found} <= TO_BE_FILLED_IN, told(found)
    assert filled_in_wrongly(found) == [], told(found)
    assert [p for p in found if p.severity == "error"] == [], told(found)
    assert build(root, "check") == 0, "a draft does not stop the others"


def test_an_approved_case_keeps_none_of_the_starter_s_words(root: Path) -> None:
    assert build(root, "new", "--programme", CALLS[0], "--id", "2026-new") == 0
    text = root / "cases/2026-new/zh.md"
    sections = text.read_text(encoding="utf-8").count("\n## ") + 1
    data = root / "cases/2026-new/case.yaml"
    for status, severity in (("draft", "warning"), ("approved", "error")):
        started = data.read_text(encoding="utf-8").replace("status: draft", f"status: {status}")
        data.write_text(started, encoding="utf-8")
        left = [p for p in problems(root) if p.rule == "placeholder"]
        assert [(p.place.line, p.severity) for p in left] == [
            (4 * number + 3, severity) for number in range(sections)
        ]


@pytest.mark.parametrize("programme", CALLS)
def test_every_field_that_is_offered_is_known(root: Path, programme: str) -> None:
    """The optional fields stand in comments: taken out of them, the model knows each."""
    assert build(root, "new", "--programme", programme, "--id", "2026-new") == 0
    path = root / "cases/2026-new/case.yaml"
    text = path.read_text(encoding="utf-8")
    offered = re.compile(r"^( *)# ([a-z_]+: .*)$", re.MULTILINE)
    assert len(offered.findall(text)) >= 10
    text = re.sub(r"^# yaml-language-server:.*\n", "", text)
    path.write_text(offered.sub(r"\1\2", text), encoding="utf-8")
    found = problems(root)
    refused = [p for p in found if "not a known key" in p.message.en or p.rule == "yaml"]
    assert refused == [], told(refused)
    assert filled_in_wrongly(found) == [], told(found)


def test_the_text_has_the_sections_of_its_programme(root: Path) -> None:
    library = load_library(Paths.of(root)).library
    for number, programme in enumerate(CALLS):
        assert build(root, "new", "--programme", programme, "--id", f"2026-n{number}") == 0
        text = (root / f"cases/2026-n{number}/zh.md").read_text(encoding="utf-8")
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert headings == [s.title.zh for s in library.programmes[programme].sections]


def test_a_case_is_started_whole_or_not_at_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the id would be taken, by a folder of which a part is missing."""
    arguments = ("new", "--id", "2026-new")
    with monkeypatch.context() as patched:
        patched.setattr("casebook.commands.new.case_markdown", lambda _: 1 / 0)
        assert build(root, *arguments) == 70
    assert not (root / "cases/2026-new").exists()
    assert build(root, *arguments) == 0
    assert not [path for path in (root / "cases").iterdir() if path.name.startswith(".")]


def test_the_newest_call_is_the_default(root: Path) -> None:
    assert build(root, "new", "--id", "2026-new") == 0
    text = (root / "cases/2026-new/case.yaml").read_text(encoding="utf-8")
    assert "programme: good-service-2026" in text


@pytest.mark.parametrize(
    ("case_id", "why"),
    [
        ("2022-kaixuanhui", "a case has it"),
        ("2020-former", "a renamed case had it"),
        ("2019-withdrawn-long-ago", "the ledger has it"),
        ("2026-folder", "a folder has it"),
    ],
)
def test_an_id_that_is_taken_is_refused(
    root: Path, case_id: str, why: str, capfd: pytest.CaptureFixture[str]
) -> None:
    ledger = root / "cases/published.yaml"
    text = ledger.read_text(encoding="utf-8")
    text = text.replace(
        "{id: 2022-jinyu-lanwan, published: 2026-11-20}",
        "{id: 2022-jinyu-lanwan, published: 2026-11-20, aliases: [2020-former]}",
    )
    text += "- {id: 2019-withdrawn-long-ago, published: 2019-01-01}\n"
    ledger.write_text(text, encoding="utf-8")
    (root / "cases/2026-folder").mkdir()
    before = bytes_of(root)
    assert build(root, "new", "--id", case_id) == 2, why
    assert case_id in capfd.readouterr().err
    assert differing(bytes_of(root), before) == []


@pytest.mark.parametrize(
    "case_id",
    ["", "xiangyu", "2026", "2026-", "2026-Xiangyu", "2026-翔宇", "2026-a_b", "2026-a--b"]
    + ["../2026-a", "2026-a/b", "2026-a\n", "2026-a/../../b"],
)
def test_an_id_of_another_form_is_refused(
    root: Path, case_id: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", (HOME / "build.py").open(encoding="utf-8"))
    before = bytes_of(root.parent)
    assert build(root, "new", "--id", case_id) == 2
    assert "2026-xiangyu" in capfd.readouterr().err, "the message shows the form"
    assert differing(bytes_of(root.parent), before) == []


@pytest.mark.parametrize("programme", ["nothing", "szpmia-002-2025"])
def test_what_is_no_call_for_cases_is_refused(
    root: Path, programme: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert build(root, "new", "--programme", programme, "--id", "2026-new") == 2
    said = capfd.readouterr().err
    assert programme in said and "good-service-2026" in said
    assert not (root / "cases/2026-new").exists()


def test_a_started_case_does_not_touch_the_site(built_site: BuiltLibrary, tmp_path: Path) -> None:
    root = built_site.copy(tmp_path / "library")
    before = bytes_of(root / "site")
    assert build(root, "new", "--id", "2026-new") == 0
    assert build(root) == 0
    assert differing(bytes_of(root / "site"), before) == []


# --- the schema -----------------------------------------------------------------------------------


def test_the_schema_of_the_repository_is_the_models() -> None:
    kept = (HOME / "cases" / "case.schema.json").read_text(encoding="utf-8")
    assert kept == render_schema(), "run: python build.py schema"


def test_schema_writes_the_files(root: Path) -> None:
    (root / "cases/case.schema.json").unlink()
    (root / "cases/review.schema.json").unlink()
    assert build(root, "schema") == 0
    assert (root / "cases/case.schema.json").read_text(encoding="utf-8") == render_schema()
    assert (root / "cases/review.schema.json").read_text(encoding="utf-8") == render_review_schema()


def test_the_schema_of_a_review_fits_the_sample() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(render_review_schema()))
    sample = HOME / "tests/libraries/sample/cases/2026-shili-jiayuan/review.yaml"
    tree = json.loads(json.dumps(yaml.safe_load(sample.read_text("utf-8")), default=str))
    assert not list(validator.iter_errors(tree))


def test_the_schema_of_an_edition_knows_every_key() -> None:
    kept = (HOME / "content" / "editions" / "edition.schema.json").read_text(encoding="utf-8")
    assert kept == render_edition_schema(), "run: python build.py schema"
    validator = jsonschema.Draft202012Validator(json.loads(kept))
    for path in HOME.glob("content/editions/*/edition.yaml"):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        data["date"] = str(data["date"])  # JSON has no dates
        assert list(validator.iter_errors(data)) == []
        assert list(validator.iter_errors({**data, "titel": {"zh": "x"}})), "it can fail"
        assert list(validator.iter_errors({**data, "trim": "大十六开"})), "it can fail"


def _unknown(schema: dict[str, Any], node: Any, whole: dict[str, Any], at: str) -> Iterator[str]:
    """Yield the keys that the schema does not have or misses, and values of another type.

    A small part of JSON Schema: enough to see that an editor's program would not underline them.
    """
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        yield from _unknown(whole["$defs"][name], node, whole, at)
    elif "anyOf" in schema:
        found = [list(_unknown(one, node, whole, at)) for one in schema["anyOf"]]
        yield from min(found, key=len)
    elif isinstance(node, dict):
        if schema.get("type") != "object":
            yield f"{at}: no mapping is allowed here"
        known = schema.get("properties", {})
        yield from (
            f"{at}.{key} is missing" for key in schema.get("required", ()) if key not in node
        )
        for key, value in node.items():
            if key in known:
                yield from _unknown(known[key], value, whole, f"{at}.{key}")
            elif not isinstance(schema.get("additionalProperties"), dict):
                yield f"{at}.{key} is not known"
    elif isinstance(node, list):
        if schema.get("type") != "array":
            yield f"{at}: no list is allowed here"
        for number, value in enumerate(node):
            yield from _unknown(schema.get("items", {}), value, whole, f"{at}[{number}]")
    else:
        kind = {bool: "boolean", int: "integer", float: "number"}.get(type(node), "string")
        allowed = schema.get("type", kind)
        allowed = {allowed} if isinstance(allowed, str) else set(allowed)
        if kind not in allowed | ({"integer"} if "number" in allowed else set()):
            yield f"{at} is not a {' or '.join(sorted(allowed))}"


def test_the_schema_knows_every_key_of_every_case() -> None:
    whole = json.loads(render_schema())
    paths = [*HOME.glob("cases/*/case.yaml"), *HOME.glob("tests/libraries/*/cases/*/case.yaml")]
    assert len(paths) >= 9
    for path in paths:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert list(_unknown(whole, data, whole, path.parent.name)) == []
    bad = {**data, "titel": {"zh": "x"}, "community": {**data["community"], "households": "x"}}
    assert len(list(_unknown(whole, bad, whole, "bad"))) == 2, "the test itself can fail"
