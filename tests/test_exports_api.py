"""The API: documents follow their schemas, addresses lead somewhere, no word is lost."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from building import edit
from exporting import (
    CHANGED,
    FORMER,
    RENAMED,
    UNTRANSLATED,
    URL,
    WITH_PHOTOS,
    WITHDRAWN,
    Exported,
    exported,
)
from openapi_spec_validator import OpenAPIV31SpecValidator
from small_library import write_small_library

from casebook.exports import list_documents
from casebook.exports.documents import KINDS
from casebook.exports.list_documents import cases as case_parts
from casebook.exports.shapes.case import CaseDocument
from casebook.prose.nodes import parse_nodes


def _documents(made: Exported) -> dict[str, Any]:
    names = (n for n in made.files if n.startswith("api/v1/") and "/schemas/" not in n)
    return {n: json.loads(made.files[n]) for n in names if not n.endswith("openapi.json")}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from _strings(entry)


def test_every_document_follows_the_schema_that_it_names(made: Exported) -> None:
    documents = _documents(made)
    used = set()
    for name, document in documents.items():
        address = document["$schema"]
        schema = json.loads(made.files[address.removeprefix(URL)])
        assert schema["$id"] == address
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(
            schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
        )
        assert [e.message for e in validator.iter_errors(document)] == [], name
        used.add(schema["title"])
    assert used == {kind.zh for kind in KINDS}
    assert len(documents) == len(KINDS) - 2 + 7 + 4  # seven cases and four programmes


def test_a_schema_refuses_a_document_that_lacks_a_field(made: Exported) -> None:
    schema = made.json("schemas/case.json")
    document = made.json(f"cases/{WITH_PHOTOS}.json")
    for field in CaseDocument.model_fields:
        name = "$schema" if field == "schema_address" else field
        less = {key: value for key, value in document.items() if key != name}
        assert list(jsonschema.Draft202012Validator(schema).iter_errors(less)), name


def test_every_field_is_explained_in_both_languages(made: Exported) -> None:
    schema = made.json("schemas/case.json")
    shapes = [schema, *schema["$defs"].values()]
    for shape in shapes:
        for name, field in shape["properties"].items():
            assert re.search("[\u4e00-\u9fff]|Markdown", field["title"]), name
            assert field["description"].endswith((".", ">")), name
    assert len(shapes) > 20


def test_openapi_is_valid_and_its_examples_fit(made: Exported) -> None:
    described = made.json("openapi.json")
    assert described["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(described).iter_errors()) == []
    assert described["servers"] == [{"url": f"{URL}api/v1"}]
    examples = 0
    for path, item in described["paths"].items():
        operation = item["get"]
        for parameter in operation.get("parameters", ()):
            if "example" in parameter:
                path = path.replace("{" + parameter["name"] + "}", parameter["example"])
        if "{" not in path:
            assert f"api/v1{path}" in made.files
        answer = operation["responses"]["200"]["content"]["application/json"]
        schema = {**answer["schema"], "components": described["components"]}
        if "example" in answer:
            examples += 1
            jsonschema.Draft202012Validator(schema).validate(answer["example"])
    assert examples == len(KINDS)


def test_every_address_below_the_api_leads_to_a_file(made: Exported) -> None:
    linked = set()
    for document in _documents(made).values():
        for text in _strings(document):
            for address in re.findall(rf"{re.escape(URL)}api/v1/[^\s)\"<>]+", text):
                linked.add(address.removeprefix(URL))
    plain = {path for path in linked if "{" not in path}
    assert sorted(plain - set(made.files)) == []
    unreached = {p for p in made.files if p.startswith("api/v1/")} - plain
    assert unreached == set()


def test_a_case_holds_what_is_known_of_it(made: Exported) -> None:
    case = made.json(f"cases/{WITH_PHOTOS}.json")
    assert case["community"]["floor_area"] == 126800
    assert case["community"]["built"] == {
        "date": "2008-09",
        "precision": "month",
        "earliest": "2008-09-01",
        "latest": "2008-09-30",
    }
    assert [d["name"]["zh"] for d in case["community"]["divisions"]] == [
        "浙江省",
        "杭州市",
        "西湖区",
    ]
    assert case["fees"][0]["price"] == 1.9
    rate = next(m for m in case["measures"] if m["key"] == "satisfaction_rate")
    assert (rate["before"], rate["after"], rate["better"]) == (71, 92.5, "higher")
    assert rate["as_written"] == "满意率92.5%，比上年提高21.5个百分点"
    assert case["as_written"]["community.built"] == "2008年9月建成"
    assert case["source"]["issuer"]["en"] == "Shili Property Service Co., Ltd. (fictitious)"
    shown = {c["criterion"]: c for c in case["criteria"]}
    assert "good-service-2026/party.1" in shown
    passages = [p for c in shown.values() for p in c["passages"]]
    assert passages and all(p["title"]["zh"] and p["title"]["en"] for p in passages)
    assert len(case["photos"]) == 4
    for photo in case["photos"]:
        assert {file["type"] for file in photo["files"]} == {
            "image/jpeg",
            "image/webp",
            "image/avif",
        }
        for file in photo["files"]:
            assert file["url"].removeprefix(URL) in made.world.media


def test_both_forms_of_the_text_have_all_its_words(made: Exported) -> None:
    for case in made.world.catalogue.cases:
        record = made.json(f"cases/{case.id}.json")
        for locale, text in case.texts.items():
            plain = "".join(record["texts"][locale]["plain"].split())
            blocks, notes = parse_nodes(record["texts"][locale]["markdown"])
            markdown = "".join("".join(n.plain.split()) for n in (*blocks, *notes))
            for passage in text.passages:
                words = "".join("".join(n.plain.split()) for n in passage.blocks)
                assert words in plain and (words in markdown or "figure" in str(passage.blocks))
    assert made.json(f"cases/{UNTRANSLATED}.json")["texts"]["en"] is None


def test_withdrawn_and_renamed(made: Exported) -> None:
    assert f"api/v1/cases/{WITHDRAWN}.json" not in made.files
    entries = made.json("withdrawn.json")["withdrawn"]
    assert entries == [
        {
            "id": WITHDRAWN,
            "date": "2026-11-21",
            "pages": {
                "zh": f"{URL}cases/{WITHDRAWN}/",
                "en": f"{URL}en/cases/{WITHDRAWN}/",
            },
        }
    ]
    assert made.json("renamed.json")["renamed"] == [{"former": FORMER, "id": RENAMED}]
    (case,) = made.world.library.withdrawn
    words = [case.data.title.zh, case.data.community.name.zh, "材料失实"]
    for name, content in made.files.items():
        assert [w for w in words if w and w.encode() in content] == [], name


def test_changes_are_told(made: Exported) -> None:
    """S-04."""
    case = made.json(f"cases/{CHANGED}.json")
    assert case["updated"] == "2026-12-03" and case["published"] == "2026-11-20"
    assert case["changes"] == [
        {"date": "2026-12-03", "what": {"zh": "更正户数", "en": "Households corrected"}}
    ]
    assert made.json("cases.json")["updated"] == "2026-12-03"


def test_the_list_is_in_neutral_order_and_in_parts(
    made: Exported, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S-01."""
    whole = made.json("cases.json")
    order = [case.id for case in made.world.catalogue.cases]
    assert [entry["id"] for entry in whole["cases"]] == order
    assert whole["total"] == 7 and whole["next"] is None
    monkeypatch.setattr(list_documents, "PART", 3)
    parts = dict(case_parts(made.world))
    assert list(parts) == ["cases.json", "cases-2.json", "cases-3.json"]
    assert [e.id for part in parts.values() for e in part.cases] == order
    following = [part.next for part in parts.values()]
    assert following == [f"{URL}api/v1/cases-2.json", f"{URL}api/v1/cases-3.json", None]


def test_an_edit_changes_the_files_of_its_case_alone(made: Exported, tmp_path: Path) -> None:
    root = tmp_path / "library"
    shutil.copytree(made.root, root)
    again = exported(root)
    assert again.files == made.files
    kept = {p.name: p.stat().st_mtime_ns for p in (root / ".cache/exports/json").iterdir()}
    edit(root / f"cases/{CHANGED}/case.yaml", "更正户数", "更正户数与面积")
    edited = exported(root).files
    changed = {name for name in edited if edited[name] != made.files[name]}
    assert changed == {
        f"api/v1/cases/{CHANGED}.json",
        f"cases/{CHANGED}/index.md",
        "feed.xml",
    }
    now = {p.name: p.stat().st_mtime_ns for p in (root / ".cache/exports/json").iterdir()}
    assert len(now.items() & kept.items()) == len(kept) - 1 == len(now) - 1


def test_what_the_site_is_organised_by_is_part_of_every_case(tmp_path: Path) -> None:
    root = write_small_library(tmp_path / "library")
    small = root / "content/programmes/small.yaml"
    other = small.read_text("utf-8").replace("id: small", "id: other", 1)
    (small.parent / "other.yaml").write_text(other, encoding="utf-8")
    page = "cases/2026-yangli/index.md"
    assert f"({URL}directions/party/1/)" in exported(root).text(page)
    edit(root / "content/site.yaml", "directions: small", "directions: other")
    assert "/directions/" not in exported(root).text(page)


def test_a_library_without_measures_is_exported(tmp_path: Path) -> None:
    root = write_small_library(tmp_path / "library")
    (root / "content/measures.yaml").unlink()
    assert "cases/2026-yangli/index.md" in exported(root).files
